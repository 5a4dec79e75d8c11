import datetime
from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tyollisyysalue.kalenteri import Merkinta, Metodi, Osallistuja, Vastaus, kalenteri
from tyollisyysalue.kello import HELSINKI

LEIMA = datetime.datetime(2025, 9, 1, 9, tzinfo=UTC)


def helsingissa(*hetki):
    return datetime.datetime(*hetki).replace(tzinfo=HELSINKI)  # noqa: DTZ001


def merkinta(**muut):
    tiedot = {
        "tunnus": "0b5f2f6e",
        "jarjestysluku": 0,
        "leima": LEIMA,
        "alku": helsingissa(2025, 11, 6, 13),
        "loppu": helsingissa(2025, 11, 6, 15),
        "otsikko": "Operatiivinen ohjausryhmä",
    }
    return Merkinta(**(tiedot | muut))


def lue(*merkinnat, **valinnat):
    """What another program reads: the zone of the file is its own, not the machine's."""
    return Calendar.from_ical(kalenteri(merkinnat, **valinnat))


def tapahtuma(*merkinnat, **valinnat):
    [tulos] = lue(*merkinnat, **valinnat).walk("VEVENT")
    return tulos


def test_time_is_in_helsinki_with_the_zone_s_rules_in_the_file():
    teksti = kalenteri([merkinta()])

    assert "DTSTART;TZID=Europe/Helsinki:20251106T130000\r\n" in teksti
    assert teksti.count("BEGIN:VTIMEZONE") == 1
    assert tapahtuma(merkinta()).start.astimezone(UTC) == datetime.datetime(2025, 11, 6, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("alku", "utc"),
    [
        ((2025, 9, 25, 13), (2025, 9, 25, 10)),
        # The clock goes forward at 3.00 on 29.3.2026, and back at 4.00 on 25.10.2026.
        ((2026, 3, 29, 2, 59), (2026, 3, 29, 0, 59)),
        ((2026, 3, 29, 4, 0), (2026, 3, 29, 1, 0)),
        ((2026, 10, 25, 2, 59), (2026, 10, 24, 23, 59)),
        ((2026, 10, 25, 4, 0), (2026, 10, 25, 2, 0)),
    ],
)
def test_hours_across_the_change_of_the_clock(alku, utc):
    luettu = tapahtuma(merkinta(alku=helsingissa(*alku), loppu=helsingissa(*alku) + timedelta(hours=1)))

    assert luettu.start.astimezone(UTC) == datetime.datetime(*utc).replace(tzinfo=UTC)  # noqa: DTZ001


def test_utc_time_is_written_as_helsinki_time():
    luettu = tapahtuma(merkinta(alku=datetime.datetime(2025, 11, 6, 11, tzinfo=UTC)))

    assert luettu.start.replace(tzinfo=None) == datetime.datetime(2025, 11, 6, 13)  # noqa: DTZ001


def test_rules_of_the_zone_are_those_of_the_zone():
    """Every day at noon and at midnight for twenty years, by the file's rules alone."""
    [saannot] = lue(merkinta()).walk("VTIMEZONE")
    tiedostossa = saannot.to_tz(lookup_tzid=False)
    paivat = (datetime.datetime(2020, 1, 1) + timedelta(hours=12 * n) for n in range(2 * 365 * 20))  # noqa: DTZ001

    assert [
        paiva
        for paiva in paivat
        if paiva.replace(tzinfo=tiedostossa).utcoffset() != paiva.replace(tzinfo=HELSINKI).utcoffset()
    ] == []


def test_invitation_names_organiser_and_invited():
    luettu = tapahtuma(
        merkinta(
            jarjestysluku=3,
            jarjestaja=Osallistuja("Kuopion työllisyysalue", "kirjaamo@kuopio.example"),
            kutsutut=(Osallistuja('Raija "R" Vaarala, hj', "raija@rautavaara.example", Vastaus.TULOSSA),),
        ),
        metodi=Metodi.KUTSU,
    )

    assert luettu["organizer"] == "mailto:kirjaamo@kuopio.example"
    assert luettu["attendee"] == "mailto:raija@rautavaara.example"
    assert dict(luettu["attendee"].params) == {
        "CN": "Raija ’R’ Vaarala, hj",
        "CUTYPE": "INDIVIDUAL",
        "PARTSTAT": "ACCEPTED",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "FALSE",
    }
    assert (luettu["sequence"], luettu["status"]) == (3, "CONFIRMED")


@pytest.mark.parametrize(
    ("peruttu", "metodi", "tila"),
    [
        (False, Metodi.JULKAISE, "CONFIRMED"),
        (True, Metodi.JULKAISE, "CANCELLED"),
        (True, Metodi.PERUUTUS, "CANCELLED"),
        # One person is let go and the meeting goes on.
        (False, Metodi.PERUUTUS, None),
    ],
)
def test_status_by_method(peruttu, metodi, tila):
    luettu = lue(merkinta(peruttu=peruttu), metodi=metodi)

    assert luettu["method"] == metodi.value
    assert [rivi.get("status") for rivi in luettu.walk("VEVENT")] == [tila]


def test_same_events_give_the_same_text():
    assert kalenteri([merkinta()], nimi="Tapaamiset") == kalenteri([merkinta()], nimi="Tapaamiset")


def test_calendar_without_events_is_still_a_calendar():
    luettu = lue(nimi="Ryhmien tapaamiset")

    assert luettu["x-wr-calname"] == "Ryhmien tapaamiset"
    assert luettu.walk("VEVENT") == []


teksti = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], include_characters="\n"),
    max_size=300,
).map(lambda arvo: f"x{arvo}x")


@given(otsikko=teksti, paikka=teksti, kuvaus=teksti)
def test_texts_survive_escaping_and_folding(otsikko, paikka, kuvaus):
    tulos = kalenteri([merkinta(otsikko=otsikko, paikka=paikka, kuvaus=kuvaus)])
    [luettu] = Calendar.from_ical(tulos).walk("VEVENT")

    assert (str(luettu["summary"]), str(luettu["location"]), str(luettu["description"])) == (
        otsikko,
        paikka,
        kuvaus,
    )
    assert max(len(rivi.encode()) for rivi in tulos.split("\r\n")) <= 75
