"""What changed between two contact lists: nothing is left out of the difference, and nothing of it out of the words."""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot.erot import PAIKAT, sovella, vertaa
from yhteyshenkilot.muutossanat import sanoina

SANAT = st.sampled_from(["", "a", "b", "c"])
NIMET = st.sampled_from(["Aino Harjula", "Veera Salmenranta", "Milla Tuomikoski"])


def tunnuksella(kentat, tunnukset):
    """With an id as new lists have, or without as the lists of old sendings."""
    return st.one_of(
        st.fixed_dictionaries(kentat), st.fixed_dictionaries({"id": st.integers(1, tunnukset), **kentat})
    )


HENKILO = {"nimi": NIMET, "nimike": SANAT, "organisaatio": SANAT, "puhelin": SANAT, "sahkoposti": SANAT}
HENKILOT = st.lists(tunnuksella(HENKILO, 3), max_size=3)
NIMI = st.fixed_dictionaries(
    {"fi": st.sampled_from(["tuet", "nuoret"]), "sv": st.sampled_from(["stöd", "unga"])}
)
PROSESSI = tunnuksella({"nimi": NIMI, **dict.fromkeys(PAIKAT, HENKILOT)}, 3)
PUOLI = tunnuksella({**HENKILO, "voimassa": st.booleans()}, 3)
PARI = tunnuksella({"laji": SANAT, "prosessi": NIMI, "oma": PUOLI, "kunnan": PUOLI}, 3)
LUETTELO = st.fixed_dictionaries(
    {
        "koodi": st.sampled_from(["687", "749"]),
        "nimi": NIMI,
        "prosessit": st.lists(PROSESSI, max_size=3),
        "vastinparit": st.lists(PARI, max_size=3),
    }
)


@given(LUETTELO, LUETTELO)
def test_the_difference_applied_to_the_old_list_gives_the_new_one(vanha, uusi):
    ero = vertaa(vanha, uusi)

    assert sovella(vanha, ero) == uusi


@given(LUETTELO, LUETTELO)
def test_the_difference_survives_being_stored(vanha, uusi):
    ero = vertaa(vanha, uusi)
    talletettu = json.loads(json.dumps(ero))

    assert talletettu == ero
    assert sovella(vanha, talletettu) == uusi


@given(LUETTELO)
def test_a_list_does_not_differ_from_itself(luettelo):
    assert vertaa(luettelo, copy.deepcopy(luettelo)) == {}


@given(LUETTELO, LUETTELO)
def test_neither_list_is_changed_by_comparing(vanha, uusi):
    ennen = json_tiiviste([vanha, uusi])

    sovella(vanha, vertaa(vanha, uusi))

    assert json_tiiviste([vanha, uusi]) == ennen


@given(LUETTELO, LUETTELO)
def test_the_same_lists_give_the_same_difference(vanha, uusi):
    assert json_tiiviste(vertaa(vanha, uusi)) == json_tiiviste(
        vertaa(copy.deepcopy(vanha), copy.deepcopy(uusi))
    )


def luettavissa(luettelo):
    """What a reader of the list learns: people of a place and pairs in any order, and no ids."""
    return json_tiiviste(
        {
            **{kentta: luettelo[kentta] for kentta in ("koodi", "nimi")},
            "prosessit": [
                {"nimi": rivi["nimi"], **{paikka: _joukko(rivi[paikka]) for paikka in PAIKAT}}
                for rivi in luettelo["prosessit"]
            ],
            "vastinparit": _joukko(
                {**pari, "oma": _ilman(pari["oma"]), "kunnan": _ilman(pari["kunnan"])}
                for pari in luettelo["vastinparit"]
            ),
        }
    )


def _ilman(rivi):
    return {kentta: arvo for kentta, arvo in rivi.items() if kentta != "id"}


def _joukko(rivit):
    return sorted(json.dumps(_ilman(rivi), sort_keys=True) for rivi in rivit)


@given(LUETTELO, LUETTELO)
def test_nothing_to_tell_means_that_the_list_reads_as_it_did(vanha, uusi):
    lauseet = sanoina(vertaa(vanha, uusi))

    if not lauseet:
        assert luettavissa(vanha) == luettavissa(uusi)
    assert len(set(lauseet)) == len(lauseet)


def henkilo(nimi="Aino Harjula", **kentat):
    return {
        "nimi": nimi,
        "nimike": "asiantuntija",
        "organisaatio": "Kuopion työllisyysalue",
        "puhelin": "050 000 0001",
        "sahkoposti": "aino.harjula@kuopio.example",
        **kentat,
    }


VEERA = henkilo("Veera Salmenranta", id=2, puhelin="050 000 0002", sahkoposti="veera@kuopio.example")
MARKKU = henkilo("Markku Rautajoki", id=3, nimike="elinvoimapäällikkö", puhelin="", sahkoposti="")


def luettelo(*prosessit, parit=()):
    return {
        "koodi": "687",
        "nimi": {"fi": "Rautavaara", "sv": "Rautavaara", "en": "Rautavaara"},
        "prosessit": list(prosessit),
        "vastinparit": list(parit),
    }


def prosessi(nimi="alkupalvelut", **kentat):
    return {
        "id": 1,
        "nimi": {"fi": nimi, "sv": "inledande tjänster", "en": "initial services"},
        "ensisijaiset": [],
        "muut": [],
        "sijaiset": [],
        **kentat,
    }


def pari(**kentat):
    return {
        "id": 1,
        "laji": "tyonantaja",
        "prosessi": {"fi": "tuet", "sv": "stöd", "en": "subsidies"},
        "oma": {**VEERA, "voimassa": True},
        "kunnan": {**MARKKU, "voimassa": True},
        **kentat,
    }


AINO = henkilo(id=1)
LAUSEET = {
    "somebody new": (
        luettelo(prosessi()),
        luettelo(prosessi(ensisijaiset=[AINO])),
        [
            "Alkupalvelut: uusi vastuuhenkilö on Aino Harjula, asiantuntija, 050 000 0001, "
            "aino.harjula@kuopio.example."
        ],
    ),
    "somebody gone": (
        luettelo(prosessi(sijaiset=[AINO])),
        luettelo(prosessi()),
        ["Alkupalvelut: Aino Harjula ei ole enää sijainen."],
    ),
    "another kind": (
        luettelo(prosessi(sijaiset=[AINO])),
        luettelo(prosessi(ensisijaiset=[AINO])),
        ["Alkupalvelut: Aino Harjula on nyt vastuuhenkilö (oli sijainen)."],
    ),
    "details in many places": (
        luettelo(prosessi(ensisijaiset=[AINO]), prosessi("tuet", id=2, muut=[AINO])),
        luettelo(
            prosessi(ensisijaiset=[{**AINO, "puhelin": "050 000 0009"}]),
            prosessi("tuet", id=2, muut=[{**AINO, "puhelin": "050 000 0009"}]),
        ),
        ["Aino Harjula: puhelin on nyt 050 000 0009 (oli 050 000 0001)."],
    ),
    "details that came and went": (
        luettelo(prosessi(ensisijaiset=[{**AINO, "puhelin": ""}])),
        luettelo(prosessi(ensisijaiset=[{**AINO, "nimike": ""}])),
        [
            "Aino Harjula: poistettu tieto, nimike asiantuntija.",
            "Aino Harjula: uusi tieto, puhelin 050 000 0001.",
        ],
    ),
    "a name changed, known by id": (
        luettelo(prosessi(ensisijaiset=[AINO])),
        luettelo(prosessi(ensisijaiset=[{**AINO, "nimi": "Aino Mäki", "sahkoposti": ""}])),
        [
            "Aino Harjula: nimi on nyt Aino Mäki (oli Aino Harjula).",
            "Aino Harjula: poistettu tieto, sähköposti aino.harjula@kuopio.example.",
        ],
    ),
    "two of one name are two": (
        luettelo(prosessi(ensisijaiset=[AINO])),
        luettelo(prosessi(ensisijaiset=[{**AINO, "id": 9, "puhelin": ""}])),
        [
            "Alkupalvelut: uusi vastuuhenkilö on Aino Harjula, asiantuntija, aino.harjula@kuopio.example.",
            "Alkupalvelut: Aino Harjula ei ole enää vastuuhenkilö.",
        ],
    ),
    "a name changed, known by the address": (
        luettelo(prosessi(ensisijaiset=[henkilo()])),
        luettelo(prosessi(ensisijaiset=[{**AINO, "nimi": "Aino Mäki"}])),
        ["Aino Harjula: nimi on nyt Aino Mäki (oli Aino Harjula)."],
    ),
    "a process new with its people": (
        luettelo(),
        luettelo(prosessi(sijaiset=[VEERA])),
        [
            "Uusi avainprosessi: Alkupalvelut.",
            "Alkupalvelut: uusi sijainen on Veera Salmenranta, asiantuntija, 050 000 0002, "
            "veera@kuopio.example.",
        ],
    ),
    "a process gone": (
        luettelo(prosessi()),
        luettelo(),
        ["Avainprosessi ei ole enää luettelossa: Alkupalvelut."],
    ),
    "a process renamed": (
        luettelo(prosessi()),
        luettelo(prosessi("alkuvaihe")),
        ["Avainprosessi: nimi on nyt alkuvaihe (oli alkupalvelut)."],
    ),
    "a process renamed in another language": (
        luettelo(prosessi()),
        luettelo(prosessi(nimi="alkupalvelut") | {"nimi": {"fi": "alkupalvelut", "sv": "x", "en": "y"}}),
        ["Avainprosessi: nimi muuttui toisella kielellä."],
    ),
    "processes in another order": (
        luettelo(prosessi(), prosessi("tuet", id=2)),
        luettelo(prosessi("tuet", id=2), prosessi()),
        ["Avainprosessien järjestys muuttui."],
    ),
    "a pair new": (
        luettelo(),
        luettelo(parit=[pari()]),
        [
            "Uusi vastinpari (tuet): Veera Salmenranta, asiantuntija, 050 000 0002, veera@kuopio.example "
            "ja Markku Rautajoki, elinvoimapäällikkö."
        ],
    ),
    "a pair gone": (
        luettelo(parit=[pari()]),
        luettelo(),
        ["Vastinpari ei ole enää luettelossa (tuet): Veera Salmenranta ja Markku Rautajoki."],
    ),
    "a side of a pair ended": (
        luettelo(parit=[pari()]),
        luettelo(parit=[pari(kunnan={**MARKKU, "voimassa": False})]),
        ["Vastinpari (tuet): Markku Rautajoki ei ole enää voimassa."],
    ),
    "a side of a pair is another": (
        luettelo(parit=[pari()]),
        luettelo(parit=[pari(oma={**AINO, "voimassa": True})]),
        ["Vastinpari (tuet): henkilö on nyt Aino Harjula (oli Veera Salmenranta)."],
    ),
    "the municipality renamed": (
        luettelo(),
        luettelo() | {"nimi": {"fi": "Uusi", "sv": "Uusi", "en": "Uusi"}},
        ["Kunta: nimi on nyt Uusi (oli Rautavaara)."],
    ),
}


@pytest.mark.parametrize("tapaus", LAUSEET)
def test_a_change_is_told_in_a_sentence(tapaus):
    vanha, uusi, odotettu = LAUSEET[tapaus]

    assert sanoina(vertaa(vanha, uusi)) == odotettu


def test_ids_that_have_come_to_be_known_are_no_news():
    vanha = luettelo({k: v for k, v in prosessi(ensisijaiset=[henkilo()]).items() if k != "id"})

    ero = vertaa(vanha, luettelo(prosessi(ensisijaiset=[AINO])))

    assert ero != {}
    assert sanoina(ero) == []
