"""What people and processes were called on a day that is past, from the history that triggers keep.

A row that came to the portal only after the day, with responsibilities dated back, is shown as it first was.
"""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Case, F, Prefetch, Q, When

from tyollisyysalue import kello
from tyollisyysalue.kello import HELSINKI
from tyollisyysalue.models import Henkilo
from yhteyshenkilot.models import Avainprosessi

# What is told of a row on a page or a list; its keys stay as they are.
KENTAT = {
    Henkilo: ("nimi", "nimike", "puhelin", "sahkoposti", "organisaatio"),
    Avainprosessi: ("nimi_fi", "nimi_sv", "nimi_en"),
}


def on_mennyt(pvm):
    return pvm < kello.tanaan()


def versiot(malli, pvm):
    """Of each row the version in force when the day ended; else the first one there is."""
    loppu = datetime.combine(pvm + timedelta(days=1), time(), HELSINKI)
    ennen = Q(pgh_created_at__lt=loppu)
    return malli.pgh_event_model.objects.order_by(
        "pgh_obj_id",
        Case(When(ennen, then=0), default=1),
        Case(When(ennen, then=F("pgh_created_at"))).desc(nulls_last=True),
        "pgh_created_at",
        # Versions of one transaction have the same time.
        Case(When(ennen, then=-F("pgh_id")), default=F("pgh_id"), output_field=models.IntegerField()),
    ).distinct("pgh_obj_id")


def haut(pvm):
    """For ``prefetch_related`` of responsibilities: then ``Vastuu.henkilo_silloin`` is the person of the day."""
    return [
        Prefetch("henkilo__events", versiot(Henkilo, pvm), to_attr="silloin"),
        Prefetch("prosessi__events", versiot(Avainprosessi, pvm), to_attr="silloin"),
    ]


def palauta(rivit, pvm):
    """Give people and processes, already read, the names and contact details of the day: a query for each model."""
    malleittain = defaultdict(list)
    for rivi in rivit:
        malleittain[type(rivi)].append(rivi)
    for malli, mallin_rivit in malleittain.items():
        loydetyt = versiot(malli, pvm).filter(pgh_obj_id__in={rivi.pk for rivi in mallin_rivit})
        silloin = {versio.pgh_obj_id: versio for versio in loydetyt}
        for rivi in mallin_rivit:
            for kentta in KENTAT[malli]:
                setattr(rivi, kentta, getattr(silloin[rivi.pk], kentta))


def nimella(malli, teksti):
    """Ids of rows that have, or have had, the text in their name."""
    return malli.pgh_event_model.objects.filter(nimi__icontains=teksti).values("pgh_obj_id")
