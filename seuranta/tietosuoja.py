"""Which of the portal's own counts of people may be published. Pure: counts in, what may be shown out.

The rule. Nought and five or more are shown, one to four are hidden, as the published table 12r5 itself does (in June
2026 its smallest number beside nought is five). A further number is hidden where a total, a difference of months, an
area minus the others or a filter would betray a hidden one: the published table does not do that, the portal's own
counts must, since nobody may be recognised in them.

Everything that is published of the same counts is given together: the counts, and every sum of them that some page,
file, chart or filter can show. What a reader can work out is then solved from all of it at once, by the strongest
reader there can be: one who knows this rule, and of each hidden count even whether it is small (one to four) or hidden
for the sake of another (five or more). A hidden number is safe when there is another set of counts that the same
publication would fit and that differs in that number.

What the reader is not held to know is that a hidden sum is small. Four hidden counts beside their hidden sum are each
one, since a sum of five would have been shown; nothing can protect them while nought and five are shown.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from seuranta.merkit import Puuttuva

SUURIN_PIILOTETTAVA = 4
# How many counts may differ at once in the other set of counts that is looked for, and how long it is looked for. When
# none is found the number counts as betrayed and more is hidden: a limit can hide too much, never too little.
ENINTAAN_MUUTOKSIA = 8
ENINTAAN_ASKELIA = 3_000


@dataclass(frozen=True)
class Julkaistava[Avain: Hashable, Nimi: Hashable]:
    """What may be shown. It does not hold the hidden numbers, so nothing that reads it can print one."""

    luvut: Mapping[Avain, int | Puuttuva]
    summat: Mapping[Nimi, int | Puuttuva]

    @property
    def piilotettuja(self):
        """How many counts, sums apart, are hidden."""
        return sum(luku is Puuttuva.SALASSA for luku in self.luvut.values())

    def muutos(self, uusi, vanha):
        """The change between two counts; a secret where either is one, since it would give the other away."""
        return _ero(self.luvut[uusi], self.luvut[vanha])

    def summan_muutos(self, uusi, vanha):
        return _ero(self.summat[uusi], self.summat[vanha])


def _ero(uusi, vanha):
    if isinstance(uusi, Puuttuva) or isinstance(vanha, Puuttuva):
        return Puuttuva.SALASSA
    return uusi - vanha


def peita[Avain: Hashable, Nimi: Hashable](
    luvut: Mapping[Avain, int], summat: Mapping[Nimi, Collection[Avain]]
) -> Julkaistava[Avain, Nimi]:
    """Hide what must be hidden of ``luvut``, counts of people by any key, and of the named sums of them.

    ``summat`` names every sum that is published anywhere, each as the keys that it counts together.
    """
    if any(luku < 0 for luku in luvut.values()):
        raise ValueError("A count of people cannot be negative")
    peite = _Peite(dict(luvut), {nimi: frozenset(avaimet) for nimi, avaimet in summat.items()})
    peite.tayta()
    return Julkaistava(
        {avain: Puuttuva.SALASSA if avain in peite.luvut else luku for avain, luku in luvut.items()},
        {
            nimi: Puuttuva.SALASSA if nimi in peite.summat else peite.summan_arvo(nimi)
            for nimi in peite.kaikki_summat
        },
    )


def on_pieni(luku):
    return 1 <= luku <= SUURIN_PIILOTETTAVA


def reunasummat(avaimet: Iterable[tuple]) -> dict[tuple, set[tuple]]:
    """Every total of a table whose keys are tuples of equal length, ``(municipality, month)`` for one.

    A total is named by its key with None where it counts everything together.
    """
    summat: dict[tuple, set[tuple]] = {}
    for avain in avaimet:
        for valinta in range(1, 2 ** len(avain)):
            nimi = tuple(None if valinta >> paikka & 1 else osa for paikka, osa in enumerate(avain))
            summat.setdefault(nimi, set()).add(avain)
    return summat


class _Peite:
    """The hidden counts and sums while more are added to them. Hiding more never betrays what was safe."""

    def __init__(self, arvot, summat):
        self.arvot = arvot
        self.kaikki_summat = summat
        self.luvut = {avain for avain in arvot if self._on_pieni_luku(avain)}
        self.summat = {nimi for nimi in summat if self._on_pieni_summa(nimi)}

    def summan_arvo(self, nimi):
        return sum(self.arvot[avain] for avain in self.kaikki_summat[nimi])

    def tayta(self):
        while kohde := self.paljastuva():
            self.suojaa(kohde)
        # What was hidden on the way and is not needed in the end is shown, the largest first.
        for piilotetut, on_pakko in [(self.summat, self._on_pieni_summa), (self.luvut, self._on_pieni_luku)]:
            for nimi in sorted(piilotetut, key=self._jarjestys, reverse=True):
                if not on_pakko(nimi):
                    piilotetut.remove(nimi)
                    if self.paljastuva():
                        piilotetut.add(nimi)

    def paljastuva(self):
        """The keys whose sum is hidden but can be worked out, or None. A hidden count is a sum of itself."""
        yhtalot = self.yhtalot(set(self.summat))
        kohteet = [frozenset([avain]) for avain in sorted(self.luvut, key=self._jarjestys)]
        kohteet += [self.kaikki_summat[nimi] for nimi in sorted(self.summat, key=self._jarjestys)]
        return next((kohde for kohde in kohteet if yhtalot.toisin(kohde, self.luvut, uusia=0) is None), None)

    def suojaa(self, kohde):
        """Hide the fewest counts that protect ``kohde``, or where counts do not help, a sum."""
        muutokset = self.halvin(kohde, self.summat)
        if muutokset is not None:
            self.luvut |= muutokset.keys()
            return
        summat = sorted(
            (
                nimi
                for nimi in self.kaikki_summat.keys() - self.summat
                if self.kaikki_summat[nimi] & self.luvut
            ),
            key=lambda nimi: (not self.kaikki_summat[nimi] & kohde, *self._jarjestys(nimi)),
        )
        riittavat = (nimi for nimi in summat if self.halvin(kohde, {*self.summat, nimi}) is not None)
        self.summat.add(next(riittavat, summat[0]))

    def halvin(self, kohde, piilosummat):
        yhtalot = self.yhtalot(piilosummat)
        return next(
            (
                muutokset
                for uusia in range(ENINTAAN_MUUTOKSIA)
                if (muutokset := yhtalot.toisin(kohde, self.luvut, uusia)) is not None
            ),
            None,
        )

    def yhtalot(self, piilosummat):
        return _Yhtalot(
            self.arvot,
            {avaimet for nimi, avaimet in self.kaikki_summat.items() if nimi not in piilosummat},
            jarjestys=self._jarjestys,
        )

    def _on_pieni_luku(self, avain):
        return on_pieni(self.arvot[avain])

    def _on_pieni_summa(self, nimi):
        return on_pieni(self.summan_arvo(nimi))

    def _jarjestys(self, nimi):
        # The same publication out of the same counts, whatever order they came in. repr: keys may be of many types.
        arvo = self.arvot[nimi] if nimi in self.arvot else self.summan_arvo(nimi)
        return (arvo, repr(nimi))


class _Yhtalot:
    """What is known of the counts: their published sums, that a small one is small and a large one large."""

    def __init__(self, arvot, summat, *, jarjestys):
        self.arvot = arvot
        self.summat = [sorted(avaimet, key=jarjestys) for avaimet in sorted(summat, key=len)]
        self.jasenyydet: dict = {avain: [] for avain in arvot}
        for i, avaimet in enumerate(self.summat):
            for avain in avaimet:
                self.jasenyydet[avain].append(i)

    def toisin(self, kohde, piilossa, uusia):
        """Other counts that fit the sums and give the keys of ``kohde`` together another sum, or None.

        As ``{key: change}`` of hidden counts and of at most ``uusia`` shown ones, which must then be hidden too.
        """
        haku = _Haku(self, kohde, piilossa)
        for avain in sorted(kohde, key=lambda avain: (self.arvot[avain], repr(avain))):
            for suunta in (1, -1):
                muutokset = haku.aloita(avain, suunta, uusia)
                if muutokset is not None:
                    return muutokset
        return None

    def mahtuu(self, avain, suunta):
        # Nought is always shown, so a count neither leaves it nor comes to it.
        arvo, uusi = self.arvot[avain], self.arvot[avain] + suunta
        return arvo > 0 and uusi > 0 and on_pieni(uusi) == on_pieni(arvo)


class _Haku:
    """Changes counts by one until every known sum is what it was and that of the target is not."""

    def __init__(self, yhtalot, kohde, piilossa):
        self.yhtalot, self.kohde, self.piilossa = yhtalot, kohde, piilossa

    def aloita(self, avain, suunta, uusia):
        uusia -= avain not in self.piilossa
        if uusia < 0 or not self.yhtalot.mahtuu(avain, suunta):
            return None
        self.erot = [0] * len(self.yhtalot.summat)
        self.askelia = 0
        self._muuta(avain, suunta)
        return self._tasaa({avain: suunta}, uusia)

    def _muuta(self, avain, suunta):
        for i in self.yhtalot.jasenyydet[avain]:
            self.erot[i] += suunta

    def _tasaa(self, muutokset, uusia):
        self.askelia += 1
        rikki = next((i for i, ero in enumerate(self.erot) if ero), None)
        if rikki is None:
            return muutokset if sum(muutokset.get(avain, 0) for avain in self.kohde) else None
        if len(muutokset) == ENINTAAN_MUUTOKSIA or self.askelia > ENINTAAN_ASKELIA:
            return None
        suunta = -1 if self.erot[rikki] > 0 else 1
        for avain in self.yhtalot.summat[rikki]:
            jaljella = uusia - (avain not in self.piilossa)
            if avain in muutokset or jaljella < 0 or not self.yhtalot.mahtuu(avain, suunta):
                continue
            self._muuta(avain, suunta)
            if (valmis := self._tasaa(muutokset | {avain: suunta}, jaljella)) is not None:
                return valmis
            self._muuta(avain, -suunta)
        return None
