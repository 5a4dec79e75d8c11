import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from paatokset.models.osiot import Osio
from paatokset.models.paatokset import VALMISTELIJAT, Paatos
from tyollisyysalue import kello, roolit
from tyollisyysalue.haku import HaettavaManager, tekstit
from tyollisyysalue.kielet import kielella
from tyollisyysalue.models import Henkilo, Tapahtuma, Tyollisyysalue
from tyollisyysalue.rajoitteet import VAIN_LISAYS, historia, oikea_jarjestys


class VoimassaolevaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(alue__in=roolit.alueet(user, *VALMISTELIJAT))

    def voimassa(self, pvm):
        return self.filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm), alkupvm__lte=pvm)


class LainkohtaQuerySet(VoimassaolevaQuerySet):
    def visible_to(self, user):
        """Provisions are printed on public decisions: nothing in them is anyone's secret."""
        return self


@historia(faktalahde=True)
class Lainkohta(models.Model):
    """A provision that decisions of the area cite, while it is in force: instrument and sections as printed."""

    class Kaytto(models.TextChoices):
        TOIMIVALTA = "toimivalta", _("toimivallan peruste")
        MUUTOKSENHAKU = "muutoksenhaku", _("muutoksenhaku")
        VAIKUTUKSET = "vaikutukset", _("vaikutusten arviointi")
        SALASSAPITO = "salassapito", _("salassapidon peruste")
        MUU = "muu", _("muu peruste")

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="lainkohdat", verbose_name=_("työllisyysalue")
    )
    kaytto = models.CharField(_("käyttö"), max_length=15, choices=Kaytto)
    teksti_fi = models.CharField(
        _("säädös ja pykälät suomeksi"),
        max_length=300,
        help_text=_("Niin kuin se painetaan, esimerkiksi Kuopion kaupungin hallintosääntö § 30, § 32."),
    )
    teksti_sv = models.CharField(_("säädös ja pykälät ruotsiksi"), max_length=300, blank=True)
    lahde = models.URLField(_("lähde"), blank=True)
    omistaja = models.ForeignKey(
        Henkilo, models.PROTECT, related_name="lainkohdat", verbose_name=_("kuka pitää ajan tasalla")
    )
    alkupvm = models.DateField(_("voimassa alkaen"))
    loppupvm = models.DateField(_("voimassa päättyen"), null=True, blank=True)
    tarkistuspvm = models.DateField(_("tarkistettava viimeistään"), null=True, blank=True)
    versio = models.PositiveIntegerField(_("versio"), default=1)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = LainkohtaQuerySet.as_manager()

    class Meta:
        verbose_name = _("lainkohta")
        verbose_name_plural = _("lainkohdat")
        ordering = ["kaytto", "teksti_fi", "pk"]
        constraints = [oikea_jarjestys("lainkohta_oikea_jarjestys")]

    def __str__(self):
        return self.teksti

    def get_absolute_url(self):
        return reverse("paatokset:lainkohta", args=[self.pk])

    @property
    def teksti(self):
        return kielella(self, "teksti")

    def on_voimassa(self, pvm):
        return self.alkupvm <= pvm and (self.loppupvm is None or pvm <= self.loppupvm)


@historia(exclude=["haku"])
class Fraasi(models.Model):
    """A phrase or a whole section of the area's library, in Finnish and Swedish side by side.

    Texts are HTML of ``paatokset.teksti``'s vocabulary. ``[[…]]`` in them is a place to fill in; ``[[fakta:key]]`` is
    the place of a bound fact, which insertion binds with the request's municipality and the usual period.
    """

    class Laji(models.TextChoices):
        FRAASI = "fraasi", _("fraasi")
        OSIO = "osio", _("osio")

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="fraasit", verbose_name=_("työllisyysalue")
    )
    laji = models.CharField(_("laji"), max_length=10, choices=Laji)
    nimi = models.CharField(_("nimi"), max_length=100)
    otsikko_fi = models.CharField(_("osion otsikko suomeksi"), max_length=200, blank=True)
    otsikko_sv = models.CharField(_("osion otsikko ruotsiksi"), max_length=200, blank=True)
    teksti_fi = models.TextField(_("teksti suomeksi"))
    teksti_sv = models.TextField(_("teksti ruotsiksi"), blank=True)
    omistaja = models.ForeignKey(
        Henkilo, models.PROTECT, related_name="fraasit", verbose_name=_("kuka pitää ajan tasalla")
    )
    alkupvm = models.DateField(_("voimassa alkaen"))
    loppupvm = models.DateField(_("voimassa päättyen"), null=True, blank=True)
    versio = models.PositiveIntegerField(_("versio"), default=1)
    haku = tekstit("nimi", "otsikko_fi", "teksti_fi")
    tapahtumat = GenericRelation(Tapahtuma)

    objects = HaettavaManager.from_queryset(VoimassaolevaQuerySet)()

    class Meta:
        verbose_name = _("fraasi")
        verbose_name_plural = _("fraasit")
        ordering = ["laji", "nimi", "pk"]
        indexes = [GinIndex(fields=["haku"], name="fraasi_haku")]
        constraints = [
            oikea_jarjestys("fraasi_oikea_jarjestys"),
            models.UniqueConstraint(
                fields=["alue", "nimi"],
                name="fraasi_nimi_kerran",
                violation_error_message=_("Kirjastossa on jo teksti tällä nimellä."),
            ),
        ]

    def __str__(self):
        return self.nimi

    def get_absolute_url(self):
        return reverse("paatokset:fraasi", args=[self.pk])


class FraasinkayttoQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paatos__in=Paatos.objects.visible_to(user))


@pgtrigger.register(VAIN_LISAYS)
class Fraasinkaytto(models.Model):
    """Where a text of the library went, and which version of it."""

    fraasi = models.ForeignKey(Fraasi, models.PROTECT, related_name="kaytot", verbose_name=_("fraasi"))
    fraasin_versio = models.PositiveIntegerField(_("fraasin versio"))
    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="fraasinkaytot", verbose_name=_("päätös"))
    osio = models.ForeignKey(
        Osio, models.PROTECT, null=True, blank=True, related_name="fraasinkaytot", verbose_name=_("osio")
    )
    aika = models.DateTimeField(_("käytetty"), default=kello.nyt)

    objects = FraasinkayttoQuerySet.as_manager()

    class Meta:
        verbose_name = _("fraasin käyttö")
        verbose_name_plural = _("fraasin käytöt")
        ordering = ["-aika", "-pk"]

    def __str__(self):
        return f"{self.fraasi} {self.fraasin_versio}"
