"""The empty template of a table's figures, with instructions in a workbook."""

import csv
import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from seuranta.lukijat.mallipohja import KUNTA, KUUKAUSI
from seuranta.merkit import Puuttuva
from tyollisyysalue.tiedostot import XLSX

MUODOT = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


def ohjeet():
    """How the template is filled, line by line."""
    return [
        _("Yhdellä rivillä ovat yhden kunnan luvut yhdeltä kuukaudelta."),
        _("kunta: kuntanumero, kolme numeroa, esimerkiksi 687. KU687 käy myös."),
        _("kuukausi: esimerkiksi 2026M06, 2026-06 tai 6/2026."),
        _("Muut sarakkeet ovat mittareita. Poista ne, joita et tuo, ja jätä otsikot ennalleen."),
        _("Desimaalierotin on pilkku tai piste. Tuhansien väliin ei kirjoiteta mitään."),
        _("Tyhjää solua ei hyväksytä. Jos lukua ei ole, kirjoita merkki, joka kertoo syyn:"),
        *(f"{merkki.value}   {merkki.label}" for merkki in Puuttuva),
    ]


def tiedosto(mittarit, muoto):
    """The template as bytes."""
    otsikot = [KUNTA, KUUKAUSI, *(mittari.koodi for mittari in mittarit)]
    return _csv(otsikot) if muoto == "csv" else _xlsx(otsikot, mittarit)


def _csv(otsikot):
    teksti = io.StringIO()
    csv.writer(teksti, delimiter=";").writerow(otsikot)
    # With the mark by which spreadsheets know the encoding.
    return teksti.getvalue().encode("utf-8-sig")


def _xlsx(otsikot, mittarit):
    kirja = Workbook()
    kirja.remove(kirja.worksheets[0])
    luvut = kirja.create_sheet(_("Luvut"))
    luvut.append(otsikot)
    for solu in luvut[1]:
        solu.font = Font(bold=True)
    luvut.freeze_panes = "C2"
    # Else a sheet takes the zeros from the start of 005, and makes days of months.
    for sarake in ("A", "B"):
        luvut.column_dimensions[sarake].number_format = "@"
    ohje = kirja.create_sheet(_("Ohje"))
    for rivi in ohjeet():
        ohje.append([rivi])
    ohje.append([])
    ohje.append([_("Sarake"), _("Mittari")])
    for mittari in mittarit:
        ohje.append([mittari.koodi, mittari.nimi])
    ohje.column_dimensions["A"].width = 32
    tavut = io.BytesIO()
    kirja.save(tavut)
    return tavut.getvalue()
