from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from seuranta import lukijat, tuonnit, workflow
from seuranta.lukijat.virheet import TaulukkoVirhe
from tyollisyysalue import kello
from tyollisyysalue.models import User
from tyollisyysalue.tekstit import pvm


class Command(BaseCommand):
    help = (
        "Imports figures of municipalities from a file of StatFin's table 12r5 or of a described table, in PxWeb JSON, "
        "JSON-stat 2, PC-Axis, or by the template in CSV or XLSX. Stores only what differs from the figures in force; "
        "refuses a faulty file whole."
    )

    def add_arguments(self, parser):
        parser.add_argument("tiedosto", type=Path, help="the file")
        self.add_common_arguments(parser)

    def add_common_arguments(self, parser):
        parser.add_argument("--esikatselu", action="store_true", help="only show what would be stored")
        parser.add_argument(
            "--julkaistu",
            type=date.fromisoformat,
            help="the day the source published the figures, 2026-07-21; today when left out",
        )
        parser.add_argument(
            "--kayttaja", help="e-mail of the coordinator who imports; otherwise nobody is named"
        )

    def handle(self, **options):
        tiedosto = options.pop("tiedosto")
        self.import_file(tiedosto.name, self.read(tiedosto), **options)

    def import_file(self, nimi, tavut, *, esikatselu, julkaistu, kayttaja, haettu=False, **options):
        user = self.coordinator(kayttaja) if kayttaja else None
        julkaistu = julkaistu or kello.tanaan()
        try:
            luettu = tuonnit.lue(nimi, tavut)
            vertailu = workflow.esikatsele_taulukko(luettu, julkaistu, user=user)
            tuonti = (
                None if esikatselu else workflow.tuo_taulukko(luettu, julkaistu, user=user, haettu=haettu)
            )
        except TaulukkoVirhe as error:
            raise CommandError(self.reasons(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError(f"{kayttaja} ei ole käytössä olevan alueen koordinaattori.") from error
        tulos = tuonti.tulos if tuonti else vertailu.tulos()
        for rivi in tuonnit.selostus(tulos):
            self.stdout.write(rivi)
        self.stdout.write(self.outcome(esikatselu, tuonti, julkaistu))

    def read(self, tiedosto):
        try:
            # One byte more than fits tells that there is too much, without reading it all.
            with tiedosto.open("rb") as file:
                return file.read(lukijat.CSV_ENIMMAISKOKO + 1)
        except OSError as error:
            raise CommandError(f"Tiedostoa {tiedosto} ei voi lukea: {error.strerror}.") from error

    def coordinator(self, email):
        try:
            return User.objects.get(email=email)
        except User.DoesNotExist as error:
            raise CommandError(f"Käyttäjää {email} ei ole.") from error

    def reasons(self, error):
        rivit = [error.otsikko()]
        if error.virheet[0].rivi:
            rivit += [f"  {virhe}" for virhe in error.virheet]
            if error.maara > len(error.virheet):
                rivit.append(f"  … ja {error.maara - len(error.virheet)} muuta.")
        return "\n".join(rivit)

    def outcome(self, esikatselu, tuonti, julkaistu):
        if esikatselu:
            return "Esikatselu: mitään ei tallennettu."
        if tuonti is None:
            return "Kaikki tiedoston luvut ovat jo voimassa: mitään ei muutettu."
        return f"Tallennettu tuontina {tuonti.pk}, julkaistu {pvm(julkaistu)}."
