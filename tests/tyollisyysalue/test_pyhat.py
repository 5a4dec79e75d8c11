from datetime import date, timedelta

import pytest
from django.utils import translation

from tyollisyysalue.pyhat import pyha


@pytest.mark.parametrize(
    ("pvm", "nimi"),
    [
        (date(2025, 1, 1), "Uudenvuodenpäivä"),
        (date(2027, 1, 6), "Loppiainen"),
        (date(2025, 4, 18), "Pitkäperjantai"),
        (date(2025, 4, 20), "Pääsiäispäivä"),
        (date(2025, 4, 21), "Toinen pääsiäispäivä"),
        (date(2025, 5, 1), "Vappu"),
        (date(2025, 5, 29), "Helatorstai"),
        (date(2025, 6, 8), "Helluntaipäivä"),
        (date(2025, 6, 20), "Juhannusaatto"),
        (date(2025, 6, 21), "Juhannuspäivä"),
        (date(2025, 11, 1), "Pyhäinpäivä"),
        (date(2024, 12, 6), "Itsenäisyyspäivä"),
        (date(2025, 12, 24), "Jouluaatto"),
        (date(2025, 12, 25), "Joulupäivä"),
        (date(2025, 12, 26), "Tapaninpäivä"),
    ],
)
def test_holiday_is_named(pvm, nimi):
    assert pyha(pvm) == nimi


@pytest.mark.parametrize(
    ("paasiainen", "juhannus", "pyhainpaiva"),
    [
        (date(2024, 3, 31), date(2024, 6, 22), date(2024, 11, 2)),
        (date(2025, 4, 20), date(2025, 6, 21), date(2025, 11, 1)),
        (date(2026, 4, 5), date(2026, 6, 20), date(2026, 10, 31)),
        (date(2027, 3, 28), date(2027, 6, 26), date(2027, 11, 6)),
        (date(2028, 4, 16), date(2028, 6, 24), date(2028, 11, 4)),
        (date(2029, 4, 1), date(2029, 6, 23), date(2029, 11, 3)),
        (date(2030, 4, 21), date(2030, 6, 22), date(2030, 11, 2)),
    ],
)
def test_holidays_of_a_year_are_these_and_no_others(paasiainen, juhannus, pyhainpaiva):
    vuosi = paasiainen.year
    kiinteat = [(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)]
    paasiaisesta = [-2, 0, 1, 39, 49]
    odotetut = {date(vuosi, kk, pv) for kk, pv in kiinteat} | {
        juhannus,
        juhannus - timedelta(days=1),
        pyhainpaiva,
    }
    odotetut |= {paasiainen + timedelta(days=paivia) for paivia in paasiaisesta}

    vuoden_paivat = (date(vuosi, 1, 1) + timedelta(days=n) for n in range(366))

    assert {pvm for pvm in vuoden_paivat if pvm.year == vuosi and pyha(pvm)} == odotetut


@pytest.mark.parametrize(
    "pvm",
    [
        date(2025, 6, 11),
        date(2026, 4, 30),  # vapunaatto
        date(2025, 12, 31),
        date(2025, 6, 22),  # the Sunday after Midsummer Day
    ],
)
def test_other_days_are_not_holidays(pvm):
    assert pyha(pvm) is None


@pytest.mark.parametrize(
    ("kieli", "nimi"),
    [("fi", "Jouluaatto"), ("sv", "Julafton"), ("en", "Christmas Eve")],
)
def test_name_is_in_the_language_of_the_reader(kieli, nimi):
    with translation.override(kieli):
        assert pyha(date(2025, 12, 24)) == nimi


def test_name_is_finnish_without_an_active_language():
    with translation.override(None):
        assert pyha(date(2025, 12, 24)) == "Jouluaatto"
