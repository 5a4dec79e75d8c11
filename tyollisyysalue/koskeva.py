"""What an absence, or a leaving, of a person touches: apps register where their work is assigned to people.

    @rekisteroi(jarjestys=20)
    def palvelupaivat(henkilo, alku, loppu, user):
        yield Koskeva(...)

``loppu`` is None for one who leaves for good. Each app yields what ``user`` may see, with the act that moves it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from tyollisyysalue.models import Henkilo


@dataclass(frozen=True)
class Koskeva:
    """One piece of work. ``siirto`` is the address of the form that moves it, None when the reader may not.

    ``kaikki`` is the address of the form that moves everything of the group at once.
    """

    ryhma: Any
    teksti: str
    url: str
    pvm: date | None = None
    siirto: str | None = None
    sijainen: Henkilo | None = None
    # Text of the link to the act; "move to a substitute" when left out.
    siirron_nimi: Any = ""
    kaikki: str | None = None
    # Somebody should stand in, and nobody does.
    puuttuu: bool = False


Hakija = Callable[..., Iterable[Koskeva]]
_hakijat: list[tuple[int, Hakija]] = []


def rekisteroi(*, jarjestys):
    def decorate(hakija):
        _hakijat.append((jarjestys, hakija))
        return hakija

    return decorate


def hae(henkilo, alku, loppu, user):
    """Everything the apps know of, in their order."""
    return [
        koskeva
        for _, hakija in sorted(_hakijat, key=lambda pari: pari[0])
        for koskeva in hakija(henkilo, alku, loppu, user)
    ]


def ryhmittain(koskevat):
    """The same for ``includes/koskevat.html``: groups in their order, each with its rows and its act on them all."""
    return [
        {"nimi": nimi, "rivit": rivit, "kaikki": next((rivi.kaikki for rivi in rivit if rivi.kaikki), None)}
        for nimi, osa in groupby(koskevat, key=lambda koskeva: koskeva.ryhma)
        for rivit in [list(osa)]
    ]
