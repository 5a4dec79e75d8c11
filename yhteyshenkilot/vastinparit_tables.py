import django_filters
import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue import kello, tekstit
from tyollisyysalue.forms import Lomake
from tyollisyysalue.tables import PvmColumn, Taulu, TilaColumn, tunniste
from yhteyshenkilot.filters import kunnat, prosessit
from yhteyshenkilot.models import Vastinpari, Vastinpariehdotus
from yhteyshenkilot.nimet import isolla
from yhteyshenkilot.tables import Linkki

EHDOTUKSEN_TUNNISTEET = {"avoin": "huomio", "vahvistettu": "onnistui", "torjuttu": "virhe"}


def parin_tila(pari, pvm):
    """``(in words, kind of badge)``."""
    if pari.on_myohassa(pvm):
        return _("vaillinainen, seuraaja myöhässä"), "virhe"
    if pari.on_vajaa(pvm):
        return _("vaillinainen"), "huomio"
    if pari.omistaja:
        return _("päättymässä"), "huomio"
    if pari.on_taydellinen(pvm):
        return _("voimassa"), "onnistui"
    return (_("päättynyt"), None) if pari.on_paattynyt("oma", pvm) else (_("alkamassa"), "tieto")


class VastinpariFilter(django_filters.FilterSet):
    VAJAAT, MYOHASSA, KAIKKI = "vajaat", "myohassa", "kaikki"

    tila = django_filters.ChoiceFilter(
        choices=[
            (VAJAAT, gettext_lazy("vaillinaiset")),
            (MYOHASSA, gettext_lazy("vaillinaiset, joiden seuraaja on myöhässä")),
            (KAIKKI, gettext_lazy("myös päättyneet")),
        ],
        label=gettext_lazy("Tila"),
        empty_label=gettext_lazy("Voimassa olevat ja tulevat"),
        method="suodata_tila",
    )
    kunta = django_filters.ModelChoiceFilter(
        queryset=kunnat,
        to_field_name="koodi",
        label=gettext_lazy("Kunta"),
        empty_label=gettext_lazy("Kaikki kunnat"),
    )
    prosessi = django_filters.ModelChoiceFilter(
        queryset=prosessit,
        label=gettext_lazy("Avainprosessi"),
        empty_label=gettext_lazy("Kaikki avainprosessit"),
    )

    class Meta:
        model = Vastinpari
        form = Lomake
        fields = ["tila", "kunta", "prosessi"]

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("tila"):
            queryset = queryset.paattymatta(kello.tanaan())
        return super().filter_queryset(queryset)

    def suodata_tila(self, queryset, name, value):
        tanaan = kello.tanaan()
        if value == self.KAIKKI:
            return queryset
        return queryset.myohassa(tanaan) if value == self.MYOHASSA else queryset.vajaat(tanaan)


class VastinpariTable(Taulu):
    kunta = Linkki(
        osoite=lambda pari: pari.get_absolute_url(), order_by=("kunta__aakkos", "prosessi__jarjestys")
    )
    prosessi = tables.Column(order_by=("prosessi__jarjestys", "kunta__aakkos"))
    oma_henkilo = tables.Column(order_by="oma_henkilo__aakkos")
    kunnan_henkilo = tables.Column(order_by="kunnan_henkilo__aakkos")
    tila = tables.Column(verbose_name=gettext_lazy("Tila"), empty_values=(), orderable=False)
    omistaja = tables.Column()
    maarapvm = PvmColumn()

    def render_prosessi(self, value):
        return isolla(value.nimi)

    def render_tila(self, record):
        return tunniste(*parin_tila(record, kello.tanaan()))

    def render_oma_henkilo(self, value, record):
        return osapuoli(value, record.oma_loppu)

    def render_kunnan_henkilo(self, value, record):
        return osapuoli(value, record.kunnan_loppu)


def osapuoli(henkilo, loppu):
    if loppu is None:
        return henkilo.nimi
    return format_html(
        '{} <span class="apuna">{}</span>', henkilo.nimi, _("%(pvm)s asti") % {"pvm": tekstit.pvm(loppu)}
    )


class EhdotusFilter(django_filters.FilterSet):
    tila = django_filters.ChoiceFilter(
        choices=Vastinpariehdotus.Tila,
        label=gettext_lazy("Tila"),
        empty_label=gettext_lazy("Kaikki tilat"),
    )

    class Meta:
        model = Vastinpariehdotus
        form = Lomake
        fields = ["tila"]


class EhdotusTable(Taulu):
    kunta = Linkki(osoite=lambda ehdotus: ehdotus.get_absolute_url(), order_by="kunta__aakkos")
    prosessi = tables.Column(order_by="prosessi__jarjestys")
    henkilot = tables.Column(verbose_name=gettext_lazy("Vastinpari"), empty_values=(), orderable=False)
    puoli = tables.Column(verbose_name=gettext_lazy("Ehdottaa"))
    alkupvm = PvmColumn()
    tila = TilaColumn(lajit=EHDOTUKSEN_TUNNISTEET)

    def render_prosessi(self, value):
        return isolla(value.nimi)

    def render_henkilot(self, record):
        return str(record)
