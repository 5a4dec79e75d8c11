"""The engine: same input, same bytes; nothing from outside; nothing missing in silence."""

import gc
import hashlib
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import translation

from tests.pdf import malli
from tyollisyysalue import pdf

HASH_OF_SAMPLE = """
import hashlib, sys
from pathlib import Path
from django.conf import settings
import django
django.setup()
settings.TEMPLATES[0]["DIRS"].append(Path("tests/pdf/templates"))
from tests.pdf import malli
from tyollisyysalue import pdf
print(hashlib.sha256(pdf.render_pdf("malli.html", malli.paatos())).hexdigest())
"""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def hash_in_another_process(**environ):
    run = subprocess.run(
        [sys.executable, "-c", HASH_OF_SAMPLE],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"} | environ,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.strip()


def document(body):
    return f'<html lang="fi"><head><title>Koe</title></head><body><h1>Koe</h1>{body}</body></html>'


def test_same_input_gives_same_bytes_in_one_process(fresh_settings):
    first = sha256(pdf.render_pdf("malli.html", malli.paatos()))
    again = sha256(pdf.render_pdf("malli.html", malli.paatos()))
    pdf.asetukset.cache_clear()
    afresh = sha256(pdf.render_pdf("malli.html", malli.paatos()))

    assert {first, again, afresh} == {first}


def test_same_input_gives_same_bytes_in_another_process(tiedostot):
    here = sha256(tiedostot["paatos"].read_bytes())

    assert hash_in_another_process(PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C") == here


def test_threads_take_turns():
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(pdf.html_to_pdf, [document("<p>Sama</p>")] * 6))

    assert len({sha256(data) for data in made}) == 1


def test_readers_language_does_not_change_the_document(tiedostot):
    with translation.override("en"):
        data = pdf.render_pdf("malli.html", malli.paatos())

    assert data == tiedostot["paatos"].read_bytes()


def test_nothing_is_fetched_from_the_network(fresh_settings, monkeypatch):
    def refuse(*args):
        raise AssertionError("A document opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert pdf.render_pdf("suppea.html", malli.suppea()).startswith(b"%PDF-1.7")


@pytest.mark.parametrize(
    "missing",
    ["pdf/asiakirja.css", "source-sans/SourceSans3-Regular.ttf", "source-sans/SourceSans3-SemiboldIt.ttf"],
)
def test_missing_asset_is_an_error(fresh_settings, monkeypatch, missing):
    find = finders.find
    assert find(missing)
    monkeypatch.setattr(finders, "find", lambda path: None if path == missing else find(path))

    with pytest.raises(pdf.AsiakirjaVirhe, match=f"No static file {missing}"):
        pdf.render_pdf("suppea.html", malli.suppea())


@pytest.mark.parametrize(
    "address",
    [
        "https://tyollisyysalue.example/kuva.png",
        "http://127.0.0.1/kuva.png",
        "file:///etc/hostname",
        "static:/etc/hostname",
        "static:../../etc/hostname",
        "static:%2e%2e/pyproject.toml",
        "static:puuttuu.png",
    ],
)
def test_document_may_use_only_static_files(address):
    with pytest.raises(pdf.AsiakirjaVirhe):
        pdf.html_to_pdf(document(f'<p><img src="{address}" alt="Kuva 1"></p>'))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<p><a href="#puuttuu">Liite</a></p>', "puuttuu"),
        ('<p style="colour: red">Väri</p>', "colour"),
        ('<svg width="9" height="9"><rect width="9" height="9"/></svg>', "without a title"),
        ("<p>\ue000</p>", "U+E000"),
    ],
)
def test_document_that_is_not_whole_is_refused(body, message):
    with pytest.raises(pdf.AsiakirjaVirhe) as error:
        pdf.html_to_pdf(document(body))

    assert message in str(error.value)


def test_document_without_language_is_refused():
    with pytest.raises(pdf.AsiakirjaVirhe, match="lang"):
        pdf.html_to_pdf(document("").replace(' lang="fi"', ""))


def test_garbage_collector_runs_again_after_a_failure():
    with pytest.raises(pdf.AsiakirjaVirhe):
        pdf.html_to_pdf(document('<img src="static:puuttuu.png" alt="Kuva 1">'))

    assert gc.isenabled()
