"""What becomes of days when a plan takes effect: what holds whatever the days are."""

from collections import Counter
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lahipalvelut.vaihto import Ehdokas, Ohitus, Paiva, vaihda

ALKU = date(2026, 12, 16)
pvmt = st.integers(0, 5).map(lambda n: ALKU + timedelta(weeks=n))
ajat = st.sampled_from([(time(9), time(15)), (time(10), time(12)), (time(15), time(17))])


@st.composite
def ehdokkaat(draw):
    rivit = draw(st.lists(st.tuples(ajat, st.integers(1, 2), st.integers(1, 2)), max_size=3))
    return [
        Ehdokas(pvm, alku, loppu, piste, henkilo, rivi)
        for rivi, ((alku, loppu), piste, henkilo) in enumerate(rivit, 100)
        for pvm in draw(st.lists(pvmt, unique=True, max_size=5))
    ]


@st.composite
def paivat(draw):
    arvot = draw(st.lists(st.tuples(pvmt, ajat, st.integers(1, 2), st.integers(1, 2)), max_size=8))
    kaikki = [
        Paiva(pvm, alku, loppu, piste, henkilo, pk)
        for pk, (pvm, (alku, loppu), piste, henkilo) in enumerate(arvot, 1)
    ]
    raja = draw(st.integers(0, len(kaikki)))
    return kaikki[:raja], kaikki[raja:]


def ei_estetta(ehdokas):
    return None


@given(ehdokkaat(), paivat())
def test_every_candidate_and_every_day_is_accounted_for_once(ehdokkaat, paivat):
    avoimet, pysyvat = paivat

    tulos = vaihda(ehdokkaat, avoimet, pysyvat, ei_estetta)

    assert Counter(ehdokkaat) == Counter(
        [*tulos.uudet, *(e for _p, e in tulos.sailyvat), *(o.ehdokas for o in tulos.ohitetut)]
    )
    assert sorted(avoimet) == sorted([*tulos.poistuvat, *(p for p, _e in tulos.sailyvat)])
    assert tulos.pysyvat == sorted(pysyvat)


@given(ehdokkaat(), paivat())
def test_day_that_stays_keeps_its_date_time_and_place(ehdokkaat, paivat):
    avoimet, pysyvat = paivat

    tulos = vaihda(ehdokkaat, avoimet, pysyvat, ei_estetta)

    assert all(paiva.aika_ja_paikka == ehdokas.aika_ja_paikka for paiva, ehdokas in tulos.sailyvat)
    # No day is taken out while another of the same time and place is made.
    poistuvat = {paiva.aika_ja_paikka for paiva in tulos.poistuvat}
    assert not poistuvat & {ehdokas.aika_ja_paikka for ehdokas in tulos.uudet}


@given(ehdokkaat(), paivat())
def test_second_run_does_nothing(ehdokkaat, paivat):
    avoimet, pysyvat = paivat
    ensin = vaihda(ehdokkaat, avoimet, pysyvat, ei_estetta)
    tehdyt = {(e.rivi, e.pvm) for e in [*ensin.uudet, *(e for _p, e in ensin.sailyvat)]}
    puuttuvat = [e for e in ehdokkaat if (e.rivi, e.pvm) not in tehdyt]

    toisen = vaihda(puuttuvat, [], pysyvat, ei_estetta)

    assert (toisen.uudet, toisen.sailyvat, toisen.poistuvat) == ([], [], [])


@given(ehdokkaat(), paivat())
def test_closed_day_is_not_made_but_one_that_exists_stays(ehdokkaat, paivat):
    avoimet, pysyvat = paivat

    tulos = vaihda(ehdokkaat, avoimet, pysyvat, lambda ehdokas: (Ohitus.SULKU, "Remontti."))

    assert tulos.uudet == []
    assert len(tulos.sailyvat) == len(vaihda(ehdokkaat, avoimet, pysyvat, ei_estetta).sailyvat)


def test_own_days_stay_with_their_person_where_two_visit_at_once():
    aika = (ALKU, time(9), time(15), 1)
    vanhat = [Paiva(*aika, henkilo=1, pk=1), Paiva(*aika, henkilo=2, pk=2)]

    tulos = vaihda([Ehdokas(*aika, henkilo=2, rivi=100)], vanhat, [], ei_estetta)

    assert [(paiva.pk, ehdokas.rivi) for paiva, ehdokas in tulos.sailyvat] == [(2, 100)]
    assert [paiva.pk for paiva in tulos.poistuvat] == [1]
