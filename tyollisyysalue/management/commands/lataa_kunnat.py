import csv
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from tyollisyysalue.models import Kunta, Tyollisyysalue

TIEDOSTO = Path(__file__).resolve().parents[2] / "data" / "kunnat_2026.csv"


class Command(BaseCommand):
    help = "Loads the employment areas and municipalities of the whole country; running it again changes nothing."

    @transaction.atomic
    def handle(self, *args, **options):
        with TIEDOSTO.open(encoding="utf-8", newline="") as file:
            rivit = list(csv.DictReader(file, delimiter=";"))
        alueet = {}
        for rivi in rivit:
            koodi = rivi["tyollisyysalue_code"]
            if koodi not in alueet:
                alueet[koodi] = tallenna(
                    Tyollisyysalue,
                    koodi,
                    nimi_fi=rivi["tyollisyysalue_name_fi"],
                    nimi_sv=rivi["tyollisyysalue_name_sv"],
                    nimi_en=rivi["tyollisyysalue_name_en"],
                )
            tallenna(
                Kunta,
                rivi["municipality_code"],
                nimi_fi=rivi["municipality_name_fi"],
                nimi_sv=rivi["municipality_name_sv"],
                nimi_en=rivi["municipality_name_en"],
                kielisuhde=int(rivi["kielisuhde_code"]),
                alue=alueet[koodi],
            )
        self.stdout.write(f"{len(rivit)} kuntaa, {len(alueet)} työllisyysaluetta.")


def tallenna(model, koodi, **arvot):
    """Create the row or update it only when a value differs, so that history gets no empty versions."""
    row = model.objects.filter(koodi=koodi).first()
    if row is None:
        return model.objects.create(koodi=koodi, **arvot)
    muuttuneet = [nimi for nimi, arvo in arvot.items() if getattr(row, nimi) != arvo]
    if muuttuneet:
        for nimi in muuttuneet:
            setattr(row, nimi, arvot[nimi])
        row.save(update_fields=muuttuneet)
    return row
