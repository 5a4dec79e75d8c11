import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue import lahetykset
from tyollisyysalue.models import Palautus, Vastaanottaja
from tyollisyysalue.models.lahetykset import ONGELMAT
from tyollisyysalue.tables import LukuColumn, Taulu, TilaColumn, tunniste
from tyollisyysalue.tekstit import klo, luku, pvm

Tila = Vastaanottaja.Tila

TILAN_LAJIT = {
    Tila.LAHETETTY: "onnistui",
    Tila.LAHETYKSESSA: "tieto",
    Tila.ODOTTAA: "tieto",
    Tila.EPASELVA: "huomio",
    Tila.EPAONNISTUI: "virhe",
    Tila.PALAUTUI: "virhe",
}
PALAUTUKSEN_LAJIT = {Palautus.Laji.PALAUTUI: "virhe", Palautus.Laji.VIIVASTYI: "huomio"}


class HetkiColumn(tables.Column):
    """Date and time on one line."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"attrs": {"cell": {"class": "yhdessa"}}, **kwargs})

    def render(self, value):
        return f"{pvm(value)} {klo(value)}"

    def value(self, value):
        return value


def tilanne(lahetys):
    """``(how many, state in words, kind of badge)`` of a sending counted by ``views.tiloittain``, problems first."""
    tilat = [*ONGELMAT, *(tila for tila in Tila if tila not in ONGELMAT)]
    return [
        (maara, str(tila.label), TILAN_LAJIT[tila])
        for tila in tilat
        if (maara := getattr(lahetys, f"maara_{tila.value}"))
    ]


class LahetysTable(Taulu):
    aihe = tables.Column(gettext_lazy("Aihe"), linkify=True)
    laji = tables.Column(gettext_lazy("Laji"))
    luontiaika = HetkiColumn(verbose_name=gettext_lazy("Lähetetty"), order_by=("luontiaika", "pk"))
    vastaanottajia = LukuColumn(verbose_name=gettext_lazy("Vastaanottajia"))
    tilanne = tables.Column(
        gettext_lazy("Tilanne"), accessor="maara_lahetetty", order_by=("-ongelmia", "-luontiaika")
    )

    def render_laji(self, value):
        return lahetykset.lajin_nimi(value)

    def render_tilanne(self, record):
        merkit = ((tunniste(f"{luku(maara)} {sanat}", laji),) for maara, sanat, laji in tilanne(record))
        return format_html_join(" ", "{}", merkit)

    def value_tilanne(self, record):
        return ", ".join(f"{maara} {sanat}" for maara, sanat, _laji in tilanne(record))


class VastaanottajaTable(Taulu):
    nimi = tables.Column(gettext_lazy("Nimi"))
    tila = TilaColumn(verbose_name=gettext_lazy("Tila"), lajit=TILAN_LAJIT, order_by=("tila", "nimi"))
    sahkoposti = tables.Column(gettext_lazy("Sähköposti"))
    lahetysaika = HetkiColumn(verbose_name=gettext_lazy("Lähetetty"))
    yrityksia = LukuColumn(verbose_name=gettext_lazy("Yrityksiä"))
    seuraava_yritys = HetkiColumn(verbose_name=gettext_lazy("Seuraava yritys"))
    selite = tables.Column(gettext_lazy("Palvelimen vastaus"), orderable=False)
    kuittausaika = HetkiColumn(verbose_name=gettext_lazy("Kuitattu"))
    uudelleen = tables.Column(
        gettext_lazy("Toiminto"), accessor="pk", orderable=False, exclude_from_export=True
    )

    def render_kuittausaika(self, value, record):
        return f"{pvm(value)} {klo(value)}, {record.kuittaaja}"

    def value_kuittausaika(self, value):
        return value

    def render_uudelleen(self, record):
        if record.tila not in lahetykset.UUDELLEEN_LAHETETTAVAT:
            return "–"
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
            reverse("lahetykset:uudelleen", args=[record.pk]),
            _("Lähetä uudelleen"),
            record.nimi,
        )


class PalautusTable(Taulu):
    aihe = tables.Column(
        gettext_lazy("Aihe"), empty_values=(None,), linkify=("lahetykset:palautus", [tables.A("pk")])
    )
    laji = TilaColumn(verbose_name=gettext_lazy("Laji"), lajit=PALAUTUKSEN_LAJIT)
    saapumisaika = HetkiColumn(
        verbose_name=gettext_lazy("Luettu portaaliin"), order_by=("saapumisaika", "pk")
    )
    lahettaja = tables.Column(gettext_lazy("Lähettäjä"))
    osoite = tables.Column(gettext_lazy("Osoite, johon viesti ei mennyt"))
    koodi = tables.Column(gettext_lazy("Koodi"), attrs={"cell": {"class": "yhdessa"}})
    viesti = tables.Column(
        gettext_lazy("Mikä viesti palautui"),
        accessor="vastaanottaja__lahetys__aihe",
        default=gettext_lazy("ei tiedossa"),
        linkify=lambda record: (
            record.vastaanottaja.lahetys.get_absolute_url() if record.vastaanottaja else None
        ),
    )

    def render_aihe(self, value):
        return value or _("(ei aihetta)")
