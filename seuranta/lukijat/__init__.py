"""Files of figures, each form read into one (``kuutio.Kuutio``), whatever the file is called.

A reader knows its form and nothing of tables, measures or municipalities; ``seuranta.tulkinta`` judges what it read.
Whatever the bytes are, a reader raises nothing but ``TaulukkoVirhe``.
"""

from django.utils.translation import gettext as _

from seuranta.lukijat import jsonstat, jsonteksti, pxaxis, pxjson
from seuranta.lukijat.virheet import hylkays

# Five years of the whole table; the service gives out one year at a time.
ENIMMAISKOKO = 5 * 1024 * 1024


def lue(tavut):
    """The cube in a file. Raises ``TaulukkoVirhe``."""
    if len(tavut) > ENIMMAISKOKO:
        raise hylkays(liian_suuri())
    if not tavut.strip():
        raise hylkays(_("Tiedosto on tyhjä. Lataa taulukko uudelleen."))
    if pxaxis.on(tavut):
        return pxaxis.lue(tavut)
    return _json(jsonteksti.lue(tavut))


def _json(data):
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
    return _("Taulukko 12r5 PxWebin JSON-muodossa. Enintään %(enintaan)s megatavua.") % {
        "enintaan": ENIMMAISKOKO // 2**20
    }


def liian_suuri():
    return _(
        "Tiedosto on liian suuri. Suurin sallittu koko on %(enintaan)s megatavua. Valitse vähemmän kuukausia."
    ) % {"enintaan": ENIMMAISKOKO // 2**20}
