"""The ledger against the database, and against a count that shares nothing with it."""

import datetime
from collections import Counter
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lahipalvelut import faktat, toteuma
from lahipalvelut.jaksot import toteuma_sanoina
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.toteuma import Muutos, Toteuma
from tests.lahipalvelut.factories import PalvelupaivaFactory, SuunnitelmariviFactory, siirra
from tyollisyysalue import kello
from tyollisyysalue.faktat import Parametrit

ALKU = datetime.date(2025, 1, 1)
LOPPU = datetime.date(2025, 12, 31)
TANAAN = datetime.date(2025, 7, 1)
NYT = datetime.datetime(2025, 7, 1, 12, tzinfo=kello.HELSINKI)


def luku(**muut):
    return Toteuma(**muut)


def muutos(tunteja, alkupera="suunnitelma"):
    return Muutos(TANAAN, "peruttu", alkupera, "saa", tunteja, korvattu=False)


@pytest.fixture
def kesakuu(rivi, asiantuntija):
    """Held, cancelled at short notice, moved to a day that was held, not logged, ahead; an extra day that was held."""
    pidetty = {"pidetty": True, "kirjaaja": asiantuntija}
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28), **pidetty)
    PalvelupaivaFactory(rivi=rivi, peruttu=True, muutosilmoittaja=asiantuntija)
    siirrettava = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 18))
    siirra(siirrettava, user=asiantuntija, pvm=datetime.date(2025, 6, 19), **pidetty)
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 7, 9))
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 26), alkupera="lisapaiva", **pidetty)


@pytest.mark.usefixtures("kesakuu")
def test_ledger_counts_planned_days_by_state_and_the_rest_beside():
    tulos = toteuma.jakson(Palvelupaiva.objects.jaksolla(ALKU, LOPPU), TANAAN)

    assert (tulos.suunniteltu, tulos.pidetty, tulos.peruttu, tulos.siirretty) == (5, 1, 1, 1)
    assert (tulos.kirjaamatta, tulos.edessa, tulos.menneet) == (1, 1, 4)
    assert (tulos.siirtopaivia, tulos.siirtopaivia_pidetty) == (1, 1)
    assert (tulos.lisapaivia, tulos.lisapaivia_pidetty) == (1, 1)
    assert tulos.osuus == 25
    assert tulos.kaikkiaan_pidetty == 3
    assert [m.pvm.day for m in tulos.akilliset] == [11]
    assert (tulos.korvattu, tulos.muutettu, tulos.korvattujen_osuus) == (1, 2, 50)


@pytest.mark.usefixtures("kesakuu")
def test_day_that_a_plan_withdrew_is_not_in_the_ledger(rivi):
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 8, 6), kumottu=NYT)

    assert toteuma.jakson(Palvelupaiva.objects.all(), TANAAN).suunniteltu == 5


def test_day_ahead_that_is_off_already_is_not_a_missed_one(rivi, asiantuntija):
    PalvelupaivaFactory(
        rivi=rivi,
        pvm=datetime.date(2025, 12, 24),
        peruttu=True,
        muutosilmoittaja=asiantuntija,
        muutosaika=NYT,
    )

    tulos = toteuma.jakson(Palvelupaiva.objects.all(), TANAAN)

    assert (tulos.peruttu, tulos.menneet, tulos.osuus) == (1, 0, None)


@pytest.mark.parametrize(("tila", "menneet"), [("avoin", 0), ("pidetty", 1), ("peruttu", 1)])
def test_this_day_has_been_once_it_is_known_what_became_of_it(rivi, asiantuntija, tila, menneet):
    lisat = {
        "avoin": {},
        "pidetty": {"pidetty": True, "kirjaaja": asiantuntija},
        "peruttu": {"peruttu": True, "muutosilmoittaja": asiantuntija},
    }[tila]
    PalvelupaivaFactory(rivi=rivi, pvm=TANAAN, **lisat)

    assert toteuma.jakson(Palvelupaiva.objects.all(), TANAAN).menneet == menneet


def test_day_moved_twice_is_replaced_when_the_last_day_is_on(rivi, asiantuntija):
    eka = PalvelupaivaFactory(rivi=rivi)
    toka = siirra(eka, user=asiantuntija, pvm=datetime.date(2025, 6, 18))
    kolmas = siirra(toka, user=asiantuntija, pvm=datetime.date(2025, 6, 19))

    def korvattu():
        return toteuma.jakson(Palvelupaiva.objects.filter(pk=eka.pk), TANAAN).korvattu

    assert korvattu() == 1
    kolmas.tila, kolmas.syykoodi, kolmas.syy = "peruttu", "saa", "Lumipyry."
    kolmas.muutosaika, kolmas.muutosilmoittaja = NYT, asiantuntija
    kolmas.save()
    assert korvattu() == 0


def test_notice_is_the_median_of_every_change():
    tulos = luku(muutokset=(muutos(2), muutos(100, alkupera="siirto"), muutos(-1)))

    assert tulos.ennakko == 2
    assert len(tulos.akilliset) == 2
    assert luku().ennakko is None


@pytest.mark.parametrize(("tunteja", "akillinen"), [(47.99, True), (48, False), (-5, True)])
def test_change_is_sudden_under_48_hours(tunteja, akillinen):
    assert muutos(tunteja).on_akillinen is akillinen


@pytest.mark.usefixtures("kesakuu")
def test_ledgers_of_many_municipalities_cost_as_many_queries(django_assert_num_queries, siinlinjarven_paiva):
    with django_assert_num_queries(3):
        kaikki = toteuma.kunnittain(Palvelupaiva.objects.all(), TANAAN)

    assert sorted(tulos.suunniteltu for tulos in kaikki.values()) == [1, 5]


@pytest.fixture
def siinlinjarven_paiva(siilinjarvi):
    return PalvelupaivaFactory(rivi=SuunnitelmariviFactory(suunnitelma__kunta=siilinjarvi))


class TestLause:
    luvut = {
        **vars(Toteuma()),
        "suunniteltu": 18,
        "pidetty": 16,
        "peruttu": 1,
        "siirretty": 1,
        "siirtopaivia_pidetty": 1,
        "lisapaivia_pidetty": 2,
    }

    def test_it_names_every_planned_day_and_what_was_beside(self):
        teksti = toteuma_sanoina("1.1.–31.8.2025", self.luvut, {"peruttu": [datetime.date(2025, 6, 11)]})

        assert teksti == (
            "Jaksolle 1.1.–31.8.2025 suunnitelluista 18 lähipalvelupäivästä pidettiin 16, "
            "peruttiin 1 (äkillinen muutos 11.6.2025) ja siirrettiin 1. "
            "Lisäksi pidettiin 1 siirretty päivä ja 2 lisäpäivää."
        )

    def test_period_without_planned_days(self):
        luvut = vars(Toteuma()) | {"lisapaivia_pidetty": 1}

        assert toteuma_sanoina("heinäkuu", luvut, {}) == (
            "Jaksolle heinäkuu ei ollut suunniteltu lähipalvelupäiviä. Lisäksi pidettiin 1 lisäpäivä."
        )


# What may happen to a day: cancelled, moved, logged, withdrawn by a later plan, or nothing. Hours of notice beside.
teot = st.lists(
    st.tuples(
        st.integers(0, 364),
        st.sampled_from(["avoin", "pidetty", "peruttu", "siirretty", "kumottu"]),
        st.sampled_from(["suunnitelma", "lisapaiva"]),
        st.floats(-72, 2000),
        # Where a moved day goes, and what becomes of it there; at most three moves in a row.
        st.lists(st.integers(0, 364), min_size=1, max_size=3),
        st.sampled_from(["avoin", "pidetty", "peruttu"]),
    ),
    max_size=12,
    unique_by=lambda teko: (teko[0], teko[2]),
)


@contextmanager
def peruttava():
    """Examples of hypothesis share a test's database: what one makes goes before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tee(rivi, user, teko):
    paiva, tila, alkupera, tunteja, siirrot, lopuksi = teko
    kumottu = NYT if tila == "kumottu" and alkupera == "suunnitelma" else None
    day = PalvelupaivaFactory(
        rivi=rivi, pvm=ALKU + datetime.timedelta(days=paiva), alkupera=alkupera, kumottu=kumottu
    )
    if tila == "siirretty":
        for siirto in siirrot:
            hetki = day.alkaa - datetime.timedelta(hours=tunteja)
            day = siirra(day, user=user, pvm=ALKU + datetime.timedelta(days=siirto), muutosaika=hetki)
        tila = lopuksi
    if tila == "pidetty":
        day.tila, day.kirjaaja, day.kirjausaika = "pidetty", user, NYT
    elif tila == "peruttu":
        day.tila, day.syykoodi, day.syy = "peruttu", "saa", "Lumipyry."
        day.muutosaika, day.muutosilmoittaja = day.alkaa - datetime.timedelta(hours=tunteja), user
    day.save()


@given(teot, st.integers(0, 364), st.integers(0, 364))
@hypothesis_settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ledger_balances_whatever_is_done_to_days(db_given, teot, tanaan, alku):
    rivi, user = db_given
    with peruttava():
        for teko in teot:
            tee(rivi, user, teko)
        tanaan = ALKU + datetime.timedelta(days=tanaan)
        paivat = Palvelupaiva.objects.jaksolla(ALKU + datetime.timedelta(days=alku), LOPPU)
        tulos = toteuma.jakson(paivat, tanaan)
        kuukausittain = paivat.toteuma_kuukausittain(tanaan)
        assert toteuma.kuukausista(kuukausittain, paivat) == tulos
        raa = list(paivat.values("pk", "pvm", "tila", "alkupera"))

    assert tulos.suunniteltu == (
        tulos.pidetty + tulos.peruttu + tulos.siirretty + tulos.edessa + tulos.kirjaamatta
    )
    # The same from the rows themselves, one by one.
    oma = Counter((p["alkupera"], p["tila"]) for p in raa)
    assert tulos.suunniteltu == sum(
        maara for (alkupera, _), maara in oma.items() if alkupera == "suunnitelma"
    )
    assert (tulos.pidetty, tulos.siirretty) == (
        oma["suunnitelma", "pidetty"],
        oma["suunnitelma", "siirretty"],
    )
    assert tulos.siirtopaivia_pidetty == oma["siirto", "pidetty"]
    assert tulos.kirjaamatta == sum(
        p["alkupera"] == "suunnitelma" and p["tila"] == "avoin" and p["pvm"] < tanaan for p in raa
    )
    assert len(tulos.muutokset) == sum(p["tila"] in ("peruttu", "siirretty") for p in raa)
    # Months add up to the period.
    for avain in toteuma.luvut([], ""):
        assert sum(kuu[avain] for kuu in kuukausittain.values()) == getattr(tulos, avain)
    # A fact counts its payload by the same definition.
    sisalto = [{**p, "pvm": p["pvm"].isoformat()} for p in raa]
    luvut = toteuma.luvut(sisalto, tanaan.isoformat())
    assert luvut == {avain: getattr(tulos, avain) for avain in luvut}
    assert tulos.menneet <= tulos.suunniteltu
    assert 0 <= tulos.korvattu <= tulos.siirretty


@pytest.fixture
def db_given(rivi, asiantuntija):
    return rivi, asiantuntija


@pytest.mark.usefixtures("kesakuu")
def test_page_and_fact_say_the_same(client, rautavaara):
    parametrit = Parametrit(kunta="687", alkupvm=ALKU, loppupvm=LOPPU)
    with kello.aseta(NYT):
        laji = faktat.Toteuma()
        lause = laji.tulosta(laji.keraa(parametrit).sisalto)
        sivu = client.get(f"/lahipalvelut/{rautavaara.koodi}/", {"alku": str(ALKU), "loppu": str(LOPPU)})

    assert sivu.context["toteuma"]["lause"] == lause
    assert "Lisäksi pidettiin 1 siirretty päivä ja 1 lisäpäivä." in lause
