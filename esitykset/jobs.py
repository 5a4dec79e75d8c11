"""Deadlines of requests, every night. Jobs are called by name (``jonoon``), so their names are an interface."""

from procrastinate.contrib.django import app

from esitykset import workflow


@app.periodic(cron="10 4 * * *")
@app.task(name="esitykset.jobs.laske_maaraajat", queueing_lock="esitykset.laske_maaraajat")
def laske_maaraajat(timestamp):
    """Count the open deadlines again: a day that became a holiday moves those that end on it."""
    workflow.laske_uudelleen()


@app.periodic(cron="20 5 * * *")
@app.task(name="esitykset.jobs.muistuta_maaraajoista", queueing_lock="esitykset.muistuta_maaraajoista")
def muistuta_maaraajoista(timestamp):
    """Every morning before work: a deadline that comes near is told of once."""
    workflow.muistuta()
