import pytest
from django.contrib.auth.models import AnonymousUser

from lahipalvelut import permissions
from lahipalvelut.models import Palvelupaiva


@pytest.fixture
def kayttajat(raija, kari, asiantuntija, koordinaattori, sihteeri, esittelija, paakayttaja, muu_asiantuntija):
    return {
        "julkinen": AnonymousUser(),
        "oma yhdyshenkilo": raija,
        "muu yhdyshenkilo": kari,
        "asiantuntija": asiantuntija,
        "koordinaattori": koordinaattori,
        "sihteeri": sihteeri,
        "esittelija": esittelija,
        "paakayttaja": paakayttaja,
        "muu asiantuntija": muu_asiantuntija,
    }


def sallitut(kayttajat, ehto):
    return {nimi for nimi, user in kayttajat.items() if ehto(user)}


def test_days_are_logged_by_specialists_and_the_coordinator_of_the_area(kayttajat, paiva):
    assert sallitut(kayttajat, lambda user: permissions.saa_kirjata(user, paiva)) == {
        "asiantuntija",
        "koordinaattori",
    }


def test_plans_are_made_by_the_coordinator_of_the_area(kayttajat, rautavaara):
    assert sallitut(kayttajat, lambda user: permissions.saa_suunnitella(user, rautavaara)) == {
        "koordinaattori"
    }


def test_inner_matters_are_for_the_areas_staff_and_the_municipality_itself(kayttajat, paiva):
    nakevat = {"oma yhdyshenkilo", "asiantuntija", "koordinaattori", "sihteeri", "esittelija"}

    assert sallitut(kayttajat, lambda user: permissions.saa_nahda_sisaiset(user, paiva.kunta)) == nakevat
    assert (
        sallitut(kayttajat, lambda user: Palvelupaiva.objects.sisaisesti_visible_to(user).exists()) == nakevat
    )


def test_schedule_is_public(kayttajat, paiva):
    assert sallitut(kayttajat, lambda user: Palvelupaiva.objects.visible_to(user).exists()) == set(kayttajat)
