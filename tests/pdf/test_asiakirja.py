"""The sample documents through every gate, and what a reader finds in them."""

import pikepdf
import pypdf
import pytest

from tests.pdf import malli
from tests.pdf.tarkistus import pdf_faults


def pages(path):
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def elements(path, kind):
    """Structure elements of a kind, as plain Python values, in the order of the file."""
    with pikepdf.open(path) as document:
        return [
            {
                str(key): item[key] if key in ("/P", "/Pg") else str(item[key])
                for key in ("/Lang", "/Alt")
                if key in item
            }
            | {f"A{key}": str(value) for key, value in dict(item.get("/A", {})).items()}
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name(kind)
        ]


@pytest.mark.parametrize("nimi", malli.ASIAKIRJAT)
def test_document_passes_every_gate(tiedostot, nimi):
    assert pdf_faults(tiedostot[nimi]) == {}


def test_page_header_names_body_number_and_publicity(tiedostot):
    sivut = pages(tiedostot["paatos"])

    for numero, teksti in enumerate(sivut, start=1):
        assert "Kuopion työllisyysalue" in teksti
        assert "Päätös § 58" in teksti
        assert f"{numero} ({len(sivut)})" in teksti
        assert "Julkinen" in teksti


def test_header_block_identifies_the_decision(tiedostot):
    ensimmainen = pages(tiedostot["paatos"])[0]

    for tieto in ("Työllisyysaluelautakunta", "17.9.2025", "§ 58", "1743/00.01.02/2025"):
        assert tieto in ensimmainen


def test_draft_is_marked_on_every_page_and_in_the_title(tiedostot):
    reader = pypdf.PdfReader(tiedostot["luonnos"])

    assert all("Luonnos" in page.extract_text() for page in reader.pages)
    assert reader.metadata.title.startswith("Luonnos: Vastaus Rautavaaran kunnan")


def test_decision_is_not_marked_as_a_draft(tiedostot):
    assert not any("Luonnos" in teksti for teksti in pages(tiedostot["paatos"]))


def test_appeal_instruction_is_a_page_of_its_own(tiedostot):
    *_, viimeinen, liitesivu = pages(tiedostot["paatos"])

    assert "Sammandrag" in viimeinen
    assert liitesivu.startswith("Muutoksenhakukielto\nPeruste")


def test_name_with_foreign_letters_is_printed(tiedostot):
    assert "Šarlotta Žilinskaitė-Ågren" in pages(tiedostot["paatos"])[0]


def test_spaces_are_read_as_spaces(tiedostot):
    assert "\N{NO-BREAK SPACE}" not in "".join(pages(tiedostot["paatos"]))


def test_metadata_comes_from_the_document(tiedostot):
    metadata = pypdf.PdfReader(tiedostot["paatos"]).metadata

    assert metadata.title == malli.paatos()["otsikko"]
    assert metadata.author == "Kuopion työllisyysalue"
    assert metadata.subject == "Päätös, Työllisyysaluelautakunta 17.9.2025 §\N{NO-BREAK SPACE}58"
    assert metadata["/Keywords"] == "1743/00.01.02/2025"
    assert metadata.creation_date == malli.paatos()["luontiaika"]


def test_table_of_days_is_one_table_with_header_cells(tiedostot):
    with pikepdf.open(tiedostot["paatos"]) as document:
        tables = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Table
        ]
        rows = [[cell.S for row in part.K for cell in row.K] for part in tables[1].K if part.S != "/Caption"]

    assert [len(part) for part in rows] == [4, 4 * 17]


def test_header_cells_say_what_they_head(tiedostot):
    scopes = [header["A/Scope"] for header in elements(tiedostot["suppea"], "/TH")]

    assert sorted(scopes) == ["/Column"] * 5 + ["/Row"] * 2


def test_part_in_another_language_says_so(tiedostot):
    languages = [part.get("/Lang") for part in elements(tiedostot["paatos"], "/Sect")]

    assert [language for language in languages if language] == ["sv"]


def test_lists_say_how_they_are_numbered(tiedostot):
    kinds = {item["A/ListNumbering"] for item in elements(tiedostot["paatos"], "/L")}

    assert kinds == {"/Decimal", "/Disc"}


def test_picture_has_words_and_lies_on_its_page(tiedostot):
    with pikepdf.open(tiedostot["paatos"]) as document:
        figure = next(
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure
        )
        left, bottom, right, top = (float(value) for value in figure.A.BBox)
        alt, page_height = str(figure.Alt), float(figure.Pg.MediaBox[3])

    assert alt == "Työttömät työnhakijat: kesäkuu 74, heinäkuu 76, elokuu 71"
    # 21 mm high and 124 mm wide, at the second tab stop.
    assert (round(right - left), round(top - bottom)) == (351, 60)
    assert round(left) == 187
    assert 0 < bottom < top < page_height


def test_page_headers_are_outside_the_tag_tree(tiedostot):
    with pikepdf.open(tiedostot["paatos"]) as document:
        artifacts = [
            item
            for page in document.pages
            for item in pikepdf.parse_content_stream(page)
            if str(item.operator) == "BDC" and str(item.operands[0]) == "/Artifact"
        ]

    # Organisation, kind, number, publicity and case number on each of the pages.
    assert len(artifacts) == 5 * len(pages(tiedostot["paatos"]))


def test_chart_states_its_numbers_and_is_written_in_the_font_of_the_document(tiedostot):
    kuva = elements(tiedostot["kaavio"], "/Figure")[0]
    with pikepdf.open(tiedostot["kaavio"]) as document:
        fontit = {
            str(item["/FontName"]).split("+")[-1]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        }

    assert kuva["/Alt"].startswith(
        "Viivakaavio. Työttömät työnhakijat, Rautavaara: 69, 71, 66, salassa pidettävä"
    )
    assert {fontti.split("-")[0] for fontti in fontit} == {"Asiakirja"}
    assert "9/2025" in "".join(pages(tiedostot["kaavio"]))
