import datetime

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from seuranta import julkaisut, workflow
from tests.seuranta.conftest import ELOKUU, hetki
from tests.seuranta.test_views import sivu, taulukko
from tyollisyysalue import kello

HEINAKUU = datetime.date(2025, 7, 1)


@pytest.fixture(autouse=True)
def lokakuu():
    with kello.aseta(hetki(2025, 10, 15)):
        yield


@pytest.fixture
def julkaistu(kirjaa, siilinjarvi):
    """Two months, the second of two municipalities on one day, and a revision of it."""
    kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71, huomautus="demoaineistoa")
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
    kirjaa((2025, 9, 9), ELOKUU, kunta=siilinjarvi, TYOTTOMATLOPUSSA=921)
    kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)


def test_each_day_of_publication_is_one_release(client, julkaistu):
    assert taulukko(client.get("/seuranta/julkaisut/"))[1:] == [
        ["12.10.2025", "elokuu 2025", "tarkistus", "KEHA-keskus, Työnvälitystilasto", ""],
        ["9.9.2025", "elokuu 2025", "uusi kuukausi", "KEHA-keskus, Työnvälitystilasto", ""],
        ["19.8.2025", "heinäkuu 2025", "uusi kuukausi", "KEHA-keskus, Työnvälitystilasto", "demoaineistoa"],
    ]


def test_undone_batch_is_no_release(client, julkaistu, kirjaa, koordinaattori):
    vaara = kirjaa((2025, 10, 13), ELOKUU, TYOTTOMATLOPUSSA=670)
    assert "13.10.2025" in client.get("/seuranta/julkaisut/").text

    workflow.peru_tuonti(vaara, "Väärä luku", user=koordinaattori)

    assert [rivi[0] for rivi in taulukko(client.get("/seuranta/julkaisut/"))[1:]] == [
        "12.10.2025",
        "9.9.2025",
        "19.8.2025",
    ]


def test_next_month_is_said_as_an_expectation_with_its_source(client, julkaistu):
    vastaus = sivu(client.get("/seuranta/julkaisut/")).find(class_="vastaus")

    assert vastaus.strong.get_text() == "Odotettu julkaisu: kuntien luvut, syyskuu 2025"
    assert "odotettavissa 20.10.2025–25.10.2025. Päivä on odotus, ei lähteen ilmoitus." in vastaus.get_text()
    assert "Lukuja ei ole vielä tuotu" not in vastaus.get_text()
    assert vastaus.a["href"] == julkaisut.LAHTEEN_SIVU


def test_month_that_is_late_is_told(client, julkaistu):
    with kello.aseta(hetki(2025, 10, 26)):
        assert "Lukuja ei ole vielä tuotu portaaliin." in client.get("/seuranta/julkaisut/").text


def test_feed_has_an_entry_of_each_release(client, julkaistu, settings):
    response = client.get("/seuranta/julkaisut.atom")
    syote = BeautifulSoup(response.content, "xml").feed

    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.title.get_text() for entry in syote.find_all("entry")] == [
        "Tarkistettuja lukuja, elokuu 2025",
        "Kuntien luvut, elokuu 2025",
        "Kuntien luvut, heinäkuu 2025",
    ]
    assert syote.entry.link["href"] == f"{settings.PORTAALIN_OSOITE}/seuranta/alue/17/2025-08/"
    assert len({entry.id.get_text() for entry in syote.find_all("entry")}) == 3
    assert syote.find("link", rel="self")["href"] == f"{settings.PORTAALIN_OSOITE}/seuranta/julkaisut.atom"


def test_calendar_has_releases_as_days_and_the_expected_as_tentative(client, julkaistu):
    response = client.get("/seuranta/julkaisut.ics")
    tapahtumat: list = list(Calendar.from_ical(response.content).walk("VEVENT"))

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert [(t["SUMMARY"], t["DTSTART"].dt, t["DTEND"].dt, t["STATUS"]) for t in tapahtumat][-2:] == [
        ("Kuntien luvut, heinäkuu 2025", datetime.date(2025, 8, 19), datetime.date(2025, 8, 20), "CONFIRMED"),
        (
            "Odotettu julkaisu: kuntien luvut, syyskuu 2025",
            datetime.date(2025, 10, 20),
            datetime.date(2025, 10, 26),
            "TENTATIVE",
        ),
    ]
    assert len({t["UID"] for t in tapahtumat}) == 4


def test_who_recorded_is_not_told(client, julkaistu, koordinaattori):
    for osoite in ("", ".atom", ".ics"):
        teksti = client.get(f"/seuranta/julkaisut{osoite or '/'}").text
        assert koordinaattori.nimi not in teksti.split("<footer")[0]


def test_before_any_figures_the_page_says_what_will_come(client, alue):
    assert "Lukuja ei ole vielä kirjattu." in client.get("/seuranta/julkaisut/").text
    assert client.get("/seuranta/julkaisut.atom").status_code == 200
    assert not Calendar.from_ical(client.get("/seuranta/julkaisut.ics").content).walk("VEVENT")


def test_december_is_followed_by_january(client, kirjaa):
    with kello.aseta(hetki(2026, 1, 22)):
        kirjaa((2026, 1, 21), datetime.date(2025, 12, 1), TYOTTOMATLOPUSSA=66)
        odotettu = julkaisut.odotettu(julkaisut.julkaisut(kello.nyt()))

    assert odotettu == julkaisut.Odotettu(
        datetime.date(2026, 1, 1), datetime.date(2026, 2, 20), datetime.date(2026, 2, 25)
    )
