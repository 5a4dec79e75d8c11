import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError

from tests.factories import KuntaFactory, UserFactory, historia
from tests.tyollisyysalue.nayttetiedostot import PDF
from tyollisyysalue import demo, faktat, kello, sopimukset, sopimukset_demo
from tyollisyysalue.faktat import Parametrit
from tyollisyysalue.models import Sopimus, Tapahtuma, Tyollisyysalue

Laji, Tila = Sopimus.Laji, Sopimus.Tila
LAHETETTY = datetime.date(2025, 8, 20)
HYVAKSYTTY = datetime.date(2025, 10, 1)
MYONNETTY = datetime.date(2025, 10, 15)
PAATTYNYT = datetime.date(2025, 10, 31)


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(datetime.datetime(2025, 11, 3, 9, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def sopimus(paakayttaja, rautavaara):
    return sopimukset.lisaa(Laji.KAYTTOOIKEUS, rautavaara, LAHETETTY, user=paakayttaja)


@pytest.fixture
def yhteistoiminta(paakayttaja, rautavaara):
    return sopimukset.lisaa(Laji.YHTEISTOIMINTA, rautavaara, LAHETETTY, user=paakayttaja)


@pytest.fixture
def iisalmi(db):
    alue = Tyollisyysalue.objects.create(
        koodi="45", nimi_fi="Ylä-Savo", nimi_sv="Övre Savolax", nimi_en="Ylä-Savo"
    )
    return KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=alue)


def rivit(response):
    sivu = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(solu.get_text(" ").split()) for solu in rivi.find_all(["th", "td"])]
        for rivi in sivu.select("tbody tr")
    ]


class TestWorkflow:
    def test_agreement_goes_from_sent_to_ended_with_its_days(self, sopimus, paakayttaja):
        sopimukset.hyvaksy(sopimus, HYVAKSYTTY, user=paakayttaja)
        sopimukset.myonna_oikeudet(sopimus, MYONNETTY, user=paakayttaja)
        sopimukset.paata(sopimus, PAATTYNYT, user=paakayttaja)

        sopimus.refresh_from_db()
        assert sopimus.tila == Tila.PAATTYNYT
        assert (sopimus.lahetyspvm, sopimus.hyvaksymispvm, sopimus.myontopvm, sopimus.paattymispvm) == (
            LAHETETTY,
            HYVAKSYTTY,
            MYONNETTY,
            PAATTYNYT,
        )
        assert [(t.tapahtuma, t.user, t.tiedot) for t in reversed(sopimus.tapahtumat.all())] == [
            ("lahetetty", paakayttaja, {"pvm": "2025-08-20"}),
            ("hyvaksytty", paakayttaja, {"pvm": "2025-10-01"}),
            ("oikeudet_myonnetty", paakayttaja, {"pvm": "2025-10-15"}),
            ("paattynyt", paakayttaja, {"pvm": "2025-10-31"}),
        ]

    @pytest.mark.parametrize(
        ("laji", "tila", "sallitut"),
        [
            (Laji.KAYTTOOIKEUS, Tila.LAHETETTY, [Tila.HYVAKSYTTY, Tila.PAATTYNYT]),
            (Laji.KAYTTOOIKEUS, Tila.HYVAKSYTTY, [Tila.OIKEUDET_MYONNETTY, Tila.PAATTYNYT]),
            (Laji.KAYTTOOIKEUS, Tila.OIKEUDET_MYONNETTY, [Tila.PAATTYNYT]),
            (Laji.KAYTTOOIKEUS, Tila.PAATTYNYT, []),
            (Laji.YHTEISTOIMINTA, Tila.LAHETETTY, [Tila.HYVAKSYTTY, Tila.PAATTYNYT]),
            (Laji.YHTEISTOIMINTA, Tila.HYVAKSYTTY, [Tila.PAATTYNYT]),
        ],
    )
    def test_states_that_may_follow(self, laji, tila, sallitut):
        assert sopimukset.siirtymat(Sopimus(laji=laji, tila=tila)) == sallitut

    @pytest.mark.parametrize(
        ("toiminto", "tila"),
        [(sopimukset.myonna_oikeudet, "lähetetty"), (sopimukset.hyvaksy, "hyväksytty")],
    )
    def test_act_that_the_state_does_not_allow_is_refused(self, sopimus, paakayttaja, toiminto, tila):
        if toiminto is sopimukset.hyvaksy:
            sopimukset.hyvaksy(sopimus, HYVAKSYTTY, user=paakayttaja)

        with pytest.raises(ValidationError) as error:
            toiminto(sopimus, MYONNETTY, user=paakayttaja)

        assert error.value.messages == [f"Sopimus on tilassa ”{tila}”, joten toimintoa ei voi tehdä."]

    @pytest.mark.parametrize(
        ("paiva", "viesti"),
        [
            (datetime.date(2025, 11, 4), "Päivä ei voi olla tulevaisuudessa. Anna tämä päivä tai aiempi."),
            (datetime.date(2025, 8, 19), "Anna aikaisintaan 20.8.2025, jolloin edellinen vaihe oli."),
        ],
    )
    def test_day_lies_between_the_previous_step_and_today(self, sopimus, paakayttaja, paiva, viesti):
        with pytest.raises(ValidationError) as error:
            sopimukset.hyvaksy(sopimus, paiva, user=paakayttaja)

        assert error.value.message_dict == {"pvm": [viesti]}

    def test_second_agreement_of_the_kind_waits_until_the_first_has_ended(
        self, sopimus, paakayttaja, rautavaara
    ):
        with pytest.raises(ValidationError) as error:
            sopimukset.lisaa(Laji.KAYTTOOIKEUS, rautavaara, HYVAKSYTTY, user=paakayttaja)
        assert error.value.messages == ["Kunnalla on jo samanlainen sopimus, joka ei ole päättynyt."]

        sopimukset.paata(sopimus, HYVAKSYTTY, user=paakayttaja)
        sopimukset.lisaa(Laji.KAYTTOOIKEUS, rautavaara, HYVAKSYTTY, user=paakayttaja)

        assert Sopimus.objects.count() == 2

    @pytest.mark.parametrize("rooli", ["raija", "asiantuntija", "koordinaattori", "sihteeri", "esittelija"])
    def test_others_than_the_administrator_are_denied(self, request, sopimus, siilinjarvi, rooli):
        user = request.getfixturevalue(rooli)

        with pytest.raises(PermissionDenied):
            sopimukset.lisaa(Laji.KAYTTOOIKEUS, siilinjarvi, LAHETETTY, user=user)
        with pytest.raises(PermissionDenied):
            sopimukset.hyvaksy(sopimus, HYVAKSYTTY, user=user)

        assert Sopimus.objects.get().tila == Tila.LAHETETTY

    def test_administrator_of_another_area_is_denied(self, paakayttaja, iisalmi):
        with pytest.raises(PermissionDenied):
            sopimukset.lisaa(Laji.KAYTTOOIKEUS, iisalmi, LAHETETTY, user=paakayttaja)


@pytest.mark.kanta
class TestConstraints:
    def test_two_agreements_of_a_kind_in_force_are_refused_by_the_database(self, sopimus, rautavaara):
        with pytest.raises(IntegrityError, match="sopimus_yksi_voimassa"):
            Sopimus.objects.create(
                laji=Laji.KAYTTOOIKEUS, alue=rautavaara.alue, kunta=rautavaara, lahetyspvm=LAHETETTY
            )

    @pytest.mark.parametrize("tila", [Tila.HYVAKSYTTY, Tila.OIKEUDET_MYONNETTY, Tila.PAATTYNYT])
    def test_state_without_its_day_is_refused_by_the_database(self, sopimus, tila):
        with pytest.raises(IntegrityError, match="sopimus_tila_ja_paivat"):
            Sopimus.objects.filter(pk=sopimus.pk).update(tila=tila)

    @pytest.mark.parametrize(
        "paivat",
        [
            {"tila": Tila.HYVAKSYTTY, "hyvaksymispvm": datetime.date(2025, 8, 19)},
            {"tila": Tila.OIKEUDET_MYONNETTY, "hyvaksymispvm": HYVAKSYTTY, "myontopvm": LAHETETTY},
            {"tila": Tila.PAATTYNYT, "paattymispvm": datetime.date(2025, 8, 19)},
            {"tila": Tila.PAATTYNYT, "hyvaksymispvm": HYVAKSYTTY, "paattymispvm": LAHETETTY},
        ],
    )
    def test_days_out_of_order_are_refused_by_the_database(self, sopimus, paivat):
        for kentta, arvo in paivat.items():
            setattr(sopimus, kentta, arvo)
        with pytest.raises(ValidationError) as error:
            sopimus.full_clean()
        assert error.value.messages == ["Sopimuksen päivien on oltava vaiheiden järjestyksessä."]

        with pytest.raises(IntegrityError, match="sopimus_paivat_jarjestyksessa"):
            sopimus.save()


class TestVisibility:
    @pytest.mark.parametrize(
        ("rooli", "maara"),
        [
            ("raija", 2),
            ("kari", 1),
            ("asiantuntija", 2),
            ("koordinaattori", 2),
            ("sihteeri", 2),
            ("esittelija", 2),
            ("paakayttaja", 2),
        ],
    )
    def test_access_rights_are_for_the_parties(self, request, sopimus, yhteistoiminta, rooli, maara):
        user = request.getfixturevalue(rooli)

        assert Sopimus.objects.visible_to(user).count() == maara

    def test_public_sees_cooperation_agreements(self, sopimus, yhteistoiminta):
        assert list(Sopimus.objects.visible_to(AnonymousUser())) == [yhteistoiminta]


class TestPages:
    def test_public_list_holds_cooperation_agreements(self, client, sopimus, yhteistoiminta):
        assert rivit(client.get("/sopimukset/")) == [
            ["Rautavaara", "yhteistoimintasopimus", "lähetetty", "20.8.2025", "—", "—", "—"]
        ]

    def test_state_is_a_badge_of_its_kind(self, client, paakayttaja, yhteistoiminta):
        sopimukset.hyvaksy(yhteistoiminta, HYVAKSYTTY, user=paakayttaja)

        sivu = BeautifulSoup(client.get("/sopimukset/").content, "html.parser")

        [tunniste] = sivu.select("tbody .tunniste")
        assert (tunniste["class"], tunniste.get_text()) == (["tunniste", "tunniste-onnistui"], "hyväksytty")

    def test_list_is_filtered_by_kind_and_state(self, client, paakayttaja, sopimus, yhteistoiminta):
        client.force_login(paakayttaja)

        assert len(rivit(client.get("/sopimukset/"))) == 2
        assert len(rivit(client.get("/sopimukset/?laji=kayttooikeus&kunta=687"))) == 1
        assert rivit(client.get("/sopimukset/?tila=paattynyt")) == []

    @pytest.mark.parametrize("maara", [1, 3])
    def test_list_takes_the_same_queries_for_any_number(
        self, client, paakayttaja, alue, django_assert_num_queries, maara
    ):
        for numero in range(maara):
            kunta = KuntaFactory(koodi=f"20{numero}", nimi_fi=f"Kunta {numero}", alue=alue)
            sopimukset.lisaa(Laji.YHTEISTOIMINTA, kunta, LAHETETTY, user=paakayttaja)

        with django_assert_num_queries(4):
            client.get("/sopimukset/")

    def test_outsider_does_not_find_an_agreement(self, client, kari, sopimus):
        client.force_login(kari)

        assert client.get(f"/sopimukset/{sopimus.pk}/").status_code == 404

    def test_party_sees_who_did_what(self, client, raija, sopimus):
        client.force_login(raija)

        assert "Pekka Ylitalo" in client.get(f"/sopimukset/{sopimus.pk}/").content.decode()

    def test_public_sees_the_agreement_but_not_who_recorded_it(self, client, yhteistoiminta):
        response = client.get(f"/sopimukset/{yhteistoiminta.pk}/")

        assert response.status_code == 200
        assert "Pekka Ylitalo" not in response.content.decode()

    def test_administrator_adds_an_agreement(self, client, paakayttaja, rautavaara):
        client.force_login(paakayttaja)
        tiedot = {"laji": "kayttooikeus", "kunta": "687", "lahetyspvm": "2025-08-20"}

        response = client.post("/sopimukset/uusi/", tiedot)

        sopimus = Sopimus.objects.get()
        assert response.url == f"/sopimukset/{sopimus.pk}/"
        assert (sopimus.kunta, sopimus.tila, sopimus.lahetyspvm) == (rautavaara, Tila.LAHETETTY, LAHETETTY)

    def test_refused_addition_keeps_what_was_typed(self, client, paakayttaja, sopimus):
        client.force_login(paakayttaja)
        tiedot = {"laji": "kayttooikeus", "kunta": "687", "lahetyspvm": "2025-08-21"}

        response = client.post("/sopimukset/uusi/", tiedot)

        assert response.context["form"].non_field_errors() == [
            "Kunnalla on jo samanlainen sopimus, joka ei ole päättynyt."
        ]
        assert 'value="2025-08-21"' in response.content.decode()

    @pytest.mark.parametrize("toiminto", ["hyvaksy", "paata"])
    def test_administrator_moves_an_agreement(self, client, paakayttaja, sopimus, toiminto):
        client.force_login(paakayttaja)
        osoite = f"/sopimukset/{sopimus.pk}/{toiminto}/"
        assert f'href="{osoite}"' in client.get(f"/sopimukset/{sopimus.pk}/").content.decode()
        assert client.get(osoite).status_code == 200

        response = client.post(osoite, {"pvm": "2025-10-01"})

        assert response.url == f"/sopimukset/{sopimus.pk}/"
        sopimus.refresh_from_db()
        assert sopimus.tila == {"hyvaksy": Tila.HYVAKSYTTY, "paata": Tila.PAATTYNYT}[toiminto]

    def test_wrong_day_stands_at_its_field(self, client, paakayttaja, sopimus):
        client.force_login(paakayttaja)

        response = client.post(f"/sopimukset/{sopimus.pk}/hyvaksy/", {"pvm": "2025-08-19"})

        assert response.context["form"].errors["pvm"] == [
            "Anna aikaisintaan 20.8.2025, jolloin edellinen vaihe oli."
        ]

    @pytest.mark.parametrize("rooli", ["raija", "koordinaattori"])
    def test_others_are_denied(self, client, request, sopimus, rooli):
        client.force_login(request.getfixturevalue(rooli))

        assert client.get("/sopimukset/uusi/").status_code == 403
        assert client.post(f"/sopimukset/{sopimus.pk}/hyvaksy/", {"pvm": "2025-10-01"}).status_code == 403


class TestTiedosto:
    @pytest.fixture(autouse=True)
    def kansio(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    def liita(self, client, sopimus, tiedosto=PDF, nimi="sopimus.pdf"):
        return client.post(f"/sopimukset/{sopimus.pk}/liite/", {"tiedosto": ContentFile(tiedosto, nimi)})

    def test_signed_agreement_is_attached_and_read_by_the_public(self, client, paakayttaja, yhteistoiminta):
        client.force_login(paakayttaja)
        assert client.get(f"/sopimukset/{yhteistoiminta.pk}/liite/").status_code == 200

        response = self.liita(client, yhteistoiminta)

        liite = yhteistoiminta.liitteet.get()
        assert response.url == f"/sopimukset/{yhteistoiminta.pk}/"
        assert "Tiedosto liitettiin: sopimus.pdf" in client.get(response.url).content.decode()
        client.logout()
        assert f'href="{liite.get_absolute_url()}"' in client.get(response.url).content.decode()
        assert client.get(liite.get_absolute_url()).getvalue() == PDF

    def test_file_of_access_rights_is_for_the_parties(self, client, paakayttaja, sopimus, raija, kari):
        liite = sopimukset.liita(sopimus, ContentFile(PDF, "sopimus.pdf"), user=paakayttaja)

        client.force_login(raija)
        assert client.get(liite.get_absolute_url()).getvalue() == PDF
        client.force_login(kari)
        assert client.get(liite.get_absolute_url()).status_code == 404

    def test_wrong_kind_of_file_is_refused_at_its_field(self, client, paakayttaja, yhteistoiminta):
        client.force_login(paakayttaja)

        response = self.liita(client, yhteistoiminta, b"MZ", "sopimus.exe")

        assert response.context["form"].has_error("tiedosto", "muoto")
        assert not yhteistoiminta.liitteet.exists()

    def test_removed_file_is_no_longer_served(self, client, paakayttaja, yhteistoiminta):
        liite = sopimukset.liita(yhteistoiminta, ContentFile(PDF, "sopimus.pdf"), user=paakayttaja)
        client.force_login(paakayttaja)
        osoite = f"/sopimukset/{yhteistoiminta.pk}/liite/{liite.pk}/poista/"
        assert f'action="{osoite}"' in client.get(f"/sopimukset/{yhteistoiminta.pk}/").content.decode()

        assert client.post(osoite).url == f"/sopimukset/{yhteistoiminta.pk}/"

        liite.refresh_from_db()
        assert liite.poistettu == kello.nyt()
        assert client.get(liite.get_absolute_url()).status_code == 404
        assert [t.tapahtuma for t in yhteistoiminta.tapahtumat.all()] == [
            "liite_poistettu",
            "liitetty",
            "lahetetty",
        ]

    @pytest.mark.parametrize("rooli", ["raija", "koordinaattori"])
    def test_others_are_denied(self, client, request, paakayttaja, yhteistoiminta, rooli):
        liite = sopimukset.liita(yhteistoiminta, ContentFile(PDF, "sopimus.pdf"), user=paakayttaja)
        client.force_login(request.getfixturevalue(rooli))

        assert self.liita(client, yhteistoiminta).status_code == 403
        assert client.post(f"/sopimukset/{yhteistoiminta.pk}/liite/{liite.pk}/poista/").status_code == 403
        assert yhteistoiminta.liitteet.filter(poistettu__isnull=True).count() == 1


class TestFakta:
    @pytest.fixture
    def koko_kaari(self, sopimus, paakayttaja):
        sopimukset.hyvaksy(sopimus, HYVAKSYTTY, user=paakayttaja)
        sopimukset.myonna_oikeudet(sopimus, MYONNETTY, user=paakayttaja)
        sopimukset.paata(sopimus, PAATTYNYT, user=paakayttaja)

    @pytest.mark.parametrize(
        ("paiva", "lause"),
        [
            (
                datetime.date(2025, 9, 17),
                "Sopimus asiakastietojärjestelmän käyttöoikeuksista on lähetetty kuntaan 20.8.2025; "
                "käyttöoikeudet voidaan myöntää, kun kunta on hyväksynyt sopimuksen.",
            ),
            (
                HYVAKSYTTY,
                "Kunta on hyväksynyt sopimuksen asiakastietojärjestelmän käyttöoikeuksista 1.10.2025, joten "
                "käyttöoikeudet voidaan myöntää.",
            ),
            (
                MYONNETTY,
                "Asiakastietojärjestelmän käyttöoikeudet on myönnetty kunnalle sopimuksen perusteella 15.10.2025.",
            ),
            (PAATTYNYT, "Kunnan sopimus asiakastietojärjestelmän käyttöoikeuksista on päättynyt 31.10.2025."),
        ],
    )
    def test_sentence_says_where_the_agreement_stood_on_the_day(self, koko_kaari, paiva, lause):
        tuloste = faktat.esikatsele("tyollisyysalue.sopimus", Parametrit(kunta="687", paiva=paiva), "fi")

        assert tuloste.teksti.replace("\u00a0", " ") == lause
        assert tuloste.selite == (
            f"Työllisyysalueportaalin sopimusluettelo, Rautavaara, tilanne {paiva.day}.{paiva.month}.{paiva.year}"
        )

    def test_source_is_the_version_of_the_agreement(self, sopimus):
        aineisto = faktat.LAJIT["tyollisyysalue.sopimus"].keraa(Parametrit(kunta="687", paiva=HYVAKSYTTY))

        versio = historia(Sopimus).objects.get(pgh_obj_id=sopimus.pk).pgh_id
        assert faktat.lahteet(aineisto.rivit) == [["tyollisyysalue.sopimus", sopimus.pk, versio]]

    def test_no_agreement_by_the_day_is_refused(self, sopimus):
        with pytest.raises(ValidationError) as error:
            faktat.esikatsele(
                "tyollisyysalue.sopimus", Parametrit(kunta="687", paiva=datetime.date(2025, 8, 19)), "fi"
            )

        assert error.value.messages == [
            "Kunnalle Rautavaara ei ole lähetetty sopimusta käyttöoikeuksista 19.8.2025 mennessä. "
            "Lisää sopimus tai vaihda päivä."
        ]


def test_demo_has_sent_every_municipality_its_agreements_once(db):
    call_command("lataa_kunnat", verbosity=0)
    demo.rakenna()

    sopimukset_demo.rakenna()
    sopimukset_demo.rakenna()

    kayttooikeudet = Sopimus.objects.filter(laji=Laji.KAYTTOOIKEUS, lahetyspvm=LAHETETTY)
    assert len(set(kayttooikeudet.values_list("kunta", flat=True))) == kayttooikeudet.count() == 11
    assert set(kayttooikeudet.values_list("tila", flat=True)) == set(Tila)
    assert kayttooikeudet.get(kunta__koodi="687").tila == Tila.LAHETETTY
    assert Sopimus.objects.filter(laji=Laji.YHTEISTOIMINTA, tila=Tila.HYVAKSYTTY).count() == 11
    assert Tapahtuma.objects.count() == 45


def test_who_did_what_is_the_parties_business(client, yhteistoiminta, iisalmi, raija, paakayttaja):
    """A cooperation agreement itself is public."""
    nahdyt = {}
    for kuka in (raija, paakayttaja, UserFactory(kunta=iisalmi)):
        client.force_login(kuka)
        nahdyt[kuka.email] = len(client.get(f"/sopimukset/{yhteistoiminta.pk}/").context["tapahtumat"])

    assert list(nahdyt.values()) == [1, 1, 0]
