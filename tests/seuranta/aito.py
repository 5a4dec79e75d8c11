"""The genuine file of June 2026, and what the parser must be told to read it without a database."""

import csv
import json
from pathlib import Path
from types import SimpleNamespace

from seuranta import lukijat, mittarit
from seuranta.tulkinta import tulkitse, valitse
from seuranta.tuonnit import kuvaus_12r5
from tyollisyysalue.management.commands import lataa_kunnat

POLKU = Path(mittarit.__file__).parent / "data" / "statfin_tyonv_12r5_kunnat_2026.json"
TAVUT = POLKU.read_bytes()

with mittarit.TIEDOSTO.open(encoding="utf-8", newline="") as file:
    MITTARIT = {
        rivi["code"]: SimpleNamespace(
            koodi=rivi["code"],
            yksikko="prosentti" if rivi["code"] == "TYOTOSUUS" else "lkm",
            desimaalit=1 if rivi["code"] == "TYOTOSUUS" else 0,
        )
        for rivi in csv.DictReader(file, delimiter=";")
    }
with lataa_kunnat.TIEDOSTO.open(encoding="utf-8", newline="") as file:
    KUNTARIVIT = list(csv.DictReader(file, delimiter=";"))
KUNNAT = {rivi["municipality_code"] for rivi in KUNTARIVIT}


def lue(tavut):
    """The table in a file, without a database."""
    kuutio = lukijat.lue(tavut)
    return tulkitse(kuutio, valitse(kuutio, [kuvaus_12r5(MITTARIT.values())]), KUNNAT)


def data():
    """The file as JSON, for a test to spoil."""
    return json.loads(TAVUT)


def tavuina(data):
    return json.dumps(data, ensure_ascii=False).encode()


def rivi(data, alue):
    return next(rivi for rivi in data["data"] if rivi["key"][0] == alue)


def muutettu(alue="KU687", **luvut):
    """The file with some figures of an area changed."""
    uusi = data()
    koodit = [sarake["code"] for sarake in uusi["columns"] if sarake["type"] == "c"]
    for koodi, luku in luvut.items():
        rivi(uusi, alue)["values"][koodit.index(koodi)] = luku
    return tavuina(uusi)
