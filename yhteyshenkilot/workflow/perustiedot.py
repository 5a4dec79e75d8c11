"""People and key processes."""

from django.db import transaction
from django.db.models import Max

from tyollisyysalue import audit
from tyollisyysalue.models import Henkilo
from tyollisyysalue.permissions import vaadi
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Avainprosessi
from yhteyshenkilot.workflow.rivit import lisaa, muuta


@transaction.atomic
def lisaa_henkilo(alue, *, user, **tiedot):
    return lisaa(Henkilo(alue=alue, **tiedot), "lisaa_henkilo", user=user, alue_id=alue.pk)


@transaction.atomic
def muuta_henkiloa(henkilo, muutokset, *, versio, user):
    stored, muuttui = muuta(henkilo, muutokset, user=user, versio_lomakkeella=versio)
    audit.kirjaa(stored, "muuta_henkiloa", user=user, tiedot=muuttui)
    return stored


@transaction.atomic
def lisaa_prosessi(alue, *, user, nimi_fi, nimi_sv="", nimi_en=""):
    """Add a key process as the last one of the area's list."""
    viimeinen = Avainprosessi.objects.filter(alue=alue).aggregate(viimeinen=Max("jarjestys"))["viimeinen"]
    prosessi = Avainprosessi(
        alue=alue, nimi_fi=nimi_fi, nimi_sv=nimi_sv, nimi_en=nimi_en, jarjestys=(viimeinen or 0) + 1
    )
    return lisaa(prosessi, "lisaa_prosessi", user=user, alue_id=alue.pk)


@transaction.atomic
def nimea_prosessi(prosessi, muutokset, *, versio, user):
    """Rename; responsibilities stay and the former names remain in the history."""
    stored, muuttui = muuta(prosessi, muutokset, user=user, versio_lomakkeella=versio)
    audit.kirjaa(stored, "nimea_prosessi", user=user, tiedot=muuttui)
    return stored


@transaction.atomic
def vaihda_prosessin_kaytto(prosessi, kaytossa, *, user):
    stored = Avainprosessi.objects.select_for_update().get(pk=prosessi.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.alue_id))
    stored.kaytossa = kaytossa
    stored.save(update_fields=["kaytossa"])
    audit.kirjaa(stored, "ota_kayttoon" if kaytossa else "poista_kaytosta", user=user)
    return stored
