import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from seuranta.models import Havainto, Mittari, Tuonti
from tests.seuranta.conftest import ELOKUU, SALASSA, hetki, mittari

pytestmark = pytest.mark.kanta

TIEDOSTO = {"taulu": "12r5", "tiedosto": "12r5.json", "koko": 12, "sha256": "0" * 64}


@pytest.fixture
def tuonti(koordinaattori):
    return Tuonti.objects.create(
        aika=hetki(2025, 9, 9),
        user=koordinaattori,
        laji=Tuonti.Laji.KASIN,
        lahde="KEHA-keskus, Työnvälitystilasto",
        julkaisupvm=datetime.date(2025, 9, 9),
    )


@pytest.fixture
def luku(rautavaara, tuonti):
    """The values of a figure that the database accepts, to be changed by a test."""
    return {
        "kunta": rautavaara,
        "mittari": mittari("TYOTTOMATLOPUSSA"),
        "kuukausi": ELOKUU,
        "arvo": Decimal(66),
        "tuonti": tuonti,
    }


def test_official_measures_are_loaded(db):
    assert Mittari.objects.count() == 23
    assert mittari("TYOVOIMATK").nimi_en == "Workforce in Statistic Finland’s RES (number)"
    assert mittari("TYOTTOMATLOPUSSA").nimi_sv == "Arbetslösa arbetssökande på beräkningsdagen (st.)"
    assert list(Mittari.objects.filter(yksikko="prosentti").values_list("koodi", "desimaalit")) == [
        ("TYOTOSUUS", 1)
    ]


@pytest.mark.parametrize(
    ("muutos", "rajoite"),
    [
        ({"kuukausi": datetime.date(2025, 8, 2)}, "havainto_kuukauden_ensimmainen"),
        ({"arvo": None}, "havainto_arvo_tai_puuttuva"),
        ({"puuttuva": "..."}, "havainto_arvo_tai_puuttuva"),
        ({"arvo": None, "puuttuva": "x"}, "havainto_arvo_tai_puuttuva"),
    ],
)
def test_impossible_figure_is_refused(luku, muutos, rajoite):
    with pytest.raises(IntegrityError, match=rajoite):
        Havainto.objects.create(**luku | muutos)


def test_figure_is_once_in_a_batch(luku):
    Havainto.objects.create(**luku)

    with pytest.raises(IntegrityError, match="havainto_kerran_tuonnissa"):
        Havainto.objects.create(**luku)


@pytest.mark.parametrize("model", [Havainto, Tuonti])
def test_recorded_rows_can_be_neither_changed_nor_deleted(luku, model):
    Havainto.objects.create(**luku)

    row = model.objects.get()
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        row.save(update_fields=["kuukausi" if model is Havainto else "lahde"])
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        model.objects.all()._raw_delete("default")


def test_newest_batch_is_in_force(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, HAKIJALOPUSSA=104)
    kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)

    uusimmat = Havainto.objects.uusimmat().values_list("mittari__koodi", "arvo", "tarkistus")

    assert sorted(uusimmat) == [("HAKIJALOPUSSA", 104, False), ("TYOTTOMATLOPUSSA", 67, True)]


@pytest.mark.parametrize(
    ("aika", "luvut"),
    [
        (hetki(2025, 9, 8, 23), []),
        (hetki(2025, 9, 9, 9), [66]),
        (hetki(2025, 10, 12, 8), [66]),
        (hetki(2025, 10, 12, 9), [67]),
    ],
)
def test_figures_as_known_at_a_moment(kirjaa, aika, luvut):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
    kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)

    assert [h.luku for h in Havainto.objects.tiedossa(aika)] == luvut


@pytest.mark.parametrize(
    ("paiva", "luvut"), [((2025, 9, 8), []), ((2025, 9, 9), [66]), ((2025, 10, 12), [67])]
)
def test_figures_as_known_when_a_day_ended(kirjaa, paiva, luvut):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
    kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)

    assert [h.luku for h in Havainto.objects.tiedossa_paivana(datetime.date(*paiva))] == luvut


def test_secret_figure_stays_a_code(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, AVPAIKATLOPUSSA=SALASSA)

    havainto = Havainto.objects.get()

    assert (havainto.arvo, havainto.puuttuva, havainto.luku) == (None, "...", SALASSA)


def test_figures_are_public(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

    assert Havainto.objects.visible_to(AnonymousUser()).count() == 1
    assert Mittari.objects.visible_to(AnonymousUser()).count() == 23


@pytest.mark.parametrize(
    ("rooli", "nakee"),
    [("raija", 0), ("asiantuntija", 1), ("koordinaattori", 1), ("sihteeri", 1), ("paakayttaja", 0)],
)
def test_batches_are_for_those_who_work_in_an_area(kirjaa, request, rooli, nakee):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

    assert Tuonti.objects.visible_to(request.getfixturevalue(rooli)).count() == nakee
    assert Tuonti.objects.visible_to(AnonymousUser()).count() == 0


@pytest.mark.parametrize(
    ("muutos", "rajoite"),
    [
        ({"user": None}, "tuonti_kasin_kirjaajan_nimissa"),
        ({"sha256": "0" * 64}, "tuonti_tiedosto_tiivisteineen"),
        ({"laji": "pxweb"}, "tuonti_tiedosto_tiivisteineen"),
        ({"laji": "pxweb", **TIEDOSTO, "sha256": "X" * 64}, "tuonti_tiedosto_tiivisteineen"),
        ({"laji": "pxweb", **TIEDOSTO, "koko": 0}, "tuonti_tiedosto_tiivisteineen"),
        ({"laji": "pxweb", **TIEDOSTO, "taulu": ""}, "tuonti_tiedosto_tiivisteineen"),
    ],
)
def test_batch_says_where_it_came_from(tuonti, muutos, rajoite):
    tuonti.pk = None
    for nimi, arvo in muutos.items():
        setattr(tuonti, nimi, arvo)

    with pytest.raises(ValidationError) as error:
        tuonti.full_clean()
    with pytest.raises(IntegrityError, match=rajoite):
        tuonti.save()
    assert len(error.value.messages) == 1


def test_file_may_come_without_a_user(tuonti):
    tuonti.pk, tuonti.user, tuonti.laji = None, None, Tuonti.Laji.PXWEB
    tuonti.taulu, tuonti.tiedosto = TIEDOSTO["taulu"], TIEDOSTO["tiedosto"]
    tuonti.koko, tuonti.sha256 = TIEDOSTO["koko"], TIEDOSTO["sha256"]

    tuonti.full_clean()
    tuonti.save()

    assert Tuonti.objects.count() == 2
