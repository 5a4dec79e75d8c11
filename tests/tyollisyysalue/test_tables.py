import datetime

import django_tables2 as tables
import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from tyollisyysalue.tables import LukuColumn, PvmColumn, Taulu, tunniste


class PaivaTable(Taulu):
    pvm = PvmColumn("Päivä", viikonpaiva=True)
    paikka = tables.Column("Paikka", orderable=False)
    maara = LukuColumn("Määrä")


def rivit(maara):
    alku = datetime.date(2025, 1, 8)
    return [
        {"pvm": alku + datetime.timedelta(days=14 * i), "paikka": "Kunnantalo", "maara": 1000 * i}
        for i in range(maara)
    ]


def draw(rf, maara, osoite="/", riveja=20):
    request = rf.get(osoite)
    html = render_to_string(
        "includes/table.html",
        {
            "table": PaivaTable(rivit(maara)).sivuta(request, riveja),
            "otsikko": "Päivät",
            "tyhja": "Päiviä ei vielä ole.",
            "request": request,
        },
    )
    return BeautifulSoup(html, "html.parser")


def test_first_column_names_the_row(rf):
    page = draw(rf, 1)

    assert page.tbody.find("th", scope="row").text == "ke 8.1.2025"
    assert [td.get("class") for td in page.tbody.find_all("td")] == [None, ["luku"]]


def test_box_of_the_table_takes_its_name_from_the_caption(rf):
    page = draw(rf, 1)

    assert page.find(id=page.find(role="region")["aria-labelledby"]).text == "Päivät"


def test_empty_list_says_what_will_appear(rf):
    page = draw(rf, 0)

    assert page.table is None
    assert page.text.strip() == "Päiviä ei vielä ole."


def test_order_link_turns_the_order_and_leaves_the_page_but_keeps_the_filter(rf):
    page = draw(rf, 50, "/?kunta=687&jarjestys=pvm&sivu=2")

    otsikko = page.thead.find("th", attrs={"aria-sort": True})
    assert otsikko["aria-sort"] == "ascending"
    assert otsikko.a["href"] == "?kunta=687&jarjestys=-pvm"


def test_column_that_cannot_order_has_no_link(rf):
    page = draw(rf, 1)

    assert [th.text for th in page.thead.find_all("th") if not th.a] == ["Paikka"]


@pytest.mark.parametrize(("sivu", "nykyinen"), [("2", "2"), ("0", "3"), ("99", "3"), ("x", "1")])
def test_page_that_does_not_exist_is_the_nearest_one(rf, sivu, nykyinen):
    page = draw(rf, 50, f"/?sivu={sivu}")

    assert page.find(attrs={"aria-current": "page"}).text == f"Sivu {nykyinen}"


def test_reader_cannot_ask_for_longer_pages(rf):
    page = draw(rf, 50, "/?per_page=1000")

    assert len(page.tbody.find_all("tr")) == 20


def test_one_page_needs_no_links_to_pages(rf):
    assert draw(rf, 20).nav is None


@pytest.mark.parametrize("laji", ["onnistui", "virhe"])
def test_badge_of_a_list_is_the_badge_of_pages(laji):
    include = render_to_string("includes/badge.html", {"teksti": "Pidetty & kirjattu", "laji": laji})

    assert tunniste("Pidetty & kirjattu", laji) == include.strip()


def test_badge_without_a_kind_is_neutral():
    assert tunniste("Avoin") == '<span class="tunniste tunniste-neutraali">Avoin</span>'


def test_row_that_stands_out(rf):
    class TanaanTable(PaivaTable):
        def rivin_luokka(self, record):
            return "tanaan" if record["maara"] == 1000 else ""

    rows = BeautifulSoup(TanaanTable(rivit(2)).rivit(), "html.parser").find_all("tr")

    assert [row.get("class") for row in rows] == [None, ["tanaan"]]
