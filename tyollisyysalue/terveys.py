"""Whether the portal can do its work: database, migrations, jobs, storage. Three queries."""

import logging
import shutil
import tempfile
from functools import cache

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

logger = logging.getLogger(__name__)

# Ages by the database's clock, which wrote the times. A job is due from its latest event (deferred, put back) or from
# the time it was scheduled to. A worker tells every ten seconds that it lives.
TYOT = """
WITH tyo AS (
    SELECT job.status, job.worker_id, greatest(job.scheduled_at, max(event.at)) AS alkaen
    FROM procrastinate_jobs job LEFT JOIN procrastinate_events event ON event.job_id = job.id
    WHERE job.status = 'doing' OR (job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now())
    GROUP BY job.id
), elossa AS (
    SELECT id FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 seconds'
)
SELECT
    (SELECT count(*) FROM elossa),
    (SELECT coalesce(extract(epoch FROM now() - min(alkaen)), 0)::bigint FROM tyo WHERE status = 'todo'),
    (
        SELECT count(*) FROM tyo
        WHERE status = 'doing' AND alkaen < now() - make_interval(secs => %s)
        AND NOT EXISTS (SELECT FROM elossa WHERE elossa.id = worker_id)
    )
"""


def tarkista():
    """Name of each check → its status and numbers. A database that does not answer is asked nothing more."""
    tietokanta = _tarkistus(_tietokanta)
    vastaa = tietokanta["status"] == "ok"
    return {
        "database": tietokanta,
        "migrations": _tarkistus(_migraatiot) if vastaa else {"status": "fail"},
        "jobs": _tarkistus(_tyot) if vastaa else {"status": "fail"},
        "storage": _tarkistus(_levy),
    }


def _tarkistus(tarkista):
    try:
        kunnossa, luvut = tarkista()
    except (Error, OSError):
        # The reason names machines and folders: it is for the log alone.
        logger.exception("health check %s", tarkista.__name__)
        kunnossa, luvut = False, {}
    return {"status": "ok" if kunnossa else "fail", **luvut}


def _tietokanta():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, {}


def _migraatiot():
    """The newest migration of each app; what comes before it was made first."""
    tehdyt = set(MigrationRecorder.Migration.objects.values_list("app", "name"))
    tekematta = len(uusimmat_migraatiot() - tehdyt)
    return not tekematta, {"pending": tekematta}


@cache
def uusimmat_migraatiot():
    """Read from the code once a process: the code of a running process does not change."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def _tyot():
    with connection.cursor() as cursor:
        cursor.execute(TYOT, [settings.TERVEYS_TYON_MYOHASTYMINEN])
        tekijoita, myohassa, jumissa = cursor.fetchone()
    kunnossa = tekijoita and myohassa <= settings.TERVEYS_TYON_MYOHASTYMINEN and not jumissa
    return kunnossa, {"workers": tekijoita, "oldest_due_seconds": myohassa, "stalled": jumissa}


def _levy():
    """Can a file be written, and is there room for more? The file of the trial has no name and vanishes."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT) as koe:
        koe.write(b"koe")
        koe.flush()
    vapaana = shutil.disk_usage(settings.MEDIA_ROOT).free
    return vapaana >= settings.TERVEYS_VAPAA_TILA, {"free_mib": vapaana // 2**20}
