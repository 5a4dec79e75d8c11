"""The demo's notices come from its acts; here its people have read the old ones, and the secretary wants a digest."""

from datetime import timedelta

from tyollisyysalue import demo, ilmoitusasetukset, ilmoitusposti, kello
from tyollisyysalue.ilmoitukset import Tapa, merkitse_nahdyksi
from tyollisyysalue.models import Ilmoitus, Kooste
from tyollisyysalue.roolit import Rooli

LAJI = "esitykset.saapunut"
# Older ones would all be mailed when the demo's worker starts.
LUKEMATTA = timedelta(days=14)


def jatka():
    """After everything that tells of itself. Nothing is made twice."""
    if Kooste.objects.exists():
        return
    merkitse_nahdyksi(Ilmoitus.objects.filter(luontiaika__lt=kello.nyt() - LUKEMATTA))
    sihteeri = demo.kirjautuja(Rooli.SIHTEERI)
    ilmoitusasetukset.aseta(sihteeri, {LAJI: Tapa.KOOSTE})
    uusin = Ilmoitus.objects.filter(user=sihteeri, laji=LAJI).latest("luontiaika")
    with demo.hetki(uusin.luontiaika.astimezone(kello.HELSINKI).date() + timedelta(days=1), 7, 5):
        ilmoitusposti.laheta_kooste(sihteeri.pk)
