import datetime
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seuranta import lukijat
from seuranta.lukijat.kuutio import ENIMMAISSOLUT, Muoto, Rooli
from seuranta.lukijat.virheet import TaulukkoVirhe, Virheet
from seuranta.merkit import Puuttuva
from tests.seuranta import aito
from tests.seuranta.aito import lue, tavuina

EI_EHJA = "Tiedosto ei ole ehjä JSON-stat 2 -taulukko: %s. Lataa taulukko uudelleen."


def pieni():
    """Two areas, two months and two contents; the last varies fastest."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Keksitty taulukko",
        "source": "Testi",
        "updated": "2026-07-21T05:00:00Z",
        "role": {"time": ["kk"], "metric": ["tiedot"]},
        "id": ["Alue", "kk", "tiedot"],
        "size": [2, 2, 2],
        "dimension": {
            "Alue": {"label": "Alue", "category": {"index": ["KU687", "KU402"]}},
            "kk": {"label": "Kuukausi", "category": {"index": {"2026M06": 1, "2026M05": 0}}},
            "tiedot": {
                "label": "Tiedot",
                "category": {"index": {"A": 0, "B": 1}, "label": {"A": "Eka", "B": "Toka"}},
            },
        },
        "value": [1, 2.50, 3, None, 5, 6, 7, 8],
        "status": {"3": "..."},
        "extension": {"px": {"tableid": "12tf"}},
    }


def kuutio(data):
    return lukijat.lue(tavuina(data))


def rivit(data):
    virheet = Virheet()
    luetut = [(rivi.avain, list(rivi.arvot)) for rivi in kuutio(data).lue_rivit(virheet)]
    assert virheet.maara == 0
    return luetut


def hylkays(data):
    with pytest.raises(TaulukkoVirhe) as error:
        lue(tavuina(data))
    return error.value


def pilattu(**osat):
    return pieni() | osat


RIVIT = [
    (("KU687", "2026M05"), ["1", "2.5"]),
    (("KU687", "2026M06"), ["3", "..."]),
    (("KU402", "2026M05"), ["5", "6"]),
    (("KU402", "2026M06"), ["7", "8"]),
]


def test_dimensions_tell_what_they_are():
    luettu = kuutio(pieni())

    assert [(u.koodi, u.nimi, u.rooli) for u in luettu.ulottuvuudet] == [
        ("Alue", "Alue", Rooli.ALUE),
        ("kk", "Kuukausi", Rooli.AIKA),
    ]
    assert [(luokka.koodi, luokka.nimi) for luokka in luettu.sisalto] == [("A", "Eka"), ("B", "Toka")]
    assert [[luokka.koodi for luokka in luokat] for luokat in luettu.luokat] == [
        ["KU687", "KU402"],
        ["2026M05", "2026M06"],
    ]
    assert (luettu.muoto, luettu.taulu, luettu.otsikko, luettu.lahde, luettu.paivitetty) == (
        Muoto.JSONSTAT,
        "12tf",
        "Keksitty taulukko",
        "Testi",
        datetime.date(2026, 7, 21),
    )


def test_last_dimension_varies_fastest():
    assert rivit(pieni()) == RIVIT


def test_values_may_be_given_by_number():
    data = pilattu(value={str(n): luku for n, luku in enumerate(pieni()["value"]) if luku is not None})

    assert rivit(data) == RIVIT


def test_marks_may_be_a_list_or_one_for_all():
    lista = pilattu(status=[None, None, None, "...", None, None, None, None])
    yksi = pilattu(status="..", value=[None] * 8)

    assert rivit(lista) == RIVIT
    assert {arvo for _avain, arvot in rivit(yksi) for arvo in arvot} == {".."}


def test_contents_may_stand_in_any_place():
    data = pieni()
    data["id"] = ["tiedot", "Alue", "kk"]
    data["value"] = [1, 3, 5, 7, 2.50, None, 6, 8]
    data["status"] = {"5": "..."}

    assert rivit(data) == RIVIT


def test_number_is_kept_as_written():
    teksti = json.dumps(pilattu(value=["LUKU", *[1] * 7], status={})).replace('"LUKU"', "13.70")

    assert next(iter(lukijat.lue(teksti.encode()).lue_rivit(Virheet()))).arvot[0] == "13.70"


def test_table_without_contents_holds_one_figure_a_row():
    data = pieni()
    data["role"] = {"time": ["kk"]}
    data["id"].remove("tiedot")
    data["size"].pop()
    data["value"], data["status"] = [1, 2, 3, 4], {}

    luettu = kuutio(data)

    assert [luokka.koodi for luokka in luettu.sisalto] == [""]
    assert [rivi.arvot for rivi in luettu.lue_rivit(Virheet())] == [["1"], ["2"], ["3"], ["4"]]


def test_parts_of_a_table_are_read_as_one():
    toinen = pieni()
    toinen["dimension"]["kk"]["category"]["index"] = ["2026M03", "2026M04"]

    luettu = kuutio([pieni(), toinen])

    assert [luokka.koodi for luokka in luettu.luokat[1]] == ["2026M05", "2026M06", "2026M03", "2026M04"]
    assert [rivi.numero for rivi in luettu.lue_rivit(Virheet())] == [1, 3, 5, 7, 9, 11, 13, 15]


@pytest.mark.parametrize(
    "jarjestys",
    [
        ("Alue", "timeperiod_m", "contentscode"),
        ("contentscode", "timeperiod_m", "Alue"),
        ("timeperiod_m", "Alue", "contentscode"),
    ],
)
def test_genuine_figures_are_the_same_in_this_form(jarjestys):
    pxweb = lue(aito.TAVUT)

    taulukko = lue(tavuina(aito.jsonstat(jarjestys=jarjestys)))

    assert Counter(taulukko.luvut) == Counter(pxweb.luvut)
    assert (taulukko.alueet, taulukko.kuukaudet) == (pxweb.alueet, pxweb.kuukaudet)
    assert (taulukko.salassa, taulukko.salassa_kunnissa) == (904, 840)


def test_table_that_nobody_described_is_told_by_its_id():
    assert str(hylkays(pieni())) == (
        "Taulukkoa 12tf ei ole kuvattu. Kuvaa taulukko ensin: kerro, mitkä sen luvut tuodaan."
    )


def test_old_table_id_is_the_same_table():
    taulukko = lue(tavuina(aito.jsonstat(taulu="statfin_tyonv_pxt_12r5.px")))

    assert taulukko.taulu == "12r5"


def test_control_character_in_a_name_is_replaced_and_told():
    data = pieni()
    data["dimension"]["tiedot"]["category"]["label"]["A"] = "TK\x92n luku"

    luettu = kuutio(data)

    assert luettu.sisalto[0].nimi == "TK\ufffdn luku"
    assert [str(varoitus) for varoitus in luettu.varoitukset] == [
        "tiedot A, merkki 3: näkymätön ohjausmerkki U+0092 näytetään merkkinä \ufffd."
    ]


def test_control_character_in_a_code_refuses_the_file():
    data = pieni()
    data["dimension"]["tiedot"]["category"]["index"] = ["A\x92", "B"]

    assert str(hylkays(data)) == (
        "tiedot: koodissa on näkymätön ohjausmerkki U+0092. Lataa taulukko uudelleen palvelusta."
    )


@pytest.mark.parametrize(
    ("osat", "syy"),
    [
        ({"id": None}, "siinä ei ole kohtaa id"),
        ({"id": ["Alue", "Alue", "kk"]}, "sama ulottuvuus on siinä kahdesti"),
        ({"id": ["Alue", "kk", "muu"]}, "siinä ei ole ulottuvuutta muu"),
        ({"dimension": []}, "siinä ei ole kohtaa dimension"),
        ({"size": [2, 2, 3]}, "ulottuvuuksien koot (size) eivät täsmää niiden luokkiin"),
        ({"size": None}, "ulottuvuuksien koot (size) eivät täsmää niiden luokkiin"),
        ({"value": [1, 2]}, "siinä on 2 lukua, mutta ulottuvuuksien mukaan 8"),
        ({"value": {"8": 1}}, "kohta value ei vastaa ulottuvuuksia"),
        ({"value": {"x": 1}}, "kohta value ei vastaa ulottuvuuksia"),
        ({"value": None}, "kohta value ei vastaa ulottuvuuksia"),
        ({"status": [None]}, "kohta status ei vastaa ulottuvuuksia"),
        ({"role": {"metric": ["kk", "tiedot"]}}, "siinä on kaksi tietojen ulottuvuutta"),
    ],
)
def test_broken_table_is_refused_with_what_is_wrong(osat, syy):
    assert str(hylkays(pilattu(**osat))) == EI_EHJA % syy


@pytest.mark.parametrize(
    ("index", "syy"),
    [
        ({"A": 0, "B": 2}, "ulottuvuuden tiedot luokkien järjestys puuttuu"),
        ({"A": "x", "B": None}, "ulottuvuuden tiedot luokkien järjestys puuttuu"),
        ([], "ulottuvuuden tiedot luokat puuttuvat"),
        (["A", 1], "ulottuvuuden tiedot luokat puuttuvat"),
        (["A", "A"], "ulottuvuudessa tiedot on sama luokka kahdesti"),
    ],
)
def test_broken_categories_are_refused(index, syy):
    data = pieni()
    data["dimension"]["tiedot"]["category"]["index"] = index

    assert str(hylkays(data)) == EI_EHJA % syy


def test_parts_of_different_tables_are_refused():
    toinen = pieni()
    toinen["dimension"]["tiedot"]["category"]["index"] = ["A", "C"]

    assert str(hylkays([pieni(), toinen])) == EI_EHJA % "osissa on eri ulottuvuudet tai eri tiedot"


def test_table_too_large_is_refused_before_it_is_unfolded():
    luokat = [f"{n:03}" for n in range(200)]
    data = pilattu(
        id=["a", "b", "c"],
        size=[200, 200, 200],
        dimension={koodi: {"category": {"index": luokat}} for koodi in "abc"},
        value={},
    )

    assert str(hylkays(data)) == (
        f"Taulukossa on liikaa lukuja, enintään {ENIMMAISSOLUT}. Valitse vähemmän kuukausia tai luokkia."
    )


def test_parts_that_are_too_much_together_are_not_all_read():
    luokat = [str(numero) for numero in range(800)]
    iso = pieni() | {
        "id": ["a", "b"],
        "size": [800, 800],
        "dimension": {koodi: {"category": {"index": luokat}} for koodi in "ab"},
        "value": {},
        "role": {},
    }

    assert str(hylkays([iso, iso, {"class": "dataset"}])).startswith("Taulukossa on liikaa lukuja")


class TestPuuttuvat:
    """A figure that is missing is never a number, and one without a reason is no figure."""

    def paikka(self, alue="KU687", koodi="UUDETAVP"):
        data = aito.jsonstat()
        alueet = list(data["dimension"]["Alue"]["category"]["index"])
        koodit = list(data["dimension"]["contentscode"]["category"]["index"])
        return data, alueet.index(alue) * len(koodit) + koodit.index(koodi)

    @pytest.mark.parametrize("merkki", [".", "..", "...", "....", "-"])
    def test_every_mark_is_kept(self, merkki):
        data, paikka = self.paikka()
        data["value"][paikka], data["status"][str(paikka)] = None, merkki

        luvut = [m.luku for m in lue(tavuina(data)).luvut if (m.kunta, m.mittari) == ("687", "UUDETAVP")]

        assert luvut == [Puuttuva(merkki)]

    @pytest.mark.parametrize(
        ("arvo", "merkki", "naytetaan"),
        [
            (None, None, "null"),
            (None, "x", "x"),
            (None, ".....", "....."),
            (5, "...", "5 ..."),
            (True, None, "true"),
        ],
    )
    def test_figure_that_says_nothing_or_two_things_is_refused(self, arvo, merkki, naytetaan):
        data, paikka = self.paikka()
        data["value"][paikka] = arvo
        data["status"].pop(str(paikka), None)
        if merkki is not None:
            data["status"][str(paikka)] = merkki

        [virhe] = hylkays(data).virheet

        assert (virhe.rivi, virhe.kohta) == (paikka + 1, "KU687, 2026M06, UUDETAVP")
        assert virhe.syy == f"”{naytetaan}” ei ole luku eikä mikään merkeistä . .. ... .... -"


json_arvot = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda osat: st.lists(osat, max_size=4) | st.dictionaries(st.text(max_size=4), osat, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from([*pieni(), "luokat", "index", "label"]), json_arvot)
def test_any_value_in_any_place_is_read_or_refused(paikka, arvo):
    data = pieni()
    match paikka:
        case "luokat":
            data["dimension"]["tiedot"]["category"] = arvo
        case "index" | "label":
            data["dimension"]["tiedot"]["category"][paikka] = arvo
        case _:
            data[paikka] = arvo
    try:
        virheet = list(lukijat.lue(json.dumps(data).encode()).lue_rivit(Virheet()))
    except TaulukkoVirhe as error:
        virheet = error.virheet

    assert virheet
