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


def varoitus_sanoina(mittari, arvo):
    """What is said of a figure that rests on little; else empty."""
    pohja = {"pohja": mittari.pohja, "maara": luku(arvo.pohja or 0, 0)}
    if arvo.huomio == Huomio.LIIAN_PIENI:
        return _("liian pieni pohja: %(pohja)s %(maara)s") % pohja
    if arvo.huomio == Huomio.PIENI:
        return _("pieni pohja: %(pohja)s %(maara)s") % pohja
    return ""


def varoitukset(rivi):
    """The warnings of a municipality's figures, each with the name of its measure."""
    kaikki = [(mittari.nimi, varoitus_sanoina(mittari, rivi[mittari.avain])) for mittari in MITTARIT]
    return "; ".join(f"{nimi}: {varoitus}" for nimi, varoitus in kaikki if varoitus)


class LukuColumn(tables.Column):
    """A figure of a ``yhdenvertaisuus.Mittari``; its header leads to the definition by the page's own list."""

    def __init__(self, mittari):
        super().__init__(mittari.nimi, order_by=f"{mittari.avain}__jarjestys", attrs=LUKU)
        self.mittari = mittari

    def render(self, value):
        varoitus = varoitus_sanoina(self.mittari, value)
        if value.huomio == Huomio.LIIAN_PIENI:
            return tunniste(varoitus, "neutraali")
        if value.arvo is None:
            return format_html('<span class="apuna">{}</span>', self.mittari.tyhjana)
        teksti = sanoina(self.mittari, value.arvo)
        return (
            format_html('{}<span class="apuna d-block">{}</span>', teksti, varoitus) if varoitus else teksti
        )

    def value(self, value):
        """A number: hours where the page has words, and nothing where it has no number."""
        return None if value.arvo is None else round(value.arvo, 1)


class YhdenvertaisuusTable(Taulu):
    """Municipalities beside each other. Rows are dicts: ``kunta`` and by the key of each measure its ``Luku``."""

    kunta = tables.Column(gettext_lazy("Kunta"), order_by="kunta__aakkos")

    def __init__(self, *args, **kwargs):
        sarakkeet = [(mittari.avain, LukuColumn(mittari)) for mittari in MITTARIT]
        super().__init__(*args, extra_columns=sarakkeet, **kwargs)

    def vietavat(self):
        """A number of a file has no room for its unit, nor for the warning that it rests on little."""
        nimet = {str(mittari.nimi): mittari.nimi_tiedostossa for mittari in MITTARIT}
        return [
            *((nimet.get(str(otsikko)) or otsikko, lue) for otsikko, lue in super().vietavat()),
            (_("Huomautus"), lambda row: varoitukset(row.record)),
        ]

    def render_kunta(self, value):
        return format_html(
            '<a href="{}">{}</a>', reverse("lahipalvelut:detail", args=[value.koodi]), value.nimi
        )

    def value_kunta(self, value):
        return value.nimi
