import os
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from tyollisyysalue import palautukset, palautuslaatikko


class Command(BaseCommand):
    help = (
        "Read returned mail: one message from standard input, or with --imap the unseen ones of the mailbox."
    )

    def add_arguments(self, parser):
        parser.add_argument("--imap", action="store_true", help="the mailbox of PALAUTUSPOSTI_URL")

    def handle(self, *, imap, **options):
        if imap:
            self.lue_laatikko()
        else:
            self.lue_syote()

    def lue_syote(self):
        tavut = sys.stdin.buffer.read(palautukset.TAVUJA_ENINTAAN)
        if not tavut:
            raise CommandError("Nothing came from standard input: give the message there, or use --imap.")
        try:
            palautus, on_uusi = palautukset.tallenna(tavut)
        except DatabaseError as error:
            # A mail server that runs this keeps the message and tries again.
            raise CommandError(f"The message was not stored: {error}", returncode=os.EX_TEMPFAIL) from error
        self.stdout.write(kerro(palautus, on_uusi))

    def lue_laatikko(self):
        if not settings.PALAUTUSPOSTI_URL:
            raise CommandError("Set PALAUTUSPOSTI_URL, for example imaps://user:password@host/INBOX.")
        try:
            with palautuslaatikko.avaa(settings.PALAUTUSPOSTI_URL) as laatikko:
                for uid in laatikko.lukemattomat():
                    tavut = laatikko.viesti(uid)
                    if tavut is None:
                        continue
                    palautus, on_uusi = palautukset.tallenna(tavut)
                    # Stored first: what is lost in between is read again, and is then the same row.
                    laatikko.merkitse_luetuksi(uid)
                    self.stdout.write(kerro(palautus, on_uusi))
        except palautuslaatikko.LaatikkoVirhe as error:
            raise CommandError(str(error)) from error


def kerro(palautus, on_uusi):
    kenesta = palautus.vastaanottaja.viestitunnus if palautus.vastaanottaja else "unmatched"
    return f"{palautus.pk}: {palautus.laji}, {kenesta}{'' if on_uusi else ', read before'}"
