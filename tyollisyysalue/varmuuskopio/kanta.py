"""The database for a backup: the programs that dump and restore it, and what must be the same on both sides."""

import os
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import FileField

from tyollisyysalue.postgres.server import programs
from tyollisyysalue.varmuuskopio import VarmuuskopioVirhe

DEBIAN = Path("/usr/lib/postgresql")
# Who has a session is signed in, also with a stolen backup; the cache holds failed logins; charts are drawn
# again. All begin empty.
ILMAN_SISALTOA = ("django_session", "valimuisti", "kaaviot")
# From this version on the programs speak of a parameter that older servers do not know, also in what they restore.
TRANSACTION_TIMEOUT = 17


@dataclass(frozen=True)
class Ohjelma:
    polku: str
    versio: int


def palvelimen_versio():
    postgresql: Any = connection
    return postgresql.pg_version // 10000


def ohjelma(nimi, vahintaan):
    """pg_dump or pg_restore: the oldest that knows the server and whatever else is ``vahintaan``."""
    palvelin = palvelimen_versio()
    tarjolla = [Ohjelma(polku, versio) for polku in _ehdokkaat(nimi) if (versio := _versio(polku))]
    kelpaavat = [
        o
        for o in tarjolla
        if o.versio >= max(palvelin, vahintaan)
        and (o.versio < TRANSACTION_TIMEOUT or palvelin >= TRANSACTION_TIMEOUT)
    ]
    if not kelpaavat:
        loydetyt = ", ".join(f"{o.polku} ({o.versio})" for o in tarjolla) or "none"
        raise VarmuuskopioVirhe(
            f"{nimi} of PostgreSQL {max(palvelin, vahintaan)} is needed, as the server is {palvelin}. Found: "
            f"{loydetyt}. Install postgresql-client-{max(palvelin, vahintaan)}."
        )
    return min(kelpaavat, key=lambda o: o.versio)


def _ehdokkaat(nimi):
    # The programs of the embedded server are for it alone: they cannot encrypt a connection.
    if connection.settings_dict["ENGINE"] == "tyollisyysalue.postgres":
        return [str(programs() / nimi)]
    polulla = shutil.which(nimi)
    return [*([polulla] if polulla else []), *map(str, sorted(DEBIAN.glob(f"*/bin/{nimi}")))]


def _versio(polku):
    tuloste = subprocess.run([polku, "--version"], capture_output=True, text=True, check=False).stdout
    osuma = re.search(r"\(PostgreSQL\) (\d+)", tuloste)
    return int(osuma[1]) if osuma else None


def _yhteys():
    """How the programs reach the database that Django uses: arguments, and the password where nobody lists it."""
    tunnetut = {valinta.keyword.decode() for valinta in psycopg.pq.Conninfo.get_defaults()}
    asetukset = {
        avain: arvo
        for avain, arvo in connection.get_connection_params().items()
        if avain in tunnetut and avain != "client_encoding"
    }
    salasana = asetukset.pop("password", None)
    ymparisto = os.environ | {"LC_ALL": "C.UTF-8"} | ({"PGPASSWORD": salasana} if salasana else {})
    return [f"--dbname={psycopg.conninfo.make_conninfo(**asetukset)}"], ymparisto


@contextmanager
def tilanne():
    """One moment of the database: the id by which pg_dump sees the same one."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def vedosta(ohjelma, tilanne, kohde):
    yhteys, ymparisto = _yhteys()
    komento = [
        ohjelma.polku,
        *yhteys,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={tilanne}",
        *(f"--exclude-table-data=public.{taulu}" for taulu in ILMAN_SISALTOA),
    ]
    with tempfile.TemporaryFile() as virheet:
        tulos = subprocess.run(
            komento, stdin=subprocess.DEVNULL, stdout=kohde, stderr=virheet, env=ymparisto, check=False
        )
        _vaadi_onnistunut("pg_dump", tulos.returncode, virheet)


def palauta(ohjelma, lahde):
    """Restore a dump, whole or not at all."""
    yhteys, ymparisto = _yhteys()
    komento = [
        ohjelma.polku,
        *yhteys,
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
    ]
    with tempfile.TemporaryFile() as virheet:
        with subprocess.Popen(komento, stdin=subprocess.PIPE, stderr=virheet, env=ymparisto) as prosessi:
            syote: Any = prosessi.stdin
            try:
                shutil.copyfileobj(lahde, syote)
                syote.close()
            except BrokenPipeError:
                # It ended before the end of the dump; its own words tell why.
                pass
            paluukoodi = prosessi.wait()
        _vaadi_onnistunut("pg_restore", paluukoodi, virheet)


def _vaadi_onnistunut(nimi, paluukoodi, virheet):
    if paluukoodi:
        virheet.seek(0)
        raise VarmuuskopioVirhe(f"{nimi} failed:\n{virheet.read().decode(errors='replace').strip()}")


def on_tyhja():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)')"
        )
        return cursor.fetchone()[0]


def tyhjenna():
    """Back to the empty database that the restoring began with."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def taulut():
    """Rows of each table, and a sum over their contents that does not depend on their order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        nimet = [nimi for (nimi,) in cursor.fetchall() if nimi not in ILMAN_SISALTOA]
        tulos = {}
        for nimi in nimet:
            cursor.execute(
                "SELECT count(*), coalesce(sum(('x' || left(md5(rivi__::text), 15))::bit(60)::bigint), 0)::text "
                f"FROM {connection.ops.quote_name(nimi)} rivi__"
            )
            riveja, summa = cursor.fetchone()
            tulos[nimi] = {"rows": riveja, "sum": summa}
    return tulos


def triggerit():
    """The guards of the tables, each with whether it is on."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname || '.' || tgname || ' ' || tgenabled::text "
            "FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE NOT tgisinternal ORDER BY 1"
        )
        return [rivi for (rivi,) in cursor.fetchall()]


def jaljessa_olevat_sarjat():
    """Sequences that would give an id anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT taulu.relname, attname, sarja.relname FROM pg_depend "
            "JOIN pg_class sarja ON sarja.oid = objid AND sarja.relkind = 'S' "
            "JOIN pg_class taulu ON taulu.oid = refobjid "
            "JOIN pg_attribute ON attrelid = taulu.oid AND attnum = refobjsubid "
            "WHERE classid = 'pg_class'::regclass AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i') "
            "AND taulu.relnamespace = 'public'::regnamespace ORDER BY 3"
        )
        jaljessa = []
        for taulu, sarake, sarja in cursor.fetchall():
            taulu, sarake, lainattu = map(connection.ops.quote_name, (taulu, sarake, sarja))
            cursor.execute(
                f"SELECT (SELECT coalesce(max({sarake}), 0) FROM {taulu}) "
                f"> (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END FROM {lainattu})"
            )
            if cursor.fetchone()[0]:
                jaljessa.append(sarja)
    return jaljessa


def migraatiot():
    with connection.cursor() as cursor:
        cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
        return [nimi for (nimi,) in cursor.fetchall()]


def tunnetut_migraatiot():
    return {f"{app}.{nimi}" for app, nimi in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


def tiedostojen_nimet():
    """Every file that a row names."""
    nimet = set()
    for malli in apps.get_models():
        for kentta in malli._meta.concrete_fields:
            if isinstance(kentta, FileField):
                nimet |= set(
                    malli._base_manager.exclude(**{kentta.name: ""}).values_list(kentta.name, flat=True)
                )
    return nimet - {None}
