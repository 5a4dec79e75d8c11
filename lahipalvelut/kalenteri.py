"""A year of service days: of one municipality, or of every municipality of an area side by side."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

import django_tables2 as tables
from django.core.cache import cache
from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lahipalvelut.models import Palvelupaiva
from tyollisyysalue import kello
from tyollisyysalue.tables import PvmColumn, Taulu
from tyollisyysalue.tekstit import aikavali, viikonpaiva_pvm
from tyollisyysalue.tiivisteet import json_tiiviste

# Anyone may ask for the document, and laying it out takes a second: the same one is made once a day.
SAILYTYS = 24 * 60 * 60
Tila = Palvelupaiva.Tila


def vuoden_paivat(paivat, vuosi):
    return (
        paivat.jaksolla(date(vuosi, 1, 1), date(vuosi, 12, 31))
        .select_related("kunta", "palvelupiste", "siirretty_paivaan")
        .order_by("pvm", "alkuklo", "kunta__aakkos", "pk")
    )


def huomautus(paiva):
    """What the day is besides agreed: its state where it has changed or is over, and the holiday on which it falls."""
    osat = []
    if paiva.tila == Tila.SIIRRETTY:
        osat.append(_("siirretty: %(pvm)s") % {"pvm": viikonpaiva_pvm(paiva.siirretty_paivaan.pvm)})
    elif paiva.tila != Tila.AVOIN:
        osat.append(str(Tila(paiva.tila).label))
    if paiva.alkupera != Palvelupaiva.Alkupera.SUUNNITELMA:
        osat.append(str(Palvelupaiva.Alkupera(paiva.alkupera).label))
    if paiva.pyhapaiva:
        osat.append(paiva.pyhapaiva)
    return ", ".join(osat)


@dataclass(frozen=True)
class Merkinta:
    """A day as a page and a document write it."""

    paiva: Palvelupaiva
    huomautus: str

    @property
    def pvm(self):
        return self.paiva.pvm

    @property
    def viikko(self):
        return self.paiva.pvm.isocalendar().week

    @property
    def aika(self):
        return aikavali(self.paiva.alkuklo, self.paiva.loppuklo)

    @property
    def laji(self):
        """Kind of the badge."""
        return "onnistui" if self.paiva.tila == Tila.PIDETTY else "huomio"

    @property
    def on_poissa(self):
        """No service is given on it after all."""
        return self.paiva.tila in (Tila.PERUTTU, Tila.SIIRRETTY)


def kuukausittain(paivat):
    """``(number, name, days)`` of the twelve months."""
    kuut = defaultdict(list)
    for paiva in paivat:
        kuut[paiva.pvm.month].append(Merkinta(paiva, huomautus(paiva)))
    return [(numero, str(MONTHS[numero]).capitalize(), kuut[numero]) for numero in range(1, 13)]


def kunnittain(paivat):
    """``(municipality, days by month, how many are given)`` in the order of the alphabet."""
    kunnat: dict = defaultdict(lambda: defaultdict(list))
    for paiva in paivat:
        kunnat[paiva.kunta][paiva.pvm.month].append(Merkinta(paiva, huomautus(paiva)))
    return [
        (
            kunta,
            [kuut[numero] for numero in range(1, 13)],
            sum(not m.on_poissa for merkinnat in kuut.values() for m in merkinnat),
        )
        for kunta, kuut in sorted(kunnat.items(), key=lambda pari: pari[0].aakkos)
    ]


class KalenteriTable(Taulu):
    """The same days as a file."""

    pvm = PvmColumn(verbose_name=gettext_lazy("Päivä"), viikonpaiva=True)
    viikko = tables.Column(gettext_lazy("Viikko"), accessor="pvm", orderable=False)
    kunta = tables.Column(gettext_lazy("Kunta"), accessor="kunta__nimi", orderable=False)
    alkuklo = tables.Column(gettext_lazy("Alkaa"), orderable=False)
    loppuklo = tables.Column(gettext_lazy("Päättyy"), orderable=False)
    paikka = tables.Column(gettext_lazy("Paikka"), accessor="palvelupiste__nimi", orderable=False)
    osoite = tables.Column(gettext_lazy("Käyntiosoite"), accessor="palvelupiste__osoite", orderable=False)
    tila = tables.Column(gettext_lazy("Tila"), orderable=False)
    huomautus = tables.Column(gettext_lazy("Huomautus"), accessor="pk", empty_values=(), orderable=False)

    def value_pvm(self, value):
        return value

    def value_viikko(self, value):
        return value.isocalendar().week

    def value_alkuklo(self, value):
        return value

    def value_loppuklo(self, value):
        return value

    def value_huomautus(self, record):
        return huomautus(record)


def konteksti(paivat, *, otsikko, alue, vuosi, osoite, alueen):
    """Of the document. ``alueen``: a row for a municipality; else a table for a month."""
    kieli = get_language()
    kieli = kieli if kieli in ("fi", "sv") else "fi"
    with translation.override(kieli):
        organisaatio = alue.asiakirjanimi or alue.nimi
        return {
            "kieli": kieli,
            "otsikko": otsikko(),
            "asiakirjalaji": _("Lähipalvelukalenteri"),
            "organisaatio": organisaatio,
            "toimielin": organisaatio,
            "kokouspvm": None,
            "pykala": "",
            "asianumero": "",
            "julkisuus": _("Julkinen"),
            "luonnos": False,
            "luontiaika": datetime.combine(kello.tanaan(), time(), tzinfo=kello.HELSINKI),
            "pvm": kello.tanaan(),
            "vuosi": vuosi,
            "osoite": osoite,
            "paikka": osoite.partition("://")[2],
            "kuukaudet": kuukausittain(paivat),
            "alueen": alueen,
        }


def pdf(context):
    from tyollisyysalue.pdf import html_to_pdf, render_html  # noqa: PLC0415 -- importing WeasyPrint takes most of a second

    html = render_html("pdf/kalenteri.html", context)
    avain = f"lahipalvelut.kalenteri:{json_tiiviste(html)}"
    if (tavut := cache.get(avain)) is None:
        tavut = html_to_pdf(html)
        cache.set(avain, tavut, SAILYTYS)
    return tavut
