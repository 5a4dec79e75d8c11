"""The area's key processes, as others read them."""

from tyollisyysalue.avainprosessit import Prosessi, rekisteroi
from yhteyshenkilot.models import Avainprosessi


@rekisteroi
def prosessit(alue):
    for rivi in Avainprosessi.objects.filter(alue=alue):
        yield Prosessi(rivi.pk, rivi.nimi_fi, rivi.nimi_sv, rivi.nimi_en, rivi.kaytossa)
