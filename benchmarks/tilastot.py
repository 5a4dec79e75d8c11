"""Figures of the whole country over twenty years: importing them by the CSV template, and the pages over them.

The import is compared with a bare COPY of the same rows into the same table, committed as the import is; its memory
with that of a month's file. Each runs in a process of its own, so that one does not pay for what another left behind.
"""

import csv
import datetime
import json
import random
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.db import connection, connections
from django.test.utils import override_settings

from benchmarks import luettelot
from benchmarks.mittaus import Mittaus, compare
from seuranta import kuukaudet, sivumuisti
from seuranta.models import Havainto, Mittari, Tuonti
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta, Tyollisyysalue

MITTAREITA = 34
MUUALLA = "99"
VUODET = range(2006, 2026)
# Of a hundred figures about so many are secret, as in the published table.
SALAISIA = 12
SIVUT = {
    "municipality's month": "/seuranta/687/2025-12/",
    "municipality's newest month": "/seuranta/687/",
    "area's month": "/seuranta/alue/17/2025-12/",
    "comparison": "/seuranta/vertailu/",
    "key figures of the municipalities": "/seuranta/",
}
TUONTI, MUISTI, KOHTUUS = 3.0, 2.0, 3.0


def measurements():
    with kanta(), tempfile.TemporaryDirectory() as kansio:
        avain = luettelot.taydenna()
        taydenna()
        yield from tuonnit(Path(kansio), VUODET)
        yield from sivut(avain)


@contextmanager
def kanta():
    nimi = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.close()
        connection.creation.destroy_test_db(nimi, verbosity=0)


def taydenna():
    """Every municipality, and the measures of the table with as many more as make it 2.5 million figures."""
    # The municipalities of the list pages' data make room for the area's own.
    muualla = Tyollisyysalue.objects.create(koodi=MUUALLA, nimi_fi="Muu", nimi_sv="Annan", nimi_en="Other")
    Kunta.objects.filter(alue__koodi="17").update(alue=muualla)
    call_command("lataa_kunnat", verbosity=0)
    Tyollisyysalue.objects.filter(koodi="17").update(kaytossa=True)
    omia = Mittari.objects.filter(taulu="12r5").count()
    Mittari.objects.bulk_create(
        Mittari(
            koodi=f"MITTAUS{numero}",
            nimi_fi=f"Mittaus {numero}",
            nimi_sv=f"Mittaus {numero}",
            nimi_en=f"Mittaus {numero}",
            yksikko="lkm",
            taulu="12r5",
            lahde="Mittaus",
            lisenssi="CC BY 4.0",
            jarjestys=100 + numero,
        )
        for numero in range(MITTAREITA - omia)
    )


def tuonnit(kansio, vuodet):
    """Times and memory of imports; leaves the figures in the database."""
    mittarit = list(Mittari.objects.filter(taulu="12r5"))
    kuut = [datetime.date(vuosi, kuukausi, 1) for vuosi in vuodet for kuukausi in range(1, 13)]
    tiedosto, rivit, pieni = kansio / "luvut.csv", kansio / "rivit.copy", kansio / "kuukausi.csv"
    tuonti = Tuonti.objects.create(
        aika=kello.nyt(),
        laji=Tuonti.Laji.PXWEB,
        lahde="Mittaus",
        julkaisupvm=kello.tanaan(),
        taulu="12r5",
        tiedosto="luvut.csv",
        koko=1,
        sha256="0" * 64,
    )
    kirjoita(pieni, kansio / "kuukausi.copy", tuonti, mittarit, kuut[-1:])
    maara = kirjoita(tiedosto, rivit, tuonti, mittarit, kuut)
    kuukausi = aja("tuo", pieni)
    tyhjenna()
    copy = aja("kopioi", rivit)
    assert Havainto.objects.count() == maara
    tyhjenna()
    uusi = aja("tuo", tiedosto)
    assert Havainto.objects.count() == maara
    sama = aja("tuo", tiedosto)
    assert Havainto.objects.count() == maara
    nimi = f"import of {maara} figures"
    yield Mittaus(nimi, "COPY of the same rows", uusi["s"], copy["s"], bar=TUONTI)
    yield Mittaus(f"{nimi}, in force already", "COPY of the same rows", sama["s"], copy["s"], bar=TUONTI)
    yield Mittaus(f"{nimi}, memory", "of a month", uusi["MB"], kuukausi["MB"], bar=MUISTI, unit="MB")


def kirjoita(tiedosto, rivit, tuonti, mittarit, kuut):
    """The figures by the template, and as rows of the table for COPY; returns how many there are."""
    arpa = random.Random(20)
    maara = 0
    with tiedosto.open("w", newline="") as file, rivit.open("w") as copy:
        kirjoittaja = csv.writer(file, delimiter=";")
        kirjoittaja.writerow(["kunta", "kuukausi", *(mittari.koodi for mittari in mittarit)])
        for pk, koodi in (
            Kunta.objects.order_by("koodi").exclude(alue__koodi=MUUALLA).values_list("pk", "koodi")
        ):
            for kuukausi in kuut:
                luvut = [luku(arpa, mittari) for mittari in mittarit]
                kirjoittaja.writerow([koodi, kuukaudet.koodi(kuukausi), *luvut])
                for mittari, arvo in zip(mittarit, luvut, strict=True):
                    osat = ["\\N", arvo] if arvo == "..." else [arvo, ""]
                    copy.write(
                        "\t".join([str(pk), str(mittari.pk), str(kuukausi), *osat, str(tuonti.pk), "f"])
                        + "\n"
                    )
                    maara += 1
    return maara


def luku(arpa, mittari):
    if mittari.yksikko == Mittari.Yksikko.PROSENTTI:
        return f"{arpa.uniform(2, 20):.1f}"
    return "..." if arpa.randrange(100) < SALAISIA else str(int(arpa.paretovariate(0.9) * 5))


def tyhjenna():
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {Havainto._meta.db_table}")
        cursor.execute(f"ANALYZE {Havainto._meta.db_table}")
        cursor.execute("CHECKPOINT")


def aja(toimi, tiedosto):
    """Seconds and megabytes of ``benchmarks.tuonti`` in this database."""
    tulos = subprocess.run(
        [sys.executable, "-m", "benchmarks.tuonti", toimi, str(tiedosto), connection.settings_dict["NAME"]],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(tulos.stdout.splitlines()[-1])


def sivut(avain):
    with override_settings(ROOT_URLCONF="benchmarks.mittaus_urls"):
        portaali, kanta = WSGIHandler(), connections["default"]
        with override_settings(MIDDLEWARE=luettelot.PALJAS):
            paljas = WSGIHandler()
        pohja = luettelot.pyynto(paljas, kanta, "/mittaus/pohja/", avain)
        for nimi, osoite in SIVUT.items():
            sivu = luettelot.pyynto(portaali, kanta, osoite, avain, riveja=None)
            sivumuisti.tayta(osoite, "fi")
            for mista, tyhjennettavat in [
                ("shown before", []),
                ("drawn by the job, first view", ["sivut"]),
                # Of a month older than those that a job draws after every import, or of a definition just changed.
                ("drawn by nobody, first view", ["sivut", "sivuvarasto"]),
            ]:
                aika, verrokin_aika = compare(tyhjentaen(sivu, tyhjennettavat), pohja, luettelot.KIERROKSIA)
                yield Mittaus(
                    f"{nimi} over {Havainto.objects.count()} figures, {mista}",
                    luettelot.POHJA,
                    aika,
                    verrokin_aika,
                    bar=KOHTUUS,
                )


def tyhjentaen(sivu, muistit):
    """The page asked for by a process whose memories of these names are empty."""

    def kysy():
        for nimi in muistit:
            caches[nimi].clear()
        return sivu()

    return kysy
