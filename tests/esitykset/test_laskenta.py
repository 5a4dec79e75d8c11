import datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from esitykset import laskenta
from tyollisyysalue import maaraajat
from tyollisyysalue.pyhat import pyha

PAIVA = datetime.date


def test_the_starting_day_is_not_counted():
    assert laskenta.loppu(laskenta.laske(PAIVA(2025, 9, 1), 14, laskenta.PAIVA)) == PAIVA(2025, 9, 15)


def test_a_last_day_on_a_weekend_or_holiday_moves_on():
    # 6.12.2025 is a Saturday and Independence Day.
    laskettu = laskenta.laske(PAIVA(2025, 11, 22), 14, laskenta.PAIVA)

    assert laskenta.loppu(laskettu) == PAIVA(2025, 12, 8)
    assert [o["pvm"] for o in laskettu["osat"][0]["ohitetut"]] == ["2025-12-06", "2025-12-07"]


@pytest.mark.parametrize(
    ("alku", "viimeinen"),
    [
        (PAIVA(2025, 9, 10), PAIVA(2025, 10, 10)),
        # No 31st in the month: its last day.
        (PAIVA(2025, 8, 31), PAIVA(2025, 9, 30)),
        # 28.2.2026 is a Saturday.
        (PAIVA(2026, 1, 31), PAIVA(2026, 3, 2)),
    ],
)
def test_a_month_ends_on_the_same_day_of_the_next(alku, viimeinen):
    assert laskenta.loppu(laskenta.laske(alku, 1, laskenta.KUUKAUSI)) == viimeinen


def test_a_day_set_by_hand_is_not_moved():
    assert laskenta.loppu(laskenta.kasin(PAIVA(2025, 9, 1), PAIVA(2025, 9, 6))) == PAIVA(2025, 9, 6)


def test_an_extension_goes_on_from_the_end():
    laskettu = laskenta.laske(PAIVA(2025, 9, 1), 14, laskenta.PAIVA)

    assert laskenta.loppu(laskenta.jatka(laskettu, paivia=7)) == PAIVA(2025, 9, 22)
    assert laskenta.loppu(laskenta.jatka(laskettu, viimeinen=PAIVA(2025, 10, 1))) == PAIVA(2025, 10, 1)


def test_the_steps_are_told_in_every_language_from_the_stored_data(monkeypatch):
    laskettu = laskenta.jatka(laskenta.laske(PAIVA(2025, 11, 22), 14, laskenta.PAIVA), paivia=3)
    # Even when the holidays are others by now.
    monkeypatch.setattr(maaraajat, "pyha", lambda paiva: None)

    with override("fi"):
        lauseet = laskenta.askeleet(laskettu)
    assert lauseet[0] == "Alkaa la 22.11.2025. Alkupäivää ei lasketa mukaan."
    assert lauseet[1] == "14 päivää päättyy la 6.12.2025."
    assert lauseet[2].startswith("la 6.12.2025 on Itsenäisyyspäivä")
    assert lauseet[3].startswith("su 7.12.2025 on sunnuntai")
    assert lauseet[4] == "Viimeinen päivä on ma 8.12.2025."
    assert lauseet[5] == "Jatko lasketaan edellisestä viimeisestä päivästä 8.12.2025."
    with override("sv"):
        assert "Självständighetsdagen" in laskenta.askeleet(laskettu)[2]


def test_counting_again_moves_what_follows_from_the_holidays_and_not_a_day_set_by_hand(monkeypatch):
    laskettu = laskenta.jatka(laskenta.laske(PAIVA(2025, 9, 1), 14, laskenta.PAIVA), paivia=7)
    kasin = laskenta.kasin(PAIVA(2025, 9, 1), PAIVA(2025, 9, 15))
    assert laskenta.uudelleen(laskettu) == laskettu

    # A new holiday on Monday the 15th: the first end moves, and the extension goes on from there.
    monkeypatch.setattr(maaraajat, "pyha", lambda paiva: paiva == PAIVA(2025, 9, 15) or pyha(paiva))

    assert laskenta.loppu(laskenta.uudelleen(laskettu)) == PAIVA(2025, 9, 23)
    assert laskenta.uudelleen(kasin) == kasin


@given(
    st.dates(PAIVA(2024, 1, 1), PAIVA(2030, 12, 31)),
    st.integers(1, 400),
    st.sampled_from([laskenta.PAIVA, laskenta.KUUKAUSI]),
)
def test_a_counted_end_is_a_working_day_and_counting_again_changes_nothing(alku, maara, yksikko):
    laskettu = laskenta.laske(alku, min(maara, 24) if yksikko == laskenta.KUUKAUSI else maara, yksikko)
    loppu = laskenta.loppu(laskettu)

    assert loppu > alku
    assert loppu.weekday() < 5
    assert not pyha(loppu)
    assert laskenta.uudelleen(laskettu) == laskettu
    assert laskenta.askeleet(laskettu)
