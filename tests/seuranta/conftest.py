import datetime
from decimal import Decimal

import pytest

from seuranta import workflow
from seuranta.models import Havainto, Mittari
from tests.factories import KuntaFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Tyollisyysalue

ELOKUU = datetime.date(2025, 8, 1)
SALASSA = Havainto.Puuttuva.SALASSA


def hetki(vuosi, kuukausi, paiva, tunti=9):
    return datetime.datetime(vuosi, kuukausi, paiva, tunti, tzinfo=kello.HELSINKI)


def mittari(koodi):
    return Mittari.objects.get(koodi=koodi)


@pytest.fixture(autouse=True)
def mittarit_tallella(mittarit):
    """Every test here may count on the measures."""


@pytest.fixture
def kirjaa(koordinaattori, rautavaara):
    """Record figures by code on a day: ``kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)``."""

    def kirjaa(paiva, kuukausi, *, kunta=rautavaara, huomautus="", **luvut):
        with kello.aseta(hetki(*paiva)):
            return workflow.kirjaa_luvut(
                kunta,
                kuukausi,
                {
                    mittari(koodi): luku if isinstance(luku, Havainto.Puuttuva) else Decimal(str(luku))
                    for koodi, luku in luvut.items()
                },
                "KEHA-keskus, Työnvälitystilasto",
                datetime.date(*paiva),
                huomautus=huomautus,
                user=koordinaattori,
            )

    return kirjaa


@pytest.fixture
def iisalmi(db):
    """A municipality of an area that this installation does not serve."""
    alue = Tyollisyysalue.objects.create(
        koodi="45", nimi_fi="Ylä-Savo", nimi_sv="Övre Savolax", nimi_en="Ylä-Savo"
    )
    return KuntaFactory(koodi="140", nimi_fi="Iisalmi", nimi_sv="Idensalmi", nimi_en="Iisalmi", alue=alue)
