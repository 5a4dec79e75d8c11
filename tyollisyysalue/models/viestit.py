import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.rajoitteet import VAIN_LISAYS
from tyollisyysalue.roolit import Rooli


class SailytettyViestiQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.all() if roolit.alueet(user, Rooli.PAAKAYTTAJA) else self.none()

    def haku(self, sana):
        """Messages with the word in the recipients or the subject; all when there is no word."""
        return self.filter(Q(vastaanottajat__icontains=sana) | Q(aihe__icontains=sana))


@pgtrigger.register(VAIN_LISAYS)
class SailytettyViesti(models.Model):
    """A mail that was kept instead of sent: the demo and development have no mail server."""

    aika = models.DateTimeField(_("aika"))
    lahettaja = models.CharField(_("lähettäjä"), max_length=200)
    vastaanottajat = models.TextField(_("vastaanottajat"))
    aihe = models.CharField(_("aihe"), max_length=200)
    teksti = models.TextField(_("teksti"))

    objects = SailytettyViestiQuerySet.as_manager()

    class Meta:
        verbose_name = _("säilytetty viesti")
        verbose_name_plural = _("säilytetyt viestit")
        ordering = ["-aika", "-pk"]

    def __str__(self):
        return self.aihe
