"""What is in the way of a planned day."""

from datetime import date, time

import pytest

from lahipalvelut.tormaykset import Laji, tormaykset, yhdessa
from lahipalvelut.vaihto import Ehdokas
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelupisteFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastuuFactory
from yhteyshenkilot.models import Poissaolo

PAIVA = date(2025, 6, 11)


@pytest.fixture
def milla(alue):
    return HenkiloFactory(alue=alue, nimi="Milla Tuomikoski")


@pytest.fixture
def muualla(siilinjarvi, milla):
    """Milla's open day in Siilinjärvi, 11.6.2025 at 9–15."""
    rivi = SuunnitelmariviFactory(
        suunnitelma=PalvelusuunnitelmaFactory(kunta=siilinjarvi), vastuuhenkilo=milla
    )
    return PalvelupaivaFactory(rivi=rivi, kunta=siilinjarvi, pvm=PAIVA)


def ehdokas(kunta, henkilo, *, alku=9, loppu=15, piste=None):
    piste = piste or PalvelupisteFactory(kunta=kunta)
    return Ehdokas(PAIVA, time(alku), time(loppu), piste.pk, henkilo.pk, -1)


def lajit(ehdokas, kunta, prosessit=(), **muut):
    return [t.laji for t in tormaykset([ehdokas], kunta, {-1: prosessit}, **muut).get(ehdokas, [])]


@pytest.mark.usefixtures("muualla")
@pytest.mark.parametrize(
    ("alku", "loppu", "odotettu"), [(9, 15, [Laji.HENKILO]), (14, 16, [Laji.HENKILO]), (15, 17, [])]
)
def test_person_elsewhere_at_an_overlapping_time(rautavaara, milla, alku, loppu, odotettu):
    assert lajit(ehdokas(rautavaara, milla, alku=alku, loppu=loppu), rautavaara) == odotettu


def test_cancelled_day_and_one_that_gives_way_are_not_in_the_way(muualla, rautavaara, milla, koordinaattori):
    oma = ehdokas(rautavaara, milla)
    assert lajit(oma, rautavaara, ohita=[muualla.rivi.suunnitelma_id]) == []

    PalvelupaivaFactory._meta.model.objects.filter(pk=muualla.pk).update(
        tila="peruttu",
        syykoodi="muu",
        syy="x",
        muutosaika="2025-06-01T00:00Z",
        muutosilmoittaja=koordinaattori,
    )
    assert lajit(oma, rautavaara) == []


def test_substitute_is_the_one_who_is_elsewhere(muualla, rautavaara, milla, alue):
    muualla.sijainen = sijainen = HenkiloFactory(alue=alue)
    muualla.save()

    assert lajit(ehdokas(rautavaara, milla), rautavaara) == []
    assert lajit(ehdokas(rautavaara, sijainen), rautavaara) == [Laji.HENKILO]


def test_room_that_another_has(muualla, siilinjarvi, alue):
    toinen = ehdokas(siilinjarvi, HenkiloFactory(alue=alue), piste=muualla.palvelupiste)

    assert lajit(toinen, siilinjarvi) == [Laji.TILA]


def test_team_elsewhere_is_told_but_is_no_obstacle(muualla, rautavaara, milla, alue):
    prosessi = AvainprosessiFactory(alue=alue)
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=milla, alkupvm=date(2025, 1, 1))
    toinen = ehdokas(rautavaara, HenkiloFactory(alue=alue))

    [tormays] = tormaykset([toinen], rautavaara, {-1: [prosessi]})[toinen]

    assert (tormays.laji, tormays.on_este) == (Laji.TIIMI, False)
    assert lajit(toinen, rautavaara) == []


def test_person_away(rautavaara, milla):
    Poissaolo.objects.create(henkilo=milla, alkupvm=date(2025, 6, 10), loppupvm=date(2025, 6, 12))

    assert lajit(ehdokas(rautavaara, milla), rautavaara) == [Laji.POISSA]


def test_drafts_made_together_meet_each_other(rautavaara, siilinjarvi, milla):
    oma, toinen = ehdokas(rautavaara, milla), ehdokas(siilinjarvi, milla)

    rautavaaran, siilinjarven = yhdessa([([oma], rautavaara, {}), ([toinen], siilinjarvi, {})])

    assert [t.laji for t in rautavaaran[oma]] == [Laji.HENKILO]
    assert "Siilinjärvi" in rautavaaran[oma][0].teksti
    assert "Rautavaara" in siilinjarven[toinen][0].teksti


def test_questions_to_the_database_do_not_grow_with_the_dates(
    muualla, rautavaara, milla, django_assert_num_queries
):
    piste = PalvelupisteFactory(kunta=rautavaara)
    joukko = [Ehdokas(date(2025, 6, n), time(9), time(15), piste.pk, milla.pk, -1) for n in range(1, 29)]

    with django_assert_num_queries(3):
        tormaykset(joukko, rautavaara, {-1: []})
