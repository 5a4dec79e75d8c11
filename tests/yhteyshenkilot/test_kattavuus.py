"""Coverage without a database: the holes reported are the holes there are."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yhteyshenkilot import kattavuus
from yhteyshenkilot.kattavuus import AUKOT, Kattavuus, Laji, Poissa, Tila, Vastuujakso
from yhteyshenkilot.models import Vastuu

ALKU = date(2026, 11, 2)
PAIVIA = 40
KUNNAT, PROSESSIT, HENKILOT = ["Kaavi", "Tervo"], ["nuoret", "tuet"], ["Aino", "Milla", "Veera"]


def paiva(numero):
    return ALKU + timedelta(days=numero)


def vastuu(henkilo, laji=Laji.ENSISIJAINEN, alku=-100, loppu=None, kunta="Kaavi", prosessi="nuoret"):
    return Vastuujakso(kunta, prosessi, henkilo, laji, paiva(alku), loppu if loppu is None else paiva(loppu))


def poissa(henkilo, alku, loppu=None):
    return Poissa(henkilo, paiva(alku), loppu if loppu is None else paiva(loppu))


def test_kinds_are_those_of_responsibilities():
    assert list(Laji) == [str(laji) for laji in Vastuu.Laji]


KAIKKI = [vastuu("Aino"), vastuu("Milla", Laji.SIJAINEN), vastuu("Veera", Laji.MUU)]


@pytest.mark.parametrize(
    ("vastuut", "poissa_ovat", "tila", "hoitavat"),
    [
        (KAIKKI, [], Tila.PAIKALLA, ("Aino",)),
        (KAIKKI, ["Aino"], Tila.SIJAINEN, ("Milla",)),
        (KAIKKI, ["Aino", "Milla"], Tila.MUUT, ("Veera",)),
        (KAIKKI, ["Aino", "Milla", "Veera"], Tila.KAIKKI_POISSA, ()),
        (KAIKKI[:2], ["Aino", "Milla"], Tila.KAIKKI_POISSA, ()),
        (KAIKKI[1:2], [], Tila.SIJAINEN, ("Milla",)),
        (KAIKKI[2:], [], Tila.MUUT, ("Veera",)),
        ([], ["Aino"], Tila.EI_KETAAN, ()),
        ([vastuu("Aino", loppu=-1)], [], Tila.EI_KETAAN, ()),
    ],
)
def test_cell_says_who_serves_on_the_day(vastuut, poissa_ovat, tila, hoitavat):
    tilanne = Kattavuus(vastuut, [poissa(henkilo, 0, 0) for henkilo in poissa_ovat])

    solu = tilanne.solu("Kaavi", "nuoret", ALKU)

    assert (solu.tila, solu.hoitavat) == (tila, hoitavat)


def test_hole_of_two_who_are_away_on_the_same_days():
    tilanne = Kattavuus(KAIKKI[:2], [poissa("Aino", 0, 9), poissa("Milla", 5, 20)])

    [aukko] = tilanne.aukot("Kaavi", "nuoret", ALKU, paiva(PAIVIA))

    assert (aukko.alku, aukko.loppu, aukko.tila) == (paiva(5), paiva(9), Tila.KAIKKI_POISSA)


def test_absence_that_turns_into_an_ended_responsibility_is_one_hole():
    tilanne = Kattavuus([vastuu("Aino", loppu=9)], [poissa("Aino", 5, 7), poissa("Aino", 8)])

    assert [(a.alku, a.loppu) for a in tilanne.aukot("Kaavi", "nuoret", ALKU, paiva(20))] == [
        (paiva(5), paiva(20))
    ]


def test_people_with_too_many_are_the_first_contacts_over_the_limit():
    vastuut = [vastuu("Aino", kunta=numero) for numero in range(4)]
    vastuut += [vastuu("Milla", kunta=numero) for numero in range(3)]
    vastuut += [vastuu("Veera", Laji.SIJAINEN, kunta=numero) for numero in range(9)]
    vastuut += [vastuu("Milla", loppu=-1, kunta=numero) for numero in range(9)]

    assert Kattavuus(vastuut, []).kuormitetut(ALKU, raja=3) == [("Aino", 4)]


def jaksot(luokka, **muut):
    """A row that begins somewhere around the time looked at and has an end, or has none."""
    return st.builds(
        lambda alku, pituus, **kentat: luokka(
            alku=paiva(alku), loppu=None if pituus is None else paiva(alku + pituus), **kentat
        ),
        st.integers(-5, PAIVIA + 5),
        st.none() | st.integers(0, 15),
        **muut,
    )


vastuujaksot = st.lists(
    jaksot(
        Vastuujakso,
        kunta=st.sampled_from(KUNNAT),
        prosessi=st.sampled_from(PROSESSIT),
        henkilo=st.sampled_from(HENKILOT),
        laji=st.sampled_from(list(Laji)),
    ),
    max_size=12,
)
poissaolojaksot = st.lists(jaksot(Poissa, henkilo=st.sampled_from(HENKILOT)), max_size=8)


def paivat_ilman_ketaan(vastuut, poissaolot, kunta, prosessi):
    """The oracle: every day is asked on its own of every row."""

    def voimassa(jakso, pvm):
        return jakso.alku <= pvm <= (jakso.loppu or date.max)

    def paikalla(pvm):
        return {
            v.henkilo for v in vastuut if (v.kunta, v.prosessi) == (kunta, prosessi) and voimassa(v, pvm)
        } - {p.henkilo for p in poissaolot if voimassa(p, pvm)}

    return {pvm for pvm in map(paiva, range(PAIVIA)) if not paikalla(pvm)}


@given(vastuujaksot, poissaolojaksot)
def test_a_calendar_with_holes_reports_exactly_those_holes(vastuut, poissaolot):
    tilanne = Kattavuus(vastuut, poissaolot)
    aukot = tilanne.kaikki_aukot(KUNNAT, PROSESSIT, ALKU, paiva(PAIVIA - 1))

    assert aukot == sorted(aukot, key=lambda aukko: aukko.alku)
    for kunta in KUNNAT:
        for prosessi in PROSESSIT:
            omat = [aukko for aukko in aukot if (aukko.kunta, aukko.prosessi) == (kunta, prosessi)]
            paivat = [
                aukko.alku + timedelta(days=n)
                for aukko in omat
                for n in range((aukko.loppu - aukko.alku).days + 1)
            ]
            # Each day once, so no two of them overlap, and no two of them touch: days in a row are one hole.
            assert len(paivat) == len(set(paivat))
            assert all(eka.loppu + timedelta(days=1) < toka.alku for eka, toka in pairwise(omat))
            assert set(paivat) == paivat_ilman_ketaan(vastuut, poissaolot, kunta, prosessi)
            assert all(tilanne.solu(kunta, prosessi, pvm).tila in AUKOT for pvm in paivat)


@st.composite
def kalenteri_aukkoineen(draw):
    """Holes chosen first, then a calendar made around them: somebody is there on all other days and on those nobody."""
    aukkopaivat = draw(st.sets(st.integers(0, PAIVIA - 1)))
    vastuut, poissaolot = [], []
    katetut = [numero for numero in range(PAIVIA) if numero not in aukkopaivat]
    for numero in katetut:
        henkilo = draw(st.sampled_from(HENKILOT))
        vastuut.append(vastuu(henkilo, draw(st.sampled_from(list(Laji))), alku=numero, loppu=numero))
    for numero in aukkopaivat:
        # Nobody is named, or the one who is named is away.
        if draw(st.booleans()):
            henkilo = draw(st.sampled_from(HENKILOT))
            vastuut.append(vastuu(henkilo, alku=numero, loppu=numero))
            poissaolot.append(poissa(henkilo, numero, numero))
    return aukkopaivat, vastuut, poissaolot


@given(kalenteri_aukkoineen())
def test_holes_put_into_a_calendar_are_found_and_no_others(kalenteri):
    aukkopaivat, vastuut, poissaolot = kalenteri

    aukot = Kattavuus(vastuut, poissaolot).aukot("Kaavi", "nuoret", ALKU, paiva(PAIVIA - 1))

    loydetyt = {
        (aukko.alku - ALKU).days + n for aukko in aukot for n in range((aukko.loppu - aukko.alku).days + 1)
    }
    assert loydetyt == aukkopaivat


@given(vastuujaksot, poissaolojaksot, jaksot(Poissa, henkilo=st.sampled_from(HENKILOT)))
def test_holes_that_an_absence_makes_are_the_days_that_were_none_before(vastuut, poissaolot, uusi):
    def aukot(poissaolot):
        return Kattavuus(vastuut, poissaolot).kaikki_aukot(KUNNAT, PROSESSIT, ALKU, paiva(PAIVIA - 1))

    def paivat(aukot):
        return {
            (aukko.kunta, aukko.prosessi, aukko.alku + timedelta(days=n))
            for aukko in aukot
            for n in range((aukko.loppu - aukko.alku).days + 1)
        }

    ennen, jalkeen = aukot(poissaolot), aukot([*poissaolot, uusi])

    uudet = kattavuus.uudet_aukot(ennen, jalkeen)

    assert paivat(uudet) == paivat(jalkeen) - paivat(ennen)
