from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.rajoitteet import historia


class NumerosarjaQuerySet(models.QuerySet["Numerosarja"]):
    def visible_to(self, user):
        """Counters are machinery: what people see is the number printed on the row that took it."""
        return self.none()

    @transaction.atomic
    def varaa(self, avain):
        """Take the next number of a series; whoever asks meanwhile waits for this transaction to end."""
        self.get_or_create(avain=avain)
        sarja = self.select_for_update().get(avain=avain)
        numero = sarja.seuraava
        sarja.seuraava = numero + 1
        sarja.save(update_fields=["seuraava"])
        return numero

    @transaction.atomic
    def ohita(self, avain, numero):
        """Tell a series of a number that was given elsewhere: its next one comes after it."""
        self.get_or_create(avain=avain)
        sarja = self.select_for_update().get(avain=avain)
        if sarja.seuraava <= numero:
            sarja.seuraava = numero + 1
            sarja.save(update_fields=["seuraava"])

    def ehdota(self, avain):
        """The number that would come next, without taking it."""
        sarja = self.filter(avain=avain).first()
        return sarja.seuraava if sarja else 1


@historia()
class Numerosarja(models.Model):
    """A running number without gaps: matters per area and year, § per body and year."""

    avain = models.CharField(_("avain"), max_length=60, unique=True)
    seuraava = models.PositiveIntegerField(_("seuraava numero"), default=1)

    objects = NumerosarjaQuerySet.as_manager()

    class Meta:
        verbose_name = _("numerosarja")
        verbose_name_plural = _("numerosarjat")

    def __str__(self):
        return self.avain
