"""The ledger: what became of the agreed days, and how their changes were told.

Planned days (origin *suunnitelma*) are each in one state, so held, cancelled, moved, ahead and unlogged add up to them.
A moved day stays in the ledger on the date that was agreed; the day it was moved to, and extra days, are counted
beside. A later plan's withdrawal of an open day is no change of an agreed one: such days are not read at all.

Each figure has one definition, here: pages, facts and the comparison of municipalities all ask for it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from lahipalvelut.models import Palvelupaiva
from lahipalvelut.models.paivat import AKILLINEN_TUNTEINA

Tila = Palvelupaiva.Tila
Alkupera = Palvelupaiva.Alkupera


@dataclass(frozen=True)
class Muutos:
    """A day that was cancelled or moved. ``korvattu``: moved to a day that is on, or was."""

    pvm: date
    tila: str
    alkupera: str
    syykoodi: str
    tunteja: float
    korvattu: bool

    @property
    def on_akillinen(self):
        return self.tunteja < AKILLINEN_TUNTEINA

    @property
    def on_suunniteltu(self):
        return self.alkupera == Alkupera.SUUNNITELMA


@dataclass(frozen=True)
class Toteuma:
    """The ledger of some days; the counts are those of ``lahipalvelut.models.paivat.toteuman_osat``."""

    suunniteltu: int = 0
    pidetty: int = 0
    peruttu: int = 0
    siirretty: int = 0
    edessa: int = 0
    kirjaamatta: int = 0
    menneet: int = 0
    siirtopaivia: int = 0
    siirtopaivia_pidetty: int = 0
    lisapaivia: int = 0
    lisapaivia_pidetty: int = 0
    muutokset: tuple[Muutos, ...] = ()

    @property
    def osuus(self):
        """Per cent held of the planned days that have been; None when none has."""
        return 100 * self.pidetty / self.menneet if self.menneet else None

    @property
    def kaikkiaan_pidetty(self):
        """Days on which the service was there, whatever they came from."""
        return self.pidetty + self.siirtopaivia_pidetty + self.lisapaivia_pidetty

    @property
    def akilliset(self):
        """Changes told under 48 hours before, also of moved and extra days."""
        return [muutos for muutos in self.muutokset if muutos.on_akillinen]

    @property
    def ennakko(self):
        """The median of the hours of notice of every change; below nought when told afterwards."""
        return median(muutos.tunteja for muutos in self.muutokset) if self.muutokset else None

    @property
    def muutettu(self):
        """Planned days that were not on when agreed: those that could be replaced."""
        return self.peruttu + self.siirretty

    @property
    def korvattu(self):
        return sum(muutos.korvattu for muutos in self.muutokset if muutos.on_suunniteltu)

    @property
    def korvattujen_osuus(self):
        return 100 * self.korvattu / self.muutettu if self.muutettu else None

    @property
    def on_tyhja(self):
        return not (self.suunniteltu or self.siirtopaivia or self.lisapaivia)


def jakson(paivat, tanaan):
    """The ledger of the days: a query set of ``Palvelupaiva`` in one municipality or in many."""
    return Toteuma(**paivat.toteuma(tanaan), muutokset=tuple(muutos for _kunta, muutos in muutokset(paivat)))


def kuukausista(kuukausittain, paivat):
    """As ``jakson``, where the counts by month are at hand: the months of the days add up to them."""
    luvut_ = {nimi: sum(kuu[nimi] for kuu in kuukausittain.values()) for nimi in luvut([], "")}
    return Toteuma(**luvut_, muutokset=tuple(muutos for _kunta, muutos in muutokset(paivat)))


def kunnittain(paivat, tanaan):
    """The ledgers by the id of the municipality; one without days is not there."""
    muutokset_: dict[int, list[Muutos]] = defaultdict(list)
    for kunta, muutos in muutokset(paivat):
        muutokset_[kunta].append(muutos)
    return {
        kunta: Toteuma(**luvut, muutokset=tuple(muutokset_[kunta]))
        for kunta, luvut in paivat.toteuma_kunnittain(tanaan).items()
    }


def muutokset(paivat) -> list[tuple[int, Muutos]]:
    """Of the days those that were cancelled or moved, each with the id of its municipality, in order."""
    rivit = list(
        paivat.filter(tila__in=Palvelupaiva.MUUTETUT)
        .select_related(None)
        .only("pvm", "alkuklo", "tila", "alkupera", "syykoodi", "muutosaika", "kunta", "siirretty_paivaan")
        .order_by("pvm", "alkuklo", "pk")
    )
    korvatut = _korvatut({rivi.siirretty_paivaan_id for rivi in rivit} - {None})
    return [
        (
            rivi.kunta_id,
            Muutos(
                rivi.pvm,
                rivi.tila,
                rivi.alkupera,
                rivi.syykoodi,
                rivi.ilmoitettu_tunteja,
                rivi.siirretty_paivaan_id in korvatut,
            ),
        )
        for rivi in rivit
    ]


def _korvatut(uudet: Collection[int]) -> set[int]:
    """Of the ids of days that others were moved to, those whose last day is not cancelled.

    A day may have been moved more than once: all links that any of them can lead to are read at once.
    """
    if not uudet:
        return set()
    kunnat = Palvelupaiva.objects.filter(pk__in=uudet).order_by().values("kunta")
    siirtopaivat = Palvelupaiva.objects.filter(kunta__in=kunnat, siirretty_paivasta__isnull=False)
    ketju = {
        pk: (tila, seuraava)
        for pk, tila, seuraava in siirtopaivat.order_by().values_list("pk", "tila", "siirretty_paivaan_id")
    }
    return {pk for pk in uudet if on_korvattu(pk, ketju)}


def on_korvattu(pk: int, ketju: Mapping[int, tuple[str, int | None]]) -> bool:
    """``ketju`` gives of each day that another was moved to its state, and the id of the day it was moved to itself."""
    tila, seuraava = ketju[pk]
    while seuraava is not None:
        tila, seuraava = ketju[seuraava]
    return tila != Tila.PERUTTU


def luvut(paivat: Iterable[Mapping], tanaan: str) -> dict[str, int]:
    """The counts of days as a fact's payload has them, ``tanaan`` as its dates are: by the same names."""
    alkuperat = defaultdict(list)
    for paiva in paivat:
        # What was frozen before days could be moved is all of the plan.
        alkuperat[paiva.get("alkupera", Alkupera.SUUNNITELMA)].append(paiva)
    suunnitellut, siirrot, lisat = (alkuperat[alkupera] for alkupera in Alkupera)

    def montako(rivit, tila):
        return sum(paiva["tila"] == tila for paiva in rivit)

    avoimet = [paiva for paiva in suunnitellut if paiva["tila"] == Tila.AVOIN]
    edessa = sum(paiva["pvm"] >= tanaan for paiva in avoimet)
    return {
        "suunniteltu": len(suunnitellut),
        "pidetty": montako(suunnitellut, Tila.PIDETTY),
        "peruttu": montako(suunnitellut, Tila.PERUTTU),
        "siirretty": montako(suunnitellut, Tila.SIIRRETTY),
        "edessa": edessa,
        "kirjaamatta": len(avoimet) - edessa,
        "menneet": sum(
            paiva["pvm"] < tanaan or (paiva["pvm"] == tanaan and paiva["tila"] != Tila.AVOIN)
            for paiva in suunnitellut
        ),
        "siirtopaivia": len(siirrot),
        "siirtopaivia_pidetty": montako(siirrot, Tila.PIDETTY),
        "lisapaivia": len(lisat),
        "lisapaivia_pidetty": montako(lisat, Tila.PIDETTY),
    }
