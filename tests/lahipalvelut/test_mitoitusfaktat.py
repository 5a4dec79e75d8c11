"""The fact of a plan's grounds."""

import datetime
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from lahipalvelut import workflow
from lahipalvelut.mitoitusfaktat import Mitoitusperusteet
from seuranta import workflow as seurannan_workflow
from seuranta.models import Mittari
from tests.lahipalvelut.factories import PalvelusuunnitelmaFactory, SuunnitelmariviFactory
from tyollisyysalue import kello
from tyollisyysalue.faktat import Parametrit

PAIVA = Parametrit(kunta="687", paiva=date(2025, 6, 1))


@pytest.fixture
def hyvaksytty(mittarit, rautavaara, koordinaattori):
    with kello.aseta(datetime.datetime(2025, 1, 2, 9, tzinfo=kello.HELSINKI)):
        seurannan_workflow.kirjaa_luvut(
            rautavaara,
            date(2024, 11, 1),
            {Mittari.objects.get(koodi="HAKIJALOPUSSA"): Decimal(130)},
            "KEHA-keskus, Työnvälitystilasto",
            date(2024, 12, 19),
            user=koordinaattori,
        )
        luonnos = PalvelusuunnitelmaFactory(
            kunta=rautavaara, tila="luonnos", hyvaksymispvm=None, hyvaksymisviite=""
        )
        SuunnitelmariviFactory(suunnitelma=luonnos)
        return workflow.hyvaksy(
            luonnos, hyvaksymispvm=date(2024, 12, 11), hyvaksymisviite="§ 24", user=koordinaattori
        )


@pytest.mark.usefixtures("hyvaksytty")
def test_grounds_as_they_stood_at_approval():
    fakta = Mitoitusperusteet()

    aineisto = fakta.keraa(PAIVA)

    taulukko = fakta.tulosta(aineisto.sisalto)
    assert taulukko.rivit == [
        ["Työnhakijoita, marraskuu 2024", "130"],
        ["Lähipäiviä 1.1.–31.12.2025", "26"],
        ["Henkilöpäiviä", "26"],
        ["Lähipäiviä 1 000 työnhakijaa kohti", "200,0"],
    ]
    assert fakta.selite(aineisto.sisalto).startswith(
        "palvelusuunnitelma, Rautavaara, hyväksytty 11.12.2024 (§ 24); KEHA-keskus, Työnvälitystilasto"
    )


@pytest.mark.usefixtures("hyvaksytty")
def test_reads_in_every_language():
    fakta = Mitoitusperusteet()
    sisalto = fakta.keraa(PAIVA).sisalto

    for kieli in ("sv", "en"):
        with translation.override(kieli):
            assert len(fakta.tulosta(sisalto).rivit) == 4


def test_without_grounds_says_what_to_do(suunnitelma):
    with pytest.raises(ValidationError, match="Valitse toinen kunta tai päivä"):
        Mitoitusperusteet().keraa(PAIVA)
