"""On what a plan rests: jobseekers of the municipality and person-years of the area beside the days of a year."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lahipalvelut.vaikutukset import kuukausien_paasta, vaikutus, vuosi_alkaen
from seuranta import aluesummat, henkilosto, summat
from seuranta.lahteet import Lahde, lahteet
from seuranta.models import Havainto
from tyollisyysalue import kello

HAKIJAT = "HAKIJALOPUSSA"
# A figure older than this tells nothing of the year to come.
KUUKAUSIA_TAAKSE = 24


@dataclass(frozen=True)
class Hakijat:
    """Jobseekers at the end of the newest month known, and where the number comes from."""

    maara: int
    kuukausi: date
    lahde: dict

    def json(self):
        return {"maara": self.maara, "kuukausi": self.kuukausi.isoformat(), "lahde": self.lahde}


def hakijat(kunnat) -> dict[int, Hakijat]:
    """By the id of the municipality; without those of which no number is known."""
    rivit = (
        Havainto.objects.filter(
            kunta__in=[kunta.pk for kunta in kunnat],
            mittari__koodi=HAKIJAT,
            kuukausi__gte=kuukausien_paasta(kello.tanaan().replace(day=1), -KUUKAUSIA_TAAKSE),
        )
        .tiedossa(kello.nyt())
        .select_related("mittari", "tuonti")
    )
    uusimmat: dict[int, Havainto] = {}
    for rivi in rivit:
        vanha = uusimmat.get(rivi.kunta_id)
        if rivi.arvo is not None and (vanha is None or vanha.kuukausi < rivi.kuukausi):
            uusimmat[rivi.kunta_id] = rivi
    return {
        kunta: Hakijat(int(rivi.arvo), rivi.kuukausi, lahteet([rivi])[0].json())
        for kunta, rivi in uusimmat.items()
        if rivi.arvo is not None
    }


@dataclass(frozen=True)
class Henkilosto:
    """Person-years of the whole area in its newest month, and the share of them that falls to the municipality.

    Person-years are of the area alone: nobody is assigned to a municipality here. The share is counted in proportion to
    jobseekers, and wherever it stands it says so. None where jobseekers of the area are not known to the last one.
    """

    htv: Decimal
    kuukausi: date
    osuus: Decimal | None

    def json(self):
        return {
            "htv": str(self.htv),
            "kuukausi": self.kuukausi.isoformat(),
            "osuus": None if self.osuus is None else str(self.osuus),
        }

    @classmethod
    def jsonista(cls, tiedot):
        osuus = tiedot["osuus"]
        return cls(
            Decimal(tiedot["htv"]),
            date.fromisoformat(tiedot["kuukausi"]),
            None if osuus is None else Decimal(osuus),
        )


def alueen_henkilosto(kunta, hakijat_) -> Henkilosto | None:
    uusin = henkilosto.uusin(kunta.alue, kuukausien_paasta(kello.tanaan().replace(day=1), -KUUKAUSIA_TAAKSE))
    if uusin is None:
        return None
    kuukausi, htv = uusin
    return Henkilosto(htv, kuukausi, _osuus(kunta, hakijat_, htv) if hakijat_ else None)


def _osuus(kunta, hakijat_, htv):
    """Both numbers of jobseekers are of the month of the municipality's own."""
    alueen = aluesummat.alueen(kunta.alue, [hakijat_.kuukausi], [HAKIJAT], kello.nyt())
    summa = alueen.get(hakijat_.kuukausi, {}).get(HAKIJAT)
    maara = summat.tarkka(summa, 0) if summa else None
    if not maara:
        return None
    return (htv * hakijat_.maara / maara).quantize(Decimal("0.1"), ROUND_HALF_UP)


def tuhatta_kohti(paivia, hakijoita) -> Decimal | None:
    """Days per 1 000 jobseekers, to one decimal; None without jobseekers."""
    if not hakijoita:
        return None
    return (Decimal(1000 * paivia) / hakijoita).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Mitoitus:
    """Figures of a year of service, or of what the plan lasts of it. Staff days count a person once a day."""

    alku: date
    loppu: date
    paivia: int
    henkilopaivia: int
    hakijat: Hakijat | None
    henkilosto: Henkilosto | None = None

    @property
    def tuhatta_kohti(self):
        return tuhatta_kohti(self.paivia, self.hakijat.maara) if self.hakijat else None

    @property
    def lahderivi(self):
        return Lahde(**self.hakijat.lahde).rivi() if self.hakijat else ""

    def json(self):
        return {
            "alku": self.alku.isoformat(),
            "loppu": self.loppu.isoformat(),
            "paivia": self.paivia,
            "henkilopaivia": self.henkilopaivia,
            "hakijat": self.hakijat.json() if self.hakijat else None,
            "henkilosto": self.henkilosto.json() if self.henkilosto else None,
        }

    @classmethod
    def jsonista(cls, tiedot):
        # Grounds stored before person-years were kept have none.
        hakijat_, henkilosto_ = tiedot["hakijat"], tiedot.get("henkilosto")
        return cls(
            date.fromisoformat(tiedot["alku"]),
            date.fromisoformat(tiedot["loppu"]),
            tiedot["paivia"],
            tiedot["henkilopaivia"],
            Hakijat(hakijat_["maara"], date.fromisoformat(hakijat_["kuukausi"]), hakijat_["lahde"])
            if hakijat_
            else None,
            Henkilosto.jsonista(henkilosto_) if henkilosto_ else None,
        )


def jakso(suunnitelma):
    """The first year of the plan, or all of it when it is shorter."""
    vuosi = vuosi_alkaen(suunnitelma.alkupvm)
    loppu = min(vuosi, suunnitelma.loppupvm) if suunnitelma.loppupvm else vuosi
    return suunnitelma.alkupvm, loppu


def paivista(paivat, alku, loppu, hakijat_):
    """Of ``(date, person)`` pairs."""
    return Mitoitus(alku, loppu, len(paivat), len(set(paivat)), hakijat_)


def luonnoksen(suunnitelma, rivit, hakijat_, vaihto=None):
    """As the schedule would be if the plan took effect now."""
    alku, loppu = jakso(suunnitelma)
    vaihto = vaihto or vaikutus(suunnitelma, rivit)
    return replace(
        paivista(vaihto.paivat(alku, loppu), alku, loppu, hakijat_),
        henkilosto=alueen_henkilosto(suunnitelma.kunta, hakijat_),
    )


def suunnitelman(suunnitelma, rivit):
    """Of a draft as things stand; of an approved plan as they stood at approval, None where nothing was kept."""
    if not suunnitelma.on_luonnos:
        return Mitoitus.jsonista(suunnitelma.perusteet) if suunnitelma.perusteet else None
    return luonnoksen(suunnitelma, rivit, hakijat([suunnitelma.kunta]).get(suunnitelma.kunta_id))
