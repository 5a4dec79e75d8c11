"""Series of meetings: what the rule makes, and what a change of it touches."""

import datetime
from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from tests.yhteyshenkilot.factories import JasenFactory, RyhmaFactory, TapaaminenFactory
from tests.yhteyshenkilot.sivut import osoite, sivu, teksti
from tyollisyysalue import kello
from tyollisyysalue.versiot import Vanhentunut
from yhteyshenkilot import workflow
from yhteyshenkilot.models import Tapaaminen, Tapaamissarja
from yhteyshenkilot.workflow.sarjat import pysyvat
from yhteyshenkilot.workflow.tapaamiset import Kohtasyote

pytestmark = pytest.mark.django_db

NYT = datetime.datetime(2026, 12, 1, 9, tzinfo=kello.HELSINKI)
SAANTO = {
    "ankkuri": datetime.date(2026, 12, 9),
    "vali": 2,
    "alkuklo": time(13),
    "loppuklo": time(15),
    "paikka": "Kuopion kaupungintalo",
    "etayhteys": "",
    "loppupvm": datetime.date(2027, 2, 10),
}
LOMAKE = {
    "ankkuri": "2026-12-09",
    "vali": "2",
    "alkuklo": "13:00",
    "loppuklo": "15:00",
    "loppupvm": "2027-02-10",
    "paikka": "Kuopion kaupungintalo",
    "etayhteys": "",
}


@pytest.fixture(autouse=True)
def joulukuu():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def ryhma(alue):
    return RyhmaFactory(alue=alue, nimi_fi="operatiivinen ohjausryhmä")


@pytest.fixture
def sarja(ryhma, koordinaattori):
    return workflow.luo_sarja(ryhma, user=koordinaattori, **SAANTO)


def paivat(sarja, **rajaus):
    tapaamiset = sarja.tapaamiset.exclude(tila=Tapaaminen.Tila.PERUTTU).filter(**rajaus)
    return [f"{rivi.pvm.day}.{rivi.pvm.month}." for rivi in tapaamiset.order_by("alkuaika")]


def test_meetings_keep_their_step_over_new_year_and_leave_holidays_out(sarja):
    # Epiphany is on 6.1.2027; the other Wednesdays would be 16.12., 30.12. and so on.
    assert paivat(sarja) == ["9.12.", "23.12.", "20.1.", "3.2."]
    assert {rivi.alkuaika.astimezone(kello.HELSINKI).time() for rivi in sarja.tapaamiset.all()} == {time(13)}
    assert len({rivi.kalenteritunnus for rivi in sarja.tapaamiset.all()}) == 4


def test_rule_is_said_in_three_languages(sarja):
    lauseet = {}
    for kieli in ("fi", "sv", "en"):
        with translation.override(kieli):
            lauseet[kieli] = sarja.toistuvuus.lause().replace("\u00a0", " ")

    assert lauseet == {
        "fi": "joka toinen keskiviikko klo 13.00–15.00",
        "sv": "varannan onsdag kl. 13.00–15.00",
        "en": "every other Wednesday 13:00–15:00",
    }


def test_day_on_which_the_group_meets_anyway_is_left_out(ryhma, koordinaattori):
    TapaaminenFactory(ryhma=ryhma, alkuaika=datetime.datetime(2026, 12, 23, 9, tzinfo=kello.HELSINKI))

    sarja = workflow.luo_sarja(ryhma, user=koordinaattori, **SAANTO)

    assert paivat(sarja) == ["9.12.", "20.1.", "3.2."]


def test_change_of_time_moves_the_untouched_and_leaves_the_others(sarja, koordinaattori):
    eka, toka, kolmas, _neljas = sarja.tapaamiset.order_by("alkuaika")
    workflow.tallenna_asialista(toka, [Kohtasyote("Asia")], versio=1, user=koordinaattori)
    with kello.aseta(NYT + timedelta(days=10)):
        assert list(pysyvat(sarja)) == [toka]
        workflow.muuta_sarjaa(sarja, {"alkuklo": time(12)}, versio=1, user=koordinaattori)

    kellot = [rivi.alkuaika.astimezone(kello.HELSINKI).hour for rivi in sarja.tapaamiset.order_by("alkuaika")]
    # The first one has been held, the second one has an agenda.
    assert kellot == [13, 13, 12, 12]
    kolmas.refresh_from_db()
    assert kolmas.jarjestysluku == 1
    eka.refresh_from_db()
    assert eka.jarjestysluku == 0


def test_change_of_day_keeps_the_rows(sarja, koordinaattori):
    tunnukset = {rivi.kalenteritunnus for rivi in sarja.tapaamiset.all()}

    workflow.muuta_sarjaa(sarja, {"ankkuri": datetime.date(2026, 12, 10)}, versio=1, user=koordinaattori)

    # Four rows take the first four of five Thursdays (24.12. is a holiday), the fifth gets a new row.
    assert paivat(sarja) == ["10.12.", "7.1.", "21.1.", "4.2."]
    assert {rivi.kalenteritunnus for rivi in sarja.tapaamiset.all()} == tunnukset


def test_rarer_rule_cancels_what_is_left_over_and_denser_adds(sarja, koordinaattori):
    workflow.muuta_sarjaa(sarja, {"vali": 4}, versio=1, user=koordinaattori)
    assert paivat(sarja) == ["9.12.", "3.2."]
    assert sarja.tapaamiset.filter(tila=Tapaaminen.Tila.PERUTTU).count() == 2

    workflow.muuta_sarjaa(sarja, {"vali": 1}, versio=2, user=koordinaattori)
    assert paivat(sarja)[:5] == ["9.12.", "16.12.", "23.12.", "30.12.", "13.1."]


def test_meeting_moved_by_hand_stands_for_its_day(sarja, koordinaattori):
    siirretty = sarja.tapaamiset.order_by("alkuaika")[1]
    muutokset = {
        "alkuaika": siirretty.alkuaika - timedelta(days=1),
        "loppuaika": siirretty.loppuaika - timedelta(days=1),
    }
    workflow.muuta_tapaamista(siirretty, muutokset, versio=1, user=koordinaattori)

    workflow.muuta_sarjaa(sarja, {"paikka": "Teams"}, versio=1, user=koordinaattori)

    assert paivat(sarja) == ["9.12.", "22.12.", "20.1.", "3.2."]
    assert paivat(sarja, paikka="Teams") == ["9.12.", "20.1.", "3.2."]


def test_second_editor_is_told(sarja, koordinaattori):
    workflow.muuta_sarjaa(sarja, {"vali": 4}, versio=1, user=koordinaattori)

    with pytest.raises(Vanhentunut):
        workflow.muuta_sarjaa(sarja, {"vali": 3}, versio=1, user=koordinaattori)


def test_series_is_for_the_coordinator(ryhma, sarja, asiantuntija):
    with pytest.raises(PermissionDenied):
        workflow.luo_sarja(ryhma, user=asiantuntija, **SAANTO)
    with pytest.raises(PermissionDenied):
        workflow.muuta_sarjaa(sarja, {"vali": 3}, versio=1, user=asiantuntija)


def test_days_are_shown_before_anything_is_saved(kirjaudu, ryhma):
    client = kirjaudu("koordinaattori")

    response = client.post(osoite("sarja-luo", ryhma.pk), LOMAKE | {"toiminto": "esikatsele"})

    assert "Joka toinen keskiviikko" in teksti(response)
    assert [rivi.get_text(" ", strip=True) for rivi in sivu(response).select("section.vastaus li")] == [
        "ke 9.12.2026",
        "ke 23.12.2026",
        "ke 6.1.2027 Loppiainen ei tapaamista",
        "ke 20.1.2027",
        "ke 3.2.2027",
    ]
    assert not Tapaamissarja.objects.exists()

    client.post(osoite("sarja-luo", ryhma.pk), LOMAKE | {"toiminto": "tallenna"})
    assert paivat(Tapaamissarja.objects.get()) == ["9.12.", "23.12.", "20.1.", "3.2."]


@pytest.mark.parametrize(
    ("muutos", "kentta"),
    [
        ({"loppuklo": "12:00"}, "loppuklo"),
        ({"loppupvm": "2026-12-08"}, "loppupvm"),
        ({"loppupvm": "2030-01-01"}, "loppupvm"),
        ({"vali": "9"}, "vali"),
        ({"vali": ""}, "vali"),
    ],
)
def test_rule_that_cannot_be_is_told_at_the_field(kirjaudu, ryhma, muutos, kentta):
    response = kirjaudu("koordinaattori").post(
        osoite("sarja-luo", ryhma.pk), LOMAKE | muutos | {"toiminto": "esikatsele"}
    )

    assert list(response.context["form"].errors) == [kentta]


def test_page_of_a_series_names_the_holidays_left_out(kirjaudu, sarja):
    page = kirjaudu("koordinaattori").get(osoite("sarja", sarja.pk))

    assert "ke 6.1.2027 Loppiainen" in teksti(page)
    assert osoite("tapaaminen-sovi", sarja.ryhma_id) in page.text


def test_change_is_shown_with_what_stays(kirjaudu, sarja, koordinaattori):
    eka = sarja.tapaamiset.earliest("alkuaika")
    workflow.tallenna_asialista(eka, [Kohtasyote("Asia")], versio=1, user=koordinaattori)
    client = kirjaudu("koordinaattori")
    lomake = LOMAKE | {"paikka": "Teams", "versio": 1}

    esikatselu = teksti(client.post(osoite("sarja-muuta", sarja.pk), lomake | {"toiminto": "esikatsele"}))
    client.post(osoite("sarja-muuta", sarja.pk), lomake | {"toiminto": "tallenna"})

    assert "Nämä tapaamiset jäävät ennalleen" in esikatselu
    assert "3 tulevaa tapaamista muuttuu säännön mukaiseksi." in esikatselu
    assert paivat(sarja, paikka="Teams") == ["23.12.", "20.1.", "3.2."]


def test_late_editor_of_a_series_sees_what_was_saved(kirjaudu, sarja, koordinaattori):
    workflow.muuta_sarjaa(sarja, {"paikka": "Kunnantalo"}, versio=1, user=koordinaattori)

    response = kirjaudu("koordinaattori").post(
        osoite("sarja-muuta", sarja.pk), LOMAKE | {"paikka": "Teams", "versio": 1, "toiminto": "tallenna"}
    )

    assert "Kunnantalo" in sivu(response).select_one("#tallennetut").parent.get_text()
    assert sivu(response).select_one("#id_versio")["value"] == "2"


def test_series_of_a_group_is_seen_by_its_members(kirjaudu, ryhma, sarja, rautavaara):
    JasenFactory(ryhma=ryhma, kunta=rautavaara)

    assert kirjaudu("raija").get(osoite("sarja", sarja.pk)).status_code == 200
    assert kirjaudu("kari").get(osoite("sarja", sarja.pk)).status_code == 404
