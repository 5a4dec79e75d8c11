import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import AlueFactory, UserFactory
from tests.yhteyshenkilot.factories import JasenFactory, TapaaminenFactory, VastinpariFactory, VastuuFactory
from tyollisyysalue import kello
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import permissions
from yhteyshenkilot.models import (
    Avainprosessi,
    Luettelolahetys,
    Luettelosaaja,
    Ryhmajasenyys,
    Tapaaminen,
    Vastinpari,
    Vastuu,
    Yhteistyoryhma,
)

pytestmark = pytest.mark.django_db

HENKILOSTO = ["asiantuntija", "koordinaattori", "sihteeri", "esittelija"]


@pytest.fixture
def cast(request):
    """The user by the name of the fixture, or one who has not signed in."""
    return lambda nimi: AnonymousUser() if nimi == "julkinen" else request.getfixturevalue(nimi)


@pytest.mark.parametrize(
    ("kuka", "lukee", "yllapitaa", "lukee_kuntaa"),
    [
        ("julkinen", False, False, False),
        ("raija", True, False, True),
        ("kari", True, False, False),
        ("asiantuntija", True, False, True),
        ("koordinaattori", True, True, True),
        ("sihteeri", True, False, True),
        ("esittelija", True, False, True),
        ("paakayttaja", False, False, False),
    ],
)
def test_predicates_by_role(cast, rautavaara, kuka, lukee, yllapitaa, lukee_kuntaa):
    user = cast(kuka)

    assert permissions.saa_lukea(user) == lukee
    assert permissions.saa_yllapitaa(user, rautavaara.alue_id) == yllapitaa
    assert permissions.saa_lukea_kuntaa(user, rautavaara) == lukee_kuntaa


def test_coordinator_of_another_area_may_not(rautavaara):
    muualla = UserFactory(rooli=Rooli.KOORDINAATTORI, alue=AlueFactory(koodi="45"))

    assert not permissions.saa_yllapitaa(muualla, rautavaara.alue_id)
    assert not permissions.saa_lukea_kuntaa(muualla, rautavaara)


@pytest.mark.parametrize(
    ("kuka", "nakee"),
    [
        ("julkinen", False),
        ("raija", True),
        ("kari", False),
        ("paakayttaja", False),
        *[(nimi, True) for nimi in HENKILOSTO],
    ],
)
def test_municipality_s_rows_by_role(cast, rautavaara, kuka, nakee):
    VastuuFactory(kunta=rautavaara)
    VastinpariFactory(kunta=rautavaara)
    jasenyys = JasenFactory(kunta=rautavaara)
    TapaaminenFactory(ryhma=jasenyys.ryhma, alkuaika=kello.nyt())
    user = cast(kuka)

    for model in (Vastuu, Vastinpari, Yhteistyoryhma, Ryhmajasenyys, Tapaaminen):
        assert model.objects.exists()
        assert model.objects.visible_to(user).exists() == nakee


@pytest.mark.parametrize("kuka", ["julkinen", "raija", "kari", "paakayttaja", *HENKILOSTO])
def test_processes_are_public(cast, prosessi, kuka):
    assert list(Avainprosessi.objects.visible_to(cast(kuka))) == [prosessi]


@pytest.mark.parametrize(
    ("kuka", "kunnat"),
    [
        ("julkinen", []),
        ("raija", ["687"]),
        ("kari", ["749"]),
        ("paakayttaja", []),
        *[(nimi, ["687", "749"]) for nimi in HENKILOSTO],
    ],
)
def test_sending_shows_a_liaison_the_own_municipality_s_part(cast, lahetys, kuka, kunnat):
    user = cast(kuka)

    saajat = Luettelosaaja.objects.visible_to(user)

    assert [saaja.kunta.koodi for saaja in saajat] == kunnat
    assert Luettelolahetys.objects.visible_to(user).exists() == bool(kunnat)


def test_group_is_hidden_from_a_municipality_whose_membership_has_ended(raija, rautavaara):
    eilen = kello.tanaan() - datetime.timedelta(days=1)
    jasenyys = JasenFactory(kunta=rautavaara, loppupvm=eilen)

    assert list(Yhteistyoryhma.objects.visible_to(raija)) == []
    assert list(Ryhmajasenyys.objects.all()) == [jasenyys]


def test_contacts_are_hidden_from_a_liaison_whose_task_has_ended(raija, rautavaara):
    VastuuFactory(kunta=rautavaara)
    raija.jasenyydet.update(loppupvm=kello.tanaan() - datetime.timedelta(days=1))

    assert list(Vastuu.objects.visible_to(raija)) == []
