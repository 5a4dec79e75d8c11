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
