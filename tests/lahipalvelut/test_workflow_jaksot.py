"""Closed months: refused by the workflow in words and, on every path of writing, by the database."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from lahipalvelut import workflow
from lahipalvelut.models import Asiakasmaara, Jakso, Palvelupaiva
from tests.lahipalvelut.factories import PalvelupaivaFactory
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.rajoitteet import rikottu

pytestmark = [pytest.mark.django_db, pytest.mark.kanta]
KESAKUU = datetime.date(2025, 6, 1)
SYY = {"syykoodi": "saa", "syy": "Tie on poikki."}
SULJETTU = "Kuukausi on suljettu. Koordinaattori voi korjata sen päiviä, kun kertoo syyn."


@pytest.fixture
def heinakuussa():
    with kello.aseta(datetime.datetime(2025, 7, 2, 12, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def suljettu(paiva, asiantuntija, koordinaattori, heinakuussa):
    """The day is held with 7 customers, and its month closed."""
    workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)
    workflow.tarkenna_kirjausta(paiva, user=asiantuntija, huomautus="", asiakkaat={"paikalla": 7})
    workflow.sulje_kuukausi(paiva.kunta, KESAKUU, user=koordinaattori)
    return paiva


class TestVaiheet:
    @pytest.mark.usefixtures("heinakuussa")
    def test_month_goes_from_open_to_ready_to_closed_and_back(self, paiva, asiantuntija, koordinaattori):
        workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)
        kunta = paiva.kunta
        tilat = [
            workflow.merkitse_valmiiksi(kunta, KESAKUU, user=asiantuntija).tila,
            workflow.sulje_kuukausi(kunta, KESAKUU, user=koordinaattori).tila,
            workflow.avaa_kuukausi(kunta, KESAKUU, syy="Puuttuva päivä.", user=koordinaattori).tila,
        ]

        assert tilat == ["valmis", "suljettu", "avoin"]
        assert [t.tapahtuma for t in Jakso.objects.get().tapahtumat.order_by("pk")] == [
            "merkitse_valmiiksi",
            "sulje_kuukausi",
            "avaa_kuukausi",
        ]

    @pytest.mark.usefixtures("heinakuussa", "paiva")
    def test_unlogged_days_keep_the_month_open(self, rautavaara, asiantuntija, koordinaattori):
        for teko, user in [
            (workflow.merkitse_valmiiksi, asiantuntija),
            (workflow.sulje_kuukausi, koordinaattori),
        ]:
            with pytest.raises(ValidationError, match="1 päivä, jota ei ole kirjattu"):
                teko(rautavaara, KESAKUU, user=user)

    def test_month_is_closed_once_it_is_over(self, rautavaara, koordinaattori):
        with (
            kello.aseta(datetime.datetime(2025, 6, 30, 23, tzinfo=kello.HELSINKI)),
            pytest.raises(ValidationError, match="kun se on päättynyt"),
        ):
            workflow.sulje_kuukausi(rautavaara, KESAKUU, user=koordinaattori)

    @pytest.mark.usefixtures("suljettu")
    def test_closed_month_is_not_closed_again_nor_marked_ready(
        self, rautavaara, asiantuntija, koordinaattori
    ):
        for teko, user in [
            (workflow.merkitse_valmiiksi, asiantuntija),
            (workflow.sulje_kuukausi, koordinaattori),
        ]:
            with pytest.raises(ValidationError, match="jo tilassa ”suljettu”"):
                teko(rautavaara, KESAKUU, user=user)

    @pytest.mark.usefixtures("suljettu")
    def test_who_may(self, rautavaara, asiantuntija, raija, sihteeri):
        for user in (raija, sihteeri):
            with pytest.raises(PermissionDenied):
                workflow.merkitse_valmiiksi(rautavaara, KESAKUU, user=user)
        with pytest.raises(PermissionDenied):
            workflow.sulje_kuukausi(rautavaara, KESAKUU, user=asiantuntija)
        with pytest.raises(PermissionDenied):
            workflow.avaa_kuukausi(rautavaara, KESAKUU, syy="Virhe.", user=asiantuntija)

    @pytest.mark.usefixtures("suljettu")
    def test_opening_needs_a_reason(self, rautavaara, koordinaattori):
        with pytest.raises(ValidationError, match="miksi kuukausi avataan"):
            workflow.avaa_kuukausi(rautavaara, KESAKUU, syy=" ", user=koordinaattori)


def teot(paiva, user, **muut):
    """Every act of the workflow that changes a day of June or brings one to it."""
    uusi = {
        "pvm": datetime.date(2025, 6, 13),
        "alkuklo": datetime.time(9),
        "loppuklo": datetime.time(12),
        "palvelupiste": paiva.palvelupiste,
    }
    return {
        "peru_kirjaus": lambda: workflow.peru_kirjaus(paiva, syy="Väärä päivä.", user=user, **muut),
        "tarkenna": lambda: workflow.tarkenna_kirjausta(
            paiva, user=user, huomautus="x", asiakkaat={"paikalla": 9}, **muut
        ),
        "lisaa": lambda: workflow.lisaa_paiva(paiva.rivi, **uusi, user=user, **muut),
        "siirra_tahan": lambda: workflow.siirra_paiva(
            PalvelupaivaFactory(rivi=paiva.rivi, pvm=datetime.date(2025, 7, 9)),
            **uusi,
            **SYY,
            user=user,
            **muut,
        ),
    }


NIMET = ["peru_kirjaus", "tarkenna", "lisaa", "siirra_tahan"]


class TestSuljettu:
    @pytest.mark.parametrize("nimi", NIMET)
    def test_without_a_reason_every_act_is_refused_in_words(self, suljettu, koordinaattori, nimi):
        with pytest.raises(ValidationError) as error:
            teot(suljettu, koordinaattori)[nimi]()

        assert error.value.messages == [SULJETTU]

    @pytest.mark.parametrize("nimi", NIMET)
    def test_an_expert_does_not_correct(self, suljettu, asiantuntija, nimi):
        with pytest.raises(ValidationError, match="Koordinaattori voi korjata"):
            teot(suljettu, asiantuntija, korjaussyy="Virhe.")[nimi]()

    @pytest.mark.parametrize("nimi", NIMET)
    def test_coordinator_corrects_with_a_reason(self, suljettu, koordinaattori, nimi):
        tulos = teot(suljettu, koordinaattori, korjaussyy="Kirjaus oli väärin.")[nimi]()

        tulos.refresh_from_db()
        assert (tulos.korjaussyy, tulos.korjausaika) == ("Kirjaus oli väärin.", kello.nyt())

    def test_counts_are_corrected_with_their_day(self, suljettu, koordinaattori):
        with kello.aseta(kello.nyt() + datetime.timedelta(days=1)):
            teot(suljettu, koordinaattori, korjaussyy="Luku oli väärin.")["tarkenna"]()

        assert Asiakasmaara.objects.get().maara == 9

    def test_log_taken_back_makes_the_counts_nought(self, suljettu, koordinaattori):
        teot(suljettu, koordinaattori, korjaussyy="Ei pidetty.")["peru_kirjaus"]()

        assert Asiakasmaara.objects.get().maara == 0

    def test_acknowledgement_is_no_change_of_the_report(self, paiva, raija, koordinaattori, heinakuussa):
        workflow.peru(paiva, **SYY, user=koordinaattori)
        workflow.sulje_kuukausi(paiva.kunta, KESAKUU, user=koordinaattori)

        workflow.kuittaa_muutos(paiva, user=raija)

        assert Palvelupaiva.objects.get(pk=paiva.pk).kuittaaja == raija

    def test_other_municipalities_and_months_stay_open(self, suljettu, siilinjarvi, koordinaattori):
        muu = PalvelupaivaFactory(rivi=suljettu.rivi, pvm=datetime.date(2025, 5, 28))

        workflow.kirjaa_pidetyksi(muu, user=koordinaattori)

        assert not Jakso.objects.on_suljettu(siilinjarvi.pk, KESAKUU)

    @pytest.mark.parametrize(
        "kirjoita",
        [
            lambda p: Palvelupaiva.objects.filter(pk=p.pk).update(huomautus="x"),
            lambda p: Palvelupaiva.objects.filter(pk=p.pk).update(pvm=datetime.date(2025, 8, 1)),
            lambda p: Palvelupaiva.objects.filter(pk=p.pk).update(korjaussyy="x", huomautus="x"),
            lambda p: PalvelupaivaFactory(rivi=p.rivi, pvm=datetime.date(2025, 6, 25)),
            lambda p: Palvelupaiva.objects.bulk_create(
                [PalvelupaivaFactory.build(rivi=p.rivi, kunta=p.kunta, palvelupiste=p.palvelupiste)],
                ignore_conflicts=True,
            ),
            lambda p: Asiakasmaara.objects.update(maara=8),
            lambda p: Asiakasmaara.objects.create(paiva=p, kanava="puhelin", maara=1),
            lambda p: Asiakasmaara.objects.update(maara=8, korjausaika=kello.nyt()),
        ],
    )
    def test_past_the_workflow_the_database_refuses(self, suljettu, kirjoita):
        with (
            pytest.raises(IntegrityError, match="The month of the service day is closed") as error,
            transaction.atomic(),
        ):
            kirjoita(suljettu)

        assert rikottu(error.value).messages == [SULJETTU]

    def test_refusal_of_the_database_stands_on_the_form(self, suljettu):
        form = Lomake({})

        def teko():
            with transaction.atomic():
                Palvelupaiva.objects.filter(pk=suljettu.pk).update(huomautus="x")

        assert form.is_valid()
        assert not onnistuu(form, teko)
        assert form.non_field_errors() == [SULJETTU]
