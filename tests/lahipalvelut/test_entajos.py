"""The what-if: its figures are those that approving its drafts brings."""

import datetime
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lahipalvelut import entajos, workflow
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.workflow import jatka_paivia
from seuranta import workflow as seurannan_workflow
from seuranta.models import Mittari
from tests.factories import KuntaFactory
from tests.lahipalvelut.factories import PalvelusuunnitelmaFactory, SuunnitelmariviFactory
from tyollisyysalue import kello

NYT = datetime.datetime(2025, 9, 1, 9, tzinfo=kello.HELSINKI)
ALKU, LOPPU = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def hakijat(mittarit, rautavaara, siilinjarvi, koordinaattori):
    with kello.aseta(NYT):
        for kunta, maara in [(rautavaara, 100), (siilinjarvi, 900)]:
            seurannan_workflow.kirjaa_luvut(
                kunta,
                date(2025, 7, 1),
                {Mittari.objects.get(koodi="HAKIJALOPUSSA"): Decimal(maara)},
                "KEHA-keskus, Työnvälitystilasto",
                date(2025, 8, 19),
                user=koordinaattori,
            )


@pytest.fixture
def suunnitelmat(rautavaara, siilinjarvi):
    """Two municipalities that share their expert: Wednesdays in turn."""
    rivi = SuunnitelmariviFactory(suunnitelma=PalvelusuunnitelmaFactory(kunta=rautavaara))
    SuunnitelmariviFactory(
        suunnitelma=PalvelusuunnitelmaFactory(kunta=siilinjarvi),
        ankkuripvm=date(2025, 1, 15),
        vastuuhenkilo=rivi.vastuuhenkilo,
    )
    with kello.aseta(NYT):
        jatka_paivia()
        yield [rivi.suunnitelma for rivi in (rivi, siilinjarvi.palvelusuunnitelmat.get().rivit.get())]


def vaihtoehdot(alue, muutokset):
    mallit, _pois = entajos.mallit(alue, ALKU)
    return entajos.vertaa(entajos.valimuutokset(mallit, muutokset, ALKU), ALKU)


def paivia(kunta):
    return Palvelupaiva.objects.for_kunta(kunta).jaksolla(ALKU, LOPPU).count()


@pytest.mark.usefixtures("hakijat")
def test_present_and_change_side_by_side(alue, suunnitelmat):
    rautavaara, _siilinjarvi = suunnitelmat

    ehdot = {v.kunta.nimi: v for v in vaihtoehdot(alue, {rautavaara.rivit.get().pk: 3})}

    rautavaaran = ehdot["Rautavaara"]
    assert (rautavaaran.nyt.paivia, rautavaaran.sitten.paivia, rautavaaran.ero) == (26, 17, -9)
    assert (rautavaaran.nyt.tuhatta_kohti, rautavaaran.sitten.tuhatta_kohti) == (Decimal(260), Decimal(170))
    assert (ehdot["Siilinjärvi"].ero, ehdot["Siilinjärvi"].muuttuu) == (0, False)
    assert entajos.yhteensa(list(ehdot.values())).sitten.tuhatta_kohti == Decimal("43.0")


@pytest.mark.usefixtures("suunnitelmat")
def test_clash_that_a_change_makes_is_counted(alue, rautavaara):
    # Every week means the other's Wednesdays, too.
    ehdot = vaihtoehdot(alue, {rautavaara.palvelusuunnitelmat.get().rivit.get().pk: 1})

    assert {v.kunta.nimi: v.tormayksia for v in ehdot} == {"Rautavaara": 26, "Siilinjärvi": 26}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(valit=st.lists(st.integers(1, 8), min_size=2, max_size=2), peruttu=st.integers(0, 22))
def test_figures_are_those_after_applying(
    alue, suunnitelmat, hakijat, koordinaattori, asiantuntija, valit, peruttu
):
    # Each example is taken back.
    with transaction.atomic(), kello.aseta(NYT):
        # One day was cancelled beforehand: it stays, and counts as planned.
        paiva = Palvelupaiva.objects.for_kunta(suunnitelmat[0].kunta).jaksolla(ALKU, LOPPU)[peruttu]
        workflow.peru(paiva, user=asiantuntija, syykoodi="muu", syy="Koulutus.")
        muutokset = {s.rivit.get().pk: vali for s, vali in zip(suunnitelmat, valit, strict=True)}

        ehdot = vaihtoehdot(alue, muutokset)
        for luonnos in workflow.luonnostele(ehdot, user=koordinaattori):
            hyvaksytty = workflow.hyvaksy(
                luonnos, hyvaksymispvm=date(2025, 9, 1), hyvaksymisviite="§ 1", user=koordinaattori
            )
            ehto = next(v for v in ehdot if v.kunta == luonnos.kunta)
            assert hyvaksytty.perusteet == ehto.sitten.json()

        for ehto in ehdot:
            kunnan = Palvelupaiva.objects.for_kunta(ehto.kunta).jaksolla(ALKU, LOPPU)
            assert ehto.sitten.paivia == kunnan.count()
            assert ehto.paivat == list(kunnan.order_by("pvm").values_list("pvm", flat=True))
            assert ehto.sitten.henkilopaivia == kunnan.values("pvm", "rivi__vastuuhenkilo").distinct().count()
        transaction.set_rollback(True)


@pytest.mark.usefixtures("hakijat")
def test_proposed_division_follows_jobseekers_and_does_not_clash(alue, suunnitelmat, koordinaattori):
    mallit, _pois = entajos.mallit(alue, ALKU)

    ehdotus, paivia_ = entajos.jaa(mallit, 60, 0, {})
    ehdot = entajos.vertaa(entajos.sijoitetut(mallit, paivia_, ALKU), ALKU)

    nimilla = {malli.kunta.nimi: ehdotus[malli.kunta_id] for malli in mallit}
    assert nimilla == {"Rautavaara": 6, "Siilinjärvi": 54}
    assert {v.kunta.nimi: [r.vali for r in v.rivit] for v in ehdot} == {"Rautavaara": [8], "Siilinjärvi": [1]}
    assert [v.tormayksia for v in ehdot] == [0, 0]
    # The one whose rhythm the present plan has keeps its weekday.
    assert [v.rivit[0].ankkuripvm.weekday() for v in ehdot if v.kunta.nimi == "Siilinjärvi"] == [2]


@pytest.mark.usefixtures("hakijat")
def test_questions_to_the_database_do_not_grow_with_municipalities(
    alue, suunnitelmat, django_assert_max_num_queries
):
    for numero in range(5):
        kunta = KuntaFactory(koodi=f"90{numero}", nimi_fi=f"Kunta {numero}", alue=alue)
        SuunnitelmariviFactory(suunnitelma=PalvelusuunnitelmaFactory(kunta=kunta))

    with django_assert_max_num_queries(14):
        ehdot = vaihtoehdot(alue, {})

    assert len(ehdot) == 7


def test_municipality_whose_next_plan_is_approved_already_is_left_out(alue, suunnitelmat, rautavaara):
    rautavaara.palvelusuunnitelmat.update(loppupvm=date(2026, 2, 28))
    PalvelusuunnitelmaFactory(kunta=rautavaara, alkupvm=date(2026, 3, 1))

    mallit, pois = entajos.mallit(alue, ALKU)
    myohemmin, _pois = entajos.mallit(alue, date(2026, 3, 2))

    assert ([malli.kunta.nimi for malli in mallit], pois) == (["Siilinjärvi"], [rautavaara])
    assert len(myohemmin) == 2


@pytest.mark.usefixtures("hakijat")
def test_number_given_by_hand_wins(alue, suunnitelmat, rautavaara):
    mallit, _pois = entajos.mallit(alue, ALKU)

    _ehdotus, paivia_ = entajos.jaa(mallit, 60, 0, {rautavaara.pk: 26})

    assert paivia_[rautavaara.pk] == 26


def test_without_jobseekers_days_are_shared_alike(alue, suunnitelmat):
    mallit, _pois = entajos.mallit(alue, ALKU)

    _ehdotus, paivia_ = entajos.jaa(mallit, 52, 0, {})

    assert set(paivia_.values()) == {26}
