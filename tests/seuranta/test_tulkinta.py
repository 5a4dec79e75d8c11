import datetime
import functools
import json
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seuranta import lukijat
from seuranta.aluekoodit import Aluelaji
from seuranta.lukijat.virheet import NAYTETTAVAT_VIRHEET, TaulukkoVirhe, Virhe
from seuranta.merkit import Puuttuva
from seuranta.tulkinta import Luku
from tests.seuranta import aito
from tests.seuranta.aito import KUNNAT, lue, rivi, tavuina

KESAKUU = datetime.date(2026, 6, 1)
HETU = "131052-308T"


@functools.cache
def aidosti():
    return lue(aito.TAVUT)


def hylkays(tavut):
    with pytest.raises(TaulukkoVirhe) as error:
        lue(tavut)
    return error.value


def pilattu(pilaa):
    """The genuine file after ``pilaa(data)``."""
    data = aito.data()
    pilaa(data)
    return tavuina(data)


class TestAito:
    @pytest.fixture
    def taulukko(self):
        return aidosti()

    def test_every_municipality_is_read_and_other_areas_counted(self, taulukko):
        assert taulukko.alueet == Counter(
            {
                Aluelaji.KUNTA: 308,
                Aluelaji.SEUTUKUNTA: 70,
                Aluelaji.MAAKUNTA: 20,
                Aluelaji.ELY: 17,
                Aluelaji.TUNTEMATON: 4,
                Aluelaji.MAA: 1,
                Aluelaji.ULKOMAAT: 1,
            }
        )
        assert {luku.kunta for luku in taulukko.luvut} == KUNNAT
        assert len(taulukko.luvut) == 308 * 23

    def test_secret_cells_stay_secret(self, taulukko):
        assert (taulukko.salassa, taulukko.salassa_kunnissa) == (904, 840)
        assert Counter(luku.luku is Puuttuva.SALASSA for luku in taulukko.luvut)[True] == 840

    def test_figures_are_under_the_codes_of_their_columns(self, taulukko):
        luvut = {luku.mittari: luku for luku in taulukko.luvut if luku.kunta == "687"}

        assert luvut["TYOTOSUUS"] == Luku("687", "TYOTOSUUS", KESAKUU, Decimal("13.7"))
        assert luvut["TYOTTOMATLOPUSSA"].luku == 67
        assert luvut["TYOVOIMATK"].luku == 490
        assert luvut["TYOTTOMAT20"].luku is Puuttuva.SALASSA
        assert luvut["VALMENNUSLOP"].luku == 0

    def test_month_and_day_of_the_table_are_told(self, taulukko):
        assert taulukko.kuukaudet == [KESAKUU]
        assert taulukko.paivitetty == datetime.date(2026, 7, 21)


def test_columns_are_known_by_code_whatever_their_labels_and_order():
    def sekoita(data):
        data["columns"].reverse()
        for sarake in data["columns"]:
            sarake["text"] = "nimi"
        for rivi_ in data["data"]:
            rivi_["key"].reverse()
            rivi_["values"].reverse()

    assert Counter(lue(pilattu(sekoita)).luvut) == Counter(aidosti().luvut)


def test_the_code_of_the_month_column_may_be_the_old_one():
    def vanha(data):
        data["columns"][1]["code"] = "Kuukausi"

    assert lue(pilattu(vanha)).kuukaudet == [KESAKUU]


def test_byte_order_mark_is_read_over():
    assert len(lue(b"\xef\xbb\xbf" + aito.TAVUT).luvut) == 308 * 23


def test_several_months_are_read():
    def lisaa(data):
        data["data"] += [r | {"key": [r["key"][0], "2026M05"]} for r in data["data"]]

    taulukko = lue(pilattu(lisaa))

    assert taulukko.kuukaudet == [datetime.date(2026, 5, 1), KESAKUU]
    assert (taulukko.kunnat, len(taulukko.luvut)) == (308, 2 * 308 * 23)


@pytest.mark.parametrize("merkki", [".", "..", "...", "....", "-"])
def test_every_mark_is_kept(merkki):
    luvut = lue(aito.muutettu(UUDETAVP=merkki)).luvut

    assert [luku.luku for luku in luvut if (luku.kunta, luku.mittari) == ("687", "UUDETAVP")] == [
        Puuttuva(merkki)
    ]


def test_missing_date_of_update_is_left_out():
    assert lue(pilattu(lambda data: data.pop("metadata"))).paivitetty is None


EI_EHJA = "Tiedosto ei ole ehjää JSONia: se on katkennut tai muuta muotoa. Lataa taulukko uudelleen."
EI_UTF8 = "Tiedoston merkistö ei ole UTF-8. Lataa taulukko palvelusta uudelleen JSON-muodossa."
EI_TAULUKKO = "Tiedosto on JSONia mutta ei PxWebin taulukko. Lataa taulukko palvelusta muodossa JSON."
EI_JSONSTAT = "Tiedosto ei ole ehjä JSON-stat 2 -taulukko: %s. Lataa taulukko uudelleen."
HETU_TIEDOSTOSSA = "Tiedostossa on henkilötunnus. Poista se ja tuo tiedosto uudelleen."
EI_KUNTIA = "Tiedostossa ei ole yhdenkään kunnan rivejä. Valitse taulukon alueiksi kunnat."


@pytest.mark.parametrize(
    ("tavut", "syy"),
    [
        (b" ", "Tiedosto on tyhjä. Lataa taulukko uudelleen."),
        (aito.TAVUT[: len(aito.TAVUT) // 2], EI_EHJA),
        (b"[" * 100_000, EI_EHJA),
        (b'{"columns": NaN}', EI_EHJA),
        (b'{"columns": ' + b"9" * 5_000 + b"}", EI_EHJA),
        (aito.TAVUT.decode().encode("latin-1"), EI_UTF8),
        (
            aito.TAVUT.decode().encode("utf-16"),
            "Tiedoston merkistö on UTF-16. Tallenna se merkistöllä UTF-8.",
        ),
        (b"[" * 2_000 + b"]" * 2_000, EI_EHJA),
        (b"[" * 40 + b"]" * 40, EI_JSONSTAT % "osista jokin ei ole JSON-stat-taulukko"),
        (b"[]", EI_TAULUKKO),
        (b"{}", EI_TAULUKKO),
        (b'{"columns": [], "data": {}}', EI_TAULUKKO),
        (b'{"columns": ["Alue"], "data": []}', EI_TAULUKKO),
        (b'{"columns": [{"code": 5, "type": "d"}], "data": []}', EI_TAULUKKO),
        (b'{"columns": [{"code": "Alue", "type": "x"}], "data": []}', EI_TAULUKKO),
        (b'{"class": "dataset", "version": "2.0", "value": [1]}', EI_JSONSTAT % "siinä ei ole kohtaa id"),
        (
            b'{"dataset": {"dimension": {}}}',
            "Tiedosto on JSON-statin vanhaa muotoa. Lataa taulukko muodossa JSON-stat 2.",
        ),
        (
            b'{"columns": [{"code": "Alue", "type": "d"}], "data": []}',
            "Taulukko ei ole 12r5: sen ulottuvuudet eivät ole alue ja kuukausi.",
        ),
        (pilattu(lambda data: data.update(data=[])), EI_KUNTIA),
        (pilattu(lambda data: data.update(data=data["data"][:1])), EI_KUNTIA),
        (
            b"{" * (lukijat.ENIMMAISKOKO + 1),
            "Tiedosto on liian suuri. Suurin sallittu koko on 5 megatavua. Valitse vähemmän kuukausia.",
        ),
    ],
)
def test_file_of_another_kind_is_refused(tavut, syy):
    error = hylkays(tavut)

    assert (error.virheet, error.maara, error.otsikko()) == ([Virhe(syy)], 1, syy)


@pytest.mark.parametrize(
    ("pilaa", "syy"),
    [
        (
            lambda data: data["columns"].pop(),
            "Taulukko ei ole 12r5: siitä puuttuu sarakkeita: UUDETAVP.",
        ),
        (
            lambda data: data["columns"].append({"code": "HEHTO", "type": "c"}),
            "Taulukko ei ole 12r5: siinä on vieraita sarakkeita: HEHTO.",
        ),
        (
            lambda data: data["columns"].append(data["columns"][2]),
            "Taulukossa on sama sarake kahdesti: HAKIJALOPUSSA.",
        ),
        (
            lambda data: data["columns"].insert(1, {"code": "Ammattiryhmä", "type": "d"}),
            "Taulukko ei ole 12r5: sen ulottuvuudet eivät ole alue ja kuukausi.",
        ),
        (
            lambda data: data["columns"].__delitem__(slice(2, None)),
            "Taulukko ei ole 12r5: siitä puuttuu sarakkeita: "
            "HAKIJALOPUSSA, TYOTTOMATLOPUSSA, TYOVOIMATK, TYOTOSUUS, TYOTTOMATMIEHET, ….",
        ),
    ],
)
def test_other_table_is_refused(pilaa, syy):
    assert [str(virhe) for virhe in hylkays(pilattu(pilaa)).virheet] == [syy]


def avain(alue, kuukausi):
    return lambda data: rivi(data, "KU687").update(key=[alue, kuukausi])


def luku(arvo, sarake=0):
    return lambda data: rivi(data, "KU687")["values"].__setitem__(sarake, arvo)


RIVI = 1 + [rivi_["key"][0] for rivi_ in aito.data()["data"]].index("KU687")
EI_LUKU = "”%s” ei ole luku eikä mikään merkeistä . .. ... .... -"


@pytest.mark.parametrize(
    ("pilaa", "kohta", "syy"),
    [
        (
            avain("KU998", "2026M06"),
            "KU998, 2026M06",
            "Tuntematon kunta. Kuntaluettelossa ei ole tätä koodia.",
        ),
        (avain("TYA17", "2026M06"), "TYA17, 2026M06", "Tuntematon aluekoodi."),
        (avain("687", "2026M06"), "687, 2026M06", "Tuntematon aluekoodi."),
        (avain("KU\ud800\x00", "2026M06"), "KU\ufffd\ufffd, 2026M06", "Tuntematon aluekoodi."),
        (avain("KU687", "2026M13"), "KU687, 2026M13", "Tuntematon kuukausi. Koodin muoto on 2026M06."),
        (avain("KU687", "2026"), "KU687, 2026", "Tuntematon kuukausi. Koodin muoto on 2026M06."),
        (avain("KU687", "1926M06"), "KU687, 1926M06", "Tuntematon kuukausi. Koodin muoto on 2026M06."),
        (avain("KU686", "2026M06"), "KU686, 2026M06", f"Sama alue ja kuukausi on jo rivillä {RIVI - 1}."),
        (avain("KU687", 2026), "–", "Rivillä ei ole aluetta, kuukautta ja lukuja."),
        (lambda data: rivi(data, "KU687")["key"].pop(), "–", "Rivillä ei ole aluetta, kuukautta ja lukuja."),
        (lambda data: rivi(data, "KU687").pop("values"), "–", "Rivillä ei ole aluetta, kuukautta ja lukuja."),
        (
            lambda data: data["data"].__setitem__(RIVI - 1, "KU687"),
            "–",
            "Rivillä ei ole aluetta, kuukautta ja lukuja.",
        ),
        (
            lambda data: rivi(data, "KU687")["values"].pop(),
            "KU687, 2026M06",
            "Rivillä on 22 lukua, mutta sarakkeita on 23.",
        ),
        (
            lambda data: rivi(data, "KU687")["values"].append("1"),
            "KU687, 2026M06",
            "Rivillä on 24 lukua, mutta sarakkeita on 23.",
        ),
        (luku("n/a"), "KU687, 2026M06, HAKIJALOPUSSA", EI_LUKU % "n/a"),
        (luku(""), "KU687, 2026M06, HAKIJALOPUSSA", EI_LUKU % ""),
        (luku("....."), "KU687, 2026M06, HAKIJALOPUSSA", EI_LUKU % "....."),
        (luku("1e3"), "KU687, 2026M06, HAKIJALOPUSSA", EI_LUKU % "1e3"),
        (luku("٦٧"), "KU687, 2026M06, HAKIJALOPUSSA", EI_LUKU % "٦٧"),
        (luku("13,7", 3), "KU687, 2026M06, TYOTOSUUS", EI_LUKU % "13,7"),
        (luku(None), "KU687, 2026M06, HAKIJALOPUSSA", EI_LUKU % "null"),
        (luku([106]), "KU687, 2026M06, HAKIJALOPUSSA", EI_LUKU % '["106"]'),
        (luku("x" * 500), "KU687, 2026M06, HAKIJALOPUSSA", EI_LUKU % ("x" * 20)),
        (
            luku("-106"),
            "KU687, 2026M06, HAKIJALOPUSSA",
            "Luku ei voi olla negatiivinen. Anna nolla tai suurempi luku.",
        ),
        (luku("106.5"), "KU687, 2026M06, HAKIJALOPUSSA", "Anna kokonaisluku."),
        (luku("13.75", 3), "KU687, 2026M06, TYOTOSUUS", "Anna luku yhdellä desimaalilla."),
        (luku("100.1", 3), "KU687, 2026M06, TYOTOSUUS", "Prosenttiosuus on enintään 100."),
        (luku("9" * 40), "KU687, 2026M06, HAKIJALOPUSSA", "Luku on liian suuri. Tarkista se lähteestä."),
    ],
)
def test_faulty_row_is_told_with_its_number_and_reason(pilaa, kohta, syy):
    data = aito.data()
    pilaa(data)
    # Half of a surrogate pair is JSON in escapes alone.
    error = hylkays(json.dumps(data).encode())

    assert (error.virheet, error.maara) == ([Virhe(syy, RIVI, kohta)], 1)
    assert str(error.virheet[0]) == f"Rivi {RIVI} ({kohta}): {syy}"
    assert error.otsikko() == "Tiedostoa ei tuotu, ja mitään ei tallennettu: siinä on 1 virhe."


def test_rows_of_other_areas_are_checked_too():
    def pilaa(data):
        rivi(data, "MK11")["values"][0] = "x"

    assert [virhe.kohta for virhe in hylkays(pilattu(pilaa)).virheet] == ["MK11, 2026M06, HAKIJALOPUSSA"]


def test_errors_are_all_counted_and_the_first_shown():
    def pilaa(data):
        for rivi_ in data["data"]:
            rivi_["values"][0] = "x"

    error = hylkays(pilattu(pilaa))

    assert (error.maara, len(error.virheet)) == (421, NAYTETTAVAT_VIRHEET)
    assert error.otsikko() == "Tiedostoa ei tuotu, ja mitään ei tallennettu: siinä on 421 virhettä."


@pytest.mark.parametrize(
    "tavut",
    [
        aito.muutettu(UUDETAVP=HETU),
        pilattu(lambda data: data["comments"].append(f"Kysy: {HETU}")),
        pilattu(lambda data: data["columns"][2].update(comment=HETU)),
        # In escapes, in a file that is no table, and in one that is broken off.
        aito.muutettu(UUDETAVP="hetu").replace(b'"hetu"', b'"\\u0031\\u0033\\u0031052-308T"'),
        f'["{HETU}"]'.encode(),
        f'{{"columns": "{HETU}'.encode(),
    ],
)
def test_personal_identity_code_refuses_the_file_and_is_not_told(tavut):
    error = hylkays(tavut)

    assert error.virheet == [Virhe(HETU_TIEDOSTOSSA)]
    assert "308T" not in repr(error)


json_arvot = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda osat: st.lists(osat, max_size=4) | st.dictionaries(st.text(), osat, max_size=4),
    max_leaves=12,
)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_with_a_reason(tavut):
    assert hylkays(tavut).virheet


def kolme_kuntaa():
    data = aito.data()
    data["data"] = data["data"][1:4]
    return json.dumps(data)


KOLME = kolme_kuntaa()


@given(
    st.sampled_from(["columns", "data", "metadata", "key", "values", "column", "row", "value"]), json_arvot
)
def test_any_value_in_any_place_is_read_or_refused(paikka, arvo):
    data = json.loads(KOLME)
    match paikka:
        case "key" | "values":
            data["data"][1][paikka] = arvo
        case "column":
            data["columns"][3] = arvo
        case "row":
            data["data"][1] = arvo
        case "value":
            data["data"][1]["values"][5] = arvo
        case _:
            data[paikka] = arvo
    virheet = []
    try:
        lue(json.dumps(data).encode())
    except TaulukkoVirhe as error:
        virheet = error.virheet

    assert virheet or paikka in ("metadata", "value")
    # Whatever the file held can be printed on a page.
    assert "".join(map(str, virheet)).encode().decode().isprintable()


@given(st.integers(0, 10**9))
def test_number_is_read_as_written(arvo):
    data = json.loads(KOLME)
    data["data"][1]["values"][0] = str(arvo)

    luvut = [luku.luku for luku in lue(tavuina(data)).luvut if luku.mittari == "HAKIJALOPUSSA"]

    assert luvut[1] == arvo
