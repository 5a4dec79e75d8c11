"""Absences: when a person is away. Why is not asked."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello
from tyollisyysalue.models import Henkilo
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Poissaolo


@transaction.atomic
def kirjaa_poissaolo(henkilo, alkupvm, loppupvm=None, *, user):
    vaadi(permissions.saa_kirjata_poissaolon(user, henkilo))
    _yksi_kerrallaan(henkilo)
    poissaolo = Poissaolo(henkilo=henkilo, alkupvm=alkupvm, loppupvm=loppupvm)
    poissaolo.full_clean()
    poissaolo.save()
    audit.kirjaa(poissaolo, "kirjaa_poissaolo", user=user)
    return poissaolo


@transaction.atomic
def muuta_poissaoloa(poissaolo, alkupvm, loppupvm, *, versio, user):
    """Change the days: one comes back sooner, or later, than was thought."""
    _yksi_kerrallaan(poissaolo.henkilo)
    stored = _lukitse(poissaolo, user)
    tarkista_versio(versio_nyt(stored), versio)
    ennen = [stored.alkupvm, stored.loppupvm]
    stored.alkupvm, stored.loppupvm = alkupvm, loppupvm
    stored.full_clean()
    stored.save(update_fields=["alkupvm", "loppupvm"])
    tiedot = {"ennen": [pvm and pvm.isoformat() for pvm in ennen]}
    audit.kirjaa(stored, "muuta_poissaoloa", user=user, tiedot=tiedot)
    return stored


@transaction.atomic
def mitatoi_poissaolo(poissaolo, *, user):
    """Take back an absence that was recorded by mistake. The row stays, and holds on no day."""
    stored = _lukitse(poissaolo, user)
    stored.mitatoity = kello.nyt()
    stored.save(update_fields=["mitatoity"])
    audit.kirjaa(stored, "mitatoi_poissaolo", user=user)
    return stored


def _yksi_kerrallaan(henkilo):
    """Two absences of a person recorded at once would wait for each other inside the exclusion constraint."""
    Henkilo.objects.select_for_update(no_key=True).get(pk=henkilo.pk)


def _lukitse(poissaolo, user):
    stored = Poissaolo.objects.select_for_update(of=["self"]).select_related("henkilo").get(pk=poissaolo.pk)
    vaadi(permissions.saa_kirjata_poissaolon(user, stored.henkilo))
    if stored.mitatoity:
        raise ValidationError(_("Poissaolo on mitätöity. Kirjaa tarvittaessa uusi."))
    return stored
