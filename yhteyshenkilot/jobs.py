"""Mails of contact lists. Jobs are called by name (``jonoon``), so their names are an interface."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from tyollisyysalue.models import Kunta
from yhteyshenkilot import luettelo, workflow
from yhteyshenkilot.models import Luettelolahetys


@app.task(name="yhteyshenkilot.jobs.laheta_luettelo_sahkopostilla")
def laheta_luettelo_sahkopostilla(lahetys):
    """Mail to each municipality's liaisons its own list, as it was stored at the sending."""
    lahetys = Luettelolahetys.objects.select_related("alue").get(pk=lahetys)
    luettelot = {kunta["koodi"]: kunta for kunta in lahetys.sisalto["kunnat"]}
    for saaja in lahetys.saajat.select_related("kunta"):
        for vastaanottaja in saaja.vastaanottajat:
            with translation.override(kieli(saaja.kunta)):
                viesti(lahetys, saaja, luettelot[saaja.kunta.koodi], vastaanottaja).send()


def kieli(kunta):
    ruotsi = (Kunta.Kielisuhde.RUOTSINKIELINEN, Kunta.Kielisuhde.KAKSIKIELINEN_SV)
    return "sv" if kunta.kielisuhde in ruotsi else "fi"


def viesti(lahetys, saaja, kunnan_luettelo, vastaanottaja):
    teksti = render_to_string(
        "yhteyshenkilot/luettelo_viesti.txt",
        {
            "lahetys": lahetys,
            "saaja": saaja,
            "luettelo": luettelo.luettavaksi(kunnan_luettelo),
            "osoite": settings.PORTAALIN_OSOITE,
        },
    )
    aihe = _("Yhteyshenkilöluettelo: %(kunta)s") % {"kunta": saaja.kunta.nimi}
    return EmailMessage(aihe, teksti, to=[vastaanottaja["sahkoposti"]])


@app.periodic(cron="30 5 * * *")
@app.task(name="yhteyshenkilot.jobs.varoita_aukoista", queueing_lock="yhteyshenkilot.varoita_aukoista")
def varoita_aukoista(timestamp):
    """Every morning before work: what opens within a month is told to the coordinators."""
    workflow.varoita_aukoista()
