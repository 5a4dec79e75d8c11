"""Those who give local service and those who plan it: own days, and holes and clashes of the area."""

from datetime import timedelta

from lahipalvelut.forms import KirjausForm
from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from lahipalvelut.views.paivat import paivarivi
from portaali import koosteet
from seuranta import kuukaudet
from seuranta.models import Havainto
from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Luettelolahetys, Vastuu

# A new plan takes about so long to prepare and approve.
SUUNNITELMAN_VAROAIKA = timedelta(days=90)
PAALLEKKAISYYKSIA_ASTI = timedelta(days=60)
# The statistics of a month come out around the 20th of the next; later than this they are late with us.
LUVUT_VIIMEISTAAN = 25


def asiantuntija(user):
    tanaan = kello.tanaan()
    tulevat = list(kirjaajan_paivat(user).filter(pvm__gte=tanaan)[: koosteet.RIVEJA])
    return {
        "tanaan": [paivarivi(paiva, tanaan) for paiva in tulevat if paiva.pvm == tanaan],
        "tulevat": [paivarivi(paiva, tanaan) for paiva in tulevat if paiva.pvm > tanaan],
        "paluu": KirjausForm.OMAT,
    }


def kirjaajan_paivat(user):
    return Palvelupaiva.objects.for_kirjaaja(user).for_list()


def kirjaamatta(user):
    paivat = kirjaajan_paivat(user).kirjaamatta(kello.tanaan())
    return {"kirjaamatta": list(paivat[: koosteet.RIVEJA]), "paluu": KirjausForm.OMAT}


def koordinaattori(user):
    tanaan = kello.tanaan()
    alueet = roolit.alueet(user, Rooli.KOORDINAATTORI)
    kunnat = list(Kunta.objects.filter(alue__in=alueet))
    vastuut = Vastuu.objects.filter(kunta__in=kunnat).voimassa(tanaan)
    return {
        "suunnitelmat": suunnitelmien_aukot(kunnat, tanaan),
        "paallekkaiset": Palvelupaiva.objects.for_alueet(alueet)
        .jaksolla(tanaan, tanaan + PAALLEKKAISYYKSIA_ASTI)
        .paallekkaiset()
        .for_list()[: 2 * koosteet.RIVEJA],
        "ilman_sijaista": kunnittain(vastuut.ilman_sijaista().select_related("kunta", "prosessi")),
        "luvut": lukujen_tilanne(alueet, tanaan),
        "lahetys": Luettelolahetys.objects.filter(alue__in=alueet).defer("sisalto").first(),
    }


def suunnitelmien_aukot(kunnat, tanaan):
    """Municipalities without a plan today, or whose plan ends soon with no other after it."""
    suunnitelmat: dict[int, list[Palvelusuunnitelma]] = {}
    for suunnitelma in Palvelusuunnitelma.objects.filter(kunta__in=kunnat).paattymattomat(tanaan):
        suunnitelmat.setdefault(suunnitelma.kunta_id, []).append(suunnitelma)
    aukot = []
    for kunta in kunnat:
        omat = sorted(suunnitelmat.get(kunta.pk, []), key=lambda suunnitelma: suunnitelma.alkupvm)
        if not omat or omat[0].alkupvm > tanaan:
            aukot.append({"kunta": kunta, "alkaa": omat[0].alkupvm if omat else None, "paattyy": None})
        elif (loppu := omat[-1].loppupvm) and loppu < tanaan + SUUNNITELMAN_VAROAIKA:
            aukot.append({"kunta": kunta, "alkaa": None, "paattyy": loppu})
    return aukot


def kunnittain(vastuut):
    """``{municipality: its processes}`` of responsibilities that come in the order of municipalities."""
    kunnat: dict[Kunta, list[str]] = {}
    for vastuu in vastuut:
        kunnat.setdefault(vastuu.kunta, []).append(vastuu.prosessi.nimi)
    return kunnat


def lukujen_tilanne(alueet, tanaan):
    """The newest month with figures against the newest that has surely been published."""
    omat = Havainto.objects.filter(kunta__alue__in=alueet).ilman_mitatoityja()
    uusin = omat.order_by("-kuukausi").values_list("kuukausi", flat=True).first()
    taaksepain = 1 if tanaan.day >= LUVUT_VIIMEISTAAN else 2
    odotettu = kuukaudet.siirra(tanaan.replace(day=1), -taaksepain)
    return {"uusin": uusin, "odotettu": odotettu, "puuttuu": uusin is None or uusin < odotettu}
