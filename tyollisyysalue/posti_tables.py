import django_filters as filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.forms import Lomake
from tyollisyysalue.models import SailytettyViesti
from tyollisyysalue.tables import Taulu
from tyollisyysalue.tekstit import klo, pvm


class ViestiFilter(filters.FilterSet):
    q = filters.CharFilter(method="haku", label=_("Vastaanottaja tai aihe"))

    class Meta:
        model = SailytettyViesti
        fields = ["q"]
        form = Lomake

    def haku(self, queryset, name, value):
        return queryset.haku(value)


class ViestiTable(Taulu):
    aihe = tables.Column(_("Aihe"), linkify=("posti-viesti", [tables.A("pk")]))
    vastaanottajat = tables.Column(_("Vastaanottajat"))
    aika = tables.Column(_("Aika"), order_by=("aika", "pk"), attrs={"cell": {"class": "yhdessa"}})

    def render_aika(self, value):
        return f"{pvm(value)} {klo(value)}"

    def value_aika(self, value):
        return value
