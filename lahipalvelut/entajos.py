"""Plans that are not made yet beside the present: days, staff days, and days per 1 000 jobseekers.

The figures of a change are those that ``vaikutukset`` gives for its draft, so they are what approving it brings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lahipalvelut import mitoitus
from lahipalvelut.jako import Kaynti, Varaus, sijoita, suurimmat_jaannokset, valit
from lahipalvelut.mitoitus import Mitoitus
from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma, Suunnitelmarivi
from lahipalvelut.tormaykset import yhdessa
from lahipalvelut.vaikutukset import Tilanne, ehdokkaat, vaikutus, vuosi_alkaen
from tyollisyysalue.models import Kunta

# What a line says; a new version and a copy take these along.
RIVIN_KENTAT = ["ankkuripvm", "vali", "alkuklo", "loppuklo", "palvelupiste", "kanavat", "vastuuhenkilo"]


@dataclass
class Vaihtoehto:
    """A municipality as it is and as it would be. ``rivit`` are lines of a draft that is not saved."""

    kunta: Kunta
    malli: Palvelusuunnitelma
    luonnos: Palvelusuunnitelma
    rivit: list[Suunnitelmarivi]
    prosessit: list[list]
    nyt: Mitoitus
    sitten: Mitoitus
    nykyiset: list[tuple[date, int]]
    tulevat: list[tuple[date, int]]
    tormayksia: int = 0

    @property
    def muuttuu(self):
        return self.nykyiset != self.tulevat or self.nyt.henkilopaivia != self.sitten.henkilopaivia

    @property
    def paivat(self):
        return [pvm for pvm, _henkilo in self.tulevat]

    @property
    def ero(self):
        return self.sitten.paivia - self.nyt.paivia

    @property
    def saannot(self):
        return [rivi.toistuvuus.lause() for rivi in self.rivit]


@dataclass(frozen=True)
class Yhteensa:
    nyt: Mitoitus
    sitten: Mitoitus

    @property
    def ero(self):
        return self.sitten.paivia - self.nyt.paivia


def mallit(alue, pvm):
    """``(plans, municipalities left out)``: of each municipality the plan in force on the day, else its newest one.

    A municipality whose next plan is approved already is left out: a draft would overlap with it.
    """
    suunnitelmat = (
        Palvelusuunnitelma.objects.hyvaksytyt()
        .filter(kunta__alue=alue)
        .select_related("kunta__alue")
        .prefetch_related("rivit__prosessit", "rivit__palvelupiste", "rivit__vastuuhenkilo")
        .order_by("kunta__aakkos", "-alkupvm")
    )
    uusimmat: dict[int, Palvelusuunnitelma] = {}
    for suunnitelma in suunnitelmat:
        uusimmat.setdefault(suunnitelma.kunta_id, suunnitelma)
    return (
        [malli for malli in uusimmat.values() if malli.alkupvm < pvm],
        [malli.kunta for malli in uusimmat.values() if malli.alkupvm >= pvm],
    )


def rivit(malli):
    """The lines of a plan, each knowing the plan without asking."""
    tulos = list(malli.rivit.all())
    for rivi in tulos:
        rivi.suunnitelma = malli
    return tulos


def kopio(rivi, luonnos, **muutokset):
    return Suunnitelmarivi(
        suunnitelma=luonnos, **{kentta: getattr(rivi, kentta) for kentta in RIVIN_KENTAT} | muutokset
    )


def nykyiset(malli, alku, loppu, tilanne):
    """``(date, person)`` of the period if nothing is changed: the days there are, and those that the plan will give."""
    paivat = [
        (paiva.pvm, paiva.rivi.vastuuhenkilo_id)
        for paiva in tilanne.aikataulussa(malli.kunta_id)
        if alku <= paiva.pvm <= loppu
    ]
    tulevat = vaikutus(malli, rivit(malli), alkaen=alku, asti=loppu, tilanne=tilanne).uudet
    return sorted([*paivat, *((e.pvm, e.henkilo) for e in tulevat if alku <= e.pvm <= loppu)])


def vertaa(ehdotukset, alkupvm) -> list[Vaihtoehto]:
    """``ehdotukset``: ``(plan to change, lines of the draft, key processes of each)``."""
    loppu = vuosi_alkaen(alkupvm)
    kunnat = [malli.kunta for malli, _rivit, _prosessit in ehdotukset]
    hakijat = mitoitus.hakijat(kunnat)
    tilanne = Tilanne.lue(kunnat, alkupvm)
    tulos = []
    for malli, rivit_, prosessit in ehdotukset:
        kunta = malli.kunta
        luonnos = rivit_[0].suunnitelma if rivit_ else Palvelusuunnitelma(kunta=kunta, alkupvm=alkupvm)
        vaihto = vaikutus(luonnos, rivit_, asti=loppu, tilanne=tilanne)
        nyt, sitten = nykyiset(malli, alkupvm, loppu, tilanne), vaihto.paivat(alkupvm, loppu)
        tulos.append(
            Vaihtoehto(
                kunta,
                malli,
                luonnos,
                rivit_,
                prosessit,
                mitoitus.paivista(nyt, alkupvm, loppu, hakijat.get(kunta.pk)),
                mitoitus.paivista(sitten, alkupvm, loppu, hakijat.get(kunta.pk)),
                nyt,
                sitten,
            )
        )
    _laske_tormaykset(tulos, loppu)
    return tulos


def _laske_tormaykset(vaihtoehdot, loppu):
    """Of each draft the dates on which something is in the way when all of them are approved."""
    joukot: list[tuple] = [(ehdokkaat(v.luonnos, v.rivit, asti=loppu), v.kunta, {}) for v in vaihtoehdot]
    loydot = yhdessa(joukot, ohita={v.malli.pk for v in vaihtoehdot})
    for vaihtoehto, omat in zip(vaihtoehdot, loydot, strict=True):
        vaihtoehto.tormayksia = sum(any(t.on_este for t in lista) for lista in omat.values())


def yhteensa(vaihtoehdot: Sequence[Vaihtoehto]):
    """Of the area: a person who is in two municipalities on a day has one staff day."""
    if not vaihtoehdot:
        return None
    alku, loppu = vaihtoehdot[0].nyt.alku, vaihtoehdot[0].nyt.loppu
    hakijat = [v.nyt.hakijat for v in vaihtoehdot if v.nyt.hakijat]
    summa = None
    # Jobseekers of some municipalities beside days of all would be no figure of anything.
    if len(hakijat) == len(vaihtoehdot) and len({h.kuukausi for h in hakijat}) == 1:
        summa = mitoitus.Hakijat(sum(h.maara for h in hakijat), hakijat[0].kuukausi, hakijat[0].lahde)
    return Yhteensa(
        mitoitus.paivista([p for v in vaihtoehdot for p in v.nykyiset], alku, loppu, summa),
        mitoitus.paivista([p for v in vaihtoehdot for p in v.tulevat], alku, loppu, summa),
    )


def valimuutokset(mallit_, muutokset, alkupvm):
    """Drafts in which lines have another interval: ``{line's id: interval}``. Of every plan, changed or not."""
    tulos = []
    for malli in mallit_:
        luonnos = Palvelusuunnitelma(kunta=malli.kunta, alkupvm=alkupvm, perustelu=malli.perustelu)
        vanhat = rivit(malli)
        tulos.append(
            (
                malli,
                [kopio(rivi, luonnos, vali=muutokset.get(rivi.pk, rivi.vali)) for rivi in vanhat],
                [list(rivi.prosessit.all()) for rivi in vanhat],
            )
        )
    return tulos


def jaa(mallit_, yhteensa_, vahintaan, annetut):
    """Days of a year by municipality: those given by hand, and the rest by largest remainder over jobseekers."""
    hakijat = mitoitus.hakijat([malli.kunta for malli in mallit_])
    ehdotus = suurimmat_jaannokset(
        {
            malli.kunta_id: hakijat[malli.kunta_id].maara if malli.kunta_id in hakijat else 0
            for malli in mallit_
        },
        yhteensa_,
        vahintaan=vahintaan,
    )
    return ehdotus, ehdotus | annetut


def sijoitetut(mallit_, paivia, alkupvm):
    """Drafts with so many days a year, on weeks and weekdays that do not clash."""
    loppu = vuosi_alkaen(alkupvm)
    kaynnit, lahteet = [], []
    for malli in mallit_:
        vanhat = rivit(malli)
        for numero, vali in enumerate(valit(paivia[malli.kunta_id])):
            rivi = vanhat[min(numero, len(vanhat) - 1)] if vanhat else None
            if rivi is None:
                continue
            kaynnit.append(
                Kaynti(
                    malli.kunta_id,
                    rivi.vastuuhenkilo_id,
                    rivi.palvelupiste_id,
                    vali,
                    rivi.alkuklo,
                    rivi.loppuklo,
                    rivi.ankkuripvm if numero < len(vanhat) else None,
                )
            )
            lahteet.append((malli, rivi))
    varatut = (
        Palvelupaiva.objects.filter(
            kunta__alue__in={malli.kunta.alue_id for malli in mallit_}, tila=Palvelupaiva.Tila.AVOIN
        )
        .jaksolla(alkupvm, loppu)
        .exclude(rivi__suunnitelma__in=[malli.pk for malli in mallit_])
        .select_related("rivi__vastuuhenkilo", "sijainen")
    )
    varaukset = [
        Varaus(paiva.pvm, paiva.alkuklo, paiva.loppuklo, paiva.kavija.pk, paiva.palvelupiste_id)
        for paiva in varatut
    ]
    sijoitukset = sijoita(kaynnit, varaukset, alkupvm, loppu)
    tulos = []
    for malli in mallit_:
        luonnos = Palvelusuunnitelma(kunta=malli.kunta, alkupvm=alkupvm, perustelu=malli.perustelu)
        omat = [
            (kopio(rivi, luonnos, vali=s.kaynti.vali, ankkuripvm=s.ankkuri), list(rivi.prosessit.all()))
            for s, (lahde, rivi) in zip(sijoitukset, lahteet, strict=True)
            if lahde is malli
        ]
        tulos.append((malli, [rivi for rivi, _p in omat], [p for _r, p in omat]))
    return tulos
