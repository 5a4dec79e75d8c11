from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models import Kunta, Tapahtuma
from tyollisyysalue.rajoitteet import historia


class JaksoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The area's staff, and the municipality's own liaison."""
        return self.filter(Q(kunta__alue__in=roolit.alueet(user)) | Q(kunta__in=roolit.kunnat(user)))

    def suljetut(self):
        return self.filter(tila=Jakso.Tila.SULJETTU)

    def on_suljettu(self, kunta_id, pvm):
        """Whether the month of the day is closed in the municipality."""
        return self.suljetut().filter(kunta=kunta_id, kuukausi=pvm.replace(day=1)).exists()


@historia()
class Jakso(models.Model):
    """A month of one municipality's service days: open, marked ready by staff, closed by the coordinator.

    A month without a row is open. A closed one takes no change of its days without a reason
    (the trigger ``suljettu_kuukausi`` of ``Palvelupaiva``).
    """

    class Tila(models.TextChoices):
        AVOIN = "avoin", _("avoin")
        VALMIS = "valmis", _("merkitty valmiiksi")
        SULJETTU = "suljettu", _("suljettu")

    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="palvelujaksot", verbose_name=_("kunta"))
    kuukausi = models.DateField(_("kuukausi"), help_text=_("Kuukauden ensimmäinen päivä."))
    tila = models.CharField(_("tila"), max_length=10, choices=Tila, default=Tila.AVOIN)
    muutettu = models.DateTimeField(_("muutettu"))
    muuttaja = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("muuttaja")
    )
    tapahtumat = GenericRelation(Tapahtuma)

    objects = JaksoQuerySet.as_manager()

    class Meta:
        verbose_name = _("palvelukuukausi")
        verbose_name_plural = _("palvelukuukaudet")
        ordering = ["-kuukausi", "kunta"]
        constraints = [
            models.UniqueConstraint(
                fields=["kunta", "kuukausi"],
                name="jakso_kerran",
                violation_error_message=_("Kunnalla on jo tämä kuukausi."),
            ),
            models.CheckConstraint(
                name="jakso_kuun_alusta",
                condition=Q(
                    kuukausi=Func(
                        F("kuukausi"),
                        template="date_trunc('month', %(expressions)s)::date",
                        output_field=models.DateField(),
                    )
                ),
                violation_error_message=_("Kuukausi merkitään sen ensimmäisellä päivällä."),
            ),
        ]

    def __str__(self):
        return f"{self.kunta} {self.kuukausi:%Y-%m}"
