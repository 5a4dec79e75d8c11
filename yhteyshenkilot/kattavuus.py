"""Coverage: who serves a process in a municipality on a day, and when nobody does. No database; ids are any values.

A day is covered when somebody who answers for the process there, in whatever kind, is not away. A hole is the days in
a row on which nobody is.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

PAIVA = timedelta(days=1)

# More municipalities and processes than this as the first contact are too many for one. Not from an act or a
# decision: the portal's own limit, past which the page asks the coordinator to look.
KUORMAN_RAJA = 10


class Laji(StrEnum):
    """As ``Vastuu.Laji``, which a pure module does not read."""

    ENSISIJAINEN = "ensisijainen"
    MUU = "muu"
    SIJAINEN = "sijainen"


class Tila(StrEnum):
    PAIKALLA = "paikalla"
    SIJAINEN = "sijainen"
    MUUT = "muut"
    KAIKKI_POISSA = "kaikki_poissa"
    EI_KETAAN = "ei_ketaan"


AUKOT = (Tila.KAIKKI_POISSA, Tila.EI_KETAAN)


@dataclass(frozen=True)
class Vastuujakso:
    kunta: Hashable
    prosessi: Hashable
    henkilo: Hashable
    laji: str
    alku: date
    loppu: date | None = None


@dataclass(frozen=True)
class Poissa:
    henkilo: Hashable
    alku: date
    loppu: date | None = None


@dataclass(frozen=True)
class Solu:
    """A municipality and a process on a day. ``hoitavat`` are those of the people who are there and come first."""

    tila: Tila
    hoitavat: tuple = ()
    ensisijaiset: tuple = ()
    sijaiset: tuple = ()
    poissa: frozenset = frozenset()


class Aukko(NamedTuple):
    """``tila`` is that of its first day."""

    alku: date
    loppu: date
    kunta: Hashable
    prosessi: Hashable
    tila: Tila


class Kattavuus:
    def __init__(self, vastuut: Iterable[Vastuujakso], poissaolot: Iterable[Poissa]):
        self._vastuut: dict[tuple, list[Vastuujakso]] = defaultdict(list)
        for vastuu in vastuut:
            self._vastuut[vastuu.kunta, vastuu.prosessi].append(vastuu)
        self._poissaolot: dict[Hashable, list[Poissa]] = defaultdict(list)
        for poissaolo in poissaolot:
            self._poissaolot[poissaolo.henkilo].append(poissaolo)

    def on_poissa(self, henkilo, pvm):
        return any(_kattaa(poissaolo, pvm) for poissaolo in self._poissaolot[henkilo])

    def solu(self, kunta, prosessi, pvm):
        lajeittain: dict[str, list] = {laji: [] for laji in Laji}
        for vastuu in self._vastuut[kunta, prosessi]:
            if _kattaa(vastuu, pvm):
                lajeittain[vastuu.laji].append(vastuu.henkilo)
        kaikki = [henkilo for henkilot in lajeittain.values() for henkilo in henkilot]
        poissa = frozenset(henkilo for henkilo in kaikki if self.on_poissa(henkilo, pvm))
        tila, hoitavat = Tila.KAIKKI_POISSA if kaikki else Tila.EI_KETAAN, ()
        # A substitute stands in for the first contact before the others, who have work of their own.
        for laji, lajin_tila in [
            (Laji.ENSISIJAINEN, Tila.PAIKALLA),
            (Laji.SIJAINEN, Tila.SIJAINEN),
            (Laji.MUU, Tila.MUUT),
        ]:
            if paikalla := tuple(henkilo for henkilo in lajeittain[laji] if henkilo not in poissa):
                tila, hoitavat = lajin_tila, paikalla
                break
        return Solu(
            tila,
            hoitavat,
            tuple(lajeittain[Laji.ENSISIJAINEN]),
            tuple(lajeittain[Laji.SIJAINEN]),
            poissa,
        )

    def aukot(self, kunta, prosessi, alku, loppu):
        """The holes of one municipality and process inside ``[alku, loppu]``, in their order.

        Presence changes only where a responsibility or an absence begins or ends, so only those days are looked at.
        """
        aukot: list[Aukko] = []
        rajat = sorted(self._muutospaivat(kunta, prosessi, alku, loppu))
        for eka, seuraava in zip(rajat, [*rajat[1:], loppu + PAIVA], strict=True):
            tila = self.solu(kunta, prosessi, eka).tila
            if tila not in AUKOT:
                continue
            if aukot and aukot[-1].loppu == eka - PAIVA:
                aukot[-1] = aukot[-1]._replace(loppu=seuraava - PAIVA)
            else:
                aukot.append(Aukko(eka, seuraava - PAIVA, kunta, prosessi, tila))
        return aukot

    def _muutospaivat(self, kunta, prosessi, alku, loppu):
        vastuut = self._vastuut[kunta, prosessi]
        jaksot: list[Any] = [*vastuut, *(p for v in vastuut for p in self._poissaolot[v.henkilo])]
        paivat = {alku} if alku <= loppu else set()
        for jakso in jaksot:
            paivat.add(jakso.alku)
            if jakso.loppu:
                paivat.add(jakso.loppu + PAIVA)
        return {paiva for paiva in paivat if alku <= paiva <= loppu}

    def kaikki_aukot(self, kunnat, prosessit, alku, loppu):
        """The holes of every municipality and process, the first to open first."""
        parit = [(kunta, prosessi) for kunta in kunnat for prosessi in prosessit]
        loydot = (aukko for kunta, prosessi in parit for aukko in self.aukot(kunta, prosessi, alku, loppu))
        return sorted(loydot, key=lambda aukko: aukko.alku)

    def ensisijaisia(self, pvm):
        """By person, in how many municipalities and processes one is the first contact on the day."""
        return Counter(
            vastuu.henkilo
            for vastuut in self._vastuut.values()
            for vastuu in vastuut
            if vastuu.laji == Laji.ENSISIJAINEN and _kattaa(vastuu, pvm)
        )

    def kuormitetut(self, pvm, raja=KUORMAN_RAJA):
        """``(person, count)`` of those who carry more than ``raja``, the most first."""
        return [(henkilo, maara) for henkilo, maara in self.ensisijaisia(pvm).most_common() if maara > raja]


def uudet_aukot(ennen, jalkeen):
    """Of the holes after a change those with days that were not holes before it, each cut to those days."""
    vanhat: dict[tuple, list[Aukko]] = defaultdict(list)
    for aukko in ennen:
        vanhat[aukko.kunta, aukko.prosessi].append(aukko)
    uudet = []
    for aukko in jalkeen:
        alku = aukko.alku
        for vanha in sorted(vanhat[aukko.kunta, aukko.prosessi]):
            if vanha.loppu < alku or vanha.alku > aukko.loppu:
                continue
            if vanha.alku > alku:
                uudet.append(aukko._replace(alku=alku, loppu=vanha.alku - PAIVA))
            alku = vanha.loppu + PAIVA
        if alku <= aukko.loppu:
            uudet.append(aukko._replace(alku=alku))
    return uudet


def _kattaa(jakso, pvm):
    return jakso.alku <= pvm and (jakso.loppu is None or jakso.loppu >= pvm)
