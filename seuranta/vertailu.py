"""Places beside each other, in numbers that unlike sizes can be compared by."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from django.utils.translation import gettext as _

from seuranta import luvut, summat
from seuranta.merkit import Puuttuva
from seuranta.summat import Vali

# Of each measure what it is a share of; None: a number alone.
MISTA = {
    "TYOTTOMATLOPUSSA": "TYOVOIMATK",
    "PITKAAIKAISTYOTTOMAT": "TYOTTOMATLOPUSSA",
    "TYOTTOMAT25": "TYOTTOMATLOPUSSA",
    "TYOTTOMAT50": "TYOTTOMATLOPUSSA",
    "TYOTTOMATULK": "TYOTTOMATLOPUSSA",
    "LOMAUTETTU": "TYOTTOMATLOPUSSA",
    "AVPAIKATLOPUSSA": None,
    "UUDETAVP": None,
}


@dataclass(frozen=True)
class Vertailurivi:
    mittari: str
    kunta: str
    alue: str
    maa: str


def rivit(havainnot, alueen_summat, maan_summat):
    """``havainnot`` are the municipality's by code, the others sums by code; ``maa`` is empty without the country."""
    kunnan = {koodi: _vali(havainto.luku) for koodi, havainto in havainnot.items()}
    return [
        Vertailurivi(
            havainnot[koodi].mittari.nimi,
            _sanoin(kunnan.get(koodi), kunnan.get(mista)) or luvut.kirjoita(havainnot[koodi].luku, 0),
            _sanoin(alueen_summat.get(koodi), alueen_summat.get(mista)) or "–",
            _sanoin(maan_summat.get(koodi), maan_summat.get(mista)),
        )
        for koodi, mista in MISTA.items()
        if koodi in havainnot
    ]


def mediaani(kuntarivit, mittari):
    """The median of the municipalities whose figure is known or within 1–4, as a range; None of none."""
    valit = [vali for rivi in kuntarivit if (vali := _tunnettu_vali(rivi.luku, mittari))]
    return _valien_mediaani(valit)


def puuttuvia(kuntarivit, mittari):
    """How many municipalities the median leaves out."""
    return sum(_tunnettu_vali(rivi.luku, mittari) is None for rivi in kuntarivit)


def osuuksien_mediaani(kuntarivit, mittari):
    """As ``mediaani``, of the shares of the labour force."""
    valit = []
    for rivi in kuntarivit:
        if rivi.osuus is not None:
            valit.append(Vali(rivi.osuus, rivi.osuus))
        elif rivi.tyovoima and (vali := _tunnettu_vali(rivi.luku, mittari)):
            valit.append(Vali(100 * vali.vahintaan / rivi.tyovoima, 100 * vali.enintaan / rivi.tyovoima))
    return _valien_mediaani(valit)


def _tunnettu_vali(luku, mittari):
    if luku is Puuttuva.SALASSA and mittari.yksikko == mittari.Yksikko.LUKUMAARA:
        return Vali(Decimal(summat.PIENIN_SALAINEN), Decimal(summat.SUURIN_SALAINEN))
    return Vali(Decimal(0), Decimal(0)) if luku is Puuttuva.EI_YHTAAN else _vali(luku)


def _valien_mediaani(valit):
    if not valit:
        return None
    return Vali(median(vali.vahintaan for vali in valit), median(vali.enintaan for vali in valit))


def _vali(luku):
    return Vali(luku, luku) if isinstance(luku, Decimal) else None


def _sanoin(osa, kokonaisuus):
    """``67 (13,7 %)``; the share where there is one, and nothing where there is no number."""
    if osa is None:
        return ""
    osuus = summat.osuus(osa, kokonaisuus) if kokonaisuus else None
    maara = summat.sanoina(osa, 0)
    if osuus is None:
        return maara
    return _("%(maara)s (%(osuus)s %%)") % {"maara": maara, "osuus": summat.sanoina(osuus, 1)}
