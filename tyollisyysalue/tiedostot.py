"""What an uploaded file really is, read from its bytes, and a name under which it can be handed out."""

import re
import struct
import unicodedata
import zlib
from pathlib import PurePosixPath
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import puremagic

ODT = "application/vnd.oasis.opendocument.text"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYYPIT = {
    ".pdf": "application/pdf",
    ".docx": DOCX,
    ".xlsx": XLSX,
    ".odt": ODT,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}

# No more of a packed entry is unpacked than this: real ones are a few kilobytes.
_ENINTAAN = 256 * 1024
_ZIP_VIRHEET = (
    BadZipFile,
    zlib.error,
    struct.error,
    ElementTree.ParseError,
    NotImplementedError,
    EOFError,
    OSError,
    LookupError,
    OverflowError,
    ValueError,
)
_MAKRO = re.compile(r"macroenabled|macrosheet|vbaproject", re.IGNORECASE)
# LibreOffice leaves an empty library's index behind in files that have no macro.
_ODT_MAKRO = re.compile(r"Scripts/.*[^/]|Basic/[^/]+/(?!script-lb\.xml).+")


class TiedostoVirhe(Exception):
    """The bytes are not what the name promises."""


class MakroVirhe(TiedostoVirhe):
    """An office document with macros, whatever its name."""


def turvallinen_nimi(nimi):
    """The name without folders, control characters and signs that some system gives a meaning to."""
    nimi = unicodedata.normalize("NFC", nimi).replace("\\", "/").rpartition("/")[2]
    # Category C holds the characters that turn the reading direction too, which can hide the real ending.
    nimi = "".join(merkki for merkki in nimi if unicodedata.category(merkki)[0] != "C")
    nimi = re.sub(r'[<>:"|?*\s]+', " ", nimi).strip(" .")
    polku = PurePosixPath(nimi)
    return f"{polku.stem[:100].strip(' .') or 'liite'}{polku.suffix.lower()}"


def tunnista(tiedosto, paate):
    """The media type of a file whose name ends in ``paate``; TiedostoVirhe if its bytes say otherwise."""
    tyyppi = TYYPIT[paate]
    tiedosto.seek(0)
    alku = tiedosto.read(4096)
    if not alku:
        raise TiedostoVirhe("empty")
    # Never with the file's name: puremagic then trusts its ending over the bytes, opens a file of that name on
    # our own disk, and unpacks zip entries whole.
    osumat = {osuma.mime_type for osuma in puremagic.magic_string(alku) if osuma.offset == 0}
    if tyyppi not in osumat:
        raise TiedostoVirhe("other bytes")
    # To puremagic every zip may be any office document.
    if tyyppi in (DOCX, XLSX, ODT):
        _tarkasta_paketti(tiedosto, tyyppi)
    return tyyppi


def _tarkasta_paketti(tiedosto, tyyppi):
    try:
        with ZipFile(tiedosto) as paketti:
            nimet = paketti.namelist()
            # Of two entries with one name the office program may read the one that we did not.
            if len({nimi.lower() for nimi in nimet}) != len(nimet):
                raise TiedostoVirhe("duplicate entries")
            loydetty = _odf_tyyppi(paketti) if tyyppi == ODT else _ooxml_tyypit(paketti)
    except _ZIP_VIRHEET as error:
        raise TiedostoVirhe("broken package") from error
    makro = _ODT_MAKRO.fullmatch if tyyppi == ODT else _MAKRO.search
    if any(makro(nimi) for nimi in nimet) or any(_MAKRO.search(nimi) for nimi in loydetty):
        raise MakroVirhe
    if (tyyppi if tyyppi == ODT else f"{tyyppi}.main+xml") not in loydetty:
        raise TiedostoVirhe("another kind of package")


def _lue(paketti, nimi):
    tieto = paketti.getinfo(nimi)
    if tieto.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or tieto.flag_bits & 1:
        raise TiedostoVirhe("locked or rarely packed entry")
    with paketti.open(tieto) as entry:
        sisalto = entry.read(_ENINTAAN + 1)
    if len(sisalto) > _ENINTAAN:
        raise TiedostoVirhe("too large an entry")
    return sisalto


def _odf_tyyppi(paketti):
    paketti.getinfo("content.xml")
    return {_lue(paketti, "mimetype").decode("ascii").strip()}


def _ooxml_tyypit(paketti):
    # Parsed and not searched: an entity or another encoding would hide the word for macros from a search.
    juuri = ElementTree.fromstring(_lue(paketti, "[Content_Types].xml"))
    return {osa.get("ContentType", "") for osa in juuri}
