import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, tekstit
from tyollisyysalue.kielet import kielella
from tyollisyysalue.models import Vastaanottaja
from tyollisyysalue.tables import PvmColumn, Taulu, TilaColumn, tunniste
from yhteyshenkilot import poissa
from yhteyshenkilot.nimet import isolla
from yhteyshenkilot.sanat import KATTAVUUDEN_TUNNISTEET, KATTAVUUS_SANOINA

LAJIEN_TUNNISTEET = {"ensisijainen": "tieto"}
VIESTIN_TUNNISTEET = {
    Vastaanottaja.Tila.LAHETYKSESSA: "tieto",
    Vastaanottaja.Tila.LAHETETTY: "onnistui",
    Vastaanottaja.Tila.EPASELVA: "huomio",
    Vastaanottaja.Tila.EPAONNISTUI: "virhe",
    Vastaanottaja.Tila.PALAUTUI: "virhe",
}


class Linkki(tables.Column):
    """A cell that opens the row; the text says which row, since its links are read out of their place too."""

    def __init__(self, *args, osoite, teksti=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.osoite = osoite
        self.teksti = teksti or (lambda record, value: value)

    def render(self, value, record):
        return format_html('<a href="{}">{}</a>', self.osoite(record), self.teksti(record, value))


class Toiminto(tables.Column):
    """A link to an act on the row. ``kohde`` names the row for those who hear the link alone."""

    def __init__(self, teksti, osoite, kohde, otsikko=None, **kwargs):
        super().__init__(
            verbose_name=otsikko or _("Toiminnot"),
            empty_values=(),
            orderable=False,
            exclude_from_export=True,
            **kwargs,
        )
        self.teksti, self.osoite, self.kohde = teksti, osoite, kohde

    def render(self, record):
        osoite = self.osoite(record)
        if not osoite:
            return ""
        return format_html(
            '<a href="{}">{}<span class="visually-hidden">: {}</span></a>',
            osoite,
            self.teksti,
            self.kohde(record),
        )


class PuhelinColumn(tables.Column):
    def render(self, value):
        return format_html('<a class="yhdessa" href="tel:{}">{}</a>', value.replace(" ", ""), value)


class SahkopostiColumn(tables.Column):
    def render(self, value):
        return format_html('<a href="mailto:{}">{}</a>', value, value)


class PoissaColumn(tables.Column):
    """A person's name and, from the row's ``poissaolo``, that the person is away."""

    def render(self, value, record):
        if not (merkki := poissa.merkki(record.poissaolo)):
            return value
        return format_html("{} {}", value, merkki)

    def value(self, value):
        return str(value)


class HakemistoTable(Taulu):
    """The directory as everyone sees it; the rows come by ``Vastuu.objects.visible_to``."""

    kunta = Linkki(
        osoite=lambda vastuu: reverse("yhteyshenkilot:detail", args=[vastuu.kunta.koodi]),
        order_by=("kunta__aakkos", "prosessi__jarjestys"),
    )
    prosessi = tables.Column(
        accessor="prosessi_silloin",
        verbose_name=_("Avainprosessi"),
        order_by=("prosessi__jarjestys", "kunta__aakkos"),
    )
    laji = TilaColumn(lajit=LAJIEN_TUNNISTEET)
    henkilo = tables.Column(accessor="henkilo_silloin", verbose_name=_("Henkilö"), order_by="henkilo__aakkos")
    puhelin = PuhelinColumn(accessor="nakyva_puhelin", verbose_name=_("Puhelin"), orderable=False)
    sahkoposti = SahkopostiColumn(accessor="nakyva_sahkoposti", verbose_name=_("Sähköposti"), orderable=False)

    class Meta:
        sequence = ("kunta", "prosessi", "laji", "henkilo", "puhelin", "sahkoposti", "...")

    def render_prosessi(self, value):
        return isolla(kielella(value, "nimi"))

    def render_henkilo(self, record, value):
        osoite = reverse("yhteyshenkilot:henkilo", args=[record.henkilo_id])
        nimi = format_html('<a href="{}">{}, {}</a>', osoite, value.nimi, value.nimike)
        if not record.poissaolo:
            return nimi
        # Whom to turn to, on the same row.
        sijaiset = [gettext("sijainen: %(nimet)s") % {"nimet": ", ".join(record.sijaiset)}] * bool(
            record.sijaiset
        )
        osat = format_html_join("", ' <span class="apuna">{}</span>', [(osa,) for osa in sijaiset])
        return format_html("{} {}{}", nimi, poissa.merkki(record.poissaolo), osat)

    def value_henkilo(self, value):
        return f"{value.nimi}, {value.nimike}"


class VastuuTable(HakemistoTable):
    """The same for those in the cooperation, who see the dates and tell what is wrong."""

    alkupvm = PvmColumn()
    loppupvm = PvmColumn()
    korjaa = Toiminto(
        _("Onko tieto väärin?"),
        lambda vastuu: (
            f"{reverse('yhteyshenkilot:korjaus-ehdota', args=[vastuu.henkilo_id])}?vastuu={vastuu.pk}"
        ),
        lambda vastuu: vastuu.henkilo.nimi,
    )

    class Meta(HakemistoTable.Meta):
        pass


class KunnanVastuuTable(Taulu):
    """The responsibilities of one municipality that hold or are to come, for the coordinator to end."""

    prosessi = tables.Column()
    laji = TilaColumn(lajit=LAJIEN_TUNNISTEET)
    henkilo = PoissaColumn()
    alkupvm = PvmColumn()
    loppupvm = PvmColumn()
    julkiset = Toiminto(
        _("Julkisuus"),
        lambda vastuu: reverse("yhteyshenkilot:vastuu-julkisuus", args=[vastuu.pk]),
        lambda vastuu: f"{vastuu.henkilo.nimi}, {vastuu.prosessi.nimi}",
        otsikko=_("Julkiset tiedot"),
    )
    paata = Toiminto(
        _("Päätä"),
        lambda vastuu: reverse("yhteyshenkilot:vastuu-paata", args=[vastuu.pk]),
        lambda vastuu: f"{vastuu.henkilo.nimi}, {vastuu.prosessi.nimi}",
    )

    class Meta:
        orderable = False

    def render_prosessi(self, value):
        return isolla(value.nimi)


class HenkiloTable(Taulu):
    nimi = Linkki(
        osoite=lambda henkilo: reverse("yhteyshenkilot:henkilo-muuta", args=[henkilo.pk]), order_by="aakkos"
    )
    nimike = tables.Column()
    poissaolo = tables.Column(verbose_name=_("Poissaolo"), orderable=False)
    kunta = tables.Column(verbose_name=_("Organisaatio"), empty_values=(), order_by="kunta__aakkos")
    puhelin = PuhelinColumn(orderable=False)
    sahkoposti = SahkopostiColumn(orderable=False)

    def render_poissaolo(self, value):
        return poissa.merkki(value)

    def value_poissaolo(self, value):
        return poissa.sanoina(value)

    def render_kunta(self, record):
        return organisaatio(record)


class PoissaoloTable(Taulu):
    henkilo = Linkki(
        osoite=lambda poissaolo: poissaolo.get_absolute_url(),
        teksti=lambda poissaolo, henkilo: henkilo.nimi,
        order_by="henkilo__aakkos",
    )
    organisaatio = tables.Column(verbose_name=_("Organisaatio"), accessor="henkilo", orderable=False)
    alkupvm = PvmColumn(verbose_name=_("Poissa alkaen"))
    loppupvm = PvmColumn(verbose_name=_("Viimeinen päivä"), default=_("toistaiseksi"))
    tilanne = tables.Column(verbose_name=_("Tilanne"), empty_values=(), orderable=False)

    def render_organisaatio(self, value):
        return organisaatio(value)

    def value_henkilo(self, value):
        return value.nimi

    def render_tilanne(self, record):
        tanaan = kello.tanaan()
        if record.on_paivana(tanaan):
            return tunniste(gettext("poissa nyt"), "huomio")
        return (
            tunniste(gettext("tulossa"), "tieto")
            if record.alkupvm > tanaan
            else tunniste(gettext("päättynyt"))
        )

    def value_tilanne(self, record):
        tanaan = kello.tanaan()
        if record.on_paivana(tanaan):
            return gettext("poissa nyt")
        return gettext("tulossa") if record.alkupvm > tanaan else gettext("päättynyt")


class KattavuusTable(Taulu):
    """Coverage of a day, a row for each municipality and process."""

    kunta = tables.Column(verbose_name=_("Kunta"), order_by=("kunta__aakkos", "prosessi__jarjestys"))
    prosessi = tables.Column(
        verbose_name=_("Avainprosessi"), order_by=("prosessi__jarjestys", "kunta__aakkos")
    )
    tila = tables.Column(verbose_name=_("Tilanne"))
    hoitavat = tables.Column(verbose_name=_("Hoitaa"))
    ensisijainen = tables.Column(verbose_name=_("Ensisijainen"))
    sijainen = tables.Column(verbose_name=_("Sijainen"))

    def render_kunta(self, value):
        osoite = reverse("yhteyshenkilot:detail", args=[value.koodi])
        return format_html('<a href="{}">{}</a>', osoite, value.nimi)

    def value_kunta(self, value):
        return value.nimi

    def render_prosessi(self, value):
        return isolla(value.nimi)

    def render_tila(self, value):
        return tunniste(KATTAVUUS_SANOINA[value], KATTAVUUDEN_TUNNISTEET[value])

    def value_tila(self, value):
        return str(KATTAVUUS_SANOINA[value])


class ProsessiTable(Taulu):
    nimi = Linkki(
        osoite=lambda prosessi: reverse("yhteyshenkilot:prosessi-nimea", args=[prosessi.pk]),
        teksti=lambda prosessi, nimi: isolla(nimi),
        verbose_name=_("Avainprosessi"),
    )
    nimi_sv = tables.Column()
    nimi_en = tables.Column()
    kaytossa = tables.Column(verbose_name=_("Tila"))

    class Meta:
        orderable = False

    def render_kaytossa(self, value):
        return tunniste(_("käytössä"), "onnistui") if value else tunniste(_("poissa käytöstä"))


class LahetysTable(Taulu):
    lahetysaika = Linkki(
        osoite=lambda lahetys: reverse("yhteyshenkilot:lahetys", args=[lahetys.pk]),
        teksti=lambda lahetys, aika: f"{tekstit.pvm(aika)} {tekstit.klo(aika)}",
        verbose_name=_("Lähetetty"),
    )
    lahettajan_nimi = tables.Column(verbose_name=_("Lähettäjä"))
    kuntia = tables.Column(verbose_name=_("Kuntia"), attrs={"cell": {"class": "luku"}})
    tiiviste = tables.Column(verbose_name=_("Tiiviste (SHA-256)"), orderable=False)

    def value_lahetysaika(self, value):
        return value

    def render_tiiviste(self, value):
        return format_html("<code>{}…</code>", value[:16])

    def value_tiiviste(self, value):
        return value


class KuittaamattaTable(Taulu):
    """Lists that a municipality has not acknowledged in time. The buttons belong to the page's form."""

    kunta = Linkki(
        osoite=lambda saaja: (
            f"{reverse('yhteyshenkilot:lahetys', args=[saaja.lahetys_id])}#{saaja.kunta.koodi}"
        ),
        order_by="kunta__aakkos",
    )
    lahetysaika = tables.Column(
        accessor="lahetys__lahetysaika", verbose_name=_("Lähetetty"), order_by="lahetys__lahetysaika"
    )
    maarapvm = PvmColumn(verbose_name=_("Kuitattava viimeistään"))
    myohassa = tables.Column(
        verbose_name=_("Päiviä myöhässä"),
        empty_values=(),
        orderable=False,
        attrs={"cell": {"class": "luku"}},
    )
    vastaanottajat = tables.Column(orderable=False)
    viesteja = tables.Column(verbose_name=_("Viestejä"), attrs={"cell": {"class": "luku"}})
    toiminto = tables.Column(
        verbose_name=_("Toiminnot"), empty_values=(), orderable=False, exclude_from_export=True
    )

    def render_lahetysaika(self, value):
        return tekstit.pvm(value)

    def value_lahetysaika(self, value):
        return value

    def render_myohassa(self, record):
        return (kello.tanaan() - record.maarapvm).days

    def render_vastaanottajat(self, value):
        return ", ".join(vastaanottaja["nimi"] for vastaanottaja in value)

    def render_toiminto(self, record):
        return format_html(
            '<button class="btn btn-outline-primary btn-sm" form="uudelleen" name="saajat" value="{}">{}'
            '<span class="visually-hidden">: {}</span></button>',
            record.pk,
            _("Lähetä uudelleen"),
            record.kunta.nimi,
        )


class RyhmaTable(Taulu):
    nimi = Linkki(
        osoite=lambda ryhma: reverse("yhteyshenkilot:ryhma", args=[ryhma.pk]),
        teksti=lambda ryhma, nimi: isolla(nimi),
        verbose_name=_("Ryhmä"),
        order_by="nimi_fi",
    )
    laji = tables.Column()
    jasenia = tables.Column(verbose_name=_("Jäsenkuntia"), attrs={"cell": {"class": "luku"}})
    seuraava = tables.Column(verbose_name=_("Seuraava tapaaminen"), attrs={"cell": {"class": "yhdessa"}})

    def render_seuraava(self, value):
        return f"{tekstit.viikonpaiva_pvm(value)} {tekstit.klo(value)}"

    def value_seuraava(self, value):
        return value


def organisaatio(henkilo):
    return henkilo.organisaatio or (henkilo.kunta or henkilo.alue).nimi
