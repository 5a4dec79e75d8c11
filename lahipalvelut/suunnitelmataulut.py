"""Lists of the coordinator: plans, closures, and days that wait."""

import django_filters as filters
import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.mitoitus import Mitoitus
from lahipalvelut.models import Palvelusuunnitelma, Sulku
from tyollisyysalue.forms import Lomake
from tyollisyysalue.models import Kunta
from tyollisyysalue.tables import LukuColumn, PvmColumn, Taulu, TilaColumn, tunniste
from tyollisyysalue.tekstit import aikavali, luku, pvm


class KuntaFilter(filters.FilterSet):
    kunta = filters.ModelChoiceFilter(
        queryset=Kunta.objects.kaytossa(),
        to_field_name="koodi",
        label=gettext_lazy("Kunta"),
        empty_label=gettext_lazy("Kaikki"),
    )


class SuunnitelmaFilter(KuntaFilter):
    tila = filters.ChoiceFilter(
        choices=Palvelusuunnitelma.Tila, label=gettext_lazy("Tila"), empty_label=gettext_lazy("Kaikki")
    )

    class Meta:
        model = Palvelusuunnitelma
        fields = ["kunta", "tila"]
        form = Lomake


class SuunnitelmaTable(Taulu):
    kunta = tables.Column(gettext_lazy("Kunta"), accessor="kunta__nimi", order_by="kunta__aakkos")
    tila = TilaColumn(
        verbose_name=gettext_lazy("Tila"), lajit={"luonnos": "huomio", "hyvaksytty": "onnistui"}
    )
    alkupvm = PvmColumn(verbose_name=gettext_lazy("Alkaa"))
    loppupvm = PvmColumn(verbose_name=gettext_lazy("Päättyy"), default=gettext_lazy("toistaiseksi"))
    viite = tables.Column(
        gettext_lazy("Hyväksytty"), accessor="hyvaksymisviite", default="–", orderable=False
    )
    paivia = LukuColumn(verbose_name=gettext_lazy("Päiviä"), empty_values=(), orderable=False)
    tuhatta_kohti = LukuColumn(
        verbose_name=gettext_lazy("Päiviä / 1 000 työnhakijaa"), empty_values=(), orderable=False
    )

    class Meta:
        sequence = ("kunta", "tila", "alkupvm", "loppupvm", "viite", "paivia", "tuhatta_kohti")

    def render_kunta(self, value, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), value)

    def value_kunta(self, value):
        return value

    def _mitoitus(self, record):
        return Mitoitus.jsonista(record.perusteet) if record.perusteet else None

    def value_paivia(self, record):
        mitoitus = self._mitoitus(record)
        return mitoitus.paivia if mitoitus else None

    def render_paivia(self, record):
        arvo = self.value_paivia(record)
        return "–" if arvo is None else luku(arvo)

    def value_tuhatta_kohti(self, record):
        mitoitus = self._mitoitus(record)
        return mitoitus.tuhatta_kohti if mitoitus else None

    def render_tuhatta_kohti(self, record):
        arvo = self.value_tuhatta_kohti(record)
        return "–" if arvo is None else luku(arvo, 1)


class SulkuFilter(KuntaFilter):
    class Meta:
        model = Sulku
        fields = ["kunta"]
        form = Lomake


class SulkuTable(Taulu):
    rivin_otsikko = "kunta"
    kunta = tables.Column(gettext_lazy("Kunta"), accessor="kunta__nimi", order_by="kunta__aakkos")
    palvelupiste = tables.Column(
        gettext_lazy("Paikka"), accessor="palvelupiste__nimi", default=gettext_lazy("koko kunta")
    )
    alkupvm = PvmColumn(verbose_name=gettext_lazy("Alkaa"))
    loppupvm = PvmColumn(verbose_name=gettext_lazy("Päättyy"))
    syy = tables.Column(gettext_lazy("Syy"), orderable=False)
    toiminto = tables.Column(gettext_lazy("Tila"), accessor="kumottu", empty_values=(), orderable=False)

    def render_toiminto(self, record):
        if record.kumottu:
            return tunniste(_("kumottu"))
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
            reverse("lahipalvelut:sulku-kumoa", args=[record.pk]),
            _("Kumoa"),
            f"{record.kunta.nimi} {pvm(record.alkupvm)}",
        )

    def value_toiminto(self, record):
        return _("kumottu") if record.kumottu else ""


class OdottavatTable(Taulu):
    pvm = PvmColumn(verbose_name=gettext_lazy("Päivä"), viikonpaiva=True)
    kunta = tables.Column(gettext_lazy("Kunta"), accessor="kunta__nimi", order_by="kunta__aakkos")
    aika = tables.Column(gettext_lazy("Aika"), accessor="alkuklo", orderable=False)
    paikka = tables.Column(gettext_lazy("Paikka"), accessor="palvelupiste__nimi", orderable=False)
    syy = tables.Column(gettext_lazy("Miksi odottaa"), accessor="sulun_syy", empty_values=(), orderable=False)
    toiminto = tables.Column(
        gettext_lazy("Ratkaise"), accessor="pk", orderable=False, exclude_from_export=True
    )

    def render_pvm(self, record):
        column = self.columns["pvm"].column
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), column.muoto(record.pvm))

    def value_pvm(self, record):
        return record.pvm

    def render_aika(self, record):
        return aikavali(record.alkuklo, record.loppuklo)

    def value_syy(self, record):
        osat = [record.pyhapaiva, record.sulun_syy and _("suljettu: %(syy)s") % {"syy": record.sulun_syy}]
        return "; ".join(osa for osa in osat if osa)

    def render_syy(self, record):
        return self.value_syy(record)

    def render_toiminto(self, record):
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
            record.get_absolute_url(),
            _("Siirrä tai peru"),
            f"{record.kunta.nimi} {pvm(record.pvm)}",
        )
