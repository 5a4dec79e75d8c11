"""Meetings of the groups."""

from django.db import transaction

from yhteyshenkilot.models import Tapaaminen
from yhteyshenkilot.workflow.rivit import lisaa


@transaction.atomic
def sovi_tapaaminen(ryhma, alkuaika, paikka, lisatieto="", *, user):
    tapaaminen = Tapaaminen(ryhma=ryhma, alkuaika=alkuaika, paikka=paikka, lisatieto=lisatieto)
    return lisaa(tapaaminen, "sovi_tapaaminen", user=user, alue_id=ryhma.alue_id)
