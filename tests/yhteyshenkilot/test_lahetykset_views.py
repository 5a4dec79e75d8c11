import pytest

from tests.yhteyshenkilot.sivut import osoite, sivu, teksti
from yhteyshenkilot import workflow
from yhteyshenkilot.models import (
    Luettelolahetys,
)

pytestmark = pytest.mark.django_db


def test_coordinator_sends_what_the_preview_showed(kirjaudu, vastuu, siilinjarvi, raija):
    client = kirjaudu("koordinaattori")
    valinta = sivu(client.get(osoite("lahetys-uusi")))
    koodit = [ruutu["value"] for ruutu in valinta.select("input[name=kunnat][checked]")]

    esikatselu = client.get(osoite("lahetys-esikatselu"), {"kunnat": koodit})
    lomake = sivu(esikatselu).select_one("main form")
    tiedot = {
        "kunnat": [kentta["value"] for kentta in lomake.select("input[name=kunnat]")],
        "nahty": lomake.select_one("input[name=nahty]")["value"],
    }
    response = client.post(osoite("lahetys-esikatselu"), tiedot)

    lahetys = Luettelolahetys.objects.get()
    assert koodit == ["687", "749"]
    assert "Raija Vaarala, raija@rautavaara.example" in teksti(esikatselu)
    assert response.url == osoite("lahetys", lahetys.pk)
    assert lahetys.tiiviste == tiedot["nahty"]


def test_preview_that_is_out_of_date_is_shown_anew(kirjaudu, vastuu):
    client = kirjaudu("koordinaattori")

    response = client.post(osoite("lahetys-esikatselu"), {"kunnat": ["687"], "nahty": "0" * 64})

    assert "Yhteystiedot muuttuivat esikatselun jälkeen." in teksti(response)
    assert not Luettelolahetys.objects.exists()


def test_preview_without_municipalities_asks_for_one(kirjaudu, rautavaara):
    response = kirjaudu("koordinaattori").get(osoite("lahetys-esikatselu"))

    assert "Valitse vähintään yksi kunta." in teksti(response)


def test_sending_shows_a_liaison_only_the_own_list(kirjaudu, lahetys):
    raijan = teksti(kirjaudu("raija").get(osoite("lahetys", lahetys.pk)))
    koordinaattorin = teksti(kirjaudu("koordinaattori").get(osoite("lahetys", lahetys.pk)))

    assert lahetys.tiiviste in raijan
    assert "sisältö täsmää" in raijan
    assert "Veera Salmenranta" in raijan
    assert "Siilinjärvi" in koordinaattorin
    assert "Siilinjärvi" not in raijan


def test_sending_to_others_is_not_found(kirjaudu, koordinaattori, rautavaara):
    lahetys = workflow.laheta_luettelo(rautavaara.alue, [rautavaara], user=koordinaattori)

    assert kirjaudu("kari").get(osoite("lahetys", lahetys.pk)).status_code == 404


@pytest.mark.parametrize("maara", [1, 3])
def test_sendings_query_count(kirjaudu, koordinaattori, vastuu, django_assert_num_queries, maara):
    for _ in range(maara):
        workflow.laheta_luettelo(vastuu.kunta.alue, [vastuu.kunta], user=koordinaattori)
    client = kirjaudu("koordinaattori")

    with django_assert_num_queries(6):
        client.get(osoite("lahetykset"))
    with django_assert_num_queries(7):
        client.get(osoite("lahetys", Luettelolahetys.objects.first().pk))
