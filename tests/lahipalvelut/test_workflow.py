import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lahipalvelut import workflow
from lahipalvelut.models import Palvelupaiva
from tests.lahipalvelut.factories import PalvelupaivaFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Tapahtuma


def helsinki(vuosi, kuukausi, paiva, tunti=0, minuutti=0):
    return datetime.datetime(vuosi, kuukausi, paiva, tunti, minuutti, tzinfo=kello.HELSINKI)


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
