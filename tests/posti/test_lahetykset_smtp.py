"""Sending over real SMTP: what each answer of the server makes of a recipient."""

import datetime
import smtplib
import time
from email import message_from_bytes
from typing import Any

import pytest
from django.core.cache import cache

from tests.posti.test_tapettu_tyontekija import luo
from tyollisyysalue import kello, lahetykset, lahetysviesti, postiyhteys
from tyollisyysalue.lahetykset import VIIVEET
from tyollisyysalue.models import Vastaanottaja

pytestmark = pytest.mark.django_db

Tila = Vastaanottaja.Tila
NYT = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=kello.HELSINKI)


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(NYT):
        yield


def laheta(lahetys, **myohemmin):
    with kello.aseta(NYT + datetime.timedelta(**myohemmin)):
        lahetykset.laheta(lahetys)


def rivi(lahetys, numero=0):
    return lahetys.vastaanottajat.get(sahkoposti=f"saaja{numero}@kunta.example")


def tilat(lahetys):
    return list(lahetys.vastaanottajat.order_by("pk").values_list("tila", flat=True))


def saajat(palvelin):
    return [s["saaja"] for s in palvelin.saapuneet()]


def test_accepted_mail_is_sent_with_the_words_of_the_server(smtp):
    smtp.kaynnista()
    lahetys = luo(2)

    laheta(lahetys)

    assert tilat(lahetys) == [Tila.LAHETETTY] * 2
    eka = rivi(lahetys)
    assert (eka.lahetysaika, eka.yrityksia, eka.seuraava_yritys) == (NYT, 1, None)
    assert eka.selite.startswith("250 OK jonossa")
    assert smtp.saapuneet()[0] == {
        "tunnus": eka.viestitunnus,
        "saaja": "saaja0@kunta.example",
        "kuori": "portaali@tyollisyysalue.example",
    }


def test_returned_mail_goes_to_an_address_of_its_own(smtp, settings):
    settings.PALAUTUSOSOITE = "palautukset@portaali.example"
    smtp.kaynnista()

    laheta(luo(1))

    assert smtp.saapuneet()[0]["kuori"] == "palautukset@portaali.example"


def test_one_connection_serves_all_recipients(smtp, monkeypatch):
    smtp.kaynnista()
    avatut = []
    avaa = smtplib.SMTP.connect

    def laskien(*args, **kwargs):
        avatut.append(args)
        return avaa(*args, **kwargs)

    monkeypatch.setattr(smtplib.SMTP, "connect", laskien)

    laheta(luo(5))

    assert len(smtp.saapuneet()) == 5
    assert len(avatut) == 1


def test_refused_recipient_has_failed_and_the_others_are_served(smtp):
    smtp.kaynnista("--torju", "saaja1@kunta.example")
    lahetys = luo(3)

    laheta(lahetys)

    assert tilat(lahetys) == [Tila.LAHETETTY, Tila.EPAONNISTUI, Tila.LAHETETTY]
    assert rivi(lahetys, 1).selite == "550 5.1.1 Tuntematon vastaanottaja"


def test_temporary_refusal_is_tried_again_after_a_while(smtp):
    smtp.kaynnista("--viivasta=2")
    lahetys = luo(1)

    laheta(lahetys)
    assert (rivi(lahetys).tila, rivi(lahetys).seuraava_yritys) == (Tila.ODOTTAA, NYT + VIIVEET[0])
    assert rivi(lahetys).selite == "451 4.7.1 Tule hetken kuluttua uudelleen"
    laheta(lahetys, seconds=30)
    assert rivi(lahetys).yrityksia == 1
    laheta(lahetys, minutes=1)
    assert rivi(lahetys).seuraava_yritys == NYT + datetime.timedelta(minutes=1) + VIIVEET[1]
    laheta(lahetys, minutes=6)

    assert (rivi(lahetys).tila, rivi(lahetys).yrityksia) == (Tila.LAHETETTY, 3)
    assert len(smtp.saapuneet()) == 1


def test_server_that_is_down_delays_all_at_once(smtp):
    lahetys = luo(300)

    alku = time.monotonic()
    laheta(lahetys)

    assert time.monotonic() - alku < 2
    assert set(lahetys.vastaanottajat.values_list("tila", "yrityksia", "seuraava_yritys")) == {
        (Tila.ODOTTAA, 1, NYT + VIIVEET[0])
    }
    assert "Connection refused" in rivi(lahetys).selite


def test_other_mail_does_not_ask_a_silent_server_again(smtp, monkeypatch):
    laheta(luo(1))
    monkeypatch.setattr(smtplib.SMTP, "connect", lambda *args: pytest.fail("asked again"))
    toinen = luo(1)

    laheta(toinen)

    assert (rivi(toinen).tila, rivi(toinen).yrityksia) == (Tila.ODOTTAA, 1)


def test_mail_leaves_when_the_server_is_up_again(smtp):
    lahetys = luo(3)
    laheta(lahetys)
    cache.clear()
    smtp.kaynnista()

    laheta(lahetys, minutes=1)

    assert tilat(lahetys) == [Tila.LAHETETTY] * 3
    assert len(smtp.saapuneet()) == 3


def test_connection_broken_before_the_answer_leaves_one_in_doubt(smtp):
    smtp.kaynnista("--katkaise", "saaja1@kunta.example")
    lahetys = luo(3)

    laheta(lahetys)
    # The rest is not tried on a server that behaves so, but soon.
    assert tilat(lahetys) == [Tila.LAHETETTY, Tila.EPASELVA, Tila.ODOTTAA]
    laheta(lahetys, minutes=1)

    assert tilat(lahetys) == [Tila.LAHETETTY, Tila.EPASELVA, Tila.LAHETETTY]
    assert saajat(smtp) == [f"saaja{n}@kunta.example" for n in range(3)]


def test_person_sends_again_what_is_in_doubt_as_the_same_mail(smtp, koordinaattori, alue):
    smtp.kaynnista("--katkaise", "saaja0@kunta.example")
    lahetys = luo(1, alue=alue)
    laheta(lahetys)
    assert rivi(lahetys).tila == Tila.EPASELVA

    lahetykset.laheta_uudelleen(rivi(lahetys), user=koordinaattori)
    laheta(lahetys)

    assert rivi(lahetys).tila == Tila.LAHETETTY
    assert [s["tunnus"] for s in smtp.saapuneet()] == [rivi(lahetys).viestitunnus] * 2


def test_notice_in_doubt_goes_again_without_a_person(smtp):
    smtp.kaynnista("--katkaise", "saaja0@kunta.example")
    lahetys = luo(1, automaattinen=True)
    laheta(lahetys)
    assert rivi(lahetys).tila == Tila.ODOTTAA

    laheta(lahetys, minutes=1)

    assert rivi(lahetys).tila == Tila.LAHETETTY
    assert [s["tunnus"] for s in smtp.saapuneet()] == [rivi(lahetys).viestitunnus] * 2


def test_connection_that_the_server_closed_meanwhile_is_opened_anew(smtp):
    smtp.kaynnista()
    yhteys = postiyhteys.avaa()
    lahetys = luo(2)
    eka, toka = lahetys.vastaanottajat.order_by("pk")
    osat = lahetysviesti.Osat(lahetys)

    yhteys.laheta(osat.viesti(eka), eka.sahkoposti)
    smtp.pysayta()
    smtp.kaynnista()
    vastaus = yhteys.laheta(osat.viesti(toka), toka.sahkoposti)
    yhteys.sulje()

    assert vastaus.startswith("250")
    assert saajat(smtp) == ["saaja0@kunta.example", "saaja1@kunta.example"]


def test_address_that_is_none_has_failed(smtp):
    smtp.kaynnista()
    lahetys = luo(1)
    lahetys.vastaanottajat.update(sahkoposti="ei osoite")

    lahetykset.laheta(lahetys)

    assert lahetys.vastaanottajat.get().tila == Tila.EPAONNISTUI


class Vastaaja:
    """As much of ``smtplib.SMTP`` as a message needs, with one step that answers otherwise."""

    sock = property(lambda self: self)

    def __init__(self, **vastaukset):
        self.vastaukset = {
            "mail": (250, b"OK"),
            "rcpt": (250, b"OK"),
            "data": (354, b""),
            "loppu": (250, b"Ok"),
        }
        self.vastaukset |= vastaukset
        self.lahetetty: list[bytes] = []

    def _vastaa(self, vaihe):
        vastaus = self.vastaukset[vaihe]
        if isinstance(vastaus, Exception):
            raise vastaus
        return vastaus

    def settimeout(self, sekuntia): ...

    def ehlo_or_helo_if_needed(self): ...

    def has_extn(self, nimi):
        return False

    def mail(self, osoite, optiot):
        return self._vastaa("mail")

    def rcpt(self, osoite):
        return self._vastaa("rcpt")

    def docmd(self, komento):
        return self._vastaa("data")

    def send(self, tavut):
        self.lahetetty.append(tavut)

    def getreply(self):
        return self._vastaa("loppu")

    def rset(self): ...

    def close(self): ...


class Posti:
    timeout = 5

    def __init__(self, vastaaja):
        self.vastaaja, self.connection = vastaaja, None

    def prep_address(self, osoite):
        return osoite

    def open(self):
        self.connection = self.vastaaja

    def close(self):
        self.connection = None


@pytest.mark.parametrize(
    ("vaihe", "vastaus", "odotettu"),
    [
        ("mail", (452, b"4.3.1 levy"), postiyhteys.Viivastyi),
        ("mail", (552, b"5.3.4 liian iso"), postiyhteys.Torjuttu),
        ("mail", (530, b"5.7.0 kirjaudu"), postiyhteys.EiPalvele),
        ("mail", (421, b"4.3.2 sammuu"), postiyhteys.EiPalvele),
        ("rcpt", (550, b"5.1.1 ei ole"), postiyhteys.Torjuttu),
        ("rcpt", (450, b"4.2.1 hetki"), postiyhteys.Viivastyi),
        ("rcpt", smtplib.SMTPServerDisconnected("poissa"), postiyhteys.EiPalvele),
        ("data", (554, b"5.7.1 ei"), postiyhteys.Torjuttu),
        ("data", TimeoutError("hidas"), postiyhteys.EiPalvele),
        ("loppu", (451, b"4.3.0 hetki"), postiyhteys.Viivastyi),
        ("loppu", (421, b"4.3.2 sammuu"), postiyhteys.Viivastyi),
        ("loppu", (554, b"5.6.0 roskaa"), postiyhteys.Torjuttu),
        ("loppu", (-1, b"???"), postiyhteys.Epaselva),
        ("loppu", smtplib.SMTPServerDisconnected("poissa"), postiyhteys.Epaselva),
        ("loppu", TimeoutError("hidas"), postiyhteys.Epaselva),
    ],
)
def test_each_answer_of_each_step(vaihe, vastaus, odotettu):
    vastaaja = Vastaaja(**{vaihe: vastaus})
    lahetys = luo(1)
    rivi = lahetys.vastaanottajat.get()

    with pytest.raises(odotettu):
        postiyhteys.SmtpYhteys(Posti(vastaaja)).laheta(
            lahetysviesti.Osat(lahetys).viesti(rivi), rivi.sahkoposti
        )

    # Only a message that was handed over whole may be in doubt.
    assert (vastaaja.lahetetty[-1:] == [b".\r\n"]) == (vaihe == "loppu")


def test_line_of_one_dot_does_not_end_the_message():
    vastaaja = Vastaaja()
    lahetys = lahetykset.luo(
        "koe", "Aihe", "Alku\n.\n..\nÄäkköset", [lahetykset.Saaja("Åsa", "asa@kunta.example")]
    )
    rivi = lahetys.vastaanottajat.get()

    postiyhteys.SmtpYhteys(Posti(vastaaja)).laheta(lahetysviesti.Osat(lahetys).viesti(rivi), rivi.sahkoposti)

    tavut = b"".join(vastaaja.lahetetty)
    assert tavut.endswith(b"\r\n.\r\n")
    assert b"\r\n.\r\n" not in tavut[:-3]
    assert b"\n.\n" not in tavut
    # A server without 8BITMIME gets no letters beyond ASCII.
    assert tavut.isascii()
    luettu: Any = message_from_bytes(tavut.removesuffix(b".\r\n").replace(b"\r\n..", b"\r\n."))
    assert luettu.get_payload(decode=True).decode().splitlines() == ["Alku", ".", "..", "Ääkköset"]


def test_words_of_a_server_are_made_fit_to_be_shown():
    assert postiyhteys.siisti("550 rivi\r\n\x00toinen\x1b[1m") == "550 rivi toinen [1m"
    assert len(postiyhteys.siisti("x" * 600)) == 500
