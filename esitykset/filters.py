import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from esitykset.models import KASITTELIJAT, Esitys
from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake
from tyollisyysalue.models import Henkilo, Kunta

OMA = "oma"


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
    vuosi = filters.NumberFilter(
        field_name="saapumisaika__year", label=_("Saapumisvuosi"), min_value=1900, max_value=2199
    )
    kasittelija = filters.ChoiceFilter(
        method="suodata_kasittelija", label=_("Käsittelijä"), empty_label=_("Kaikki")
    )
    myohassa = filters.BooleanFilter(
        method="suodata_myohassa", label=_("Vain myöhässä olevat"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Esitys
        fields = ["q", "tila", "kunta", "vuosi", "kasittelija", "myohassa"]
        form = Lomake

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A liaison has one municipality's requests and does not divide the area's work.
        if not (alueet := roolit.alueet(self.request.user, *KASITTELIJAT)):
            del self.filters["kasittelija"]
            return
        henkilot = Henkilo.objects.filter(alue__in=alueet, kasiteltavat_esitykset__isnull=False).distinct()
        self.filters["kasittelija"].extra["choices"] = lambda: [
            (OMA, _("minä")),
            *((str(henkilo.pk), henkilo.nimi) for henkilo in henkilot),
        ]

    def haku(self, queryset, name, value):
        return queryset.haku(value)

    def suodata_kasittelija(self, queryset, name, value):
        if value == OMA:
            return queryset.filter(kasittelija__user=self.request.user)
        return queryset.filter(kasittelija=value)

    def suodata_myohassa(self, queryset, name, value):
        return queryset.myohassa(kello.tanaan()) if value else queryset
