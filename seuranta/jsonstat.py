"""Figures as JSON-stat 2.0, the form in which StatFin too gives them. A cell without a number always has its status."""

from dataclasses import dataclass
from itertools import product

from django.utils.translation import gettext as _

from seuranta.merkit import Puuttuva

# What was never recorded is told with the mark of what is missing.
EI_KIRJATTU = Puuttuva.PUUTTUVA


@dataclass(frozen=True)
class Ulottuvuus:
    """A dimension: its id and label, the labels of its categories by code, and what they are units of."""

    tunnus: str
    nimi: str
    luokat: dict[str, str]
    rooli: str
    yksikot: dict[str, dict] | None = None

    def json(self):
        luokat = {"index": {koodi: i for i, koodi in enumerate(self.luokat)}, "label": self.luokat}
        return {"label": self.nimi, "category": luokat | ({"unit": self.yksikot} if self.yksikot else {})}


def aineisto(otsikko, ulottuvuudet, luvut, *, lahde, paivitetty, huomautukset, lisenssi, tarkistetut=None):
    """A dataset. ``luvut`` are figures by a code of each dimension in order; the last dimension varies fastest.

    ``tarkistetut`` are the moments at which some of them were revised.
    """
    arvot, tila, tarkistukset = [], {}, {}
    for i, avain in enumerate(product(*(ulottuvuus.luokat for ulottuvuus in ulottuvuudet))):
        luku = luvut.get(avain, EI_KIRJATTU)
        if tarkistetut and avain in tarkistetut:
            tarkistukset[str(i)] = tarkistetut[avain].isoformat()
        on_merkki = isinstance(luku, Puuttuva)
        if on_merkki:
            tila[str(i)] = luku.value
        arvot.append(None if on_merkki else int(luku) if luku == int(luku) else float(luku))
    return {
        "version": "2.0",
        "class": "dataset",
        "label": otsikko,
        "source": lahde,
        "updated": paivitetty,
        "note": huomautukset,
        "id": [ulottuvuus.tunnus for ulottuvuus in ulottuvuudet],
        "size": [len(ulottuvuus.luokat) for ulottuvuus in ulottuvuudet],
        "role": {ulottuvuus.rooli: [ulottuvuus.tunnus] for ulottuvuus in ulottuvuudet},
        "dimension": {ulottuvuus.tunnus: ulottuvuus.json() for ulottuvuus in ulottuvuudet},
        "value": arvot,
        "status": tila,
        "extension": {
            "license": lisenssi,
            "status": {merkki.value: str(merkki.label) for merkki in Puuttuva},
            "revised": tarkistukset,
        },
    }


def mittarit(mittarit_):
    return Ulottuvuus(
        "tiedot",
        _("Mittari"),
        {mittari.koodi: mittari.nimi for mittari in mittarit_},
        "metric",
        {
            mittari.koodi: {"decimals": mittari.desimaalit, "label": mittari.get_yksikko_display()}
            for mittari in mittarit_
        },
    )
