from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.kielet import kielella
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.rajoitteet import historia, oikea_jarjestys


class ToimielinQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def voimassa(self, pvm):
        return self.filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm), alkupvm__lte=pvm)


@historia()
class Toimielin(models.Model):
    """A body of the area that decides, while it exists."""

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="toimielimet", verbose_name=_("työllisyysalue")
    )
    nimi_fi = models.CharField(_("nimi suomeksi"), max_length=100)
    nimi_sv = models.CharField(_("nimi ruotsiksi"), max_length=100, blank=True)
    alkupvm = models.DateField(_("alkaen"))
    loppupvm = models.DateField(_("päättyen"), null=True, blank=True)

    objects = ToimielinQuerySet.as_manager()

    class Meta:
        verbose_name = _("toimielin")
        verbose_name_plural = _("toimielimet")
        ordering = ["nimi_fi"]
        constraints = [oikea_jarjestys("toimielin_oikea_jarjestys")]

    def __str__(self):
        return self.nimi

    @property
    def nimi(self):
        return kielella(self, "nimi")


class AsiakirjaosaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The order of a body's documents is seen on every one of them."""
        return self


@historia()
class Asiakirjaosa(models.Model):
    """A part of a body's decisions, in their order: the body's rules of procedure settle both order and headings."""

    class Laji(models.TextChoices):
        EHDOTUS = "ehdotus", _("päätösehdotus")
        PAATOS = "paatos", _("päätös")
        SELOSTUS = "selostus", _("selostus")
        TOIMIVALTA = "toimivalta", _("toimivallan peruste")
        VAIKUTUKSET = "vaikutukset", _("vaikutusten arviointi")
        MUUTOKSENHAKU = "muutoksenhaku", _("muutoksenhaku")
        LISATIEDOT = "lisatiedot", _("lisätietoja")

    toimielin = models.ForeignKey(Toimielin, models.PROTECT, related_name="osat", verbose_name=_("toimielin"))
    laji = models.CharField(_("laji"), max_length=15, choices=Laji)
    jarjestys = models.PositiveSmallIntegerField(_("järjestys"))
    otsikko_fi = models.CharField(_("otsikko suomeksi"), max_length=60)
    otsikko_sv = models.CharField(_("otsikko ruotsiksi"), max_length=60, blank=True)

    objects = AsiakirjaosaQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiakirjan osa")
        verbose_name_plural = _("asiakirjan osat")
        ordering = ["toimielin", "jarjestys"]
        constraints = [
            models.UniqueConstraint(
                fields=["toimielin", "laji"],
                name="asiakirjaosa_kerran",
                violation_error_message=_("Osa on jo toimielimen asiakirjassa."),
            ),
            models.UniqueConstraint(
                fields=["toimielin", "jarjestys"],
                name="asiakirjaosa_jarjestys_kerran",
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_("Kahdella osalla on sama paikka."),
            ),
        ]

    def __str__(self):
        return self.otsikko

    @property
    def otsikko(self):
        return kielella(self, "otsikko")
