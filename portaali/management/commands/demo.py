from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import esitykset.demo
import lahipalvelut.demo
import paatokset.demo
import seuranta.demo
import tyollisyysalue.demo
import yhteyshenkilot.demo
from seuranta import henkilosto_demo
from tyollisyysalue import ilmoitukset_demo, kayttajat_demo, lahetykset_demo, palaute_demo, sopimukset_demo
from tyollisyysalue.demo import KIRJAUTUJAT, SALASANA

# From the bottom up: the decision speaks of all the others.
OSAT = [
    tyollisyysalue.demo,
    kayttajat_demo,
    seuranta.demo,
    sopimukset_demo,
    palaute_demo,
    lahetykset_demo,
    yhteyshenkilot.demo,
    # By the key processes of the one before.
    henkilosto_demo,
    lahipalvelut.demo,
    esitykset.demo,
    paatokset.demo,
]
# What came after the case's decision, which must not have known of it; last what is read of all the others' notices.
JATKOT = [lahipalvelut.demo, paatokset.demo, esitykset.demo, ilmoitukset_demo]


class Command(BaseCommand):
    help = "Build the demo's case through the same functions as the pages. Nothing is made twice."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError(
                "The demo is built only in a demo. Set DEMO=1, or leave it unbuilt in production."
            )
        # Whole or not at all: a part that exists is taken for a part that is ready.
        with transaction.atomic():
            for osa in OSAT:
                osa.rakenna()
            for osa in JATKOT:
                osa.jatka()
        self.stdout.write(kirjautumistiedot())


def kirjautumistiedot():
    leveys = max(len(osoite) for osoite, *_ in KIRJAUTUJAT)
    rivit = [f"  {osoite:{leveys}}  {rooli.label}" for osoite, rooli, *_ in KIRJAUTUJAT]
    return "\n".join([f"Demo logins, password {SALASANA}", *rivit])
