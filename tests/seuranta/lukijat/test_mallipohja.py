import csv
import datetime
import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from seuranta import lukijat
from seuranta.lukijat import mallipohja
from seuranta.lukijat.kuutio import Muoto, Rooli
from seuranta.lukijat.virheet import TaulukkoVirhe, Virheet

OTSIKOT = ["kunta", "kuukausi", "HAKIJALOPUSSA", "TYOTOSUUS"]
RIVIT = [["687", "2026M06", "106", "13.7"], ["402", "2026M06", "...", "-"]]
LUETTU = [(("687", "2026M06"), ["106", "13.7"]), (("402", "2026M06"), ["...", "-"])]
EI_MALLIPOHJA = (
    "Tiedoston muotoa ei tunnistettu. Mallipohjan ensimmäisellä rivillä ovat sarakkeet kunta, kuukausi ja mittarien "
    "koodit. PxWebin omissa CSV- ja Excel-tiedostoissa ei ole koodeja: lataa taulukko muodossa JSON-stat 2."
)


def csvna(rivit=RIVIT, otsikot=OTSIKOT, erotin=";", koodaus="utf-8"):
    teksti = io.StringIO()
    csv.writer(teksti, delimiter=erotin).writerows([otsikot, *rivit])
    return teksti.getvalue().encode(koodaus)


def xlsxna(rivit=RIVIT, otsikot=OTSIKOT):
    kirja = Workbook()
    for rivi in [otsikot, *rivit]:
        kirja.active.append(rivi)
    kirja.create_sheet("Ohje").append(["kunta: kuntanumero"])
    tavut = io.BytesIO()
    kirja.save(tavut)
    return tavut.getvalue()


def rivit(tavut):
    virheet = Virheet()
    luetut = [(rivi.avain, list(rivi.arvot)) for rivi in lukijat.lue(tavut).lue_rivit(virheet)]
    assert virheet.ensimmaiset == []
    return luetut


def hylkays(tavut):
    with pytest.raises(TaulukkoVirhe) as error:
        lukijat.lue(tavut)
    return str(error.value)


@pytest.mark.parametrize("tiedosto", [csvna, xlsxna])
def test_columns_are_municipality_month_and_measures(tiedosto):
    luettu = lukijat.lue(tiedosto())

    assert [(u.koodi, u.rooli) for u in luettu.ulottuvuudet] == [
        ("kunta", Rooli.ALUE),
        ("kuukausi", Rooli.AIKA),
    ]
    assert [luokka.koodi for luokka in luettu.sisalto] == ["HAKIJALOPUSSA", "TYOTOSUUS"]
    assert luettu.muoto == (Muoto.CSV if tiedosto is csvna else Muoto.XLSX)
    assert rivit(tiedosto()) == LUETTU


@pytest.mark.parametrize("erotin", [";", ","])
@pytest.mark.parametrize("koodaus", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-15"])
def test_separator_and_encoding_are_found_out(erotin, koodaus):
    assert rivit(csvna(erotin=erotin, koodaus=koodaus)) == LUETTU


@pytest.mark.parametrize(
    ("koodaus", "merkki"), [("cp1252", "š"), ("iso-8859-15", "š"), ("utf-8", "š"), ("cp1252", "–")]
)
def test_letters_are_read_by_the_encoding_found_out(koodaus, merkki):
    [(avain, _arvot)] = rivit(csvna([[f"Äa{merkki}", "2026M06", "1", "2"]], koodaus=koodaus))

    assert avain == (f"Äa{merkki}", "2026M06")


@pytest.mark.parametrize("tiedosto", [csvna, xlsxna])
@pytest.mark.parametrize(
    ("solu", "luettu"),
    [
        ("13,7", "13.7"),
        (" 5 ", "5"),
        ("…", "..."),
        ("–", "-"),
        ("1 234", "1 234"),
        ("1,234,5", "1,234,5"),
        ("", ""),
    ],
)
def test_figures_are_read_as_people_write_them(tiedosto, solu, luettu):
    assert rivit(tiedosto([["687", "2026M06", solu, "1"]]))[0][1] == [luettu, "1"]


@pytest.mark.parametrize(
    ("solu", "luettu"), [(106, "106"), (13.7, "13.7"), (67.0, "67"), (True, "True"), (None, ""), ("=1/0", "")]
)
def test_numbers_of_a_sheet_are_read_as_numbers(solu, luettu):
    assert rivit(xlsxna([["687", "2026M06", solu, "1"]]))[0][1] == [luettu, "1"]


@pytest.mark.parametrize("tiedosto", [csvna, xlsxna])
@pytest.mark.parametrize(
    ("kunta", "luettu"), [("005", "005"), ("5", "005"), ("49", "049"), ("KU005", "KU005"), ("1005", "1005")]
)
def test_number_of_a_municipality_gets_back_its_zeros(tiedosto, kunta, luettu):
    assert rivit(tiedosto([[kunta, "2026M06", "1", "1"]]))[0][0] == (luettu, "2026M06")


@pytest.mark.parametrize("kuukausi", ["2026M06", "2026-06", "6/2026", "06.2026"])
def test_month_is_read_as_people_write_it(kuukausi):
    assert rivit(csvna([["687", kuukausi, "1", "1"]]))[0][0] == ("687", "2026M06")


def test_month_that_a_sheet_made_a_day_is_a_month():
    tavut = xlsxna([[5, datetime.datetime(2026, 6, 1), 1, 1], [5, datetime.datetime(2026, 6, 2), 1, 1]])  # noqa: DTZ001

    assert [avain for avain, _arvot in rivit(tavut)] == [("005", "2026M06"), ("005", "2026-06-02 00:00:00")]


@pytest.mark.parametrize("tiedosto", [csvna, xlsxna])
def test_empty_rows_are_passed_and_rows_numbered_as_in_the_file(tiedosto):
    luettu = lukijat.lue(tiedosto([RIVIT[0], ["", "", "", ""], RIVIT[1]]))

    assert [rivi.numero for rivi in luettu.lue_rivit(Virheet())] == [2, 4]


@pytest.mark.parametrize("tiedosto", [csvna, xlsxna])
def test_row_longer_than_the_headings_is_a_fault(tiedosto):
    virheet = Virheet()

    list(lukijat.lue(tiedosto([[*RIVIT[0], "5"]])).lue_rivit(virheet))

    assert [str(virhe) for virhe in virheet.ensimmaiset] == [
        "Rivi 2 (687, 2026M06): Rivillä on 5 solua, mutta otsikkoja on 4."
    ]


@pytest.mark.parametrize("tiedosto", [csvna, xlsxna])
def test_row_shorter_than_the_headings_has_empty_cells(tiedosto):
    assert rivit(tiedosto([["687", "2026M06", "5"]]))[0][1] == ["5", ""]


@pytest.mark.parametrize("tiedosto", [csvna, xlsxna])
@pytest.mark.parametrize(
    ("otsikot", "syy"),
    [
        (["Alue", "Kuukausi", "Tiedot"], EI_MALLIPOHJA),
        (["kunta", "kuukausi"], EI_MALLIPOHJA),
        (["kuukausi", "kunta", "A"], EI_MALLIPOHJA),
        (
            ["kunta", "kuukausi", "", "A"],
            "Mallipohjan sarakkeella ei ole otsikkoa. Kirjoita siihen mittarin koodi tai poista sarake.",
        ),
    ],
)
def test_other_headings_are_refused(tiedosto, otsikot, syy):
    assert hylkays(tiedosto([["1"] * len(otsikot)], otsikot)) == syy


@pytest.mark.parametrize(
    ("tavut", "syy"),
    [
        (b"%PDF-1.7", EI_MALLIPOHJA),
        (b"<html>", EI_MALLIPOHJA),
        (b"kunta\x00", "Tiedosto ei ole tekstiä. Tallenna se CSV-muodossa merkistöllä UTF-8."),
        (
            b"kunta;kuukausi;A\n687;\x81;1",
            "Rivi 2: merkistöä ei tunnistettu. Tallenna tiedosto CSV-muodossa merkistöllä UTF-8.",
        ),
        (
            b'kunta;kuukausi;A\n687;"2026M06;1',
            "Rivi 2: lainausmerkit eivät täsmää tai solu on liian pitkä. Korjaa tiedosto.",
        ),
        (
            b"kunta;kuukausi;A\n" + b"x" * 140_000,
            "Rivi 2: lainausmerkit eivät täsmää tai solu on liian pitkä. Korjaa tiedosto.",
        ),
        (b"\xd0\xcf\x11\xe0 xls", "Tiedosto on vanhaa Excel-muotoa (XLS). Tallenna se muodossa XLSX."),
        (
            b"PK\x03\x04 rikki",
            "Excel-tiedostoa ei voi lukea: se on rikki tai muuta kuin XLSX-muotoa. Tallenna se uudelleen.",
        ),
    ],
)
def test_what_is_no_template_is_refused(tavut, syy):
    assert hylkays(tavut) == syy


@pytest.mark.parametrize("tiedosto", [csvna, xlsxna])
def test_personal_identity_code_refuses_the_file(tiedosto):
    tavut = tiedosto([["687", "2026M06", "131052-308T", "1"]])

    assert hylkays(tavut) == "Tiedostossa on henkilötunnus. Poista se ja tuo tiedosto uudelleen."


def test_personal_identity_code_on_another_sheet_refuses_the_file():
    kirja = load_workbook(io.BytesIO(xlsxna()))
    kirja.create_sheet("Muistiinpanot").append(["131052-308T"])
    tavut = io.BytesIO()
    kirja.save(tavut)

    assert hylkays(tavut.getvalue()) == "Tiedostossa on henkilötunnus. Poista se ja tuo tiedosto uudelleen."


class TestKirja:
    """A workbook that means harm."""

    def pakattu(self, **osat):
        """A good workbook with some of its parts changed; ``None`` leaves a part out."""
        tavut = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(xlsxna())) as vanha,
            zipfile.ZipFile(tavut, "w", zipfile.ZIP_DEFLATED) as uusi,
        ):
            for nimi in vanha.namelist():
                sisalto = osat.get(nimi, vanha.read(nimi))
                if sisalto is not None:
                    uusi.writestr(nimi, sisalto)
        return tavut.getvalue()

    def test_that_grows_when_unpacked_is_refused(self):
        tavut = self.pakattu(**{"xl/worksheets/sheet1.xml": b" " * (mallipohja.ENIMMAISPURETTU + 1)})

        assert len(tavut) < lukijat.ENIMMAISKOKO
        assert (
            hylkays(tavut) == "Excel-tiedosto on purettuna liian suuri. Poista siitä muut taulukot ja kuvat."
        )

    def test_whose_cell_is_a_book_is_refused(self):
        tavut = xlsxna([["687", "2026M06", "x" * (mallipohja.PISIN_SOLU + 1), "1"]])

        assert hylkays(tavut) == "Rivi 2: solussa on liian pitkä teksti. Korjaa tiedosto."

    def test_whose_cells_are_far_away_is_refused(self):
        sheet = (
            zipfile.ZipFile(io.BytesIO(xlsxna()))
            .read("xl/worksheets/sheet1.xml")
            .replace(b'r="3"', b'r="1048576"')
        )

        assert hylkays(self.pakattu(**{"xl/worksheets/sheet1.xml": sheet})).startswith(
            "Taulukossa on liikaa lukuja"
        )

    @pytest.mark.parametrize(
        "sisalto",
        [
            None,
            b"",
            b"<worksheet",
            b'<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>',
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>',
            b"\xff\xfe\x00",
        ],
    )
    @pytest.mark.parametrize("osa", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
    def test_that_is_broken_is_refused(self, osa, sisalto):
        assert hylkays(self.pakattu(**{osa: sisalto}))


@given(st.lists(st.lists(st.text(max_size=6), max_size=5), max_size=4))
def test_any_cells_are_read_as_text_or_faults(rivit_):
    virheet = Virheet()

    luetut = list(lukijat.lue(csvna(rivit_)).lue_rivit(virheet)) if _ehja(rivit_) else []

    assert all(isinstance(arvo, str) for rivi in luetut for arvo in (*rivi.avain, *rivi.arvot))
    assert len(luetut) + virheet.maara <= len(rivit_)


def _ehja(rivit_):
    return not any(merkki in solu for rivi in rivit_ for solu in rivi for merkki in "\x00\r\n\ud800")


KIRJA = xlsxna()


@given(st.data())
def test_any_damage_to_a_workbook_is_read_or_refused(data):
    tavut = bytearray(KIRJA)
    for _kerta in range(data.draw(st.integers(1, 4))):
        tavut[data.draw(st.integers(4, len(tavut) - 1))] = data.draw(st.integers(0, 255))
    try:
        tulos = [lukijat.lue(bytes(tavut))]
    except TaulukkoVirhe as error:
        tulos = error.virheet

    assert tulos


def test_decimals_are_kept_to_the_digit():
    assert Decimal(rivit(csvna([["687", "2026M06", "1", "13,70"]]))[0][1][1]) == Decimal("13.70")
