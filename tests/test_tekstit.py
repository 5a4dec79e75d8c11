"""Texts: none for people outside the catalogues, and one term for one thing in each language."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_catalogues import LUETTELOT
from tests.test_consistency import OMAT

# What is Finnish: its letters, or a word that English does not have.
SUOMEA = re.compile(r"[äöåÄÖÅ]|\b(ja|ei|tai|kunnan|kaikki|sivu|luvut)\b", re.IGNORECASE)
KAANTAVAT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# The demo is Finnish by nature, commands speak to whoever runs the portal, and the sentence of a rhythm has its words
# in three languages beside its dates. The last page of all stands when translations do not. What reads the letters of
# municipalities knows their words.
OHI = re.compile(
    r"(^|/)(migrations/|management/|\w*demo\w*(\.py|/)|aikataulu\.py|esitykset/poiminta\.py|tyollisyysalue/virheet\.py)"
)
# Letters for the search; an official name is data.
VAKIOT = {
    "åäöéüšžáčđŋŧ ",
    "KEHA-keskus, Työnvälitystilasto",
    "KEHA-keskus, Työnvälitystilasto / Tilastokeskus",
}


def kaantamattomat(lahdekoodi):
    """Finnish literals that are neither given to gettext nor docstrings."""
    puu = ast.parse(lahdekoodi)
    sallitut = set()
    for solmu in ast.walk(puu):
        if isinstance(solmu, ast.Call):
            nimi = getattr(solmu.func, "id", getattr(solmu.func, "attr", ""))
            if nimi in KAANTAVAT:
                sallitut |= {id(lapsi) for lapsi in ast.walk(solmu)}
        elif isinstance(solmu, ast.Expr) and isinstance(solmu.value, ast.Constant):
            sallitut.add(id(solmu.value))
    return [
        solmu.value
        for solmu in ast.walk(puu)
        if isinstance(solmu, ast.Constant)
        and isinstance(solmu.value, str)
        and id(solmu) not in sallitut
        and SUOMEA.search(solmu.value)
        and " " in solmu.value
    ]


def lahdekoodit():
    for app in OMAT:
        for polku in sorted(Path(settings.BASE_DIR, app).rglob("*.py")):
            nimi = str(polku.relative_to(settings.BASE_DIR))
            if not OHI.search(nimi):
                yield nimi, polku.read_text()


def test_no_finnish_text_stands_outside_the_catalogues():
    loydot = {nimi: kaantamattomat(koodi) for nimi, koodi in lahdekoodit()}

    assert {nimi: tekstit for nimi, tekstit in loydot.items() if set(tekstit) - VAKIOT} == {}


def test_a_text_outside_the_catalogues_is_found():
    koodi = '"""Päivän tila."""\nx = _("Päivän tila")\ny = f"Päivän {x} tila"\nz = "Kaikki luvut"\n'

    assert kaantamattomat(koodi) == ["Kaikki luvut", "Päivän "]


# By language, what must not be said, and what is said instead (the field's glossary).
VAARAT = {
    "fi": {
        r"(?<!työvoimatutkimuksen )työttömyysaste": "työttömien työnhakijoiden osuus työvoimasta",
        r"TE-toimisto|TE-keskus": "työvoimaviranomainen",
        r"diaari": "asiarekisteri, asianumero",
        r"henkilövuo": "henkilötyövuosi",
        r"vara(?:henkilö|mies)": "sijainen",
        r"anomu|hakemu": "esitys",
        r"avainprosessin omistaja": "vastuuhenkilö",
        r"käynti(?:päivä|kert)|vierailupäivä": "lähipalvelupäivä",
    },
    "sv": {
        r"arbetskraftsområde|arbetsområde\b": "sysselsättningsområde",
        r"arbetslöshetsgrad|(?<!arbetskraftsundersökningens )arbetslöshetstal": "arbetslösas andel av arbetskraften",
        r"närtjänst": "närservice",
        r"ersättare|ställföreträdare": "vikarie",
        r"ansökan|ansökning": "framställning",
        r"diarie": "ärenderegister, ärendenummer",
        r"hemlig": "sekretessbelagd",
        r"besluts?förare": "beslutför",
        r"presenterare": "föredragande",
    },
    "en": {
        r"unemployment rate(?! of the Labour Force Survey)": "unemployed jobseekers as a share of the labour force",
        r"employment district|employment region": "employment area",
        r"\bdeputy|\bstand-in": "substitute",
        r"\bmotion\b|\bpetition\b": "request",
        r"\bvisit day": "local-service day",
        r"job seeker": "jobseeker",
        r"\bconfidential": "secret",
    },
}


def luettelon_tekstit(kieli):
    """What the portal says in a language: the msgids in Finnish, the translations in the others."""
    avain = "msgid" if kieli == "fi" else "msgstr"
    teksti = LUETTELOT["sv" if kieli == "fi" else kieli].read_text()
    osat = re.findall(rf'^{avain}(?:_plural|\[\d\])? ((?:"(?:[^"\\]|\\.)*"\n?)+)', teksti, re.MULTILINE)
    return [re.sub(r'"\n?"?', "", osa) for osa in osat]


def vaarat_termit(kieli, tekstit):
    return [
        (kuvio, teksti)
        for kuvio in VAARAT[kieli]
        for teksti in tekstit
        if re.search(kuvio, teksti, re.IGNORECASE)
    ]


@pytest.mark.parametrize("kieli", VAARAT)
def test_one_thing_has_one_term(kieli):
    tekstit = luettelon_tekstit(kieli)
    assert len(tekstit) > 1000

    assert vaarat_termit(kieli, tekstit) == []


def test_a_wrong_term_is_found():
    assert vaarat_termit("sv", ["Sök ersättare", "Sök vikarie"]) == [
        (r"ersättare|ställföreträdare", "Sök ersättare")
    ]
