from django.core.management.base import CommandError

from seuranta import kuukaudet, pxweb, tuonnit
from seuranta.management.commands import tuo_tilastot


class Command(tuo_tilastot.Command):
    help = (
        "Fetches a month of a table from the PxWeb interface of the setting PXWEB_OSOITE and imports it as "
        "tuo_tilastot does a file."
    )

    def add_arguments(self, parser):
        parser.add_argument("--taulu", default=tuonnit.TAULU, help="the table, 12r5 when left out")
        parser.add_argument(
            "--kuukausi", required=True, action="append", help="2026M06; may be given many times"
        )
        self.add_common_arguments(parser)

    def handle(self, **options):
        taulu, kuukausi = options.pop("taulu"), options.pop("kuukausi")
        if not pxweb.kaytossa():
            raise CommandError("PxWeb-rajapinta ei ole käytössä: asetus PXWEB_OSOITE on tyhjä.")
        try:
            kuut = sorted({kuukaudet.lue(teksti) for teksti in kuukausi})
        except ValueError as error:
            raise CommandError("Kirjoita kuukausi muodossa 2026M06.") from error
        try:
            nimi, tavut = tuonnit.hae(taulu, kuut)
        except pxweb.HakuVirhe as error:
            raise CommandError(str(error)) from error
        self.import_file(nimi, tavut, haettu=True, **options)
