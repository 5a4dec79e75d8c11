import datetime
import io
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail, signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import AlueFactory, HenkiloFactory, JasenyysFactory, KuntaFactory, UserFactory
from tyollisyysalue import demo, jobs, kayttajat, kayttajat_demo, kello
from tyollisyysalue.models import Henkilo, Jasenyys, Kutsu, Tapahtuma, User
from tyollisyysalue.roolit import Rooli

TANAAN = datetime.date(2025, 11, 3)
EILEN = TANAAN - datetime.timedelta(days=1)
HUOMENNA = TANAAN + datetime.timedelta(days=1)
OSOITE = "matti.uusitalo@siilinjarvi.example"
VIIMEINEN = (
    "Alueen viimeistä pääkäyttäjää ei voi poistaa. Kutsu ensin toinen, jonka jäsenyydellä ei ole "
    "päättymispäivää, ja odota, että hän on asettanut salasanansa."
)


def hetki(paiva=TANAAN, tunti=9):
    return datetime.datetime.combine(paiva, datetime.time(tunti), kello.HELSINKI)


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(hetki()):
        yield


@pytest.fixture
def ylasavo(db):
    return AlueFactory(koodi="45", nimi_fi="Ylä-Savo")


@pytest.fixture
def ylasavon_paakayttaja(ylasavo):
    return UserFactory(rooli=Rooli.PAAKAYTTAJA, alue=ylasavo)


@pytest.fixture
def toinen(alue):
    """Another administrator of the area."""
    return UserFactory(rooli=Rooli.PAAKAYTTAJA, alue=alue, email="toinen@kuopio.example")


@pytest.fixture
def kutsuttu(paakayttaja, siilinjarvi):
    return kutsu(paakayttaja, kunta=siilinjarvi)[0]


def kutsu(user, sahkoposti=OSOITE, rooli=Rooli.YHDYSHENKILO, alkupvm=TANAAN, **muut):
    henkilo = {"nimi": "Matti Uusitalo", "nimike": "hallintosihteeri"} if "henkilo" not in muut else {}
    return kayttajat.kutsu(sahkoposti, rooli, alkupvm, user=user, **henkilo, **muut)


def tyot():
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "args"))


def tapahtumat(kohde):
    return [t.tapahtuma for t in reversed(Tapahtuma.objects.for_omistaja(kohde))]


def jasenyys(user, rooli=Rooli.PAAKAYTTAJA):
    return Jasenyys.objects.select_related("alue", "kunta").get(user=user, rooli=rooli)


class TestKutsu:
    def test_new_address_becomes_a_user_with_a_person_and_a_membership(self, paakayttaja, siilinjarvi):
        kohde, uusi = kutsu(
            paakayttaja,
            "Matti.Uusitalo@Siilinjarvi.EXAMPLE",
            kunta=siilinjarvi,
            loppupvm=HUOMENNA,
            kieli="sv",
        )

        assert (uusi, kohde.email, kohde.is_active, kohde.has_usable_password()) == (
            True,
            OSOITE,
            True,
            False,
        )
        henkilo = kohde.henkilo
        assert (henkilo.nimi, henkilo.nimike, henkilo.kunta, henkilo.alue, henkilo.sahkoposti) == (
            "Matti Uusitalo",
            "hallintosihteeri",
            siilinjarvi,
            siilinjarvi.alue,
            OSOITE,
        )
        annettu = kohde.jasenyydet.get()
        assert (annettu.rooli, annettu.kunta, annettu.alue, annettu.alkupvm, annettu.loppupvm) == (
            Rooli.YHDYSHENKILO,
            siilinjarvi,
            None,
            TANAAN,
            HUOMENNA,
        )
        lahetetty = kohde.kutsut.get()
        assert (lahetetty.kieli, lahetetty.lahetysaika, lahetetty.vanhenemisaika) == (
            "sv",
            hetki(),
            hetki() + datetime.timedelta(days=7),
        )
        assert tyot() == [("tyollisyysalue.jobs.laheta_kutsu", {"kutsu": lahetetty.pk})]
        assert (tapahtumat(kohde), tapahtumat(annettu)) == (["kutsuttu"], ["lisatty"])

    def test_person_of_the_contacts_is_linked(self, paakayttaja, alue):
        henkilo = HenkiloFactory(alue=alue, nimi="Heikki Louhivuori")

        kohde, _uusi = kutsu(paakayttaja, rooli=Rooli.ASIANTUNTIJA, alue=alue, henkilo=henkilo)

        assert kohde.henkilo == henkilo
        assert Henkilo.objects.filter(nimi="Matti Uusitalo").count() == 0

    @pytest.mark.parametrize("vika", ["tunnus", "kunta", "alue"])
    def test_person_of_somebody_else_is_refused(self, paakayttaja, alue, rautavaara, raija, ylasavo, vika):
        henkilo = {
            "tunnus": lambda: HenkiloFactory(alue=alue, user=UserFactory()),
            "kunta": lambda: HenkiloFactory(alue=alue, kunta=rautavaara),
            "alue": lambda: HenkiloFactory(alue=ylasavo),
        }[vika]()

        with pytest.raises(ValidationError) as error, transaction.atomic():
            kutsu(paakayttaja, rooli=Rooli.ASIANTUNTIJA, alue=alue, henkilo=henkilo)

        assert list(error.value.message_dict) == ["henkilo"]
        assert not User.objects.filter(email=OSOITE).exists()

    def test_name_is_asked_at_its_field(self, paakayttaja, alue):
        with pytest.raises(ValidationError) as error:
            kayttajat.kutsu(OSOITE, Rooli.SIHTEERI, TANAAN, alue=alue, user=paakayttaja)

        assert sorted(error.value.message_dict) == ["nimi", "nimike"]

    def test_known_address_gets_the_membership_and_keeps_its_person(self, paakayttaja, raija, siilinjarvi):
        kohde, uusi = kutsu(paakayttaja, "RAIJA@rautavaara.example", kunta=siilinjarvi)

        assert (kohde, uusi) == (raija, False)
        assert kohde.henkilo.nimi == "Raija Vaarala"
        uusi_jasenyys = kohde.jasenyydet.get(kunta=siilinjarvi)
        assert not kohde.kutsut.exists()
        assert tyot() == [
            ("tyollisyysalue.jobs.ilmoita_jasenyydesta", {"jasenyys": uusi_jasenyys.pk, "kieli": "fi"})
        ]

    def test_second_invitation_replaces_the_first(self, paakayttaja, kutsuttu, rautavaara):
        [vanha] = kutsuttu.kutsut.all()

        _kohde, uusi = kutsu(paakayttaja, kunta=rautavaara)

        vanha.refresh_from_db()
        assert (uusi, vanha.peruttu, kutsuttu.kutsut.avoimet().count()) == (False, hetki(), 1)
        assert kutsuttu.jasenyydet.count() == 2

    def test_same_role_twice_leaves_nothing(self, paakayttaja, kutsuttu, siilinjarvi):
        tyoita = len(tyot())

        with pytest.raises(ValidationError) as error, transaction.atomic():
            kutsu(paakayttaja, kunta=siilinjarvi)

        assert error.value.messages == ["Käyttäjällä on jo sama rooli osan tästä ajasta."]
        assert (kutsuttu.kutsut.count(), len(tyot())) == (1, tyoita)

    def test_membership_does_not_begin_in_the_past(self, paakayttaja, siilinjarvi):
        with pytest.raises(ValidationError) as error:
            kutsu(paakayttaja, kunta=siilinjarvi, alkupvm=EILEN)

        assert error.value.message_dict == {"alkupvm": ["Jäsenyys voi alkaa aikaisintaan tänään."]}

    @pytest.mark.parametrize("rooli", ["raija", "asiantuntija", "koordinaattori", "sihteeri", "esittelija"])
    def test_others_than_the_administrator_are_denied(self, request, siilinjarvi, kutsuttu, rooli):
        user = request.getfixturevalue(rooli)

        for teko in (
            lambda: kutsu(user, "muu@siilinjarvi.example", kunta=siilinjarvi),
            lambda: kayttajat.laheta_kutsu_uudelleen(kutsuttu, user=user),
            lambda: kayttajat.peru_kutsu(kutsuttu, user=user),
            lambda: kayttajat.esta_kirjautuminen(kutsuttu, "Syy", user=user),
            lambda: kayttajat.mitatoi(jasenyys(kutsuttu, Rooli.YHDYSHENKILO), "Syy", user=user),
            lambda: kayttajat.muuta_paattymista(jasenyys(kutsuttu, Rooli.YHDYSHENKILO), TANAAN, user=user),
        ):
            with pytest.raises(PermissionDenied):
                teko()

        assert kutsuttu.jasenyydet.voimassa(TANAAN).count() == 1

    def test_administrator_of_another_area_is_denied(self, ylasavon_paakayttaja, kutsuttu, siilinjarvi):
        for teko in (
            lambda: kutsu(ylasavon_paakayttaja, kunta=siilinjarvi),
            lambda: kayttajat.peru_kutsu(kutsuttu, user=ylasavon_paakayttaja),
            lambda: kayttajat.esta_kirjautuminen(kutsuttu, "Syy", user=ylasavon_paakayttaja),
            lambda: kayttajat.mitatoi(
                jasenyys(kutsuttu, Rooli.YHDYSHENKILO), "Syy", user=ylasavon_paakayttaja
            ),
        ):
            with pytest.raises(PermissionDenied):
                teko()

        assert kutsuttu.jasenyydet.voimassa(TANAAN).count() == 1


class TestKutsunKohtalo:
    def test_sent_again_in_the_language_of_the_first(self, paakayttaja, siilinjarvi):
        kohde, _uusi = kutsu(paakayttaja, kunta=siilinjarvi, kieli="sv")

        uusi = kayttajat.laheta_kutsu_uudelleen(kohde, user=paakayttaja)

        assert list(kohde.kutsut.avoimet()) == [uusi]
        assert (uusi.kieli, tapahtumat(kohde)) == ("sv", ["kutsuttu", "kutsuttu"])

    def test_not_sent_to_one_who_signs_in_already(self, paakayttaja, raija):
        with pytest.raises(ValidationError, match="jo asettanut salasanansa"):
            kayttajat.laheta_kutsu_uudelleen(raija, user=paakayttaja)

    def test_cancelling_closes_the_account(self, paakayttaja, kutsuttu):
        kayttajat.peru_kutsu(kutsuttu, user=paakayttaja)

        kutsuttu.refresh_from_db()
        assert (kutsuttu.is_active, kutsuttu.kutsut.avoimet().exists()) == (False, False)
        assert kutsuttu.jasenyydet.get().mitatoity == hetki()
        with pytest.raises(ValidationError, match="ei ole avointa kutsua"):
            kayttajat.peru_kutsu(kutsuttu, user=paakayttaja)

    def test_cancelling_leaves_what_another_area_gave(
        self, paakayttaja, kutsuttu, ylasavo, ylasavon_paakayttaja
    ):
        kutsu(ylasavon_paakayttaja, rooli=Rooli.SIHTEERI, alue=ylasavo)

        kayttajat.peru_kutsu(kutsuttu, user=paakayttaja)

        kutsuttu.refresh_from_db()
        assert (kutsuttu.is_active, kutsuttu.kutsut.avoimet().count()) == (True, 1)
        assert [j.rooli for j in kutsuttu.jasenyydet.paattymatta(TANAAN)] == [Rooli.SIHTEERI]

    def test_cancelled_one_can_be_invited_anew(self, paakayttaja, kutsuttu, siilinjarvi):
        kayttajat.peru_kutsu(kutsuttu, user=paakayttaja)

        kutsu(paakayttaja, kunta=siilinjarvi)

        kutsuttu.refresh_from_db()
        assert (kutsuttu.is_active, kutsuttu.kutsut.avoimet().count()) == (True, 1)


class TestAvain:
    def test_opens_the_invitation_and_sets_the_password_once(self, kutsuttu):
        avain = kayttajat.avain(kutsuttu.kutsut.get())
        avattu = kayttajat.kutsu_avaimella(avain)

        kayttajat.ota_kayttoon(avattu, "Pitkä salasana 12")

        kutsuttu.refresh_from_db()
        assert kutsuttu.check_password("Pitkä salasana 12")
        assert kutsuttu.kutsut.get().kaytetty == hetki()
        assert tapahtumat(kutsuttu) == ["kutsuttu", "otettu_kayttoon"]
        assert kayttajat.kutsu_avaimella(avain) is None
        with pytest.raises(ValidationError, match="Linkki ei ole enää voimassa"):
            kayttajat.ota_kayttoon(avattu, "Toinen salasana 12")

    @pytest.mark.parametrize(
        "vika", ["uudelleen", "peruttu", "vanhentunut", "salasana_muuten", "estetty", "allekirjoitus", "muu"]
    )
    def test_is_of_no_use_when(self, paakayttaja, kutsuttu, vika):
        kutsu = kutsuttu.kutsut.get()
        avain = kayttajat.avain(kutsu)
        assert kayttajat.kutsu_avaimella(avain) == kutsu

        if vika == "uudelleen":
            kayttajat.laheta_kutsu_uudelleen(kutsuttu, user=paakayttaja)
        elif vika == "peruttu":
            kayttajat.peru_kutsu(kutsuttu, user=paakayttaja)
        elif vika == "salasana_muuten":
            kutsuttu.set_password("Pitkä salasana 12")
            kutsuttu.save()
        elif vika == "estetty":
            kayttajat.esta_kirjautuminen(kutsuttu, "Väärä henkilö", user=paakayttaja)
        elif vika == "allekirjoitus":
            avain = avain[:-1] + ("A" if avain[-1] != "A" else "B")
        elif vika == "muu":
            avain = signing.dumps(kutsu.pk, salt="muu tarkoitus")
        aika = hetki() + datetime.timedelta(days=7 if vika == "vanhentunut" else 0)

        with kello.aseta(aika):
            assert kayttajat.kutsu_avaimella(avain) is None

    def test_is_good_to_the_last_moment(self, kutsuttu):
        avain = kayttajat.avain(kutsuttu.kutsut.get())

        with kello.aseta(hetki() + datetime.timedelta(days=7, seconds=-1)):
            assert kayttajat.kutsu_avaimella(avain)


class TestViestit:
    def test_invitation_tells_role_link_and_whom_to_ask(self, kutsuttu, settings):
        settings.PORTAALIN_OSOITE = "https://portaali.example"
        kutsu = kutsuttu.kutsut.get()

        jobs.laheta_kutsu(kutsu.pk)

        [viesti] = mail.outbox
        assert (viesti.to, viesti.subject) == ([OSOITE], "Kutsu Työllisyysalueportaaliin")
        rivit = viesti.body.splitlines()
        [linkki] = [rivi for rivi in rivit if rivi.startswith("https://portaali.example/tili/kutsu/")]
        assert kayttajat.kutsu_avaimella(linkki.split("/")[-2]) == kutsu
        assert "Rooli: kunnan yhdyshenkilö, Siilinjärvi" in rivit
        assert "Voimassa: 3.11.2025 alkaen" in rivit
        assert "Lisätietoja: Kuopion kaupunki, kirjaamo@kuopio.example" in rivit
        assert "Aseta salasanasi tästä linkistä viimeistään ma 10.11.2025 klo\u00a09.00:" in rivit

    def test_cancelled_invitation_is_not_mailed(self, paakayttaja, kutsuttu):
        kutsu = kutsuttu.kutsut.get()
        kayttajat.peru_kutsu(kutsuttu, user=paakayttaja)

        jobs.laheta_kutsu(kutsu.pk)

        assert mail.outbox == []

    def test_new_role_is_mailed_with_the_way_to_sign_in(self, paakayttaja, raija, siilinjarvi, settings):
        settings.PORTAALIN_OSOITE = "https://portaali.example"
        annettu = kayttajat.lisaa_jasenyys(
            raija, Rooli.YHDYSHENKILO, TANAAN, kunta=siilinjarvi, user=paakayttaja
        )

        jobs.ilmoita_jasenyydesta(annettu.pk, "fi")

        [viesti] = mail.outbox
        assert (viesti.to, viesti.subject) == ([raija.email], "Sait uuden roolin Työllisyysalueportaalissa")
        assert "Rooli: kunnan yhdyshenkilö, Siilinjärvi" in viesti.body
        assert "Rautavaara" not in viesti.body
        assert "https://portaali.example/tili/login/" in viesti.body

    def test_role_taken_back_meanwhile_is_not_mailed(self, paakayttaja, raija, siilinjarvi):
        annettu = kayttajat.lisaa_jasenyys(
            raija, Rooli.YHDYSHENKILO, TANAAN, kunta=siilinjarvi, user=paakayttaja
        )
        kayttajat.mitatoi(annettu, "Väärä kunta", user=paakayttaja)

        jobs.ilmoita_jasenyydesta(annettu.pk, "fi")

        assert mail.outbox == []


class TestPaattyminen:
    def test_rights_last_to_the_end_of_the_last_day(self, paakayttaja, raija, client):
        kayttajat.muuta_paattymista(jasenyys(raija, Rooli.YHDYSHENKILO), TANAAN, user=paakayttaja)
        client.force_login(raija)

        with kello.aseta(hetki(tunti=23)):
            assert client.get("/esitykset/").status_code == 200
        with kello.aseta(hetki(HUOMENNA, tunti=0)):
            assert client.get("/esitykset/").status_code == 403

    def test_end_can_be_moved_and_taken_away(self, paakayttaja, raija):
        rivi = jasenyys(raija, Rooli.YHDYSHENKILO)

        kayttajat.muuta_paattymista(rivi, HUOMENNA, user=paakayttaja)
        kayttajat.muuta_paattymista(rivi, None, user=paakayttaja)

        rivi.refresh_from_db()
        assert rivi.loppupvm is None
        assert [t.tiedot for t in reversed(rivi.tapahtumat.all())] == [
            {"alkupvm": "2024-01-01", "loppupvm": "2025-11-04"},
            {"alkupvm": "2024-01-01", "loppupvm": None},
        ]

    def test_end_does_not_lie_in_the_past(self, paakayttaja, raija):
        with pytest.raises(ValidationError) as error:
            kayttajat.muuta_paattymista(jasenyys(raija, Rooli.YHDYSHENKILO), EILEN, user=paakayttaja)

        assert error.value.message_dict == {"loppupvm": ["Jäsenyys voi päättyä aikaisintaan tänään."]}

    def test_what_is_over_stays_over(self, paakayttaja, raija):
        Jasenyys.objects.filter(user=raija).update(loppupvm=EILEN)

        for teko in (
            lambda: kayttajat.muuta_paattymista(
                jasenyys(raija, Rooli.YHDYSHENKILO), HUOMENNA, user=paakayttaja
            ),
            lambda: kayttajat.mitatoi(jasenyys(raija, Rooli.YHDYSHENKILO), "Syy", user=paakayttaja),
        ):
            with pytest.raises(ValidationError, match="Jäsenyys on jo päättynyt"):
                teko()

    def test_voided_membership_gives_nothing_from_now_on(self, paakayttaja, raija, client):
        kayttajat.mitatoi(jasenyys(raija, Rooli.YHDYSHENKILO), "Väärä kunta", user=paakayttaja)

        client.force_login(raija)
        assert client.get("/esitykset/").status_code == 403
        [tapahtuma] = jasenyys(raija, Rooli.YHDYSHENKILO).tapahtumat.all()
        assert (tapahtuma.tapahtuma, tapahtuma.syy) == ("mitatoity", "Väärä kunta")

    def test_voided_membership_leaves_room_for_the_right_one(self, paakayttaja, raija, rautavaara):
        kayttajat.mitatoi(jasenyys(raija, Rooli.YHDYSHENKILO), "Väärä alkupäivä", user=paakayttaja)

        kayttajat.lisaa_jasenyys(raija, Rooli.YHDYSHENKILO, HUOMENNA, kunta=rautavaara, user=paakayttaja)

        assert raija.jasenyydet.paattymatta(TANAAN).count() == 1


class TestEsto:
    def test_session_password_and_memberships_end(self, paakayttaja, raija, siilinjarvi, client):
        tuleva = kayttajat.lisaa_jasenyys(
            raija, Rooli.YHDYSHENKILO, HUOMENNA, kunta=siilinjarvi, user=paakayttaja
        )
        client.force_login(raija)
        assert client.get("/esitykset/").status_code == 200

        kayttajat.esta_kirjautuminen(raija, "Työsuhde päättyi", user=paakayttaja)

        assert client.get("/esitykset/").url == "/tili/login/?next=/esitykset/"
        raija.refresh_from_db()
        assert (raija.is_active, raija.has_usable_password()) == (False, False)
        tuleva.refresh_from_db()
        assert tuleva.mitatoity == hetki()
        assert raija.jasenyydet.exclude(pk=tuleva.pk).get().loppupvm == TANAAN
        assert [(t.tapahtuma, t.syy) for t in raija.tapahtumat.all()] == [("estetty", "Työsuhde päättyi")]
        with pytest.raises(ValidationError, match="on jo estetty"):
            kayttajat.esta_kirjautuminen(raija, "Uudestaan", user=paakayttaja)

    def test_blocked_one_comes_back_by_a_new_invitation(self, paakayttaja, raija):
        kayttajat.esta_kirjautuminen(raija, "Vahinko", user=paakayttaja)

        kayttajat.laheta_kutsu_uudelleen(raija, user=paakayttaja)

        raija.refresh_from_db()
        assert (raija.is_active, raija.has_usable_password()) == (True, False)
        assert raija.kutsut.avoimet().count() == 1

    def test_not_oneself(self, paakayttaja, toinen):
        with pytest.raises(ValidationError, match="Omaa kirjautumistasi"):
            kayttajat.esta_kirjautuminen(paakayttaja, "Loma", user=paakayttaja)

    def test_not_one_who_works_for_another_area_too(self, paakayttaja, raija, ylasavo):
        JasenyysFactory(user=raija, rooli=Rooli.SIHTEERI, alue=ylasavo)

        with pytest.raises(ValidationError, match="jäsenyyksiä myös muualla"):
            kayttajat.esta_kirjautuminen(raija, "Työsuhde päättyi", user=paakayttaja)

        raija.refresh_from_db()
        assert raija.is_active


class TestViimeinenPaakayttaja:
    @pytest.mark.parametrize(
        ("teko", "arvo"),
        [(kayttajat.muuta_paattymista, datetime.date(2030, 1, 1)), (kayttajat.mitatoi, "Vahinko")],
    )
    def test_is_not_removed(self, paakayttaja, teko, arvo):
        rivi = jasenyys(paakayttaja)

        with pytest.raises(ValidationError) as error:
            teko(rivi, arvo, user=paakayttaja)

        assert error.value.messages == [VIIMEINEN]
        rivi.refresh_from_db()
        assert (rivi.loppupvm, rivi.mitatoity) == (None, None)

    def test_one_of_two_goes(self, paakayttaja, toinen):
        kayttajat.muuta_paattymista(jasenyys(paakayttaja), TANAAN, user=toinen)

        assert jasenyys(paakayttaja).loppupvm == TANAAN

    @pytest.mark.parametrize("vika", ["kutsuttu", "estetty", "paattyy", "tuleva", "mitatoity", "muu_alue"])
    def test_is_the_last_when_the_other_does_not_count(self, alue, paakayttaja, toinen, ylasavo, vika):
        if vika == "kutsuttu":
            toinen.set_unusable_password()
            toinen.save()
        elif vika == "estetty":
            User.objects.filter(pk=toinen.pk).update(is_active=False)
        else:
            muutos = {
                "paattyy": {"loppupvm": datetime.date(2030, 1, 1)},
                "tuleva": {"alkupvm": HUOMENNA},
                "mitatoity": {"mitatoity": hetki()},
                "muu_alue": {"alue": ylasavo},
            }[vika]
            Jasenyys.objects.filter(user=toinen).update(**muutos)

        with pytest.raises(ValidationError) as error:
            kayttajat.muuta_paattymista(jasenyys(paakayttaja), TANAAN, user=paakayttaja)

        assert error.value.code == "viimeinen_paakayttaja"

    def test_other_roles_of_the_last_one_end(self, alue, paakayttaja):
        JasenyysFactory(user=paakayttaja, rooli=Rooli.SIHTEERI, alue=alue)

        kayttajat.muuta_paattymista(jasenyys(paakayttaja, Rooli.SIHTEERI), TANAAN, user=paakayttaja)

        assert jasenyys(paakayttaja, Rooli.SIHTEERI).loppupvm == TANAAN

    def test_blocking_the_last_one_is_refused(self, alue, paakayttaja, toinen):
        kayttajat.muuta_paattymista(jasenyys(toinen), HUOMENNA, user=paakayttaja)

        with pytest.raises(ValidationError) as error:
            kayttajat.esta_kirjautuminen(paakayttaja, "Työsuhde päättyi", user=toinen)

        assert error.value.messages == [VIIMEINEN]
        paakayttaja.refresh_from_db()
        assert paakayttaja.is_active

    def test_area_out_of_use_may_be_left_without(self, alue, paakayttaja):
        alue.kaytossa = False
        alue.save(update_fields=["kaytossa"])

        kayttajat.muuta_paattymista(jasenyys(paakayttaja), TANAAN, user=paakayttaja)

        assert jasenyys(paakayttaja).loppupvm == TANAAN


@pytest.mark.kanta
class TestViimeinenPaakayttajaKannassa:
    @pytest.mark.parametrize(
        "muutos",
        [
            {"loppupvm": datetime.date(2030, 1, 1)},
            {"mitatoity": hetki()},
            {"alkupvm": datetime.date(2100, 1, 1)},
            {"rooli": Rooli.SIHTEERI},
        ],
    )
    def test_membership_of_the_last_one_cannot_change(self, paakayttaja, muutos):
        with pytest.raises(IntegrityError, match="last administrator"):
            Jasenyys.objects.filter(user=paakayttaja).update(**muutos)

    @pytest.mark.parametrize("muutos", [{"is_active": False}, {"password": "!"}])
    def test_last_one_cannot_be_shut_out(self, paakayttaja, muutos):
        with pytest.raises(IntegrityError, match="last administrator"):
            User.objects.filter(pk=paakayttaja.pk).update(**muutos)

    def test_both_cannot_go_in_one_statement(self, paakayttaja, toinen):
        with pytest.raises(IntegrityError, match="last administrator"), transaction.atomic():
            Jasenyys.objects.filter(rooli=Rooli.PAAKAYTTAJA).update(loppupvm=TANAAN)

        Jasenyys.objects.filter(user=toinen).update(loppupvm=TANAAN)

    def test_password_may_change(self, paakayttaja):
        paakayttaja.set_password("Pitkä salasana 12")
        paakayttaja.save(update_fields=["password"])

        assert User.objects.get(pk=paakayttaja.pk).check_password("Pitkä salasana 12")

    def test_area_without_an_administrator_may_stay_so(self, raija, alue):
        Jasenyys.objects.filter(user=raija).update(loppupvm=TANAAN)
        paattynyt = UserFactory()
        JasenyysFactory(
            user=paattynyt, rooli=Rooli.PAAKAYTTAJA, alue=alue, loppupvm=datetime.date(2030, 1, 1)
        )

        Jasenyys.objects.filter(user=paattynyt).update(loppupvm=TANAAN)

        assert jasenyys(paattynyt).loppupvm == TANAAN


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ohi_tyonkulun", [False, True])
def test_two_administrators_never_end_each_other_at_once(ohi_tyonkulun):
    """By the pages, and with SQL past them: the lock holds in both."""
    alue = AlueFactory()
    parit = [UserFactory(rooli=Rooli.PAAKAYTTAJA, alue=alue) for _ in range(2)]
    este = Barrier(2)

    def paata(tekija, kohde):
        try:
            with kello.aseta(hetki()):
                este.wait()
                if ohi_tyonkulun:
                    Jasenyys.objects.filter(user=kohde).update(loppupvm=TANAAN)
                else:
                    kayttajat.muuta_paattymista(jasenyys(kohde), TANAAN, user=tekija)
            return "päättyi"
        except (ValidationError, IntegrityError) as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        tulokset = list(pool.map(paata, parit, reversed(parit)))

    odotettu = IntegrityError if ohi_tyonkulun else ValidationError
    assert sorted(tulokset, key=str) == sorted(["päättyi", odotettu], key=str)
    assert Jasenyys.objects.filter(loppupvm__isnull=True).count() == 1


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
def test_link_opened_twice_sets_one_password():
    user = User.objects.create_user(OSOITE)
    kutsu = Kutsu.objects.create(
        user=user, lahetysaika=hetki(), vanhenemisaika=hetki() + datetime.timedelta(days=7)
    )
    este = Barrier(2)

    def aseta(salasana):
        try:
            with kello.aseta(hetki()):
                este.wait()
                kayttajat.ota_kayttoon(kutsu, salasana)
            return salasana
        except ValidationError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        tulokset = list(pool.map(aseta, ["Pitkä salasana 1", "Pitkä salasana 2"]))

    [voittaja] = [salasana for salasana in tulokset if salasana]
    user.refresh_from_db()
    assert user.check_password(voittaja)


class TestTila:
    @pytest.fixture
    def tila(self, paakayttaja):
        def tila(kohde, katsoja=paakayttaja):
            katsoja = User.objects.get(pk=katsoja.pk)
            return User.objects.visible_to(katsoja).with_tila(katsoja, TANAAN).get(pk=kohde.pk).tila

        return tila

    def test_follows_invitation_password_and_end(self, tila, paakayttaja, kutsuttu):
        assert tila(kutsuttu) == User.Tila.KUTSUTTU
        kayttajat.ota_kayttoon(kutsuttu.kutsut.get(), "Pitkä salasana 12")
        assert tila(kutsuttu) == User.Tila.KAYTOSSA
        Jasenyys.objects.filter(user=kutsuttu).update(alkupvm=EILEN, loppupvm=EILEN)
        assert tila(kutsuttu) == User.Tila.PAATTYNYT

    def test_memberships_of_other_areas_do_not_count(self, tila, raija, ylasavo, ylasavon_paakayttaja):
        Jasenyys.objects.filter(user=raija).update(loppupvm=EILEN)
        JasenyysFactory(user=raija, rooli=Rooli.SIHTEERI, alue=ylasavo)

        assert tila(raija) == User.Tila.PAATTYNYT
        assert tila(raija, ylasavon_paakayttaja) == User.Tila.KAYTOSSA


def test_administrator_sees_memberships_of_own_area_only(paakayttaja, raija, ylasavo):
    iisalmi = KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=ylasavo)
    JasenyysFactory(user=raija, rooli=Rooli.YHDYSHENKILO, kunta=iisalmi)

    assert [j.kunta.nimi_fi for j in Jasenyys.objects.visible_to(paakayttaja).filter(user=raija)] == [
        "Rautavaara"
    ]
    assert Jasenyys.objects.visible_to(raija).count() == 2


@pytest.mark.kanta
class TestKutsunRajoitteet:
    def test_second_open_invitation_is_refused(self, kutsuttu):
        with pytest.raises(IntegrityError, match="kutsu_yksi_avoin"):
            Kutsu.objects.create(user=kutsuttu, lahetysaika=hetki(), vanhenemisaika=hetki(HUOMENNA))

    def test_used_invitation_is_not_cancelled(self, kutsuttu):
        with pytest.raises(IntegrityError, match="kutsu_kaytetty_tai_peruttu"):
            Kutsu.objects.update(kaytetty=hetki(), peruttu=hetki())


def test_demo_leaves_one_invitation_open(db):
    call_command("lataa_kunnat", verbosity=0)
    demo.rakenna()

    kayttajat_demo.rakenna()
    kayttajat_demo.rakenna()

    kutsu = Kutsu.objects.get()
    assert (kutsu.user.nimi, kutsu.kelpaa(kello.nyt())) == ("Heikki Louhivuori", True)
    assert [task for task, _args in tyot()] == ["tyollisyysalue.jobs.laheta_kutsu"]


class TestAlueenKayttoonotto:
    @pytest.fixture
    def savo(self, db):
        return AlueFactory(koodi="45", nimi_fi="Ylä-Savo", kaytossa=False)

    def aja(self, koodi="45", osoite="Yllapito@Iisalmi.example"):
        call_command(
            "ota_alue_kayttoon", koodi, osoite, "Ville Ylläpito", "asiantuntija", stdout=io.StringIO()
        )

    def test_area_gets_its_first_administrator(self, savo):
        self.aja()

        savo.refresh_from_db()
        user = User.objects.get(email="yllapito@iisalmi.example")
        assert (savo.kaytossa, user.nimi) == (True, "Ville Ylläpito")
        annettu = jasenyys(user)
        assert (annettu.alue, annettu.alkupvm, annettu.loppupvm) == (savo, TANAAN, None)
        assert tyot() == [("tyollisyysalue.jobs.laheta_kutsu", {"kutsu": user.kutsut.get().pk})]
        assert Tapahtuma.objects.for_omistaja(savo).get().tapahtuma == "ota_kayttoon"

    def test_again_is_refused_and_leaves_one_invitation(self, savo):
        self.aja()

        with pytest.raises(CommandError, match="jo sama rooli"):
            self.aja()

        assert Kutsu.objects.count() == 1

    def test_unknown_area_is_refused(self, db):
        with pytest.raises(CommandError, match="There is no area 99"):
            self.aja("99")
