from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from paatokset.models import Asiakirja, Paatos


class Command(BaseCommand):
    help = "Writes the newest stored document of a matter to a file."

    def add_arguments(self, parser):
        parser.add_argument("asianumero", help="for example 1743/00.01.02/2025")
        parser.add_argument("--alue", default="17", help="code of the employment area")
        parser.add_argument("--laji", required=True, choices=Asiakirja.Laji.values)
        parser.add_argument(
            "--kieli", default="", choices=["", *Paatos.Kieli.values], help="of the other language version"
        )
        parser.add_argument("--tiedosto", required=True, type=Path)

    def handle(self, *, asianumero, alue, laji, kieli, tiedosto, **options):
        asiakirja = Asiakirja.objects.filter(
            paatos__asia__numero=asianumero, paatos__asia__alue__koodi=alue, laji=laji, kieli=kieli
        ).first()
        if asiakirja is None:
            raise CommandError(f"Asialla {asianumero} ei ole tallennettua asiakirjaa ({laji}).")
        with asiakirja.tiedosto.open() as source:
            data = source.read()
        try:
            tiedosto.write_bytes(data)
        except OSError as error:
            raise CommandError(f"Tiedostoa {tiedosto} ei voi kirjoittaa. Tarkista polku.") from error
        self.stdout.write(f"{tiedosto}: {asiakirja.koko} tavua, SHA-256 {asiakirja.sha256}")
