"""Places in a text of the library: ``[[…]]`` for a person to fill, ``[[fakta:key]]`` for a bound fact. Pure functions.

After the key may stand which of several facts is meant: ``[[fakta:yhteyshenkilot.tapaaminen operatiivinen]]`` the kind
of the group, ``[[fakta:paatokset.lainkohta Työllisyysaluejaosto 8.5.2025]]`` how the provision begins.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

from paatokset.teksti import FAKTA, sanat

PAIKKA = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
FAKTAPAIKKA = re.compile(r"\[\[\s*fakta:\s*([a-z_]+\.[a-z_]+)\s*(.*?)\s*\]\]", re.DOTALL)


@dataclass(frozen=True)
class Paikka:
    """The place of a fact: its key, and which one of several."""

    avain: str
    tarkenne: str = ""

    def __str__(self):
        return f"[[fakta:{self.avain}{' ' if self.tarkenne else ''}{self.tarkenne}]]"


def tayttamatta(*tekstit):
    """What stands between the brackets, in reading order, each once: texts may be HTML or plain."""
    osumat = (osuma.strip() for html in tekstit for osuma in PAIKKA.findall(sanat(html)))
    return list(dict.fromkeys(osumat))


def faktapaikat(html):
    """The places of facts in reading order."""
    return [_paikka(osuma) for osuma in FAKTAPAIKKA.finditer(html)]


def _paikka(osuma):
    return Paikka(osuma[1], sanat(osuma[2]))


def sijoita(html, elementti):
    """The text with ``elementti(paikka)`` in each fact's place: HTML of a fact, or what tells that one is missing.

    A table stands between paragraphs: where its place was within one, the paragraph ends before it.
    """

    def korvaa(osuma):
        uusi = elementti(_paikka(osuma))
        return f"</p>{uusi}<p>" if uusi.startswith("<div") else uusi

    return FAKTAPAIKKA.sub(korvaa, html)


def puuttuva(nimi):
    """A place for a person to fill, naming what could not be bound."""
    return f"[[{escape(str(nimi))}]]"


def paikoiksi(html, paikka):
    """The text with its facts turned back to places; ``paikka(id)`` is a ``Paikka``."""
    return FAKTA.sub(
        lambda osuma: f"<p>{paikka(int(osuma[2]))}</p>" if osuma[1] == "div" else str(paikka(int(osuma[2]))),
        html,
    )


# What a printed answer holds of its facts: the sentence and the number of its note, the table with its own note.
PAINETTU_LAUSE = re.compile(
    r'<span class="faktalause">(.*?)</span>(<sup class="viite">.*?</sup>)?', re.DOTALL
)
PAINETTU_TAULUKKO = re.compile(
    r'<div class="fakta leve.*?<caption>(.*?)</caption>.*?<p class="alkupera">.*?</p>\s*</div>', re.DOTALL
)


def painetusta(html, lause, taulukko):
    """A printed answer as a text again: ``lause(words)`` and ``taulukko(heading)`` give what stands for its facts."""
    html = PAINETTU_LAUSE.sub(lambda osuma: lause(sanat(osuma[1])), html)
    return PAINETTU_TAULUKKO.sub(lambda osuma: taulukko(unescape(osuma[1])), html)


def oma_teksti(html):
    """The words that a person wrote: no facts, neither bound nor printed, and no places of them."""
    html = painetusta(FAKTA.sub(" ", html), lambda _sanat: " ", lambda _otsikko: " ")
    return sanat(PAIKKA.sub(" ", html))
