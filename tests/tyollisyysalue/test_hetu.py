import calendar
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from tyollisyysalue.hetu import ei_hetua, ilman_hetuja, sisaltaa_hetun

# Individual numbers from 900 up are not given to anyone.
HETU = "131052-930V"
TARKISTUSMERKIT = "0123456789ABCDEFHJKLMNPRSTUVWXY"

MERKIT = {1800: "+", 1900: "-UVWXY", 2000: "ABCDEF"}


@st.composite
def hetut(draw):
    pvm = draw(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
    merkki = draw(st.sampled_from(MERKIT[pvm.year // 100 * 100]))
    yksilo = draw(st.integers(2, 999))
    alku = f"{pvm:%d%m}{pvm.year % 100:02}"
    return f"{alku}{merkki}{yksilo:03}{TARKISTUSMERKIT[int(f'{alku}{yksilo:03}') % 31]}"


@given(hetut())
def test_every_code_is_found_in_any_case(hetu):
    assert sisaltaa_hetun(hetu)
    assert sisaltaa_hetun(hetu.lower())


@given(hetut(), st.sampled_from(TARKISTUSMERKIT + "GIOQZ"))
def test_a_wrong_check_character_is_not_a_code(hetu, merkki):
    assume(merkki != hetu[-1])

    assert not sisaltaa_hetun(hetu[:-1] + merkki)


@pytest.mark.parametrize(
    "teksti",
    [
        "Asiakas 131052-930V soitti.",
        "(131052-930V)",
        "hetu:131052-930V,",
        "”131052-930v”",
        "131052-930V.",
        "\n131052-930V\n",
        "<p>131052-930V</p>",
        "hakemus_131052-930V_v2.pdf",
        "131052-930V.pdf",
        "1743/00.01.02/2025/131052-930V",
        "131052–930V",
        "131052‑930V",
        "Numero 131052-9300 on väärä, 131052-930V oikea",
        "<p><strong>131052</strong>-930V</p>",
        "120464+911V ja 010594Y9032",
    ],
)
def test_code_is_found_inside_text(teksti):
    assert sisaltaa_hetun(teksti)


@pytest.mark.parametrize(
    "teksti",
    [
        "",
        "Kunnanhallitus 25.8.2025 § 123",
        "1743/00.01.02/2025",
        "131052-9300",  # wrong check character
        "311152-908K",  # no 31 November
        "300226A904U",  # no 30 February
        "0131052-930V",
        "131052-930V1",
        "X131052-930V",
        "131052-930Vä",
        "131052-001W",  # individual numbers begin from 002
        "131052 930V",
        "131052=930V",
        "puh. 017 182-9300 tai 040 123 4567",
        "y-tunnus 0171450-7",
        "FI49 1310 5290 8000 08",
        "2025-11-06T13:00",
    ],
)
def test_what_only_resembles_a_code_is_not_one(teksti):
    assert not sisaltaa_hetun(teksti)


@pytest.mark.parametrize("vuosi", [1900, 2000, 2024, 2025])
def test_29_february_is_a_date_only_in_leap_years(vuosi):
    alku = f"2902{vuosi % 100:02}"
    hetu = f"{alku}{MERKIT[vuosi // 100 * 100][0]}903{TARKISTUSMERKIT[int(f'{alku}903') % 31]}"

    assert sisaltaa_hetun(hetu) == calendar.isleap(vuosi)


@pytest.mark.parametrize(
    ("teksti", "siivottu"),
    [
        (HETU, ""),
        (f"Asiakas {HETU} soitti.", "Asiakas  soitti."),
        (f"{HETU}, {HETU.lower()} ja 131052-9300", ",  ja 131052-9300"),
        ("Ei tunnusta.", "Ei tunnusta."),
        (f"<p>Asiakas <em>{HETU}</em>.</p>", "<p>Asiakas <em></em>.</p>"),
        ("<p>Asiakas <em>131052</em>-930V.</p>", "Asiakas ."),
        ("1 < 2 ja 3 > 2", "1 < 2 ja 3 > 2"),
    ],
)
def test_ilman_hetuja_cuts_the_code_out(teksti, siivottu):
    assert ilman_hetuja(teksti) == siivottu


@given(st.text(), hetut(), st.text())
def test_no_code_is_left(alku, hetu, loppu):
    assert not sisaltaa_hetun(ilman_hetuja(f"{alku} {hetu} {loppu}"))


def test_ei_hetua_says_what_to_do_without_the_code():
    with pytest.raises(ValidationError) as error:
        ei_hetua(f"Asiakas {HETU}")

    assert error.value.messages == ["Tekstissä on henkilötunnus. Poista se ja tallenna uudelleen."]
    assert HETU not in repr(error.value)


def test_ei_hetua_lets_other_text_through():
    ei_hetua("Kunnanhallitus 25.8.2025 § 123")
