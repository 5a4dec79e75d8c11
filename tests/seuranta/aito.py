"""The genuine file of June 2026, and what the parser must be told to read it without a database."""

import csv
import itertools
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


def jsonstat(data_=None, *, jarjestys=("Alue", "timeperiod_m", "contentscode"), taulu="12r5"):
    """The figures of the file in JSON-stat 2, as the service writes them; numbers without their decimals lost."""
    data_ = data_ or data()
    sarakkeet = [sarake for sarake in data_["columns"] if sarake["type"] == "c"]
    luokat = {
        "Alue": list(dict.fromkeys(rivi["key"][0] for rivi in data_["data"])),
        "timeperiod_m": list(dict.fromkeys(rivi["key"][1] for rivi in data_["data"])),
        "contentscode": [sarake["code"] for sarake in sarakkeet],
    }
    nimet = {"contentscode": {sarake["code"]: sarake["text"] for sarake in sarakkeet}}
    luvut = {
        (*rivi["key"], koodi): luku
        for rivi in data_["data"]
        for koodi, luku in zip(luokat["contentscode"], rivi["values"], strict=True)
    }
    value, status = [], {}
    for numero, koodit in enumerate(itertools.product(*(luokat[koodi] for koodi in jarjestys))):
        kohta = dict(zip(jarjestys, koodit, strict=True))
        luku = luvut[kohta["Alue"], kohta["timeperiod_m"], kohta["contentscode"]]
        if luku.strip("-."):
            value.append(float(luku) if "." in luku else int(luku))
        else:
            value.append(None)
            status[str(numero)] = luku
    return {
        "version": "2.0",
        "class": "dataset",
        "label": data_["metadata"][0]["label"],
        "source": data_["metadata"][0]["source"],
        "updated": "2026-07-21T05:00:00Z",
        "role": {"time": ["timeperiod_m"], "geo": ["Alue"], "metric": ["contentscode"]},
        "id": list(jarjestys),
        "size": [len(luokat[koodi]) for koodi in jarjestys],
        "dimension": {
            koodi: {
                "label": koodi,
                "category": {
                    "index": {luokka: numero for numero, luokka in enumerate(luokat[koodi])},
                    "label": nimet.get(koodi, {luokka: luokka for luokka in luokat[koodi]}),
                },
            }
            for koodi in jarjestys
        },
        "value": value,
        "status": status,
        "extension": {"px": {"tableid": taulu, "decimals": 1}},
    }
