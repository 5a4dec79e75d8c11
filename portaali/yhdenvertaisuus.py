"""Whether municipalities are served alike: figures of one definition each, beside each other, without a database.

A figure is shown only where it rests on enough: below ``alin`` it would tell of chance and not of service, and below
``pieni`` it is shown with a warning. The limits are the portal's own, not from an act or a decision.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import Any

from django.utils.translation import gettext_lazy as _

from esitykset.vastausajat import Vastausajat
from lahipalvelut.toteuma import Toteuma


class Huomio(StrEnum):
    EI_MITAAN = ""
    PIENI = "pieni"
    LIIAN_PIENI = "liian_pieni"


@dataclass(frozen=True)
class Mittari:
    """``pohja`` says in words what the figure rests on, ``tyhjana`` why there is none of it. ``nimi_tiedostossa`` is
    for a figure that the page has in words and a file as a number.

    A plain count of days has no limits.
    """

    avain: str
    nimi: Any
    maaritelma: Any
    tyhjana: Any
    pohja: Any = ""
    alin: int = 0
    pieni: int = 0
    desimaalit: int = 0
    nimi_tiedostossa: Any = ""


MITTARIT = [
    Mittari(
        "paivat",
        _("Päiviä / 1 000 työnhakijaa"),
        _(
            "Jaksolla pidetyt lähipalvelupäivät jaettuna kunnan työnhakijoilla ja kerrottuna tuhannella. Mukana ovat "
            "suunnitellut, siirretyt ja lisäpäivät, jotka on merkitty pidetyiksi. Työnhakijat ovat jakson viimeisen "
            "kuukauden lopun määrä tai, jos sitä ei ole julkaistu, viimeisimmän sitä ennen julkaistun."
        ),
        _("työnhakijat eivät ole tiedossa"),
        _("työnhakijoita"),
        alin=20,
        pieni=100,
        desimaalit=1,
    ),
    Mittari(
        "toteuma",
        _("Toteuma, %"),
        _(
            "Pidettyjen osuus niistä jaksolle suunnitelluista päivistä, jotka ovat jo olleet. Edessä oleva päivä ei "
            "ole mukana. Kirjaamaton päivä ei ole pidetty. Siirretyn päivän uusi päivä ei muuta toteumaa."
        ),
        _("ei menneitä päiviä"),
        _("menneitä suunniteltuja päiviä"),
        alin=3,
        pieni=10,
    ),
    Mittari(
        "ennakko",
        _("Muutoksista kerrottiin, mediaani"),
        _(
            "Kuinka kauan ennen päivän alkua kunnalle kerrottiin peruutuksesta tai siirrosta, kaikkien jakson "
            "muutosten mediaani."
        ),
        _("ei muutoksia"),
        _("muutoksia"),
        alin=3,
        pieni=5,
        nimi_tiedostossa=_("Muutoksista kerrottiin, mediaani tunteina"),
    ),
    Mittari(
        "korvattu",
        _("Korvattu uudella päivällä, %"),
        _(
            "Niiden osuus jakson perutuista ja siirretyistä suunnitelluista päivistä, jotka siirrettiin uuteen "
            "päivään, jota ei ole peruttu."
        ),
        _("ei muutoksia"),
        _("peruttuja ja siirrettyjä päiviä"),
        alin=3,
        pieni=5,
    ),
    Mittari(
        "ilman_yhteyshenkiloa",
        _("Päiviä ilman nimettyä yhteyshenkilöä"),
        _(
            "Jakson kalenteripäivät tähän päivään asti, joina kunnalla ei ollut jossakin käytössä olevassa "
            "avainprosessissa nimettyä vastuuhenkilöä. Pelkkä sijainen ei ole vastuuhenkilö. Poissaolo ei vaikuta."
        ),
        _("ei avainprosesseja"),
    ),
    Mittari(
        "vastausaika",
        _("Vastaus esitykseen, mediaani päivinä"),
        _(
            "Kuinka monessa päivässä kunnan esitykseen vastattiin sen saapumisesta: jaksolla annettujen vastausten "
            "mediaani. Uudelleen avatussa esityksessä ratkaisee viimeisin vastaus. Siirretyt ja perutut esitykset "
            "eivät ole mukana."
        ),
        _("ei vastauksia"),
        _("vastattuja esityksiä"),
        alin=1,
        pieni=5,
    ),
]


@dataclass(frozen=True)
class Luku:
    """``arvo`` is None where there is nothing to count or too little of it; ``pohja`` is what it rests on."""

    arvo: float | None
    pohja: int | None
    huomio: Huomio = Huomio.EI_MITAAN

    @property
    def jarjestys(self):
        return float("-inf") if self.arvo is None else self.arvo


EI_ESITYKSIA = Vastausajat()


@dataclass(frozen=True)
class Lahtotiedot:
    """What the figures of a municipality are counted from. ``hakijat`` is None when the number is not known."""

    kunta: Hashable
    toteuma: Toteuma
    hakijat: int | None
    ilman_yhteyshenkiloa: int | None
    vastausajat: Vastausajat = EI_ESITYKSIA


def luvut(tiedot: Lahtotiedot) -> dict[str, Luku]:
    """The figures of a municipality by the key of their measure."""
    toteuma = tiedot.toteuma
    arvot: dict[str, tuple[float | None, int | None]] = {
        "paivat": (
            1000 * toteuma.kaikkiaan_pidetty / tiedot.hakijat if tiedot.hakijat else None,
            tiedot.hakijat,
        ),
        "toteuma": (toteuma.osuus, toteuma.menneet),
        "ennakko": (toteuma.ennakko, len(toteuma.muutokset)),
        "korvattu": (toteuma.korvattujen_osuus, toteuma.muutettu),
        "ilman_yhteyshenkiloa": (tiedot.ilman_yhteyshenkiloa, None),
        "vastausaika": (tiedot.vastausajat.mediaani, tiedot.vastausajat.vastattuja),
    }
    return {mittari.avain: _luku(mittari, *arvot[mittari.avain]) for mittari in MITTARIT}


def _luku(mittari, arvo, pohja):
    if arvo is None or pohja is None:
        return Luku(arvo, pohja)
    if pohja < mittari.alin:
        return Luku(None, pohja, Huomio.LIIAN_PIENI)
    return Luku(arvo, pohja, Huomio.PIENI if pohja < mittari.pieni else Huomio.EI_MITAAN)


def mediaanit(kuntien_luvut: Iterable[Mapping[str, Luku]]) -> dict[str, tuple[float | None, int]]:
    """By measure the median of the municipalities whose figure is shown, and how many they are."""
    rivit = list(kuntien_luvut)
    tulos: dict[str, tuple[float | None, int]] = {}
    for mittari in MITTARIT:
        arvot = [arvo for luvut_ in rivit if (arvo := luvut_[mittari.avain].arvo) is not None]
        tulos[mittari.avain] = (median(arvot) if arvot else None, len(arvot))
    return tulos


def paivia_ilman(
    prosessit: Iterable[Hashable],
    vastuut: Iterable[tuple[Hashable, date, date | None]],
    alku: date,
    loppu: date,
) -> int | None:
    """On how many days from ``alku`` to ``loppu`` some process has nobody named; None when there are no processes.

    ``vastuut`` are ``(process, first day, last day or None)`` of one municipality.
    """
    paivia = (loppu - alku).days + 1
    katetut: dict[Hashable, set[int]] = {prosessi: set() for prosessi in prosessit}
    if not katetut:
        return None
    for prosessi, alkaa, paattyy in vastuut:
        if prosessi in katetut:
            eka = max(0, (alkaa - alku).days)
            vika = paivia if paattyy is None else min(paivia, (paattyy - alku + timedelta(days=1)).days)
            katetut[prosessi].update(range(eka, vika))
    return max(0, paivia) - len(set.intersection(*katetut.values()))
