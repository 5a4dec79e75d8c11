from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.nakyvyys import OmistettuQuerySet
from tyollisyysalue.rajoitteet import historia


class LiiteQuerySet(OmistettuQuerySet):
    def visible_to(self, user):
        """With the owner; a secret one only to those who work with the matter."""
        visible = super().visible_to(user)
        if roolit.jasenyydet(user):
            return visible
        return visible.filter(julkisuus=Liite.Julkisuus.JULKINEN)


@historia()
class Liite(models.Model):
    """An uploaded file of another row. Its bytes are served by one view, which asks for the owner's visibility."""

    class Julkisuus(models.TextChoices):
        JULKINEN = "julkinen", _("julkinen")
        SALASSA = "salassa", _("salassa pidettävä")

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    omistaja = GenericForeignKey()
    tiedosto = models.FileField(_("tiedosto"), upload_to="liitteet/%Y/%m/", max_length=200)
    nimi = models.CharField(_("tiedoston nimi"), max_length=200)
    tyyppi = models.CharField(_("tyyppi"), max_length=100)
    koko = models.PositiveIntegerField(_("koko tavuina"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    julkisuus = models.CharField(_("julkisuus"), max_length=10, choices=Julkisuus, default=Julkisuus.JULKINEN)
    peruste = models.CharField(_("salassapidon peruste"), max_length=200, blank=True)
    lisaaja = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("lisääjä"))
    lisaysaika = models.DateTimeField(_("lisätty"))
    poistettu = models.DateTimeField(_("poistettu luonnoksesta"), null=True, blank=True)

    objects = LiiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("liite")
        verbose_name_plural = _("liitteet")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="liite_omistaja")]
        constraints = [
            models.CheckConstraint(
                name="liite_salassapidolla_peruste",
                condition=Q(julkisuus="julkinen") | ~Q(peruste=""),
                violation_error_message=_("Kirjoita salassapidon peruste ja lainkohta."),
            ),
        ]

    def __str__(self):
        return self.nimi

    def get_absolute_url(self):
        return reverse("liite", args=[self.pk, self.nimi])
