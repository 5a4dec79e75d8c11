from procrastinate.contrib.django import app

from lahipalvelut import workflow


@app.periodic(cron="15 2 * * *")
@app.task(name="lahipalvelut.jobs.jatka_paivia", queueing_lock="lahipalvelut.jatka_paivia")
def jatka_paivia(timestamp):
    """Every night: the schedule reaches as far ahead as yesterday."""
    workflow.jatka_paivia()


@app.periodic(cron="40 2 * * *")
@app.task(name="lahipalvelut.jobs.muistuta_kirjaamattomista", queueing_lock="lahipalvelut.kirjaamattomat")
def muistuta_kirjaamattomista(timestamp):
    """Every night: days that have gone by unlogged."""
    workflow.muistuta_kirjaamattomista()


@app.periodic(cron="50 2 * * *")
@app.task(name="lahipalvelut.jobs.kerro_paivan_kaynnit", queueing_lock="lahipalvelut.paivan_kaynnit")
def kerro_paivan_kaynnit(timestamp):
    """Before the morning's digest: who goes where today."""
    workflow.kerro_paivan_kaynnit()
