"""Templates: each is used, each text can be translated, each include says what it takes."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine

KANSIO = Path(settings.BASE_DIR, "templates")
# Packages look these up by paths of their own; the handlers of errors are named by Django and allauth.
PAKETTIEN = ("account/", "allauth/", "bootstrap5/", "django/")
DJANGON = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}
# The trail, the error pages, the base and the document read the page's own context.
KOKO_KONTEKSTI = re.compile(r'^"(includes/ylatunniste|virhe|[a-z]+/murut|paatokset/includes/sisalto)\.html"')


def mallipohjat():
    return {str(polku.relative_to(KANSIO)): polku.read_text() for polku in sorted(KANSIO.rglob("*.*"))}


def koodi():
    """The text of everything that may name a template."""
    kansiot = [
        p for p in Path(settings.BASE_DIR).iterdir() if (p / "__init__.py").exists() and p.name != "tests"
    ]
    return "\n".join(p.read_text() for kansio in kansiot for p in kansio.rglob("*.py"))


def kayttamattomat(pohjat, koodi):
    """Names that stand nowhere: neither whole, nor as the fixed part of a name that is put together."""
    lahteet = "\n".join([koodi, *pohjat.values()])
    kootut = re.findall(r'f"([\w/]+)\{[^}]+\}([\w.]*)"', koodi)
    return [
        nimi
        for nimi in pohjat
        if nimi not in lahteet
        and not any(nimi.startswith(alku) and nimi.endswith(loppu) for alku, loppu in kootut if "/" in alku)
        and nimi not in DJANGON
        and not nimi.startswith(PAKETTIEN)
    ]


def test_every_template_is_used():
    assert kayttamattomat(mallipohjat(), koodi()) == []


def test_an_unused_template_is_found():
    pohjat = mallipohjat() | {"esitykset/vanha.html": ""}

    assert kayttamattomat(pohjat, koodi()) == ["esitykset/vanha.html"]


SAANNOT = {
    "blocktranslate is trimmed": re.compile(r"\{% blocktrans(?:late)?(?![^%]*\btrimmed\b)[^%]*%\}"),
    "translate by its full name": re.compile(r"\{% (?:trans|blocktrans) "),
    "one load for a library": re.compile(r"\{% load \w+ \w+"),
    "no style of its own": re.compile(r"<style|\sstyle="),
    "no script of its own": re.compile(r"<script(?![^>]*(?:\bsrc=|application/json))|\son[a-z]+="),
    "htmx by data attributes": re.compile(r"\shx-[a-z]"),
    "closing tags say what they close": re.compile(r"\{% end(?:block|partialdef) %\}(?=\s*\n)"),
}


def rikkomukset(teksti):
    return [nimi for nimi, kuvio in SAANNOT.items() if kuvio.search(teksti)]


def test_templates_follow_the_house_rules():
    loydot = {nimi: rikkomukset(teksti) for nimi, teksti in mallipohjat().items()}

    assert {nimi: rivit for nimi, rivit in loydot.items() if rivit} == {}


@pytest.mark.parametrize(
    ("teksti", "saanto"),
    [
        ("{% blocktranslate with a=b %}x{% endblocktranslate %}", "blocktranslate is trimmed"),
        ('{% trans "x" %}', "translate by its full name"),
        ("{% load static kuukaudet %}", "one load for a library"),
        ('<p style="color: red">', "no style of its own"),
        ("<script>x()</script>", "no script of its own"),
        ('<a onclick="x()">', "no script of its own"),
        ('<a hx-get="/">', "htmx by data attributes"),
        ("{% endblock %}\n", "closing tags say what they close"),
    ],
)
def test_a_broken_rule_is_found(teksti, saanto):
    assert rikkomukset(teksti) == [saanto]


def lataukset(teksti):
    return re.findall(r"\{% load (\w+) %\}", teksti)


def kirjaston_sanat(kirjasto):
    """The tags and filters of a library."""
    rekisteri = Engine.get_default().template_libraries[kirjasto]
    return {*rekisteri.tags, *rekisteri.filters}


def turhat_lataukset(teksti):
    return [
        kirjasto
        for kirjasto in lataukset(teksti)
        if not any(re.search(rf"(?:\{{% |\|){sana}\b", teksti) for sana in kirjaston_sanat(kirjasto))
    ]


def test_loaded_libraries_are_used_and_in_order():
    loydot = {
        nimi: turhat_lataukset(teksti)
        for nimi, teksti in mallipohjat().items()
        if turhat_lataukset(teksti) or lataukset(teksti) != sorted(lataukset(teksti))
    }

    assert loydot == {}


def test_a_needless_load_is_found():
    assert turhat_lataukset('{% load static %}{% load kuukaudet %}{% static "x" %}') == ["kuukaudet"]


def vuotavat(teksti):
    """Includes that pass the whole context on."""
    return [
        kohde
        for kohde in re.findall(r"\{% include ([^%]+?) %\}", teksti)
        if not kohde.endswith(" only") and not KOKO_KONTEKSTI.match(kohde)
    ]


def test_includes_say_what_they_pass():
    omat = {nimi: teksti for nimi, teksti in mallipohjat().items() if not nimi.startswith(PAKETTIEN)}

    assert {nimi: vuotavat(teksti) for nimi, teksti in omat.items() if vuotavat(teksti)} == {}


def test_an_include_of_everything_is_found():
    assert vuotavat('{% include "includes/tyhja.html" with otsikko=a %}') == [
        '"includes/tyhja.html" with otsikko=a'
    ]


def selittamattomat(pohjat):
    """Shared parts that do not open with a comment of their variables, where they use some."""
    return [
        nimi
        for nimi, teksti in pohjat.items()
        if "includes/" in nimi and not re.match(r"(\{% load \w+ %\}\n)*\{% comment %\}", teksti)
    ]


def test_includes_open_with_their_variables():
    assert selittamattomat(mallipohjat()) == []
