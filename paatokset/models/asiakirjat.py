import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from paatokset.models.osiot import PaatoksenOsaQuerySet
from paatokset.models.paatokset import Paatos
from tyollisyysalue.rajoitteet import VAIN_LISAYS


@pgtrigger.register(VAIN_LISAYS)
class Asiakirja(models.Model):
    """A document as it was rendered, once. Its file is named by its SHA-256."""

    class Laji(models.TextChoices):
        PAATOS = "paatos", _("päätös")
        JULKINEN = "julkinen", _("päätöksen julkinen versio")

    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="asiakirjat", verbose_name=_("päätös"))
    laji = models.CharField(_("laji"), max_length=20, choices=Laji)
    kieli = models.CharField(
        _("kieli, jos muu kuin päätöksen oma"), max_length=2, choices=Paatos.Kieli, blank=True
    )
    tiedosto = models.FileField(_("tiedosto"), max_length=100)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    koko = models.PositiveIntegerField(_("koko tavuina"))
    luontiaika = models.DateTimeField(_("luotu"))

    objects = PaatoksenOsaQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiakirja")
        verbose_name_plural = _("asiakirjat")
        ordering = ["-luontiaika", "-pk"]

    def __str__(self):
        return f"{self.get_laji_display()} {self.sha256[:12]}"
