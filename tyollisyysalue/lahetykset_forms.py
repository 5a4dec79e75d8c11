import django_filters as filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import ilmoitukset, lahetykset
from tyollisyysalue.forms import Lomake, PvmInput
from tyollisyysalue.models import Lahetys, Palautus, Vastaanottaja
from tyollisyysalue.models.lahetykset import ONGELMAT

ONGELMISSA = "ongelmat"
TILAT = [(ONGELMISSA, _("jokin ongelma")), *Vastaanottaja.Tila.choices]


def tilan_ehto(arvo):
    return Q(tila__in=ONGELMAT) if arvo == ONGELMISSA else Q(tila=arvo)


def lajit():
    nimet = {avain: laji.nimi for avain, laji in ilmoitukset.lajit.items()} | lahetykset.lajit
    return sorted(((avain, str(nimi)) for avain, nimi in nimet.items()), key=lambda laji: laji[1])


class LahetysFilter(filters.FilterSet):
    tila = filters.ChoiceFilter(
        choices=TILAT, method="suodata_tila", label=_("Tila"), empty_label=_("Kaikki")
    )
    laji = filters.ChoiceFilter(choices=lajit, label=_("Laji"), empty_label=_("Kaikki"))
    alku = filters.DateFilter("luontiaika", "date__gte", label=_("Alkaen"), widget=PvmInput)
    loppu = filters.DateFilter("luontiaika", "date__lte", label=_("Päättyen"), widget=PvmInput)
    q = filters.CharFilter(method="haku", label=_("Aihe tai vastaanottaja"))

    class Meta:
        model = Lahetys
        fields = ["tila", "laji", "alku", "loppu", "q"]
        form = Lomake

    def suodata_tila(self, queryset, name, value):
        rivit = Vastaanottaja.objects.filter(tilan_ehto(value), lahetys=OuterRef("pk"))
        return queryset.filter(Exists(rivit))

    def haku(self, queryset, name, value):
        rivit = Vastaanottaja.objects.filter(
            Q(nimi__icontains=value) | Q(sahkoposti__icontains=value), lahetys=OuterRef("pk")
        )
        return queryset.filter(Q(aihe__icontains=value) | Exists(rivit))


class VastaanottajaFilter(filters.FilterSet):
    tila = filters.ChoiceFilter(
        choices=TILAT, method="suodata_tila", label=_("Tila"), empty_label=_("Kaikki")
    )

    class Meta:
        model = Vastaanottaja
        fields = ["tila"]
        form = Lomake

    def suodata_tila(self, queryset, name, value):
        return queryset.filter(tilan_ehto(value))


class PalautusFilter(filters.FilterSet):
    kohdistamatta = filters.ChoiceFilter(
        choices=[("ei", _("ei tiedossa")), ("on", _("tiedossa"))],
        method="suodata_kohdistus",
        label=_("Mikä viesti palautui"),
        empty_label=_("Kaikki"),
    )
    laji = filters.ChoiceFilter(choices=Palautus.Laji, label=_("Laji"), empty_label=_("Kaikki"))

    class Meta:
        model = Palautus
        fields = ["kohdistamatta", "laji"]
        form = Lomake

    def suodata_kohdistus(self, queryset, name, value):
        return queryset.filter(vastaanottaja__isnull=value == "ei")


class VahvistusForm(Lomake):
    """Nothing to fill in: the confirmation itself."""
