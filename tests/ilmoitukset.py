"""What the apps' tests of notices ask: who got one, and what left by mail."""

import datetime

from tyollisyysalue import jobs
from tyollisyysalue.models import Ilmoitus, Lahetys, User


def saajat(avain):
    """Addresses of those who have a notice of the kind, in the order of the alphabet."""
    return sorted(Ilmoitus.objects.filter(laji=avain).values_list("user__email", flat=True))


def laheta(avain):
    """Run the jobs of the kind's notices: ``(address, subject)`` of each mail that was made."""
    ennen = set(Lahetys.objects.values_list("pk", flat=True))
    for ilmoitus in Ilmoitus.objects.filter(laji=avain).order_by("pk"):
        jobs.laheta_ilmoitus(ilmoitus.pk)
    return [
        (lahetys.vastaanottajat.get().sahkoposti, lahetys.aihe)
        for lahetys in Lahetys.objects.exclude(pk__in=ennen).order_by("pk")
    ]


def teksti():
    """The text of the only notice that was mailed."""
    return Lahetys.objects.get(ilmoitukset__isnull=False).teksti


def rauenneet(avain):
    return sorted(
        Ilmoitus.objects.filter(laji=avain, rauennut__isnull=False).values_list("user__email", flat=True)
    )


def paata_rooli(user: User):
    """Every membership ended long ago."""
    user.jasenyydet.update(alkupvm=datetime.date(2020, 1, 1), loppupvm=datetime.date(2020, 12, 31))
