"""What every file of figures is read into: dimensions, and rows of figures with their place in the file."""

import enum
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seuranta.lukijat.c1 import Varoitus
from seuranta.lukijat.virheet import Virheet, hylkays

# A file may leave values out, so that its size says nothing of how many cells there are.
ENIMMAISSOLUT = 1_000_000

_KUUKAUSI = re.compile(r"[0-9]{4}M[0-9]{2}")
_ALUE = re.compile(r"SSS|(KU|MK|SK|ELY)[0-9A-Z]+")
_PAIVA = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


def liikaa(enintaan=ENIMMAISSOLUT):
    return hylkays(
        _("Taulukossa on liikaa lukuja, enintään %(enintaan)d. Valitse vähemmän kuukausia tai luokkia.")
        % {"enintaan": enintaan}
    )


class Muoto(models.TextChoices):
    """The form of a file."""

    PXJSON = "pxjson", gettext_lazy("PxWeb JSON")
    JSONSTAT = "jsonstat", gettext_lazy("JSON-stat 2")
    PX = "px", gettext_lazy("PC-Axis (PX)")
    CSV = "csv", gettext_lazy("mallipohja CSV-tiedostona")
    XLSX = "xlsx", gettext_lazy("mallipohja Excel-tiedostona (XLSX)")

    @property
    def paikan_ohje(self):
        """How the rows are counted."""
        return {
            Muoto.PXJSON: _("Rivi on tiedoston data-luettelon rivi ensimmäisestä alkaen."),
            Muoto.JSONSTAT: _("Rivi on luvun järjestysnumero tiedoston value-luettelossa."),
            Muoto.PX: _("Rivi on tiedoston rivi ensimmäisestä alkaen."),
            Muoto.CSV: _("Rivi on tiedoston rivi, otsikkorivi mukaan lukien."),
            Muoto.XLSX: _("Rivi on taulukon rivi, otsikkorivi mukaan lukien."),
        }[self]


def nimella(luokka):
    """The name in the active language, in Finnish where the file has none in it, or else the code."""
    return luokka.nimet.get(get_language()) or luokka.nimet.get("fi") or luokka.koodi


class Rooli(enum.StrEnum):
    ALUE = "alue"
    AIKA = "aika"
    MUU = "muu"


@dataclass(frozen=True)
class Luokka:
    """One value of a dimension: its code, and its names by language."""

    koodi: str
    nimet: dict[str, str]

    @property
    def nimi(self):
        return nimella(self)


@dataclass(frozen=True)
class Ulottuvuus:
    koodi: str
    nimet: dict[str, str]
    rooli: Rooli
    # None where the file does not list them: they then stand on the rows alone.
    luokat: tuple[Luokka, ...] | None = None

    @property
    def nimi(self):
        return nimella(self)


class Rivi(NamedTuple):
    """Figures of one combination of dimensions, one for each of the contents, as the file writes them."""

    # Where in the file, counted as the file's form does.
    numero: int
    avain: tuple[str, ...]
    arvot: Sequence[object]
    # Where each figure is, when they are not in one place.
    numerot: Sequence[int] | None = None

    def paikka(self, sarake):
        return self.numero if self.numerot is None else self.numerot[sarake]


@dataclass(frozen=True)
class Kuutio:
    """A file of figures before anybody judges them."""

    muoto: Muoto
    # Without the contents, which are the columns of a row.
    ulottuvuudet: tuple[Ulottuvuus, ...]
    sisalto: tuple[Luokka, ...]
    # Reads the rows; what is wrong with the form of a row goes among the faults and the row is left out.
    lue_rivit: Callable[[Virheet], Iterator[Rivi]]
    taulu: str = ""
    otsikko: str = ""
    lahde: str = ""
    paivitetty: date | None = None
    varoitukset: tuple[Varoitus, ...] = ()

    def paikka(self, koodi):
        """The place of a dimension in the key of a row."""
        return [ulottuvuus.koodi for ulottuvuus in self.ulottuvuudet].index(koodi)

    def rooleittain(self, rooli):
        return [ulottuvuus for ulottuvuus in self.ulottuvuudet if ulottuvuus.rooli == rooli]

    @cached_property
    def luokat(self):
        """The values of every dimension, read from the rows where the file does not list them."""
        if all(ulottuvuus.luokat is not None for ulottuvuus in self.ulottuvuudet):
            return [list(ulottuvuus.luokat or ()) for ulottuvuus in self.ulottuvuudet]
        koodit: list[dict[str, None]] = [{} for _ulottuvuus in self.ulottuvuudet]
        for rivi in self.lue_rivit(Virheet()):
            for nahdyt, koodi in zip(koodit, rivi.avain, strict=True):
                nahdyt[koodi] = None
        return [[Luokka(koodi, {}) for koodi in nahdyt] for nahdyt in koodit]


def rooli(koodi, luokat):
    """What a dimension is, where the file does not say it: by the form of its values' codes."""
    koodit = [luokka if isinstance(luokka, str) else luokka.koodi for luokka in luokat]
    if koodi == "Alue" or (koodit and all(map(_ALUE.fullmatch, koodit))):
        return Rooli.ALUE
    if koodit and all(map(_KUUKAUSI.fullmatch, koodit)):
        return Rooli.AIKA
    return Rooli.MUU


def paiva(teksti):
    """The day that a text begins with (``2026-07-21T05.00.00Z``, ``20241223 08:00``), or None."""
    osuma = _PAIVA.match(teksti) if isinstance(teksti, str) else None
    try:
        return date(*map(int, osuma.groups())) if osuma else None
    except ValueError:
        return None


def taulun_tunnus(teksti):
    """``12r5`` out of ``statfin_tyonv_pxt_12r5.px``."""
    return teksti.removesuffix(".px").rpartition("_pxt_")[2][:20] if isinstance(teksti, str) else ""
