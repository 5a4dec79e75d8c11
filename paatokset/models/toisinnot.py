import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from paatokset.models.osiot import Osio, lukittu_hyvaksynnan_jalkeen
from paatokset.models.paatokset import Paatos
from tyollisyysalue.rajoitteet import historia


class PaatostoisintoQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paatos__in=Paatos.objects.visible_to(user))


@pgtrigger.register(lukittu_hyvaksynnan_jalkeen())
@historia()
class Paatostoisinto(models.Model):
    """The decision's own texts in its other language, while one is wanted; the sections' are beside them."""

    paatos = models.OneToOneField(Paatos, models.PROTECT, related_name="toisinto", verbose_name=_("päätös"))
    kieli = models.CharField(_("kieli"), max_length=2, choices=Paatos.Kieli)
    otsikko = models.CharField(_("otsikko"), max_length=200, blank=True)
    ehdotus = models.TextField(_("päätösehdotus"), blank=True)
    johdanto = models.TextField(_("selostuksen johdanto"), blank=True)
    toimivalta = models.CharField(_("toimivallan peruste"), max_length=300, blank=True)
    vaikutukset = models.TextField(_("arviointi tai syy, miksi sitä ei tehdä"), blank=True)
    muutoksenhaun_peruste = models.CharField(_("sovellettu lainkohta"), max_length=200, blank=True)
    # A row stays with its history; a version that was asked for in vain is only put aside.
    kaytossa = models.BooleanField(_("tehdään"), default=True)
    versio = models.PositiveIntegerField(_("versio"), default=1)

    objects = PaatostoisintoQuerySet.as_manager()

    class Meta:
        verbose_name = _("päätöksen erikielinen toisinto")
        verbose_name_plural = _("päätöksen erikieliset toisinnot")
        ordering = ["paatos"]

    def __str__(self):
        return f"{self.paatos} ({self.kieli})"


@pgtrigger.register(lukittu_hyvaksynnan_jalkeen())
@historia()
class Osiotoisinto(models.Model):
    """A section in the decision's other language."""

    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="osiotoisinnot", verbose_name=_("päätös"))
    osio = models.OneToOneField(Osio, models.PROTECT, related_name="toisinto", verbose_name=_("osio"))
    otsikko = models.CharField(_("otsikko"), max_length=200, blank=True)
    teksti = models.TextField(_("teksti"), blank=True)
    versio = models.PositiveIntegerField(_("versio"), default=1)

    objects = PaatostoisintoQuerySet.as_manager()

    class Meta:
        verbose_name = _("osion erikielinen toisinto")
        verbose_name_plural = _("osion erikieliset toisinnot")
        ordering = ["osio"]

    def __str__(self):
        return str(self.osio)
