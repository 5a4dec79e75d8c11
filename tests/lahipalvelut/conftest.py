import datetime

import pytest

from tests.factories import AlueFactory, KuntaFactory, UserFactory
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tyollisyysalue import kello
from tyollisyysalue.roolit import Rooli


@pytest.fixture
def suunnitelma(rautavaara):
    return PalvelusuunnitelmaFactory(kunta=rautavaara)


@pytest.fixture
def rivi(suunnitelma):
    return SuunnitelmariviFactory(suunnitelma=suunnitelma)


@pytest.fixture
def paiva(rivi):
    """An open day of Rautavaara, Wednesday 11.6.2025 at 9–15."""
    return PalvelupaivaFactory(rivi=rivi)


@pytest.fixture
def paivan_iltana():
    """The clock in the evening of 11.6.2025."""
    with kello.aseta(datetime.datetime(2025, 6, 11, 18, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def paivaa_ennen():
    """The clock a day and two hours before 11.6.2025 at 9."""
    with kello.aseta(datetime.datetime(2025, 6, 10, 7, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def muu_asiantuntija(db):
    """A specialist of another area in use."""
    alue = AlueFactory(koodi="18", nimi_fi="Iisalmi")
    KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=alue)
    return UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=alue)
