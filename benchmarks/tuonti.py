"""``python -m benchmarks.tuonti tuo|kopioi FILE DATABASE``: one import or COPY; prints its seconds and peak memory."""

import json
import re
import sys
import time
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, transaction

KENTAT = ["kunta_id", "mittari_id", "kuukausi", "arvo", "puuttuva", "tuonti_id", "mitatoity"]


def tuo(polku):
    from django.core.management import call_command  # noqa: PLC0415 -- needs the settings

    call_command("tuo_tilastot", polku, stdout=sys.stderr)


@transaction.atomic
def kopioi(polku):
    kysely = f"COPY seuranta_havainto ({', '.join(KENTAT)}) FROM STDIN"
    with polku.open("rb") as rivit, connection.cursor() as cursor, cursor.copy(kysely) as copy:
        while pala := rivit.read(2**16):
            copy.write(pala)


def main(toimi, polku, kanta):
    settings.DATABASES["default"]["NAME"] = kanta
    django.setup()
    connection.ensure_connection()
    alku = time.perf_counter()
    {"tuo": tuo, "kopioi": kopioi}[toimi](Path(polku))
    kesto = time.perf_counter() - alku
    print(json.dumps({"s": kesto, "MB": muisti()}))


def muisti():
    """The most that this process has had in memory. What getrusage tells begins from that of its parent."""
    [kilotavuja] = re.findall(r"VmHWM:\s+([0-9]+) kB", Path("/proc/self/status").read_text())
    return int(kilotavuja) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
