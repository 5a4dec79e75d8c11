import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction

from paatokset import permissions, workflow
from paatokset.models import Paatos
from tests.paatokset.factories import TARKASTETTU, kirjaus
from tyollisyysalue import kello

KAIKKI = [
    *["raija", "kari", "asiantuntija", "koordinaattori", "sihteeri", "esittelija", "paakayttaja"],
    "naapurisihteeri",
]

# One to whom a section has been given: writes that one, comments, adds facts.
OSION = {"saa_lisata_faktoja", "saa_kommentoida"}
# What each may do in each state; who is not named may do nothing. A section is the expert's.
TAULU = {
    "luonnos": {
        "sihteeri": {"saa_muokata", "saa_lisata_faktoja", "saa_kommentoida"},
        "esittelija": {"saa_kommentoida"},
        "asiantuntija": OSION,
    },
    "esittelijalla": {
        "esittelija": {"saa_esitella", "saa_kommentoida"},
        "sihteeri": {"saa_kommentoida"},
        "asiantuntija": {"saa_kommentoida"},
    },
    "palautettu": {
        "sihteeri": {"saa_muokata", "saa_lisata_faktoja", "saa_kommentoida"},
        "esittelija": {"saa_kommentoida"},
        "asiantuntija": OSION,
    },
    "hyvaksytty": {"sihteeri": {"saa_kirjata"}, "esittelija": {"saa_avata"}},
    "kasitelty": {"sihteeri": {"saa_merkita_tarkastetuksi"}},
    "tarkastettu": {},
}
PREDIKAATIT = [
    *["saa_muokata", "saa_esitella", "saa_kirjata", "saa_merkita_tarkastetuksi", "saa_avata"],
    *["saa_lisata_faktoja", "saa_kommentoida"],
]


@pytest.fixture
def vaki(request):
    return {nimi: request.getfixturevalue(nimi) for nimi in KAIKKI} | {"julkinen": AnonymousUser()}


def test_every_state_is_in_the_table():
    assert set(TAULU) == set(Paatos.Tila.values)


@pytest.mark.parametrize("tila", TAULU)
def test_who_may_do_what(luonnos, vaki, tila):
    luonnos.osiot.filter(jarjestys=1).update(vastuuhenkilo=vaki["asiantuntija"].henkilo)
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


# Every act of a decision: from which states, whose, and where it leads.
TEOT = {
    "laheta_esittelijalle": ({"luonnos", "palautettu"}, "sihteeri", "esittelijalla"),
    "palauta": ({"esittelijalla"}, "esittelija", "palautettu"),
    "hyvaksy": ({"esittelijalla"}, "esittelija", "hyvaksytty"),
    "avaa": ({"hyvaksytty"}, "esittelija", "palautettu"),
    "kirjaa_paatos": ({"hyvaksytty"}, "sihteeri", "kasitelty"),
    "merkitse_tarkastetuksi": ({"kasitelty"}, "sihteeri", "tarkastettu"),
}
SYOTTEET = {
    "palauta": {"kommentti": "Tarkenna."},
    "avaa": {"syy": "Luku on väärin."},
    "kirjaa_paatos": kirjaus(),
    "merkitse_tarkastetuksi": {"tarkastuspvm": TARKASTETTU.date()},
}
VAIHEET = {"luonnos": "valmis"}


def test_every_move_is_some_act_of_the_table():
    siirtymat = {(vanha, uusi) for vanha, uudet in workflow.SIIRTYMAT.items() for uusi in uudet}

    assert siirtymat == {(vanha, uusi) for vanhat, _, uusi in TEOT.values() for vanha in vanhat}


@pytest.mark.usefixtures("pika_pdf")
@pytest.mark.parametrize("tila", Paatos.Tila.values)
def test_each_act_by_each_role_in_each_state(request, vaki, tila):
    """The whole table: what is not in it is refused, and the decision stays where it was."""
    paatos = request.getfixturevalue(VAIHEET.get(tila, tila))
    tulokset = {}
    for teko in TEOT:
        for kuka, user in vaki.items():
            with kello.aseta(TARKASTETTU), transaction.atomic():
                try:
                    getattr(workflow, teko)(paatos, **SYOTTEET.get(teko, {}), user=user)
                except PermissionDenied:
                    pass
                else:
                    tulokset[teko, kuka] = Paatos.objects.get(pk=paatos.pk).tila
                transaction.set_rollback(True)

    assert tulokset == {(teko, kuka): uusi for teko, (vanhat, kuka, uusi) in TEOT.items() if tila in vanhat}
