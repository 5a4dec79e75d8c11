"""The text of a letter that came as a file. What is read is limited: a small file may hold a large one."""

import logging
import re
import zlib
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tyollisyysalue.tiedostot import DOCX, TYYPIT

PDF = TYYPIT[".pdf"]
MUODOT = (PDF, DOCX)
SIVUJA_ENINTAAN = 50
MERKKEJA_ENINTAAN = 200_000
XML_ENINTAAN = 8 * 1024 * 1024

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def lue(upload, tyyppi):
    """The text of a PDF or DOCX, or ValidationError with what to do instead."""
    upload.seek(0)
    try:
        teksti = _pdf(upload) if tyyppi == PDF else _docx(upload)
    finally:
        upload.seek(0)
    if not teksti.strip():
        raise ValidationError(
            _(
                "Tiedostossa ei ole tekstiä, jonka voisi lukea: se voi olla kuva paperista. Kirjoita tai liitä "
                "teksti kenttään ja lisää tiedosto liitteeksi luonnokseen."
            )
        )
    return teksti[:MERKKEJA_ENINTAAN]


def _pdf(upload):
    from pypdf import PdfReader  # noqa: PLC0415 -- a slow import for a rare page
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    # It reports every oddity of a file, which is the sender's to mend.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        sivut = PdfReader(upload).pages
        if len(sivut) > SIVUJA_ENINTAAN:
            raise _liian_suuri()
        osat: list[str] = []
        for sivu in sivut:
            osat.append(sivu.extract_text())
            if sum(map(len, osat)) > MERKKEJA_ENINTAAN:
                raise _liian_suuri()
    # A broken file breaks its reader in many ways.
    except (
        PyPdfError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        NotImplementedError,
        OSError,
        zlib.error,
    ) as error:
        raise _ei_aukea() from error
    return "\n".join(osat)


def _docx(upload):
    try:
        with ZipFile(upload) as paketti, paketti.open("word/document.xml") as osa:
            sisalto = osa.read(XML_ENINTAAN + 1)
    except (BadZipFile, KeyError, zlib.error, OSError, RuntimeError, EOFError, NotImplementedError) as error:
        raise _ei_aukea() from error
    if len(sisalto) > XML_ENINTAAN:
        raise _liian_suuri()
    # Office programs write no document types; with one come entities, which grow.
    if re.search(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T", sisalto):
        raise _ei_aukea()
    try:
        juuri = ElementTree.fromstring(sisalto)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise _ei_aukea() from error
    return "\n".join(_kappaleet(juuri))


def _kappaleet(juuri):
    numero = 0
    for kappale in juuri.iter(f"{_W}p"):
        osat = []
        for osa in kappale.iter():
            if osa.tag == f"{_W}t":
                osat.append(osa.text or "")
            elif osa.tag in (f"{_W}tab", f"{_W}br"):
                osat.append("\n" if osa.tag == f"{_W}br" else " ")
        teksti = "".join(osat).strip()
        if teksti and _on_otsikko(kappale):
            yield ""
            # A heading's number is Word's own and not in the text.
            if kappale.find(f"{_W}pPr/{_W}numPr") is not None:
                numero += 1
                teksti = f"{numero}. {teksti}"
        yield teksti


def _on_otsikko(kappale):
    tyyli = kappale.find(f"{_W}pPr/{_W}pStyle")
    return tyyli is not None and bool(re.match(r"(?i)(heading|otsikko|rubrik)", tyyli.get(f"{_W}val", "")))


def _ei_aukea():
    return ValidationError(
        _(
            "Tiedoston tekstiä ei voitu lukea. Tallenna tiedosto uudelleen ilman salasanaa, tai liitä teksti kenttään."
        )
    )


def _liian_suuri():
    return ValidationError(
        _("Tiedostossa on liian paljon tekstiä luettavaksi. Liitä kenttään se osa, jossa esitys on.")
    )
