import django_filters as filters
from django.db import models
from django.utils.translation import gettext_lazy as _

from paatokset.models import Fraasi, Lainkohta
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake
from tyollisyysalue.haku import rajaa


class Voimassaolo(models.TextChoices):
    VOIMASSA = "voimassa", _("voimassa tänään")
    MUUT = "muut", _("päättyneet ja tulevat")


class LainkohtaFilter(filters.FilterSet):
    q = filters.CharFilter(field_name="teksti_fi", lookup_expr="icontains", label=_("Säädös tai pykälä"))
    kaytto = filters.ChoiceFilter(choices=Lainkohta.Kaytto, label=_("Käyttö"), empty_label=_("Kaikki"))
    tila = filters.ChoiceFilter(
        method="voimassa", choices=Voimassaolo, label=_("Voimassa"), empty_label=_("Kaikki")
    )

    class Meta:
        model = Lainkohta
        fields = ["q", "kaytto", "tila"]
        form = Lomake

    def voimassa(self, queryset, name, value):
        return voimassaolon_mukaan(queryset, value)


class FraasiFilter(filters.FilterSet):
    q = filters.CharFilter(method="haku", label=_("Nimi tai teksti"))
    laji = filters.ChoiceFilter(choices=Fraasi.Laji, label=_("Laji"), empty_label=_("Kaikki"))
    tila = filters.ChoiceFilter(
        method="voimassa", choices=Voimassaolo, label=_("Voimassa"), empty_label=_("Kaikki")
    )

    class Meta:
        model = Fraasi
        fields = ["q", "laji", "tila"]
        form = Lomake

    def haku(self, queryset, name, value):
        return rajaa(queryset, value, lambda sana: Fraasi.objects.filter(haku=sana.tekstista).values("pk"))

    def voimassa(self, queryset, name, value):
        return voimassaolon_mukaan(queryset, value)


def voimassaolon_mukaan(queryset, tila):
    voimassa = queryset.model.objects.voimassa(kello.tanaan())
    if tila == Voimassaolo.VOIMASSA:
        return queryset.filter(pk__in=voimassa)
    return queryset.exclude(pk__in=voimassa)
