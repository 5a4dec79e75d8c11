"""Counterpart pairs."""

from django.db import transaction

from tyollisyysalue import audit
from tyollisyysalue.permissions import vaadi
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Vastinpari
from yhteyshenkilot.workflow.rivit import lisaa, paata


@transaction.atomic
def luo_vastinpari(kunta, *, user, **tiedot):
    pari = Vastinpari(kunta=kunta, **tiedot)
    return lisaa(pari, "luo_vastinpari", user=user, alue_id=kunta.alue_id)


@transaction.atomic
def paata_vastinparin_puoli(pari, puoli, loppupvm, *, user):
    """End the area's side (``oma``) or the municipality's (``kunnan``); the pair stays, incomplete."""
    stored = Vastinpari.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=pari.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.kunta.alue_id))
    paata(stored, f"{puoli}_loppu", loppupvm)
    audit.kirjaa(
        stored,
        "paata_vastinparin_puoli",
        user=user,
        tiedot={"puoli": puoli, "loppupvm": loppupvm.isoformat()},
    )
    return stored
