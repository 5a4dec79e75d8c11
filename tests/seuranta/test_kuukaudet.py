from datetime import date

import pytest
from django.utils import translation

from seuranta import kuukaudet

ELOKUU = date(2025, 8, 1)


@pytest.mark.parametrize("teksti", ["8/2025", "08/2025", "8.2025", "2025-08", "2025M08", " 8/2025 "])
def test_month_is_read_as_people_and_statistics_write_it(teksti):
    assert kuukaudet.lue(teksti) == ELOKUU


@pytest.mark.parametrize(
    "teksti", ["", "elokuu", "13/2025", "0/2025", "8/25", "1.8.2025", "2025-08-01", "12/2005", "0001-01"]
)
def test_other_text_is_no_month(teksti):
    with pytest.raises(ValueError, match="month"):
        kuukaudet.lue(teksti)


@pytest.mark.parametrize(
    ("kieli", "sanoin"), [("fi", "elokuu 2025"), ("sv", "augusti 2025"), ("en", "August 2025")]
)
def test_month_is_written_in_the_language_of_the_page(kieli, sanoin):
    with translation.override(kieli):
        assert kuukaudet.sanoin(ELOKUU) == sanoin


def test_month_is_written_as_the_source_does():
    assert kuukaudet.koodi(ELOKUU) == "2025M08"


@pytest.mark.parametrize(
    ("kuukausi", "maara", "tulos"),
    [
        (ELOKUU, 12, date(2026, 8, 1)),
        (date(2025, 1, 1), -1, date(2024, 12, 1)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_months_are_counted_over_new_year(kuukausi, maara, tulos):
    assert kuukaudet.siirra(kuukausi, maara) == tulos


def test_last_day_of_a_leap_february():
    assert kuukaudet.viimeinen_paiva(date(2028, 2, 1)) == date(2028, 2, 29)
