from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tyollisyysalue.varmuuskopio import VarmuuskopioVirhe, arkisto, kanta

RYHMA = 1000


class Command(BaseCommand):
    help = "Restores an archive of varmista into an empty database and an empty folder of files."
    # The checks of some packages look into the database, which has no tables yet.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("tiedosto", type=Path)

    def handle(self, *, tiedosto, **options):
        try:
            vaadi_tyhja_paikka()
            self.stdout.write("Checking the archive …")
            with arkisto.avattu(tiedosto) as avattu:
                self.palauta(avattu)
                luettelo = avattu.luettelo
        except VarmuuskopioVirhe as error:
            raise CommandError(error) from error
        self.stdout.write(
            f"Restored as it was {luettelo['created']}. Bring it up to date: manage.py valmistele"
        )

    def palauta(self, avattu):
        luettelo = avattu.luettelo
        vaadi_sopiva(luettelo)
        pg_restore = kanta.ohjelma("pg_restore", luettelo["pg_dump"])
        with kaikki_tai_ei_mitaan():
            self.stdout.write(f"Restoring {len(avattu.tiedostot)} files …")
            settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
            avattu.pura(settings.MEDIA_ROOT, edistyy=self.kerro)
            self.stdout.write(f"Restoring the database ({pg_restore.polku}) …")
            with avattu.avaa_vedos() as vedos:
                kanta.palauta(pg_restore, vedos)
            self.stdout.write("Comparing …")
            vertaa(luettelo)

    def kerro(self, maara):
        if maara % RYHMA == 0:
            self.stdout.write(f"{maara} files …")


@contextmanager
def kaikki_tai_ei_mitaan():
    """After a failure the place is as empty as it was, for the next try."""
    try:
        yield
    except BaseException:
        arkisto.tyhjenna(settings.MEDIA_ROOT)
        if not kanta.on_tyhja():
            kanta.tyhjenna()
        raise


def vaadi_tyhja_paikka():
    if not kanta.on_tyhja():
        raise VarmuuskopioVirhe(
            f"The database {connection.settings_dict['NAME']} is not empty. Restoring would mix two portals: make a "
            "new database and point DATABASE_URL to it."
        )
    if not arkisto.on_tyhja(settings.MEDIA_ROOT):
        raise VarmuuskopioVirhe(
            f"The folder {settings.MEDIA_ROOT} is not empty. Move it aside or point MEDIA_ROOT to another one."
        )


def vaadi_sopiva(luettelo):
    palvelin = kanta.palvelimen_versio()
    if palvelin < luettelo["server"]:
        raise VarmuuskopioVirhe(
            f"The backup is of PostgreSQL {luettelo['server']}, and this server is {palvelin}. Data moves to newer "
            "versions only."
        )
    omat = {
        config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR
    }
    uudemmat = [
        nimi
        for nimi in luettelo["migrations"]
        if nimi.partition(".")[0] in omat and nimi not in kanta.tunnetut_migraatiot()
    ]
    if uudemmat:
        raise VarmuuskopioVirhe(
            f"The backup is of a newer portal ({luettelo['version']}, {uudemmat[-1]}). Install that one first."
        )


def vertaa(luettelo):
    """What stands in the database now, against what stood there when the backup was made."""
    taulut = kanta.taulut()
    erot = sorted(
        nimi for nimi in taulut | luettelo["tables"] if taulut.get(nimi) != luettelo["tables"].get(nimi)
    )
    if erot:
        raise VarmuuskopioVirhe(
            f"Restored otherwise than backed up: {', '.join(erot)}. Nothing was left behind."
        )
    if kanta.triggerit() != luettelo["triggers"]:
        raise VarmuuskopioVirhe("The triggers are not those of the backup. Nothing was left behind.")
    if jaljessa := kanta.jaljessa_olevat_sarjat():
        raise VarmuuskopioVirhe(
            f"Numbers would be given twice: {', '.join(jaljessa)}. Nothing was left behind."
        )
