"""Customers met in a municipality's month: the only way in which counts leave the days' own forms.

A sum is given of a closed month alone. While days are logged, the sum of yesterday and that of today would tell the
count of one day, and so the work of the one who was there; for the same reason every sum is of two days at least.
"""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from lahipalvelut.models import Asiakasmaara, Jakso, Palvelupaiva, Suunnitelmarivi
from seuranta import kuukaudet
from seuranta.merkit import Puuttuva
from seuranta.tietosuoja import peita

PAIVIA_VAHINTAAN = 2
YHTEENSA = "yhteensa"


@dataclass(frozen=True)
class Kuukausisumma:
    """``kanavat`` is empty where the sum of some channel would be of one day."""

    yhteensa: int | Puuttuva
    kanavat: list[tuple[str, int | Puuttuva]]


def kuukausisumma(kunta, kuukausi):
    """The sums of a closed month; None of one that is open, or of which no counts have been given."""
    if not Jakso.objects.on_suljettu(kunta.pk, kuukausi):
        return None
    maarat = Asiakasmaara.objects.filter(
        paiva__kunta=kunta,
        paiva__kumottu__isnull=True,
        paiva__tila=Palvelupaiva.Tila.PIDETTY,
        paiva__pvm__gte=kuukausi,
        paiva__pvm__lt=kuukaudet.siirra(kuukausi, 1),
    ).order_by()
    ei_nollia = Q(maara__gt=0)
    paivia = maarat.filter(ei_nollia).aggregate(n=Count("paiva", distinct=True))["n"]
    rivit = list(
        maarat.values("kanava").annotate(
            summa=Sum("maara"), paivia=Count("paiva", distinct=True, filter=ei_nollia)
        )
    )
    if not rivit:
        return None
    luvut = {rivi["kanava"]: rivi["summa"] for rivi in rivit}
    julkaistava = peita(luvut, {YHTEENSA: list(luvut)})
    kaikki = julkaistava.summat[YHTEENSA] if paivia != 1 else Puuttuva.SALASSA
    liian_vahan = any(0 < rivi["paivia"] < PAIVIA_VAHINTAAN for rivi in rivit)
    jarjestys = [kanava for kanava in Suunnitelmarivi.Kanava if kanava in luvut]
    kanavat = [] if liian_vahan else [(str(k.label), julkaistava.luvut[k.value]) for k in jarjestys]
    return Kuukausisumma(kaikki, kanavat)
