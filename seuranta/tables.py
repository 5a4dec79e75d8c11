from datetime import date

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seuranta import kuukaudet, luvut
from seuranta.henkilostopeite import PIENIN
from seuranta.osoitteet import kunnan_osoite
from tyollisyysalue.kielet import luettelo
from tyollisyysalue.tables import PvmColumn, Taulu
from tyollisyysalue.tekstit import klo, luku, pvm

# The official names are too long for a column; the pages print them below the list.
LYHYET = {
    "HAKIJALOPUSSA": gettext_lazy("Työnhakijoita"),
    "TYOTTOMATLOPUSSA": gettext_lazy("Työttömiä"),
    "TYOTOSUUS": gettext_lazy("% työvoimasta"),
    "PITKAAIKAISTYOTTOMAT": gettext_lazy("Pitkäaikaistyöttömiä"),
    "TYOTTOMAT25": gettext_lazy("Alle 25-v."),
    "TYOTTOMAT50": gettext_lazy("Yli 50-v."),
    "AVPAIKATLOPUSSA": gettext_lazy("Avoimia paikkoja"),
    "UUDETAVP": gettext_lazy("Uusia paikkoja"),
}


class LukuarvoColumn(tables.Column):
    """A figure, in words where there is none; orders by the number, those without one last or first."""

    def __init__(self, koodi):
        super().__init__(
            verbose_name=LYHYET[koodi],
            accessor=koodi,
            order_by=f"jarjestys_{koodi}",
            default="–",
            attrs={"cell": {"class": "luku"}},
        )

    def render(self, value):
        teksti = luvut.kirjoita(value.luku, value.mittari.desimaalit)
        if not value.tarkistus:
            return teksti
        return format_html('{}<br><span class="apuna">{}</span>', teksti, tarkistusmerkki(value))

    def value(self, value):
        """The number; where there is none, the words that say why."""
        if value.arvo is None:
            return value.get_puuttuva_display()
        return round(value.arvo, value.mittari.desimaalit)


def tarkistusmerkki(havainto):
    return _("tarkistettu %(pvm)s") % {"pvm": pvm(havainto.tuonti.aika)}


class LuvutTable(Taulu):
    HAKIJALOPUSSA = LukuarvoColumn("HAKIJALOPUSSA")
    TYOTTOMATLOPUSSA = LukuarvoColumn("TYOTTOMATLOPUSSA")
    TYOTOSUUS = LukuarvoColumn("TYOTOSUUS")
    PITKAAIKAISTYOTTOMAT = LukuarvoColumn("PITKAAIKAISTYOTTOMAT")
    TYOTTOMAT25 = LukuarvoColumn("TYOTTOMAT25")
    TYOTTOMAT50 = LukuarvoColumn("TYOTTOMAT50")
    AVPAIKATLOPUSSA = LukuarvoColumn("AVPAIKATLOPUSSA")
    UUDETAVP = LukuarvoColumn("UUDETAVP")

    def vietavat(self):
        """A file says in a column of its own which figures are revised, since a number of it has no room for words."""
        if not any(map(tarkistetut, self.data.data)):
            return super().vietavat()
        return [*super().vietavat(), (_("Tarkistettu"), lambda row: tarkistetut(row.record))]


def tarkistetut(record):
    """The revised figures of a row, with the days they were revised on."""
    havainnot = [(LYHYET[koodi], record[koodi]) for koodi in LYHYET if koodi in record]
    return ", ".join(f"{nimi} {pvm(h.tuonti.aika)}" for nimi, h in havainnot if h.tarkistus)


def huomautukset(havainnot):
    """What their batches say of figures, in one line."""
    return ", ".join(sorted({havainto.lahdetuonti.huomautus for havainto in havainnot} - {""}))


def rivi(havainnot, **muut):
    """A row of ``LuvutTable``: figures by the code of their measure, and numbers to order by."""
    row = dict(muut)
    for havainto in havainnot:
        row[havainto.mittari.koodi] = havainto
        row[f"jarjestys_{havainto.mittari.koodi}"] = -1 if havainto.arvo is None else havainto.arvo
    return row


class KuntaTable(LuvutTable):
    """Municipalities of an area in one month."""

    kunta = tables.Column(
        verbose_name=gettext_lazy("Kunta"),
        order_by="kunta__aakkos",
        linkify=lambda record: kunnan_osoite(record["kunta"], record["kuukausi"]) + record.get("haku", ""),
    )

    class Meta:
        sequence = ("kunta", "...")
        order_by = "kunta"


class KuukausiTable(LuvutTable):
    """Months of one municipality."""

    kuukausi = tables.Column(
        verbose_name=gettext_lazy("Kuukausi"),
        linkify=lambda record: kunnan_osoite(record["kunta"], record["kuukausi"]) + record.get("haku", ""),
        attrs={"cell": {"class": "yhdessa"}},
    )

    huomautus = tables.Column(verbose_name=gettext_lazy("Huomautus"), default="", orderable=False)

    class Meta:
        sequence = ("kuukausi", "...", "huomautus")
        order_by = "-kuukausi"

    def render_kuukausi(self, value):
        return kuukaudet.sanoin(value)


class VertailuTable(Taulu):
    """Municipalities by one measure. Rows are dicts: ``rivi`` a ``sarjat.Kuntarivi``, and numbers to order by."""

    kunta = tables.Column(
        verbose_name=gettext_lazy("Kunta"), order_by="kunta__aakkos", linkify=lambda record: record["osoite"]
    )
    arvo = tables.Column(
        verbose_name=gettext_lazy("Arvo"),
        accessor="rivi",
        order_by="jarjestys_arvo",
        attrs={"cell": {"class": "luku"}},
    )
    osuus = tables.Column(
        verbose_name=gettext_lazy("% työvoimasta"),
        accessor="rivi",
        order_by="jarjestys_osuus",
        attrs={"cell": {"class": "luku"}},
    )
    huomautus = tables.Column(verbose_name=gettext_lazy("Huomautus"), default="", orderable=False)

    class Meta:
        order_by = "-arvo"

    def render_arvo(self, value, record):
        if not record["tarkistettu"]:
            return value.teksti
        return format_html('{}<br><span class="apuna">{}</span>', value.teksti, record["tarkistettu"])

    def vietavat(self):
        if not any(record["tarkistettu"] for record in self.data.data):
            return super().vietavat()
        return [*super().vietavat(), (_("Tarkistettu"), lambda row: row.record["tarkistettu"])]

    def value_arvo(self, value):
        return value.teksti if value.arvo is None else round(value.arvo, self.mittari.desimaalit)

    def render_osuus(self, value):
        return value.osuus_sanoin

    def value_osuus(self, value):
        return value.osuus_sanoin if value.osuus is None else round(value.osuus, 1)

    def __init__(self, kuntarivit, *, mittari, kuukausi, tarkistukset, **kwargs):
        """``tarkistukset`` says of a municipality's figure, by its primary key, when it was revised."""
        self.mittari = mittari
        super().__init__(
            [
                {
                    "kunta": rivi_.kunta,
                    "rivi": rivi_,
                    "jarjestys_arvo": -1 if rivi_.arvo is None else rivi_.arvo,
                    "jarjestys_osuus": -1 if rivi_.osuus is None else rivi_.osuus,
                    "osoite": kunnan_osoite(rivi_.kunta, kuukausi) if rivi_.on_kirjattu else None,
                    "tarkistettu": tarkistukset.get(rivi_.kunta.pk, ""),
                    "huomautus": _("pieni pohja: työvoima %(maara)s") % {"maara": luku(rivi_.tyovoima, 0)}
                    if rivi_.on_pieni_pohja
                    else "",
                }
                for rivi_ in kuntarivit
            ],
            **kwargs,
        )


class AluesummaTable(Taulu):
    """Sums of an area as a file: ``koosteet.Aluerivi``, the ends of each sum as numbers of their own."""

    mittari = tables.Column(verbose_name=gettext_lazy("Mittari"), accessor="mittari__nimi")
    koodi = tables.Column(verbose_name=gettext_lazy("Koodi"), accessor="mittari__koodi")
    teksti = tables.Column(verbose_name=gettext_lazy("Yhteensä"))
    vahintaan = tables.Column(verbose_name=gettext_lazy("Vähintään"), accessor="summa__vahintaan")
    enintaan = tables.Column(verbose_name=gettext_lazy("Enintään"), accessor="summa__enintaan", default="")
    muutos_kuukaudessa = tables.Column(verbose_name=gettext_lazy("Muutos kuukaudessa"), default="")
    muutos_vuodessa = tables.Column(verbose_name=gettext_lazy("Muutos vuodessa"), default="")
    maa = tables.Column(verbose_name=gettext_lazy("Koko maa"), default="")
    huomautus = tables.Column(verbose_name=gettext_lazy("Huomautus"), default="")
    lahde = tables.Column(verbose_name=gettext_lazy("Lähde"), empty_values=())

    def __init__(self, rivit, *, lahde, **kwargs):
        self.lahde = lahde
        super().__init__(rivit, orderable=False, **kwargs)

    def value_vahintaan(self, value, record):
        return round(value, record.mittari.desimaalit)

    def value_enintaan(self, value, record):
        return None if value is None else round(value, record.mittari.desimaalit)

    def render_lahde(self):
        return self.lahde


class JulkaisuTable(Taulu):
    """Releases, newest first. Rows are dicts: ``julkaisu``, and ``osoite`` of its month."""

    rivin_otsikko = "kuukausi"

    julkaisupvm = PvmColumn(verbose_name=gettext_lazy("Julkaistu"), accessor="julkaisu__julkaisupvm")
    kuukausi = tables.Column(
        verbose_name=gettext_lazy("Kuukausi"),
        accessor="julkaisu__kuukausi",
        linkify=lambda record: record["osoite"],
    )
    laji = tables.Column(
        verbose_name=gettext_lazy("Laji"), accessor="julkaisu__on_tarkistus", orderable=False
    )
    lahde = tables.Column(verbose_name=gettext_lazy("Lähde"), accessor="julkaisu__lahde", orderable=False)
    huomautus = tables.Column(
        verbose_name=gettext_lazy("Huomautus"),
        accessor="julkaisu__huomautus",
        default="",
        orderable=False,
    )

    class Meta:
        order_by = ("-julkaisupvm", "-kuukausi")

    def render_kuukausi(self, value):
        return kuukaudet.sanoin(value)

    def render_laji(self, value):
        return _("tarkistus") if value else _("uusi kuukausi")


class MuutosTable(Taulu):
    """Figures that a batch changes or changed. Rows are dicts named as the columns."""

    kunta = tables.Column(verbose_name=gettext_lazy("Kunta"), order_by="kunta__aakkos")
    mittari = tables.Column(verbose_name=gettext_lazy("Mittari"), order_by="mittari__jarjestys")
    kuukausi = tables.Column(verbose_name=gettext_lazy("Kuukausi"), attrs={"cell": {"class": "yhdessa"}})
    vanha = tables.Column(
        verbose_name=gettext_lazy("Voimassa ollut"), attrs={"cell": {"class": "luku"}}, orderable=False
    )
    uusi = tables.Column(
        verbose_name=gettext_lazy("Uusi"),
        default=gettext_lazy("poistuu"),
        attrs={"cell": {"class": "luku"}},
        orderable=False,
    )

    class Meta:
        order_by = "kunta"

    def render_kuukausi(self, value):
        return kuukaudet.lyhyt(value)

    def render_vanha(self, value, record):
        return luvut.kirjoita(value, record["mittari"].desimaalit)

    def render_uusi(self, value, record):
        return luvut.kirjoita(value, record["mittari"].desimaalit)


class TuontiTable(Taulu):
    """Batches of figures, newest first."""

    aika = tables.Column(
        linkify=lambda record: reverse("seuranta:tuonti", args=[record.pk]),
        attrs={"cell": {"class": "yhdessa"}},
    )
    laji = tables.Column()
    kuukaudet = tables.Column(
        verbose_name=gettext_lazy("Kuukaudet"), accessor="tulos__kuukaudet", default="–", orderable=False
    )
    tiedosto = tables.Column(default="–", orderable=False)
    uusia = tables.Column(
        verbose_name=gettext_lazy("Uusia lukuja"),
        accessor="tulos__uusia",
        default="–",
        orderable=False,
        attrs={"cell": {"class": "luku"}},
    )
    muuttuneita = tables.Column(
        verbose_name=gettext_lazy("Muuttuneita"),
        accessor="tulos__muuttuneita",
        default="–",
        orderable=False,
        attrs={"cell": {"class": "luku"}},
    )
    julkaisupvm = PvmColumn()
    user = tables.Column(default=gettext_lazy("komentorivi"), orderable=False)
    huomautus = tables.Column(default="–", orderable=False)

    class Meta:
        order_by = "-aika"

    def render_aika(self, value):
        return f"{pvm(value)} {klo(value)}"

    def value_aika(self, value):
        return value

    def render_kuukaudet(self, value):
        return ", ".join(kuukaudet.lyhyt(date.fromisoformat(kk)) for kk in value)

    def render_uusia(self, value):
        return luku(value)

    def value_uusia(self, value):
        return value

    def value_muuttuneita(self, value):
        return value

    def render_muuttuneita(self, value):
        return luku(value)

    def render_user(self, value):
        return value.nimi


class HenkilostoTable(Taulu):
    """Person-years of months of ``henkilosto``: the total of each, and its processes for those who may read them."""

    kuukausi = tables.Column(
        verbose_name=gettext_lazy("Kuukausi"),
        linkify=lambda record: record["osoite"],
        attrs={"cell": {"class": "yhdessa"}},
    )
    prosessi = tables.Column(verbose_name=gettext_lazy("Avainprosessi"), order_by=("jarjestys", "-kuukausi"))
    htv = tables.Column(
        verbose_name=gettext_lazy("Henkilötyövuosia"),
        order_by="jarjestys_htv",
        attrs={"cell": {"class": "luku"}},
        empty_values=(),
    )

    class Meta:
        order_by = ("-kuukausi", "prosessi")

    def __init__(self, kuut, *, alue, prosesseittain, saa_kirjata, **kwargs):
        rivit = []
        for kk in kuut:
            osoite = (
                reverse("seuranta:henkilosto-kirjaa", args=[alue.koodi, kk.kuukausi]) if saa_kirjata else None
            )
            for jarjestys, prosessi, htv in _henkilostorivit(kk, prosesseittain=prosesseittain):
                rivit.append(
                    {
                        "kuukausi": kk.kuukausi,
                        "prosessi": prosessi,
                        "htv": htv,
                        "jarjestys": (jarjestys, prosessi),
                        "jarjestys_htv": -1 if htv is None else htv,
                        "osoite": osoite,
                    }
                )
        super().__init__(rivit, **kwargs)

    def render_kuukausi(self, value):
        return kuukaudet.sanoin(value)

    def render_htv(self, value):
        return _("alle %(raja)s") % {"raja": luku(PIENIN)} if value is None else luku(value, 1)

    def value_htv(self, value):
        return self.render_htv(value) if value is None else value


def _henkilostorivit(kk, *, prosesseittain):
    """``(order, name, person-years)`` of a month: the total first, the small processes together last."""
    yield 0, _("Yhteensä"), kk.esitettava.yhteensa
    if not prosesseittain:
        return
    for tunnus, htv in kk.esitettava.prosessit.items():
        yield 1, kk.rivit[tunnus].nimi, htv
    if kk.esitettava.yhdessa:
        nimet = [kk.rivit[tunnus].nimi for tunnus in kk.esitettava.yhdessa]
        teksti = _("Pienet yhteensä: %(prosessit)s") % {"prosessit": luettelo(nimet)}
        yield 2, teksti, kk.esitettava.yhdessa_htv


class TaulukuvausTable(Taulu):
    """Described tables."""

    taulu = tables.Column(linkify=lambda record: reverse("seuranta:taulu", args=[record.pk]))
    otsikko = tables.Column()
    lahde = tables.Column()
    mittareita = tables.Column(verbose_name=gettext_lazy("Mittareita"), attrs={"cell": {"class": "luku"}})

    class Meta:
        order_by = "taulu"


class MittariTable(Taulu):
    """Measures of a described table; staff who may change one are led to it."""

    nimi = tables.Column(
        verbose_name=gettext_lazy("Mittari"),
        order_by="nimi_fi",
        linkify=lambda record, table: (
            reverse("seuranta:mittari-muuta", args=[record.pk]) if table.saa_kuvata else None
        ),
    )
    koodi = tables.Column()
    sisalto = tables.Column(default="–")
    arvot = tables.Column(default="–", orderable=False)
    yksikko = tables.Column()
    desimaalit = tables.Column(attrs={"cell": {"class": "luku"}})

    class Meta:
        order_by = "koodi"

    def __init__(self, mittarit, *, saa_kuvata):
        self.saa_kuvata = saa_kuvata
        super().__init__(mittarit)

    def render_arvot(self, value):
        return ", ".join(f"{koodi}: {arvo}" for koodi, arvo in value.items()) or "–"

    value_arvot = render_arvot
