"""Lists of meetings and of those who take part in them."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import tekstit
from tyollisyysalue.kielet import merkitty
from tyollisyysalue.tables import PvmColumn, Taulu, TilaColumn
from yhteyshenkilot import poissa
from yhteyshenkilot.models import Edustus, Osallistuminen, Tapaaminen
from yhteyshenkilot.nimet import isolla
from yhteyshenkilot.tables import Linkki, PoissaColumn, Toiminto

TILAN_TUNNISTEET = {
    Tapaaminen.Tila.SUUNNITELTU: "tieto",
    Tapaaminen.Tila.PIDETTY: "onnistui",
    Tapaaminen.Tila.PERUTTU: "huomio",
}
VASTAUKSEN_TUNNISTEET = {
    Osallistuminen.Vastaus.TULOSSA: "onnistui",
    Osallistuminen.Vastaus.EI_PAASE: "huomio",
}


def organisaatio(henkilo, kunta=None):
    """Whom a person speaks for, as people say it: the municipality, else the employment area."""
    kunta = kunta or henkilo.kunta
    return kunta.nimi if kunta else henkilo.alue.asiakirjanimi or henkilo.alue.nimi


def ajankohta(tapaaminen):
    return (
        f"{tekstit.viikonpaiva_pvm(tapaaminen.alkuaika)} "
        f"{tekstit.aikavali(tapaaminen.alkuaika, tapaaminen.loppuaika)}"
    )


class TapaamisetTable(Taulu):
    """All meetings the reader sees."""

    alkuaika = Linkki(
        osoite=lambda tapaaminen: tapaaminen.get_absolute_url(),
        teksti=lambda tapaaminen, aika: f"{tekstit.viikonpaiva_pvm(aika)} {tekstit.klo(aika)}",
        verbose_name=_("Alkaa"),
        attrs={"cell": {"class": "yhdessa"}},
    )
    ryhma = tables.Column(order_by="ryhma__nimi_fi")
    paikka = tables.Column(verbose_name=_("Paikka"))
    tila = TilaColumn(lajit=TILAN_TUNNISTEET)

    def value_alkuaika(self, value):
        return value

    def render_ryhma(self, value):
        return isolla(value.nimi)

    def render_paikka(self, value):
        return merkitty(value)


class RyhmanTapaamisetTable(TapaamisetTable):
    """The meetings of one group, on its own page."""

    class Meta:
        orderable = False
        exclude = ("ryhma",)


class JasenTable(Taulu):
    """Member municipalities with those who represent them (``edustukset_nyt``)."""

    kunta = tables.Column()
    edustajat = tables.Column(verbose_name=_("Edustaja"), accessor="edustukset_nyt", empty_values=())
    varat = tables.Column(verbose_name=_("Varaedustaja"), accessor="edustukset_nyt", empty_values=())
    alkupvm = PvmColumn(verbose_name=_("Alkaen"))
    loppupvm = PvmColumn(verbose_name=_("Päättyen"))
    paata = Toiminto(
        _("Päätä"),
        lambda jasenyys: reverse("yhteyshenkilot:jasen-paata", args=[jasenyys.pk]),
        lambda jasenyys: jasenyys.kunta.nimi,
    )

    class Meta:
        orderable = False

    def _nimet(self, edustukset, tehtava):
        return format_html_join(
            "; ",
            "{} {}",
            [
                (rivi.henkilo.nimi, poissa.merkki(rivi.poissaolo))
                for rivi in edustukset
                if rivi.tehtava == tehtava
            ],
        )

    def render_edustajat(self, value):
        return self._nimet(value, Edustus.Tehtava.VARSINAINEN) or _("ei nimetty")

    def render_varat(self, value):
        return self._nimet(value, Edustus.Tehtava.VARA) or "–"


class EdustusTable(Taulu):
    """People of the group, for the one who keeps it."""

    henkilo = PoissaColumn(accessor="henkilo__nimi", verbose_name=_("Henkilö"))
    edustaa = tables.Column(verbose_name=_("Edustaa"), empty_values=())
    tehtava = tables.Column(verbose_name=_("Tehtävä"))
    alkupvm = PvmColumn(verbose_name=_("Alkaen"))
    loppupvm = PvmColumn(verbose_name=_("Päättyen"))
    paata = Toiminto(
        _("Päätä"),
        lambda edustus: reverse("yhteyshenkilot:edustus-paata", args=[edustus.pk]),
        lambda edustus: edustus.henkilo.nimi,
    )

    class Meta:
        orderable = False

    def render_edustaa(self, record):
        return organisaatio(record.henkilo, record.kunta)


class KutsunToiminnot(tables.Column):
    """What the coordinator does with an invitation; whoever has a seat is always invited."""

    def __init__(self):
        super().__init__(
            verbose_name=_("Toiminnot"), empty_values=(), orderable=False, exclude_from_export=True
        )

    def render(self, record, table):
        linkit = [("yhteyshenkilot:osallistuminen-vastaus", gettext("Kirjaa vastaus"))]
        if record.henkilo_id not in table.aina_kutsuttavat:
            linkit.append(("yhteyshenkilot:osallistuminen-peru", gettext("Peru kutsu")))
        return format_html_join(
            " ",
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
            ((reverse(nimi, args=[record.pk]), teksti, record.henkilo.nimi) for nimi, teksti in linkit),
        )


class OsallistujaTable(Taulu):
    """Who is invited to a meeting, or was there. ``lahetykset`` are their newest mails by the person's id."""

    nimi = tables.Column(accessor="henkilo__nimi", verbose_name=_("Nimi"))
    edustaa = tables.Column(verbose_name=_("Edustaa"), empty_values=())
    vastaus = TilaColumn(lajit=VASTAUKSEN_TUNNISTEET)
    lasna = tables.Column(verbose_name=_("Läsnä"))
    kutsu = tables.Column(verbose_name=_("Kutsun perillemeno"), empty_values=())
    kirjaa = KutsunToiminnot()

    class Meta:
        orderable = False

    def __init__(self, *args, lahetykset=None, aina_kutsuttavat=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.lahetykset = lahetykset or {}
        self.aina_kutsuttavat = aina_kutsuttavat

    def render_edustaa(self, record):
        return organisaatio(record.henkilo, record.kunta)

    def render_lasna(self, value):
        return _("läsnä") if value else _("poissa")

    def render_kutsu(self, record):
        vastaanottaja = self.lahetykset.get(record.henkilo_id)
        if vastaanottaja is None:
            return _("ei sähköpostiosoitetta")
        return format_html(
            '{} <span class="apuna">{}</span>',
            vastaanottaja.get_tila_display(),
            tekstit.pvm(vastaanottaja.muutosaika),
        )
