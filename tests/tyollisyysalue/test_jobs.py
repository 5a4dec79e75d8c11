"""The worker: what it does to jobs of a killed one, and what its jobs leave behind."""

import asyncio
import time
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tyollisyysalue.jonoon import jonoon

JATKA = "tyollisyysalue.jobs.jatka_keskeytyneita"
TYO = "lahipalvelut.jobs.jatka_paivia"
# A worker queues by the clock what a test may meet.
KELLOSTA = {tyo.task.name for tyo in app.periodic_registry.periodic_tasks.values()} - {TYO}


@pytest.fixture(autouse=True)
def tyhja_jono(transactional_db):
    """Django does not own the queue's tables, so that it does not empty them after a transactional test.

    Neither after those of other modules, which leave what they have queued.
    """
    tyhjenna_jono()
    yield
    tyhjenna_jono()


def tyhjenna_jono():
    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE"
        )


def tyoskentele():
    """Everything that waits in the queue, in a worker as ``manage.py procrastinate worker`` runs it."""
    connector: Any = app.connector
    with app.replace_connector(connector.get_worker_connector()) as worker_app:

        async def aja():
            async with worker_app.open_async():
                await worker_app.run_worker_async(
                    wait=False, install_signal_handlers=False, listen_notify=False
                )

        asyncio.run(aja())


def yhteyksia():
    """Connections of others that stay: a backend ends a moment after its client has closed the connection."""
    for _ in range(50):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            if not (maara := cursor.fetchone()[0]):
                break
        time.sleep(0.1)
    return maara


def tilat():
    return dict(ProcrastinateJob.objects.exclude(task_name__in=KELLOSTA).values_list("pk", "status"))


def kesken(tekija):
    """A job that its worker left when it was killed; ``tekija`` is the worker's last sign of life in seconds."""
    jonoon(TYO, timestamp=0)
    pk = ProcrastinateJob.objects.latest("pk").pk
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [tekija],
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s WHERE id = %s",
            [cursor.fetchone()[0], pk],
        )
    return pk


def test_job_of_a_killed_worker_is_taken_up_again():
    kuolleen, elavan = kesken(9000), kesken(0)
    assert tilat() == {kuolleen: "doing", elavan: "doing"}

    # Not left to the worker's clock: one that finds nothing to do may end before its first tick.
    jonoon(JATKA, timestamp=0)
    tyoskentele()
    # The first puts the job back, and it or the next one runs it.
    tyoskentele()

    assert tilat() == {kuolleen: "succeeded", elavan: "doing"}
    assert ProcrastinateJob.objects.get(pk=kuolleen).attempts == 2


def test_every_other_minute_looks_for_them():
    rytmit = {tyo.task.name: tyo.cron for tyo in app.periodic_registry.periodic_tasks.values()}

    assert rytmit[JATKA] == "*/2 * * * *"


def test_job_leaves_no_connection_behind():
    jonoon(TYO, timestamp=0)
    assert yhteyksia() == 0

    tyoskentele()

    assert list(tilat().values()) == ["succeeded"]
    assert yhteyksia() == 0


def test_failed_job_leaves_no_connection_behind():
    jonoon("tyollisyysalue.jobs.laheta_kutsu", kutsu=0)

    tyoskentele()

    assert list(tilat().values()) == ["failed"]
    assert yhteyksia() == 0
