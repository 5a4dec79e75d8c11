"""What holds for the whole house, whatever is built next."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pghistory.models
import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import URLPattern, get_resolver

OMAT = ["portaali", "paatokset", "esitykset", "lahipalvelut", "yhteyshenkilot", "seuranta", "tyollisyysalue"]

# Everything else asks to sign in.
JULKISET = {
    "etusivu",
    "haku",
    "kunta",
    "lahipalvelut:list",
    "lahipalvelut:detail",
    "lahipalvelut:kalenteri",
    "lahipalvelut:kalenteri-pdf",
    "lahipalvelut:alueen-kalenteri",
    "lahipalvelut:alueen-kalenteri-pdf",
    # A script for who signs in; it holds nothing of anyone.
    "tyontekija",
    "lahipalvelut:kunta-ics",
    "lahipalvelut:prosessi-ics",
    "lahipalvelut:toteuma-kaavio",
    # Where the area publishes it; else it asks to sign in by itself.
    "yhdenvertaisuus",
    # Each person as far as the person's own setting says.
    "yhteyshenkilot:list",
    "yhteyshenkilot:detail",
    "yhteyshenkilot:henkilo",
    "yhteyshenkilot:henkilo-vcard",
    "yhteyshenkilot:vcard",
    "yhteyshenkilot:pdf",
    "seuranta:list",
    "seuranta:detail",
    "seuranta:kuukausi",
    "seuranta:mittari",
    "seuranta:kaavio",
    "seuranta:vertailu",
    # The area's total; by process for those who take part in its cooperation.
    "seuranta:henkilosto",
    "seuranta:julkaisut",
    "seuranta:julkaisut-syote",
    "seuranta:julkaisut-ics",
    "seuranta:json",
    "seuranta:alueen-json",
    "seuranta:alueen-summat",
    "seuranta:alue",
    "seuranta:alueen-kuukausi",
    "seuranta:alueen-mittari",
    "seuranta:alueen-kaavio",
    "paatokset:list",
    "paatokset:detail",
    "paatokset:pdf",
    "saavutettavuus",
    "palaute",
    "palaute-kuittaus",
    # The mailed link that ends mails.
    "ilmoitukset:peru",
    "sopimukset:list",
    "sopimukset:detail",
    # As public as the row that owns it.
    "liite",
    "set_language",
    # For monitoring: numbers, no names.
    "terveys",
    "terveys-valmius",
    # The mailed link of an invitation, and the first password.
    "kutsu",
    "kutsu-linkki",
    # The mailed link of acknowledgement.
    "kuittaus",
    # Fetched by calendar programs: a secret of 256 bits in the address, rights asked at each fetch.
    "kalenteri",
    # Signing in, and a forgotten password; signing up is closed by the adapter.
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_email",
    "account_confirm_login_code",
}

# Rows that are never changed; every other model keeps its history.
VAIN_LISATTAVAT = {
    "esitykset.Asialinkki",
    "esitykset.Muistiinpano",
    "esitykset.Viesti",
    "lahipalvelut.Kirjaustunnus",
    "paatokset.Asiakirja",
    "paatokset.Fraasinkaytto",
    "yhteyshenkilot.Aukkovaroitus",
    "yhteyshenkilot.Luettelolahetys",
    "yhteyshenkilot.Luettelosaaja",
    "seuranta.Tuonti",
    "seuranta.Havainto",
    "seuranta.Maahavainto",
    "tyollisyysalue.Tapahtuma",
    "tyollisyysalue.Lahetys",
    "tyollisyysalue.Palautus",
    "tyollisyysalue.SailytettyViesti",
}

TUOTANTO = {
    "DEMO": "0",
    "DJANGO_SETTINGS_MODULE": "tyollisyysalue.settings",
    "SECRET_KEY": "k7-" * 20 + "e1",
    "ALLOWED_HOSTS": "portaali.example",
    "DATABASE_URL": "postgres://portaali@tietokanta.example/portaali",
    "EMAIL_URL": "submission://portaali:salasana@posti.example",
    "PORTAALIN_OSOITE": "https://portaali.example",
}


def kuviot(resolver=None, nimiavaruus=""):
    for kuvio in (resolver or get_resolver()).url_patterns:
        if isinstance(kuvio, URLPattern):
            yield f"{nimiavaruus}{kuvio.name}", kuvio.callback
        else:
            yield from kuviot(kuvio, nimiavaruus + (f"{kuvio.namespace}:" if kuvio.namespace else ""))


def tapahtumamallit():
    return [malli for malli in apps.get_models() if issubclass(malli, pghistory.models.Event)]


def omat_mallit():
    return [
        malli
        for malli in apps.get_models()
        if malli._meta.app_label in OMAT and not issubclass(malli, pghistory.models.Event)
    ]


def aja(*komento, **ymparisto):
    return subprocess.run(
        [sys.executable, *komento],
        cwd=settings.BASE_DIR,
        env=os.environ | ymparisto,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def seuratut_tiedostot():
    """The text files of the repository."""
    lista = subprocess.run(
        ["git", "ls-files", "-z"], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True, check=True
    )
    for nimi in filter(None, lista.stdout.split("\0")):
        polku = Path(settings.BASE_DIR, nimi)
        if polku.exists() and b"\0" not in (tavut := polku.read_bytes()):
            yield nimi, tavut.decode()


def test_public_pages_are_these():
    assert {nimi for nimi, view in kuviot() if not getattr(view, "login_required", True)} == JULKISET


def test_every_model_says_who_may_see_its_rows():
    assert [m._meta.label for m in omat_mallit() if not hasattr(m.objects.all(), "visible_to")] == []


def test_every_model_keeps_its_history_or_is_never_changed():
    historia = {malli.pgh_tracked_model for malli in tapahtumamallit()}
    ilman = {malli._meta.label for malli in omat_mallit() if malli not in historia}
    vain_lisattavat = {
        malli._meta.label for malli, trigger in pgtrigger.registered() if trigger.name == "vain_lisays"
    }

    assert ilman == VAIN_LISATTAVAT
    # The history rows themselves are append-only too, under the package's own trigger.
    assert vain_lisattavat == VAIN_LISATTAVAT


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_apps_look_down_only():
    tulos = aja("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")

    assert tulos.returncode == 0, tulos.stdout


@pytest.mark.parametrize("komento", [["check"], ["format", "--check"]])
def test_code_is_in_order(komento):
    tulos = aja("-m", "ruff", *komento, ".")

    assert tulos.returncode == 0, tulos.stdout


def tietokannan_osoite():
    """The test's own database: some checks ask the server what it can do."""
    params = connection.get_connection_params()
    user, password, host = (
        quote(str(params.get(avain, "")), safe="") for avain in ("user", "password", "host")
    )
    return f"postgres://{user}:{password}@{host}:{params.get('port', '')}/{params['dbname']}"


@pytest.mark.django_db
def test_production_checks_are_clean():
    ymparisto = TUOTANTO | {"DATABASE_URL": tietokannan_osoite()}

    tulos = aja("manage.py", "check", "--deploy", "--fail-level", "DEBUG", **ymparisto)

    assert tulos.returncode == 0, tulos.stdout


@pytest.mark.parametrize("puuttuu", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL"])
def test_production_does_not_start_without(puuttuu):
    ymparisto = {nimi: arvo for nimi, arvo in TUOTANTO.items() if nimi != puuttuu}
    koodi = f"import os; os.environ.pop({puuttuu!r}, None); import tyollisyysalue.settings"

    tulos = aja("-c", koodi, **ymparisto)

    assert tulos.returncode == 1
    assert puuttuu in tulos.stdout.splitlines()[-1]


def test_no_file_knows_the_machine_it_was_written_on():
    paikat = re.compile(rf"{re.escape(str(settings.BASE_DIR))}/|/(?:home|Users)/\w+/")

    assert [nimi for nimi, teksti in seuratut_tiedostot() if paikat.search(teksti)] == []


def test_no_lock_file_names_where_packages_come_from():
    lukko = json.loads(Path(settings.BASE_DIR, "package-lock.json").read_text())
    osoitteet = [paketti.get("resolved", "") for paketti in lukko["packages"].values()]
    vaatimukset = [
        rivi
        for nimi in ("requirements.txt", "requirements-dev.txt")
        for rivi in Path(settings.BASE_DIR, nimi).read_text().splitlines()
        if not rivi.lstrip().startswith("#")
    ]

    assert [osoite for osoite in osoitteet if osoite] == []
    assert [rivi for rivi in vaatimukset if "://" in rivi or "index-url" in rivi] == []


def test_types_are_in_order():
    tulos = aja("-m", "mypy", ".")

    assert tulos.returncode == 0, tulos.stdout


def test_links_between_documents_lead_somewhere():
    puuttuvat = [
        (nimi, linkki)
        for nimi, teksti in seuratut_tiedostot()
        if nimi.endswith(".md")
        for linkki in re.findall(r"\]\(([^)#:]+)\)", teksti)
        if not Path(settings.BASE_DIR, nimi).parent.joinpath(linkki).exists()
    ]

    assert puuttuvat == []


def test_every_document_is_in_the_index():
    kansio = Path(settings.BASE_DIR, "docs")
    luettelo = (kansio / "README.md").read_text()

    assert [
        p.name for p in sorted(kansio.glob("*.md")) if p.name != "README.md" and f"({p.name})" not in luettelo
    ] == []
