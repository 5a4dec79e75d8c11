import django_filters
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Henkilo, Kunta
from yhteyshenkilot import menneet
from yhteyshenkilot.models import Avainprosessi, Poissaolo, Vastuu


def kunnat(request):
    """The municipalities whose contacts the reader may see."""
    alueet = roolit.alueet(request.user)
    return Kunta.objects.filter(alue__in=alueet) | Kunta.objects.filter(pk__in=roolit.kunnat(request.user))


def prosessit(request):
    return Avainprosessi.objects.filter(alue__in=roolit.yhteistyoalueet(request.user))


class VastuuFilter(django_filters.FilterSet):
    pvm = django_filters.DateFilter(
        label=_("Tilanne"), method="suodata_pvm", widget=PvmInput, initial=kello.tanaan
    )
    kunta = django_filters.ModelChoiceFilter(
        queryset=kunnat, to_field_name="koodi", label=_("Kunta"), empty_label=_("Kaikki kunnat")
    )
    prosessi = django_filters.ModelChoiceFilter(
        queryset=prosessit, label=_("Avainprosessi"), empty_label=_("Kaikki avainprosessit")
    )
    laji = django_filters.ChoiceFilter(choices=Vastuu.Laji, label=_("Laji"), empty_label=_("Kaikki lajit"))
    henkilo = django_filters.CharFilter(method="suodata_henkilo", label=_("Henkilön nimi"))

    class Meta:
        model = Vastuu
        form = Lomake
        fields = ["pvm", "kunta", "prosessi", "laji", "henkilo"]

    def __init__(self, data, *args, **kwargs):
        data = data.copy()
        if not data.get("pvm"):
            data["pvm"] = kello.tanaan().isoformat()
        super().__init__(data, *args, **kwargs)

    def suodata_pvm(self, queryset, name, value):
        return queryset.voimassa(value)

    def suodata_henkilo(self, queryset, name, value):
        """By the name of today and by a former one, with which the lists of then are searched."""
        return queryset.filter(henkilo__in=menneet.nimella(Henkilo, value))


class PoissaoloFilter(django_filters.FilterSet):
    aika = django_filters.ChoiceFilter(
        label=_("Aika"),
        choices=[("nyt", _("nyt poissa")), ("tulossa", _("tulossa")), ("paattynyt", _("päättynyt"))],
        empty_label=_("Kaikki"),
        method="suodata_aika",
    )
    henkilo = django_filters.CharFilter(
        field_name="henkilo__nimi", lookup_expr="icontains", label=_("Henkilön nimi")
    )

    class Meta:
        model = Poissaolo
        form = Lomake
        fields = ["aika", "henkilo"]

    def suodata_aika(self, queryset, name, value):
        tanaan = kello.tanaan()
        if value == "nyt":
            return queryset.paivana(tanaan)
        if value == "tulossa":
            return queryset.filter(alkupvm__gt=tanaan)
        return queryset.filter(loppupvm__lt=tanaan)


class HenkiloFilter(django_filters.FilterSet):
    nimi = django_filters.CharFilter(lookup_expr="icontains", label=_("Nimi"))
    kunta = django_filters.ModelChoiceFilter(
        queryset=kunnat, to_field_name="koodi", label=_("Kunta"), empty_label=_("Kaikki")
    )

    class Meta:
        model = Henkilo
        form = Lomake
        fields = ["nimi", "kunta"]
