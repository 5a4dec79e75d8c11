"""What becomes of a municipality's days when a plan takes effect. Pure: days and rules in, what to do out.

The confirmation page, the what-if and the approval itself all ask here, so what was shown is what is done.
"""

import enum
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, time


class Ohitus(enum.StrEnum):
    """Why the rule's date gives no day."""

    SULKU = "sulku"
    KUUKAUSI = "kuukausi"
    KIRJATTU = "kirjattu"


@dataclass(frozen=True, order=True)
class Ehdokas:
    """A date that a line of the plan gives. ``rivi`` and the others are keys."""

    pvm: date
    alkuklo: time
    loppuklo: time
    palvelupiste: int
    henkilo: int
    rivi: int

    @property
    def aika_ja_paikka(self):
        return self.pvm, self.alkuklo, self.loppuklo, self.palvelupiste


@dataclass(frozen=True, order=True)
class Paiva:
    """A day that exists already, of an earlier plan. ``henkilo`` is the one whom its line names."""

    pvm: date
    alkuklo: time
    loppuklo: time
    palvelupiste: int
    henkilo: int
    pk: int

    @property
    def aika_ja_paikka(self):
        return self.pvm, self.alkuklo, self.loppuklo, self.palvelupiste

    def osuu(self, ehdokas):
        """Whether the candidate would be the same visit once more: the same place at an overlapping time."""
        return (
            self.pvm == ehdokas.pvm
            and self.palvelupiste == ehdokas.palvelupiste
            and self.alkuklo < ehdokas.loppuklo
            and ehdokas.alkuklo < self.loppuklo
        )


@dataclass(frozen=True)
class Ohitettu:
    ehdokas: Ehdokas
    syy: Ohitus
    selite: str = ""


@dataclass
class Vaihto:
    """``uudet`` to insert, ``sailyvat`` to point to a new line, ``poistuvat`` to take out, ``ohitetut`` not to make;
    ``pysyvat`` stay as they are."""

    uudet: list[Ehdokas] = field(default_factory=list)
    sailyvat: list[tuple[Paiva, Ehdokas]] = field(default_factory=list)
    poistuvat: list[Paiva] = field(default_factory=list)
    ohitetut: list[Ohitettu] = field(default_factory=list)
    pysyvat: list[Paiva] = field(default_factory=list)

    def paivat(self, alku, loppu):
        """``(date, person)`` of every day of the period once this is done."""
        kaikki: list[Ehdokas | Paiva] = [*self.uudet, *(e for _p, e in self.sailyvat), *self.pysyvat]
        return sorted((paiva.pvm, paiva.henkilo) for paiva in kaikki if alku <= paiva.pvm <= loppu)


def vaihda(
    ehdokkaat: Iterable[Ehdokas],
    avoimet: Iterable[Paiva],
    pysyvat: Iterable[Paiva],
    este: Callable[[Ehdokas], tuple[Ohitus, str] | None],
) -> Vaihto:
    """``avoimet`` are days of earlier plans that may be changed, ``pysyvat`` those that may not.

    A day whose date, time and place stay keeps its id. One that was logged or changed stands for one of the rule's
    days of the same place and time: a cancelled visit does not come back because the plan is renewed.
    """
    tulos = Vaihto(pysyvat=sorted(pysyvat))
    vapaat = defaultdict(list)
    for paiva in sorted(avoimet):
        vapaat[paiva.aika_ja_paikka].append(paiva)
    kirjatut = defaultdict(list)
    for paiva in tulos.pysyvat:
        kirjatut[paiva.pvm].append(paiva)

    # Those whose person stays first: two experts of the same place and time must not change their days.
    for ehdokas in _oma_ensin(ehdokkaat, vapaat, kirjatut):
        if jo := _ota(kirjatut[ehdokas.pvm], ehdokas, Paiva.osuu):
            tulos.ohitetut.append(Ohitettu(ehdokas, Ohitus.KIRJATTU, str(jo.pk)))
        elif paiva := _ota(vapaat[ehdokas.aika_ja_paikka], ehdokas, lambda paiva, _ehdokas: True):
            tulos.sailyvat.append((paiva, ehdokas))
        elif esto := este(ehdokas):
            tulos.ohitetut.append(Ohitettu(ehdokas, *esto))
        else:
            tulos.uudet.append(ehdokas)
    tulos.poistuvat = sorted(paiva for paivat in vapaat.values() for paiva in paivat)
    tulos.uudet.sort()
    tulos.sailyvat.sort()
    tulos.ohitetut.sort(key=lambda ohitettu: ohitettu.ehdokas)
    return tulos


def _oma_ensin(ehdokkaat, vapaat, kirjatut):
    def vieras(ehdokas):
        ehdolla = [*vapaat.get(ehdokas.aika_ja_paikka, []), *kirjatut.get(ehdokas.pvm, [])]
        return all(paiva.henkilo != ehdokas.henkilo for paiva in ehdolla)

    return sorted(ehdokkaat, key=lambda ehdokas: (vieras(ehdokas), ehdokas))


def _ota(paivat, ehdokas, sopii):
    """Take out of the list the day that suits, the person's own before others."""
    sopivat = sorted(
        (paiva for paiva in paivat if sopii(paiva, ehdokas)),
        key=lambda paiva: (paiva.henkilo != ehdokas.henkilo, paiva),
    )
    if not sopivat:
        return None
    paivat.remove(sopivat[0])
    return sopivat[0]
