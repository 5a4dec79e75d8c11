import datetime

import pytest

from tests.factories import AlueFactory, HenkiloFactory, KuntaFactory
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastuuFactory
from tyollisyysalue import kello
from yhteyshenkilot import workflow


@pytest.fixture
def prosessi(alue):
    return AvainprosessiFactory(alue=alue)


@pytest.fixture
def veera(alue):
    return HenkiloFactory(alue=alue, nimi="Veera Salmenranta", nimike="yrityskoordinaattori")


@pytest.fixture
def milla(alue):
    return HenkiloFactory(alue=alue, nimi="Milla Tuomikoski", nimike="nuorten palvelujen asiantuntija")


@pytest.fixture
def lapinlahti(alue):
    return KuntaFactory(koodi="402", nimi_fi="Lapinlahti", alue=alue)


@pytest.fixture
def naapuri(db):
    """A municipality of another area."""
    return KuntaFactory(
        koodi="140",
        nimi_fi="Iisalmi",
        alue=AlueFactory(koodi="45", nimi_fi="Ylä-Savo", kaytossa=False),
    )


@pytest.fixture
def kesakuu():
    """12.6.2025 at 10.15, when the contact list of the case was sent."""
    with kello.aseta(datetime.datetime(2025, 6, 12, 10, 15, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def lahetys(kesakuu, koordinaattori, raija, rautavaara, siilinjarvi, prosessi, veera):
    """The list sent to Rautavaara and Siilinjärvi; only Rautavaara's liaison gets it by mail."""
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera)
    return workflow.laheta_luettelo(rautavaara.alue, [rautavaara, siilinjarvi], user=koordinaattori)


@pytest.fixture
def kirjaudu(client, request):
    """Sign in by the name of the cast's fixture; returns the client."""

    def kirjaudu(kuka):
        client.force_login(request.getfixturevalue(kuka))
        return client

    return kirjaudu


@pytest.fixture
def vastuu(rautavaara, prosessi, veera):
    return VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera)
