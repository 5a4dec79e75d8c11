import datetime

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from seuranta.kuukaudet import koodi
from seuranta.merkit import Puuttuva
from tyollisyysalue import kello, roolit
from tyollisyysalue.kielet import kielella
from tyollisyysalue.models import Kunta, Tapahtuma, Tyollisyysalue
from tyollisyysalue.rajoitteet import FAKTALAHDE, VAIN_LISAYS, historia


class TaulukuvausQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see how a table is read; the public reads the source beside the figures."""
        return self if roolit.alueet(user) else self.none()


@historia()
class Taulukuvaus(models.Model):
    """How a table other than the built-in one is read: which of its dimensions is what. Its measures say the rest."""

    taulu = models.CharField(_("taulun tunnus"), max_length=20, unique=True)
    otsikko = models.CharField(_("otsikko"), max_length=300)
    alue = models.CharField(_("alueen ulottuvuus"), max_length=60)
    aika = models.CharField(_("kuukauden ulottuvuus"), max_length=60)
    lahde = models.CharField(_("lähde"), max_length=200)
    lisenssi = models.CharField(_("lisenssi"), max_length=50)

    tapahtumat = GenericRelation(Tapahtuma)

    objects = TaulukuvausQuerySet.as_manager()

    class Meta:
        verbose_name = _("taulun kuvaus")
        verbose_name_plural = _("taulujen kuvaukset")
        ordering = ["taulu"]
        constraints = [
            models.CheckConstraint(
                name="taulukuvaus_alue_ja_aika_eri",
                condition=~Q(alue=models.F("aika")),
                violation_error_message=_("Alue ja kuukausi eivät voi olla sama ulottuvuus."),
            ),
        ]

    def __str__(self):
        return self.taulu


class MittariQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def avainluvut(self):
        """The measures that pages and the form of recording show."""
        return self.filter(avainluku=True)


@historia(faktalahde=True)
class Mittari(models.Model):
    """What a figure measures: one column of a published table, by its official code and names."""

    class Yksikko(models.TextChoices):
        LUKUMAARA = "lkm", _("lukumäärä")
        PROSENTTI = "prosentti", _("prosenttia")

    koodi = models.CharField(_("koodi"), max_length=60, unique=True)
    nimi_fi = models.CharField(_("nimi suomeksi"), max_length=200)
    nimi_sv = models.CharField(_("nimi ruotsiksi"), max_length=200)
    nimi_en = models.CharField(_("nimi englanniksi"), max_length=200)
    yksikko = models.CharField(_("yksikkö"), max_length=10, choices=Yksikko)
    desimaalit = models.PositiveSmallIntegerField(_("desimaalit"), default=0)
    lahde = models.CharField(_("lähde"), max_length=200)
    taulu = models.CharField(_("taulun tunnus"), max_length=20)
    lisenssi = models.CharField(_("lisenssi"), max_length=50)
    avainluku = models.BooleanField(_("avainluku"), default=False)
    jarjestys = models.PositiveSmallIntegerField(_("järjestys taulussa"))
    # Where the measure is in a described table. Those of the built-in table are called as its contents.
    kuvaus = models.ForeignKey(
        Taulukuvaus,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mittarit",
        verbose_name=_("taulun kuvaus"),
    )
    sisalto = models.CharField(_("tieto taulussa"), max_length=60, blank=True)
    arvot = models.JSONField(
        _("muiden ulottuvuuksien arvot"),
        default=dict,
        blank=True,
        help_text=_("Ulottuvuuden ja arvon koodit."),
    )

    objects = MittariQuerySet.as_manager()

    class Meta:
        verbose_name = _("mittari")
        verbose_name_plural = _("mittarit")
        ordering = ["taulu", "jarjestys"]
        constraints = [
            models.UniqueConstraint(
                fields=["taulu", "jarjestys"],
                name="mittari_yksi_paikka_taulussa",
                violation_error_message=_("Taulussa on jo mittari tällä paikalla."),
            ),
            models.UniqueConstraint(
                fields=["kuvaus", "sisalto", "arvot"],
                condition=Q(kuvaus__isnull=False),
                name="mittari_kerran_kuvauksessa",
                violation_error_message=_("Tämä taulun luku on jo mittarina."),
            ),
            models.CheckConstraint(
                name="mittari_paikka_kuvauksessa",
                condition=Q(kuvaus__isnull=False) | Q(sisalto="", arvot={}),
                violation_error_message=_("Paikka taulussa kirjataan vain kuvatun taulun mittarille."),
            ),
        ]

    def __str__(self):
        return self.nimi

    @property
    def nimi(self):
        return kielella(self, "nimi")


class TuontiQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff see who recorded what and from which file; the public reads the source beside the figures."""
        return self if roolit.alueet(user) else self.none()


@pgtrigger.register(VAIN_LISAYS, FAKTALAHDE)
class Tuonti(models.Model):
    """A batch of figures: who recorded it, when, and from what. Nobody changes it; a newer batch corrects it."""

    class Laji(models.TextChoices):
        KASIN = "kasin", _("kirjattu käsin")
        PXWEB = "pxweb", _("tuotu tiedostosta")
        HAETTU = "haettu", _("haettu tilastopalvelusta")
        PERUUTUS = "peruutus", _("tuonnin peruutus")

    aika = models.DateTimeField(_("kirjattu"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("kirjaaja"),
        help_text=_("Tyhjä, kun tiedosto on tuotu komentoriviltä."),
    )
    laji = models.CharField(_("laji"), max_length=10, choices=Laji)
    lahde = models.CharField(_("lähde"), max_length=200)
    julkaisupvm = models.DateField(_("julkaistu"), help_text=_("Päivä, jona lähde julkaisi luvut."))
    huomautus = models.CharField(_("huomautus"), max_length=200, blank=True)
    taulu = models.CharField(_("taulun tunnus"), max_length=20, blank=True)
    tiedosto = models.CharField(_("tiedosto"), max_length=200, blank=True)
    koko = models.PositiveIntegerField(_("tiedoston koko tavuina"), null=True, blank=True)
    sha256 = models.CharField(_("tiedoston tiiviste (SHA-256)"), max_length=64, blank=True)
    tulos = models.JSONField(
        _("tulos"), default=dict, blank=True, help_text=_("Mitä tiedostossa oli ja mitä siitä tallennettiin.")
    )

    peruttu = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="peruutus",
        verbose_name=_("peruttu tuonti"),
    )
    syy = models.CharField(_("peruutuksen syy"), max_length=300, blank=True)

    objects = TuontiQuerySet.as_manager()

    class Meta:
        verbose_name = _("tuonti")
        verbose_name_plural = _("tuonnit")
        ordering = ["-aika", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="tuonti_kasin_kirjaajan_nimissa",
                condition=~Q(laji="kasin") | Q(user__isnull=False),
                violation_error_message=_("Käsin kirjatuilla luvuilla on kirjaaja."),
            ),
            models.CheckConstraint(
                name="tuonti_tiedosto_tiivisteineen",
                condition=Q(
                    laji__in=["kasin", "peruutus"], taulu="", tiedosto="", koko__isnull=True, sha256=""
                )
                | Q(
                    Q(laji__in=["pxweb", "haettu"], koko__gt=0, sha256__regex=r"^[0-9a-f]{64}$"),
                    ~Q(taulu=""),
                    ~Q(tiedosto=""),
                ),
                violation_error_message=_("Tuodusta tiedostosta kirjataan taulu, nimi, koko ja tiiviste."),
            ),
            models.CheckConstraint(
                name="tuonti_peruutus_syineen",
                condition=(
                    Q(laji="peruutus", peruttu__isnull=False, user__isnull=False) & ~Q(syy="")
                    | ~Q(laji="peruutus") & Q(peruttu__isnull=True, syy="")
                ),
                violation_error_message=_("Peruutuksesta kirjataan peruttu tuonti, peruja ja syy."),
            ),
        ]

    def __str__(self):
        return f"{self.lahde} {self.julkaisupvm}"


def paivan_loppu(paiva):
    """The last moment of the day ``paiva`` in Helsinki, to the precision of the database."""
    keskiyo = datetime.datetime.combine(paiva + datetime.timedelta(days=1), datetime.time(), kello.HELSINKI)
    return keskiyo - datetime.timedelta(microseconds=1)


# Of a newer batch than the row outside.
UUDEMPI = Q(tuonti__aika__gt=OuterRef("tuonti__aika")) | Q(
    tuonti__aika=OuterRef("tuonti__aika"), tuonti__gt=OuterRef("tuonti")
)


def kuukauden_ensimmainen(nimi):
    """A month is kept as its first day."""
    return models.CheckConstraint(
        name=nimi,
        condition=Q(kuukausi__day=1),
        violation_error_message=_("Kuukausi tallennetaan sen ensimmäisenä päivänä."),
    )


class HavaintoQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def ilman_mitatoityja(self, hetki=None):
        """Without the figures that an undone batch took with it; only what was undone by ``hetki`` when it is given."""
        mitatoinnit = Havainto.objects.filter(mitatoity=True).samasta_luvusta().filter(UUDEMPI)
        if hetki is not None:
            mitatoinnit = mitatoinnit.filter(tuonti__aika__lte=hetki)
        return self.filter(~Exists(mitatoinnit), mitatoity=False)

    def samasta_luvusta(self):
        """Of the municipality, measure and month of the row outside."""
        return self.filter(
            kunta=OuterRef("kunta"), mittari=OuterRef("mittari"), kuukausi=OuterRef("kuukausi")
        )

    def uusimmat(self, hetki=None):
        """The figures in force: of each municipality, measure and month the one of the newest batch.

        ``tarkistus`` is true on a figure that replaced an earlier one.
        """
        aiempi = Havainto.objects.samasta_luvusta().filter(tuonti__aika__lt=OuterRef("tuonti__aika"))
        return (
            self.ilman_mitatoityja(hetki)
            .select_related("tuonti", "palauttaa__tuonti")
            .annotate(tarkistus=Exists(aiempi))
            .order_by("kunta_id", "mittari_id", "kuukausi", "-tuonti__aika", "-tuonti_id")
            .distinct("kunta_id", "mittari_id", "kuukausi")
        )

    def luettuina(self):
        """With what pages tell of each: one object of each measure, of which hundreds of figures are, and the batches
        without what they held."""
        return self.defer("tuonti__tulos", "palauttaa__tuonti__tulos").prefetch_related("mittari")

    def tiedossa(self, hetki):
        """The figures in force as they were known at ``hetki``."""
        return self.filter(tuonti__aika__lte=hetki).uusimmat(hetki)

    def tiedossa_paivana(self, paiva):
        """The figures in force as they were known when the day ``paiva`` ended."""
        return self.tiedossa(paivan_loppu(paiva))

    def muuttuneet(self):
        """The figures that replaced an earlier one, with it in ``vanha_arvo`` and ``vanha_puuttuva``."""
        vanhat = (
            Havainto.objects.samasta_luvusta()
            .filter(tuonti__aika__lt=OuterRef("tuonti__aika"))
            .order_by("-tuonti__aika", "-tuonti_id")
        )
        return self.annotate(
            vanha_arvo=Subquery(vanhat.values("arvo")[:1]),
            vanha_puuttuva=Subquery(vanhat.values("puuttuva")[:1]),
            vanha_mitatoity=Subquery(vanhat.values("mitatoity")[:1]),
        ).filter(vanha_mitatoity=False)


@pgtrigger.register(VAIN_LISAYS, FAKTALAHDE)
class Havainto(models.Model):
    """A figure of one municipality, measure and month, or the code that says why there is none.

    Append-only: a changed figure is a new row of a newer batch, and the newest batch is in force. An undoing brings a
    figure back as a new row that points to the old one, whose source it then has, or says that there is none.
    """

    Puuttuva = Puuttuva

    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="havainnot", verbose_name=_("kunta"))
    mittari = models.ForeignKey(Mittari, models.PROTECT, related_name="havainnot", verbose_name=_("mittari"))
    kuukausi = models.DateField(_("kuukausi"), help_text=_("Kuukauden ensimmäinen päivä."))
    arvo = models.DecimalField(_("arvo"), max_digits=12, decimal_places=2, null=True, blank=True)
    puuttuva = models.CharField(_("puuttuvan merkki"), max_length=4, choices=Puuttuva, blank=True)
    tuonti = models.ForeignKey(Tuonti, models.PROTECT, related_name="havainnot", verbose_name=_("tuonti"))
    palauttaa = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        # The few rows that have it have an index of their own.
        db_index=False,
        related_name="palautukset",
        verbose_name=_("palautettu havainto"),
    )
    mitatoity = models.BooleanField(
        _("mitätöity"), default=False, help_text=_("Peruutus poisti luvun, eikä sitä ennen ollut muuta.")
    )

    objects = HavaintoQuerySet.as_manager()

    class Meta:
        verbose_name = _("havainto")
        verbose_name_plural = _("havainnot")
        ordering = ["kuukausi", "mittari_id"]
        indexes = [
            models.Index(fields=["kuukausi", "kunta", "mittari"], name="havainto_kuukauden_luvut"),
            models.Index(
                fields=["kunta", "mittari", "kuukausi"],
                condition=Q(mitatoity=True),
                name="havainto_mitatoidyt",
            ),
            models.Index(
                fields=["palauttaa"], condition=Q(palauttaa__isnull=False), name="havainto_palautetut"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kunta", "mittari", "kuukausi", "tuonti"],
                name="havainto_kerran_tuonnissa",
                violation_error_message=_("Sama luku on tuonnissa kahdesti."),
            ),
            kuukauden_ensimmainen("havainto_kuukauden_ensimmainen"),
            models.CheckConstraint(
                name="havainto_arvo_tai_puuttuva",
                condition=Q(arvo__isnull=False, puuttuva="", mitatoity=False)
                | Q(arvo__isnull=True, puuttuva__in=[".", "..", "...", "....", "-"], mitatoity=False)
                | Q(arvo__isnull=True, puuttuva="", mitatoity=True, palauttaa__isnull=True),
                violation_error_message=_("Anna luku tai merkki, joka kertoo, miksi lukua ei ole."),
            ),
        ]

    def __str__(self):
        return f"{self.kunta_id} {self.mittari_id} {koodi(self.kuukausi)}"

    @property
    def luku(self):
        """What was observed: a ``Decimal`` or one of ``Puuttuva``; None where it was undone."""
        if self.mitatoity:
            return None
        return Havainto.Puuttuva(self.puuttuva) if self.arvo is None else self.arvo

    @property
    def lahdetuonti(self):
        """The batch that tells where the figure comes from."""
        return self.tuonti if self.palauttaa is None else self.palauttaa.tuonti


class MaahavaintoQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def tiedossa(self, hetki):
        """The figures in force as they were known at ``hetki``: of each measure and month the newest that was not of
        a batch undone by then."""
        return (
            self.filter(tuonti__aika__lte=hetki)
            .exclude(tuonti__peruutus__aika__lte=hetki)
            .order_by("mittari_id", "kuukausi", "-tuonti__aika", "-tuonti_id")
            .distinct("mittari_id", "kuukausi")
        )


@pgtrigger.register(VAIN_LISAYS)
class Maahavainto(models.Model):
    """A figure of the whole country as the source publishes it; it is not the sum of the municipalities.

    Append-only as ``Havainto``. An undone batch takes its figures with it.
    """

    mittari = models.ForeignKey(
        Mittari, models.PROTECT, related_name="maahavainnot", verbose_name=_("mittari")
    )
    kuukausi = models.DateField(_("kuukausi"), help_text=_("Kuukauden ensimmäinen päivä."))
    arvo = models.DecimalField(_("arvo"), max_digits=12, decimal_places=2, null=True, blank=True)
    puuttuva = models.CharField(_("puuttuvan merkki"), max_length=4, choices=Puuttuva, blank=True)
    tuonti = models.ForeignKey(Tuonti, models.PROTECT, related_name="maahavainnot", verbose_name=_("tuonti"))

    objects = MaahavaintoQuerySet.as_manager()

    class Meta:
        verbose_name = _("koko maan havainto")
        verbose_name_plural = _("koko maan havainnot")
        ordering = ["kuukausi", "mittari_id"]
        indexes = [models.Index(fields=["kuukausi", "mittari"], name="maahavainto_kuukauden_luvut")]
        constraints = [
            models.UniqueConstraint(
                fields=["mittari", "kuukausi", "tuonti"],
                name="maahavainto_kerran_tuonnissa",
                violation_error_message=_("Sama luku on tuonnissa kahdesti."),
            ),
            kuukauden_ensimmainen("maahavainto_kuukauden_ensimmainen"),
            models.CheckConstraint(
                name="maahavainto_arvo_tai_puuttuva",
                condition=Q(arvo__isnull=False, puuttuva="")
                | Q(arvo__isnull=True, puuttuva__in=[".", "..", "...", "....", "-"]),
                violation_error_message=_("Anna luku tai merkki, joka kertoo, miksi lukua ei ole."),
            ),
        ]

    def __str__(self):
        return f"{self.mittari_id} {koodi(self.kuukausi)}"

    @property
    def luku(self):
        return Puuttuva(self.puuttuva) if self.arvo is None else self.arvo


class HenkilostotilanneQuerySet(models.QuerySet):
    def visible_to(self, user):
        """By process for those who take part in the area's cooperation; the public reads the area's total."""
        return self.filter(alue__in=roolit.yhteistyoalueet(user))


@historia(faktalahde=True)
class Henkilostotilanne(models.Model):
    """Person-years of one key process of an area in one month: one stands for a full-timer, never for a named worker.

    The process is kept by its id and by its names of the day, since this app knows nothing of the one that keeps
    processes. A correction changes the row, and its history keeps what it was. ``henkilostopeite`` is the rule of
    what of the rows may be shown.
    """

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="henkilostotilanteet", verbose_name=_("työllisyysalue")
    )
    kuukausi = models.DateField(_("kuukausi"), help_text=_("Kuukauden ensimmäinen päivä."))
    prosessi = models.PositiveBigIntegerField(
        _("avainprosessin tunnus"), help_text=_("Pysyy samana, vaikka prosessin nimi muuttuu.")
    )
    nimi_fi = models.CharField(_("avainprosessin nimi suomeksi"), max_length=100)
    nimi_sv = models.CharField(_("avainprosessin nimi ruotsiksi"), max_length=100, blank=True)
    nimi_en = models.CharField(_("avainprosessin nimi englanniksi"), max_length=100, blank=True)
    htv = models.DecimalField(
        _("henkilötyövuosia"),
        max_digits=6,
        decimal_places=1,
        help_text=_("Kuukauden työpanos kokoaikaisiksi muutettuna: 1,0 on yksi kokoaikainen työntekijä."),
    )

    objects = HenkilostotilanneQuerySet.as_manager()

    class Meta:
        verbose_name = _("henkilöstötilanne")
        verbose_name_plural = _("henkilöstötilanteet")
        ordering = ["-kuukausi", "prosessi"]
        constraints = [
            models.UniqueConstraint(
                fields=["alue", "kuukausi", "prosessi"],
                name="henkilostotilanne_kerran_kuukaudessa",
                violation_error_message=_("Prosessin henkilötyövuodet on jo kirjattu kuukaudelle."),
            ),
            kuukauden_ensimmainen("henkilostotilanne_kuukauden_ensimmainen"),
            models.CheckConstraint(
                name="henkilostotilanne_ei_negatiivinen",
                condition=Q(htv__gte=0),
                violation_error_message=_("Henkilötyövuosia ei voi olla alle nolla."),
            ),
        ]

    def __str__(self):
        return f"{self.alue_id} {self.prosessi} {koodi(self.kuukausi)}"

    @property
    def nimi(self):
        return kielella(self, "nimi")
