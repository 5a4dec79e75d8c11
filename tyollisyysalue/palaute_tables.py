import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue import palaute
from tyollisyysalue.models import Palaute
from tyollisyysalue.tables import PvmColumn, Taulu, TilaColumn, tunniste

TILAN_LAJIT = {Palaute.Tila.SAAPUNUT: "tieto", Palaute.Tila.VASTATTU: "onnistui"}


class PalauteTable(Taulu):
    numero = tables.Column(
        gettext_lazy("Numero"),
        order_by=("saapumisaika", "pk"),
        linkify=True,
        attrs={"cell": {"class": "yhdessa"}},
    )
    aihe = tables.Column(gettext_lazy("Aihe"), order_by=("aihe", "-saapumisaika"))
    tila = TilaColumn(verbose_name=gettext_lazy("Tila"), lajit=TILAN_LAJIT, order_by=("tila", "maarapvm"))
    saapumisaika = PvmColumn(verbose_name=gettext_lazy("Saapunut"), order_by=("saapumisaika", "pk"))
    maarapvm = PvmColumn(verbose_name=gettext_lazy("Vastattava viimeistään"), order_by=("maarapvm", "pk"))

    def render_maarapvm(self, value, record, column):
        pvm = column.render(value)
        if palaute.myohassa(record):
            return format_html("{} {}", pvm, tunniste(_("myöhässä"), "virhe"))
        return pvm

    def value_maarapvm(self, value):
        return value
