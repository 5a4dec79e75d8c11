"""Responsibilities: who serves a key process in a municipality, and when."""

from django.db import transaction

from tyollisyysalue import audit
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Vastuu
from yhteyshenkilot.workflow.rivit import lisaa, paata, sanoina


@transaction.atomic
def lisaa_vastuu(henkilo, prosessi, kunta, laji, alkupvm, loppupvm=None, *, user, julkiset=None):
    vastuu = Vastuu(
        henkilo=henkilo,
        prosessi=prosessi,
        kunta=kunta,
        laji=laji,
        alkupvm=alkupvm,
        loppupvm=loppupvm,
        julkiset=julkiset,
    )
    return lisaa(vastuu, "lisaa_vastuu", user=user, alue_id=kunta.alue_id)


@transaction.atomic
def paata_vastuu(vastuu, loppupvm, *, user):
    stored = Vastuu.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=vastuu.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.kunta.alue_id))
    paata(stored, "loppupvm", loppupvm)
    audit.kirjaa(stored, "paata_vastuu", user=user, tiedot={"loppupvm": loppupvm.isoformat()})
    return stored


@transaction.atomic
def muuta_vastuun_julkisuutta(vastuu, julkiset, *, versio, user):
    """What the public sees of the person in this responsibility; None is the person's own setting."""
    stored = Vastuu.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=vastuu.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.kunta.alue_id))
    tarkista_versio(versio_nyt(stored), versio)
    ennen = sanoina(stored.julkiset)
    stored.julkiset = julkiset
    stored.full_clean()
    stored.save(update_fields=["julkiset"])
    tiedot = {"julkiset": [ennen, sanoina(julkiset)]}
    audit.kirjaa(stored, "muuta_vastuun_julkisuutta", user=user, tiedot=tiedot)
    return stored
