import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lahipalvelut.models.paivat import Palvelupaiva
from tyollisyysalue.rajoitteet import VAIN_LISAYS


class KirjaustunnusQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user=user)


@pgtrigger.register(VAIN_LISAYS)
class Kirjaustunnus(models.Model):
    """A form that has been received. Kept on a phone in bad coverage it may be sent again, and counts once."""

    tunnus = models.UUIDField(_("lähetyksen tunnus"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("lähettäjä")
    )
    paiva = models.ForeignKey(Palvelupaiva, models.PROTECT, related_name="+", verbose_name=_("palvelupäivä"))
    aika = models.DateTimeField(_("vastaanotettu"))

    objects = KirjaustunnusQuerySet.as_manager()

    class Meta:
        verbose_name = _("vastaanotettu kirjaus")
        verbose_name_plural = _("vastaanotetut kirjaukset")
        ordering = ["-aika"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "tunnus"],
                name="kirjaustunnus_kerran",
                violation_error_message=_("Lomake on jo vastaanotettu."),
            ),
        ]

    def __str__(self):
        return str(self.tunnus)
