"""Responsibilities: who serves a key process in a municipality, and when."""

from django.db import transaction

from tyollisyysalue import audit
from tyollisyysalue.permissions import vaadi
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Vastuu
from yhteyshenkilot.workflow.rivit import lisaa, paata


@transaction.atomic
def lisaa_vastuu(henkilo, prosessi, kunta, laji, alkupvm, loppupvm=None, *, user):
    vastuu = Vastuu(
        henkilo=henkilo, prosessi=prosessi, kunta=kunta, laji=laji, alkupvm=alkupvm, loppupvm=loppupvm
    )
    return lisaa(vastuu, "lisaa_vastuu", user=user, alue_id=kunta.alue_id)


@transaction.atomic
def paata_vastuu(vastuu, loppupvm, *, user):
    stored = Vastuu.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=vastuu.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.kunta.alue_id))
    paata(stored, "loppupvm", loppupvm)
    audit.kirjaa(stored, "paata_vastuu", user=user, tiedot={"loppupvm": loppupvm.isoformat()})
    return stored
