import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from paatokset.models import Paatos
from tyollisyysalue.kielet import merkitty
from tyollisyysalue.tables import PvmColumn, Taulu, TilaColumn

TUNNISTEET = {
    Paatos.Tila.ESITTELIJALLA: "tieto",
    Paatos.Tila.PALAUTETTU: "huomio",
    Paatos.Tila.HYVAKSYTTY: "tieto",
    Paatos.Tila.KASITELTY: "tieto",
    Paatos.Tila.TARKASTETTU: "onnistui",
}


class PaatosTable(Taulu):
    rivin_otsikko = "otsikko"

    kokouspvm = PvmColumn()
    pykalatunnus = tables.Column(
        verbose_name=_("pykälä"),
        order_by=("vuosi", "pykala"),
        attrs={"cell": {"class": "yhdessa"}},
        empty_values=(None,),
    )
    otsikko = tables.Column()
    asia = tables.Column(
        accessor="asia__numero",
        verbose_name=_("asianumero"),
        order_by=("asia__vuosi", "asia__juokseva"),
        attrs={"cell": {"class": "yhdessa"}},
    )
    tila = TilaColumn(lajit=TUNNISTEET)

    def render_otsikko(self, value, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), merkitty(value, record.kieli))

    def value_otsikko(self, value):
        return value
