"""An invitation that waits to be answered: its link is in the kept mail."""

from tyollisyysalue import demo, kayttajat, kello
from tyollisyysalue.models import Kutsu, Tyollisyysalue
from tyollisyysalue.roolit import Rooli

KUTSUTTU = "Heikki Louhivuori"


def rakenna():
    """Nothing is made twice."""
    if Kutsu.objects.exists():
        return
    henkilo = demo.henkilo(KUTSUTTU)
    kayttajat.kutsu(
        henkilo.sahkoposti,
        Rooli.ASIANTUNTIJA,
        kello.tanaan(),
        alue=Tyollisyysalue.objects.get(koodi=demo.ALUE),
        henkilo=henkilo,
        user=demo.kirjautuja(Rooli.PAAKAYTTAJA),
    )
