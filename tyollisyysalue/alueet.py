"""What an area's administrator may change of the area. Which areas are in use is a matter of the installation."""

from django.db import transaction

from tyollisyysalue import audit, permissions
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio, versio


@transaction.atomic
def muuta_tietoja(alue, muutokset, *, versio_lomakkeella, user):
    """Change the area's details, unless they changed under the editor."""
    stored = Tyollisyysalue.objects.select_for_update(no_key=True).get(pk=alue.pk)
    vaadi(permissions.saa_muuttaa_aluetta(user, stored.pk))
    tarkista_versio(versio(stored), versio_lomakkeella)
    muuttuneet = {
        kentta: [getattr(stored, kentta), arvo]
        for kentta, arvo in muutokset.items()
        if getattr(stored, kentta) != arvo
    }
    for kentta, (_ennen, arvo) in muuttuneet.items():
        setattr(stored, kentta, arvo)
    stored.full_clean()
    if muuttuneet:
        stored.save(update_fields=list(muuttuneet))
        audit.kirjaa(stored, "muuta_tietoja", user=user, tiedot=muuttuneet)
    return stored
