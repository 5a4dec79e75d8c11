"""Calendar messages and files (RFC 5545, 5546): what the apps' events look like to other people's calendars.

Times go out in Helsinki time with the zone's own rules in the file: a program that does not know ``Europe/Helsinki``,
or reads a bare UTC time into a series, shows the wrong hour for half of the year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from tyollisyysalue.kello import HELSINKI

PRODID = "-//Työllisyysalueportaali//Kalenteri//FI"

# The rules since 1996 (directive 2000/84/EC and the one before it). A test compares them with the zone itself.
_HELSINKI = """BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19960331T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
"""


class Metodi(StrEnum):
    """What a message asks of the calendar that gets it. A file to download, or a feed, publishes."""

    JULKAISE = "PUBLISH"
    KUTSU = "REQUEST"
    PERUUTUS = "CANCEL"


class Vastaus(StrEnum):
    EI_VASTANNUT = "NEEDS-ACTION"
    TULOSSA = "ACCEPTED"
    EI_PAASE = "DECLINED"


@dataclass(frozen=True)
class Osallistuja:
    nimi: str
    sahkoposti: str
    vastaus: Vastaus = Vastaus.EI_VASTANNUT


@dataclass(frozen=True)
class Merkinta:
    """One event. ``leima`` is when what is said here became so, ``jarjestysluku`` grows with every change of it."""

    tunnus: str
    jarjestysluku: int
    leima: datetime
    alku: datetime
    loppu: datetime
    otsikko: str
    paikka: str = ""
    kuvaus: str = ""
    osoite: str = ""
    peruttu: bool = False
    jarjestaja: Osallistuja | None = None
    kutsutut: tuple[Osallistuja, ...] = ()


def kalenteri(merkinnat: Iterable[Merkinta], *, metodi: Metodi = Metodi.JULKAISE, nimi: str = "") -> str:
    """The events as a calendar. The same events give the same text, so that a feed can say "not changed"."""
    tulos = Calendar()
    tulos.add("prodid", PRODID)
    tulos.add("version", "2.0")
    tulos.add("calscale", "GREGORIAN")
    tulos.add("method", metodi.value)
    if nimi:
        tulos.add("name", nimi)
        tulos.add("x-wr-calname", nimi)
        tulos.add("x-wr-timezone", "Europe/Helsinki")
    tulos.add_component(Timezone.from_ical(_HELSINKI))
    for merkinta in merkinnat:
        tulos.add_component(_tapahtuma(merkinta, metodi))
    return tulos.to_ical().decode()


def _tapahtuma(merkinta, metodi):
    tapahtuma = Event()
    tapahtuma.add("uid", merkinta.tunnus)
    tapahtuma.add("sequence", merkinta.jarjestysluku)
    tapahtuma.add("dtstamp", merkinta.leima.astimezone(UTC))
    tapahtuma.add("last-modified", merkinta.leima.astimezone(UTC))
    tapahtuma.add("dtstart", merkinta.alku.astimezone(HELSINKI))
    tapahtuma.add("dtend", merkinta.loppu.astimezone(HELSINKI))
    tapahtuma.add("summary", merkinta.otsikko)
    for kentta, arvo in (
        ("location", merkinta.paikka),
        ("description", merkinta.kuvaus),
        ("url", merkinta.osoite),
    ):
        if arvo:
            tapahtuma.add(kentta, arvo)
    # One person is taken off by a cancellation without a status: the event itself goes on (RFC 5546, 3.2.5).
    if merkinta.peruttu:
        tapahtuma.add("status", "CANCELLED")
    elif metodi != Metodi.PERUUTUS:
        tapahtuma.add("status", "CONFIRMED")
    if merkinta.jarjestaja:
        tapahtuma["organizer"] = _osoite(merkinta.jarjestaja)
    for kutsuttu in merkinta.kutsutut:
        osoite = _osoite(kutsuttu)
        osoite.params["CUTYPE"] = vText("INDIVIDUAL")
        osoite.params["ROLE"] = vText("REQ-PARTICIPANT")
        osoite.params["PARTSTAT"] = vText(kutsuttu.vastaus.value)
        # People answer in the portal: nobody reads the replies that programs would send to the organiser.
        osoite.params["RSVP"] = vText("FALSE")
        tapahtuma.add("attendee", osoite, encode=False)
    return tapahtuma


def _osoite(osallistuja):
    osoite = vCalAddress(f"mailto:{osallistuja.sahkoposti}")
    # A quotation mark has no way to be written inside a parameter.
    osoite.params["CN"] = vText(osallistuja.nimi.replace('"', "’"))
    return osoite
