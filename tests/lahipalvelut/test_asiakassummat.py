import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lahipalvelut.asiakassummat import kuukausisumma
from lahipalvelut.models import Asiakasmaara, Jakso
from seuranta.merkit import Puuttuva
from tests.factories import UserFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory, SuunnitelmariviFactory
from tyollisyysalue import kello

KESAKUU = datetime.date(2025, 6, 1)


def luo(rivi, user, *paivat, suljettu=True):
    """Held days with counts by channel, the month closed."""
    for numero, maarat in enumerate(paivat, start=1):
        paiva = PalvelupaivaFactory(rivi=rivi, pvm=KESAKUU.replace(day=numero), pidetty=True, kirjaaja=user)
        for kanava, maara in maarat.items():
            Asiakasmaara.objects.create(paiva=paiva, kanava=kanava, maara=maara)
    if suljettu:
        Jakso.objects.create(
            kunta=rivi.suunnitelma.kunta,
            kuukausi=KESAKUU,
            tila="suljettu",
            muutettu=kello.nyt(),
            muuttaja=user,
        )
    return kuukausisumma(rivi.suunnitelma.kunta, KESAKUU)


@pytest.mark.django_db
class TestSummat:
    def test_closed_month_has_its_sums(self, rivi, asiantuntija):
        summa = luo(rivi, asiantuntija, {"paikalla": 6, "puhelin": 9}, {"paikalla": 8, "puhelin": 5})

        assert summa.yhteensa == 28
        assert summa.kanavat == [("paikan päällä", 14), ("puhelimitse", 14)]

    def test_open_month_has_none(self, rivi, asiantuntija):
        """Today's sum minus yesterday's would be the count of one day."""
        assert luo(rivi, asiantuntija, {"paikalla": 6}, {"paikalla": 8}, suljettu=False) is None

    def test_month_without_counts_has_none(self, rivi, asiantuntija):
        assert luo(rivi, asiantuntija, {}) is None

    def test_sum_of_one_day_is_secret(self, rivi, asiantuntija):
        summa = luo(rivi, asiantuntija, {"paikalla": 26}, {"paikalla": 0})

        assert (summa.yhteensa, summa.kanavat) == (Puuttuva.SALASSA, [])

    def test_channel_of_one_day_leaves_channels_out(self, rivi, asiantuntija):
        summa = luo(rivi, asiantuntija, {"paikalla": 26, "video": 9}, {"paikalla": 8})

        assert (summa.yhteensa, summa.kanavat) == (43, [])

    def test_small_sum_is_secret(self, rivi, asiantuntija):
        assert luo(rivi, asiantuntija, {"paikalla": 1}, {"paikalla": 2}).yhteensa is Puuttuva.SALASSA

    def test_small_channel_takes_another_with_it(self, rivi, asiantuntija):
        summa = luo(rivi, asiantuntija, {"paikalla": 9, "puhelin": 1}, {"paikalla": 9, "puhelin": 1})

        assert summa.yhteensa == 20
        assert [luku for _nimi, luku in summa.kanavat] == [Puuttuva.SALASSA, Puuttuva.SALASSA]

    def test_counts_of_days_that_were_not_held_are_left_out(self, rivi, asiantuntija):
        avoin = PalvelupaivaFactory(rivi=rivi, pvm=KESAKUU.replace(day=20))
        Asiakasmaara.objects.create(paiva=avoin, kanava="paikalla", maara=50)

        assert luo(rivi, asiantuntija, {"paikalla": 6}, {"paikalla": 8}).yhteensa == 14


class TestOminaisuudet(TestCase):
    @given(
        st.lists(
            st.dictionaries(st.sampled_from(["paikalla", "video", "puhelin"]), st.integers(0, 30)),
            min_size=1,
            max_size=4,
        )
    )
    def test_no_sum_equals_one_days_share_and_shown_ones_are_right(self, paivat):
        summa = luo(SuunnitelmariviFactory(), UserFactory(), *paivat)
        if summa is None:
            return
        oikeat = [sum(paiva.values()) for paiva in paivat]
        if summa.yhteensa is not Puuttuva.SALASSA:
            assert summa.yhteensa == sum(oikeat)
            assert sum(oikea > 0 for oikea in oikeat) != 1
        assert all(luku is Puuttuva.SALASSA or luku == 0 or luku > 4 for _nimi, luku in summa.kanavat)
