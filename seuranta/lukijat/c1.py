"""Control characters U+0080–U+009F: invisible, and never meant. They come of a letter read in a wrong encoding.

In a name or a note they are replaced by a visible sign and told with their place. A file with one in a code or among
the figures is refused: nobody could see what the code is.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from seuranta.lukijat.virheet import hylkays

_C1 = re.compile(r"[\x80-\x9f]")
KORVAAJA = "\ufffd"


@dataclass(frozen=True)
class Varoitus:
    """A character that was replaced, and where it is."""

    merkki: str
    paikka: str

    def __str__(self):
        return _("%(paikka)s: näkymätön ohjausmerkki %(merkki)s näytetään merkkinä %(korvaaja)s.") % {
            "paikka": self.paikka,
            "merkki": koodina(self.merkki),
            "korvaaja": KORVAAJA,
        }


def koodina(merkki):
    """``U+0092``."""
    return f"U+{ord(merkki):04X}"


def etsi(teksti):
    """``(character, how many characters are before it)`` of each."""
    return [(osuma[0], osuma.start()) for osuma in _C1.finditer(teksti)]


def korvaa(teksti):
    return _C1.sub(KORVAAJA, teksti)


def nimi(arvo, paikka):
    """A name of a JSON file in a form that can be shown, and what was replaced in it."""
    if type(arvo) is not str:
        return "", []
    varoitukset = [
        Varoitus(merkki, _("%(paikka)s, merkki %(monesko)d") % {"paikka": paikka, "monesko": ennen + 1})
        for merkki, ennen in etsi(arvo)
    ]
    return korvaa(arvo), varoitukset


def tarkista_koodi(koodi, paikka):
    """Refuse the file if a code of its metadata has one."""
    for merkki, _ennen in etsi(koodi):
        raise kielletty(merkki, paikka)


def kielletty(merkki, paikka):
    return hylkays(
        _("%(paikka)s: koodissa on näkymätön ohjausmerkki %(merkki)s. Lataa taulukko uudelleen palvelusta.")
        % {"paikka": paikka, "merkki": koodina(merkki)}
    )
