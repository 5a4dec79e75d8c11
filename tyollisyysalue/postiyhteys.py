"""One mail to one recipient, and in which of four ways it did not leave.

Django's own backend tells neither the server's answer nor how far a message got before the connection broke, and both
decide what may be done next. So the steps of the protocol are taken here, over the connection that Django opens.
"""

import re
import smtplib
from contextlib import suppress
from email.policy import SMTP

from django.conf import settings
from django.core.cache import cache
from django.core.mail import mailers
from django.core.mail.backends.smtp import EmailBackend

# A server that does not answer is left alone this long, by every sending: each would wait for the timeout in vain.
TAUKO = 60
_TAUOLLA = "postiyhteys.tauolla"
# The server may deliver before it answers, and a mail whose answer is not waited for becomes unclear. RFC 5321
# (4.5.3.2.6) asks for ten minutes where thirty seconds are enough for the other steps.
VASTAUKSEN_ODOTUS = 10
SANOJA_ENINTAAN = 500


class Torjuttu(Exception):
    """Refused for good: asking again would not help."""


class Viivastyi(Exception):
    """Refused for now, this recipient alone."""


class EiPalvele(Exception):
    """The server takes nobody's mail now. Nothing was handed over."""


class Epaselva(Exception):
    """The message was handed over and the answer did not come: it may have left."""


class _Katkesi(Exception):
    """The connection ended before the message was handed over."""


def avaa():
    posti = mailers.default
    return SmtpYhteys(posti) if isinstance(posti, EmailBackend) else Muuyhteys(posti)


class Muuyhteys:
    """A backend without a server: mail kept in the portal, or in memory in tests."""

    def __init__(self, posti):
        self.posti = posti

    def laheta(self, viesti, osoite):
        try:
            self.posti.send_messages([viesti])
        except OSError as error:
            raise EiPalvele(siisti(error)) from error
        return ""

    def sulje(self):
        pass


class SmtpYhteys:
    """Opened when the first message needs it, and kept for the next ones."""

    def __init__(self, posti):
        self.posti = posti

    def laheta(self, viesti, osoite):
        """The server's answer, or one of the exceptions above; ValueError of an address that is none."""
        lahettaja = self.posti.prep_address(settings.PALAUTUSOSOITE or viesti.from_email)
        saaja = self.posti.prep_address(osoite)
        if self.posti.connection is not None:
            try:
                return self._laheta(viesti, lahettaja, saaja)
            except _Katkesi:
                # The server may have closed a connection that has been used or idle for long; a new one may do.
                pass
        self._avaa()
        try:
            return self._laheta(viesti, lahettaja, saaja)
        except _Katkesi as error:
            cache.set(_TAUOLLA, str(error), TAUKO)
            raise EiPalvele(str(error)) from error

    def sulje(self):
        with suppress(OSError):
            self.posti.close()

    def _avaa(self):
        if syy := cache.get(_TAUOLLA):
            raise EiPalvele(syy)
        try:
            self.posti.open()
        except OSError as error:
            # Also a refused password: that is the portal's fault and not one recipient's.
            cache.set(_TAUOLLA, siisti(error), TAUKO)
            raise EiPalvele(siisti(error)) from error

    def _laheta(self, viesti, lahettaja, saaja):
        yhteys = self.posti.connection
        try:
            yhteys.ehlo_or_helo_if_needed()
            tavut, optiot = _tavuina(viesti, yhteys)
            self._vaadi(yhteys.mail(lahettaja, optiot))
            self._vaadi(yhteys.rcpt(saaja))
            self._vaadi(yhteys.docmd("DATA"), 354)
            # Without the line that ends it: a server that has not got the whole must forget it.
            yhteys.send(tavut)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._katkaise()
            raise _Katkesi(siisti(error)) from error
        try:
            yhteys.sock.settimeout((self.posti.timeout or 60) * VASTAUKSEN_ODOTUS)
            yhteys.send(b".\r\n")
            koodi, sanat = yhteys.getreply()
            yhteys.sock.settimeout(self.posti.timeout)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._katkaise()
            raise Epaselva(siisti(error)) from error
        vastaus = siisti(f"{koodi} {_teksti(sanat)}")
        if 200 <= koodi < 300:
            return vastaus
        if koodi == 421:
            self._katkaise()
        if 400 <= koodi < 500:
            raise Viivastyi(vastaus)
        if 500 <= koodi < 600:
            raise Torjuttu(vastaus)
        # Not an answer of this protocol.
        self._katkaise()
        raise Epaselva(vastaus)

    def _vaadi(self, vastaus, odotettu=None):
        """Go on if the step was accepted; else the connection is made ready for the next message."""
        koodi, sanat = vastaus
        if koodi == odotettu or (odotettu is None and 200 <= koodi < 300):
            return
        sanoma = siisti(f"{koodi} {_teksti(sanat)}")
        # 421: the server closes. 530, 535, 538: it wants another sign-in, whoever the mail is for.
        if koodi in (421, 530, 535, 538) or not 400 <= koodi < 600:
            self._katkaise()
            raise _Katkesi(sanoma)
        with suppress(smtplib.SMTPServerDisconnected):
            self.posti.connection.rset()
        raise Torjuttu(sanoma) if koodi >= 500 else Viivastyi(sanoma)

    def _katkaise(self):
        if self.posti.connection is not None:
            self.posti.connection.close()
            self.posti.connection = None


def _tavuina(viesti, yhteys):
    """The message as it goes over the wire, and the options of MAIL that tell of it."""
    kahdeksan = yhteys.has_extn("8bitmime")
    tavut = viesti.message(policy=SMTP if kahdeksan else SMTP.clone(cte_type="7bit")).as_bytes()
    # A line with a dot alone would end the message.
    tavut = re.sub(rb"(?m)^\.", b"..", tavut)
    if not tavut.endswith(b"\r\n"):
        tavut += b"\r\n"
    optiot = [f"size={len(tavut)}"] if yhteys.has_extn("size") else []
    return tavut, optiot + (["body=8bitmime"] if kahdeksan else [])


def _teksti(sanat):
    return sanat.decode("utf-8", "replace") if isinstance(sanat, bytes) else str(sanat)


def siisti(sanat):
    """A server's words on one line, fit to be stored and shown."""
    if isinstance(sanat, smtplib.SMTPResponseException):
        sanat = f"{sanat.smtp_code} {_teksti(sanat.smtp_error)}"
    teksti = "".join(merkki if merkki.isprintable() else " " for merkki in str(sanat))
    return " ".join(teksti.split())[:SANOJA_ENINTAAN]
