"""Sums over many municipalities, counted in the database: of an area over years, or of the whole country."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Q, Sum

from seuranta import summat
from seuranta.merkit import Puuttuva
from seuranta.models import Havainto
from seuranta.summat import Summa
from tyollisyysalue.models import Kunta

# How many municipalities there are in 2026; where figures of fewer are stored there is no sum of the country.
KUNTIA_MAASSA = 308


def laske(rajaus: Q, kuntia: int, kuut: Collection[date], koodit: Collection[str], hetki: datetime):
    """``{month: {code: Summa}}`` over the municipalities of ``rajaus``, of which there are ``kuntia``."""
    voimassa = Havainto.objects.filter(rajaus, kuukausi__in=kuut, mittari__koodi__in=koodit).tiedossa(hetki)
    rivit = (
        Havainto.objects.filter(pk__in=voimassa.values("pk"))
        .order_by()
        .values_list("kuukausi", "mittari__koodi")
        .annotate(
            summa=Sum("arvo", default=Decimal(0)),
            salassa=Count("pk", filter=Q(puuttuva=Puuttuva.SALASSA)),
            tiedossa=Count("pk", filter=Q(puuttuva__in=["", Puuttuva.SALASSA, *summat.NOLLAT])),
        )
    )
    tulos: dict[date, dict[str, Summa]] = {}
    for kuukausi, koodi, summa, salassa, tiedossa in rivit:
        tulos.setdefault(kuukausi, {})[koodi] = summat.summa(summa, salassa, kuntia - tiedossa)
    return tulos


def alueen(alue, kuut, koodit, hetki):
    return laske(Q(kunta__alue=alue), Kunta.objects.filter(alue=alue).count(), kuut, koodit, hetki)


def maan(kuukausi, koodit, hetki):
    """``{code: Summa}`` over every municipality, without measures that some of them have no figure of."""
    summat_ = laske(Q(), KUNTIA_MAASSA, [kuukausi], koodit, hetki).get(kuukausi, {})
    return {koodi: summa for koodi, summa in summat_.items() if not summa.puuttuu}


def osuudella(summat_):
    """The sums with the share of the labour force, which is counted from them and not summed."""
    osa, kokonaisuus = summat_.get("TYOTTOMATLOPUSSA"), summat_.get("TYOVOIMATK")
    muut = {koodi: summa for koodi, summa in summat_.items() if koodi != "TYOTOSUUS"}
    osuus = summat.osuus(osa, kokonaisuus) if osa and kokonaisuus else None
    return muut | ({"TYOTOSUUS": osuus} if osuus else {})
