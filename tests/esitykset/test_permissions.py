import pytest
from django.contrib.auth.models import AnonymousUser

from esitykset import permissions

KAIKKI = ["raija", "kari", "asiantuntija", "koordinaattori", "sihteeri", "esittelija", "paakayttaja"]


@pytest.mark.parametrize(
    ("predikaatti", "sallitut"),
    [
        ("saa_muokata", {"raija"}),
        ("saa_lahettaa", {"raija"}),
        ("saa_kirjata", {"sihteeri"}),
        ("saa_ottaa_valmisteluun", {"sihteeri"}),
        ("saa_vastata", {"sihteeri"}),
    ],
)
def test_who_may_act_on_a_request(request, luonnos, predikaatti, sallitut):
    saa = getattr(permissions, predikaatti)

    assert {nimi for nimi in KAIKKI if saa(request.getfixturevalue(nimi), luonnos)} == sallitut
    assert not saa(AnonymousUser(), luonnos)


def test_who_may_read_the_list_and_write_a_request(request, alue):
    users = {nimi: request.getfixturevalue(nimi) for nimi in KAIKKI}

    assert {nimi for nimi, user in users.items() if permissions.saa_lukea(user)} == {
        "raija",
        "kari",
        "koordinaattori",
        "sihteeri",
        "esittelija",
    }
    assert {nimi for nimi, user in users.items() if permissions.saa_laatia(user)} == {"raija", "kari"}


def test_liaison_writes_for_own_municipality_only(raija, rautavaara, siilinjarvi):
    assert permissions.saa_laatia(raija, rautavaara)
    assert not permissions.saa_laatia(raija, siilinjarvi)
