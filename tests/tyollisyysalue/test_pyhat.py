from datetime import date

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
