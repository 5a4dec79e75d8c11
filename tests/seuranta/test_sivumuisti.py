import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from procrastinate.contrib.django.models import ProcrastinateJob

from seuranta import jobs, sivumuisti, workflow
from seuranta.models import Mittari, Tuonti
from tests.seuranta.conftest import ELOKUU
from tyollisyysalue.models import Kunta

SYYSKUU = datetime.date(2025, 9, 1)
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


class TestEsipiirto:
    @pytest.mark.parametrize("osoite", SIVUT)
    def test_page_drawn_ahead_is_the_same_and_not_drawn_again(self, client, osoite, monkeypatch):
        oma = sivu(client, osoite)
        caches["sivut"].clear()

        jobs.piirra_sivut(0)
        caches["sivut"].clear()
        monkeypatch.setattr(sivumuisti, "luettelosivu", None)

        assert sivu(client, osoite) == oma

    def test_one_that_a_reader_asked_for_is_not_stored(self, client, monkeypatch):
        talletetut = []
        monkeypatch.setattr(caches["sivuvarasto"], "add", lambda avain, arvo: talletetut.append(avain))

        sivu(client, "/seuranta/687/")
        assert talletetut == []
        sivumuisti.tayta("/seuranta/687/", "sv")

        assert len(talletetut) == 1

    def test_months_are_drawn_one_after_another(self, kirjaa, monkeypatch):
        kirjaa((2025, 10, 9), SYYSKUU, TYOTTOMATLOPUSSA=67)
        piirretyt = []
        monkeypatch.setattr(sivumuisti, "tayta", lambda osoite, kieli: piirretyt.append((osoite, kieli)))

        jobs.piirra_sivut(1)

        assert piirretyt == [
            (osoite, kieli)
            for osoite in ("/seuranta/alue/17/2025-08/", "/seuranta/687/2025-08/")
            for kieli in ("fi", "sv", "en")
        ]
        assert jonossa() == [{"monesko": 0}, {"monesko": 2}]

    def test_after_the_last_month_nothing_is_left_to_do(self):
        ennen = jonossa()

        jobs.piirra_sivut(1)

        assert jonossa() == ennen

    def test_month_whose_figures_were_undone_is_passed_over(self, kirjaa, koordinaattori, siilinjarvi):
        kirjaa((2025, 9, 9), ELOKUU, kunta=siilinjarvi, TYOTTOMATLOPUSSA=500)
        workflow.peru_tuonti(Tuonti.objects.first(), "Väärä", user=koordinaattori)

        jobs.piirra_sivut(0)

        assert jonossa()[-1] == {"monesko": 1}

    def test_change_asks_for_new_pages_once(self, kirjaa):
        kirjaa((2025, 9, 12), ELOKUU, TYOTTOMATLOPUSSA=77)

        assert jonossa() == [{"monesko": 0}]


def jonossa():
    tyot = ProcrastinateJob.objects.filter(task_name=sivumuisti.TYO).order_by("pk")
    return list(tyot.values_list("args", flat=True))


def test_page_of_an_old_month_stays_when_a_newer_one_is_published(client, kirjaa, monkeypatch):
    kirjaa((2025, 10, 9), SYYSKUU, TYOTTOMATLOPUSSA=67)
    sivu(client, "/seuranta/687/2025-08/")
    kirjaa((2025, 11, 9), SYYSKUU, TYOTTOMATLOPUSSA=68)
    monkeypatch.setattr(sivumuisti, "luettelosivu", None)

    assert "66" in sivu(client, "/seuranta/687/2025-08/")


def test_next_month_is_linked_once_it_is_there(client, kirjaa):
    for osoite in ("/seuranta/687/2025-08/", "/seuranta/alue/17/2025-08/"):
        assert "syyskuu 2025" not in sivu(client, osoite)

    kirjaa((2025, 10, 9), SYYSKUU, TYOTTOMATLOPUSSA=67)

    for osoite in ("/seuranta/687/2025-08/", "/seuranta/alue/17/2025-08/"):
        assert "syyskuu 2025" in sivu(client, osoite)
