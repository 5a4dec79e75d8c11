from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from tyollisyysalue import kayttajat
from tyollisyysalue.models import Kutsu, Tyollisyysalue


class Command(BaseCommand):
    help = "Bring an area into use and invite an administrator; also when the area has none who can sign in."

    def add_arguments(self, parser):
        parser.add_argument("koodi", help="code of the area, as 17")
        parser.add_argument("sahkoposti")
        parser.add_argument("nimi")
        parser.add_argument("nimike")
        parser.add_argument("--kieli", choices=Kutsu.Kieli.values, default=Kutsu.Kieli.FI)

    def handle(self, *, koodi, sahkoposti, nimi, nimike, kieli, **options):
        try:
            alue = Tyollisyysalue.objects.get(koodi=koodi)
        except Tyollisyysalue.DoesNotExist as error:
            raise CommandError(f"There is no area {koodi}. Load the areas: manage.py lataa_kunnat") from error
        try:
            kohde, _uusi = kayttajat.ota_alue_kayttoon(
                alue, sahkoposti, nimi=nimi, nimike=nimike, kieli=kieli
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Kutsu lähtee osoitteeseen {kohde.email}, kun taustatyöt ovat käynnissä.")
