"""JSON of people's own: in UTF-8, whole, without identity codes, and with every number as it was written."""

import json
import re

from django.utils.translation import gettext as _

from seuranta.lukijat.virheet import hylkays
from tyollisyysalue.hetu import sisaltaa_hetun

_PISIN_LUKU = 4_000

# A table is nested less than ten deep in every form.
SYVYYS_ENINTAAN = 50
_MERKKIJONOT = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_SULKEET = re.compile(r"[\[\]{}]")


class Numero(str):
    """A number of the file as it is written there: 13.70 stays 13.70. A string of the file is a plain ``str``."""

    __slots__ = ()


def lue(tavut):
    """The file as dicts, lists, ``str`` and ``Numero``. Raises ``TaulukkoVirhe``."""
    try:
        teksti = tavut.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise hylkays(
            _("Tiedoston merkistö ei ole UTF-8. Lataa taulukko palvelusta uudelleen JSON-muodossa.")
        ) from error
    ei_hetua(teksti)
    try:
        tarkista_syvyys(teksti)
        data = json.loads(teksti, parse_constant=_ei_lukua, parse_int=_numero, parse_float=_numero)
        luettuna = json.dumps(data, ensure_ascii=False)
    except (ValueError, RecursionError) as error:
        raise hylkays(
            _("Tiedosto ei ole ehjää JSONia: se on katkennut tai muuta muotoa. Lataa taulukko uudelleen.")
        ) from error
    # Again as it reads when the escapes are undone.
    ei_hetua(luettuna)
    return data


def tarkista_syvyys(teksti):
    """Raises ``RecursionError`` for what is nested deeper than any table.

    The parser's own limit counts calls and not the room left for them: where the stack is deep or small already,
    what is nested deep enough ends the whole process instead.
    """
    syvyys = 0
    for merkki in _SULKEET.findall(_MERKKIJONOT.sub("", teksti)):
        syvyys += 1 if merkki in "[{" else -1
        if syvyys > SYVYYS_ENINTAAN:
            raise RecursionError


def ei_hetua(teksti):
    if sisaltaa_hetun(teksti):
        raise hylkays(_("Tiedostossa on henkilötunnus. Poista se ja tuo tiedosto uudelleen."))


def on_teksti(arvo):
    return type(arvo) is str


def _numero(teksti):
    if len(teksti) > _PISIN_LUKU:
        raise ValueError(teksti[:20])
    return Numero(teksti)


def _ei_lukua(vakio):
    raise ValueError(vakio)
