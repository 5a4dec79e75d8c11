import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Henkilo, Kunta
from yhteyshenkilot import menneet
from yhteyshenkilot.models import Avainprosessi, Luettelosaaja, Poissaolo, Tapaaminen, Vastuu, Yhteistyoryhma


def kunnat(request):
    """The municipalities of the reader's cooperation; for others all that are served here."""
    if alueet := roolit.yhteistyoalueet(request.user):
        return Kunta.objects.filter(alue__in=alueet)
    return Kunta.objects.kaytossa()


def omat_kunnat(request):
    """The municipalities whose contacts the reader sees whole: the area's for its staff, a liaison's own."""
    user = request.user
    return Kunta.objects.filter(Q(alue__in=roolit.alueet(user)) | Q(pk__in=roolit.kunnat(user)))


def prosessit(request):
    if alueet := roolit.yhteistyoalueet(request.user):
        return Avainprosessi.objects.filter(alue__in=alueet)
    return Avainprosessi.objects.filter(alue__kaytossa=True)


class HakemistoFilter(django_filters.FilterSet):
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
        fields = ["kunta", "prosessi", "laji", "henkilo"]

    def suodata_henkilo(self, queryset, name, value):
        return queryset.filter(henkilo__nimi__icontains=value)


class VastuuFilter(HakemistoFilter):
    """For those in the cooperation, who can ask who it was on a day."""

    pvm = django_filters.DateFilter(
        label=_("Tilanne"), method="suodata_pvm", widget=PvmInput, initial=kello.tanaan
    )

    class Meta(HakemistoFilter.Meta):
        fields = ["pvm", *HakemistoFilter.Meta.fields]

    def __init__(self, data, *args, **kwargs):
        data = data.copy()
        if not data.get("pvm"):
            data["pvm"] = kello.tanaan().isoformat()
        super().__init__(data, *args, **kwargs)

    def filter_queryset(self, queryset):
        # A day that was not understood is told at the field, and the list is of today.
        self.form.cleaned_data.setdefault("pvm", kello.tanaan())
        return super().filter_queryset(queryset)

    def suodata_pvm(self, queryset, name, value):
        # What is public is public today.
        if value != kello.tanaan():
            queryset = queryset.omat(self.request.user)
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
