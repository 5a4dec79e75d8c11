"""What changed between two texts, word by word. Pure functions."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from django.utils.html import escape, strip_tags

# Where a reader sees a new line: the end of a block, a row of a table, a break.
RIVIN_LOPPU = re.compile(r"</(?:p|li|h\d|tr|caption|div)>|<br>")
SOLUN_LOPPU = re.compile(r"</t[dh]>")
# The number of a source's note changes with every fact before it and says nothing.
VIITE = re.compile(r'<sup class="viite">.*?</sup>', re.DOTALL)
RIVI = "\n"


@dataclass(frozen=True)
class Pala:
    """Words that both texts have (``sama``), or only the newer (``lisatty``) or the older (``poistettu``)."""

    laji: str
    teksti: str


def sanat(html):
    """The words of a rendered text in reading order, with the ends of its lines."""
    html = VIITE.sub("", html)
    html = SOLUN_LOPPU.sub(" ", RIVIN_LOPPU.sub(f" {RIVI} ", html))
    tulos: list[str] = []
    for sana in re.findall(r"\n|[^\s]+", _ilman_rivinvaihtoja(html)):
        if sana != RIVI or (tulos and tulos[-1] != RIVI):
            tulos.append(sana)
    while tulos and tulos[-1] == RIVI:
        tulos.pop()
    return tulos


def _ilman_rivinvaihtoja(html):
    """Only the ends of blocks are lines: those of the source are spaces."""
    osat = html.split(f" {RIVI} ")
    return f" {RIVI} ".join(" ".join(unescape(strip_tags(osa)).split()) for osa in osat)


def erot(vanha, uusi):
    """``Pala`` by ``Pala`` from the older rendered text to the newer."""
    a, b = sanat(vanha), sanat(uusi)
    palat: list[Pala] = []
    for laji, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if laji == "equal":
            palat.append(Pala("sama", _teksti(a[a1:a2])))
            continue
        if a2 > a1:
            palat.append(Pala("poistettu", _teksti(a[a1:a2])))
        if b2 > b1:
            palat.append(Pala("lisatty", _teksti(b[b1:b2])))
    return palat


def _teksti(sanat):
    return re.sub(rf" ?{RIVI} ?", RIVI, " ".join(sanat))


def on_sama(palat):
    return all(pala.laji == "sama" for pala in palat)


def osittain(vanhat, uudet):
    """Two versions' parts side by side: ``[(heading, pieces)]`` in the newer's order, then what it no longer has.

    A part is the same by its ``tunnus``, whatever its heading or place.
    """
    vanhoista = {osa["tunnus"]: osa for osa in vanhat}
    tulos = []
    for osa in uudet:
        vanha = vanhoista.pop(osa["tunnus"], {"otsikko": "", "html": ""})
        tulos.append({"otsikko": osa["otsikko"], "palat": _osan_erot(vanha, osa)})
    for osa in vanhoista.values():
        tulos.append({"otsikko": osa["otsikko"], "palat": _osan_erot(osa, {"otsikko": "", "html": ""})})
    return tulos


def _osan_erot(vanha, uusi):
    """A changed heading is shown as the part's first line."""
    if vanha["otsikko"] == uusi["otsikko"]:
        return erot(vanha["html"], uusi["html"])
    return erot(*(f"<p>{escape(osa['otsikko'])}</p>{osa['html']}" for osa in (vanha, uusi)))
