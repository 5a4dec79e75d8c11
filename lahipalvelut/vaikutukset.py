"""What a plan does to the days of its municipality: reads the rows for ``vaihto``, writes nothing."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from lahipalvelut.models import Jakso, Palvelupaiva, Palvelusuunnitelma, Sulku
from lahipalvelut.vaihto import Ehdokas, Ohitus, Paiva, Vaihto, vaihda
from tyollisyysalue import kello

KUUKAUSIA_ETEENPAIN = 15


def kuukausien_paasta(pvm, kuukausia):
    vuosi, kuukausi = divmod(pvm.year * 12 + pvm.month - 1 + kuukausia, 12)
    viimeinen = calendar.monthrange(vuosi, kuukausi + 1)[1]
    return date(vuosi, kuukausi + 1, min(pvm.day, viimeinen))


def vuosi_alkaen(pvm):
    """The last day of the year that begins on the day."""
    return kuukausien_paasta(pvm, 12) - timedelta(days=1)


def paivien_raja(rivi):
    """The date up to which the rule's days exist."""
    return kuukausien_paasta(
        max(kello.tanaan(), rivi.ankkuripvm, rivi.suunnitelma.alkupvm), KUUKAUSIA_ETEENPAIN
    )


def edeltaja(suunnitelma):
    """The approved plan that is in force when this one begins and would end the day before; None when there is none."""
    return (
        Palvelusuunnitelma.objects.for_kunta(suunnitelma.kunta)
        .voimassa(suunnitelma.alkupvm)
        .filter(alkupvm__lt=suunnitelma.alkupvm)
        .exclude(pk=suunnitelma.pk)
        .first()
    )


@dataclass(frozen=True)
class Esteet:
    """What keeps a municipality's days from being made: closed months, and closures of its places."""

    kuukaudet: frozenset[date]
    sulut: tuple[Sulku, ...]

    @classmethod
    def lue(cls, kunta, alku):
        return cls(
            frozenset(
                Jakso.objects.filter(kunta=kunta, kuukausi__gte=alku.replace(day=1))
                .suljetut()
                .values_list("kuukausi", flat=True)
            ),
            tuple(Sulku.objects.for_kunta(kunta).voimassa().filter(loppupvm__gte=alku)),
        )

    def este(self, ehdokas):
        if ehdokas.pvm.replace(day=1) in self.kuukaudet:
            return Ohitus.KUUKAUSI, ""
        for sulku in self.sulut:
            if sulku.koskee(ehdokas.pvm, ehdokas.palvelupiste):
                return Ohitus.SULKU, sulku.syy
        return None


def ehdokkaat(suunnitelma, rivit, *, alkaen=None, asti=None):
    """Every date that the lines give. A line that is not stored yet goes by its place in the list, below nought."""
    return [
        Ehdokas(
            pvm,
            rivi.alkuklo,
            rivi.loppuklo,
            rivi.palvelupiste_id,
            rivi.vastuuhenkilo_id,
            rivi.pk or -numero,
        )
        for numero, rivi in enumerate(rivit, 1)
        for pvm in rivi.paivat(asti or paivien_raja(rivi))
        if pvm >= (alkaen or suunnitelma.alkupvm)
    ]


def _paiva(paiva):
    return Paiva(
        paiva.pvm,
        paiva.alkuklo,
        paiva.loppuklo,
        paiva.palvelupiste_id,
        paiva.rivi.vastuuhenkilo_id,
        paiva.pk,
    )


def vaikutus(suunnitelma, rivit, *, alkaen=None, asti=None) -> Vaihto:
    """What happens to the days when the plan takes effect with the lines, or, of a plan in force, is continued.

    Only open days ahead of the plan that this one ends are changed or taken out. Days of a closed month, logged and
    changed days, and everything before the plan begins stay.
    """
    tanaan = kello.tanaan()
    esteet = Esteet.lue(suunnitelma.kunta, suunnitelma.alkupvm)
    muut = (
        Palvelupaiva.objects.for_kunta(suunnitelma.kunta)
        .filter(pvm__gte=suunnitelma.alkupvm)
        .select_related("rivi")
    )
    vanha = None
    if suunnitelma.pk:
        muut = muut.exclude(rivi__suunnitelma=suunnitelma)
    if suunnitelma.tila == Palvelusuunnitelma.Tila.LUONNOS:
        vanha = edeltaja(suunnitelma)
    avoimet, pysyvat = [], []
    for paiva in muut:
        if (
            vanha
            and paiva.rivi.suunnitelma_id == vanha.pk
            and paiva.tila == Palvelupaiva.Tila.AVOIN
            and paiva.alkupera == Palvelupaiva.Alkupera.SUUNNITELMA
            and paiva.pvm >= tanaan
            and paiva.pvm.replace(day=1) not in esteet.kuukaudet
        ):
            avoimet.append(_paiva(paiva))
        elif suunnitelma.loppupvm is None or paiva.pvm <= suunnitelma.loppupvm:
            pysyvat.append(_paiva(paiva))
    olemassa = set()
    if suunnitelma.pk:
        # Also those that were taken out of the schedule: they are not made again.
        olemassa = set(
            Palvelupaiva.kaikki.filter(
                rivi__suunnitelma=suunnitelma, alkupera=Palvelupaiva.Alkupera.SUUNNITELMA
            ).values_list("rivi_id", "pvm")
        )
    puuttuvat = [
        ehdokas
        for ehdokas in ehdokkaat(suunnitelma, rivit, alkaen=alkaen, asti=asti)
        if (ehdokas.rivi, ehdokas.pvm) not in olemassa
    ]
    return vaihda(puuttuvat, avoimet, pysyvat, esteet.este)
