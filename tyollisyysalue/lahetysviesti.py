"""A stored mail as the message that goes to one recipient."""

from email.headerregistry import Address
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override
from icalendar import Calendar

from tyollisyysalue import kuittaukset


class Viesti(EmailMessage):
    """With an invitation as another form of the text: so Outlook and Gmail show it as one, with its buttons."""

    kalenteri = ""

    def message(self, **kwargs):
        viesti = super().message(**kwargs)
        if self.kalenteri:
            teksti: Any = viesti.get_body(("plain",))
            teksti.add_alternative(
                self.kalenteri, subtype="calendar", params={"method": menetelma(self.kalenteri)}
            )
        return viesti


def menetelma(kalenteri):
    """REQUEST, CANCEL or what the iCalendar object says of itself (RFC 6047 asks for the same in the message)."""
    return str(Calendar.from_ical(kalenteri).get("METHOD", "PUBLISH"))


class Osat:
    """What is the same for every recipient, read once."""

    def __init__(self, lahetys):
        self.lahetys = lahetys
        self.liitteet = []
        for liite in lahetys.liitteet.filter(poistettu__isnull=True):
            with liite.tiedosto.open("rb") as tiedosto:
                self.liitteet.append((liite.nimi, tiedosto.read(), liite.tyyppi))

    def viesti(self, vastaanottaja):
        viesti = Viesti(
            self.lahetys.aihe,
            self._teksti(vastaanottaja),
            to=[osoite(vastaanottaja)],
            reply_to=[self.lahetys.alue.sahkoposti]
            if self.lahetys.alue and self.lahetys.alue.sahkoposti
            else [],
            attachments=self.liitteet,
            headers={"Message-ID": vastaanottaja.viestitunnus} | self._otsakkeet(),
        )
        viesti.kalenteri = self.lahetys.kalenteri
        return viesti

    def _teksti(self, vastaanottaja):
        if not self.lahetys.kuitattava:
            return self.lahetys.teksti
        with override(self.lahetys.kieli):
            kuittaus = render_to_string(
                "tyollisyysalue/lahetys_kuittaus.txt", {"linkki": kuittaukset.linkki(vastaanottaja)}
            )
        return f"{self.lahetys.teksti.rstrip()}\n\n{kuittaus}"

    def _otsakkeet(self):
        # RFC 3834: programs that answer for people do not answer to this.
        return {"Auto-Submitted": "auto-generated"} if self.lahetys.automaattinen else {}


def osoite(vastaanottaja):
    """``Nimi <osoite>``; the name has been somebody's to write, so it is quoted as a header wants it."""
    return str(Address(vastaanottaja.nimi, addr_spec=vastaanottaja.sahkoposti))
