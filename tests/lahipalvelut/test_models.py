import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction

from lahipalvelut.models import Palvelupaiva
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelupisteFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tyollisyysalue import kello

pytestmark = pytest.mark.kanta


def test_two_plans_of_a_municipality_at_a_time_are_refused_by_the_database(rautavaara):
    PalvelusuunnitelmaFactory(kunta=rautavaara, loppupvm=datetime.date(2025, 12, 31))

    with pytest.raises(IntegrityError, match="palvelusuunnitelma_yksi_kerrallaan"):
        PalvelusuunnitelmaFactory(kunta=rautavaara, alkupvm=datetime.date(2025, 12, 31))


def test_plans_of_two_municipalities_and_of_following_times_are_allowed(rautavaara, siilinjarvi):
    PalvelusuunnitelmaFactory(kunta=rautavaara, loppupvm=datetime.date(2025, 12, 31))

    PalvelusuunnitelmaFactory(kunta=rautavaara, alkupvm=datetime.date(2026, 1, 1))
    PalvelusuunnitelmaFactory(kunta=siilinjarvi)

    assert rautavaara.palvelusuunnitelmat.count() == 2


def test_plan_that_ends_before_it_begins_says_only_that(rautavaara):
    PalvelusuunnitelmaFactory(kunta=rautavaara)
    suunnitelma = PalvelusuunnitelmaFactory.build(kunta=rautavaara, loppupvm=datetime.date(2024, 1, 1))

    with pytest.raises(ValidationError) as error:
        suunnitelma.full_clean()

    assert error.value.messages == ["Loppupäivä ei voi olla ennen alkupäivää."]


def test_overlapping_plan_is_told_in_words(rautavaara):
    PalvelusuunnitelmaFactory(kunta=rautavaara)
    suunnitelma = PalvelusuunnitelmaFactory.build(kunta=rautavaara)

    with pytest.raises(ValidationError) as error:
        suunnitelma.full_clean()

    assert error.value.messages == [
        "Kunnalla on jo palvelusuunnitelma osan tästä ajasta. Valitse aika, jolle suunnitelmaa ei ole."
    ]


@pytest.mark.parametrize(
    ("kentta", "arvo", "rajoite"),
    [
        ("vali", 0, "suunnitelmarivi_vali"),
        ("vali", 9, "suunnitelmarivi_vali"),
        ("loppuklo", datetime.time(9), "suunnitelmarivi_klo_jarjestys"),
        ("kanavat", [], "suunnitelmarivi_kanavia"),
    ],
)
def test_impossible_line_is_refused_by_the_database(suunnitelma, kentta, arvo, rajoite):
    with pytest.raises(IntegrityError, match=rajoite):
        SuunnitelmariviFactory(suunnitelma=suunnitelma, **{kentta: arvo})


def test_line_takes_place_and_person_of_its_own_municipality_and_area(rivi, siilinjarvi):
    rivi.palvelupiste = PalvelupisteFactory(kunta=siilinjarvi)
    with pytest.raises(ValidationError) as paikasta:
        rivi.full_clean()

    rivi.refresh_from_db()
    rivi.vastuuhenkilo = HenkiloFactory(alue=siilinjarvi.alue, kunta=siilinjarvi)
    with pytest.raises(ValidationError) as henkilosta:
        rivi.full_clean()

    assert paikasta.value.message_dict == {"palvelupiste": ["Valitse tämän kunnan palvelupiste."]}
    assert henkilosta.value.message_dict == {"vastuuhenkilo": ["Valitse työllisyysalueen oma henkilö."]}


def test_second_day_of_a_line_on_the_same_date_is_refused_by_the_database(paiva):
    with pytest.raises(IntegrityError, match="palvelupaiva_kerran"):
        PalvelupaivaFactory(rivi=paiva.rivi)


@pytest.mark.parametrize(
    ("muutos", "rajoite"),
    [
        ({"tila": "peruttu"}, "palvelupaiva_muutos_syineen"),
        ({"syykoodi": "saa"}, "palvelupaiva_muutos_syineen"),
        ({"syy": "Lumipyry."}, "palvelupaiva_muutos_syineen"),
        ({"tila": "pidetty"}, "palvelupaiva_pidetty_kirjaajineen"),
        (
            {"kirjausaika": datetime.datetime(2025, 6, 11, tzinfo=datetime.UTC)},
            "palvelupaiva_pidetty_kirjaajineen",
        ),
    ],
)
def test_state_without_its_ground_is_refused_by_the_database(paiva, muutos, rajoite):
    with pytest.raises(IntegrityError, match=rajoite):
        Palvelupaiva.objects.filter(pk=paiva.pk).update(**muutos)


def test_cancelled_day_needs_every_part_of_its_reason(paiva, asiantuntija):
    peruttu = {
        "tila": "peruttu",
        "syykoodi": "saa",
        "syy": "Lumipyry.",
        "muutosaika": kello.nyt(),
        "muutosilmoittaja": asiantuntija,
    }
    tyhja = {"syykoodi": "", "syy": "", "muutosaika": None, "muutosilmoittaja": None}

    for kentta, arvo in tyhja.items():
        with pytest.raises(IntegrityError, match="palvelupaiva_muutos_syineen"), transaction.atomic():
            Palvelupaiva.objects.filter(pk=paiva.pk).update(**peruttu | {kentta: arvo})

    assert Palvelupaiva.objects.filter(pk=paiva.pk).update(**peruttu) == 1


def test_day_cannot_be_deleted(paiva):
    with pytest.raises(ProgrammingError, match="Cannot delete rows"), transaction.atomic():
        paiva.delete()

    assert Palvelupaiva.objects.filter(pk=paiva.pk).exists()


@pytest.mark.parametrize(
    ("muutosaika", "tunteja", "akillinen"),
    [
        ((2025, 6, 11, 7, 30), 1.5, True),
        ((2025, 6, 9, 9, 1), 47 + 59 / 60, True),
        ((2025, 6, 9, 9, 0), 48, False),
        ((2025, 6, 11, 10, 0), -1, True),
    ],
)
def test_notice_is_counted_to_the_days_start_in_helsinki(paiva, muutosaika, tunteja, akillinen):
    vuosi, kuukausi, pvm, tunti, minuutti = muutosaika
    paiva.muutosaika = datetime.datetime(vuosi, kuukausi, pvm, tunti, minuutti, tzinfo=kello.HELSINKI)

    assert paiva.ilmoitettu_tunteja == pytest.approx(tunteja)
    assert paiva.on_akillinen is akillinen


def test_notice_over_the_clock_change_counts_real_hours(rivi):
    paiva = PalvelupaivaFactory.build(rivi=rivi, pvm=datetime.date(2025, 10, 26))
    paiva.muutosaika = datetime.datetime(2025, 10, 24, 9, tzinfo=kello.HELSINKI)

    assert paiva.ilmoitettu_tunteja == 49


def test_day_without_change_has_no_notice(paiva):
    assert paiva.ilmoitettu_tunteja is None
    assert paiva.on_akillinen is False


def test_day_on_a_holiday_says_which():
    assert Palvelupaiva(pvm=datetime.date(2025, 12, 24)).pyhapaiva == "Jouluaatto"
    assert Palvelupaiva(pvm=datetime.date(2025, 6, 11)).pyhapaiva is None


def test_coming_days_are_those_that_have_not_ended(rivi):
    eilinen = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 10))
    tama = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 11))
    seuraava = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))
    iltapaiva = datetime.datetime(2025, 6, 11, 14, tzinfo=kello.HELSINKI)
    ilta = datetime.datetime(2025, 6, 11, 15, tzinfo=kello.HELSINKI)

    assert list(Palvelupaiva.objects.tulevat(iltapaiva)) == [tama, seuraava]
    assert list(Palvelupaiva.objects.tulevat(ilta)) == [seuraava]
    assert eilinen not in Palvelupaiva.objects.tulevat(ilta)


def test_ledger_balances(rivi, asiantuntija):
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28), pidetty=True, kirjaaja=asiantuntija)
    PalvelupaivaFactory(rivi=rivi, peruttu=True, muutosilmoittaja=asiantuntija)
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 24))
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))

    toteuma = Palvelupaiva.objects.toteuma(datetime.date(2025, 6, 25))

    assert {nimi: maara for nimi, maara in toteuma.items() if maara} == {
        "suunniteltu": 4,
        "pidetty": 1,
        "peruttu": 1,
        "edessa": 1,
        "kirjaamatta": 1,
        "menneet": 3,
    }
