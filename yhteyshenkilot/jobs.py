"""Mails of contact lists and their reminders. Jobs are called by name (``jonoon``), so their names are an interface."""

from procrastinate.contrib.django import app

from yhteyshenkilot import workflow
from yhteyshenkilot.models import Luettelosaaja


@app.task(name="yhteyshenkilot.jobs.laheta_kunnalle")
def laheta_kunnalle(saaja):
    """Make the municipality's document and mail it, as the list was stored at the sending."""
    workflow.laheta_kunnalle(Luettelosaaja.objects.get(pk=saaja))


@app.periodic(cron="15 4 * * *")
@app.task(name="yhteyshenkilot.jobs.ilmoita_kuittaamattomista", queueing_lock="kuittaamattomat")
def ilmoita_kuittaamattomista(timestamp):
    """Tell coordinators of sendings with lists that municipalities have not acknowledged in time, once of each."""
    workflow.ilmoita_kuittaamattomista()


@app.periodic(cron="30 4 * * *")
@app.task(name="yhteyshenkilot.jobs.muistuta_vajaista_pareista", queueing_lock="yhteyshenkilot.vajaat_parit")
def muistuta_vajaista_pareista(timestamp):
    """Every night: who has to name a successor hears of it once more when the due date has passed."""
    workflow.muistuta_vajaista_pareista()


@app.periodic(cron="30 5 * * *")
@app.task(name="yhteyshenkilot.jobs.varoita_aukoista", queueing_lock="yhteyshenkilot.varoita_aukoista")
def varoita_aukoista(timestamp):
    """Every morning before work: what opens within a month is told to the coordinators."""
    workflow.varoita_aukoista()
