import pytest
from django.contrib.auth.models import AnonymousUser

from paatokset import permissions
from paatokset.models import Paatos

KAIKKI = [
    *["raija", "kari", "asiantuntija", "koordinaattori", "sihteeri", "esittelija", "paakayttaja"],
    "naapurisihteeri",
]

# What each may do in each state; who is not named may do nothing.
TAULU = {
    "luonnos": {"sihteeri": {"saa_muokata"}},
    "esittelijalla": {"esittelija": {"saa_esitella"}},
    "palautettu": {"sihteeri": {"saa_muokata"}},
    "hyvaksytty": {"sihteeri": {"saa_kirjata"}},
    "kasitelty": {"sihteeri": {"saa_merkita_tarkastetuksi"}},
    "tarkastettu": {},
}
PREDIKAATIT = ["saa_muokata", "saa_esitella", "saa_kirjata", "saa_merkita_tarkastetuksi"]


@pytest.fixture
def vaki(request):
    return {nimi: request.getfixturevalue(nimi) for nimi in KAIKKI} | {"julkinen": AnonymousUser()}


def test_every_state_is_in_the_table():
    assert set(TAULU) == set(Paatos.Tila.values)


@pytest.mark.parametrize("tila", TAULU)
def test_who_may_do_what(luonnos, vaki, tila):
    luonnos.tila = tila

    saavat = {
        nimi: {saa for saa in PREDIKAATIT if getattr(permissions, saa)(user, luonnos)}
        for nimi, user in vaki.items()
    }

    assert {nimi: teot for nimi, teot in saavat.items() if teot} == TAULU[tila]


def test_secretary_starts_a_draft_in_own_area(alue, vaki):
    assert {nimi for nimi, user in vaki.items() if permissions.saa_laatia(user, alue.pk)} == {"sihteeri"}


def test_those_who_prepare_see_the_margin(alue, vaki):
    nakevat = {nimi for nimi, user in vaki.items() if permissions.on_valmistelija(user, alue.pk)}

    assert nakevat == {"sihteeri", "esittelija"}
