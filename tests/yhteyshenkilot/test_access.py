import pytest
from django.urls import reverse

from tests.yhteyshenkilot.factories import (
    JasenFactory,
    VastinpariFactory,
)
from tests.yhteyshenkilot.sivut import osoite

pytestmark = pytest.mark.django_db


@pytest.fixture
def osoitteet(rautavaara, vastuu):
    jasenyys = JasenFactory(kunta=rautavaara)
    return {
        "lukijan": [
            osoite("lahetykset"),
            osoite("ryhmat"),
            osoite("tapaamiset"),
            osoite("vastinparit"),
            osoite("vastinpari-ehdotukset"),
            osoite("korjaukset"),
        ],
        "koordinaattorin": [
            osoite("vastuu-lisaa", "687"),
            osoite("vastuu-paata", vastuu.pk),
            osoite("vastuu-julkisuus", vastuu.pk),
            osoite("vastinpari-luo", "687"),
            osoite("vastinpari-paata", VastinpariFactory(kunta=rautavaara).pk, "oma"),
            osoite("henkilot"),
            osoite("henkilo-lisaa"),
            osoite("henkilo-muuta", vastuu.henkilo_id),
            osoite("prosessit"),
            osoite("prosessi-lisaa"),
            osoite("prosessi-nimea", vastuu.prosessi_id),
            osoite("kuittaamatta"),
            osoite("lahetys-uusi"),
            osoite("lahetys-esikatselu"),
            osoite("ryhma-luo"),
            osoite("jasen-lisaa", jasenyys.ryhma_id),
            osoite("jasen-paata", jasenyys.pk),
            osoite("tapaaminen-sovi", jasenyys.ryhma_id),
        ],
    }


@pytest.mark.parametrize(
    ("kuka", "lukijan", "koordinaattorin"),
    [
        ("raija", 200, 403),
        ("asiantuntija", 200, 403),
        ("sihteeri", 200, 403),
        ("esittelija", 200, 403),
        ("koordinaattori", 200, 200),
    ],
)
def test_pages_by_role(kirjaudu, osoitteet, kuka, lukijan, koordinaattorin):
    client = kirjaudu(kuka)

    assert {client.get(url).status_code for url in osoitteet["lukijan"]} == {lukijan}
    assert {client.get(url).status_code for url in osoitteet["koordinaattorin"]} == {koordinaattorin}


def test_pages_are_closed_to_the_administrator(kirjaudu, osoitteet):
    client = kirjaudu("paakayttaja")

    assert {client.get(url).status_code for url in osoitteet["lukijan"]} == {403}
    assert {client.get(url).status_code for url in osoitteet["koordinaattorin"]} <= {403, 404}


def test_pages_ask_the_public_to_sign_in(client, osoitteet):
    for url in osoitteet["lukijan"] + osoitteet["koordinaattorin"]:
        assert client.get(url).url.startswith(reverse("account_login"))
