"""Lists as files: CSV as Finnish Excel opens it, and XLSX. Rows pass through one by one, whatever their number."""

import csv
import datetime
import html
import io
import re
from decimal import Decimal
from tempfile import TemporaryFile

from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.html import strip_tags
from django.utils.safestring import SafeData
from django.utils.timezone import make_naive
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from tyollisyysalue import kello, tekstit
from tyollisyysalue.kello import HELSINKI

RIVINVAIHTO = re.compile(r"<br\s*/?>")
# What a spreadsheet would take for a formula, or let a cell grow into the next.
KAAVAN_ALUT = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel's own limit for a sheet's rows, its header among them.
EXCELIN_RIVIT = 1_048_576
LEVEIN = 60


def tiedosto(taulu, nimi, muoto):
    """The rows of the list as a file to be downloaded, complete or not at all (``ValidationError``)."""
    # Asked before the first row is read: a million of them take minutes.
    if muoto == "xlsx" and len(taulu.data) >= EXCELIN_RIVIT:
        raise ValidationError(
            _(
                "Luettelossa on enemmän rivejä kuin taulukkoon mahtuu. Rajaa luetteloa tai lataa se CSV-muodossa."
            )
        )
    kirjoita, tyyppi = MUODOT[muoto]
    # On disk, not in memory: the portal serves others meanwhile.
    file = TemporaryFile()  # noqa: SIM115 -- the response closes it
    kirjoita(taulu, nimi, file)
    file.seek(0)
    return FileResponse(
        file,
        as_attachment=True,
        filename=f"{nimi}-{kello.tanaan():%Y-%m-%d}.{muoto}",
        content_type=tyyppi,
    )


def rivit(taulu):
    """First the headers, then the rows, as plain values: text, numbers, dates, None."""
    sarakkeet = taulu.vietavat()
    yield [isolla(force_str(otsikko)) for otsikko, lue in sarakkeet]
    for row in taulu.kaikki_rivit():
        yield [arvona(lue(row)) for otsikko, lue in sarakkeet]


def isolla(teksti):
    return teksti[:1].upper() + teksti[1:]


def arvona(arvo):
    """What a column gives, without HTML and as a type that a spreadsheet knows."""
    if isinstance(arvo, SafeData):
        arvo = html.unescape(strip_tags(RIVINVAIHTO.sub("; ", str(arvo))))
    elif isinstance(arvo, Promise):
        arvo = str(arvo)
    if isinstance(arvo, datetime.datetime):
        # A sheet knows no time zones.
        return arvo.astimezone(HELSINKI).replace(tzinfo=None, microsecond=0)
    if isinstance(arvo, bool) or not isinstance(arvo, int | float | Decimal | datetime.date | datetime.time):
        return None if arvo is None or arvo == "" else str(arvo)
    return arvo


def kirjoita_csv(taulu, nimi, file):
    # The mark at the start tells Excel that the letters are UTF-8.
    teksti = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    csv.writer(teksti, delimiter=";", lineterminator="\r\n").writerows(
        [csv_soluna(arvo) for arvo in rivi] for rivi in rivit(taulu)
    )
    teksti.detach()


def csv_soluna(arvo):
    match arvo:
        case None:
            return ""
        case datetime.datetime():
            return f"{tekstit.pvm(arvo.date())} {arvo.hour}.{arvo:%M}"
        case datetime.date():
            return tekstit.pvm(arvo)
        case datetime.time():
            return f"{arvo.hour}.{arvo:%M}"
        case str():
            return f"'{arvo}" if arvo.startswith(KAAVAN_ALUT) else arvo
    return f"{arvo:f}".replace(".", ",") if isinstance(arvo, Decimal) else str(arvo).replace(".", ",")


def kirjoita_xlsx(taulu, nimi, file):
    kirja = Workbook(write_only=True)
    kirja.properties.title = nimi
    kirja.properties.created = kirja.properties.modified = make_naive(kello.nyt(), datetime.UTC)
    arkki = kirja.create_sheet(title=isolla(nimi)[:31])
    arkki.freeze_panes = "A2"
    kaikki = rivit(taulu)
    otsikot = next(kaikki)
    for numero, otsikko in enumerate(otsikot, 1):
        arkki.column_dimensions[get_column_letter(numero)].width = min(max(len(otsikko) + 4, 14), LEVEIN)
    arkki.append([xlsx_soluna(arkki, otsikko, lihava=True) for otsikko in otsikot])
    maara = 1
    for rivi in kaikki:
        arkki.append([xlsx_soluna(arkki, arvo) for arvo in rivi])
        maara += 1
    arkki.auto_filter.ref = f"A1:{get_column_letter(len(otsikot))}{maara}"
    kirja.save(file)


def xlsx_soluna(arkki, arvo, *, lihava=False):
    if isinstance(arvo, str):
        arvo = ILLEGAL_CHARACTERS_RE.sub("", arvo)
        if not lihava and not arvo.startswith("="):
            return arvo
        solu = WriteOnlyCell(arkki, arvo)
        # As text, not as the formula that it looks like.
        solu.data_type = "s"
        if lihava:
            solu.font = Font(bold=True)
        return solu
    if isinstance(arvo, datetime.date | datetime.time):
        solu = WriteOnlyCell(arkki)
        solu.value = arvo
        solu.number_format = XLSX_MUODOT[type(arvo)]
        return solu
    return arvo


XLSX_MUODOT = {datetime.datetime: "d.m.yyyy h:mm", datetime.date: "d.m.yyyy", datetime.time: "h:mm"}
MUODOT = {
    "csv": (kirjoita_csv, "text/csv; charset=utf-8"),
    "xlsx": (kirjoita_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
