"""Mail of the demo: one that went wrong in each of the ways there are. The mail server is invented too."""

from email.message import EmailMessage
from email.utils import format_datetime

from tyollisyysalue import demo, kello, lahetykset, palautukset, postiyhteys
from tyollisyysalue.lahetykset import Saaja
from tyollisyysalue.models import Palautus, Tyollisyysalue
from tyollisyysalue.roolit import Rooli

TIEDOTE = """Hei!

Portaalissa on käyttökatko torstaina klo 16–17, kun sen palvelin päivitetään. Keskeneräiset luonnokset säilyvät.

Terveisin
Kaisa Lehtovaara, Kuopion työllisyysalue
"""

# What the mail servers of these municipalities answered.
VASTAUKSET = {
    "yhdyshenkilo@tervo.example": postiyhteys.Epaselva("Connection unexpectedly closed: timed out"),
    "yhdyshenkilo@vesanto.example": postiyhteys.Torjuttu(
        "550 5.1.1 <yhdyshenkilo@vesanto.example>: Recipient address rejected: User unknown"
    ),
}
PALAUTUVA = "yhdyshenkilo@kaavi.example"


class Palvelin:
    """Answers as ``VASTAUKSET`` says and takes the rest."""

    def laheta(self, viesti, osoite):
        if virhe := VASTAUKSET.get(osoite):
            raise virhe
        return "250 2.0.0 Ok: queued"

    def sulje(self):
        pass


def rakenna():
    """Nothing is made twice."""
    if Palautus.objects.exists():
        return
    alue = Tyollisyysalue.objects.get(koodi=demo.ALUE)
    paiva = demo.arkipaiva_sitten(2)
    yhdyshenkilot = [demo.yhdyshenkilo(koodi) for koodi in demo.KUNNAT if koodi != "297"]
    with demo.hetki(paiva, 9, 20):
        lahetys = lahetykset.luo(
            "tyollisyysalue.tiedote",
            "Portaalin käyttökatko torstaina klo 16–17",
            TIEDOTE,
            [Saaja(user.nimi, user.email, user) for user in yhdyshenkilot],
            alue=alue,
            user=demo.kirjautuja(Rooli.KOORDINAATTORI),
            kieli="fi",
        )
        lahetykset.laheta(lahetys, yhteys=Palvelin())
    with demo.hetki(paiva, 9, 22):
        # Those who waited while the server was left alone.
        lahetykset.laheta(lahetys, yhteys=Palvelin())
    with demo.hetki(paiva, 9, 41):
        palautukset.tallenna(palautus(lahetys.vastaanottajat.get(sahkoposti=PALAUTUVA)))
        palautukset.tallenna(poissaolo())


def palautus(vastaanottaja):
    """A report as a server makes it (RFC 3464)."""
    raportti = f"""From: Mail Delivery System <MAILER-DAEMON@mx.kaavi.example>
To: palautukset@portaali.example
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(kello.nyt())}
Message-ID: <20260101.1@mx.kaavi.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="raja"

--raja
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.kaavi.example. Your message could not be delivered.

--raja
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.kaavi.example

Final-Recipient: rfc822; {vastaanottaja.sahkoposti}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

--raja
Content-Type: text/rfc822-headers

Message-ID: {vastaanottaja.viestitunnus}

--raja--
"""
    return raportti.encode()


def poissaolo():
    """What an inbox answers by itself, without saying to what."""
    viesti = EmailMessage()
    viesti["From"] = "Sari Juojärvenpää <sari.juojarvenpaa@tuusniemi.example>"
    viesti["To"] = "palautukset@portaali.example"
    viesti["Subject"] = "Automaattinen vastaus: olen poissa"
    viesti["Date"] = kello.nyt()
    viesti["Message-ID"] = "<poissa.1@tuusniemi.example>"
    viesti.set_content("Hei! Olen poissa tämän viikon. Kiireellisissä asioissa ota yhteys kunnan keskukseen.")
    return viesti.as_bytes()
