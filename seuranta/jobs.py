"""Jobs of figures. Jobs are called by name (``jonoon``), so their names are an interface."""

from contextlib import suppress

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from procrastinate.contrib.django import app

from seuranta import kaudet, sivumuisti
from seuranta.osoitteet import alueen_osoite, kunnan_osoite
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.models import Kunta, Tyollisyysalue

# A year and its change on the year; what is older is drawn when somebody asks for it.
KUUKAUSIA = 13


@app.task(name=sivumuisti.TYO)
def piirra_sivut(monesko):
    """Draw the pages of the ``monesko``-th newest month ahead of readers, and leave the next one to another job.

    A month at a time, so that a mail does not wait behind them all.
    """
    kuut = kaudet.kaytossa()[:KUUKAUSIA]
    if monesko >= len(kuut):
        return
    osoitteet = _osoitteet(kuut[monesko])
    if monesko == 0:
        osoitteet = [reverse("seuranta:list"), reverse("seuranta:vertailu"), *_osoitteet(None), *osoitteet]
    for osoite in osoitteet:
        for kieli, _nimi in settings.LANGUAGES:
            # A figure that was undone leaves a month that has no page.
            with suppress(Http404):
                sivumuisti.tayta(osoite, kieli)
    jonoon(sivumuisti.TYO, monesko=monesko + 1)


def _osoitteet(kuukausi):
    """The pages of the areas in use and of their municipalities that have figures of the month."""
    alueet = Tyollisyysalue.objects.kaytossa()
    kunnat = Kunta.objects.filter(alue__in=alueet)
    if kuukausi is not None:
        alueet = [alue for alue in alueet if kuukausi in kaudet.alueen(alue)]
        kunnat = kunnat.filter(
            havainnot__kuukausi=kuukausi, havainnot__mittari__koodi="TYOTTOMATLOPUSSA"
        ).distinct()
    return [
        *(alueen_osoite(alue, kuukausi) for alue in alueet),
        *(kunnan_osoite(kunta, kuukausi) for kunta in kunnat),
    ]
