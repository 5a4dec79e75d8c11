"""The mailbox of returned mail, over IMAP."""

import imaplib
from contextlib import closing, contextmanager, suppress
from urllib.parse import unquote, urlsplit

from tyollisyysalue.palautukset import TAVUJA_ENINTAAN

AIKAKATKAISU = 30


class LaatikkoVirhe(Exception):
    """The mailbox could not be read; in words that hold no password."""


class Laatikko:
    def __init__(self, yhteys):
        self.yhteys = yhteys

    def lukemattomat(self):
        """Ids of the messages that nobody has marked as seen."""
        vastaus = self._pyyda("SEARCH", None, "UNSEEN")
        return (vastaus[0] or b"").split()

    def viesti(self, uid):
        """The beginning of a message, which is not thereby seen; None when it has just been taken away."""
        vastaus = self._pyyda("FETCH", uid, f"(BODY.PEEK[]<0.{TAVUJA_ENINTAAN}>)")
        return next((osa[1] for osa in vastaus if isinstance(osa, tuple)), None)

    def merkitse_luetuksi(self, uid):
        self._pyyda("STORE", uid, "+FLAGS.SILENT", r"(\Seen)")

    def _pyyda(self, komento, *args):
        try:
            tila, vastaus = self.yhteys.uid(komento, *args)
        except (imaplib.IMAP4.error, OSError) as error:
            raise LaatikkoVirhe(f"The mailbox answered {komento} with an error: {error}") from error
        if tila != "OK":
            raise LaatikkoVirhe(f"The mailbox refused {komento}: {vastaus!r}")
        return vastaus


@contextmanager
def avaa(url):
    """``imaps://user:password@host:993/INBOX``; ``imap://`` is for a mailbox on the same machine."""
    osat = urlsplit(url)
    if osat.scheme not in ("imap", "imaps") or not osat.hostname or not osat.username:
        raise LaatikkoVirhe("PALAUTUSPOSTI_URL must be like imaps://user:password@host/INBOX.")
    luokka = imaplib.IMAP4_SSL if osat.scheme == "imaps" else imaplib.IMAP4
    portti = osat.port or (993 if osat.scheme == "imaps" else 143)
    try:
        yhteys = luokka(osat.hostname, portti, timeout=AIKAKATKAISU)
    except (imaplib.IMAP4.error, OSError) as error:
        raise LaatikkoVirhe(
            f"The mailbox server {osat.hostname}:{portti} does not answer: {error}"
        ) from error
    with closing(_Sulkija(yhteys)):
        try:
            yhteys.login(_lainaa(unquote(osat.username)), unquote(osat.password or ""))
            tila, vastaus = yhteys.select(_lainaa(unquote(osat.path.strip("/")) or "INBOX"))
        except (imaplib.IMAP4.error, OSError) as error:
            raise LaatikkoVirhe(
                f"The mailbox server {osat.hostname} did not let {unquote(osat.username)} in: {error}"
            ) from error
        if tila != "OK":
            raise LaatikkoVirhe(f"The mailbox cannot be opened: {vastaus!r}")
        yield Laatikko(yhteys)


class _Sulkija:
    """``closing`` of a connection whose own end may fail."""

    def __init__(self, yhteys):
        self.yhteys = yhteys

    def close(self):
        # It may be gone already; what was read is stored.
        with suppress(imaplib.IMAP4.error, OSError):
            self.yhteys.logout()
        with suppress(OSError):
            self.yhteys.shutdown()


def _lainaa(nimi):
    return '"' + nimi.replace("\\", "\\\\").replace('"', '\\"') + '"'
