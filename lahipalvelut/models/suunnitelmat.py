from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.aikataulu import SUURIN_VALI, Toistuvuus
from tyollisyysalue.haku import nimet
from tyollisyysalue.models import Henkilo, Kunta, Tapahtuma
from tyollisyysalue.rajoitteet import Aika, Yksi, historia, oikea_jarjestys
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Avainprosessi

PAIKAN_NIMET = nimet("nimi", "osoite")


class PalvelupisteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published with the schedule."""
        return self

    def nimetyt(self, sana):
        """Places with a word that begins so in the name or the address."""
        return self.alias(haku=PAIKAN_NIMET).filter(haku=sana.nimesta)

    def for_kunta(self, kunta):
        return self.filter(kunta=kunta)


@historia(faktalahde=True)
class Palvelupiste(models.Model):
    """Where local service is given, and how to get in."""

    kunta = models.ForeignKey(
        Kunta, models.PROTECT, related_name="palvelupisteet", verbose_name=_("kunta"), editable=False
    )
    nimi = models.CharField(_("nimi"), max_length=100, help_text=_("Esimerkiksi kunnantalo."))
    osoite = models.CharField(_("käyntiosoite"), max_length=200)
    saapumisohje = models.TextField(
        _("saapuminen ja esteettömyys"),
        blank=True,
        help_text=_("Sisäänkäynti, pysäköinti, kulku pyörätuolilla, kuuntelujärjestelmä."),
    )

    objects = PalvelupisteQuerySet.as_manager()

    class Meta:
        verbose_name = _("palvelupiste")
        verbose_name_plural = _("palvelupisteet")
        ordering = ["kunta", "nimi"]
        indexes = [GinIndex(PAIKAN_NIMET, name="palvelupiste_haku")]
        constraints = [
            models.UniqueConstraint(
                fields=["kunta", "nimi"],
                name="palvelupiste_nimi_kunnassa",
                violation_error_message=_("Kunnassa on jo tämänniminen palvelupiste."),
            ),
        ]

    def __str__(self):
        return f"{self.nimi}, {self.osoite}"


class PalvelusuunnitelmaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An approved plan is public; a draft is for those who plan and those who approve."""
        return self.filter(
            Q(tila=Palvelusuunnitelma.Tila.HYVAKSYTTY)
            | Q(kunta__alue__in=roolit.alueet(user, Rooli.KOORDINAATTORI, Rooli.ESITTELIJA))
        )

    def hyvaksytyt(self):
        return self.filter(tila=Palvelusuunnitelma.Tila.HYVAKSYTTY)

    def luonnokset(self):
        return self.filter(tila=Palvelusuunnitelma.Tila.LUONNOS)

    def for_kunta(self, kunta):
        return self.filter(kunta=kunta)

    def paattymattomat(self, pvm):
        """Approved plans in force on ``pvm`` or to come after it."""
        return self.hyvaksytyt().filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm))

    def voimassa(self, pvm):
        return self.hyvaksytyt().filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm), alkupvm__lte=pvm)


@historia(faktalahde=True)
class Palvelusuunnitelma(models.Model):
    """The local service of one municipality for a time: a draft, or as it was approved.

    A draft gives no days, and is approved or given up. The area's plan of a season is the plans with the same
    reference.
    """

    class Tila(models.TextChoices):
        LUONNOS = "luonnos", _("luonnos")
        HYVAKSYTTY = "hyvaksytty", _("hyväksytty")
        HYLATTY = "hylatty", _("hylätty")

    kunta = models.ForeignKey(
        Kunta,
        models.PROTECT,
        related_name="palvelusuunnitelmat",
        verbose_name=_("kunta"),
        editable=False,
    )
    alkupvm = models.DateField(_("voimassa alkaen"))
    loppupvm = models.DateField(
        _("voimassa asti"), null=True, blank=True, help_text=_("Tyhjä: toistaiseksi voimassa.")
    )
    tila = models.CharField(_("tila"), max_length=10, choices=Tila, default=Tila.LUONNOS, editable=False)
    hyvaksymispvm = models.DateField(_("hyväksytty"), null=True, blank=True)
    hyvaksymisviite = models.CharField(
        _("hyväksymisen viite"),
        max_length=200,
        blank=True,
        help_text=_("Kuka hyväksyi ja millä numerolla."),
    )
    edeltaja = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="seuraajat",
        verbose_name=_("edellinen suunnitelma"),
    )
    perusteet = models.JSONField(
        _("mitoituksen perusteet"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Työnhakijat, henkilötyövuodet ja suunnitellut päivät hyväksymishetkellä."),
    )
    perustelu = models.TextField(
        _("perustelu"),
        help_text=_("Miten asiakasmäärät ja käytettävissä olevat henkilötyövuodet on otettu huomioon."),
    )
    versio = models.PositiveIntegerField(_("versio"), default=1, editable=False)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = PalvelusuunnitelmaQuerySet.as_manager()

    class Meta:
        verbose_name = _("palvelusuunnitelma")
        verbose_name_plural = _("palvelusuunnitelmat")
        ordering = ["kunta", "-alkupvm"]
        constraints = [
            oikea_jarjestys("palvelusuunnitelma_oikea_jarjestys"),
            models.CheckConstraint(
                name="palvelusuunnitelma_hyvaksytty_viitteineen",
                condition=Q(tila__in=["luonnos", "hylatty"], hyvaksymispvm__isnull=True, hyvaksymisviite="")
                | (Q(tila="hyvaksytty", hyvaksymispvm__isnull=False) & ~Q(hyvaksymisviite="")),
                violation_error_message=_("Hyväksytyllä suunnitelmalla on oltava hyväksymispäivä ja viite."),
            ),
            ExclusionConstraint(
                name="palvelusuunnitelma_yksi_kerrallaan",
                expressions=[(Yksi(F("kunta_id")), "&&"), (Aika("alkupvm", "loppupvm"), "&&")],
                condition=Q(tila="hyvaksytty"),
                violation_error_message=_(
                    "Kunnalla on jo palvelusuunnitelma osan tästä ajasta. Valitse aika, jolle suunnitelmaa ei ole."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.kunta} {self.alkupvm:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("lahipalvelut:suunnitelma", args=[self.pk])

    @property
    def on_luonnos(self):
        return self.tila == self.Tila.LUONNOS


class SuunnitelmariviQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the plan is."""
        return self.filter(suunnitelma__in=Palvelusuunnitelma.objects.visible_to(user))

    def hyvaksytyt(self):
        return self.filter(suunnitelma__tila=Palvelusuunnitelma.Tila.HYVAKSYTTY)

    def voimassa(self, pvm):
        """Lines of the plans in force on the day, with what a page and a fact say of them."""
        return (
            self.hyvaksytyt()
            .filter(
                Q(suunnitelma__loppupvm__isnull=True) | Q(suunnitelma__loppupvm__gte=pvm),
                suunnitelma__alkupvm__lte=pvm,
            )
            .select_related("suunnitelma", "palvelupiste", "vastuuhenkilo")
        )

    def paattymattomat(self, pvm):
        """Lines that still have days on ``pvm`` or after it."""
        return self.hyvaksytyt().filter(
            Q(suunnitelma__loppupvm__isnull=True) | Q(suunnitelma__loppupvm__gte=pvm)
        )


class RivitManager(models.Manager):
    """The lines that the plan has; what was taken out of a draft stays in its history."""

    def get_queryset(self):
        return super().get_queryset().filter(poistettu__isnull=True)


@historia(faktalahde=True)
class Suunnitelmarivi(models.Model):
    """One rule of a plan: every n-th week from the anchor date, whose weekday is the rule's."""

    class Kanava(models.TextChoices):
        PAIKALLA = "paikalla", _("paikan päällä")
        VIDEO = "video", _("videoyhteydellä")
        PUHELIN = "puhelin", _("puhelimitse")

    suunnitelma = models.ForeignKey(
        Palvelusuunnitelma,
        models.PROTECT,
        related_name="rivit",
        verbose_name=_("suunnitelma"),
        editable=False,
    )
    ankkuripvm = models.DateField(
        _("ensimmäinen päivä"), help_text=_("Viikonpäivä ja viikkojen laskenta alkavat tästä päivästä.")
    )
    vali = models.PositiveSmallIntegerField(
        _("väli viikkoina"), default=1, help_text=_("1 on joka viikko, 2 joka toinen viikko.")
    )
    alkuklo = models.TimeField(_("alkaa"))
    loppuklo = models.TimeField(_("päättyy"))
    palvelupiste = models.ForeignKey(Palvelupiste, models.PROTECT, verbose_name=_("palvelupiste"))
    kanavat = ArrayField(models.CharField(max_length=10, choices=Kanava), verbose_name=_("kanavat"))
    prosessit = models.ManyToManyField(
        Avainprosessi, blank=True, related_name="suunnitelmarivit", verbose_name=_("avainprosessit")
    )
    vastuuhenkilo = models.ForeignKey(
        Henkilo, models.PROTECT, related_name="suunnitelmarivit", verbose_name=_("kuka käy")
    )
    poistettu = models.DateTimeField(_("poistettu"), null=True, blank=True, editable=False)

    objects = RivitManager.from_queryset(SuunnitelmariviQuerySet)()
    kaikki = SuunnitelmariviQuerySet.as_manager()

    class Meta:
        verbose_name = _("suunnitelmarivi")
        verbose_name_plural = _("suunnitelmarivit")
        ordering = ["suunnitelma", "ankkuripvm", "alkuklo", "pk"]
        base_manager_name = "kaikki"
        constraints = [
            models.CheckConstraint(
                name="suunnitelmarivi_vali",
                condition=Q(vali__gte=1, vali__lte=SUURIN_VALI),
                violation_error_message=_("Väli on 1–8 viikkoa."),
            ),
            models.CheckConstraint(
                name="suunnitelmarivi_klo_jarjestys",
                condition=Q(loppuklo__gt=F("alkuklo")),
                violation_error_message=_("Päivän on päätyttävä alkamisensa jälkeen. Korjaa kellonajat."),
            ),
            models.CheckConstraint(
                name="suunnitelmarivi_kanavia",
                condition=Q(kanavat__len__gt=0),
                violation_error_message=_("Valitse vähintään yksi kanava."),
            ),
            models.UniqueConstraint(
                fields=["suunnitelma", "ankkuripvm", "alkuklo", "palvelupiste", "vastuuhenkilo"],
                name="suunnitelmarivi_kerran",
                condition=Q(poistettu__isnull=True),
                violation_error_message=_("Suunnitelmassa on jo sama rivi."),
            ),
        ]

    def __str__(self):
        return f"{self.ankkuripvm:%Y-%m-%d} +{self.vali}"

    def clean(self):
        kunta = self.suunnitelma.kunta
        if self.palvelupiste_id and self.palvelupiste.kunta_id != kunta.pk:
            raise ValidationError({"palvelupiste": _("Valitse tämän kunnan palvelupiste.")})
        if self.vastuuhenkilo_id and (
            self.vastuuhenkilo.alue_id != kunta.alue_id or self.vastuuhenkilo.kunta_id
        ):
            raise ValidationError({"vastuuhenkilo": _("Valitse työllisyysalueen oma henkilö.")})
        loppupvm = self.suunnitelma.loppupvm
        if self.ankkuripvm and loppupvm and self.ankkuripvm > loppupvm:
            raise ValidationError(
                {"ankkuripvm": _("Suunnitelman voimassaolo päättyy ennen tätä. Valitse aiempi päivä.")}
            )

    @property
    def toistuvuus(self):
        return Toistuvuus(self.ankkuripvm, self.vali, self.alkuklo, self.loppuklo)

    @property
    def kanavat_sanoina(self):
        return [self.Kanava(kanava).label for kanava in self.kanavat]

    def paivat(self, asti):
        """The rule's dates inside the plan's validity, to ``asti`` at most."""
        loppupvm = self.suunnitelma.loppupvm
        return self.toistuvuus.paivat(self.suunnitelma.alkupvm, min(asti, loppupvm) if loppupvm else asti)
