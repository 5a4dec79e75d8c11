import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from esitykset.vaiheet import TUNNISTEET
from tyollisyysalue import kello
from tyollisyysalue.kielet import merkitty
from tyollisyysalue.tables import PvmColumn, Taulu, TilaColumn, tunniste
from tyollisyysalue.tekstit import pvm


class EsitysTable(Taulu):
    otsikko = tables.Column(verbose_name=_("Esitys"))
    kunta = tables.Column(order_by="kunta__aakkos")
    asia = tables.Column(
        accessor="asia__numero",
        verbose_name=_("Asianumero"),
        order_by=("asia__vuosi", "asia__juokseva"),
        attrs={"cell": {"class": "yhdessa"}},
    )
    saapumisaika = PvmColumn()
    tila = TilaColumn(lajit=TUNNISTEET)
    maaraaika = PvmColumn(verbose_name=_("Määräaika"))
    kasittelija = tables.Column(
        accessor="kasittelija__nimi", verbose_name=_("Käsittelijä"), order_by="kasittelija__aakkos"
    )

    def render_otsikko(self, value, record):
        return format_html('<a href="{}">{}</a>{}', record.get_absolute_url(), merkitty(value), kiire(record))

    def value_otsikko(self, value, record):
        return f"{value}{kiire(record)}"

    def render_maaraaika(self, value):
        if value < kello.tanaan():
            return format_html("{} {}", pvm(value), tunniste(_("myöhässä"), "virhe"))
        return pvm(value)


def kiire(esitys):
    return f" ({_('kiireellinen')})" if esitys.kiireellinen else ""
