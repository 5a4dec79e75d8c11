"""Days to come that a person must move or cancel: they fall on a holiday, or their place is shut."""

from datetime import timedelta

from django.db.models import OuterRef, Q, Subquery

from lahipalvelut.models import Palvelupaiva, Sulku
from lahipalvelut.vaikutukset import KUUKAUSIA_ETEENPAIN, kuukausien_paasta
from tyollisyysalue import kello, pyhat


def pyhapaivat(alku, loppu):
    paivia = (loppu - alku).days + 1
    return [pvm for n in range(paivia) if pyhat.pyha(pvm := alku + timedelta(days=n))]


def odottavat(paivat):
    """Open days of the queryset from today on that wait, each with ``sulun_syy`` (None when no closure meets it)."""
    tanaan = kello.tanaan()
    sulut = (
        Sulku.objects.voimassa()
        .filter(
            Q(palvelupiste=OuterRef("palvelupiste")) | Q(palvelupiste=None),
            kunta=OuterRef("kunta"),
            alkupvm__lte=OuterRef("pvm"),
            loppupvm__gte=OuterRef("pvm"),
        )
        .order_by("pk")
    )
    # A plan that begins later has days further ahead; they come in here when it is nearer.
    raja = kuukausien_paasta(tanaan, KUUKAUSIA_ETEENPAIN)
    return (
        paivat.filter(tila=Palvelupaiva.Tila.AVOIN, pvm__gte=tanaan)
        .annotate(sulun_syy=Subquery(sulut.values("syy")[:1]))
        .filter(Q(pvm__in=pyhapaivat(tanaan, raja)) | Q(sulun_syy__isnull=False))
    )
