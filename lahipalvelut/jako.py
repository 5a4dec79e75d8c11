"""Days of service shared between municipalities, and weeks and weekdays for them without clashes. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction

from tyollisyysalue.aikataulu import SUURIN_VALI

# Weeks in a year on average.
VIIKKOJA = Fraction(365_2425, 10_000 * 7)
ARKIPAIVAT = range(5)


def suurimmat_jaannokset[Avain](
    painot: Mapping[Avain, int], yhteensa: int, *, vahintaan: int = 0
) -> dict[Avain, int]:
    """Share ``yhteensa`` in proportion to the weights, by largest remainder; ties go in the order of the keys.

    Everyone gets ``vahintaan`` first. Shares sum up to the total exactly, and without a least share none is off its
    exact share by one or more.
    """
    if not painot:
        return {}
    if yhteensa < vahintaan * len(painot):
        raise ValueError("There is less to share than everyone must get.")
    jaettava = yhteensa - vahintaan * len(painot)
    summa = sum(painot.values())
    # Without any weights everyone is alike.
    tarkat = {
        avain: Fraction(jaettava * paino, summa) if summa else Fraction(jaettava, len(painot))
        for avain, paino in painot.items()
    }
    osat = {avain: int(tarkka) for avain, tarkka in tarkat.items()}
    jaljella = jaettava - sum(osat.values())
    jarjestys = sorted(tarkat, key=lambda avain: osat[avain] - tarkat[avain])
    for avain in jarjestys[:jaljella]:
        osat[avain] += 1
    return {avain: osa + vahintaan for avain, osa in osat.items()}


def valit(paivia: int) -> list[int]:
    """Intervals in weeks, a line each, whose days in a year come nearest to ``paivia``; the fewest lines that do.

    26 is every other week, 104 two days every week, 78 one every week and one every other.
    """
    if paivia <= 0:
        return []
    joka_viikko, loput = divmod(Fraction(paivia), VIIKKOJA)
    tulos = [1] * int(joka_viikko)
    # What is left of a week's step: nothing, or the interval that comes nearest.
    ehdokkaat = [(abs(loput - VIIKKOJA / vali), -vali, [vali]) for vali in range(1, SUURIN_VALI + 1)]
    if tulos:
        ehdokkaat.append((loput, -SUURIN_VALI - 1, []))
    return tulos + min(ehdokkaat)[2]


@dataclass(frozen=True)
class Kaynti:
    """A line that needs a weekday and a first week. ``kunta``, ``henkilo`` and ``palvelupiste`` are keys."""

    kunta: int
    henkilo: int
    palvelupiste: int
    vali: int
    alkuklo: time
    loppuklo: time
    # A day of the line as it is now: its weekday, and its weeks where the interval stays, are kept if they can be.
    nykyinen: date | None = None

    def vieraus(self, ankkuri):
        """How far the first day would be from the present rhythm: 0 in it, 1 on its weekday, 2 on another."""
        if self.nykyinen is None:
            return 0
        paivia = (ankkuri - self.nykyinen).days
        return 0 if paivia % (7 * self.vali) == 0 else 1 if paivia % 7 == 0 else 2


@dataclass(frozen=True)
class Varaus:
    """A time that is taken already: of the person, and of the room where there is one."""

    pvm: date
    alkuklo: time
    loppuklo: time
    henkilo: int
    palvelupiste: int | None = None


@dataclass(frozen=True)
class Sijoitus:
    kaynti: Kaynti
    ankkuri: date
    # How many days of the rule fall on what is taken; nought where a free week and weekday was found.
    tormayksia: int


def sijoita(
    kaynnit: Sequence[Kaynti], varaukset: Sequence[Varaus], alku: date, loppu: date
) -> list[Sijoitus]:
    """Give each line a first day on or after ``alku`` so that nobody and no room is in two places at once by ``loppu``.

    The most frequent first, since they have the fewest weeks to choose from. Between free choices the line's own
    rhythm and weekday win, then the weekday on which the municipality and the person have least.
    """
    varatut = defaultdict(list)
    for varaus in varaukset:
        varatut[varaus.pvm].append(varaus)
    kunnan_paivat: dict[tuple[int, int], int] = defaultdict(int)
    henkilon_paivat: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
    sijoitetut = {}
    for numero, kaynti in sorted(enumerate(kaynnit), key=lambda pari: (pari[1].vali, pari[0])):
        vaihtoehdot = []
        for ankkuri in _ankkurit(kaynti, alku):
            viikonpaiva = ankkuri.weekday()
            tormaykset = sum(
                any(_tormaa(kaynti, varaus) for varaus in varatut.get(pvm, ()))
                for pvm in _paivat(ankkuri, kaynti.vali, loppu)
            )
            vaihtoehdot.append(
                (
                    tormaykset,
                    kaynti.vieraus(ankkuri),
                    kunnan_paivat[kaynti.kunta, viikonpaiva],
                    henkilon_paivat[kaynti.henkilo, viikonpaiva],
                    ankkuri,
                )
            )
        tormayksia, *_muut, ankkuri = min(vaihtoehdot)
        for pvm in _paivat(ankkuri, kaynti.vali, loppu):
            varatut[pvm].append(
                Varaus(pvm, kaynti.alkuklo, kaynti.loppuklo, kaynti.henkilo, kaynti.palvelupiste)
            )
        kunnan_paivat[kaynti.kunta, ankkuri.weekday()] += 1
        henkilon_paivat[kaynti.henkilo, ankkuri.weekday()] += Fraction(1, kaynti.vali)
        sijoitetut[numero] = Sijoitus(kaynti, ankkuri, tormayksia)
    return [sijoitetut[numero] for numero in range(len(kaynnit))]


def _ankkurit(kaynti, alku):
    """Every weekday of every week from which the rule may begin."""
    paivat = (alku + timedelta(days=n) for n in range(7 * kaynti.vali))
    return [paiva for paiva in paivat if paiva.weekday() in ARKIPAIVAT]


def _paivat(ankkuri, vali, loppu):
    pvm = ankkuri
    while pvm <= loppu:
        yield pvm
        pvm += timedelta(weeks=vali)


def _tormaa(kaynti, varaus):
    samaan_aikaan = kaynti.alkuklo < varaus.loppuklo and varaus.alkuklo < kaynti.loppuklo
    return samaan_aikaan and (kaynti.henkilo == varaus.henkilo or kaynti.palvelupiste == varaus.palvelupiste)
