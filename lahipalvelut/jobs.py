from procrastinate.contrib.django import app

from lahipalvelut import workflow


@app.periodic(cron="15 2 * * *")
@app.task(name="lahipalvelut.jobs.jatka_paivia", queueing_lock="lahipalvelut.jatka_paivia")
def jatka_paivia(timestamp):
    """Every night: the schedule reaches as far ahead as yesterday."""
    workflow.jatka_paivia()
