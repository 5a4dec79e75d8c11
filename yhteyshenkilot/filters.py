import django_filters
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Henkilo, Kunta
from yhteyshenkilot.models import Avainprosessi, Luettelosaaja, Tapaaminen, Vastuu, Yhteistyoryhma


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
    henkilo = django_filters.CharFilter(
        field_name="henkilo__nimi", lookup_expr="icontains", label=_("Henkilön nimi")
    )

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


class HenkiloFilter(django_filters.FilterSet):
    nimi = django_filters.CharFilter(lookup_expr="icontains", label=_("Nimi"))
    kunta = django_filters.ModelChoiceFilter(
        queryset=kunnat, to_field_name="koodi", label=_("Kunta"), empty_label=_("Kaikki")
    )

    class Meta:
        model = Henkilo
        form = Lomake
        fields = ["nimi", "kunta"]


class KuittaamattaFilter(django_filters.FilterSet):
    kunta = django_filters.ModelChoiceFilter(
        queryset=kunnat, to_field_name="koodi", label=_("Kunta"), empty_label=_("Kaikki kunnat")
    )

    class Meta:
        model = Luettelosaaja
        form = Lomake
        fields = ["kunta"]


def ryhmat(request):
    return Yhteistyoryhma.objects.visible_to(request.user)


class TapaaminenFilter(django_filters.FilterSet):
    TULEVAT, MENNEET = "tulevat", "menneet"

    ryhma = django_filters.ModelChoiceFilter(
        queryset=ryhmat, label=_("Ryhmä"), empty_label=_("Kaikki ryhmät")
    )
    ajankohta = django_filters.ChoiceFilter(
        label=_("Ajankohta"),
        choices=[(TULEVAT, _("Tulevat")), (MENNEET, _("Menneet"))],
        empty_label=_("Kaikki ajat"),
        method="suodata_ajankohta",
    )
    tila = django_filters.ChoiceFilter(
        choices=Tapaaminen.Tila, label=_("Tila"), empty_label=_("Kaikki tilat")
    )

    class Meta:
        model = Tapaaminen
        form = Lomake
        fields = ["ryhma", "ajankohta", "tila"]

    def suodata_ajankohta(self, queryset, name, value):
        nyt = kello.nyt()
        return (
            queryset.filter(loppuaika__gte=nyt)
            if value == self.TULEVAT
            else queryset.filter(loppuaika__lt=nyt)
        )
