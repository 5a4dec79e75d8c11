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
    return _edeltaja(
        suunnitelma,
        Palvelusuunnitelma.objects.for_kunta(suunnitelma.kunta).voimassa(suunnitelma.alkupvm),
    )


def _edeltaja(suunnitelma, hyvaksytyt):
    for vanha in hyvaksytyt:
        alkaa_ennen = vanha.alkupvm < suunnitelma.alkupvm
        if alkaa_ennen and vanha.pk != suunnitelma.pk and _jatkuu(vanha, suunnitelma.alkupvm):
            return vanha
    return None


def _jatkuu(suunnitelma, pvm):
    return suunnitelma.loppupvm is None or suunnitelma.loppupvm >= pvm


@dataclass(frozen=True)
class Esteet:
    """What keeps a municipality's days from being made: closed months, and closures of its places."""

    kuukaudet: frozenset[date]
    sulut: tuple[Sulku, ...]

    @classmethod
    def lue(cls, kunta, alku):
        return Tilanne.lue([kunta], alku).esteet(kunta.pk)

    def este(self, ehdokas):
        if ehdokas.pvm.replace(day=1) in self.kuukaudet:
            return Ohitus.KUUKAUSI, ""
        for sulku in self.sulut:
            if sulku.koskee(ehdokas.pvm, ehdokas.palvelupiste):
                return Ohitus.SULKU, sulku.syy
        return None


@dataclass(frozen=True)
class Tilanne:
    """What is known of municipalities from a day on, read at once: for many plans as for one."""

    alku: date
    jaksot: list
    sulut: list
    hyvaksytyt: list
    paivat: list

    @classmethod
    def lue(cls, kunnat, alku):
        avaimet = [kunta.pk for kunta in kunnat]
        return cls(
            alku,
            list(Jakso.objects.filter(kunta__in=avaimet, kuukausi__gte=alku.replace(day=1)).suljetut()),
            list(Sulku.objects.filter(kunta__in=avaimet, loppupvm__gte=alku).voimassa()),
            list(Palvelusuunnitelma.objects.filter(kunta__in=avaimet).paattymattomat(alku)),
            # Also those that were taken out of the schedule: their plan does not make them again.
            list(
                Palvelupaiva.kaikki.filter(kunta__in=avaimet, pvm__gte=alku)
                .select_related("rivi")
                .order_by("pvm", "alkuklo", "pk")
            ),
        )

    def esteet(self, kunta_id):
        return Esteet(
            frozenset(jakso.kuukausi for jakso in self.jaksot if jakso.kunta_id == kunta_id),
            tuple(sulku for sulku in self.sulut if sulku.kunta_id == kunta_id),
        )

    def edeltaja(self, suunnitelma):
        return _edeltaja(
            suunnitelma, [vanha for vanha in self.hyvaksytyt if vanha.kunta_id == suunnitelma.kunta_id]
        )

    def aikataulussa(self, kunta_id):
        """The municipality's days from ``alku`` on."""
        return [paiva for paiva in self.paivat if paiva.kunta_id == kunta_id and paiva.kumottu is None]


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


def vaikutus(suunnitelma, rivit, *, alkaen=None, asti=None, tilanne=None) -> Vaihto:
    """What happens to the days when the plan takes effect with the lines, or, of a plan in force, is continued.

    Only open days ahead of the plan that this one ends are changed or taken out. Days of a closed month, logged and
    changed days, and everything before the plan begins stay. ``tilanne`` is given where many plans are looked at.
    """
    tanaan = kello.tanaan()
    tilanne = tilanne or Tilanne.lue([suunnitelma.kunta], alkaen or suunnitelma.alkupvm)
    esteet = tilanne.esteet(suunnitelma.kunta_id)
    vanha = None
    if suunnitelma.tila == Palvelusuunnitelma.Tila.LUONNOS:
        vanha = tilanne.edeltaja(suunnitelma)
    avoimet, pysyvat, olemassa = [], [], set()
    for paiva in tilanne.paivat:
        if paiva.kunta_id != suunnitelma.kunta_id or paiva.pvm < suunnitelma.alkupvm:
            continue
        suunnitelmasta = paiva.alkupera == Palvelupaiva.Alkupera.SUUNNITELMA
        if suunnitelma.pk and paiva.rivi.suunnitelma_id == suunnitelma.pk:
            if suunnitelmasta:
                olemassa.add((paiva.rivi_id, paiva.pvm))
        elif paiva.kumottu:
            continue
        elif (
            vanha
            and paiva.rivi.suunnitelma_id == vanha.pk
            and paiva.tila == Palvelupaiva.Tila.AVOIN
            and suunnitelmasta
            and paiva.pvm >= tanaan
            and paiva.pvm.replace(day=1) not in esteet.kuukaudet
        ):
            avoimet.append(_paiva(paiva))
        elif suunnitelma.loppupvm is None or paiva.pvm <= suunnitelma.loppupvm:
            pysyvat.append(_paiva(paiva))
    puuttuvat = [
        ehdokas
        for ehdokas in ehdokkaat(suunnitelma, rivit, alkaen=alkaen, asti=asti)
        if (ehdokas.rivi, ehdokas.pvm) not in olemassa
    ]
    return vaihda(puuttuvat, avoimet, pysyvat, esteet.este)
