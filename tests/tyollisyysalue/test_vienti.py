import csv
import datetime
import io
from decimal import Decimal
from types import SimpleNamespace

import django_tables2 as tables
import openpyxl
import pytest
from django.utils.html import format_html

from tyollisyysalue import kello, vienti
from tyollisyysalue.tables import LukuColumn, PvmColumn, Taulu

HETKI = datetime.datetime(2026, 11, 24, 10, tzinfo=datetime.UTC)
RIVI = {
    "nimi": "Äänekoski; ”Åland”",
    "pvm": datetime.date(2025, 6, 11),
    "aika": datetime.datetime(2025, 8, 28, 11, 12, 37, tzinfo=datetime.UTC),
    "osuus": Decimal("1234.50"),
    "maara": 2500,
    "linkki": "A & O",
}


class RiviTable(Taulu):
    nimi = tables.Column()
    pvm = PvmColumn(verbose_name="päivä")
    aika = tables.Column()
    osuus = LukuColumn(desimaalit=1)
    maara = LukuColumn(verbose_name="määrä")
    linkki = tables.Column()
    toiminto = tables.Column(empty_values=(), exclude_from_export=True)

    def render_linkki(self, value):
        return format_html('<a href="/">{}</a><br>{}', value, "<b>")

    def render_aika(self, value):
        return "ei tämä"

    def value_aika(self, value):
        return value


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(HETKI):
        yield


def lataa(rivit, muoto, haku=None, table=RiviTable):
    request = SimpleNamespace(GET=haku or SimpleNamespace(getlist=lambda nimi: [], get=lambda nimi: None))
    taulu = table(rivit).sivuta(request, 1)
    response = vienti.tiedosto(taulu, "rivit", muoto)
    sisalto = response.getvalue()
    response.file_to_stream.close()
    return response, sisalto


def csv_rivit(rivit):
    teksti = lataa(rivit, "csv")[1].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(teksti, newline=""), delimiter=";"))


def arkki(rivit):
    return openpyxl.load_workbook(io.BytesIO(lataa(rivit, "xlsx")[1])).active


def test_csv_opens_in_finnish_excel():
    response, sisalto = lataa([RIVI], "csv")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="rivit-2026-11-24.csv"'
    assert sisalto.decode("utf-8") == (
        "\ufeffNimi;Päivä;Aika;Osuus;Määrä;Linkki\r\n"
        '"Äänekoski; ”Åland”";11.6.2025;28.8.2025 14.12;1234,50;2500;A & O; <b>\r\n'.replace(
            "A & O; <b>", '"A & O; <b>"'
        )
    )


def test_xlsx_has_types_a_fixed_bold_header_and_a_filter():
    response, sisalto = lataa([RIVI, RIVI], "xlsx")
    kirja = openpyxl.load_workbook(io.BytesIO(sisalto))
    sheet = kirja.active

    assert response.headers["Content-Disposition"] == 'attachment; filename="rivit-2026-11-24.xlsx"'
    assert kirja.properties.title == "rivit"
    assert [solu.value for solu in sheet[1]] == ["Nimi", "Päivä", "Aika", "Osuus", "Määrä", "Linkki"]
    assert all(solu.font.bold for solu in sheet[1])
    assert [solu.value for solu in sheet[2]] == [
        "Äänekoski; ”Åland”",
        datetime.datetime(2025, 6, 11),  # noqa: DTZ001 -- a sheet knows no time zones
        datetime.datetime(2025, 8, 28, 14, 12, 37),  # noqa: DTZ001
        1234.5,
        2500,
        "A & O; <b>",
    ]
    assert [sheet["B2"].number_format, sheet["C2"].number_format] == ["d.m.yyyy", "d.m.yyyy h:mm"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F3")


def test_file_has_every_row_and_not_only_the_page():
    rivit = [RIVI | {"nimi": f"Rivi {n}"} for n in range(5)]

    assert [rivi[0] for rivi in csv_rivit(rivit)[1:]] == [f"Rivi {n}" for n in range(5)]
    assert [rivi[0].value for rivi in list(arkki(rivit).rows)[1:]] == [f"Rivi {n}" for n in range(5)]


@pytest.mark.parametrize("alku", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_be_a_formula_stays_text(alku):
    teksti = f'{alku}HYPERLINK("http://paha.example")'
    rivit = [RIVI | {"nimi": teksti}]

    assert csv_rivit(rivit)[1][0] == f"'{teksti}"
    solu = arkki(rivit)["A2"]
    assert solu.data_type == "s"
    assert solu.value.replace("_x000D_", "\r") == teksti


def test_negative_number_is_a_number():
    rivit = [RIVI | {"osuus": Decimal("-0.5"), "maara": -3}]

    assert csv_rivit(rivit)[1][3:5] == ["-0,5", "-3"]
    assert [solu.value for solu in arkki(rivit)[2]][3:5] == [-0.5, -3]


def test_cell_without_a_value_is_empty_and_not_a_dash():
    rivit = [RIVI | {"nimi": "", "pvm": None, "osuus": None}]

    assert csv_rivit(rivit)[1][:4] == ["", "", "28.8.2025 14.12", ""]
    assert [solu.value for solu in arkki(rivit)[2]][:2] == [None, None]


def test_list_without_rows_is_a_file_with_headers():
    assert len(csv_rivit([])) == 1
    assert (arkki([]).max_row, arkki([]).auto_filter.ref) == (1, "A1:F1")


def test_character_that_a_sheet_cannot_hold_is_left_out():
    assert arkki([RIVI | {"nimi": "a\x0bb"}])["A2"].value == "ab"


def test_text_that_looks_like_html_stays_as_it_was_typed():
    assert csv_rivit([RIVI | {"nimi": "<b>x</b> &amp;"}])[1][0] == "<b>x</b> &amp;"
