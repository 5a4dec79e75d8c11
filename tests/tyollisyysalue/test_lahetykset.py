"""The course of a mail, with a server that answers as it is told."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.conftest import staff
from tests.factories import AlueFactory, UserFactory, historia
from tests.tyollisyysalue.nayttetiedostot import PDF
from tyollisyysalue import ilmoitukset, jobs, kello, kuittaukset, lahetykset, lahetysviesti, postiyhteys
from tyollisyysalue.lahetykset import SIIRTYMAT, VIIVEET, Saaja
from tyollisyysalue.models import Ilmoitus, Lahetys, Vastaanottaja
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.django_db

Tila = Vastaanottaja.Tila
NYT = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=kello.HELSINKI)
KUTSU = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Portaali//FI
METHOD:REQUEST
BEGIN:VEVENT
UID:1@portaali.example
DTSTAMP:20261124T100000Z
DTSTART:20261201T100000Z
SUMMARY:Työkokous
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(NYT):
        yield


class Palvelin:
    """Answers by address; what it has not been told of it takes."""

    def __init__(self, **vastaukset):
        self.vastaukset = vastaukset
        self.viestit = []
        self.suljettu = False

    def laheta(self, viesti, osoite):
        self.viestit.append(viesti)
        if virhe := self.vastaukset.get(osoite.partition("@")[0]):
            raise virhe
        return "250 Ok"

    def sulje(self):
        self.suljettu = True


def luo(*nimet, **kwargs):
    saajat = [Saaja(nimi, f"{nimi}@kunta.example") for nimi in nimet or ["raija"]]
    return lahetykset.luo("koe", "Aihe", "Teksti.", saajat, **kwargs)


def laheta(lahetys, palvelin=None, **myohemmin):
    with kello.aseta(NYT + datetime.timedelta(**myohemmin)):
        lahetykset.laheta(lahetys, yhteys=palvelin or Palvelin())


def tilat(lahetys):
    return dict(lahetys.vastaanottajat.values_list("nimi", "tila"))


def jonossa():
    return list(
        ProcrastinateJob.objects.filter(task_name=lahetykset.TYO)
        .order_by("pk")
        .values_list("args__lahetys", "scheduled_at")
    )


def tyhjenna_jono():
    """As if what was there had been done."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def kesken(lahetys):
    """As a worker leaves it that was killed in the middle."""
    lahetys.vastaanottajat.update(tila=Tila.LAHETYKSESSA, yrityksia=1)


class TestLuo:
    def test_each_recipient_has_a_row_and_a_message_id(self):
        lahetys = luo("raija", "kari")

        rivit = lahetys.vastaanottajat.order_by("pk")
        assert [(r.nimi, r.tila, r.muutosaika) for r in rivit] == [
            ("raija", Tila.ODOTTAA, NYT),
            ("kari", Tila.ODOTTAA, NYT),
        ]
        assert len({r.viestitunnus for r in rivit}) == 2
        assert jonossa() == [(lahetys.pk, None)]

    def test_address_that_comes_twice_gets_it_once(self):
        saajat = [Saaja("Raija", "raija@kunta.example"), Saaja("Toinen", "RAIJA@kunta.example")]

        lahetys = lahetykset.luo("koe", "Aihe", "Teksti.", saajat)

        assert [v.nimi for v in lahetys.vastaanottajat.all()] == ["Raija"]

    def test_without_recipients_there_is_no_mail(self):
        assert lahetykset.luo("koe", "Aihe", "Teksti.", []) is None
        assert jonossa() == []

    def test_header_is_one_line_whatever_was_written(self):
        lahetys = lahetykset.luo(
            "koe", "Aihe\r\nBcc: x@y.example " + "x" * 300, "T", [Saaja("A\nB", "a@b.example")]
        )

        assert lahetys.aihe.startswith("Aihe Bcc: x@y.example xxx")
        assert len(lahetys.aihe) == 250
        assert lahetys.vastaanottajat.get().nimi == "A B"


class TestViesti:
    def viesti(self, lahetys):
        return lahetysviesti.Osat(lahetys).viesti(lahetys.vastaanottajat.get()).message()

    def test_same_message_id_each_time(self):
        lahetys = luo()

        assert {self.viesti(lahetys)["Message-ID"] for _ in range(2)} == {
            lahetys.vastaanottajat.get().viestitunnus
        }

    def test_notice_says_that_a_program_sent_it(self):
        assert self.viesti(luo())["Auto-Submitted"] is None
        assert self.viesti(luo(automaattinen=True))["Auto-Submitted"] == "auto-generated"

    def test_name_is_quoted_in_the_header(self):
        lahetys = lahetykset.luo("koe", "Aihe", "T", [Saaja('Kallavesi, Åsa "x"', "asa@kunta.example")])

        [osoite] = self.viesti(lahetys)["To"].addresses
        assert (osoite.display_name, osoite.addr_spec) == ('Kallavesi, Åsa "x"', "asa@kunta.example")

    def test_attachments_go_along(self, koordinaattori):
        viesti = self.viesti(luo(pdf=("luettelo.pdf", PDF), user=koordinaattori))

        [liite] = viesti.iter_attachments()
        assert (liite.get_filename(), liite.get_content_type()) == ("luettelo.pdf", "application/pdf")
        assert liite.get_content() == PDF

    @pytest.mark.parametrize("liitteita", [0, 1])
    def test_invitation_is_another_form_of_the_text(self, koordinaattori, liitteita):
        pdf = ("luettelo.pdf", PDF) if liitteita else None
        viesti = self.viesti(luo(kalenteri=KUTSU, pdf=pdf, user=koordinaattori))

        runko = next(viesti.iter_parts()) if liitteita else viesti
        assert runko.get_content_type() == "multipart/alternative"
        teksti, kutsu = runko.iter_parts()
        assert teksti.get_content().strip() == "Teksti."
        assert kutsu.get_content_type() == "text/calendar"
        assert dict(kutsu["Content-Type"].params) == {"charset": "utf-8", "method": "REQUEST"}
        assert "SUMMARY:Työkokous" in kutsu.get_content()
        assert len(list(viesti.iter_attachments())) == liitteita

    def test_acknowledgement_is_asked_in_the_language_of_the_mail(self, monkeypatch):
        monkeypatch.setattr(kuittaukset, "linkki", lambda v: f"https://portaali.example/k/{v.pk}/")
        lahetys = luo(kuitattava=True)

        teksti = self.viesti(lahetys).get_content()

        assert teksti == (
            "Teksti.\n\nKuittaa viesti saaduksi tällä linkillä. Kirjautua ei tarvitse:\n"
            f"https://portaali.example/k/{lahetys.vastaanottajat.get().pk}/\n"
        )


class TestLaheta:
    def test_accepted_mail_is_sent(self):
        palvelin = Palvelin()
        lahetys = luo("raija", "kari")

        laheta(lahetys, palvelin)

        assert tilat(lahetys) == {"raija": Tila.LAHETETTY, "kari": Tila.LAHETETTY}
        assert palvelin.suljettu
        assert len(jonossa()) == 1

    def test_row_is_committed_as_being_sent_before_the_server_is_asked(self):
        lahetys = luo()
        nahdyt = []

        class Katsoja(Palvelin):
            def laheta(self, viesti, osoite):
                rivi = lahetys.vastaanottajat.get()
                nahdyt.append((rivi.tila, rivi.yrityksia))
                return super().laheta(viesti, osoite)

        laheta(lahetys, Katsoja())

        assert nahdyt == [(Tila.LAHETYKSESSA, 1)]

    def test_sent_is_not_sent_again(self):
        palvelin = Palvelin()
        lahetys = luo()

        laheta(lahetys, palvelin)
        laheta(lahetys, palvelin)

        assert len(palvelin.viestit) == 1

    def test_waits_are_longer_each_time_and_end_in_failure(self):
        lahetys = luo()
        palvelin = Palvelin(raija=postiyhteys.Viivastyi("451 hetki"))
        hetki, ajat = NYT, []

        for _ in range(len(VIIVEET)):
            tyhjenna_jono()
            with kello.aseta(hetki):
                lahetykset.laheta(lahetys, yhteys=palvelin)
            assert jonossa() == [(lahetys.pk, lahetys.vastaanottajat.get().seuraava_yritys)]
            ajat.append(lahetys.vastaanottajat.get().seuraava_yritys)
            hetki = ajat[-1]
        with kello.aseta(hetki):
            lahetykset.laheta(lahetys, yhteys=palvelin)

        assert [b - a for a, b in zip([NYT, *ajat], ajat, strict=False)] == VIIVEET
        assert sorted(VIIVEET) == VIIVEET
        rivi = lahetys.vastaanottajat.get()
        assert (rivi.tila, rivi.selite, rivi.yrityksia) == (Tila.EPAONNISTUI, "451 hetki", len(VIIVEET) + 1)

    def test_server_that_serves_nobody_counts_for_each_once(self):
        lahetys = luo("raija", "kari", "sirpa")
        palvelin = Palvelin(raija=postiyhteys.EiPalvele("poissa"))

        laheta(lahetys, palvelin)

        assert len(palvelin.viestit) == 1
        assert set(lahetys.vastaanottajat.values_list("tila", "yrityksia", "selite")) == {
            (Tila.ODOTTAA, 1, "poissa")
        }

    def test_last_attempt_that_nobody_answers_fails_for_all(self):
        lahetys = luo("raija", "kari")
        lahetys.vastaanottajat.update(yrityksia=len(VIIVEET))

        laheta(lahetys, Palvelin(raija=postiyhteys.EiPalvele("poissa")))

        assert set(tilat(lahetys).values()) == {Tila.EPAONNISTUI}

    def test_attachment_that_cannot_be_read_delays_the_mail(self, koordinaattori):
        lahetys = luo(pdf=("luettelo.pdf", PDF), user=koordinaattori)
        liite = lahetys.liitteet.get()
        liite.tiedosto.storage.delete(liite.tiedosto.name)

        laheta(lahetys)

        rivi = lahetys.vastaanottajat.get()
        assert (rivi.tila, rivi.yrityksia) == (Tila.ODOTTAA, 1)
        assert "No such file" in rivi.selite

    def test_what_a_dead_run_left_is_in_doubt(self):
        lahetys = luo()
        kesken(lahetys)
        palvelin = Palvelin()

        laheta(lahetys, palvelin)

        assert tilat(lahetys) == {"raija": Tila.EPASELVA}
        assert palvelin.viestit == []

    def test_notice_that_a_dead_run_left_goes_again(self):
        lahetys = luo(automaattinen=True)
        kesken(lahetys)

        laheta(lahetys)
        assert tilat(lahetys) == {"raija": Tila.ODOTTAA}
        laheta(lahetys, minutes=1)

        assert tilat(lahetys) == {"raija": Tila.LAHETETTY}

    def test_notice_does_not_go_again_for_ever(self):
        lahetys = luo(automaattinen=True)
        kesken(lahetys)
        lahetys.vastaanottajat.update(yrityksia=len(VIIVEET) + 1)

        laheta(lahetys)

        assert tilat(lahetys) == {"raija": Tila.EPASELVA}

    def test_worker_that_is_told_to_stop_leaves_the_rest_waiting(self):
        lahetys = luo("raija", "kari")
        vastaukset = iter([False, True])

        lahetykset.laheta(lahetys, yhteys=Palvelin(), keskeyta=lambda: next(vastaukset))

        assert sorted(tilat(lahetys).values()) == [Tila.LAHETETTY, Tila.ODOTTAA]
        assert jonossa()[-1] == (lahetys.pk, None)

    def test_every_state_has_its_transitions(self):
        assert set(SIIRTYMAT) == set(Tila)

    def test_each_step_leaves_a_version(self):
        lahetys = luo()

        laheta(lahetys)

        versiot = historia(Vastaanottaja).objects.filter(pgh_obj=lahetys.vastaanottajat.get())
        assert list(versiot.order_by("pgh_id").values_list("tila", flat=True)) == [
            Tila.ODOTTAA,
            Tila.LAHETYKSESSA,
            Tila.LAHETETTY,
        ]

    def test_job_sends_by_the_backend_of_the_settings(self):
        lahetys = luo()

        tyo: Any = SimpleNamespace(should_abort=lambda: False)
        jobs.laheta(tyo, lahetys=lahetys.pk)

        [viesti] = mail.outbox
        assert (viesti.to, viesti.subject) == (["raija <raija@kunta.example>"], "Aihe")
        assert tilat(lahetys) == {"raija": Tila.LAHETETTY}


@pytest.fixture
def toinen_istunto(db):
    """Another session on the same database, as another worker has."""
    toinen = connections.create_connection("default")
    toinen.set_autocommit(True)
    yield toinen
    toinen.close()


@pytest.mark.kanta
def test_sending_that_another_worker_holds_is_left_to_it(toinen_istunto):
    lahetys = luo()
    kesken(lahetys)
    with toinen_istunto.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [f"lahetys/{lahetys.pk}"])
    tyhjenna_jono()

    laheta(lahetys)
    assert tilat(lahetys) == {"raija": Tila.LAHETYKSESSA}
    assert jonossa() == [(lahetys.pk, NYT + lahetykset.VARATTU)]
    with toinen_istunto.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")
    laheta(lahetys)

    assert tilat(lahetys) == {"raija": Tila.EPASELVA}


@pytest.mark.kanta
def test_sending_is_let_go_when_the_work_ends(toinen_istunto):
    lahetys = luo()

    laheta(lahetys)

    with toinen_istunto.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"lahetys/{lahetys.pk}"])
        assert cursor.fetchone() == (True,)


class TestUnohtuneet:
    def poimi(self, **myohemmin):
        with kello.aseta(NYT + datetime.timedelta(**myohemmin)):
            jobs.poimi_unohtuneet(timestamp=0)

    def test_mail_whose_job_was_lost_is_found(self):
        lahetys = luo()
        tyhjenna_jono()

        self.poimi(minutes=4)
        assert jonossa() == []
        self.poimi(minutes=6)

        assert jonossa() == [(lahetys.pk, NYT + datetime.timedelta(minutes=6))]

    def test_row_that_a_run_left_is_found(self):
        lahetys = luo()
        kesken(lahetys)
        tyhjenna_jono()

        self.poimi(minutes=6)

        assert [pk for pk, _aika in jonossa()] == [lahetys.pk]

    def test_mail_that_waits_for_its_time_or_has_a_job_is_left(self):
        luo()
        valmis, odottava = luo(), luo()
        laheta(valmis)
        laheta(odottava, Palvelin(raija=postiyhteys.Viivastyi("451")))
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE args->>'lahetys' = %s", [str(odottava.pk)])
        odottava.vastaanottajat.update(seuraava_yritys=NYT + datetime.timedelta(hours=1))
        maara = len(jonossa())

        self.poimi(minutes=6)

        assert len(jonossa()) == maara


class TestUudelleen:
    @pytest.fixture
    def epaonnistunut(self, alue):
        lahetys = luo(alue=alue)
        laheta(lahetys, Palvelin(raija=postiyhteys.Torjuttu("550 ei ole")))
        return lahetys.vastaanottajat.get()

    @pytest.mark.parametrize("tila", lahetykset.UUDELLEEN_LAHETETTAVAT)
    def test_problem_is_sent_again_by_a_person(self, epaonnistunut, koordinaattori, tila):
        aika = NYT if tila == Tila.PALAUTUI else None
        Vastaanottaja.objects.update(tila=tila, lahetysaika=aika, yrityksia=7)

        rivi = lahetykset.laheta_uudelleen(epaonnistunut, user=koordinaattori)

        rivi.refresh_from_db()
        assert (rivi.tila, rivi.yrityksia, rivi.selite, rivi.lahetysaika) == (Tila.ODOTTAA, 0, "", None)
        tapahtuma = rivi.tapahtumat.get()
        assert (tapahtuma.tapahtuma, tapahtuma.user, tapahtuma.tiedot) == (
            "laheta_uudelleen",
            koordinaattori,
            {"tila": tila},
        )
        assert jonossa()[-1] == (rivi.lahetys_id, None)

    @pytest.mark.parametrize("tila", [Tila.ODOTTAA, Tila.LAHETYKSESSA, Tila.LAHETETTY])
    def test_what_is_not_a_problem_is_not_sent_again(self, epaonnistunut, koordinaattori, tila):
        Vastaanottaja.objects.update(tila=tila, lahetysaika=NYT if tila == Tila.LAHETETTY else None)

        with pytest.raises(ValidationError, match="Viesti on tilassa"):
            lahetykset.laheta_uudelleen(epaonnistunut, user=koordinaattori)

    @pytest.mark.parametrize("kuka", ["koordinaattori", "sihteeri", "paakayttaja"])
    def test_those_who_look_after_mail_may(self, request, epaonnistunut, kuka):
        lahetykset.laheta_uudelleen(epaonnistunut, user=request.getfixturevalue(kuka))

        epaonnistunut.refresh_from_db()
        assert epaonnistunut.tila == Tila.ODOTTAA

    @pytest.mark.parametrize("kuka", ["raija", "asiantuntija", "esittelija"])
    def test_others_may_not(self, request, epaonnistunut, kuka):
        with pytest.raises(PermissionDenied):
            lahetykset.laheta_uudelleen(epaonnistunut, user=request.getfixturevalue(kuka))

    def test_coordinator_of_another_area_may_not(self, epaonnistunut):
        vieras = staff(AlueFactory(koodi="45", nimi_fi="Ylä-Savo"), Rooli.KOORDINAATTORI, "Ville Vieras")

        with pytest.raises(PermissionDenied):
            lahetykset.laheta_uudelleen(epaonnistunut, user=vieras)

    def test_mail_of_no_area_is_its_senders_and_the_administrators(
        self, asiantuntija, koordinaattori, paakayttaja
    ):
        lahetys = luo(user=asiantuntija)
        laheta(lahetys, Palvelin(raija=postiyhteys.Torjuttu("550")))

        with pytest.raises(PermissionDenied):
            lahetykset.laheta_uudelleen(lahetys.vastaanottajat.get(), user=koordinaattori)
        lahetykset.laheta_uudelleen(lahetys.vastaanottajat.get(), user=asiantuntija)
        lahetys.vastaanottajat.update(tila=Tila.EPAONNISTUI)
        lahetykset.laheta_uudelleen(lahetys.vastaanottajat.get(), user=paakayttaja)

        assert tilat(lahetys) == {"raija": Tila.ODOTTAA}

    def test_all_that_failed_are_sent_again_and_those_in_doubt_are_not(self, alue, koordinaattori):
        lahetys = luo("raija", "kari", "sirpa", "aino", alue=alue)
        for nimi, tila in {
            "raija": Tila.EPAONNISTUI,
            "kari": Tila.EPASELVA,
            "sirpa": Tila.EPAONNISTUI,
        }.items():
            lahetys.vastaanottajat.filter(nimi=nimi).update(tila=tila)
        ennen = len(jonossa())

        assert lahetykset.laheta_kaikki_uudelleen(lahetys, user=koordinaattori) == 2

        assert tilat(lahetys) == {
            "raija": Tila.ODOTTAA,
            "kari": Tila.EPASELVA,
            "sirpa": Tila.ODOTTAA,
            "aino": Tila.ODOTTAA,
        }
        assert len(jonossa()) == ennen + 1


class TestIlmoitus:
    def saajat(self):
        voimassa = Ilmoitus.objects.filter(rauennut__isnull=True)
        return list(voimassa.order_by("pk").values_list("user__email", flat=True))

    def test_sender_and_coordinators_are_told_once_of_a_mail(
        self, alue, koordinaattori, sihteeri, asiantuntija
    ):
        lahetys = luo("raija", "kari", "sirpa", alue=alue, user=asiantuntija)

        laheta(
            lahetys, Palvelin(raija=postiyhteys.Torjuttu("550"), kari=postiyhteys.Torjuttu("550")), minutes=1
        )

        assert sorted(self.saajat()) == sorted([koordinaattori.email, asiantuntija.email])
        [laji] = set(Ilmoitus.objects.values_list("laji", flat=True))
        assert laji == "tyollisyysalue.lahetys_ongelma"
        kohde = Ilmoitus.objects.first().kohde
        assert ilmoitukset.lajit[laji].otsikko(kohde) == "Viesti ei mennyt perille 2 vastaanottajalle: Aihe"
        assert ilmoitukset.lajit[laji].osoite(kohde) == f"/lahetykset/{lahetys.pk}/"

    def test_who_has_not_looked_yet_is_not_told_again(self, alue, koordinaattori):
        lahetys = luo("raija", "kari", alue=alue)
        laheta(lahetys, Palvelin(raija=postiyhteys.Torjuttu("550")), minutes=1)
        assert len(self.saajat()) == 1

        with kello.aseta(NYT + datetime.timedelta(minutes=2)):
            lahetykset.merkitse_palautuneeksi(lahetys.vastaanottajat.get(nimi="kari"), "552 täynnä")
        # The newer one took the place of the one that nobody had seen.
        assert self.saajat() == [koordinaattori.email]
        # Nothing new has happened.
        Ilmoitus.objects.update(nahty=NYT + datetime.timedelta(minutes=3))
        laheta(lahetys, minutes=4)

        assert self.saajat() == [koordinaattori.email]

    def test_failed_notice_is_not_told_of(self, alue, koordinaattori):
        lahetys = luo(alue=alue, automaattinen=True)
        Ilmoitus.objects.create(
            user=koordinaattori, laji="koe", kohde=lahetys, luontiaika=NYT, lahetys=lahetys
        )

        laheta(lahetys, Palvelin(raija=postiyhteys.Torjuttu("550")))

        assert tilat(lahetys) == {"raija": Tila.EPAONNISTUI}
        assert Ilmoitus.objects.count() == 1

    def test_it_is_not_told_of_what_has_been_mended(self, alue, koordinaattori):
        lahetys = luo(alue=alue)
        laheta(lahetys, Palvelin(raija=postiyhteys.Torjuttu("550")))
        laji = ilmoitukset.lajit["tyollisyysalue.lahetys_ongelma"]
        assert laji.on_ajankohtainen(lahetys, koordinaattori)

        lahetykset.laheta_uudelleen(lahetys.vastaanottajat.get(), user=koordinaattori)

        assert not laji.on_ajankohtainen(lahetys, koordinaattori)


class TestNakyvyys:
    def test_mail_is_seen_by_those_who_look_after_it(
        self, alue, koordinaattori, sihteeri, paakayttaja, esittelija
    ):
        lahetys = luo(alue=alue)
        naapuri = UserFactory(rooli=Rooli.KOORDINAATTORI, alue=AlueFactory(koodi="45", nimi_fi="Ylä-Savo"))

        nakevat = [
            user
            for user in (koordinaattori, sihteeri, paakayttaja, esittelija, naapuri)
            if lahetys in Lahetys.objects.visible_to(user)
        ]

        assert nakevat == [koordinaattori, sihteeri, paakayttaja]

    def test_mail_of_no_area_is_seen_by_its_sender_and_administrator(
        self, asiantuntija, koordinaattori, paakayttaja
    ):
        saaja = Saaja("Kaisa", koordinaattori.email, koordinaattori)
        lahetys = lahetykset.luo("koe", "Aihe", "Teksti.", [saaja], user=asiantuntija)
        vieras = UserFactory(rooli=Rooli.PAAKAYTTAJA, alue=AlueFactory(koodi="45", nimi_fi="Ylä-Savo"))

        nakevat = [
            user
            for user in (asiantuntija, koordinaattori, paakayttaja, vieras)
            if lahetys in Lahetys.objects.visible_to(user)
        ]

        assert nakevat == [asiantuntija, paakayttaja]
