import tracemalloc
import warnings
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_STORED

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tyollisyysalue.nayttetiedostot import (
    EXE,
    HTML,
    JPG,
    MAKRO_DOCX,
    OLE,
    PDF,
    PNG,
    docx,
    odt,
    ooxml,
    sisaltotyypit,
    xlsx,
    zip_tiedosto,
)
from tyollisyysalue.tiedostot import (
    DOCX,
    ODT,
    TYYPIT,
    XLSX,
    MakroVirhe,
    TiedostoVirhe,
    tunnista,
    turvallinen_nimi,
)

OIKEAT = {
    ".pdf": PDF,
    ".docx": docx(),
    ".xlsx": xlsx(),
    ".odt": odt(),
    ".png": PNG,
    ".jpg": JPG,
    ".jpeg": JPG,
}


@pytest.mark.parametrize("paate", TYYPIT)
def test_every_allowed_type_is_known_by_its_bytes(paate):
    assert tunnista(BytesIO(OIKEAT[paate]), paate) == TYYPIT[paate]


@pytest.mark.parametrize(
    ("sisalto", "paate"),
    [
        (sisalto, paate)
        for todellinen, sisalto in OIKEAT.items()
        for paate in TYYPIT
        if TYYPIT[todellinen] != TYYPIT[paate]
    ],
)
def test_one_allowed_type_under_another_ones_name_is_refused(sisalto, paate):
    with pytest.raises(TiedostoVirhe):
        tunnista(BytesIO(sisalto), paate)


@pytest.mark.parametrize("paate", TYYPIT)
@pytest.mark.parametrize(
    "sisalto",
    [
        HTML,
        EXE,
        OLE,
        b"GIF89a" + bytes(50),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"Hei",
        b"\n" + PDF,
    ],
)
def test_other_bytes_under_an_allowed_name_are_refused(sisalto, paate):
    with pytest.raises(TiedostoVirhe):
        tunnista(BytesIO(sisalto), paate)


@pytest.mark.parametrize("paate", [".docx", ".xlsx", ".odt"])
@pytest.mark.parametrize(
    "sisalto",
    [
        zip_tiedosto([("lue.txt", "Hei")]),
        zip_tiedosto([]),
        b"PK\x03\x04" + bytes(100),
        EXE + docx(),
        ooxml("application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        odt(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        odt(mimetype="ä".encode()),
        zip_tiedosto([("mimetype", ODT)]),
        zip_tiedosto([("[Content_Types].xml", "<Types")]),
        zip_tiedosto([("[Content_Types].xml", sisaltotyypit(f"{DOCX}.main+xml"))], ZIP_BZIP2),
    ],
)
def test_package_of_another_kind_is_refused(sisalto, paate):
    with pytest.raises(TiedostoVirhe) as error:
        tunnista(BytesIO(sisalto), paate)

    assert error.type is TiedostoVirhe


@pytest.mark.parametrize(
    ("sisalto", "paate"),
    [
        (ooxml(MAKRO_DOCX), ".docx"),
        (ooxml(DOCX, MAKRO_DOCX), ".docx"),
        (ooxml(DOCX, muut=[("word/vbaProject.bin", b"x")]), ".docx"),
        (ooxml(DOCX, muut=[("word/VBAPROJECT.BIN", b"x")]), ".docx"),
        (ooxml("application/vnd.ms-excel.sheet.macroEnabled"), ".xlsx"),
        (ooxml(XLSX, "application/vnd.ms-excel.macrosheet"), ".xlsx"),
        # The same word written so that a plain search does not see it.
        (ooxml(DOCX, MAKRO_DOCX.replace("macro", "mac&#114;o")), ".docx"),
        (
            zip_tiedosto(
                [
                    (
                        "[Content_Types].xml",
                        sisaltotyypit(MAKRO_DOCX).replace("UTF-8", "UTF-16").encode("utf-16"),
                    )
                ]
            ),
            ".docx",
        ),
        (odt(muut=[("Basic/Standard/Moduuli1.xml", "<x/>")]), ".odt"),
        (odt(muut=[("Scripts/python/makro.py", "pass")]), ".odt"),
    ],
)
def test_macros_are_refused(sisalto, paate):
    with pytest.raises(MakroVirhe):
        tunnista(BytesIO(sisalto), paate)


def test_empty_macro_library_of_libreoffice_is_no_macro():
    tyhja = [("Basic/script-lc.xml", "<x/>"), ("Basic/Standard/script-lb.xml", "<x/>"), ("Scripts/", "")]

    assert tunnista(BytesIO(odt(muut=tyhja)), ".odt") == ODT


def test_two_entries_with_one_name_are_refused():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        sisalto = ooxml(DOCX, muut=[("[Content_Types].xml", sisaltotyypit(MAKRO_DOCX))])

    with pytest.raises(TiedostoVirhe, match="duplicate"):
        tunnista(BytesIO(sisalto), ".docx")


@pytest.mark.parametrize(
    ("sisalto", "paate"),
    [
        (zip_tiedosto([("[Content_Types].xml", " " * 100_000_000)]), ".docx"),
        (zip_tiedosto([("content.xml", "<x/>"), ("mimetype", " " * 100_000_000)]), ".odt"),
    ],
)
def test_zip_bomb_is_refused_without_unpacking_it(sisalto, paate):
    assert len(sisalto) < 200_000
    tracemalloc.start()

    with pytest.raises(TiedostoVirhe, match="too large"):
        tunnista(BytesIO(sisalto), paate)

    huippu = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert huippu < 5_000_000


def test_large_part_beside_the_type_is_not_read():
    sisalto = ooxml(DOCX, muut=[("word/media/kuva.bmp", bytes(20_000_000))])
    tracemalloc.start()

    assert tunnista(BytesIO(sisalto), ".docx") == DOCX

    huippu = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert huippu < 5_000_000


@given(st.sampled_from([".docx", ".xlsx", ".odt"]), st.data())
def test_broken_packages_are_refused_and_nothing_worse(paate, data):
    sisalto = bytearray(OIKEAT[paate])
    for kohta in data.draw(st.lists(st.integers(0, len(sisalto) - 1), min_size=1, max_size=8)):
        sisalto[kohta] = data.draw(st.integers(0, 255))
    loppu = data.draw(st.integers(0, len(sisalto)))

    with suppress(TiedostoVirhe):
        tunnista(BytesIO(bytes(sisalto[:loppu])), paate)


def test_stored_entries_are_read_as_well():
    sisalto = zip_tiedosto([("[Content_Types].xml", sisaltotyypit(f"{DOCX}.main+xml"))], ZIP_STORED)

    assert tunnista(BytesIO(sisalto), ".docx") == DOCX


@pytest.mark.parametrize(
    ("annettu", "turvallinen"),
    [
        ("Päätös 25.8.2025 § 123.PDF", "Päätös 25.8.2025 § 123.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\Tiedostot\esitys.docx", "esitys.docx"),
        ("Pa\u0308a\u0308to\u0308s.odt", "Päätös.odt"),
        ("lasku\u202efdp.exe", "laskufdp.exe"),
        ('a"b\r\nSet-Cookie: x.pdf', "a bSet-Cookie x.pdf"),
        ("<b>.png", "b.png"),
        ("kuva  \t 1.jpg ", "kuva 1.jpg"),
        ("esitys.pdf...", "esitys.pdf"),
        ("esitys.pdf.exe", "esitys.pdf.exe"),
        ("ä" * 300 + ".pdf", "ä" * 100 + ".pdf"),
        ("", "liite"),
        ("kansio/", "liite"),
    ],
)
def test_turvallinen_nimi(annettu, turvallinen):
    assert turvallinen_nimi(annettu) == turvallinen


@given(st.text())
def test_safe_name_is_one_plain_file_name_and_stays_as_it_is(nimi):
    turvallinen = turvallinen_nimi(nimi)

    assert turvallinen
    assert turvallinen not in {".", ".."}
    assert not set(turvallinen) & set('/\\<>:"|?*\r\n\0')
    assert turvallinen_nimi(turvallinen) == turvallinen
