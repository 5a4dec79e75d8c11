"""The Swedish and English catalogues: complete, with the right placeholders, and what readers see.

After a change of texts: ``make messages``, translate what is empty in ``locale/``, ``make test``.
"""

import datetime
import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import resolve, reverse
from django.utils import translation

from tyollisyysalue import demo, faktat, ilmoitukset
from tyollisyysalue.models import Ilmoitus
from yhteyshenkilot.models import Yhteistyoryhma

KIELET = ["sv", "en"]
LUETTELOT = {kieli: settings.BASE_DIR / "locale" / kieli / "LC_MESSAGES" / "django.po" for kieli in KIELET}
OHITETUT = {"tests", "benchmarks"}

# Words that no Swedish or English sentence of the portal has. Names of places and titles stay Finnish.
SUOMEA = re.compile(
    r"\b(ja|ei|klo|joka|toinen|tilanne|seuraava|pidetään|mukana|jaksolla|jaksolle|kunnalle|kuntaan|kuntaa|päivästä|"
    r"pidettiin|peruttiin|peruttu|pidetty|sovittu|lähetetty|hyväksytty|nimetty|sijainen|vastuuhenkilö)\b",
    re.IGNORECASE,
)
# On every page, or on the public pages named below.
SIVUN_TEKSTIT = [
    "Siirry sisältöön",
    "Työllisyysalueportaali",
    "Etusivu",
    "Valikko",
    "Päävalikko",
    "Kirjaudu sisään",
    "Lähipalvelut",
    "Päätökset",
    "Tilastot",
    "Sopimukset",
    "Rajaa luetteloa",
    "Kunnan lukuja ei ole vielä kirjattu",
    "Sopimuksia ei löytynyt",
    "Päätöksiä ei ole vielä",
    "Löydä kuntasi palvelut",
    "Sivua ei löydy",
]
JULKISET = [
    ("etusivu", []),
    ("account_login", []),
    ("kunta", ["687"]),
    ("lahipalvelut:list", []),
    ("lahipalvelut:detail", ["687"]),
    ("seuranta:list", []),
    ("seuranta:detail", ["687"]),
    ("seuranta:alue", ["17"]),
    ("sopimukset:list", []),
    ("paatokset:list", []),
]


def aja(*komento, **valinnat):
    return subprocess.run(komento, capture_output=True, text=True, check=False, **valinnat)


@pytest.fixture(scope="module")
def poiminta(tmp_path_factory):
    """The texts of the source, as makemessages finds them in a copy: it writes beside what it reads."""
    kopio = tmp_path_factory.mktemp("poiminta")
    for osa in settings.BASE_DIR.iterdir():
        if osa.name == "templates" or ((osa / "__init__.py").exists() and osa.name not in OHITETUT):
            shutil.copytree(osa, kopio / osa.name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(settings.BASE_DIR / "manage.py", kopio)
    (kopio / "locale").mkdir()
    ymparisto = os.environ | {"DJANGO_SETTINGS_MODULE": "tyollisyysalue.settings", "DEMO": "1"}
    tulos = aja(
        *(sys.executable, "manage.py", "makemessages", "--locale=sv", "--keep-pot", "--no-wrap"),
        cwd=kopio,
        env=ymparisto,
    )
    assert tulos.returncode == 0, tulos.stderr
    return kopio / "locale" / "django.pot"


def puutteet(luettelo, poiminta):
    """What msgcmp finds wrong, by text: the line numbers it gives are of a file that is gone when one reads them."""
    virheet = aja("msgcmp", luettelo, poiminta).stderr
    return [
        (viesti, next(rivi for rivi in _rivit_ylospain(tiedosto, int(numero)) if rivi.startswith('msgid "')))
        for tiedosto, numero, viesti in re.findall(
            r"^(.+?):(\d+): this message (?!is not used)(.+?)(?: in .*|\.\.\.)?$", virheet, re.M
        )
    ]


def _rivit_ylospain(tiedosto, numero):
    return reversed(Path(tiedosto).read_text().splitlines()[:numero])


@pytest.mark.parametrize("kieli", KIELET)
def test_every_text_is_translated(poiminta, kieli):
    assert puutteet(LUETTELOT[kieli], poiminta) == []


@pytest.mark.parametrize(
    ("ennen", "jalkeen", "odotettu"),
    [
        ('msgid "Päätös"\nmsgstr "Beslut"', 'msgid "Päätös"\nmsgstr ""', "is untranslated"),
        ('msgid "Päätös"', '#, fuzzy\nmsgid "Päätös"', "needs to be reviewed by the translator"),
        ('msgid "Päätös"', 'msgid "Vanha teksti"', "is used but not defined"),
    ],
    ids=["untranslated", "fuzzy", "missing"],
)
def test_a_gap_is_found(poiminta, tmp_path, ennen, jalkeen, odotettu):
    rikki = tmp_path / "rikki.po"
    rikki.write_text(LUETTELOT["sv"].read_text().replace(ennen, jalkeen, 1))

    assert puutteet(rikki, poiminta) == [(odotettu, 'msgid "Päätös"')]


def test_no_text_hides_behind_another_name():
    """Makemessages knows gettext's functions by their own names and ``_`` only."""
    nimetyt = [
        tiedosto.name
        for sovellus in settings.BASE_DIR.iterdir()
        if (sovellus / "__init__.py").exists()
        for tiedosto in sovellus.rglob("*.py")
        if re.search(r"gettext\w* as (?!_\b)", tiedosto.read_text())
    ]

    assert nimetyt == []


@pytest.mark.parametrize("kieli", KIELET)
def test_placeholders_are_those_of_the_text(tmp_path, kieli):
    tulos = aja("msgfmt", "--check-format", "--output-file", tmp_path / "django.mo", LUETTELOT[kieli])

    assert tulos.returncode == 0, tulos.stderr


@pytest.mark.parametrize(("ennen", "jalkeen"), [("%(tila)s", "%(status)s"), ("{kunta}", "{kommun}")])
def test_a_changed_placeholder_is_found(tmp_path, ennen, jalkeen):
    rikki = tmp_path / "rikki.po"
    teksti = LUETTELOT["sv"].read_text()
    alku = next(osuma.start() for osuma in re.finditer(r'^msgstr ".*"$', teksti, re.M) if ennen in osuma[0])
    rikki.write_text(teksti[:alku] + teksti[alku:].replace(ennen, jalkeen, 1))

    assert aja("msgfmt", "--check-format", "--output-file", tmp_path / "rikki.mo", rikki).returncode == 1


def sanat(tuloste):
    """Every text of a printed fact, in one string."""
    osat = [tuloste.selite, tuloste.teksti]
    if taulukko := tuloste.taulukko:
        osat += [taulukko.otsikko, *taulukko.sarakkeet, *chain.from_iterable(taulukko.rivit)]
    return " ".join(osat)


def sama(tuloste, suomeksi, osa):
    return bool(getattr(tuloste, osa)) and getattr(tuloste, osa) == getattr(suomeksi, osa)


@pytest.mark.django_db
def test_facts_speak_every_language():
    call_command("lataa_kunnat", stdout=io.StringIO())
    call_command("demo", stdout=io.StringIO())
    parametrit = faktat.Parametrit(
        kunta="687",
        alkupvm=datetime.date(2025, 1, 1),
        loppupvm=datetime.date(2025, 9, 30),
        paiva=datetime.date(2025, 9, 17),
    )
    ryhmat = list(Yhteistyoryhma.objects.values_list("pk", flat=True))
    loydot = []

    with demo.hetkena(2025, 9, 17):
        for avain, laji in faktat.LAJIT.items():
            for ryhma in ryhmat if "ryhma" in laji.parametrit else [None]:
                sisalto = laji.keraa(replace(parametrit, ryhma=ryhma)).sisalto
                suomeksi = faktat.tulosta(laji, sisalto, "fi")
                for kieli in KIELET:
                    tuloste = faktat.tulosta(laji, sisalto, kieli)
                    suomea = SUOMEA.findall(sanat(tuloste))
                    samat = [osa for osa in ("selite", "teksti", "taulukko") if sama(tuloste, suomeksi, osa)]
                    if suomea or samat:
                        loydot.append((avain, kieli, suomea, samat))

    assert ryhmat
    assert loydot == []


def kerrottava(laji):
    """A thing as it was told of in the demo; of a kind that the demo has not met, the newest thing of its model."""
    ilmoitus = Ilmoitus.objects.filter(laji=laji.avain).first()
    return ilmoitus.kohde if ilmoitus else laji.malli.objects.latest("pk")


@pytest.mark.django_db
def test_notices_speak_every_language_and_lead_somewhere():
    call_command("lataa_kunnat", stdout=io.StringIO())
    call_command("demo", stdout=io.StringIO())
    loydot: list[tuple] = []

    for avain, laji in ilmoitukset.lajit.items():
        kohde = kerrottava(laji)
        tekstit = {}
        for kieli in ["fi", *KIELET]:
            with translation.override(kieli):
                # A title may name the mail that it tells of, in the language of that mail.
                otsikko = laji.otsikko(kohde).replace(str(getattr(kohde, "aihe", "")), "")
                tekstit[kieli] = [str(laji.nimi), otsikko, laji.teksti(kohde)]
        for kieli in KIELET:
            # The text quotes what people have written, in Finnish.
            suomea = SUOMEA.findall(" ".join(tekstit[kieli][:2]))
            samat = [a for a, b in zip(tekstit["fi"], tekstit[kieli], strict=True) if a and a == b]
            if suomea or samat:
                loydot.append((avain, kieli, suomea, samat))
        if not all(tekstit["fi"][:2]) or avain.split(".")[0] != type(laji).__module__.split(".")[0]:
            loydot.append((avain, tekstit["fi"], type(laji).__module__))
        resolve(urlsplit(laji.osoite(kohde)).path)

    assert ilmoitukset.lajit
    assert loydot == []


def test_public_pages_are_in_the_readers_language(rautavaara, mittarit, client):
    loydot = []

    for kieli in KIELET:
        osoitteet = [reverse(nimi, args=arvot) for nimi, arvot in JULKISET]
        for osoite in [*osoitteet, "/olematon-sivu/"]:
            sivu = client.get(osoite, headers={"accept-language": kieli}).content.decode()
            suomea = [teksti for teksti in SIVUN_TEKSTIT if re.search(rf"\b{teksti}\b", sivu)]
            if f'<html lang="{kieli}"' not in sivu or suomea:
                loydot.append((kieli, osoite, suomea))

    assert loydot == []


def test_public_pages_have_those_texts_in_finnish(rautavaara, mittarit, client):
    """The list above would find nothing if the pages no longer had its texts."""
    sivut = [client.get(reverse(nimi, args=arvot)).content.decode() for nimi, arvot in JULKISET]
    sivut.append(client.get("/olematon-sivu/").content.decode())

    assert [teksti for teksti in SIVUN_TEKSTIT if not any(teksti in sivu for sivu in sivut)] == []
    assert all('<html lang="fi"' in sivu for sivu in sivut)
