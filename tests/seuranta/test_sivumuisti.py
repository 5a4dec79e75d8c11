import pytest
from bs4 import BeautifulSoup

from seuranta.models import Mittari
from tests.seuranta.conftest import ELOKUU
from tyollisyysalue.models import Kunta

SIVUT = [
    "/seuranta/",
    "/seuranta/687/",
    "/seuranta/687/2025-08/",
    "/seuranta/alue/17/",
    "/seuranta/vertailu/",
]


@pytest.fixture(autouse=True)
def luvut(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOVOIMATK=490)


def sivu(client, osoite):
    """What the page says; its tokens differ each time."""
    return BeautifulSoup(client.get(osoite).content, "html.parser").get_text(" ", strip=True)


@pytest.mark.parametrize("osoite", SIVUT)
def test_page_is_the_same_again_and_drawn_once(client, osoite, django_assert_max_num_queries):
    ensimmainen = sivu(client, osoite)

    with django_assert_max_num_queries(4):
        toinen = sivu(client, osoite)

    assert toinen == ensimmainen
    assert "66" in toinen


@pytest.mark.parametrize("osoite", SIVUT)
def test_new_figure_is_seen_at_once(client, kirjaa, osoite):
    assert "77" not in sivu(client, osoite)

    kirjaa((2025, 9, 10), ELOKUU, TYOTTOMATLOPUSSA=77)

    assert "77" in sivu(client, osoite)


@pytest.mark.parametrize("osoite", SIVUT)
def test_new_name_is_seen_at_once(client, rautavaara, osoite):
    assert "Rautavaara" in sivu(client, osoite)

    Kunta.objects.filter(pk=rautavaara.pk).update(nimi_fi="Rautavesi")

    assert "Rautavesi" in sivu(client, osoite)


def test_new_definition_is_seen_at_once(client):
    vanha = Mittari.objects.get(koodi="TYOTTOMATLOPUSSA").nimi_fi
    assert vanha in sivu(client, "/seuranta/687/")

    Mittari.objects.filter(koodi="TYOTTOMATLOPUSSA").update(nimi_fi="Työttömiä kuun lopussa")

    assert "Työttömiä kuun lopussa" in sivu(client, "/seuranta/687/")


def test_page_is_of_the_day_that_is_asked_for(client, kirjaa):
    kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=77)

    for _kerta in range(2):
        assert "77" in sivu(client, "/seuranta/687/2025-08/")
        assert "77" not in sivu(client, "/seuranta/687/2025-08/?tiedossa=2025-09-10")


@pytest.mark.parametrize(("osoite", "toiminto"), [("/seuranta/687/", "Kirjaa luvut"), ("/seuranta/", "Tuo")])
def test_what_one_may_do_is_not_shown_to_others(client, koordinaattori, osoite, toiminto):
    client.force_login(koordinaattori)
    assert toiminto in sivu(client, osoite)

    client.logout()

    assert toiminto not in sivu(client, osoite)


def test_every_language_has_its_own(client):
    assert "Kuukausittain" in sivu(client, "/seuranta/687/")

    client.cookies["django_language"] = "sv"

    assert "Kuukausittain" not in sivu(client, "/seuranta/687/")
