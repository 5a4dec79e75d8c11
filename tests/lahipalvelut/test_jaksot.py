import datetime

import pytest

from lahipalvelut.jaksot import ennakko_sanoina, jakso_tekstina, suhteessa

PAIVA = datetime.date(2025, 6, 11)


@pytest.mark.parametrize(
    ("alku", "loppu", "teksti"),
    [
        (datetime.date(2025, 1, 8), datetime.date(2025, 8, 31), "8.1.–31.8.2025"),
        (datetime.date(2025, 12, 1), datetime.date(2026, 1, 31), "1.12.2025–31.1.2026"),
        (PAIVA, PAIVA, "11.6.2025"),
    ],
)
def test_period_in_words(alku, loppu, teksti):
    assert jakso_tekstina(alku, loppu) == teksti


@pytest.mark.parametrize(
    ("paivia", "teksti"),
    [(-1, ""), (0, "tänään"), (1, "huomenna"), (2, "2 päivän päästä"), (14, "14 päivän päästä"), (15, "")],
)
def test_nearness_in_words(paivia, teksti):
    assert suhteessa(PAIVA + datetime.timedelta(days=paivia), PAIVA) == teksti


@pytest.mark.parametrize(
    ("tunteja", "teksti"),
    [
        (-0.1, "vasta jälkikäteen"),
        (0.5, "alle tunti ennen"),
        (1.5, "1 tunti ennen"),
        (47.9, "47 tuntia ennen"),
        (48, "2 päivää ennen"),
        (551.9, "22 päivää ennen"),
    ],
)
def test_notice_in_words(tunteja, teksti):
    assert ennakko_sanoina(tunteja) == teksti
