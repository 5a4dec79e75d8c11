"""Warning of holes: the portal's own act, done every night."""

from datetime import timedelta

from django.db import transaction

from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Kunta, Tyollisyysalue
from yhteyshenkilot import aukot
from yhteyshenkilot.models import Aukkovaroitus

# A hole that opened this lately is told of too: who fell ill this morning was away before the night.
TAAKSEPAIN = timedelta(days=7)


def varoita_aukoista():
    """Tell the coordinators, once, of each hole that opens within ``VAROITUSAIKA``.

    One that has been there longer is no news: the coverage page and the front page show it every day.
    """
    tanaan = kello.tanaan()
    alku, asti = tanaan - TAAKSEPAIN, tanaan + aukot.VAROITUSAIKA
    varoitukset = []
    for alue in Tyollisyysalue.objects.kaytossa():
        tilanne = aukot.lue(Kunta.objects.filter(alue=alue), alku, asti)
        for aukko, kunta, prosessi in tilanne.aukot(alku, asti):
            if aukko.alku > alku and aukko.loppu >= tanaan:
                varoitukset += _varoita(kunta, prosessi, aukko.alku)
    return varoitukset


@transaction.atomic
def _varoita(kunta, prosessi, alkupvm):
    varoitus, on_uusi = Aukkovaroitus.objects.get_or_create(kunta=kunta, prosessi=prosessi, alkupvm=alkupvm)
    if not on_uusi:
        return []
    ilmoita("yhteyshenkilot.aukko", varoitus)
    return [varoitus]
