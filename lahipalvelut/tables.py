import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.models import Palvelupaiva
from lahipalvelut.muutossanat import alkupera_sanoina, muutos_sanoina
from tyollisyysalue.kielet import merkitty
from tyollisyysalue.tables import Taulu, tunniste
from tyollisyysalue.tekstit import aikavali, viikonpaiva_pvm
from yhteyshenkilot import poissa

YHDESSA = {"cell": {"class": "yhdessa"}}
TILAN_LAJIT = {
    Palvelupaiva.Tila.PIDETTY: "onnistui",
    Palvelupaiva.Tila.PERUTTU: "virhe",
    Palvelupaiva.Tila.SIIRRETTY: "huomio",
}


def tilan_laji(paiva):
    return "huomio" if paiva.on_kirjaamatta else TILAN_LAJIT.get(paiva.tila, "neutraali")


class PaivaTable(Taulu):
    """Service days as the public sees them."""

    pvm = tables.Column(gettext_lazy("Päivä"), order_by=("pvm", "alkuklo", "pk"), attrs=YHDESSA)
    kunta = tables.Column(
        gettext_lazy("Kunta"),
        order_by=("kunta__aakkos", "pvm", "alkuklo", "pk"),
    )
    aika = tables.Column(gettext_lazy("Aika"), accessor="alkuklo", orderable=False, attrs=YHDESSA)
    palvelupiste = tables.Column(
        gettext_lazy("Paikka"), accessor="palvelupiste__nimi", orderable=False, attrs=YHDESSA
    )
    kuka = tables.Column(gettext_lazy("Kuka käy"), accessor="kavija__nimi", orderable=False, attrs=YHDESSA)
    tila = tables.Column(gettext_lazy("Tila"), order_by=("tila", "pvm", "alkuklo", "pk"))
    huomattavaa = tables.Column(gettext_lazy("Huomattavaa"), accessor="pk", orderable=False)

    class Meta:
        # The state comes early: on a phone the later columns are behind a scroll.
        fields = ["pvm", "kunta", "aika", "tila", "palvelupiste", "kuka", "huomattavaa"]

    sisaiset = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kuntalinkit = {}

    def render_pvm(self, record):
        teksti = viikonpaiva_pvm(record.pvm)
        if self.sisaiset:
            return format_html('<a href="{}">{}</a>', record.get_absolute_url(), teksti)
        return teksti

    def render_palvelupiste(self, value):
        return merkitty(value)

    def value_pvm(self, value):
        return value

    def render_kunta(self, value):
        # A page has many days of few municipalities.
        if value.pk not in self.kuntalinkit:
            osoite = reverse("lahipalvelut:detail", args=[value.koodi])
            self.kuntalinkit[value.pk] = format_html('<a href="{}">{}</a>', osoite, value.nimi)
        return self.kuntalinkit[value.pk]

    def value_kunta(self, value):
        return value.nimi

    def render_aika(self, record):
        return aikavali(record.alkuklo, record.loppuklo)

    def render_kuka(self, record, value):
        if not (merkki := poissa.merkki(record.kavijan_poissaolo)):
            return value
        return format_html("{} {}", value, merkki)

    def value_kuka(self, value):
        return value

    def render_tila(self, record):
        return tunniste(record.tila_sanoina, tilan_laji(record))

    def value_tila(self, record):
        return record.tila_sanoina

    def render_huomattavaa(self, record):
        osat = []
        if record.pyhapaiva:
            osat.append(tunniste(record.pyhapaiva, "huomio"))
        if alkupera := alkupera_sanoina(record):
            osat.append(alkupera)
        if record.on_akillinen:
            osat.append(tunniste(_("äkillinen muutos"), "huomio"))
        if record.muutosaika:
            osat.append(muutos_sanoina(record))
        if self.sisaiset:
            osat += [merkitty(teksti) for teksti in (record.syy, record.huomautus) if teksti]
        return format_html_join(mark_safe("<br>"), "{}", [(osa,) for osa in osat]) if osat else ""


class KunnanPaivaTable(PaivaTable):
    """Service days of one municipality; with the inner matters where the reader may see them."""

    class Meta(PaivaTable.Meta):
        exclude = ["kunta"]

    def __init__(self, *args, sisaiset, **kwargs):
        super().__init__(*args, **kwargs)
        self.sisaiset = sisaiset
        if not sisaiset:
            self.columns.hide("kuka")


class KaikkienPaivaTable(PaivaTable):
    class Meta(PaivaTable.Meta):
        exclude = ["kuka"]
