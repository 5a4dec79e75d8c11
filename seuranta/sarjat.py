"""One measure over months, and over the municipalities of an area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from seuranta import aluesummat, kuukaudet, luvut, summat
from seuranta.merkit import Puuttuva
from seuranta.models import Havainto, Mittari
from tyollisyysalue.models import Kunta

PISIN = 36
# In a labour force smaller than this one person moves the share by more than its only decimal.
PIENI_POHJA = 1_000
# What of the built-in table does not count people, so that a share of the labour force says nothing of it.
EI_HENKILOITA = {"TYOTOSUUS", "TYOVOIMATK", "AVPAIKATLOPUSSA", "UUDETAVP"}


@dataclass(frozen=True)
class Piste:
    """A month of a series; ``arvo`` is None where nothing can be drawn, and ``teksti`` says why."""

    kuukausi: date
    arvo: Decimal | None
    teksti: str


@dataclass(frozen=True)
class Kuntarivi:
    """A municipality beside the others: the figure, and its share of the labour force where that says something."""

    kunta: Kunta
    luku: Decimal | Puuttuva | None
    arvo: Decimal | None
    teksti: str
    osuus: Decimal | None
    osuus_sanoin: str
    tyovoima: Decimal | None

    @property
    def on_kirjattu(self):
        return self.luku is not None

    @property
    def on_pieni_pohja(self):
        return self.tyovoima is not None and self.tyovoima < PIENI_POHJA


def kuut(viimeinen, maara):
    return [kuukaudet.siirra(viimeinen, -takana) for takana in range(maara - 1, -1, -1)]


def kunnan(kunta, mittari, viimeinen, hetki, maara=PISIN):
    """The months up to ``viimeinen``, from the first that is known."""
    havainnot = Havainto.objects.filter(kunta=kunta, mittari=mittari, kuukausi__in=kuut(viimeinen, maara))
    return havainnoista(havainnot.tiedossa(hetki), mittari, viimeinen, maara)


def havainnoista(havainnot, mittari, viimeinen, maara=PISIN):
    """As ``kunnan``, of figures that are at hand."""
    return luvuista({h.kuukausi: h.luku for h in havainnot}, mittari.desimaalit, viimeinen, maara)


def luvuista(tunnetut, desimaalit, viimeinen, maara):
    """As ``kunnan``, of ``{month: figure}``."""
    return _sarja(
        {
            kuukausi: Piste(kuukausi, _arvo(luku), luvut.kirjoita(luku, desimaalit))
            for kuukausi, luku in tunnetut.items()
        },
        viimeinen,
        maara,
    )


def alueen(alue, mittari, viimeinen, hetki, maara=PISIN):
    """As ``kunnan``, summed over the area's municipalities; empty where a sum would mean nothing."""
    if not on_summattava(mittari):
        return []
    koodit = ["TYOTTOMATLOPUSSA", "TYOVOIMATK"] if mittari.koodi == "TYOTOSUUS" else [mittari.koodi]
    return summista(aluesummat.alueen(alue, kuut(viimeinen, maara), koodit, hetki), mittari, viimeinen, maara)


def summista(kuukausittain, mittari, viimeinen, maara=PISIN):
    """As ``alueen``, of sums that are at hand."""
    return _sarja(
        {kuukausi: alueen_piste(kuukausi, summat_, mittari) for kuukausi, summat_ in kuukausittain.items()},
        viimeinen,
        maara,
    )


def alueen_piste(kuukausi, summat_, mittari):
    vali = aluesummat.osuudella(summat_).get(mittari.koodi)
    if vali is None:
        return Piste(kuukausi, None, "–")
    if mittari.kuvaus_id:
        # That a secret figure is from one to four is known of the built-in table alone.
        vali = summat.ilman_rajaa(vali)
    return Piste(kuukausi, summat.tarkka(vali, mittari.desimaalit), summat.sanoina(vali, mittari.desimaalit))


def _arvo(luku):
    if luku is Puuttuva.EI_YHTAAN:
        return Decimal(0)
    return luku if isinstance(luku, Decimal) else None


def _sarja(tunnetut: Mapping[date, Piste], viimeinen, maara):
    if not tunnetut:
        return []
    ensimmainen = min(tunnetut)
    return [
        tunnetut.get(kuukausi, Piste(kuukausi, None, _("ei kirjattu")))
        for kuukausi in kuut(viimeinen, maara)
        if kuukausi >= ensimmainen
    ]


class Aluekuukausi:
    """The figures of an area's municipalities in one month."""

    def __init__(self, kunnat, luvut_):
        self.kunnat: list[Kunta] = kunnat
        self.luvut: dict[int, dict[str, Decimal | Puuttuva]] = luvut_

    @classmethod
    def lue(cls, alue, kuukausi, koodit, hetki):
        luvut_: dict[int, dict[str, Decimal | Puuttuva]] = {}
        havainnot = Havainto.objects.filter(
            kunta__alue=alue, kuukausi=kuukausi, mittari__koodi__in=koodit
        ).tiedossa(hetki)
        for kunta, koodi, arvo, puuttuva in havainnot.values_list(
            "kunta_id", "mittari__koodi", "arvo", "puuttuva"
        ):
            luvut_.setdefault(kunta, {})[koodi] = Puuttuva(puuttuva) if arvo is None else arvo
        return cls(list(Kunta.objects.filter(alue=alue)), luvut_)

    @classmethod
    def havainnoista(cls, kunnat, havainnot):
        """Of figures that are at hand, ``{primary key of the municipality: figures}``."""
        return cls(kunnat, {pk: {h.mittari.koodi: h.luku for h in omat} for pk, omat in havainnot.items()})

    def summat(self):
        """``{code: Summa}`` of the measures that some municipality has."""
        koodit = {koodi for luvut_ in self.luvut.values() for koodi in luvut_}
        return {
            koodi: summat.summaa([self.luvut.get(kunta.pk, {}).get(koodi) for kunta in self.kunnat])
            for koodi in koodit
        }

    def rivit(self, mittari):
        """The municipalities, the largest first and those without a number last."""
        rivit = [kuntarivi(kunta, self.luvut.get(kunta.pk, {}), mittari) for kunta in self.kunnat]
        return sorted(rivit, key=lambda rivi: (rivi.arvo is None, -(rivi.arvo or 0), rivi.kunta.aakkos))


def rivien_koodit(mittari):
    """The measures that ``Aluekuukausi.rivit`` reads."""
    return {mittari.koodi, "TYOVOIMATK", "TYOTOSUUS"}


def kuntarivi(kunta, arvot, mittari):
    luku, tyovoima, julkaistu_osuus = (
        arvot.get(koodi) for koodi in (mittari.koodi, "TYOVOIMATK", "TYOTOSUUS")
    )
    arvo, tyovoima = _arvo(luku), _arvo(tyovoima)
    teksti = _("ei kirjattu") if luku is None else luvut.kirjoita(luku, mittari.desimaalit)
    osuus = None
    if mittari.koodi == "TYOTTOMATLOPUSSA" and isinstance(julkaistu_osuus, Decimal):
        # As published, so that one page cannot give two.
        osuus = julkaistu_osuus
    elif arvo is not None and tyovoima:
        osuus = 100 * arvo / tyovoima
    # Without a share: why there is no number, or that there is nothing to divide it by.
    osuus_sanoin = teksti if arvo is None else "–"
    if osuus is not None:
        osuus_sanoin = luvut.kirjoita(osuus, 1)
    return Kuntarivi(kunta, luku, arvo, teksti, osuus, osuus_sanoin, tyovoima)


def on_henkiloita(mittari: Mittari):
    """Whether the measure surely counts people; what one of a described table counts, nothing tells."""
    return mittari.kuvaus_id is None and mittari.koodi not in EI_HENKILOITA


def on_summattava(mittari: Mittari):
    """Shares are not added up. That of the built-in table is counted from the sums that it is a share of."""
    return mittari.yksikko != Mittari.Yksikko.PROSENTTI or mittari.kuvaus_id is None
