import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import AlueFactory, HenkiloFactory, JasenyysFactory, KuntaFactory, UserFactory
from tyollisyysalue import kello, permissions, roolit
from tyollisyysalue.models import Henkilo, Jasenyys, Kunta, Tyollisyysalue, User
from tyollisyysalue.roolit import Rooli

TANAAN = datetime.date(2025, 9, 17)
EILEN = TANAAN - datetime.timedelta(days=1)
HUOMENNA = TANAAN + datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def kokouspaiva():
    with kello.aseta(datetime.datetime(2025, 9, 17, 9, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def ylasavo(db):
    return AlueFactory(koodi="45", nimi_fi="Ylä-Savo")


def uudestaan(user):
    """The user as the next request reads it: memberships are read once a request."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("alku", "loppu", "voimassa"),
    [
        (EILEN, None, True),
        (EILEN, TANAAN, True),
        (TANAAN, TANAAN, True),
        (EILEN, EILEN, False),
        (HUOMENNA, None, False),
    ],
)
def test_rights_last_from_the_first_day_to_the_last(alue, alku, loppu, voimassa):
    user = UserFactory()
    JasenyysFactory(user=user, rooli=Rooli.SIHTEERI, alue=alue, alkupvm=alku, loppupvm=loppu)

    assert roolit.on(user, alue.pk, Rooli.SIHTEERI) is voimassa
    assert (roolit.alueet(user) == {alue.pk}) is voimassa


def test_liaison_whose_task_ended_yesterday_sees_nothing(rautavaara):
    user = UserFactory()
    JasenyysFactory(
        user=user,
        rooli=Rooli.YHDYSHENKILO,
        kunta=rautavaara,
        alkupvm=datetime.date(2025, 1, 1),
        loppupvm=EILEN,
    )
    HenkiloFactory(alue=rautavaara.alue)

    assert roolit.kunnat(user) == set()
    assert roolit.yhteistyoalueet(user) == set()
    assert not Henkilo.objects.visible_to(user).exists()


def test_membership_that_ends_is_gone_from_the_next_request(sihteeri, alue):
    assert roolit.on(sihteeri, alue.pk, Rooli.SIHTEERI)

    Jasenyys.objects.filter(user=sihteeri).update(loppupvm=EILEN)

    assert not roolit.on(uudestaan(sihteeri), alue.pk, Rooli.SIHTEERI)


def test_roles_reach_their_own_area_only(sihteeri, alue, ylasavo):
    assert roolit.alueet(sihteeri, Rooli.SIHTEERI) == {alue.pk}
    assert not roolit.on(sihteeri, ylasavo.pk, Rooli.SIHTEERI)
    assert not roolit.on(sihteeri, alue.pk, Rooli.ESITTELIJA)


@pytest.mark.parametrize(
    ("rooli", "henkilostoa"),
    [
        ("asiantuntija", True),
        ("koordinaattori", True),
        ("sihteeri", True),
        ("esittelija", True),
        ("paakayttaja", False),
        ("raija", False),
    ],
)
def test_staff_are_those_who_work_in_the_area(request, alue, rooli, henkilostoa):
    user = request.getfixturevalue(rooli)

    assert (roolit.alueet(user) == {alue.pk}) is henkilostoa


def test_liaison_reaches_the_municipality_and_its_area(raija, rautavaara):
    assert roolit.kunnat(raija) == {rautavaara.pk}
    assert roolit.alueet(raija) == set()
    assert roolit.yhteistyoalueet(raija) == {rautavaara.alue_id}


def test_one_who_has_not_signed_in_has_no_role(alue):
    nobody = AnonymousUser()

    assert roolit.jasenyydet(nobody) == []
    assert roolit.alueet(nobody) == roolit.kunnat(nobody) == roolit.yhteistyoalueet(nobody) == set()


def test_memberships_are_read_once_a_request(sihteeri, alue, django_assert_num_queries):
    user = uudestaan(sihteeri)

    with django_assert_num_queries(1):
        roolit.on(user, alue.pk, Rooli.SIHTEERI)
        roolit.alueet(user)
        roolit.yhteistyoalueet(user)


class TestPermissions:
    @pytest.mark.parametrize(
        ("rooli", "saa"),
        [("raija", False), ("asiantuntija", False), ("koordinaattori", False), ("sihteeri", False),
         ("esittelija", False), ("paakayttaja", True)],
    )  # fmt: skip
    def test_administration_is_for_the_administrator(self, request, alue, ylasavo, rooli, saa):
        user = request.getfixturevalue(rooli)

        assert permissions.saa_lukea_postia(user) is saa
        assert permissions.saa_lisata_sopimuksia(user) is saa
        assert permissions.saa_hallita_sopimuksia(user, alue.pk) is saa
        assert permissions.saa_hallita_sopimuksia(user, ylasavo.pk) is False


class TestVisibleTo:
    def test_areas_and_municipalities_are_public(self, rautavaara):
        assert Tyollisyysalue.objects.visible_to(AnonymousUser()).count() == 1
        assert Kunta.objects.visible_to(AnonymousUser()).count() == 1

    def test_people_are_for_those_who_cooperate(self, raija, kari, sihteeri, ylasavo):
        vieras = UserFactory(kunta=KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=ylasavo))

        assert Henkilo.objects.visible_to(raija).count() == 3
        assert Henkilo.objects.visible_to(sihteeri).count() == 3
        assert not Henkilo.objects.visible_to(vieras).exists()
        assert not Henkilo.objects.visible_to(AnonymousUser()).exists()

    def test_users_see_themselves_and_the_administrator_everyone(
        self, raija, kari, sihteeri, paakayttaja, ylasavo
    ):
        vieras = UserFactory(rooli=Rooli.SIHTEERI, alue=ylasavo)

        assert list(User.objects.visible_to(raija)) == [raija]
        assert list(User.objects.visible_to(sihteeri)) == [sihteeri]
        assert set(User.objects.visible_to(paakayttaja)) == {raija, kari, sihteeri, paakayttaja}
        assert vieras not in User.objects.visible_to(paakayttaja)
        assert not User.objects.visible_to(AnonymousUser()).exists()

    def test_memberships_are_seen_with_their_user(self, raija, kari, paakayttaja):
        assert [j.user for j in Jasenyys.objects.visible_to(raija)] == [raija]
        assert Jasenyys.objects.visible_to(paakayttaja).count() == 3
        assert not Jasenyys.objects.visible_to(AnonymousUser()).exists()
