import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.jaksot import ennakko_sanoina
from portaali.yhdenvertaisuus import MITTARIT, Huomio
from tyollisyysalue.tables import Taulu, tunniste
from tyollisyysalue.tekstit import luku

LUKU = {"cell": {"class": "luku"}}


def sanoina(mittari, arvo):
    """A figure of the measure as people read it."""
    return ennakko_sanoina(arvo) if mittari.avain == "ennakko" else luku(arvo, mittari.desimaalit)


class LukuColumn(tables.Column):
    """A figure of a ``yhdenvertaisuus.Mittari``; its header leads to the definition by the page's own list."""

    def __init__(self, mittari):
        super().__init__(mittari.nimi, order_by=f"{mittari.avain}__jarjestys", attrs=LUKU)
        self.mittari = mittari

    def render(self, value):
        pohja = {"pohja": self.mittari.pohja, "maara": luku(value.pohja or 0, 0)}
        if value.huomio == Huomio.LIIAN_PIENI:
            return tunniste(_("liian pieni pohja: %(pohja)s %(maara)s") % pohja, "neutraali")
        if value.arvo is None:
            return format_html('<span class="apuna">{}</span>', self.mittari.tyhjana)
        teksti = sanoina(self.mittari, value.arvo)
        if value.huomio == Huomio.PIENI:
            return format_html(
                '{}<span class="apuna d-block">{}</span>',
                teksti,
                _("pieni pohja: %(pohja)s %(maara)s") % pohja,
            )
        return teksti

    def value(self, value):
        """A number: hours where the page has words, and nothing where it has no number."""
        return None if value.arvo is None else round(value.arvo, 1)


class YhdenvertaisuusTable(Taulu):
    """Municipalities beside each other. Rows are dicts: ``kunta`` and by the key of each measure its ``Luku``."""

    kunta = tables.Column(gettext_lazy("Kunta"), order_by="kunta__aakkos")

    def __init__(self, *args, **kwargs):
        sarakkeet = [(mittari.avain, LukuColumn(mittari)) for mittari in MITTARIT]
        super().__init__(*args, extra_columns=sarakkeet, **kwargs)

    def render_kunta(self, value):
        return format_html(
            '<a href="{}">{}</a>', reverse("lahipalvelut:detail", args=[value.koodi]), value.nimi
        )

    def value_kunta(self, value):
        return value.nimi
