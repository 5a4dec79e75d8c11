"""A municipality beside its area and the whole country, in numbers that places of unlike size can be compared by."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from seuranta import luvut, summat
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
