import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from esitykset.models import KASITTELIJAT, Esitys
from tyollisyysalue import roolit
from tyollisyysalue.forms import Lomake
from tyollisyysalue.models import Kunta


def luettavat_kunnat(request):
    user = request.user
    return Kunta.objects.filter(
        Q(pk__in=roolit.kunnat(user)) | Q(alue__in=roolit.alueet(user, *KASITTELIJAT))
    )


class EsitysFilter(filters.FilterSet):
    q = filters.CharFilter(method="haku", label=_("Otsikko tai numero"))
    tila = filters.ChoiceFilter(choices=Esitys.Tila, label=_("Tila"), empty_label=_("Kaikki"))
    kunta = filters.ModelChoiceFilter(
        queryset=luettavat_kunnat, to_field_name="koodi", label=_("Kunta"), empty_label=_("Kaikki")
    )

    class Meta:
        model = Esitys
        fields = ["q", "tila", "kunta"]
        form = Lomake

    def haku(self, queryset, name, value):
        return queryset.haku(value)
