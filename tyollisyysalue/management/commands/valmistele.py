import shutil

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from tyollisyysalue.jonoon import jonoon


class Command(BaseCommand):
    help = "Bring the database up to date: tables, areas and municipalities, and in the demo its case."

    def add_arguments(self, parser):
        parser.add_argument("--alusta", action="store_true", help="throw everything away first (demo only)")
        parser.add_argument("--ilman-demoa", action="store_true", help="no users, no case")

    def handle(self, *, alusta, ilman_demoa, **options):
        if alusta:
            self.throw_away()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        # Drawn by the version of the portal that was here before.
        caches["sivuvarasto"].clear()
        call_command("lataa_kunnat", stdout=self.stdout)
        if settings.DEMO and not ilman_demoa:
            call_command("demo", stdout=self.stdout)
        jonoon("seuranta.jobs.piirra_sivut", monesko=0)

    def throw_away(self):
        if not settings.DEMO:
            raise CommandError("Only a demo can be thrown away (DEMO=1).")
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
