import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.nakyvyys import OmistettuQuerySet
from tyollisyysalue.rajoitteet import VAIN_LISAYS


@pgtrigger.register(VAIN_LISAYS)
class Tapahtuma(models.Model):
    """What a person did to a row, and why. Timelines are read from here."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    kohde = GenericForeignKey()
    tapahtuma = models.CharField(_("tapahtuma"), max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("käyttäjä"))
    tekija = models.CharField(
        _("tekijä"), max_length=200, help_text=_("Nimi sellaisena kuin se oli tapahtuman hetkellä.")
    )
    aika = models.DateTimeField(_("aika"))
    syy = models.TextField(_("syy"), blank=True)
    tiedot = models.JSONField(_("tiedot"), default=dict)

    objects = OmistettuQuerySet.as_manager()

    class Meta:
        verbose_name = _("tapahtuma")
        verbose_name_plural = _("tapahtumat")
        ordering = ["-aika", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="tapahtuma_kohde")]

    def __str__(self):
        return f"{self.tapahtuma} {self.aika:%Y-%m-%d %H:%M}"
