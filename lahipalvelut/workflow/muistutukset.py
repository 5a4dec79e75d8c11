"""What the portal itself reminds of: today's days in the morning, and days that nobody has logged."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef

from lahipalvelut.ilmoitukset import KOORDINAATTORILLE
from lahipalvelut.models import Palvelupaiva
from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Ilmoitus

# What has not been logged by then is found in the list of unlogged days alone.
MUISTUTETAAN_ENINTAAN = timedelta(days=60)


@transaction.atomic
def kerro_paivan_kaynnit():
    """Today's open days to those who go; with the digest of the morning it is the overview of the day."""
    paivat = Palvelupaiva.objects.for_list().filter(pvm=kello.tanaan(), tila=Palvelupaiva.Tila.AVOIN)
    for paiva in paivat.exclude(Exists(_ilmoitettu("lahipalvelut.tanaan"))):
        ilmoita("lahipalvelut.tanaan", paiva)


@transaction.atomic
def muistuta_kirjaamattomista():
    """Once when a day has gone by, and once more, then the coordinator too, a week later."""
    tanaan = kello.tanaan()
    laji = "lahipalvelut.kirjaamatta"
    paivat = (
        Palvelupaiva.objects.for_list()
        .kirjaamatta(tanaan)
        .filter(pvm__gte=tanaan - MUISTUTETAAN_ENINTAAN, kunta__alue__kaytossa=True)
    )
    uudet = paivat.filter(pvm__gt=tanaan - KOORDINAATTORILLE).exclude(Exists(_ilmoitettu(laji)))
    vanhat = paivat.filter(pvm__lte=tanaan - KOORDINAATTORILLE).exclude(
        Exists(_ilmoitettu(laji).filter(luontiaika__date__gte=OuterRef("pvm") + KOORDINAATTORILLE))
    )
    for paiva in [*uudet, *vanhat]:
        ilmoita(laji, paiva)


def _ilmoitettu(laji):
    return Ilmoitus.objects.filter(
        laji=laji,
        content_type=ContentType.objects.get_for_model(Palvelupaiva),
        object_id=OuterRef("pk"),
    )
