import datetime
import io
import os
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tyollisyysalue import palautusnaytteet as naytteet
from tests.tyollisyysalue.test_lahetykset import NYT, Palvelin, luo
from tyollisyysalue import kello, lahetykset, palautukset, postiyhteys
from tyollisyysalue.models import Ilmoitus, Palautus, Vastaanottaja

pytestmark = pytest.mark.django_db

Laji, Tila = Palautus.Laji, Vastaanottaja.Tila


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def lahetetty(alue):
    lahetys = luo(alue=alue)
    lahetykset.laheta(lahetys, yhteys=Palvelin())
    return lahetys.vastaanottajat.get()


def tallenna(teksti):
    palautus, _on_uusi = palautukset.tallenna(teksti.encode())
    return palautus


class TestRaportit:
    def test_postfix(self, lahetetty, koordinaattori):
        palautus = tallenna(naytteet.postfix(lahetetty.viestitunnus))

        lahetetty.refresh_from_db()
        assert (lahetetty.tila, lahetetty.selite) == (Tila.PALAUTUI, "550 5.1.1 User unknown")
        assert lahetetty.lahetysaika == NYT
        assert (palautus.vastaanottaja, palautus.laji) == (lahetetty, Laji.PALAUTUI)
        assert (palautus.koodi, palautus.osoite) == ("5.1.1", "raija@kunta.example")
        assert palautus.aihe == "Undelivered Mail Returned to Sender"
        assert palautus.lahettaja == "MAILER-DAEMON@mx.kunta.example (Mail Delivery System)"
        assert palautus.paivays == datetime.datetime(2026, 11, 24, 8, 2, 11, tzinfo=datetime.UTC)
        assert palautus.ote.startswith("This is the mail system at host mx.kunta.example.\n\nI'm sorry")
        assert [i.user for i in Ilmoitus.objects.all()] == [koordinaattori]

    def test_exchange_with_the_report_alone(self, lahetetty):
        palautus = tallenna(naytteet.exchange(lahetetty.viestitunnus))

        lahetetty.refresh_from_db()
        assert lahetetty.tila == Tila.PALAUTUI
        assert (palautus.koodi, palautus.aihe) == ("5.1.10", "Ei voi toimittaa: Yhteyshenkilöluettelo")
        assert palautus.selite.startswith("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found")
        assert "tili ä poistettu" in palautus.ote

    def test_exim_in_words(self, lahetetty):
        palautus = tallenna(naytteet.exim(lahetetty.viestitunnus))

        lahetetty.refresh_from_db()
        assert lahetetty.tila == Tila.PALAUTUI
        assert (palautus.koodi, palautus.osoite) == ("5.7.1", "raija@kunta.example")

    def test_broken_report_says_what_it_can(self, lahetetty):
        palautus = tallenna(naytteet.rikki(lahetetty.viestitunnus))

        lahetetty.refresh_from_db()
        assert lahetetty.tila == Tila.PALAUTUI
        assert (palautus.koodi, palautus.osoite, palautus.paivays) == ("5.1.1", "raija@kunta.example", None)
        assert palautus.ote == "Ei mennyt"

    def test_delay_is_only_recorded(self, lahetetty):
        palautus = tallenna(
            naytteet.postfix(lahetetty.viestitunnus, "delayed", "4.4.1", "451 4.4.1 Connection timed out")
        )

        lahetetty.refresh_from_db()
        assert (lahetetty.tila, palautus.vastaanottaja, palautus.laji) == (
            Tila.LAHETETTY,
            lahetetty,
            Laji.VIIVASTYI,
        )

    def test_delivery_is_only_recorded(self, lahetetty):
        palautus = tallenna(naytteet.postfix(lahetetty.viestitunnus, "delivered", "2.0.0", "250 Ok"))

        lahetetty.refresh_from_db()
        assert (lahetetty.tila, palautus.laji) == (Tila.LAHETETTY, Laji.MUU)

    def test_automatic_answer_is_no_failure(self, lahetetty):
        palautus = tallenna(naytteet.poissaolo(lahetetty.viestitunnus))

        lahetetty.refresh_from_db()
        assert (lahetetty.tila, palautus.vastaanottaja, palautus.laji) == (
            Tila.LAHETETTY,
            lahetetty,
            Laji.MUU,
        )
        assert palautus.lahettaja == "Raija Vaarala <raija@kunta.example>"
        assert palautus.ote == "Olen lomalla. Henkilötunnukseni on ."

    def test_report_of_a_mail_that_nobody_knows_is_listed_without_one(self, lahetetty):
        palautus = tallenna(naytteet.postfix("<vieras@muualla.example>"))

        lahetetty.refresh_from_db()
        assert (palautus.vastaanottaja, palautus.laji, lahetetty.tila) == (
            None,
            Laji.PALAUTUI,
            Tila.LAHETETTY,
        )

    def test_worst_of_many_recipients_is_told(self, lahetetty):
        raportti = naytteet.postfix(lahetetty.viestitunnus, "delivered", "2.0.0", "250 Ok").replace(
            "--4XyZ.1764/mx.kunta.example\nContent-Description: Undelivered",
            "Final-Recipient: rfc822; toinen@kunta.example\nAction: failed\nStatus: 5.2.2\n\n"
            "--4XyZ.1764/mx.kunta.example\nContent-Description: Undelivered",
        )

        palautus = tallenna(raportti)

        assert (palautus.laji, palautus.osoite, palautus.koodi) == (
            Laji.PALAUTUI,
            "toinen@kunta.example",
            "5.2.2",
        )

    def test_same_message_is_stored_once(self, lahetetty, koordinaattori):
        teksti = naytteet.postfix(lahetetty.viestitunnus)
        eka = tallenna(teksti)
        lahetykset.laheta_uudelleen(lahetetty, user=koordinaattori)

        assert palautukset.tallenna(teksti.encode()) == (eka, False)

        lahetetty.refresh_from_db()
        assert lahetetty.tila == Tila.ODOTTAA

    def test_unclear_mail_that_comes_back_did_leave(self, alue):
        lahetys = luo(alue=alue)
        lahetykset.laheta(lahetys, yhteys=Palvelin(raija=postiyhteys.Epaselva("poissa")))
        rivi = lahetys.vastaanottajat.get()
        assert (rivi.tila, rivi.lahetysaika) == (Tila.EPASELVA, None)

        with kello.aseta(NYT + datetime.timedelta(hours=1)):
            tallenna(naytteet.postfix(rivi.viestitunnus))

        rivi.refresh_from_db()
        assert (rivi.tila, rivi.lahetysaika) == (Tila.PALAUTUI, NYT)

    def test_mail_that_waits_for_another_sending_stays(self, alue):
        rivi = luo(alue=alue).vastaanottajat.get()

        palautus = tallenna(naytteet.postfix(rivi.viestitunnus))

        rivi.refresh_from_db()
        assert (rivi.tila, palautus.vastaanottaja) == (Tila.ODOTTAA, rivi)


class TestMitaTahansa:
    @pytest.mark.parametrize(
        "tavut",
        [
            b"\x00\xff\xfe",
            b"Subject: \xf6\xe4\nFrom: \x00\n\n\x00\x01",
            b"Content-Type: multipart/report\n\n",
            b"Content-Type: text/plain; charset=base64\n\nabc",
            b"Content-Type: text/plain; charset=idna\n\n\xff..",
            b"Content-Type: text/plain\nContent-Disposition: attachment; filename*=idna''%ff\n\nhei",
            b"Content-Type: text/plain\n\n<a\x00b@c.example>",
            b"Content-Type: text/plain; charset=utf-7\n\n<a+2AA-@c.example>",
            b"Content-Type: message/delivery-status\n\n\n\n\n",
            b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n%%%",
            b"Date: Mon, 01 Jan 0001 00:00:00 +2359\n\n",
            b"Message-ID: \n\n",
            b"".join(b"Content-Type: multipart/mixed; boundary=r%d\n\n--r%d\n" % (n, n) for n in range(5000)),
            b"Subject: " + b"x" * 200_000 + b"\n\n" + b"y" * 600_000,
            b"References: " + b"<a@b> " * 50_000,
        ],
        ids=range(15),
    )
    def test_nothing_breaks_the_reader(self, tavut):
        palautus, on_uusi = palautukset.tallenna(tavut)

        assert (on_uusi, palautus.laji, palautus.vastaanottaja) == (True, Laji.MUU, None)

    @given(st.binary(max_size=400))
    @settings(max_examples=200)
    def test_any_bytes_are_read(self, tavut):
        assert palautukset.tulkitse(tavut).laji in Laji

    @given(st.data())
    @settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
    def test_any_damage_to_a_report_is_read(self, data):
        teksti = data.draw(st.sampled_from([naytteet.postfix, naytteet.exchange, naytteet.rikki]))(
            "<a@b.example>"
        )
        tavut = bytearray(teksti.encode())
        for _ in range(data.draw(st.integers(1, 8))):
            kohta = data.draw(st.integers(0, len(tavut) - 1))
            tavut[kohta : kohta + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=10))

        tulkinta = palautukset.tulkitse(bytes(tavut))

        assert tulkinta.laji in Laji
        assert all(
            "\x00" not in arvo for arvo in (tulkinta.aihe, tulkinta.ote, tulkinta.selite, tulkinta.osoite)
        )


class TestNakyvyys:
    def test_what_nobody_knows_the_mail_of_is_the_administrators(
        self, lahetetty, paakayttaja, koordinaattori, sihteeri, esittelija
    ):
        tuttu = tallenna(naytteet.postfix(lahetetty.viestitunnus))
        vieras = tallenna(naytteet.poissaolo("<vieras@muualla.example>"))

        nakyvat = {
            user: set(Palautus.objects.visible_to(user))
            for user in (paakayttaja, koordinaattori, sihteeri, esittelija, AnonymousUser())
        }

        assert list(nakyvat.values()) == [{tuttu, vieras}, {tuttu}, {tuttu}, set(), set()]


class TestSyote:
    def lue(self, monkeypatch, tavut):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(tavut)))
        ulos = io.StringIO()
        call_command("lue_palautukset", stdout=ulos)
        return ulos.getvalue()

    def test_one_message_from_standard_input(self, lahetetty, monkeypatch):
        teksti = naytteet.postfix(lahetetty.viestitunnus).encode()

        eka, toka = self.lue(monkeypatch, teksti), self.lue(monkeypatch, teksti)

        palautus = Palautus.objects.get()
        assert eka == f"{palautus.pk}: palautui, {lahetetty.viestitunnus}\n"
        assert toka == f"{palautus.pk}: palautui, {lahetetty.viestitunnus}, read before\n"

    def test_nothing_is_said_to_be_nothing(self, monkeypatch):
        with pytest.raises(CommandError, match="Nothing came from standard input"):
            self.lue(monkeypatch, b"")

    def test_mail_server_keeps_what_could_not_be_stored(self, monkeypatch):
        def kanta_poissa(tavut):
            raise DatabaseError("poissa")

        monkeypatch.setattr(palautukset, "tallenna", kanta_poissa)

        with pytest.raises(CommandError) as virhe:
            self.lue(monkeypatch, b"Subject: x\n\n")
        assert virhe.value.returncode == os.EX_TEMPFAIL
