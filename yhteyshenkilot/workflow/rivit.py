"""What the acts on dated and edited rows share."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm as paivays
from tyollisyysalue.versiot import tarkista_versio, versio
from yhteyshenkilot import permissions


def lisaa(rivi, tapahtuma, *, user, alue_id):
    """Save a new row once its rules hold, and write down who added it."""
    vaadi(permissions.saa_yllapitaa(user, alue_id))
    return tallenna_uusi(rivi, tapahtuma, user=user)


def tallenna_uusi(rivi, tapahtuma, *, user):
    """``lisaa`` for an act whose own predicate has been asked."""
    rivi.full_clean()
    rivi.save()
    audit.kirjaa(rivi, tapahtuma, user=user)
    return rivi


def muuta(rivi, muutokset, *, user, versio_lomakkeella):
    """Change fields of a row that several people may edit at once, unless it changed under the editor."""
    stored = type(rivi).objects.select_for_update().get(pk=rivi.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.alue_id))
    tarkista_versio(versio(stored), versio_lomakkeella)
    ennen = {kentta: getattr(stored, kentta) for kentta in muutokset}
    for kentta, arvo in muutokset.items():
        setattr(stored, kentta, arvo)
    stored.full_clean()
    stored.save(update_fields=list(muutokset))
    return stored, {
        kentta: [sanoina(ennen[kentta]), sanoina(arvo)]
        for kentta, arvo in muutokset.items()
        if ennen[kentta] != arvo
    }


def sanoina(arvo):
    return ", ".join(arvo) if isinstance(arvo, list) else str(arvo or "")


def paata(rivi, kentta, loppupvm):
    """Set the last day, which may be moved until it has passed."""
    paattynyt = getattr(rivi, kentta)
    if paattynyt and paattynyt < kello.tanaan():
        raise ValidationError(
            _("Päättymispäivä oli %(pvm)s. Päättynyttä ei voi enää muuttaa."),
            params={"pvm": paivays(paattynyt)},
        )
    setattr(rivi, kentta, loppupvm)
    rivi.full_clean()
    rivi.save(update_fields=[kentta])
