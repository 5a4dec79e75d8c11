import datetime
import itertools

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lahipalvelut import jobs, workflow
from lahipalvelut.models import Palvelupaiva, Suunnitelmarivi
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory, PalvelupisteFactory, PalvelusuunnitelmaFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Tapahtuma

SUUNNITELMA = {
    "alkupvm": datetime.date(2025, 1, 1),
    "hyvaksymispvm": datetime.date(2024, 12, 11),
    "hyvaksymisviite": "päätös § 24",
    "perustelu": "Asiakasmäärä suhteessa henkilötyövuosiin.",
}


def helsinki(vuosi, kuukausi, paiva, tunti=0, minuutti=0):
    return datetime.datetime(vuosi, kuukausi, paiva, tunti, minuutti, tzinfo=kello.HELSINKI)


def lisaa_rivi(suunnitelma, user, **muut):
    tiedot = {
        "ankkuripvm": datetime.date(2025, 1, 8),
        "vali": 2,
        "alkuklo": datetime.time(9),
        "loppuklo": datetime.time(15),
        "kanavat": ["paikalla"],
        "palvelupiste": PalvelupisteFactory(kunta=suunnitelma.kunta),
        "vastuuhenkilo": HenkiloFactory(alue=suunnitelma.kunta.alue),
    }
    return workflow.lisaa_rivi(suunnitelma, user=user, **tiedot | muut)


def test_plan_is_created_by_the_coordinator(rautavaara, koordinaattori):
    suunnitelma = workflow.luo_suunnitelma(rautavaara, user=koordinaattori, **SUUNNITELMA)

    suunnitelma.refresh_from_db()
    assert suunnitelma.hyvaksymispvm == datetime.date(2024, 12, 11)
    assert suunnitelma.tapahtumat.get().tekija == "Kaisa Lehtovaara"


def test_overlapping_plan_is_refused(suunnitelma, koordinaattori):
    with pytest.raises(ValidationError, match="on jo palvelusuunnitelma"):
        workflow.luo_suunnitelma(suunnitelma.kunta, user=koordinaattori, **SUUNNITELMA)


def test_line_gives_its_days_fifteen_months_ahead(suunnitelma, koordinaattori):
    with kello.aseta(helsinki(2025, 1, 2, 9)):
        rivi = lisaa_rivi(suunnitelma, koordinaattori)

    paivat = list(rivi.palvelupaivat.values_list("pvm", flat=True))
    assert paivat[0] == datetime.date(2025, 1, 8)
    assert paivat[-1] == datetime.date(2026, 4, 1)
    assert {datetime.date(2025, 6, 11), datetime.date(2025, 12, 24)} <= set(paivat)
    assert {toinen - ensimmainen for ensimmainen, toinen in itertools.pairwise(paivat)} == {
        datetime.timedelta(days=14)
    }


def test_days_stay_inside_the_plans_validity(rautavaara, koordinaattori):
    suunnitelma = PalvelusuunnitelmaFactory(
        kunta=rautavaara, alkupvm=datetime.date(2025, 2, 1), loppupvm=datetime.date(2025, 3, 5)
    )

    with kello.aseta(helsinki(2025, 1, 2, 9)):
        rivi = lisaa_rivi(suunnitelma, koordinaattori)

    assert list(rivi.palvelupaivat.values_list("pvm", flat=True)) == [
        datetime.date(2025, 2, 5),
        datetime.date(2025, 2, 19),
        datetime.date(2025, 3, 5),
    ]


def test_line_that_begins_after_the_plan_is_refused(rautavaara, koordinaattori):
    suunnitelma = PalvelusuunnitelmaFactory(kunta=rautavaara, loppupvm=datetime.date(2025, 1, 7))

    with pytest.raises(ValidationError) as error:
        lisaa_rivi(suunnitelma, koordinaattori)

    assert list(error.value.message_dict) == ["ankkuripvm"]
    assert not Suunnitelmarivi.objects.exists()


def test_same_line_twice_is_refused(suunnitelma, koordinaattori):
    rivi = lisaa_rivi(suunnitelma, koordinaattori)

    with pytest.raises(ValidationError, match="on jo sama rivi"):
        lisaa_rivi(
            suunnitelma, koordinaattori, palvelupiste=rivi.palvelupiste, vastuuhenkilo=rivi.vastuuhenkilo
        )


def test_new_run_adds_only_missing_days_and_changes_none(rivi, asiantuntija):
    workflow.luo_paivat(rivi, datetime.date(2025, 2, 5))
    with kello.aseta(helsinki(2025, 1, 8, 16)):
        workflow.kirjaa_pidetyksi(rivi.palvelupaivat.first(), user=asiantuntija)
    ennen = list(rivi.palvelupaivat.values_list("pk", "pvm", "tila"))

    workflow.luo_paivat(rivi, datetime.date(2025, 2, 19))

    jalkeen = list(rivi.palvelupaivat.values_list("pk", "pvm", "tila"))
    assert jalkeen[:-1] == ennen
    assert jalkeen[-1][1:] == (datetime.date(2025, 2, 19), "avoin")
    assert ennen[0][2] == "pidetty"


@pytest.mark.parametrize(
    ("tanaan", "raja"),
    [
        (helsinki(2025, 11, 30, 9), datetime.date(2027, 2, 28)),
        (helsinki(2025, 9, 15, 9), datetime.date(2026, 12, 15)),
        (helsinki(2024, 6, 1, 9), datetime.date(2026, 4, 8)),
    ],
)
def test_horizon_is_fifteen_months_from_today_or_from_the_first_day(rivi, tanaan, raja):
    with kello.aseta(tanaan):
        assert workflow.paivien_raja(rivi) == raja


def test_nightly_job_continues_lines_of_plans_that_have_not_ended(rivi, siilinjarvi):
    paattynyt = PalvelusuunnitelmaFactory(kunta=siilinjarvi, loppupvm=datetime.date(2025, 5, 31))
    vanha = Suunnitelmarivi.objects.create(
        suunnitelma=paattynyt,
        ankkuripvm=datetime.date(2025, 1, 8),
        vali=1,
        alkuklo=datetime.time(9),
        loppuklo=datetime.time(15),
        kanavat=["paikalla"],
        palvelupiste=PalvelupisteFactory(kunta=siilinjarvi),
        vastuuhenkilo=rivi.vastuuhenkilo,
    )

    with kello.aseta(helsinki(2025, 6, 1, 2)):
        jobs.jatka_paivia(timestamp=0)

    assert rivi.palvelupaivat.last().pvm == datetime.date(2026, 8, 19)
    assert not vanha.palvelupaivat.exists()


@pytest.mark.usefixtures("paivan_iltana")
def test_day_is_logged_as_held(paiva, asiantuntija):
    workflow.kirjaa_pidetyksi(paiva, user=asiantuntija, huomautus="Sovittu lisäaika.")

    paiva.refresh_from_db()
    assert (paiva.tila, paiva.kirjaaja, paiva.kirjausaika) == ("pidetty", asiantuntija, kello.nyt())
    assert paiva.huomautus == "Sovittu lisäaika."
    assert paiva.tapahtumat.get().tapahtuma == "kirjaa_pidetyksi"


@pytest.mark.usefixtures("paivaa_ennen")
def test_day_ahead_cannot_be_logged(paiva, asiantuntija):
    with pytest.raises(ValidationError) as error:
        workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)

    assert error.value.messages == [
        "Päivä 11.6.2025 ei ole vielä ollut. Merkitse se pidetyksi aikaisintaan samana päivänä."
    ]
    assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "avoin"


@pytest.mark.usefixtures("paivaa_ennen")
def test_day_is_cancelled_with_reason_and_time_of_notice(paiva, asiantuntija):
    workflow.peru(paiva, user=asiantuntija, syykoodi="sairastuminen", syy="Kuume.")

    paiva.refresh_from_db()
    assert (paiva.tila, paiva.syykoodi, paiva.syy) == ("peruttu", "sairastuminen", "Kuume.")
    assert (paiva.muutosaika, paiva.muutosilmoittaja) == (kello.nyt(), asiantuntija)
    assert paiva.ilmoitettu_tunteja == 26
    assert paiva.tapahtumat.get().syy == "Kuume."


@pytest.mark.usefixtures("paivaa_ennen")
def test_cancelling_leaves_the_other_days(paiva, asiantuntija):
    seuraava = PalvelupaivaFactory(rivi=paiva.rivi, pvm=datetime.date(2025, 6, 25))

    workflow.peru(paiva, user=asiantuntija, syykoodi="saa", syy="Lumipyry.")

    seuraava.refresh_from_db()
    assert seuraava.tila == "avoin"


@pytest.mark.usefixtures("paivaa_ennen")
@pytest.mark.parametrize(
    "muutos",
    [
        {"syy": ""},
        {"syykoodi": ""},
        {"syykoodi": "keksitty"},
        {"muutosaika": helsinki(2025, 6, 10, 7, 1)},
    ],
)
def test_cancelling_without_a_proper_reason_is_refused(paiva, asiantuntija, muutos):
    with pytest.raises(ValidationError):
        workflow.peru(paiva, user=asiantuntija, **{"syykoodi": "saa", "syy": "Lumipyry."} | muutos)

    assert paiva.tila == "avoin"
    assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "avoin"
    assert not paiva.tapahtumat.exists()


@pytest.mark.usefixtures("paivan_iltana")
def test_stale_page_cannot_cancel_a_day_already_logged(paiva, asiantuntija):
    vanha = Palvelupaiva.objects.get(pk=paiva.pk)
    workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)

    with pytest.raises(ValidationError) as error:
        workflow.peru(vanha, user=asiantuntija, syykoodi="saa", syy="Lumipyry.")

    assert error.value.messages == ["Päivä 11.6.2025 on tilassa ”pidetty”, joten toimintoa ei voi tehdä."]


@pytest.mark.usefixtures("paivan_iltana")
def test_wrong_log_is_taken_back_with_a_reason(paiva, asiantuntija):
    workflow.kirjaa_pidetyksi(paiva, user=asiantuntija, huomautus="Väärä päivä.")

    workflow.peru_kirjaus(paiva, user=asiantuntija, syy="Kirjasin väärän päivän.")

    paiva.refresh_from_db()
    assert (paiva.tila, paiva.kirjaaja, paiva.kirjausaika, paiva.huomautus) == ("avoin", None, None, "")
    tapahtuma = paiva.tapahtumat.first()
    assert (tapahtuma.syy, tapahtuma.tiedot) == ("Kirjasin väärän päivän.", {"aiempi_tila": "pidetty"})


@pytest.mark.usefixtures("paivan_iltana")
def test_wrong_cancellation_can_be_taken_back(paiva, asiantuntija):
    workflow.peru(paiva, user=asiantuntija, syykoodi="saa", syy="Lumipyry.")

    workflow.peru_kirjaus(paiva, user=asiantuntija, syy="Päivä pidettiin sittenkin.")
    workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)

    paiva.refresh_from_db()
    assert (paiva.tila, paiva.syykoodi, paiva.muutosaika) == ("pidetty", "", None)


@pytest.mark.usefixtures("paivan_iltana")
def test_log_is_not_taken_back_without_a_reason(paiva, asiantuntija):
    workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)

    with pytest.raises(ValidationError, match="Kerro, miksi kirjaus perutaan"):
        workflow.peru_kirjaus(paiva, user=asiantuntija, syy="  ")

    assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "pidetty"


def test_open_day_has_no_log_to_take_back(paiva, asiantuntija):
    with pytest.raises(ValidationError, match="on tilassa ”sovittu”"):
        workflow.peru_kirjaus(paiva, user=asiantuntija, syy="Turha.")


@pytest.mark.usefixtures("paivan_iltana")
def test_specialist_of_another_area_may_do_nothing_to_a_day(paiva, muu_asiantuntija):
    with pytest.raises(PermissionDenied):
        workflow.kirjaa_pidetyksi(paiva, user=muu_asiantuntija)
    with pytest.raises(PermissionDenied):
        workflow.peru(paiva, user=muu_asiantuntija, syykoodi="saa", syy="Lumipyry.")
    with pytest.raises(PermissionDenied):
        workflow.peru_kirjaus(paiva, user=muu_asiantuntija, syy="Väärin.")

    assert not Tapahtuma.objects.exists()


def test_only_the_coordinator_plans(suunnitelma, asiantuntija):
    with pytest.raises(PermissionDenied):
        workflow.luo_suunnitelma(suunnitelma.kunta, user=asiantuntija, **SUUNNITELMA)
    with pytest.raises(PermissionDenied):
        lisaa_rivi(suunnitelma, asiantuntija)
    with pytest.raises(PermissionDenied):
        workflow.lisaa_palvelupiste(
            suunnitelma.kunta, user=asiantuntija, nimi="Kirjasto", osoite="Koulutie 2"
        )
