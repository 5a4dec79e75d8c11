"""The measures of table 12r5, from the list of official names kept in ``data/``."""

import csv
from pathlib import Path

TIEDOSTO = Path(__file__).resolve().parent / "data" / "mittarit_12r5.csv"
AVAINLUVUT = {
    "HAKIJALOPUSSA",
    "TYOTTOMATLOPUSSA",
    "TYOVOIMATK",
    "TYOTOSUUS",
    "PITKAAIKAISTYOTTOMAT",
    "TYOTTOMAT25",
    "TYOTTOMAT50",
    "TYOTTOMATULK",
    "LOMAUTETTU",
    "AVPAIKATLOPUSSA",
    "UUDETAVP",
}


def lataa(model):
    """Add the measures that are missing; ``model`` is given so that a migration can use its own."""
    with TIEDOSTO.open(encoding="utf-8", newline="") as file:
        rivit = list(csv.DictReader(file, delimiter=";"))
    tallennetut = set(model.objects.values_list("koodi", flat=True))
    model.objects.bulk_create(
        model(
            koodi=rivi["code"],
            nimi_fi=rivi["fi"],
            nimi_sv=rivi["sv"],
            nimi_en=rivi["en"],
            yksikko="prosentti" if rivi["code"] == "TYOTOSUUS" else "lkm",
            desimaalit=1 if rivi["code"] == "TYOTOSUUS" else 0,
            lahde="KEHA-keskus, Työnvälitystilasto",
            taulu="12r5",
            lisenssi="CC BY 4.0",
            avainluku=rivi["code"] in AVAINLUVUT,
            jarjestys=numero,
        )
        for numero, rivi in enumerate(rivit, start=1)
        if rivi["code"] not in tallennetut
    )
