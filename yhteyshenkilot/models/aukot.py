import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Kunta
from tyollisyysalue.rajoitteet import VAIN_LISAYS
from yhteyshenkilot.models.vastuut import Avainprosessi


class AukkovaroitusQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Q(kunta__in=roolit.kunnat(user)) | Q(kunta__alue__in=roolit.alueet(user)))


@pgtrigger.register(VAIN_LISAYS)
class Aukkovaroitus(models.Model):
    """That the coordinators have been told of a hole: from a day on nobody serves the process in the municipality.

    The row is what keeps it to one telling, although the hole is found anew every night.
    """

    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="aukkovaroitukset", verbose_name=_("kunta"))
    prosessi = models.ForeignKey(
        Avainprosessi, models.PROTECT, related_name="aukkovaroitukset", verbose_name=_("avainprosessi")
    )
    alkupvm = models.DateField(_("aukko alkaa"))
    luontiaika = models.DateTimeField(_("varoitettu"), default=kello.nyt, editable=False)

    objects = AukkovaroitusQuerySet.as_manager()

    class Meta:
        verbose_name = _("aukkovaroitus")
        verbose_name_plural = _("aukkovaroitukset")
        ordering = ["alkupvm", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kunta", "prosessi", "alkupvm"],
                name="aukkovaroitus_kerran",
                violation_error_message=_("Tästä aukosta on jo varoitettu."),
            ),
        ]

    def __str__(self):
        return f"{self.kunta}, {self.prosessi} {self.alkupvm:%Y-%m-%d}"

    def get_absolute_url(self):
        haku = urlencode({"alue": self.kunta.alue.koodi, "pvm": self.alkupvm.isoformat()})
        return f"{reverse('yhteyshenkilot:kattavuus')}?{haku}"
