import uuid
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from lahipalvelut import workflow
from lahipalvelut.models import Asiakasmaara, Kirjaustunnus, Palvelupaiva
from tests.factories import UserFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Tapahtuma
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.django_db
SYY = {"syykoodi": "saa", "syy": "Tie on poikki."}


def maarat():
    return dict(Asiakasmaara.objects.values_list("kanava", "maara"))


@pytest.mark.usefixtures("paivan_iltana")
class TestTarkennus:
    @pytest.fixture
    def pidetty(self, paiva, asiantuntija):
        return workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)

    def tarkenna(self, paiva, user, **asiakkaat):
        workflow.tarkenna_kirjausta(paiva, user=user, huomautus="", asiakkaat=asiakkaat)

    def test_counts_are_set_and_corrected(self, pidetty, asiantuntija):
        self.tarkenna(pidetty, asiantuntija, paikalla=4, puhelin=None)
        self.tarkenna(pidetty, asiantuntija, paikalla=5, puhelin=2)

        assert maarat() == {"paikalla": 5, "puhelin": 2}

    def test_emptied_count_becomes_nought_and_a_missing_one_stays_missing(self, pidetty, asiantuntija):
        self.tarkenna(pidetty, asiantuntija, paikalla=4)
        self.tarkenna(pidetty, asiantuntija, paikalla=None, puhelin=None)

        assert maarat() == {"paikalla": 0}

    def test_record_has_no_numbers(self, pidetty, asiantuntija):
        self.tarkenna(pidetty, asiantuntija, paikalla=437)

        tapahtumat = [str((t.tapahtuma, t.syy, t.tiedot)) for t in Tapahtuma.objects.all()]
        assert not [teksti for teksti in tapahtumat if "437" in teksti]

    def test_day_that_was_not_held_takes_no_counts(self, paiva, asiantuntija):
        with pytest.raises(ValidationError, match="tilassa ”sovittu”"):
            self.tarkenna(paiva, asiantuntija, paikalla=4)

    def test_counts_are_for_who_was_there_who_logged_and_the_coordinator(
        self, pidetty, asiantuntija, koordinaattori, alue, raija
    ):
        for user in (asiantuntija, koordinaattori):
            self.tarkenna(pidetty, user, paikalla=4)
            assert Asiakasmaara.objects.visible_to(user).count() == 1
        toinen = UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=alue)
        for user in (toinen, raija):
            with pytest.raises(PermissionDenied):
                self.tarkenna(pidetty, user, paikalla=5)
            assert Asiakasmaara.objects.visible_to(user).count() == 0


@pytest.mark.usefixtures("paivan_iltana")
class TestKuukausi:
    def test_all_days_are_logged_or_none(self, paiva, rivi, asiantuntija):
        toinen = PalvelupaivaFactory(rivi=rivi, pvm=paiva.pvm.replace(day=4))
        workflow.peru(Palvelupaiva.objects.get(pk=toinen.pk), **SYY, user=asiantuntija)

        with pytest.raises(ValidationError, match=r"Päivä 4\.6\.2025 on tilassa ”peruttu”"):
            workflow.kirjaa_pidetyiksi([paiva, toinen], user=asiantuntija)

        assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "avoin"


class TestKerran:
    @pytest.mark.usefixtures("paivan_iltana")
    def test_same_form_counts_once(self, paiva, asiantuntija):
        tunnus = uuid.uuid4()

        def teko():
            return workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)

        assert workflow.kerran(tunnus, teko, user=asiantuntija) == paiva
        assert workflow.kerran(tunnus, teko, user=asiantuntija) is None
        assert Kirjaustunnus.objects.get().paiva == paiva

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_refused_form_may_be_sent_again(self, paiva, asiantuntija):
        tunnus = uuid.uuid4()

        def teko():
            return workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)

        with pytest.raises(ValidationError):
            workflow.kerran(tunnus, teko, user=asiantuntija)
        with kello.aseta(paiva.alkaa):
            assert workflow.kerran(tunnus, teko, user=asiantuntija) == paiva

    @pytest.mark.usefixtures("paivan_iltana")
    def test_key_of_another_is_another(self, paiva, rivi, asiantuntija, koordinaattori):
        tunnus = uuid.uuid4()
        toinen = PalvelupaivaFactory(rivi=rivi, pvm=paiva.pvm.replace(day=4))

        for user, kohde in [(asiantuntija, paiva), (koordinaattori, toinen)]:
            teko = partial(workflow.kirjaa_pidetyksi, kohde, user=user)
            assert workflow.kerran(tunnus, teko, user=user) == kohde

    @pytest.mark.kanta
    @pytest.mark.django_db(transaction=True)
    def test_form_that_comes_twice_at_once_counts_once(self, paiva, asiantuntija):
        tunnus, este = uuid.uuid4(), Barrier(2)
        uusi = {"alkuklo": paiva.alkuklo, "loppuklo": paiva.loppuklo, "palvelupiste": paiva.palvelupiste}

        def aja(_):
            try:
                este.wait()
                return workflow.kerran(
                    tunnus,
                    lambda: workflow.lisaa_paiva(
                        paiva.rivi, **uusi, pvm=paiva.pvm.replace(day=18), user=asiantuntija
                    ),
                    user=asiantuntija,
                )
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            tulokset = list(pool.map(aja, range(2)))

        [lisatty] = Palvelupaiva.objects.filter(alkupera="lisapaiva")
        assert sorted(tulokset, key=bool) == [None, lisatty]
