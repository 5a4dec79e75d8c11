"""Sums over many municipalities, counted in the database: of an area over years, or of the whole country."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection
from django.db.models import F, Q

from seuranta import summat
from seuranta.merkit import Puuttuva
from seuranta.models import Havainto, Maahavainto
from seuranta.summat import Summa
from tyollisyysalue.models import Kunta


def laske(rajaus: Q, kuntia: int, kuut: Collection[date], koodit: Collection[str], hetki: datetime):
    """``{month: {code: Summa}}`` over the municipalities of ``rajaus``, of which there are ``kuntia``."""
    if not kuut or not koodit:
        return {}
    voimassa = Havainto.objects.filter(rajaus, kuukausi__in=kuut, mittari__koodi__in=koodit).tiedossa(hetki)
    sql, parametrit = voimassa.values(
        "kuukausi", "arvo", "puuttuva", koodi=F("mittari__koodi")
    ).query.sql_with_params()
    tunnetut = ["", Puuttuva.SALASSA, *summat.NOLLAT]
    tulos: dict[date, dict[str, Summa]] = {}
    with connection.cursor() as cursor:
        # Django groups only what it has put in an IN, and of that the server may read the figures anew for every row.
        cursor.execute(
            f"SELECT kuukausi, koodi, coalesce(sum(arvo), 0), count(*) FILTER (WHERE puuttuva = %s), "
            f"count(*) FILTER (WHERE puuttuva = ANY(%s)) FROM ({sql}) voimassa GROUP BY kuukausi, koodi",
            [Puuttuva.SALASSA.value, [str(merkki) for merkki in tunnetut], *parametrit],
        )
        for kuukausi, koodi, summa, salassa, tiedossa in cursor:
            tulos.setdefault(kuukausi, {})[koodi] = summat.summa(summa, salassa, kuntia - tiedossa)
    return tulos


def alueen(alue, kuut, koodit, hetki):
    return laske(Q(kunta__alue=alue), Kunta.objects.filter(alue=alue).count(), kuut, koodit, hetki)


def maan(kuukausi, koodit, hetki):
    """``{code: Summa}`` of the country as the source publishes it: in it are also those of no known municipality."""
    havainnot = Maahavainto.objects.filter(kuukausi=kuukausi, mittari__koodi__in=koodit).tiedossa(hetki)
    summat_ = {h.mittari.koodi: summat.summaa([h.luku]) for h in havainnot.select_related("mittari")}
    return {koodi: summa for koodi, summa in summat_.items() if summa.vahintaan == summa.enintaan}


def osuudella(summat_):
    """The sums with the share of the labour force, which is counted from them and not summed."""
    osa, kokonaisuus = summat_.get("TYOTTOMATLOPUSSA"), summat_.get("TYOVOIMATK")
    muut = {koodi: summa for koodi, summa in summat_.items() if koodi != "TYOTOSUUS"}
    osuus = summat.osuus(osa, kokonaisuus) if osa and kokonaisuus else None
    return muut | ({"TYOTOSUUS": osuus} if osuus else {})
