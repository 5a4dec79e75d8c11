import pytest
from django.core.management import call_command

from tests.factories import historia
from tyollisyysalue.models import Kunta, Tyollisyysalue


@pytest.fixture
def koko_maa(db):
    call_command("lataa_kunnat", verbosity=0)


@pytest.fixture
def kuopio(koko_maa):
    return Tyollisyysalue.objects.get(koodi="17")


def test_whole_country_is_loaded(koko_maa):
    assert Kunta.objects.count() == 308
    # 45 employment areas and Åland, which has its own.
    assert Tyollisyysalue.objects.count() == 46


def test_codes_keep_their_leading_zeros(koko_maa):
    assert Kunta.objects.get(nimi_fi="Alajärvi").koodi == "005"
    assert Kunta.objects.get(nimi_fi="Helsinki").koodi == "091"
    assert Tyollisyysalue.objects.get(nimi_fi="Espoo-Kauniainen").koodi == "01"


def test_names_and_language_status_are_official(koko_maa):
    turku = Kunta.objects.get(nimi_fi="Turku")

    assert (turku.nimi_sv, turku.kielisuhde) == ("Åbo", Kunta.Kielisuhde.KAKSIKIELINEN_FI)


def test_kuopio_has_eleven_municipalities(kuopio):
    assert [kunta.koodi for kunta in kuopio.kunnat.order_by("koodi")] == [
        "204",
        "239",
        "297",
        "402",
        "686",
        "687",
        "749",
        "778",
        "844",
        "857",
        "921",
    ]


def test_no_area_is_in_use_until_taken_into_use(koko_maa):
    assert not Tyollisyysalue.objects.kaytossa().exists()
    assert not Kunta.objects.kaytossa().exists()


def test_second_load_changes_nothing(koko_maa):
    call_command("lataa_kunnat", verbosity=0)

    assert Kunta.objects.count() == 308
    assert historia(Kunta).objects.count() == 308
    assert historia(Tyollisyysalue).objects.count() == 46


def test_load_keeps_what_was_set_in_the_portal(kuopio):
    kuopio.kaytossa = True
    kuopio.sahkoposti = "kirjaamo@kuopio.example"
    kuopio.save(update_fields=["kaytossa", "sahkoposti"])

    call_command("lataa_kunnat", verbosity=0)

    kuopio.refresh_from_db()
    assert (kuopio.kaytossa, kuopio.sahkoposti) == (True, "kirjaamo@kuopio.example")


@pytest.mark.kanta
def test_changed_name_becomes_a_new_version(koko_maa):
    Kunta.objects.filter(koodi="687").update(nimi_fi="Entinen")

    call_command("lataa_kunnat", verbosity=0)

    nimet = historia(Kunta).objects.filter(koodi="687").order_by("pgh_id").values_list("nimi_fi", flat=True)
    assert list(nimet) == ["Rautavaara", "Entinen", "Rautavaara"]


@pytest.mark.kanta
def test_municipalities_sort_in_finnish_order(koko_maa):
    nimet = [
        kunta.nimi_fi
        for kunta in Kunta.objects.filter(nimi_fi__in=["Äänekoski", "Akaa", "Ähtäri", "Ylöjärvi"])
    ]

    assert nimet == ["Akaa", "Ylöjärvi", "Ähtäri", "Äänekoski"]


def test_command_tells_what_it_loaded(db, capsys):
    call_command("lataa_kunnat")

    assert capsys.readouterr().out == "308 kuntaa, 46 työllisyysaluetta.\n"
