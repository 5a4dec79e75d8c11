import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import (
    AvainprosessiFactory,
    JasenFactory,
    RyhmaFactory,
    VastinpariFactory,
    VastuuFactory,
)
from yhteyshenkilot.models import Luettelolahetys, Luettelosaaja, Ryhmajasenyys, Vastinpari, Vastuu

pytestmark = [pytest.mark.django_db, pytest.mark.kanta]

KESAKUU = datetime.date(2025, 6, 1)
TOUKOKUU = datetime.date(2025, 5, 31)


def messages(error):
    return [message for lista in error.value.message_dict.values() for message in lista]


def test_second_person_in_first_place_is_refused_with_advice(rautavaara, prosessi, veera):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi)
    toinen = Vastuu(
        henkilo=veera, kunta=rautavaara, prosessi=prosessi, laji=Vastuu.Laji.ENSISIJAINEN, alkupvm=KESAKUU
    )

    with pytest.raises(ValidationError) as error:
        toinen.full_clean()

    assert messages(error) == [
        "Kunnalla on avainprosessissa jo ensisijainen vastuuhenkilö osan tästä ajasta. "
        "Päätä ensin hänen vastuunsa tai valitse toinen laji."
    ]


def test_second_person_in_first_place_is_refused_by_the_database(rautavaara, prosessi, veera):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi)

    with pytest.raises(IntegrityError, match="vastuu_yksi_ensisijainen"), transaction.atomic():
        VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, alkupvm=KESAKUU)


def test_successor_in_first_place_begins_the_day_after(rautavaara, prosessi, veera):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, loppupvm=TOUKOKUU)

    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, alkupvm=KESAKUU)

    assert Vastuu.objects.count() == 2


def test_first_place_is_per_municipality_and_process(rautavaara, siilinjarvi, prosessi, veera):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera)
    VastuuFactory(kunta=siilinjarvi, prosessi=prosessi, henkilo=veera)
    VastuuFactory(kunta=rautavaara, prosessi=AvainprosessiFactory(nimi_fi="nuoret"), henkilo=veera)

    assert Vastuu.objects.count() == 3


def test_any_number_of_others_and_substitutes_is_allowed(rautavaara, prosessi):
    for laji in (Vastuu.Laji.ENSISIJAINEN, *[Vastuu.Laji.MUU] * 3, *[Vastuu.Laji.SIJAINEN] * 2):
        VastuuFactory(kunta=rautavaara, prosessi=prosessi, laji=laji)

    assert Vastuu.objects.voimassa(KESAKUU).for_kunta(rautavaara).count() == 6


@pytest.mark.parametrize("laji", Vastuu.Laji)
def test_same_person_twice_in_the_same_kind_is_refused(rautavaara, prosessi, veera, laji):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, laji=laji)

    with pytest.raises(IntegrityError, match=r"vastuu_henkilo_kerran|vastuu_yksi_ensisijainen"):
        VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, laji=laji, alkupvm=KESAKUU)


def test_same_person_may_serve_in_two_kinds(rautavaara, prosessi, veera):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, laji=Vastuu.Laji.MUU)
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, laji=Vastuu.Laji.SIJAINEN)

    assert Vastuu.objects.count() == 2


def test_end_before_start_gets_only_the_message_about_order(rautavaara, prosessi, veera):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi)
    nurin = Vastuu(
        henkilo=veera,
        kunta=rautavaara,
        prosessi=prosessi,
        laji=Vastuu.Laji.ENSISIJAINEN,
        alkupvm=KESAKUU,
        loppupvm=TOUKOKUU,
    )

    with pytest.raises(ValidationError) as error:
        nurin.full_clean()

    assert messages(error) == ["Loppupäivä ei voi olla ennen alkupäivää."]


def test_responsibility_across_areas_is_refused(naapuri, prosessi, veera):
    vastuu = Vastuu(henkilo=veera, kunta=naapuri, prosessi=prosessi, laji=Vastuu.Laji.MUU, alkupvm=KESAKUU)

    with pytest.raises(ValidationError, match="samaa työllisyysaluetta"):
        vastuu.full_clean()


def test_incomplete_row_is_told_of_its_missing_fields_only(rautavaara):
    with pytest.raises(ValidationError) as error:
        Vastuu(kunta=rautavaara).full_clean()

    assert set(error.value.message_dict) == {"henkilo", "prosessi", "laji", "alkupvm"}


def test_voimassa_answers_who_it_was_on_a_day(rautavaara, prosessi, veera, milla):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=milla, loppupvm=TOUKOKUU)
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, alkupvm=KESAKUU)

    def vastuuhenkilot(pvm):
        return [vastuu.henkilo for vastuu in Vastuu.objects.voimassa(pvm)]

    assert vastuuhenkilot(datetime.date(2024, 12, 31)) == []
    assert vastuuhenkilot(TOUKOKUU) == [milla]
    assert vastuuhenkilot(KESAKUU) == [veera]


def test_responsibility_cannot_be_deleted(rautavaara, prosessi):
    vastuu = VastuuFactory(kunta=rautavaara, prosessi=prosessi)

    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        Vastuu.objects.filter(pk=vastuu.pk).delete()


def test_pair_is_complete_while_both_sides_hold(rautavaara):
    pari = VastinpariFactory(kunta=rautavaara, kunnan_loppu=TOUKOKUU)

    assert pari.on_taydellinen(TOUKOKUU)
    assert not pari.on_taydellinen(KESAKUU)
    assert list(Vastinpari.objects.on_taydellinen(TOUKOKUU)) == [pari]
    assert list(Vastinpari.objects.on_taydellinen(KESAKUU)) == []


def test_pair_with_an_ended_side_stays_in_sight_until_both_have_ended(rautavaara):
    pari = VastinpariFactory(kunta=rautavaara, kunnan_loppu=TOUKOKUU, oma_loppu=datetime.date(2025, 6, 30))

    assert list(Vastinpari.objects.voimassa(KESAKUU)) == [pari]
    assert list(Vastinpari.objects.voimassa(datetime.date(2025, 7, 1))) == []


def test_same_pair_twice_at_a_time_is_refused(rautavaara):
    pari = VastinpariFactory(kunta=rautavaara)

    with pytest.raises(IntegrityError, match="vastinpari_kerran"):
        VastinpariFactory(kunta=rautavaara, oma_henkilo=pari.oma_henkilo, kunnan_henkilo=pari.kunnan_henkilo)


def test_same_pair_may_begin_again_after_a_side_ended(rautavaara):
    pari = VastinpariFactory(kunta=rautavaara, kunnan_loppu=TOUKOKUU)

    VastinpariFactory(
        kunta=rautavaara,
        oma_henkilo=pari.oma_henkilo,
        kunnan_henkilo=pari.kunnan_henkilo,
        kunnan_alku=KESAKUU,
    )

    assert Vastinpari.objects.count() == 2


@pytest.mark.parametrize("puoli", ["oma", "kunnan"])
def test_pair_needs_a_person_of_each_side(rautavaara, siilinjarvi, puoli):
    pari = VastinpariFactory(kunta=rautavaara)
    setattr(pari, f"{puoli}_henkilo", HenkiloFactory(alue=rautavaara.alue, kunta=siilinjarvi))

    with pytest.raises(ValidationError) as error:
        pari.full_clean()

    assert list(error.value.message_dict) == [f"{puoli}_henkilo"]


def test_municipality_is_a_member_of_a_group_once_at_a_time(rautavaara):
    jasenyys = JasenFactory(kunta=rautavaara, loppupvm=TOUKOKUU)

    with pytest.raises(IntegrityError, match="ryhmajasenyys_ei_paallekkain"), transaction.atomic():
        JasenFactory(ryhma=jasenyys.ryhma, kunta=rautavaara)
    JasenFactory(ryhma=jasenyys.ryhma, kunta=rautavaara, alkupvm=KESAKUU)

    assert Ryhmajasenyys.objects.filter(ryhma=jasenyys.ryhma).count() == 2


def test_member_of_another_area_is_refused(rautavaara, naapuri):
    jasenyys = JasenFactory.build(ryhma=RyhmaFactory(alue=rautavaara.alue), kunta=naapuri)

    with pytest.raises(ValidationError) as error:
        jasenyys.full_clean()

    assert list(error.value.message_dict) == ["kunta"]


@pytest.mark.parametrize("model", [Luettelolahetys, Luettelosaaja])
@pytest.mark.parametrize("sql", ["UPDATE {} SET tiiviste = tiiviste", "DELETE FROM {}"])
def test_sending_can_be_neither_changed_nor_deleted(lahetys, model, sql):
    assert model.objects.exists()

    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(model._meta.db_table))
