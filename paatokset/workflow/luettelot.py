"""Rows of the catalogue and of the library: added, changed under their version, ended. Both live by the same rules."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from paatokset import permissions, teksti
from paatokset.models import Fraasi
from tyollisyysalue import audit
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm
from tyollisyysalue.versiot import tarkista_versio

RIKKAAT = ["teksti_fi", "teksti_sv"]


@transaction.atomic
def lisaa(malli, alue, *, user, **kentat):
    """A new entry of the area's catalogue (``Lainkohta``) or library (``Fraasi``)."""
    vaadi(permissions.saa_laatia(user, alue.pk))
    rivi = malli(alue=alue, **_puhdistetut(malli, kentat))
    rivi.full_clean()
    rivi.save()
    audit.kirjaa(rivi, "lisaa", user=user)
    return rivi


@transaction.atomic
def muuta(rivi, *, versio, muutokset, user):
    stored = type(rivi).objects.select_for_update().get(pk=rivi.pk)
    vaadi(permissions.saa_laatia(user, stored.alue_id))
    tarkista_versio(stored.versio, versio)
    muutokset = _puhdistetut(type(rivi), muutokset)
    muuttuneet = [kentta for kentta, arvo in muutokset.items() if getattr(stored, kentta) != arvo]
    for kentta, arvo in muutokset.items():
        setattr(stored, kentta, arvo)
    stored.versio += 1
    stored.full_clean()
    stored.save(update_fields=[*muutokset, "versio"])
    audit.kirjaa(stored, "muuta", user=user, tiedot={"kentat": muuttuneet})
    return stored


@transaction.atomic
def paata(rivi, *, loppupvm, user):
    """The entry's last day: after it nothing new may rest on it, and what was printed stays."""
    stored = type(rivi).objects.select_for_update().get(pk=rivi.pk)
    vaadi(permissions.saa_laatia(user, stored.alue_id))
    stored.loppupvm = loppupvm
    stored.versio += 1
    stored.full_clean()
    stored.save(update_fields=["loppupvm", "versio"])
    audit.kirjaa(stored, "paata", user=user, tiedot={"loppupvm": pvm(loppupvm)})
    return stored


def _ilman_faktoja(html):
    return teksti.puhdista(teksti.FAKTA.sub("", teksti.puhdista(html)))


def _puhdistetut(malli, kentat):
    """Texts of the library in the editor's vocabulary, without facts: theirs are places to be bound."""
    if malli is not Fraasi:
        return kentat
    puhtaat = {kentta: _ilman_faktoja(arvo) if kentta in RIKKAAT else arvo for kentta, arvo in kentat.items()}
    if any(sisaltaa_hetun(teksti.sanat(puhtaat.get(kentta, ""))) for kentta in RIKKAAT):
        raise ValidationError(_("Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen."))
    return puhtaat
