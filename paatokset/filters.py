import django_filters as filters
from django.utils.translation import gettext_lazy as _

from paatokset.models import Paatos
from tyollisyysalue.forms import Lomake


class PaatosFilter(filters.FilterSet):
    q = filters.CharFilter(method="haku", label=_("Otsikko, asianumero tai pykälä"))
    vuosi = filters.NumberFilter(field_name="vuosi", label=_("Vuosi"))
    tila = filters.ChoiceFilter(choices=Paatos.Tila, label=_("Tila"), empty_label=_("Kaikki"))

    class Meta:
        model = Paatos
        fields = ["q", "vuosi", "tila"]
        form = Lomake

    def haku(self, queryset, name, value):
        return queryset.haku(value)
