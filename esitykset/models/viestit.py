import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from esitykset.models.asiat import KASITTELIJAT
from esitykset.models.esitykset import Esitys
from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Liite
from tyollisyysalue.rajoitteet import VAIN_LISAYS


class ViestiQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(esitys__in=Esitys.objects.visible_to(user))


@pgtrigger.register(VAIN_LISAYS)
class Viesti(models.Model):
    """A message between the municipality and the area about a request, read by both sides. Sent, it stays as sent."""

    class Suunta(models.TextChoices):
        KUNNALTA = "kunnalta", _("kunnalta")
        ALUEELTA = "alueelta", _("työllisyysalueelta")

    class Laji(models.TextChoices):
        VIESTI = "viesti", _("viesti")
        TAYDENNYSPYYNTO = "taydennyspyynto", _("täydennyspyyntö")
        TAYDENNYS = "taydennys", _("täydennys")

    esitys = models.ForeignKey(Esitys, models.PROTECT, related_name="viestit", verbose_name=_("esitys"))
    suunta = models.CharField(_("suunta"), max_length=10, choices=Suunta)
    laji = models.CharField(_("laji"), max_length=20, choices=Laji, default=Laji.VIESTI)
    teksti = models.TextField(_("viesti"))
    kirjoittaja = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kirjoittaja")
    )
    aika = models.DateTimeField(_("lähetetty"), default=kello.nyt)
    liitteet = GenericRelation(Liite)

    objects = ViestiQuerySet.as_manager()

    class Meta:
        verbose_name = _("viesti")
        verbose_name_plural = _("viestit")
        ordering = ["aika", "pk"]
        indexes = [models.Index(fields=["esitys", "aika"], name="viesti_esitys")]
        constraints = [
            models.CheckConstraint(
                name="viesti_suunta_ja_laji",
                condition=Q(laji="viesti")
                | Q(laji="taydennyspyynto", suunta="alueelta")
                | Q(laji="taydennys", suunta="kunnalta"),
                violation_error_message=_("Täydennystä pyytää työllisyysalue, ja sen antaa kunta."),
            ),
        ]

    def __str__(self):
        return f"{self.get_laji_display()} {self.pk}"


class MuistiinpanoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The area's own: never the municipality's, nor anybody's who does not handle requests."""
        return self.filter(esitys__kunta__alue__in=roolit.alueet(user, *KASITTELIJAT))


@pgtrigger.register(VAIN_LISAYS)
class Muistiinpano(models.Model):
    """An internal note of those who handle a request. A model of its own, so that no page of messages can show it."""

    esitys = models.ForeignKey(Esitys, models.PROTECT, related_name="muistiinpanot", verbose_name=_("esitys"))
    teksti = models.TextField(_("muistiinpano"))
    kirjoittaja = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kirjoittaja")
    )
    aika = models.DateTimeField(_("kirjoitettu"), default=kello.nyt)

    objects = MuistiinpanoQuerySet.as_manager()

    class Meta:
        verbose_name = _("muistiinpano")
        verbose_name_plural = _("muistiinpanot")
        ordering = ["aika", "pk"]
        indexes = [models.Index(fields=["esitys", "aika"], name="muistiinpano_esitys")]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
