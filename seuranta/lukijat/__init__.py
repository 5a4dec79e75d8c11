"""Files of figures, each form read into one (``kuutio.Kuutio``), whatever the file is called.

A reader knows its form and nothing of tables, measures or municipalities; ``seuranta.tulkinta`` judges what it read.
Whatever the bytes are, a reader raises nothing but ``TaulukkoVirhe``.
"""

import codecs

from django.utils.translation import gettext as _

from seuranta.lukijat import jsonstat, jsonteksti, mallipohja, pxaxis, pxjson
from seuranta.lukijat.virheet import hylkays

# Five years of the whole table; the service gives out one year at a time.
ENIMMAISKOKO = 5 * 1024 * 1024
# Of the template as text the rows are never in memory together: twenty years of a table with thirty measures. Only the
# command line takes as much, since storing it lasts longer than a browser waits.
CSV_ENIMMAISKOKO = 32 * 1024 * 1024

_VANHA_EXCEL = b"\xd0\xcf\x11\xe0"


def lue(tavut):
    """The cube in a file. Raises ``TaulukkoVirhe``."""
    lukija = _lukija(tavut)
    enintaan = CSV_ENIMMAISKOKO if lukija is mallipohja.lue_csv else ENIMMAISKOKO
    if len(tavut) > enintaan:
        raise hylkays(liian_suuri(enintaan))
    return lukija(tavut)


def _lukija(tavut):
    """Which of the readers knows the form of the bytes."""
    if not tavut.strip():
        raise hylkays(_("Tiedosto on tyhjä. Lataa taulukko uudelleen."))
    if mallipohja.on_xlsx(tavut):
        return mallipohja.lue_xlsx
    if tavut.startswith(_VANHA_EXCEL):
        raise hylkays(_("Tiedosto on vanhaa Excel-muotoa (XLS). Tallenna se muodossa XLSX."))
    if tavut.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise hylkays(_("Tiedoston merkistö on UTF-16. Tallenna se merkistöllä UTF-8."))
    if pxaxis.on(tavut):
        return pxaxis.lue
    if tavut.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"["):
        return _json
    return mallipohja.lue_csv


def _json(tavut):
    data = jsonteksti.lue(tavut)
    if jsonstat.on(data):
        return jsonstat.lue([data])
    if isinstance(data, list) and data:
        return jsonstat.lue(data)
    if isinstance(data, dict) and isinstance(data.get("dataset"), dict):
        raise hylkays(_("Tiedosto on JSON-statin vanhaa muotoa. Lataa taulukko muodossa JSON-stat 2."))
    if isinstance(data, dict):
        return pxjson.lue(data)
    raise pxjson.ei_taulukko()


def ohje():
    return _(
        "JSON-stat 2, PxWeb JSON, PC-Axis (PX) tai mallipohja CSV- tai XLSX-muodossa. Muoto tunnistetaan sisällöstä. "
        "Enintään %(enintaan)s megatavua. Suuremman CSV-tiedoston voi tuoda komentoriviltä."
    ) % {"enintaan": ENIMMAISKOKO // 2**20}


def liian_suuri(enintaan=ENIMMAISKOKO):
    return _(
        "Tiedosto on liian suuri. Suurin sallittu koko on %(enintaan)s megatavua. Valitse vähemmän kuukausia."
    ) % {"enintaan": enintaan // 2**20}
