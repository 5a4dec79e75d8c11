"""The gates themselves: a checker that passes everything is worse than none."""

import io
import re

import pikepdf
import pytest

from tests.pdf import malli
from tests.pdf.tarkistus import pdf_faults
from tyollisyysalue import pdf


@pytest.fixture(scope="module")
def ehja(mallipohjat):
    return pdf.render_pdf("suppea.html", malli.suppea())


def edited(change):
    """A way to break a file: ``change`` gets it as an open pikepdf document."""

    def break_file(data):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            change(document)
            document.save(out)
        return out.getvalue()

    return break_file


def elements(document, kind):
    return [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name(kind)
    ]


def replace_in_metadata(old, new):
    def change(document):
        metadata = document.Root.Metadata
        before = metadata.read_bytes()
        after = re.sub(old, new, before)
        assert after != before
        metadata.write(after)

    return edited(change)


@edited
def headers_without_scope(document):
    for cell in elements(document, "/TH"):
        del cell.A
        del cell.ID
    for cell in elements(document, "/TD"):
        del cell.A.Headers


@edited
def text_outside_tags(document):
    page = document.pages[0]
    operations = pikepdf.parse_content_stream(page)
    start = next(
        i for i, item in enumerate(operations) if str(item.operator) == "BDC" and "/MCID" in item.operands[1]
    )
    end = next(i for i, item in enumerate(operations) if i > start and str(item.operator) == "EMC")
    kept = [item for i, item in enumerate(operations) if i not in (start, end)]
    page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))


@edited
def picture_without_words(document):
    for figure in elements(document, "/Figure"):
        del figure.Alt


@edited
def wrong_glyph_widths(document):
    for item in document.objects:
        if isinstance(item, pikepdf.Dictionary) and "/W" in item and item.get("/Type") == "/Font":
            item.W = pikepdf.Array([item.W[0], pikepdf.Array([300] * len(item.W[1])), *item.W[2:]])


@edited
def javascript(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('Hei')")


@edited
def title_only_in_one_place(document):
    document.docinfo["/Title"] = "Toinen otsikko"


@edited
def no_language(document):
    del document.Root.Lang


@edited
def no_colour_profile(document):
    del document.Root.OutputIntents


def rendered(old, new):
    """A fault made in the HTML; the file is otherwise as the portal makes it."""

    def break_file(data):
        html = pdf.render_html("suppea.html", malli.suppea())
        assert old in html
        return pdf.html_to_pdf(html.replace(old, new))

    return break_file


def header_cells_as_plain_cells(data):
    html = pdf.render_html("suppea.html", malli.suppea())
    return pdf.html_to_pdf(re.sub(r"<th scope=\"\w+\">(.*?)</th>", r"<td>\1</td>", html))


def cut(data):
    return data[: len(data) * 9 // 10]


def without_finisher(data):
    return pdf.asetukset().write_pdf(pdf.render_html("suppea.html", malli.suppea()))


VIAT = {
    "file cut short": (cut, {"verapdf", "page", "outloud", "qpdf"}),
    "no mark of PDF/UA": (
        replace_in_metadata(rb"<pdfuaid:part>1</pdfuaid:part>", b""),
        {"verapdf", "page", "outloud"},
    ),
    "no mark of PDF/A": (replace_in_metadata(rb'pdfaid:(part|conformance)="\w"', b""), {"verapdf", "page"}),
    "no language": (no_language, {"verapdf", "page", "outloud"}),
    "no colour profile": (no_colour_profile, {"verapdf", "page"}),
    "script": (javascript, {"verapdf", "page"}),
    "header cells without scope": (headers_without_scope, {"verapdf", "page", "outloud"}),
    "text outside tags": (text_outside_tags, {"verapdf", "page", "outloud"}),
    "picture without words": (picture_without_words, {"verapdf", "page", "outloud"}),
    "wrong glyph widths": (wrong_glyph_widths, {"verapdf", "page"}),
    "two titles": (title_only_in_one_place, {"outloud"}),
    "opacity": (rendered('<p class="alkupera"', '<p style="opacity: 0.5"'), {"verapdf"}),
    "empty heading": (rendered("<h2>Selostus</h2>", "<h2></h2>"), {"outloud"}),
    "heading level left out": (
        rendered("<h2>Selostus</h2>", "<h4>Selostus</h4>"),
        {"verapdf", "page", "outloud"},
    ),
    "header cells as plain cells": (header_cells_as_plain_cells, {"outloud"}),
    "WeasyPrint alone": (without_finisher, {"verapdf", "page", "outloud"}),
}


def test_checkers_accept_a_file_saved_again(ehja, tmp_path):
    path = tmp_path / "ehja.pdf"

    path.write_bytes(edited(lambda document: None)(ehja))

    assert pdf_faults(path) == {}


@pytest.mark.parametrize("vika", VIAT)
def test_fault_is_found(ehja, tmp_path, vika):
    break_file, finders = VIAT[vika]
    path = tmp_path / "rikki.pdf"

    path.write_bytes(break_file(ehja))

    assert set(pdf_faults(path)) == finders
