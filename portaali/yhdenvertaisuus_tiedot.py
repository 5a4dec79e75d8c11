"""What the comparison of municipalities is counted from, read for all of an area at once."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Subquery

from esitykset import vastausajat
from lahipalvelut import toteuma
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.toteuma import Toteuma
from portaali.yhdenvertaisuus import EI_ESITYKSIA, Lahtotiedot, paivia_ilman
from seuranta.models import Havainto
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta
from yhteyshenkilot.models import Avainprosessi, Vastuu

TYONHAKIJAT = "HAKIJALOPUSSA"


def lue(alue, alku, loppu):
    """The municipalities of the area, each with its ``Lahtotiedot``, and the figures of jobseekers behind them."""
    kunnat = list(Kunta.objects.filter(alue=alue))
    tanaan = kello.tanaan()
    toteumat = toteuma.kunnittain(Palvelupaiva.objects.filter(kunta__in=kunnat).jaksolla(alku, loppu), tanaan)
    havainnot = hakijat(alue, loppu)
    maarat = {h.kunta_id: int(h.luku) for h in havainnot if isinstance(h.luku, Decimal)}
    ajat = vastausajat.kunnittain(kunnat, alku, loppu)
    ilman = ilman_yhteyshenkiloa(alue, kunnat, alku, min(loppu, tanaan))
    return [
        (
            kunta,
            Lahtotiedot(
                kunta.koodi,
                toteumat.get(kunta.pk, Toteuma()),
                maarat.get(kunta.pk),
                ilman[kunta.pk],
                ajat.get(kunta.pk, EI_ESITYKSIA),
            ),
        )
        for kunta in kunnat
    ], havainnot


def hakijat(alue, loppu):
    """The jobseekers of the area's municipalities in the newest month up to ``loppu``."""
    havainnot = Havainto.objects.filter(kunta__alue=alue, mittari__koodi=TYONHAKIJAT, kuukausi__lte=loppu)
    uusin = havainnot.ilman_mitatoityja().order_by("-kuukausi").values("kuukausi")[:1]
    return list(
        havainnot.filter(kuukausi=Subquery(uusin)).tiedossa(kello.nyt()).select_related("tuonti", "mittari")
    )


def ilman_yhteyshenkiloa(alue, kunnat, alku, loppu):
    """By the id of the municipality the days on which some key process had nobody named."""
    prosessit = list(Avainprosessi.objects.filter(alue=alue).kaytossa().values_list("pk", flat=True))
    vastuut: dict[int, list[tuple]] = defaultdict(list)
    nimetyt = Vastuu.objects.filter(kunta__in=kunnat).exclude(laji=Vastuu.Laji.SIJAINEN)
    for kunta, *rivi in nimetyt.jaksolla(alku, loppu).values_list("kunta", "prosessi", "alkupvm", "loppupvm"):
        vastuut[kunta].append(tuple(rivi))
    return {kunta.pk: paivia_ilman(prosessit, vastuut[kunta.pk], alku, loppu) for kunta in kunnat}
