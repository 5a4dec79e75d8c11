"""The base's own jobs. Jobs are called by name (``jonoon``), so their names are an interface."""

from django.db import connections
from procrastinate.contrib.django import app


@app.periodic(cron="*/2 * * * *")
@app.task(name="tyollisyysalue.jobs.jatka_keskeytyneita", pass_context=True, queueing_lock="jatka")
async def jatka_keskeytyneita(context, timestamp):
    """Return to the queue the jobs whose worker was killed: they would stay ``doing`` for ever."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)


def sulje_yhteydet(tyo, context, worker):
    """Close what a job opened, in the thread that ran it.

    The package keeps the connection for the next job (CONN_MAX_AGE), which may come to another thread or not at all;
    it then stays open until the garbage collector finds it.
    """
    try:
        return tyo()
    finally:
        connections.close_all()


def valmistele(app):
    """Called by the package when its app is ready (PROCRASTINATE_ON_APP_READY)."""
    app.worker_defaults["task_middleware"].append(sulje_yhteydet)
