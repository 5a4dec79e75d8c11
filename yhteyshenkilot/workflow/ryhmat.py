"""Cooperation groups and the municipalities in them."""

from django.db import transaction

from tyollisyysalue import audit
from tyollisyysalue.permissions import vaadi
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Ryhmajasenyys, Yhteistyoryhma
from yhteyshenkilot.workflow.rivit import lisaa, paata


@transaction.atomic
def luo_ryhma(alue, *, user, laji, nimi_fi, nimi_sv="", nimi_en=""):
    ryhma = Yhteistyoryhma(alue=alue, laji=laji, nimi_fi=nimi_fi, nimi_sv=nimi_sv, nimi_en=nimi_en)
    return lisaa(ryhma, "luo_ryhma", user=user, alue_id=alue.pk)


@transaction.atomic
def lisaa_jasen(ryhma, kunta, alkupvm, loppupvm=None, *, user, edustaja=None):
    jasenyys = Ryhmajasenyys(ryhma=ryhma, kunta=kunta, edustaja=edustaja, alkupvm=alkupvm, loppupvm=loppupvm)
    return lisaa(jasenyys, "lisaa_jasen", user=user, alue_id=ryhma.alue_id)


@transaction.atomic
def paata_jasenyys(jasenyys, loppupvm, *, user):
    stored = Ryhmajasenyys.objects.select_for_update(of=["self"]).select_related("ryhma").get(pk=jasenyys.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.ryhma.alue_id))
    paata(stored, "loppupvm", loppupvm)
    audit.kirjaa(stored, "paata_jasenyys", user=user, tiedot={"loppupvm": loppupvm.isoformat()})
    return stored
