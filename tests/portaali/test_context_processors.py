import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from portaali.context_processors import navigaatio
from tests.factories import AlueFactory, UserFactory

pytestmark = pytest.mark.django_db

JULKINEN = ["Lähipalvelut", "Yhteyshenkilöt", "Tilastot", "Päätökset", "Sopimukset"]
YHTEINEN = ["Lähipalvelut", "Yhteyshenkilöt", "Tilastot", "Esitykset", "Päätökset", "Sopimukset"]


@pytest.fixture
def konteksti(rf):
    def konteksti(user, path="/"):
        request = rf.get(path)
        request.user = user
        return navigaatio(request)

    return konteksti


def nimet(konteksti):
    return [kohta["nimi"] for kohta in konteksti["navigaatio"]]


@pytest.mark.parametrize(
    ("kuka", "odotetut"),
    [
        ("raija", YHTEINEN),
        (
            "asiantuntija",
            ["Lähipalvelut", "Omat päivät", "Yhteyshenkilöt", "Tilastot", "Päätökset", "Sopimukset"],
        ),
        ("koordinaattori", ["Lähipalvelut", "Omat päivät", *YHTEINEN[1:]]),
        ("sihteeri", YHTEINEN),
        ("esittelija", YHTEINEN),
        ("paakayttaja", [*JULKINEN, "Hallinta"]),
    ],
)
def test_navigation_by_role(request, konteksti, kuka, odotetut):
    assert nimet(konteksti(request.getfixturevalue(kuka))) == odotetut


def test_navigation_of_the_public(konteksti):
    assert nimet(konteksti(AnonymousUser())) == JULKINEN


@pytest.mark.parametrize(
    ("path", "taalla"),
    [
        ("/", []),
        ("/lahipalvelut/687/", ["Lähipalvelut"]),
        ("/lahipalvelut/omat/", ["Omat päivät"]),
        ("/paatokset/7.pdf", ["Päätökset"]),
        ("/kunnat/687/", []),
    ],
)
def test_one_entry_is_where_the_reader_is(konteksti, asiantuntija, path, taalla):
    kohdat = konteksti(asiantuntija, path)["navigaatio"]

    assert [kohta["nimi"] for kohta in kohdat if kohta["aktiivinen"]] == taalla


def test_area_is_the_users_own(konteksti, raija, alue):
    AlueFactory(koodi="45", nimi_fi="Ylä-Savo")

    assert konteksti(raija)["palvelualue"] == alue


def test_area_of_the_public_is_the_only_one_in_use(konteksti, alue):
    AlueFactory(koodi="45", kaytossa=False)

    assert konteksti(AnonymousUser())["palvelualue"] == alue


def test_area_is_not_guessed_among_many(konteksti, alue):
    AlueFactory(koodi="45", nimi_fi="Ylä-Savo")

    assert not konteksti(AnonymousUser())["palvelualue"]
    assert not konteksti(UserFactory())["palvelualue"]


@pytest.mark.parametrize(("kuka", "kyselyja"), [(None, 1), ("raija", 1), ("sihteeri", 1)])
def test_costs_one_query(request, konteksti, alue, django_assert_num_queries, kuka, kyselyja):
    user = request.getfixturevalue(kuka) if kuka else AnonymousUser()

    with django_assert_num_queries(kyselyja):
        assert konteksti(user)["palvelualue"].nimi == "Kuopio"


def test_error_page_without_a_user_has_the_public_navigation(rf):
    request = rf.get(reverse("etusivu"))

    assert nimet(navigaatio(request)) == JULKINEN
