import datetime

import pytest

from esitykset import workflow
from esitykset.workflow import Kohtasyote
from tests.factories import AlueFactory
from tyollisyysalue import kello

TIEDOT = {
    "otsikko": "Esitys palvelujen toteutumisesta",
    "johdanto": "Kunta pyytää vastausta.",
    "toimielin": "kunnanhallitus",
    "paatospvm": datetime.date(2025, 8, 25),
    "pykala": "§ 143",
    "oma_numero": "RAU/112/2025",
}
KOHDAT = [
    Kohtasyote("Lähipalvelujen saatavuus", "Käynti jäi pitämättä.", "Kerrotaan lähipäivät."),
    Kohtasyote("Tiedonkulku", "Yhteyshenkilöä ei tiedetä."),
]
SAAPUI = datetime.datetime(2025, 8, 28, 14, 12, 37, tzinfo=kello.HELSINKI)


@pytest.fixture
def luonnos(raija, rautavaara):
    with kello.aseta(SAAPUI - datetime.timedelta(hours=1)):
        return workflow.luo(rautavaara, TIEDOT, KOHDAT, user=raija)


@pytest.fixture
def saapunut(luonnos, raija):
    with kello.aseta(SAAPUI):
        workflow.laheta(luonnos, user=raija)
    return luonnos


@pytest.fixture
def kirjattu(saapunut, sihteeri):
    with kello.aseta(datetime.datetime(2025, 9, 1, 9, 5, tzinfo=kello.HELSINKI)):
        workflow.kirjaa(saapunut, "00.01.02", saapunut.otsikko, user=sihteeri)
    return saapunut


@pytest.fixture
def valmistelussa(kirjattu, sihteeri):
    workflow.ota_valmisteluun(kirjattu, user=sihteeri)
    return kirjattu


@pytest.fixture
def naapurialue(db):
    return AlueFactory(koodi="45", nimi_fi="Ylä-Savo")
