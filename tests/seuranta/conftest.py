import datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from seuranta import tuonnit, workflow
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


@pytest.fixture
def suomi(db):
    """All municipalities and employment areas; Kuopio's is in use where the test uses ``alue``."""
    call_command("lataa_kunnat", verbosity=0, stdout=StringIO())
    Tyollisyysalue.objects.filter(koodi="17").update(kaytossa=True)


@pytest.fixture
def tuo(suomi, koordinaattori):
    """Import a file on a day: ``tuo((2026, 7, 21), aito.TAVUT)``."""

    def tuo(paiva, tavut, *, nimi="12r5.json", user=koordinaattori, **kwargs):
        with kello.aseta(hetki(*paiva)):
            return workflow.tuo_taulukko(tuonnit.lue(nimi, tavut), datetime.date(*paiva), user=user, **kwargs)

    return tuo
