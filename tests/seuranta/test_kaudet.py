import datetime

from seuranta import kaudet
from seuranta.models import Mittari
from tests.seuranta import aito
from tests.seuranta.conftest import ELOKUU, hetki, mittari
from tests.seuranta.test_workflow_tuonti import HEINAKUUN_21

SYYSKUU = datetime.date(2025, 9, 1)
MARRASKUU = hetki(2026, 11, 24)


def test_months_of_the_areas_in_use_newest_first(kirjaa, tuo):
    assert kaudet.kaytossa() == []

    kirjaa((2025, 10, 22), SYYSKUU, TYOTTOMATLOPUSSA=66)
    kirjaa((2025, 10, 22), ELOKUU, TYOTTOMATLOPUSSA=66, HAKIJALOPUSSA=104)
    tuo(HEINAKUUN_21, aito.TAVUT)

    assert kaudet.kaytossa() == [datetime.date(2026, 6, 1), SYYSKUU, ELOKUU]


def test_month_of_others_alone_is_left_out(tuo, alue):
    tuo(HEINAKUUN_21, aito.TAVUT)
    alue.kaytossa = False
    alue.save()

    assert kaudet.kaytossa() == []


def test_newest_month_of_a_municipality_by_measure_and_moment(kirjaa, rautavaara, siilinjarvi):
    kirjaa((2025, 9, 22), ELOKUU, TYOTTOMATLOPUSSA=66, KASSASSA=20)
    kirjaa((2025, 10, 22), SYYSKUU, KASSASSA=20)
    avainluvut, kaikki = Mittari.objects.avainluvut(), Mittari.objects.all()

    assert kaudet.uusin(rautavaara, avainluvut, MARRASKUU) == ELOKUU
    assert kaudet.uusin(rautavaara, kaikki, MARRASKUU) == SYYSKUU
    assert kaudet.uusin(rautavaara, kaikki, hetki(2025, 10, 21)) == ELOKUU
    assert kaudet.uusin(rautavaara, kaikki, hetki(2025, 9, 21)) is None
    assert kaudet.uusin(siilinjarvi, kaikki, MARRASKUU) is None


def test_newest_month_as_a_part_of_a_query(kirjaa, rautavaara, siilinjarvi):
    kirjaa((2025, 9, 22), ELOKUU, TYOTTOMATLOPUSSA=66)
    kirjaa((2025, 10, 22), SYYSKUU, HAKIJALOPUSSA=104)

    def luvut(kunta, hetki):
        uusin = kaudet.uusimman_kysely(kunta, Mittari.objects.avainluvut(), hetki)
        return list(mittari("HAKIJALOPUSSA").havainnot.filter(kuukausi=uusin).values_list("arvo", flat=True))

    assert luvut(rautavaara, MARRASKUU) == [104]
    assert luvut(rautavaara, hetki(2025, 10, 1)) == []
    assert luvut(siilinjarvi, MARRASKUU) == []
