import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seuranta import tietosuoja
from seuranta.merkit import Puuttuva
from seuranta.tietosuoja import peita, reunasummat

SALASSA = Puuttuva.SALASSA


def taulukko(*rivit):
    """``{(row, column): count}``."""
    return {(r, s): luku for r, rivi in enumerate(rivit) for s, luku in enumerate(rivi)}


def rivit(julkaistava, leveys):
    luvut = [julkaistava.luvut[avain] for avain in sorted(julkaistava.luvut)]
    return [luvut[alku : alku + leveys] for alku in range(0, len(luvut), leveys)]


@pytest.mark.parametrize(("luku", "nakyy"), [(0, 0), (1, SALASSA), (4, SALASSA), (5, 5), (1_000, 1_000)])
def test_one_to_four_are_hidden_and_the_rest_shown(luku, nakyy):
    assert peita({"687": luku}, {}).luvut == {"687": nakyy}


def test_hidden_number_is_nowhere_in_what_may_be_shown():
    julkaistava = peita({"687": 3, "749": 17, "297": 210}, {"alue": ["687", "749", "297"]})

    assert vars(julkaistava) == {
        "luvut": {"687": SALASSA, "749": SALASSA, "297": 210},
        "summat": {"alue": 230},
    }


def test_smallest_other_count_of_a_total_is_hidden_with_a_single_one():
    luvut = taulukko([3, 40, 20, 0])

    julkaistava = peita(luvut, {"alue": luvut.keys()})

    assert rivit(julkaistava, 4) == [[SALASSA, 40, SALASSA, 0]]
    assert julkaistava.summat == {"alue": 63}


def test_two_small_counts_that_can_change_places_need_no_third():
    luvut = taulukko([2, 3, 20])

    assert rivit(peita(luvut, {"alue": luvut.keys()}), 3) == [[SALASSA, SALASSA, 20]]


@pytest.mark.parametrize("pienet", [[1, 1], [4, 4]])
def test_small_counts_that_their_sum_gives_away_need_a_third(pienet):
    luvut = taulukko([*pienet, 20])

    assert rivit(peita(luvut, {"alue": luvut.keys()}), 3) == [[SALASSA, SALASSA, SALASSA]]


def test_table_hides_a_rectangle_so_that_neither_rows_nor_columns_betray():
    luvut = taulukko([2, 30, 50], [10, 60, 70], [90, 20, 80])

    julkaistava = peita(luvut, reunasummat(luvut))

    piilossa = [[luku is SALASSA for luku in rivi] for rivi in rivit(julkaistava, 3)]
    assert sorted(map(sum, piilossa)) == sorted(map(sum, zip(*piilossa, strict=True))) == [0, 2, 2]
    assert piilossa[0][0]
    assert julkaistava.summat[None, None] == 412


def test_total_is_hidden_when_nothing_else_protects_its_only_count():
    julkaistava: tietosuoja.Julkaistava = peita({"tammi": 3, "helmi": 0}, {"vuosi": ["tammi", "helmi"]})

    assert julkaistava.summat == {"vuosi": SALASSA}


def test_running_totals_do_not_betray_a_month():
    """January to March minus January to February is March."""
    luvut = {"tammi": 12, "helmi": 30, "maalis": 2}
    kertymat = {"helmi asti": ["tammi", "helmi"], "maalis asti": ["tammi", "helmi", "maalis"]}

    julkaistava = peita(luvut, kertymat)

    assert julkaistava.luvut["maalis"] is SALASSA
    assert not ratkaistut(luvut, kertymat, julkaistava)


def test_area_minus_the_others_does_not_betray_a_municipality():
    luvut = {"687": 3, "749": 17, "297": 210}
    summat = {"alue": list(luvut), "muut": ["749", "297"]}

    julkaistava = peita(luvut, summat)

    assert julkaistava.luvut["687"] is SALASSA
    assert SALASSA in julkaistava.summat.values()
    assert not ratkaistut(luvut, summat, julkaistava)


def test_change_is_secret_when_either_month_is():
    julkaistava = peita({"tammi": 3, "helmi": 12, "maalis": 15}, {"alkuvuosi": ["helmi", "maalis"]})

    assert julkaistava.muutos("helmi", "tammi") is SALASSA
    assert julkaistava.muutos("maalis", "helmi") == 3
    assert julkaistava.summan_muutos("alkuvuosi", "alkuvuosi") == 0


def test_number_of_hidden_counts_is_told():
    assert peita({"687": 3, "749": 17, "297": 210}, {"alue": ["687", "749", "297"]}).piilotettuja == 2


def test_order_of_the_counts_does_not_matter():
    luvut = taulukko([2, 30, 50], [10, 60, 70], [90, 20, 80])
    toisin_pain = dict(reversed(luvut.items()))

    assert peita(luvut, reunasummat(luvut)).luvut == peita(toisin_pain, reunasummat(toisin_pain)).luvut


def test_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        peita({"687": -1}, {})


def test_totals_of_a_table_are_named_by_what_they_count_together():
    assert reunasummat([("687", 1), ("687", 2), ("749", 1)]) == {
        ("687", None): {("687", 1), ("687", 2)},
        ("749", None): {("749", 1)},
        (None, 1): {("687", 1), ("749", 1)},
        (None, 2): {("687", 2)},
        (None, None): {("687", 1), ("687", 2), ("749", 1)},
    }


def test_year_of_an_area_is_quick():
    luvut = {(kunta, kk): (kunta * 37 + kk * 11) % 23 for kunta in range(11) for kk in range(12)}

    alku = time.perf_counter()
    julkaistava = peita(luvut, reunasummat(luvut))

    assert time.perf_counter() - alku < 5
    assert 0 < julkaistava.piilotettuja < len(luvut)


# The attack: somebody who knows the rule tries every set of counts that fits what is published.


def vaihtoehdot(luku):
    """What a hidden count can be for one who knows whether it is small; the upper end is far enough to differ."""
    return range(1, 5) if tietosuoja.on_pieni(luku) else range(5, luku + 6)


def ratkaistut(luvut, summat, julkaistava):
    """The hidden numbers that have only one possible value, by trying them all."""
    piilossa = [avain for avain, luku in julkaistava.luvut.items() if luku is SALASSA]
    yhtalot = []
    for nimi, avaimet in summat.items():
        if julkaistava.summat[nimi] is not SALASSA:
            nakyva = sum(luvut[avain] for avain in avaimet if avain not in piilossa)
            yhtalot.append((frozenset(avaimet) & set(piilossa), julkaistava.summat[nimi] - nakyva))
    kohteet = {avain: frozenset([avain]) for avain in piilossa} | {
        ("summa", nimi): frozenset(summat[nimi])
        for nimi, luku in julkaistava.summat.items()
        if luku is SALASSA
    }
    nahdyt: dict = {kohde: set() for kohde in kohteet}

    def kokeile(numero, valitut):
        if all(len(arvot) > 1 for arvot in nahdyt.values()):
            return
        if numero == len(piilossa):
            for kohde, avaimet in kohteet.items():
                nahdyt[kohde].add(sum(valitut.get(avain, luvut[avain]) for avain in avaimet))
            return
        avain = piilossa[numero]
        for arvo in vaihtoehdot(luvut[avain]):
            uudet = valitut | {avain: arvo}
            if all(on_mahdollinen(osat, summa, uudet, luvut) for osat, summa in yhtalot if avain in osat):
                kokeile(numero + 1, uudet)

    kokeile(0, {})
    assert all(nahdyt.values()), "the true counts must be among those tried"
    return [kohde for kohde, arvot in nahdyt.items() if len(arvot) == 1]


def on_mahdollinen(osat, summa, valitut, luvut):
    pienin = sum(valitut[o] if o in valitut else vaihtoehdot(luvut[o])[0] for o in osat)
    suurin = sum(valitut[o] if o in valitut else vaihtoehdot(luvut[o])[-1] for o in osat)
    return pienin <= summa <= suurin


lukumaarat = st.integers(0, 9)


@st.composite
def taulukot(draw):
    """A small table of two or three dimensions with its totals, and a few filters and running totals beside them."""
    muoto = draw(st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 3), (2, 2, 2)]))
    avaimet = list(itertools.product(*(range(pituus) for pituus in muoto)))
    luvut = {avain: draw(lukumaarat) for avain in avaimet}
    summat: dict = dict(reunasummat(avaimet)) if draw(st.booleans()) else {}
    for numero in range(draw(st.integers(0, 3))):
        summat["rajaus", numero] = draw(st.sets(st.sampled_from(avaimet), min_size=1))
    return luvut, summat


@settings(max_examples=200, deadline=None)
@given(taulukot())
def test_no_hidden_number_can_be_worked_out_from_what_is_published(taulukko):
    luvut, summat = taulukko

    julkaistava = peita(luvut, summat)

    assert not ratkaistut(luvut, summat, julkaistava)
    for avain, luku in julkaistava.luvut.items():
        assert luku is SALASSA or luku == luvut[avain]
        assert luku is SALASSA or not tietosuoja.on_pieni(luku)
    for nimi, luku in julkaistava.summat.items():
        assert luku is SALASSA or luku == sum(luvut[avain] for avain in summat[nimi])
        assert luku is SALASSA or not tietosuoja.on_pieni(luku)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.integers(0, 30), st.sampled_from([0, 5, 6, 17, 120]), min_size=1))
def test_nothing_is_hidden_where_nothing_is_small(luvut):
    julkaistava = peita(luvut, {"alue": luvut.keys()})

    assert julkaistava.luvut == luvut
