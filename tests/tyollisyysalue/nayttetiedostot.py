"""Real bytes of small files, made here so that no binary lies in the repository."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tyollisyysalue.tiedostot import DOCX, ODT, XLSX

PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(64) + b"\xff\xd9"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
EXE = b"MZ\x90\x00\x03" + bytes(200)
# The container of old Office files, and of new ones behind a password.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MAKRO_DOCX = "application/vnd.ms-word.document.macroEnabled"


def _lohko(nimi, sisalto):
    return struct.pack(">I", len(sisalto)) + nimi + sisalto + struct.pack(">I", zlib.crc32(nimi + sisalto))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _lohko(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _lohko(b"IDAT", zlib.compress(b"\x00\x00"))
    + _lohko(b"IEND", b"")
)


def zip_tiedosto(sisallot, pakkaus=ZIP_DEFLATED):
    """A zip of ``(name, content)`` pairs."""
    tiedosto = BytesIO()
    with ZipFile(tiedosto, "w", pakkaus) as paketti:
        for nimi, sisalto in sisallot:
            paketti.writestr(nimi, sisalto)
    return tiedosto.getvalue()


def sisaltotyypit(*tyypit):
    osat = "".join(f'<Override PartName="/osa{i}" ContentType="{t}"/>' for i, t in enumerate(tyypit))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{osat}</Types>'
    )


def ooxml(*tyypit, muut=()):
    return zip_tiedosto(
        [("[Content_Types].xml", sisaltotyypit(*(f"{t}.main+xml" for t in tyypit))), ("osa0", "<x/>"), *muut]
    )


def docx():
    return ooxml(DOCX)


def xlsx():
    return ooxml(XLSX)


def odt(muut=(), mimetype=ODT):
    return zip_tiedosto([("mimetype", mimetype), ("content.xml", "<x/>"), *muut])
