import tempfile
import tomllib
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tyollisyysalue import kello
from tyollisyysalue.varmuuskopio import VarmuuskopioVirhe, arkisto, kanta

RYHMA = 1000


class Command(BaseCommand):
    help = "Writes the database and the stored files into one archive, which palauta restores."

    def add_arguments(self, parser):
        parser.add_argument("tiedosto", type=Path, help="the archive, for example portaali-20261124.tar")

    def handle(self, *, tiedosto, **options):
        tiedosto = tiedosto.absolute()
        try:
            with arkisto.uusi(tiedosto) as kohde:
                self.kirjoita(kohde, tiedosto.parent)
        except VarmuuskopioVirhe as error:
            raise CommandError(error) from error
        except OSError as error:
            raise CommandError(f"The backup failed and left no file: {error}") from error
        self.stdout.write(f"{tiedosto}: {tiedosto.stat().st_size / 2**20:.1f} MiB")

    def kirjoita(self, kohde, kansio):
        pg_dump = kanta.ohjelma("pg_dump", 0)
        kirjoittaja = arkisto.Kirjoittaja(kohde)
        # The dump first: a file is on the disk before its row is committed and is never removed, so that the disk
        # holds whatever the dump names, and perhaps a little more.
        with tempfile.TemporaryFile(dir=kansio) as vedos:
            with kanta.tilanne() as tilanne:
                self.stdout.write(f"Dumping the database ({pg_dump.polku}) …")
                kanta.vedosta(pg_dump, tilanne, vedos)
                self.stdout.write("Counting the rows …")
                luettelo = {
                    "format": arkisto.MUOTO,
                    "created": kello.nyt().isoformat(timespec="seconds"),
                    "version": portaalin_versio(),
                    "server": kanta.palvelimen_versio(),
                    "pg_dump": pg_dump.versio,
                    "migrations": kanta.migraatiot(),
                    "tables": kanta.taulut(),
                    "triggers": kanta.triggerit(),
                }
                nimetyt = kanta.tiedostojen_nimet()
            koko = vedos.seek(0, 2)
            vedos.seek(0)
            kirjoittaja.lisaa(arkisto.VEDOS, vedos, koko)
        mukana = self.lisaa_tiedostot(kirjoittaja)
        if puuttuvat := sorted(nimetyt - mukana):
            raise VarmuuskopioVirhe(
                f"{len(puuttuvat)} files that the database names are not in {settings.MEDIA_ROOT}, the first "
                f"{puuttuvat[0]}. A backup without them would not be one: find them first."
            )
        kirjoittaja.sinetoi(luettelo)

    def lisaa_tiedostot(self, kirjoittaja):
        mukana = set()
        for nimi, polku in arkisto.tiedostot(settings.MEDIA_ROOT):
            with polku.open("rb") as lahde:
                kirjoittaja.lisaa(f"{arkisto.KANSIO}{nimi}", lahde, polku.stat().st_size)
            mukana.add(nimi)
            if len(mukana) % RYHMA == 0:
                self.stdout.write(f"{len(mukana)} files …")
        self.stdout.write(f"{len(mukana)} files.")
        return mukana


def portaalin_versio():
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as tiedosto:
        return tomllib.load(tiedosto)["project"]["version"]
