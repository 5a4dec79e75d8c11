import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paatokset.models import Fraasi, Lainkohta
from tyollisyysalue import kello
from tyollisyysalue.kielet import merkitty
from tyollisyysalue.tables import PvmColumn, Taulu, tunniste
from tyollisyysalue.tekstit import pvm


class VoimassaTable(Taulu):
    alkupvm = PvmColumn()
    loppupvm = PvmColumn()

    def render_loppupvm(self, value):
        return paattynyt(value)


def paattynyt(loppupvm):
    if loppupvm < kello.tanaan():
        return format_html("{} {}", pvm(loppupvm), tunniste(_("päättynyt")))
    return pvm(loppupvm)


def tarkistettava(tarkistuspvm):
    """The day by which the entry is to be read again, marked when it has passed."""
    if tarkistuspvm < kello.tanaan():
        return format_html("{} {}", pvm(tarkistuspvm), tunniste(_("tarkista"), "huomio"))
    return pvm(tarkistuspvm)


class LainkohtaTable(VoimassaTable):
    rivin_otsikko = "teksti_fi"

    teksti_fi = tables.Column(verbose_name=gettext_lazy("lainkohta"))
    kaytto = tables.Column()
    tarkistuspvm = PvmColumn()
    omistaja = tables.Column(accessor="omistaja__nimi", verbose_name=Lainkohta.omistaja.field.verbose_name)

    class Meta:
        sequence = ["teksti_fi", "kaytto", "alkupvm", "loppupvm", "tarkistuspvm", "omistaja"]

    def render_teksti_fi(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), record.teksti)

    def value_teksti_fi(self, record):
        return record.teksti

    def render_tarkistuspvm(self, value):
        return tarkistettava(value)


class FraasiTable(VoimassaTable):
    rivin_otsikko = "nimi"

    nimi = tables.Column()
    laji = tables.Column()
    kielet = tables.Column(empty_values=(), verbose_name=gettext_lazy("kielet"), orderable=False)
    omistaja = tables.Column(accessor="omistaja__nimi", verbose_name=Fraasi.omistaja.field.verbose_name)

    class Meta:
        sequence = ["nimi", "laji", "kielet", "alkupvm", "loppupvm", "omistaja"]

    def render_nimi(self, value, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), merkitty(value))

    def value_nimi(self, value):
        return value

    def render_kielet(self, record):
        return "fi, sv" if record.teksti_sv else "fi"
