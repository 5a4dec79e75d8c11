import datetime

import pytest

from tests.factories import KuntaFactory
from tests.lahipalvelut.factories import SuunnitelmariviFactory
from tyollisyysalue.faktat import Parametrit, esikatsele
from tyollisyysalue.models import Kunta

PAIVA = Parametrit(kunta="687", paiva=datetime.date(2025, 9, 1))


@pytest.fixture
def rivi(rautavaara):
    return SuunnitelmariviFactory(suunnitelma__kunta=rautavaara)


def lause(kieli="fi"):
    return esikatsele("lahipalvelut.suunnitelmat", PAIVA, kieli).teksti.replace("\xa0", " ")


def test_plan_in_every_municipality(rivi):
    assert Kunta.objects.filter(alue=rivi.suunnitelma.kunta.alue).count() == 1

    assert lause() == "Lähipalvelusuunnitelma on 1.9.2025 voimassa alueen jokaisessa kunnassa (1)."


def test_municipality_without_a_plan_is_named(rivi):
    KuntaFactory(koodi="749", nimi_fi="Siilinjärvi", alue=rivi.suunnitelma.kunta.alue)

    assert lause() == (
        "Lähipalvelusuunnitelma on 1.9.2025 voimassa alueen 2 kunnasta 1 kunnassa. "
        "Ilman suunnitelmaa: Siilinjärvi."
    )
