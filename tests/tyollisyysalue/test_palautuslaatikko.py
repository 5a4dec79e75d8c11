"""The mailbox of returned mail, against a small IMAP server on a real socket."""

import io
import re
import socket
import threading

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.tyollisyysalue import palautusnaytteet as naytteet
from tyollisyysalue.models import Palautus

pytestmark = pytest.mark.django_db

TUNNUS = "<vieras@muualla.example>"


class Laatikko:
    """As much of IMAP4rev1 as the reader speaks; ``katkaise`` is the command at which it hangs up."""

    def __init__(self, viestit, salasana="salaisuus", katkaise="", kielto=""):
        self.viestit = {n: [teksti.encode(), False] for n, teksti in enumerate(viestit, 1)}
        self.salasana, self.katkaise, self.kielto = salasana, katkaise, kielto
        self.komennot = []
        self.pistoke = socket.create_server(("127.0.0.1", 0))
        self.portti = self.pistoke.getsockname()[1]
        self.saie = threading.Thread(target=self._palvele)
        self.saie.start()

    def sulje(self):
        # Wakes a server that still waits for somebody.
        with socket.create_connection(("127.0.0.1", self.portti)):
            self.pistoke.close()
        self.saie.join()

    def nahdyt(self):
        return [n for n, (_, nahty) in self.viestit.items() if nahty]

    def _palvele(self):
        while True:
            try:
                yhteys, _ = self.pistoke.accept()
            except OSError:
                return
            with yhteys, yhteys.makefile("rwb") as virta:
                self._keskustele(virta)
            if self.pistoke.fileno() == -1:
                return

    def _keskustele(self, virta):
        def sano(tavut):
            virta.write(tavut + b"\r\n")
            virta.flush()

        try:
            sano(b"* OK IMAP4rev1 valmis")
            for rivi in virta:
                tunniste, komento = rivi.strip().split(b" ", 1)
                self.komennot.append(komento.decode())
                if self.katkaise and komento.startswith(self.katkaise.encode()):
                    return
                if self.kielto and komento.startswith(self.kielto.encode()):
                    sano(tunniste + b" NO ei onnistu")
                    continue
                for vastaus in self._vastaa(komento):
                    sano(vastaus)
                kelpaa = not komento.startswith(b"LOGIN") or f'"{self.salasana}"'.encode() in komento
                sano(tunniste + (b" OK valmis" if kelpaa else b" NO [AUTHENTICATIONFAILED] vaara salasana"))
                if komento.startswith(b"LOGOUT"):
                    return
        except OSError:
            return

    def _vastaa(self, komento):
        if komento.startswith(b"CAPABILITY"):
            yield b"* CAPABILITY IMAP4rev1"
        elif komento.startswith(b"SELECT"):
            yield b"* %d EXISTS" % len(self.viestit)
        elif komento == b"UID SEARCH UNSEEN":
            yield b" ".join(
                [b"* SEARCH", *(b"%d" % n for n, (_, nahty) in self.viestit.items() if not nahty)]
            )
        elif osuma := re.match(rb"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.\d+>\)", komento):
            tavut = self.viestit[int(osuma[1])][0]
            yield b"* 1 FETCH (UID %s BODY[]<0> {%d}\r\n%s)" % (osuma[1], len(tavut), tavut)
        elif osuma := re.match(rb"UID STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)", komento):
            self.viestit[int(osuma[1])][1] = True


@pytest.fixture
def laatikko(settings):
    avatut = []

    def avaa(*viestit, **tavat):
        uusi = Laatikko(viestit, **tavat)
        avatut.append(uusi)
        settings.PALAUTUSPOSTI_URL = f"imap://palautukset%40portaali:salaisuus@127.0.0.1:{uusi.portti}/INBOX"
        return uusi

    yield avaa
    for avattu in avatut:
        avattu.sulje()


def lue():
    ulos = io.StringIO()
    call_command("lue_palautukset", "--imap", stdout=ulos)
    return ulos.getvalue().splitlines()


def test_unseen_messages_are_stored_and_marked(laatikko):
    palvelin = laatikko(naytteet.postfix(TUNNUS), naytteet.exim(TUNNUS), naytteet.poissaolo(TUNNUS))
    palvelin.viestit[2][1] = True

    rivit = lue()

    assert [r.partition(": ")[2] for r in rivit] == ["palautui, unmatched", "muu, unmatched"]
    assert palvelin.nahdyt() == [1, 2, 3]
    assert Palautus.objects.count() == 2
    assert 'LOGIN "palautukset@portaali" "salaisuus"' in "\n".join(palvelin.komennot)


def test_second_reading_finds_nothing(laatikko):
    palvelin = laatikko(naytteet.postfix(TUNNUS))
    assert len(lue()) == 1

    assert lue() == []

    assert palvelin.nahdyt() == [1]


def test_what_was_not_marked_is_read_again_as_the_same(laatikko):
    palvelin = laatikko(naytteet.postfix(TUNNUS), naytteet.exim(TUNNUS), katkaise="UID STORE")

    with pytest.raises(CommandError, match="The mailbox answered STORE with an error"):
        lue()
    assert (palvelin.nahdyt(), Palautus.objects.count()) == ([], 1)
    palvelin.katkaise = ""
    rivit = lue()

    assert rivit[0].endswith(", read before")
    assert (palvelin.nahdyt(), Palautus.objects.count()) == ([1, 2], 2)


@pytest.mark.parametrize("komento", ["UID SEARCH", "UID FETCH", "SELECT"])
def test_connection_that_breaks_marks_nothing(laatikko, komento):
    palvelin = laatikko(naytteet.postfix(TUNNUS), katkaise=komento)

    with pytest.raises(CommandError, match="mailbox"):
        lue()

    assert (palvelin.nahdyt(), Palautus.objects.count()) == ([], 0)


@pytest.mark.parametrize("komento", ["UID SEARCH", "UID FETCH", "SELECT"])
def test_command_that_is_refused_is_an_error(laatikko, komento):
    laatikko(naytteet.postfix(TUNNUS), kielto=komento)

    with pytest.raises(CommandError, match="ei onnistu"):
        lue()


def test_wrong_password_is_said_without_it(laatikko):
    laatikko(naytteet.postfix(TUNNUS), salasana="toinen")

    with pytest.raises(CommandError, match="did not let palautukset@portaali in") as virhe:
        lue()

    assert "salaisuus" not in str(virhe.value)


def test_server_that_is_not_there_is_said(laatikko, settings):
    with socket.create_server(("127.0.0.1", 0)) as varattu:
        portti = varattu.getsockname()[1]
    settings.PALAUTUSPOSTI_URL = f"imap://a:b@127.0.0.1:{portti}/INBOX"

    with pytest.raises(CommandError, match="does not answer"):
        lue()


@pytest.mark.parametrize(
    ("osoite", "sanoma"),
    [("", "Set PALAUTUSPOSTI_URL"), ("pop3://a:b@c/", "must be like"), ("imaps://c/INBOX", "must be like")],
)
def test_address_that_will_not_do_is_said_with_one_that_will(settings, osoite, sanoma):
    settings.PALAUTUSPOSTI_URL = osoite

    with pytest.raises(CommandError, match=sanoma):
        lue()
