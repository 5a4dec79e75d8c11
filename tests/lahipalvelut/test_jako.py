"""Sharing days and finding free weeks: what holds whatever the numbers are."""

import itertools
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lahipalvelut.jako import VIIKKOJA, Kaynti, Varaus, sijoita, suurimmat_jaannokset, valit

painot = st.dictionaries(st.integers(0, 50), st.integers(0, 60_000), min_size=1, max_size=12)


@given(painot, st.integers(0, 2_000))
def test_shares_sum_up_to_the_total_and_none_is_off_by_one_or_more(painot, yhteensa):
    osat = suurimmat_jaannokset(painot, yhteensa)

    assert sum(osat.values()) == yhteensa
    summa = sum(painot.values())
    for avain, osa in osat.items():
        tarkka = yhteensa * painot[avain] / summa if summa else yhteensa / len(painot)
        assert abs(osa - tarkka) < 1 + 1e-9


@given(painot, st.integers(0, 500))
def test_more_jobseekers_never_get_fewer_days(painot, yhteensa):
    osat = suurimmat_jaannokset(painot, yhteensa)

    for a, b in itertools.combinations(painot, 2):
        if painot[a] > painot[b]:
            assert osat[a] >= osat[b]


@given(painot, st.integers(0, 10), st.integers(0, 300))
def test_everyone_gets_the_least_share(painot, vahintaan, lisaa):
    osat = suurimmat_jaannokset(painot, vahintaan * len(painot) + lisaa, vahintaan=vahintaan)

    assert min(osat.values()) >= vahintaan


def test_less_than_the_least_shares_is_refused():
    with pytest.raises(ValueError, match="less to share"):
        suurimmat_jaannokset({1: 5, 2: 5}, 3, vahintaan=2)


@pytest.mark.parametrize(
    ("paivia", "odotettu"),
    [(0, []), (6, [8]), (17, [3]), (26, [2]), (52, [1]), (78, [1, 2]), (104, [1, 1]), (110, [1, 1, 8])],
)
def test_days_of_a_year_as_intervals(paivia, odotettu):
    assert valit(paivia) == odotettu


@given(st.integers(7, 400))
def test_intervals_come_near_the_days_asked_for(paivia):
    saatu = sum(VIIKKOJA / vali for vali in valit(paivia))

    # Between every and every other week there is no rule: at most half of that gap is missed.
    assert abs(saatu - paivia) <= VIIKKOJA / 4


ALKU, LOPPU = date(2026, 1, 1), date(2026, 12, 31)
kaynnit = st.lists(
    st.builds(
        Kaynti,
        kunta=st.integers(1, 6),
        henkilo=st.integers(1, 3),
        palvelupiste=st.integers(1, 6),
        vali=st.integers(1, 8),
        alkuklo=st.just(time(9)),
        loppuklo=st.just(time(15)),
        nykyinen=st.none() | st.dates(date(2025, 1, 6), date(2025, 12, 31)),
    ),
    max_size=8,
)


def paivat(sijoitus):
    pvm = sijoitus.ankkuri
    while pvm <= LOPPU:
        yield pvm
        pvm += timedelta(weeks=sijoitus.kaynti.vali)


@given(kaynnit)
def test_line_said_to_be_free_meets_no_other(kaynnit):
    sijoitukset = sijoita(kaynnit, [], ALKU, LOPPU)

    assert [s.kaynti for s in sijoitukset] == kaynnit
    for sijoitus in sijoitukset:
        assert sijoitus.ankkuri.weekday() < 5
        assert ALKU <= sijoitus.ankkuri < ALKU + timedelta(weeks=sijoitus.kaynti.vali)
    vapaat = [s for s in sijoitukset if not s.tormayksia]
    for a, b in itertools.combinations(vapaat, 2):
        if a.kaynti.henkilo == b.kaynti.henkilo or a.kaynti.palvelupiste == b.kaynti.palvelupiste:
            assert not set(paivat(a)) & set(paivat(b))


def test_own_weekday_stays_when_it_is_free_and_goes_when_it_is_not():
    keskiviikko = Kaynti(1, 1, 1, 2, time(9), time(15), nykyinen=date(2025, 12, 17))
    varattu = [
        Varaus(ALKU + timedelta(days=n), time(9), time(12), henkilo=1)
        for n in range(365)
        if (ALKU + timedelta(days=n)).weekday() == 2
    ]

    [vapaana] = sijoita([keskiviikko], [], ALKU, LOPPU)
    [muualla] = sijoita([keskiviikko], varattu, ALKU, LOPPU)

    # In the middle of the rhythm: 17.12., 31.12., 14.1.
    assert vapaana.ankkuri == date(2026, 1, 14)
    assert (muualla.ankkuri.weekday() != 2, muualla.tormayksia) == (True, 0)


def test_one_who_has_no_free_day_is_told_of():
    taynna = [Varaus(ALKU + timedelta(days=n), time(8), time(16), henkilo=1) for n in range(365)]

    [sijoitus] = sijoita([Kaynti(1, 1, 1, 8, time(9), time(15))], taynna, ALKU, LOPPU)

    assert sijoitus.tormayksia > 0
