import datetime
import gzip
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seuranta import lukijat
from seuranta.lukijat.kuutio import Muoto, Rooli
from seuranta.lukijat.virheet import TaulukkoVirhe, Virheet
from seuranta.merkit import Puuttuva
from tests.seuranta import aito
from tests.seuranta.aito import lue

ECKERO = gzip.decompress((Path(__file__).parents[1] / "data" / "statfin_tyonv_eckero.px.gz").read_bytes())

PIENI = """CHARSET="ANSI";
AXIS-VERSION="2010";
CODEPAGE="iso-8859-15";
LANGUAGE="fi";
LANGUAGES="fi","sv";
TABLEID="statfin_testi_pxt_99zz";
TITLE="Keksitty; taulukko "
"kahdella rivillä";
SOURCE="Testi";
CONTVARIABLE="Tiedot";
STUB="Alue","Kuukausi";
HEADING="Tiedot";
VALUES("Alue")="Rautavaara","Lapinlahti";
CODES("Alue")="KU687","KU402";
VALUES("Kuukausi")="2026M05",
"2026M06";
TIMEVAL("Kuukausi")=TLIST(M1),"202605","202606";
VARIABLECODE("Kuukausi")="timeperiod_m";
VALUES("Tiedot")="Eka","Toka";
CODES("Tiedot")="A","B";
LAST-UPDATED("Eka")="20260721 08:00";
LAST-UPDATED("Toka")="20260722 08:00";
STUB[sv]="Område","Månad";
HEADING[sv]="Uppgifter";
VALUES[sv]("Uppgifter")="Första","Andra";
DATA=
1.0 2.5
3 "..."
5 6
7 "-" ;
"""


def tavuina(teksti, koodaus="iso-8859-15"):
    return teksti.replace("\n", "\r\n").encode(koodaus)


def kuutio(teksti=PIENI):
    return lukijat.lue(tavuina(teksti))


def rivit(teksti=PIENI):
    return [(rivi.avain, list(rivi.arvot)) for rivi in kuutio(teksti).lue_rivit(Virheet())]


def hylkays(tavut):
    with pytest.raises(TaulukkoVirhe) as error:
        lue(tavut)
    return error.value


RIVIT = [
    (("KU687", "2026M05"), ["1.0", "2.5"]),
    (("KU687", "2026M06"), ["3", "..."]),
    (("KU402", "2026M05"), ["5", "6"]),
    (("KU402", "2026M06"), ["7", "-"]),
]


class TestAito:
    @pytest.fixture
    def taulukko(self):
        return lue(ECKERO)

    def test_figures_of_every_month_are_read(self, taulukko):
        luvut = {(luku.kuukausi.month, luku.mittari): luku.luku for luku in taulukko.luvut}

        assert len(taulukko.luvut) == 11 * 23
        assert luvut[1, "HAKIJALOPUSSA"] == 49
        assert luvut[1, "TYOTOSUUS"] == Decimal("5.8")
        assert luvut[11, "TYOVOIMATK"] == 448
        assert (luvut[1, "TYOTTOMAT20"], luvut[10, "TYOTTOMAT20"]) == (Puuttuva.SALASSA, 0)
        assert taulukko.salassa_kunnissa == ECKERO.count(b'"..." ') == 61

    def test_table_and_its_day_are_told(self, taulukko):
        assert (taulukko.taulu, taulukko.muoto) == ("12r5", Muoto.PX)
        assert taulukko.paivitetty == datetime.date(2024, 12, 23)

    def test_invisible_character_is_told_with_its_place(self, taulukko):
        varoitukset = [str(varoitus) for varoitus in taulukko.varoitukset]

        assert len(varoitukset) == ECKERO.count(b"\x92") == 12
        assert varoitukset[0] == (
            "Rivi 268, merkki 153 (VALUES[en]): näkymätön ohjausmerkki U+0092 näytetään merkkinä \ufffd."
        )
        rivi = ECKERO.decode("iso-8859-15").split("\r\n")[267]
        assert rivi[152] == "\x92"

    def test_no_name_holds_an_invisible_character(self):
        nimet = [nimi for luokka in lukijat.lue(ECKERO).sisalto for nimi in luokka.nimet.values()]

        assert len(nimet) == 23 * 3
        assert all(nimi.isprintable() for nimi in nimet)
        assert "Workforce in Statistic Finland\ufffds RES (number)" in nimet


def test_stub_comes_before_heading_and_the_last_varies_fastest():
    assert rivit() == RIVIT


def test_contents_may_stand_first():
    teksti = PIENI.replace('STUB="Alue","Kuukausi"', 'STUB="Tiedot"').replace(
        'HEADING="Tiedot"', 'HEADING="Alue","Kuukausi"'
    )
    data = teksti.partition("DATA=")[0] + 'DATA=1.0 3 5 7 2.5 "..." 6 "-";'

    assert rivit(data) == RIVIT


def test_codes_and_names_of_every_language_are_read():
    luettu = kuutio()

    assert [(u.koodi, u.rooli, u.nimet) for u in luettu.ulottuvuudet] == [
        ("Alue", Rooli.ALUE, {"fi": "Alue", "sv": "Område"}),
        ("timeperiod_m", Rooli.AIKA, {"fi": "Kuukausi", "sv": "Månad"}),
    ]
    assert [(luokka.koodi, luokka.nimet) for luokka in luettu.sisalto] == [
        ("A", {"fi": "Eka", "sv": "Första"}),
        ("B", {"fi": "Toka", "sv": "Andra"}),
    ]
    assert (luettu.taulu, luettu.lahde, luettu.otsikko) == (
        "99zz",
        "Testi",
        "Keksitty; taulukko kahdella rivillä",
    )
    assert luettu.paivitetty == datetime.date(2026, 7, 22)


def test_table_of_one_figure_a_row_has_no_contents():
    alku = PIENI.partition("CONTVARIABLE")[0]
    teksti = (
        alku + 'STUB="Alue";HEADING="kk";VALUES("Alue")="KU687";VALUES("kk")="2026M05","2026M06";DATA=1 2;'
    )

    luettu = kuutio(teksti)

    assert [luokka.koodi for luokka in luettu.sisalto] == [""]
    assert [(rivi.avain, rivi.arvot) for rivi in luettu.lue_rivit(Virheet())] == [
        (("KU687", "2026M05"), ["1"]),
        (("KU687", "2026M06"), ["2"]),
    ]


@pytest.mark.parametrize(
    ("rivi", "koodaus"),
    [
        ('CODEPAGE="iso-8859-15";\n', "iso-8859-15"),
        ('CODEPAGE="Windows-1252";\n', "cp1252"),
        ('CODEPAGE="utf-8";\n', "utf-8"),
        ('CODEPAGE="UTF-8";\n', "utf-8-sig"),
        ("", "iso-8859-1"),
    ],
)
def test_bytes_are_read_by_the_codepage(rivi, koodaus):
    teksti = PIENI.replace('CODEPAGE="iso-8859-15";\n', rivi)

    luettu = lukijat.lue(tavuina(teksti, koodaus))

    assert luettu.ulottuvuudet[0].nimet["sv"] == "Område"


def test_file_without_charset_is_of_dos():
    teksti = PIENI.replace('CODEPAGE="iso-8859-15";\n', "").replace('CHARSET="ANSI";\n', "")

    assert lukijat.lue(tavuina(teksti, "cp850")).ulottuvuudet[0].nimet["sv"] == "Område"


@pytest.mark.parametrize("merkki", [".", "..", "...", "....", "-"])
def test_every_mark_is_kept(merkki):
    assert rivit(PIENI.replace('"..."', f'"{merkki}"'))[1] == (("KU687", "2026M06"), ["3", merkki])


def test_faulty_cell_is_told_with_its_line():
    teksti = ECKERO.decode("iso-8859-15").replace("49.0 26.0 448.0 5.8 16.0", '49.0 "26" 448.0 x 16.0')

    virheet = hylkays(teksti.encode("iso-8859-15")).virheet

    rivi = 1 + teksti.split("\r\n").index(next(r for r in teksti.split("\r\n") if r.startswith('49.0 "26"')))
    assert [(virhe.rivi, virhe.kohta, virhe.syy.partition(" ei ole")[0]) for virhe in virheet] == [
        (rivi, "2024M01, KU043, TYOTTOMATLOPUSSA", '”"26"”'),
        (rivi, "2024M01, KU043, TYOTOSUUS", "”x”"),
    ]


def test_control_character_in_a_code_refuses_the_file():
    teksti = PIENI.replace('CODES("Tiedot")="A"', 'CODES("Tiedot")="A\x92"')

    assert str(hylkays(tavuina(teksti))) == (
        "Rivi 20, merkki 19 (CODES): koodissa on näkymätön ohjausmerkki U+0092. "
        "Lataa taulukko uudelleen palvelusta."
    )


@pytest.mark.parametrize(
    ("vanha", "uusi", "syy"),
    [
        ('"iso-8859-15"', '"koi8-r"', "Tiedoston merkistöä koi8-r (CODEPAGE) ei tunneta."),
        ('"iso-8859-15"', '"utf-8"', "Rivi 8: tiedoston merkistö ei ole utf-8, vaikka CODEPAGE niin sanoo."),
        (
            'STUB="Alue","Kuukausi";\nHEADING="Tiedot";\n',
            "",
            "PX-tiedostosta puuttuvat ulottuvuudet (STUB ja HEADING).",
        ),
        (
            'VALUES("Alue")="Rautavaara","Lapinlahti";\nCODES("Alue")="KU687","KU402";\n',
            "",
            "PX-tiedostosta puuttuvat muuttujan Alue arvot (VALUES).",
        ),
        ('="KU687","KU402"', '="KU687","KU687"', "PX-tiedoston muuttujalla Alue on sama koodi kahdesti."),
        ('="KU687","KU402"', '="KU687"', "PX-tiedoston muuttujalla Alue on eri määrä koodeja ja nimiä."),
        ('"timeperiod_m"', '"Alue"', "PX-tiedostossa on sama ulottuvuus kahdesti."),
        ("5 6\n", "5\n", "PX-tiedostossa on eri määrä lukuja kuin sen ulottuvuuksien mukaan, 8."),
        ("5 6\n", "5 6 6\n", "PX-tiedostossa on eri määrä lukuja kuin sen ulottuvuuksien mukaan, 8."),
        ("DATA=\n", 'KEYS("Alue")=CODES;\nDATA=\n', "PX-tiedostoa, jossa on avainsana KEYS, ei voi lukea."),
        ('"-" ;\n', '"-"\n', "Rivi 26: tiedosto ei ole ehjää PX-muotoa tai se on katkennut."),
        ('SOURCE="Testi";', 'SOURCE="Testi;', "Rivi 9: tiedosto ei ole ehjää PX-muotoa tai se on katkennut."),
    ],
)
def test_broken_file_is_refused_with_what_is_wrong(vanha, uusi, syy):
    assert vanha in PIENI

    assert str(hylkays(tavuina(PIENI.replace(vanha, uusi)))).startswith(syy)


def test_personal_identity_code_refuses_the_file():
    teksti = PIENI.replace('SOURCE="Testi"', 'SOURCE="131052-308T"')

    assert (
        str(hylkays(tavuina(teksti))) == "Tiedostossa on henkilötunnus. Poista se ja tuo tiedosto uudelleen."
    )


def test_genuine_figures_come_out_the_same_as_from_json():
    """The June file written as PX by its own dimensions."""
    data = aito.data()
    koodit = [sarake["code"] for sarake in data["columns"] if sarake["type"] == "c"]
    alueet = [rivi["key"][0] for rivi in data["data"]]

    def lista(arvot):
        return ",\n".join(f'"{arvo}"' for arvo in arvot)

    luvut = [luku if luku.strip("-.") else f'"{luku}"' for rivi in data["data"] for luku in rivi["values"]]
    teksti = (
        'CHARSET="ANSI";CODEPAGE="utf-8";TABLEID="12r5";CONTVARIABLE="Tiedot";STUB="Alue","Kuukausi";'
        f'HEADING="Tiedot";VALUES("Alue")={lista(alueet)};VALUES("Kuukausi")="2026M06";'
        f'VALUES("Tiedot")={lista(koodit)};DATA=' + " ".join(luvut) + ";"
    )

    assert Counter(lue(teksti.encode()).luvut) == Counter(lue(aito.TAVUT).luvut)


@given(st.data())
def test_any_damage_is_read_or_refused(data):
    tavut = tavuina(PIENI)
    alku = data.draw(st.integers(0, len(tavut)))
    loppu = data.draw(st.integers(alku, min(len(tavut), alku + 60)))
    tilalle = data.draw(
        st.binary(max_size=8) | st.sampled_from([b'"', b";", b"=", b"(", b",", b"\x92", b'"";'])
    )
    try:
        tulos = list(lukijat.lue(tavut[:alku] + tilalle + tavut[loppu:]).lue_rivit(Virheet()))
    except TaulukkoVirhe as error:
        tulos = error.virheet

    assert tulos
    assert "".join(map(str, tulos)).encode()
