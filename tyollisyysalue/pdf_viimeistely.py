"""What WeasyPrint 70.0 leaves undone for PDF/A-2a and PDF/UA-1 in one file.

WeasyPrint writes one standard's mark at a time (Kozea/WeasyPrint #2783) and keeps running headers in the tag tree's
numbers without a place in the tree (#1836). The rest is attributes of the HTML that it does not carry over: ``scope``,
``lang`` and the kind of a list. A private function is wrapped for those, hence one exact version.
"""

import pydyf
import weasyprint
from weasyprint.css import ColorProfile
from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER
from weasyprint.pdf import tags

if weasyprint.VERSION != "70.0":
    msg = f"pdf_viimeistely is written for WeasyPrint 70.0, not {weasyprint.VERSION}: run tests/pdf against it first."
    raise ImportError(msg)

NULL = "null"

# The extension schema is compulsory in PDF/A-1..3 for any property that the XMP specification does not know
# (ISO 19005-2, 6.6.2.3.1). WeasyPrint's own option writes a second rdf:RDF, which readers ignore.
PDF_UA_XMP = b"""\
<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def viimeistele(document, pdf):
    """Finisher of ``write_pdf``: mark the file as PDF/UA-1 too, and make what the mark claims true."""
    _mark_as_pdf_ua(pdf)
    _index_header_cells(pdf)
    _turn_margins_into_artifacts(pdf)
    _read_spaces_as_spaces(pdf)


def _object(pdf, reference):
    return pdf.objects[int(reference.split()[0])]


def _mark_as_pdf_ua(pdf):
    metadata = _object(pdf, pdf.catalog["Metadata"])
    head, end, tail = b"".join(metadata.stream).rpartition(b"</rdf:RDF>")
    metadata.stream = [head + PDF_UA_XMP + end + tail]
    # An archive reads the metadata without knowing PDF's filters; page-validation insists on it.
    metadata.compress = False


def _index_header_cells(pdf):
    """Cells name their headers by ID, which is found through the structure root's IDTree (ISO 32000-1, 14.7.2)."""
    header_cells = [
        item for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("S") == "/TH"
    ]
    if not header_cells:
        return
    header_cells.sort(key=lambda cell: cell["ID"].string)
    names = pydyf.Array(part for cell in header_cells for part in (cell["ID"], cell.reference))
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    _object(pdf, pdf.catalog["StructTreeRoot"])["IDTree"] = tree.reference


def _turn_margins_into_artifacts(pdf):
    """Text of running headers and footers: real content has a place in the tree, all else is an artifact."""
    numbers = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for page_reference in pdf.page_references:
        page = _object(pdf, page_reference)
        parents = numbers[2 * page["StructParents"] + 1]
        operations = _object(pdf, page["Contents"]).stream
        for i, operation in enumerate(operations):
            if operation == b"BDC" and parents[operations[i - 1]["MCID"]] == NULL:
                operations[i - 2 : i] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]


def _read_spaces_as_spaces(pdf):
    """Both spaces are one glyph, read as what it first stood for: a ``§ 30`` early in the document would make every
    space a no-break space for those who search or copy the text."""
    for font in pdf.objects:
        if isinstance(font, dict) and "ToUnicode" in font:
            mapping = _object(pdf, font["ToUnicode"])
            mapping.stream = [line.replace(b"> <00a0>", b"> <0020>") for line in mapping.stream]


_build_box_tree = tags._build_box_tree


def _build_with_attributes(box, parent, pdf, page_number, numbers, annotations, marked):
    if isinstance(box, boxes.MarginBox):
        for descendant in box.descendants(placeholders=True):
            if descendant in marked:
                numbers[marked.pop(descendant)["mcid"]] = NULL
        return
    attributes = {} if box.element is None else box.element.attrib
    for element in _build_box_tree(box, parent, pdf, page_number, numbers, annotations, marked):
        match element["S"]:
            case "/TH":
                # WeasyPrint takes every th for a header of its column unless it says row.
                element["A"]["Scope"] = "/Row" if attributes.get("scope") == "row" else "/Column"
            case "/L" if box.element_tag in ("ul", "ol"):
                numbering = "/Decimal" if box.element_tag == "ol" else "/Disc"
                element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
            case "/Figure":
                if "Alt" not in element:
                    LOGGER.error("Picture without a title or an alternative text")
                element["A"]["BBox"] = _in_points(
                    element["A"]["BBox"], _object(pdf, element["Pg"])["MediaBox"][3]
                )
        if "lang" in attributes and box.element_tag != "html":
            element["Lang"] = pydyf.String(attributes["lang"])
        yield element


def _in_points(box, page_height):
    """From CSS pixels below the page's top to points above its bottom."""
    left, top, right, bottom = (0.75 * value for value in box)
    return pydyf.Array(round(value, 3) for value in (left, page_height - bottom, right, page_height - top))


class _ClosedColorProfile(ColorProfile):
    """WeasyPrint opens its colour profile for every document and leaves closing it to chance."""

    def __init__(self, file_object, *args):
        with file_object:
            super().__init__(file_object, *args)


_stream_data = pydyf.Stream.data.fget


def _data_before_a_whole_line_end(stream):
    """Data that happen to end in CR would make a CRLF with pydyf's LF, of which a reader takes the CR for no data."""
    return _stream_data(stream).removesuffix(b"\nendstream") + b"\r\nendstream"


tags._build_box_tree = _build_with_attributes
pydyf.Stream.data = property(_data_before_a_whole_line_end)
weasyprint.pdf.ColorProfile = _ClosedColorProfile
