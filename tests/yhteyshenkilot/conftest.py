import datetime

import pytest

from tests.factories import AlueFactory, HenkiloFactory, KuntaFactory
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastuuFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Vastaanottaja
from yhteyshenkilot import tuloste, workflow


@pytest.fixture(autouse=True)
def pika_pdf(monkeypatch):
    """The lists' documents in no time: tests/pdf/test_luettelo.py looks into them."""
    monkeypatch.setattr(
        tuloste,
        "pdf",
        lambda saaja: (f"luettelo {saaja.kunta.nimi}.pdf", f"%PDF-1.7 {saaja.tiiviste}".encode()),
    )


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
def saaja(lahetys, rautavaara):
    """Rautavaara's list of June, mailed to Raija."""
    return postita(lahetys, rautavaara)


def postita(lahetys, kunta):
    """What the worker does: the document made, the mail sent."""
    saaja = lahetys.saajat.get(kunta=kunta)
    viesti = workflow.laheta_kunnalle(saaja)
    viesti.vastaanottajat.update(tila=Vastaanottaja.Tila.LAHETETTY, lahetysaika=kello.nyt())
    return saaja


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
