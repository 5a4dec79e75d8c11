from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tyollisyysalue.aikataulu import SUURIN_VALI, Toistuvuus
from tyollisyysalue.tekstit import NBSP

KLO = {"alkuklo": time(9), "loppuklo": time(15)}
# The plan line of the case: every other Wednesday from 8.1.2025.
RAUTAVAARA = Toistuvuus(date(2025, 1, 8), 2, **KLO)

pvmt = st.dates(date(2020, 1, 1), date(2040, 12, 31))
toistuvuudet = st.builds(
    Toistuvuus, pvmt, st.integers(1, SUURIN_VALI), alkuklo=st.just(time(9)), loppuklo=st.just(time(15))
)


@pytest.mark.parametrize(
    ("vali", "ankkuri", "alku", "loppu", "paivat"),
    [
        # 2026 has a week 53: by odd and even weeks 30.12. and 6.1. would follow each other.
        (
            2,
            date(2026, 12, 16),
            date(2026, 12, 16),
            date(2027, 1, 13),
            [date(2026, 12, 16), date(2026, 12, 30), date(2027, 1, 13)],
        ),
        # So has 2032.
        (
            2,
            date(2032, 12, 15),
            date(2032, 12, 15),
            date(2033, 1, 12),
            [date(2032, 12, 15), date(2032, 12, 29), date(2033, 1, 12)],
        ),
        (2, date(2025, 1, 8), date(2025, 1, 1), date(2025, 1, 31), [date(2025, 1, 8), date(2025, 1, 22)]),
        (2, date(2025, 1, 8), date(2025, 1, 9), date(2025, 1, 22), [date(2025, 1, 22)]),
        (2, date(2025, 1, 8), date(2025, 1, 9), date(2025, 1, 21), []),
        (2, date(2025, 1, 8), date(2024, 1, 1), date(2025, 1, 7), []),
        (2, date(2025, 1, 8), date(2025, 1, 8), date(2025, 1, 8), [date(2025, 1, 8)]),
        (2, date(2025, 1, 8), date(2025, 3, 1), date(2025, 2, 1), []),
        (
            1,
            date(2024, 2, 22),
            date(2024, 2, 22),
            date(2024, 3, 7),
            [date(2024, 2, 22), date(2024, 2, 29), date(2024, 3, 7)],
        ),
        (3, date(2025, 1, 8), date(2025, 1, 20), date(2025, 2, 28), [date(2025, 1, 29), date(2025, 2, 19)]),
    ],
)
def test_paivat(vali, ankkuri, alku, loppu, paivat):
    assert Toistuvuus(ankkuri, vali, **KLO).paivat(alku, loppu) == paivat


@pytest.mark.parametrize("pvm", [date(2025, 6, 11), date(2025, 12, 24), date(2027, 1, 6)])
def test_the_case_falls_on_its_fixed_days(pvm):
    assert RAUTAVAARA.paivat(pvm, pvm) == [pvm]


def test_seuraavat_begins_with_the_day_itself():
    assert RAUTAVAARA.seuraavat(2, date(2025, 6, 11)) == [date(2025, 6, 11), date(2025, 6, 25)]
    assert RAUTAVAARA.seuraavat(2, date(2025, 6, 12)) == [date(2025, 6, 25), date(2025, 7, 9)]
    assert RAUTAVAARA.seuraavat(1, date(2024, 6, 1)) == [date(2025, 1, 8)]
    assert RAUTAVAARA.seuraavat(0, date(2025, 6, 11)) == []


@given(toistuvuudet, pvmt, st.integers(1, 40))
def test_the_step_never_changes(toistuvuus, alkaen, maara):
    paivat = toistuvuus.seuraavat(maara, alkaen)

    assert len(paivat) == maara
    assert {loppu - alku for alku, loppu in pairwise(paivat)} <= {timedelta(weeks=toistuvuus.vali)}
    assert {paiva.weekday() for paiva in paivat} == {toistuvuus.ankkuri.weekday()}
    assert all((paiva - toistuvuus.ankkuri).days % (7 * toistuvuus.vali) == 0 for paiva in paivat)
    assert alkaen <= paivat[0] or paivat[0] == toistuvuus.ankkuri


@given(toistuvuudet, pvmt, st.integers(-30, 500))
def test_paivat_are_the_days_of_the_rule_in_the_period(toistuvuus, alku, pituus):
    loppu = alku + timedelta(days=pituus)
    kaikki = (alku + timedelta(days=paiva) for paiva in range(pituus + 1))

    assert toistuvuus.paivat(alku, loppu) == [
        paiva
        for paiva in kaikki
        if paiva >= toistuvuus.ankkuri and (paiva - toistuvuus.ankkuri).days % (7 * toistuvuus.vali) == 0
    ]


@given(toistuvuudet, pvmt, st.integers(0, 300), st.integers(0, 300))
def test_a_period_can_be_cut_anywhere(toistuvuus, alku, ensin, sitten):
    raja, loppu = alku + timedelta(days=ensin), alku + timedelta(days=ensin + sitten)

    assert toistuvuus.paivat(alku, loppu) == [
        *toistuvuus.paivat(alku, raja),
        *toistuvuus.paivat(raja + timedelta(days=1), loppu),
    ]


@pytest.mark.parametrize(
    ("kieli", "vali", "lause"),
    [
        ("fi", 1, "joka keskiviikko klo~9.00–15.00"),
        ("fi", 2, "joka toinen keskiviikko klo~9.00–15.00"),
        ("fi", 3, "joka kolmas keskiviikko klo~9.00–15.00"),
        ("fi", 4, "joka neljäs keskiviikko klo~9.00–15.00"),
        ("fi", 8, "joka kahdeksas keskiviikko klo~9.00–15.00"),
        ("sv", 1, "varje onsdag kl.~9.00–15.00"),
        ("sv", 2, "varannan onsdag kl.~9.00–15.00"),
        ("sv", 3, "var tredje onsdag kl.~9.00–15.00"),
        ("sv", 8, "var åttonde onsdag kl.~9.00–15.00"),
        ("en", 1, "every Wednesday 9:00–15:00"),
        ("en", 2, "every other Wednesday 9:00–15:00"),
        ("en", 4, "every fourth Wednesday 9:00–15:00"),
        ("en", 8, "every eighth Wednesday 9:00–15:00"),
    ],
)
def test_lause(kieli, vali, lause):
    toistuvuus = Toistuvuus(date(2025, 1, 8), vali, **KLO)

    with translation.override(kieli):
        assert toistuvuus.lause() == lause.replace("~", NBSP)


@pytest.mark.parametrize(
    ("ankkuri", "viikonpaiva"),
    [(date(2025, 1, 6), "maanantai"), (date(2025, 1, 9), "torstai"), (date(2025, 1, 10), "perjantai")],
)
def test_lause_names_the_weekday_of_the_anchor(ankkuri, viikonpaiva):
    assert Toistuvuus(ankkuri, 2, **KLO).lause() == f"joka toinen {viikonpaiva} klo{NBSP}9.00–15.00"


@pytest.mark.parametrize("vali", [0, -1, SUURIN_VALI + 1])
def test_interval_out_of_range_is_refused(vali):
    with pytest.raises(ValueError, match="interval"):
        Toistuvuus(date(2025, 1, 8), vali, **KLO)


def test_day_that_ends_before_it_begins_is_refused():
    with pytest.raises(ValueError, match="ends before"):
        Toistuvuus(date(2025, 1, 8), 2, time(15), time(9))
