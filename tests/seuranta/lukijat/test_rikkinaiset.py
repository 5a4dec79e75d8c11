"""Files of every form, broken in every way: read, or refused with a reason, and nothing else."""

import io
import json
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from seuranta import lukijat
from seuranta.lukijat import mallipohja
from seuranta.lukijat.jsonteksti import tarkista_syvyys
from seuranta.lukijat.virheet import TaulukkoVirhe, Virheet
from tests.seuranta import aito
from tests.seuranta.lukijat import test_jsonstat, test_mallipohja, test_pxaxis

EHJAT = {
    "pxjson": aito.tavuina({**aito.data(), "data": aito.data()["data"][:3]}),
    "jsonstat": aito.tavuina(test_jsonstat.pieni()),
    "px": test_pxaxis.tavuina(test_pxaxis.PIENI),
    "csv": test_mallipohja.csvna(),
    "xlsx": test_mallipohja.xlsxna(),
}
MILJOONA = 1_000_000


def lue(tavut):
    """What became of the file: a table, or the reasons it is refused for."""
    try:
        return [_taulukko(tavut)]
    except TaulukkoVirhe as error:
        return [str(virhe) for virhe in error.virheet]


def _taulukko(tavut):
    # Also of a file that is of no known table every row is read.
    list(lukijat.lue(tavut).lue_rivit(Virheet()))
    return aito.lue(tavut)


@pytest.mark.parametrize("muoto", EHJAT)
def test_whole_file_is_read(muoto):
    assert list(lukijat.lue(EHJAT[muoto]).lue_rivit(Virheet()))


@settings(deadline=None)
@given(st.sampled_from(sorted(EHJAT)), st.floats(0, 1))
@example("xlsx", 0.0)
def test_truncated_file_is_read_or_refused(muoto, osa):
    tavut = EHJAT[muoto]

    assert lue(tavut[: int(len(tavut) * osa)])


@settings(deadline=None)
@given(st.sampled_from(sorted(EHJAT)), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=8))
def test_damaged_file_is_read_or_refused(muoto, muutokset):
    tavut = bytearray(EHJAT[muoto])
    for kohta, tavu in muutokset:
        tavut[int(kohta * (len(tavut) - 1))] = tavu

    assert lue(bytes(tavut))


@settings(deadline=None)
@given(st.sampled_from(sorted(EHJAT)), st.binary(max_size=50), st.floats(0, 1))
def test_bytes_in_the_middle_are_read_or_refused(muoto, lisa, osa):
    tavut = EHJAT[muoto]
    kohta = int(len(tavut) * osa)

    assert lue(tavut[:kohta] + lisa + tavut[kohta:])


@pytest.mark.parametrize("koodaus", ["utf-16", "utf-16-le", "utf-32", "utf-7", "cp037"])
@pytest.mark.parametrize("muoto", ["pxjson", "jsonstat", "px", "csv"])
def test_wrong_encoding_is_read_or_refused(muoto, koodaus):
    assert lue(EHJAT[muoto].decode("utf-8", "replace").encode(koodaus, "replace"))


def _pommi():
    """A workbook of a few kilobytes that unpacks to hundreds of megabytes."""
    tavut = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(EHJAT["xlsx"])) as vanha,
        zipfile.ZipFile(tavut, "w", zipfile.ZIP_DEFLATED) as uusi,
    ):
        for nimi in vanha.namelist():
            with uusi.open(nimi, "w", force_zip64=True) as osa:
                osa.write(vanha.read(nimi))
                if nimi.endswith("sheet1.xml"):
                    for _pala in range(200):
                        osa.write(b" " * 2**20)
    return tavut.getvalue()


def _valehteleva_pommi():
    """A workbook whose part says that it is smaller than it is."""
    tavut = bytearray(_pommi())
    alku = tavut.rfind(b"PK\x01\x02", 0, tavut.rfind(b"sheet1.xml"))
    tavut[alku + 24 : alku + 28] = (1_000).to_bytes(4, "little")
    return bytes(tavut)


KOKOELMA = {
    "miljoona saraketta, CSV": lambda: (
        b"kunta;kuukausi" + b";A" * MILJOONA + b"\n687;2026M06" + b";1" * MILJOONA
    ),
    "miljoona saraketta, JSON": lambda: json.dumps(
        {"columns": [{"code": "A", "type": "c", "text": ""}] * (MILJOONA // 10), "data": []}
    ).encode(),
    "miljoona luokkaa, JSON-stat": lambda: aito.tavuina(
        {**test_jsonstat.pieni(), "size": [MILJOONA, MILJOONA, MILJOONA]}
    ),
    "miljoona arvoa, PX": lambda: EHJAT["px"] + b'VALUES("Alue")=' + b'"A",' * MILJOONA + b'"B";',
    "syvä JSON": lambda: b"[" * 500_000,
    "syvä JSON, suljettu": lambda: b'{"a":' * 200_000 + b"1" + b"}" * 200_000,
    "luku, JSON": lambda: b'{"columns": ' + b"9" * MILJOONA + b"}",
    "lainausmerkki, CSV": lambda: b'kunta;kuukausi;A\n"' + b"1;\n" * MILJOONA,
    "tyhjiä rivejä, CSV": lambda: b"\n" * (lukijat.ENIMMAISKOKO - 1) + b"x",
    "zip-pommi": _pommi,
    "valehteleva zip-pommi": _valehteleva_pommi,
    "zip, joka ei ole kirja": lambda: b"PK\x03\x04" + b"\x00" * 1_000,
    "väärä koodisivu, PX": lambda: b'CHARSET="ANSI";\nCODEPAGE="x-tuntematon";\n' + EHJAT["px"],
    "tavuja": lambda: bytes(range(256)) * 100,
}


@pytest.mark.parametrize("nimi", KOKOELMA)
def test_file_that_means_harm_is_refused(nimi):
    with pytest.raises(TaulukkoVirhe) as error:
        _taulukko(KOKOELMA[nimi]())

    assert str(error.value).endswith(".")


def test_rows_of_the_template_are_read_again_and_not_kept():
    kuutio = lukijat.lue(EHJAT["csv"])

    assert [*kuutio.lue_rivit(Virheet())] == [*kuutio.lue_rivit(Virheet())] != []


def test_more_figures_than_fit_are_refused(monkeypatch):
    monkeypatch.setattr(mallipohja, "CSV_ENIMMAISSOLUT", 11)

    with pytest.raises(TaulukkoVirhe, match="Taulukossa on liikaa lukuja, enintään 11"):
        lukijat.lue(EHJAT["csv"])


@pytest.mark.parametrize("teksti", ["[" * 51, '{"a":' * 51 + "1" + "}" * 51, '["\\"]]]]", ' + "[" * 50])
def test_deep_json_is_refused_before_it_is_parsed(teksti):
    with pytest.raises(RecursionError):
        tarkista_syvyys(teksti)


@pytest.mark.parametrize("teksti", ["[" * 50 + "]" * 50, '["[[[[[[[[", "\\"' + "[" * 60 + '"]', "[], " * 100])
def test_brackets_side_by_side_and_in_texts_are_not_depth(teksti):
    tarkista_syvyys(teksti)
