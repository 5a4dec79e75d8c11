import datetime

import pytest

from lahipalvelut.models import Jakso, Sulku
from lahipalvelut.varaukset import Varaukset, ehdotus
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tests.yhteyshenkilot.factories import PoissaoloFactory
from tyollisyysalue import kello

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paivaa_ennen")]
TORSTAI = datetime.date(2025, 6, 12)


def esteet(paiva, pvm=TORSTAI, alkuklo=None, loppuklo=None):
    varaukset = Varaukset(paiva.kunta, paiva.kavija, pvm, pvm, paitsi=paiva)
    return [
        este.replace("\u00a0", " ")
        for este in varaukset.esteet(
            pvm, alkuklo or paiva.alkuklo, loppuklo or paiva.loppuklo, paiva.palvelupiste
        )
    ]


def muualla(paiva, siilinjarvi, **muut):
    rivi = SuunnitelmariviFactory(
        suunnitelma=PalvelusuunnitelmaFactory(kunta=siilinjarvi),
        vastuuhenkilo=paiva.kavija,
        ankkuripvm=TORSTAI,
    )
    return PalvelupaivaFactory(rivi=rivi, pvm=TORSTAI, **muut)


def test_free_day_has_none(paiva):
    assert esteet(paiva) == []


def test_person_elsewhere(paiva, siilinjarvi):
    muualla(paiva, siilinjarvi)

    assert esteet(paiva) == ["Milla Tuomikoski on samaan aikaan muualla: Siilinjärvi klo 9.00–15.00"]
    assert esteet(paiva, alkuklo=datetime.time(15), loppuklo=datetime.time(17)) == []


def test_cancelled_day_elsewhere_is_not_in_the_way(paiva, siilinjarvi, asiantuntija):
    muualla(paiva, siilinjarvi, peruttu=True, muutosilmoittaja=asiantuntija)

    assert esteet(paiva) == []


def test_place_taken(paiva, suunnitelma):
    toinen = SuunnitelmariviFactory(
        suunnitelma=suunnitelma,
        vastuuhenkilo=HenkiloFactory(alue=suunnitelma.kunta.alue, nimi="Oskari Pihlajasalo"),
        palvelupiste=paiva.palvelupiste,
        ankkuripvm=TORSTAI,
    )
    PalvelupaivaFactory(rivi=toinen, pvm=TORSTAI)

    assert esteet(paiva) == ["tila on varattu: Oskari Pihlajasalo klo 9.00–15.00"]


def test_moved_day_is_not_in_its_own_way(paiva):
    assert esteet(paiva, pvm=paiva.pvm, alkuklo=datetime.time(10)) == []


@pytest.mark.parametrize(
    ("pvm", "odotettu"),
    [
        (datetime.date(2025, 12, 24), ["pyhäpäivä: Jouluaatto"]),
        (datetime.date(2025, 6, 14), ["viikonloppu"]),
    ],
)
def test_holidays_and_weekends(paiva, pvm, odotettu):
    assert esteet(paiva, pvm=pvm) == odotettu


def test_closure_of_the_place_or_the_whole_municipality(paiva):
    for piste, syy in [(None, "Lakkopäivä"), (paiva.palvelupiste, "Vesikatko")]:
        Sulku.objects.create(
            kunta=paiva.kunta, palvelupiste=piste, alkupvm=TORSTAI, loppupvm=TORSTAI, syy=syy
        )
    Sulku.objects.create(
        kunta=paiva.kunta, alkupvm=TORSTAI, loppupvm=TORSTAI, syy="Kumottu", kumottu=kello.nyt()
    )

    assert esteet(paiva) == ["suljettu: Lakkopäivä", "suljettu: Vesikatko"]


def test_absence(paiva):
    PoissaoloFactory(henkilo=paiva.kavija, alkupvm=TORSTAI, loppupvm=TORSTAI)

    assert esteet(paiva) == ["Milla Tuomikoski: poissa 12.6.2025"]


def test_closed_month(paiva, koordinaattori):
    Jakso.objects.create(
        kunta=paiva.kunta,
        kuukausi=datetime.date(2025, 6, 1),
        tila="suljettu",
        muutettu=kello.nyt(),
        muuttaja=koordinaattori,
    )

    assert esteet(paiva) == ["kuukausi on jo suljettu"]


def test_next_free_workday_is_proposed(paiva, siilinjarvi):
    muualla(paiva, siilinjarvi)

    assert ehdotus(paiva) == datetime.date(2025, 6, 13)


def test_weekend_and_midsummer_are_passed_over(paiva):
    paiva.pvm = datetime.date(2025, 6, 19)

    assert ehdotus(paiva) == datetime.date(2025, 6, 23)


def test_past_day_gets_a_proposal_ahead(paiva):
    paiva.pvm = datetime.date(2025, 5, 28)

    assert ehdotus(paiva) == datetime.date(2025, 6, 11)


def test_query_count(paiva, django_assert_num_queries):
    with django_assert_num_queries(4):
        ehdotus(paiva)
