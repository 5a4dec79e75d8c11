"""A real mail server and real workers on the tests' own database."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

# A busy machine is slow, not wrong.
KARSIVALLISYYS = 180


def odota(ehto, vali=0.05):
    raja = time.monotonic() + KARSIVALLISYYS
    while not (tulos := ehto()):
        assert time.monotonic() < raja
        time.sleep(vali)
    return tulos


def vapaa_portti():
    with socket.socket() as koe:
        koe.bind(("127.0.0.1", 0))
        return koe.getsockname()[1]


class Palvelin:
    """The server of ``smtp_palvelin.py``; it may be stopped and started again with other manners."""

    def __init__(self, tiedosto):
        self.portti = vapaa_portti()
        self.tiedosto = tiedosto
        self.prosessi = None

    def kaynnista(self, *tavat):
        self.prosessi = subprocess.Popen(
            [sys.executable, "-m", "tests.posti.smtp_palvelin", str(self.portti), str(self.tiedosto), *tavat],
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.prosessi.stdout.readline() == "valmis\n"

    def pysayta(self):
        if self.prosessi:
            self.prosessi.terminate()
            self.prosessi.communicate()
            self.prosessi = None

    def saapuneet(self):
        """What the server has taken, in order."""
        if not self.tiedosto.exists():
            return []
        # The last line may be half written.
        return [json.loads(r) for r in self.tiedosto.read_text().split("\n")[:-1]]


@pytest.fixture
def palvelin(tmp_path):
    palvelin = Palvelin(tmp_path / "saapuneet.jsonl")
    yield palvelin
    palvelin.pysayta()


@pytest.fixture
def smtp(palvelin, settings):
    """This process sends to the server too."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": palvelin.portti, "timeout": 2},
        }
    }
    return palvelin


@pytest.fixture(autouse=True)
def ei_taukoa():
    """That a server did not answer is remembered in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()


def kannan_osoite():
    """The tests' database for another process, embedded or not."""
    tiedot = connection.connection.info
    kayttaja = quote(tiedot.user) + (f":{quote(tiedot.password)}" if tiedot.password else "")
    return f"postgres://{kayttaja}@{quote(tiedot.host, safe='')}:{tiedot.port}/{quote(tiedot.dbname)}"


@pytest.fixture
def tyontekija(transactional_db, palvelin):
    """Starts ``manage.py procrastinate worker``; what is still alive when the test ends is killed."""
    connection.ensure_connection()
    ymparisto = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.posti.settings",
        "DATABASE_URL": kannan_osoite(),
        "TESTIN_SMTP_PORTTI": str(palvelin.portti),
        "TESTIN_MEDIA_ROOT": str(Path(settings.MEDIA_ROOT)),
    }
    prosessit = []

    def kaynnista():
        prosessi = subprocess.Popen(
            [sys.executable, "manage.py", "procrastinate", "worker", "--fetch-job-polling-interval=0.2"],
            cwd=settings.BASE_DIR,
            env=ymparisto,
        )
        prosessit.append(prosessi)
        return prosessi

    yield kaynnista
    for prosessi in prosessit:
        prosessi.kill()
        prosessi.wait()
    with connection.cursor() as cursor:
        # Django does not own the queue's tables, so that it does not empty them.
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers CASCADE"
        )


def tapa(prosessi):
    """Kill it as a power cut would, and let the others find out now and not in half a minute."""
    prosessi.send_signal(signal.SIGKILL)
    prosessi.wait()
    vanhenna_elonmerkit()


def vanhenna_elonmerkit():
    """What half a minute does to those who are dead, or too busy to give a sign of life."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
