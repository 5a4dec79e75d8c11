"""A live server with a clock of its own, Chromium, and the errors that no page may have.

pytest-playwright's fixtures keep an event loop running to the end of the session, which would break every later test
that starts one. Here the browser and its loop live as long as the test that needs them.
"""

import os
from pathlib import Path

import pytest
from django.db import connection, connections
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.sivut import Kavija

VALITSIMET = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def palvelin(settings, transactional_db):
    # Read when the server starts, so the clock must be in place before.
    settings.MIDDLEWARE = ["tests.browser.kello_middleware.kello_middleware", *settings.MIDDLEWARE]
    settings.MAILERS = {"default": {"BACKEND": "tyollisyysalue.posti.SailyttavaBackend"}}
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    with connection.cursor() as cursor:
        # Django does not own the queue's tables, so that it does not empty them after the test.
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


@pytest.fixture
def chromium(monkeypatch):
    # The sync API runs its loop in this thread, where Django would refuse to touch the database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    args = [*VALITSIMET, "--no-sandbox"] if os.geteuid() == 0 else VALITSIMET
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=args)
        yield browser
        browser.close()
        # Beside a running loop this thread has connections of its own, which end with the loop.
        connections.close_all()


@pytest.fixture
def kuvat():
    """Folder for screenshots, from the environment variable KUVAT; without it none are taken."""
    folder = os.environ.get("KUVAT")
    return Path(folder) if folder else None


@pytest.fixture
def avaa_selain(palvelin, chromium, kuvat):
    """Opens a browser of one person: ``avaa_selain("Sirpa", leveys=375)``; ``skriptit=False`` without JavaScript."""
    kavijat = []

    def avaa(nimi, leveys=1280, skriptit=True):
        kavijat.append(Kavija(nimi, chromium, palvelin, leveys, kuvat, skriptit))
        return kavijat[-1]

    yield avaa
    for kavija in kavijat:
        kavija.kuvaa("lopuksi")
        kavija.context.close()
    huomiot = [huomio for kavija in kavijat for huomio in kavija.huomiot]
    assert not huomiot, "\n".join(huomiot)
