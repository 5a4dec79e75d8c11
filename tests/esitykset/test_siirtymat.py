"""Every act on a request by every role in every state, against one table."""

import datetime
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from esitykset import vaiheet, workflow
from esitykset.models import Esitys
from esitykset.workflow import Vastaus
from tyollisyysalue import kello

Tila = Esitys.Tila
ROOLIT = ["raija", "kari", "asiantuntija", "koordinaattori", "sihteeri", "esittelija", "paakayttaja"]
NYT = datetime.datetime(2025, 9, 3, 10, tzinfo=kello.HELSINKI)
VIIMEINEN = datetime.date(2025, 9, 19)


def vastaa(esitys, user):
    vastaukset = {k.pk: Vastaus("<p>Vastaus.</p>", "Lautakunta 17.9.2025 § 58") for k in esitys.kohdat.all()}
    workflow.tallenna_vastaukset(esitys, vastaukset, user=user)


@dataclass
class Toimi:
    """Who may, and from each state it works in where it leads."""

    tee: Any
    kuka: str
    tilasta: dict[str, str]


ARVIOITAVAT = (Tila.VASTATTU, Tila.PAATTYNYT)
SAAPUNEET = [tila for tila in Tila if tila != Tila.LUONNOS]
KASITTELYSSA = [tila for tila in SAAPUNEET if tila not in (Tila.SIIRRETTY, Tila.PERUUTETTU)]
ENNEN_VASTAUSTA = (Tila.SAAPUNUT, Tila.KIRJATTU, Tila.TAYDENNETTAVANA, Tila.VALMISTELUSSA)


def samassa(tilat):
    return {tila: tila for tila in tilat}


TOIMET = {
    "laheta": Toimi(lambda e, u: workflow.laheta(e, user=u), "raija", {Tila.LUONNOS: Tila.SAAPUNUT}),
    "kirjaa": Toimi(
        lambda e, u: workflow.kirjaa(e, "00.01.02", "Asia", user=u),
        "sihteeri",
        {Tila.SAAPUNUT: Tila.KIRJATTU},
    ),
    "ota_valmisteluun": Toimi(
        lambda e, u: workflow.ota_valmisteluun(e, user=u), "sihteeri", {Tila.KIRJATTU: Tila.VALMISTELUSSA}
    ),
    "pyyda_taydennysta": Toimi(
        lambda e, u: workflow.pyyda_taydennysta(e, "Lisää?", viimeinen=VIIMEINEN, user=u),
        "sihteeri",
        {Tila.KIRJATTU: Tila.TAYDENNETTAVANA, Tila.VALMISTELUSSA: Tila.TAYDENNETTAVANA},
    ),
    "taydenna": Toimi(
        lambda e, u: workflow.taydenna(e, "Tässä.", user=u),
        "raija",
        {Tila.TAYDENNETTAVANA: Tila.VALMISTELUSSA},
    ),
    "jatka_ilman_taydennysta": Toimi(
        lambda e, u: workflow.jatka_ilman_taydennysta(e, syy="Riittää.", user=u),
        "sihteeri",
        {Tila.TAYDENNETTAVANA: Tila.VALMISTELUSSA},
    ),
    "vastaa": Toimi(vastaa, "sihteeri", {Tila.VALMISTELUSSA: Tila.VASTATTU}),
    "siirra": Toimi(
        lambda e, u: workflow.siirra(e, "Pohjois-Savon ELY-keskus", syy="Kuuluu sinne.", user=u),
        "sihteeri",
        dict.fromkeys(ENNEN_VASTAUSTA, Tila.SIIRRETTY),
    ),
    "peruuta": Toimi(
        lambda e, u: workflow.peruuta(e, syy="Asia hoitui.", user=u),
        "raija",
        dict.fromkeys(ENNEN_VASTAUSTA, Tila.PERUUTETTU),
    ),
    "paata": Toimi(lambda e, u: workflow.paata(e, user=u), "sihteeri", {Tila.VASTATTU: Tila.PAATTYNYT}),
    "avaa_uudelleen": Toimi(
        lambda e, u: workflow.avaa_uudelleen(e, e.kohdat.all(), syy="Uusi tieto.", user=u),
        "sihteeri",
        dict.fromkeys(ARVIOITAVAT, Tila.VALMISTELUSSA),
    ),
    "arvioi": Toimi(
        lambda e, u: workflow.arvioi(e.kohdat.first(), riittava=True, user=u), "raija", samassa(ARVIOITAVAT)
    ),
    "aseta_kasittelija": Toimi(
        lambda e, u: workflow.aseta_kasittelija(e, workflow.kasittelijat(e.kunta.alue).get(), user=u),
        "sihteeri",
        samassa(KASITTELYSSA),
    ),
    "laheta_viesti": Toimi(
        lambda e, u: workflow.laheta_viesti(e, "Hei!", user=u), "raija sihteeri", samassa(SAAPUNEET)
    ),
    "kirjoita_muistiinpano": Toimi(
        lambda e, u: workflow.kirjoita_muistiinpano(e, "Muista.", user=u),
        "sihteeri esittelija koordinaattori",
        samassa(SAAPUNEET),
    ),
    "aseta_maaraaika": Toimi(
        lambda e, u: workflow.aseta_maaraaika(e, "asiakirjapyynto", alku=NYT.date(), user=u),
        "sihteeri",
        samassa(tila for tila in KASITTELYSSA if tila != Tila.PAATTYNYT),
    ),
}


@pytest.fixture
def tilassa(luonnos, raija, sihteeri):
    """Bring the request to a state by the acts of the table."""
    polut = {
        Tila.LUONNOS: [],
        Tila.SAAPUNUT: ["laheta"],
        Tila.KIRJATTU: ["laheta", "kirjaa"],
        Tila.VALMISTELUSSA: ["laheta", "kirjaa", "ota_valmisteluun"],
        Tila.TAYDENNETTAVANA: ["laheta", "kirjaa", "pyyda_taydennysta"],
        Tila.VASTATTU: ["laheta", "kirjaa", "ota_valmisteluun", "vastaa"],
        Tila.PAATTYNYT: ["laheta", "kirjaa", "ota_valmisteluun", "vastaa", "paata"],
        Tila.SIIRRETTY: ["laheta", "kirjaa", "siirra"],
        Tila.PERUUTETTU: ["laheta", "peruuta"],
    }

    def vie(tila):
        for nimi in polut[tila]:
            toimi = TOIMET[nimi]
            toimi.tee(luonnos, raija if toimi.kuka == "raija" else sihteeri)
        return luonnos

    return vie


def tulos(toimi, pk, user):
    """What became of the act: the state after it, or how it was refused. Nothing of it stays."""
    try:
        with transaction.atomic():
            esitys = Esitys.objects.get(pk=pk)
            toimi.tee(esitys, user)
            tila = Esitys.objects.get(pk=pk).tila
            raise ZeroDivisionError(tila)
    except ZeroDivisionError as valmis:
        return str(valmis)
    except PermissionDenied:
        return "kielletty"
    except ValidationError:
        return "väärä tila"


@pytest.mark.parametrize("tila", Tila)
def test_every_act_by_every_role_in_every_state(request, tilassa, tila):
    users = {nimi: request.getfixturevalue(nimi) for nimi in ROOLIT}
    with kello.aseta(NYT):
        esitys = tilassa(tila)
        assert Esitys.objects.get(pk=esitys.pk).tila == tila

        saadut = {
            (nimi, rooli): tulos(toimi, esitys.pk, user)
            for nimi, toimi in TOIMET.items()
            for rooli, user in users.items()
        }

    assert saadut == {
        (nimi, rooli): toimi.tilasta.get(tila, "väärä tila") if rooli in toimi.kuka.split() else "kielletty"
        for nimi, toimi in TOIMET.items()
        for rooli in ROOLIT
    }


def test_the_table_of_transitions_has_what_the_acts_do_and_no_more():
    tehdyt = {
        (mista, mihin)
        for toimi in TOIMET.values()
        for mista, mihin in toimi.tilasta.items()
        if mista != mihin
    }

    assert tehdyt == {(mista, mihin) for mista, minne in workflow.SIIRTYMAT.items() for mihin in minne}


@pytest.mark.parametrize("tila", Tila)
def test_every_state_has_one_step_that_is_now(tila):
    vaihe = [vaihe for _nimi, vaihe in vaiheet.vaiheet(Esitys(tila=tila))]

    assert vaihe.count("nyt") == 1
    assert vaihe[: vaihe.index("nyt")] == ["tehty"] * vaihe.index("nyt")
