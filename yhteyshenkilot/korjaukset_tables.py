import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.forms import Lomake
from tyollisyysalue.tables import PvmColumn, Taulu, TilaColumn
from yhteyshenkilot.models import Korjausehdotus
from yhteyshenkilot.tables import Linkki

KORJAUKSEN_TUNNISTEET = {"avoin": "huomio", "ratkaistu": "onnistui"}
KENTAN_TUNNISTEET = {"avoin": "huomio", "hyvaksytty": "onnistui", "hylatty": "virhe"}


class KorjausFilter(django_filters.FilterSet):
    tila = django_filters.ChoiceFilter(
        choices=Korjausehdotus.Tila, label=_("Tila"), empty_label=_("Kaikki tilat")
    )
    henkilo = django_filters.CharFilter(
        field_name="henkilo__nimi", lookup_expr="icontains", label=_("Henkilön nimi")
    )

    class Meta:
        model = Korjausehdotus
        form = Lomake
        fields = ["tila", "henkilo"]


class KorjausTable(Taulu):
    henkilo = Linkki(
        osoite=lambda ehdotus: ehdotus.get_absolute_url(),
        teksti=lambda ehdotus, henkilo: henkilo.nimi,
        order_by="henkilo__aakkos",
    )
    kenttia = tables.Column(
        verbose_name=_("Ehdotettuja tietoja"), attrs={"cell": {"class": "luku"}}, orderable=False
    )
    ehdottaja = tables.Column(orderable=False)
    ehdotusaika = PvmColumn()
    tila = TilaColumn(lajit=KORJAUKSEN_TUNNISTEET)

    def render_ehdottaja(self, value):
        return value.nimi
