"""The base's own jobs. Jobs are called by name (``jonoon``), so their names are an interface."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/2 * * * *")
@app.task(name="tyollisyysalue.jobs.jatka_keskeytyneita", pass_context=True, queueing_lock="jatka")
async def jatka_keskeytyneita(context, timestamp):
    """Return to the queue the jobs whose worker was killed: they would stay ``doing`` for ever."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
