"""Areas of StatFin's tables by the form of their code. The employment areas are not among them."""

import enum
import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Aluelaji(enum.StrEnum):
    MAA = "maa"
    KUNTA = "kunta"
    MAAKUNTA = "maakunta"
    SEUTUKUNTA = "seutukunta"
    ELY = "ely"
    ULKOMAAT = "ulkomaat"
    TUNTEMATON = "tuntematon"


_MUODOT = [
    (Aluelaji.MAA, r"SSS"),
    # The code of municipalities abroad or unknown in older data, which no municipality has.
    (Aluelaji.ULKOMAAT, r"KU199"),
    (Aluelaji.KUNTA, r"KU[0-9]{3}"),
    (Aluelaji.MAAKUNTA, r"MK[0-9]{2}"),
    (Aluelaji.SEUTUKUNTA, r"SK[0-9]{3}"),
    (Aluelaji.ELY, r"ELY[0-9]{2}"),
    (Aluelaji.TUNTEMATON, r"KUJOU|MKJO|SKJOU|ELYJO"),
]


def laji(koodi):
    """The kind of an area, or None when the code has no known form."""
    return next((laji for laji, muoto in _MUODOT if re.fullmatch(muoto, koodi)), None)


def maara_sanoina(laji, maara):
    """``19 maakuntaa``."""
    sanat = {
        Aluelaji.MAA: ngettext("%(maara)d koko maa", "%(maara)d koko maata", maara),
        Aluelaji.KUNTA: ngettext("%(maara)d kunta", "%(maara)d kuntaa", maara),
        Aluelaji.MAAKUNTA: ngettext("%(maara)d maakunta", "%(maara)d maakuntaa", maara),
        Aluelaji.SEUTUKUNTA: ngettext("%(maara)d seutukunta", "%(maara)d seutukuntaa", maara),
        Aluelaji.ELY: ngettext("%(maara)d ELY-alue", "%(maara)d ELY-aluetta", maara),
        Aluelaji.ULKOMAAT: ngettext(
            "%(maara)d vanha ulkomaiden koodi (KU199)", "%(maara)d vanhaa ulkomaiden koodia (KU199)", maara
        ),
        Aluelaji.TUNTEMATON: ngettext("%(maara)d tuntematon alue", "%(maara)d tuntematonta aluetta", maara),
    }
    return sanat[laji] % {"maara": maara}


def yhteenveto(maarat):
    """``308 kuntaa, 113 muuta aluetta: 1 koko maa, 19 maakuntaa …`` out of numbers by kind."""
    muut = {laji: maarat[laji] for laji in Aluelaji if laji != Aluelaji.KUNTA and maarat.get(laji)}
    kunnat = maara_sanoina(Aluelaji.KUNTA, maarat.get(Aluelaji.KUNTA, 0))
    maara = sum(muut.values())
    if not maara:
        return kunnat
    return _("%(kunnat)s, %(muut)s: %(lajit)s") % {
        "kunnat": kunnat,
        "muut": ngettext("%(maara)d muu alue", "%(maara)d muuta aluetta", maara) % {"maara": maara},
        "lajit": ", ".join(maara_sanoina(laji, maara) for laji, maara in muut.items()),
    }
