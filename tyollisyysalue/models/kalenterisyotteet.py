from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.models.tapahtumat import Tapahtuma
from tyollisyysalue.rajoitteet import historia


class KalenterisyoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own alone: the row stands for an address that nobody else may have."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def voimassa(self):
        return self.filter(peruttu__isnull=True)


@historia(exclude=["tiiviste", "haettu"])
class Kalenterisyote(models.Model):
    """An address from which a user's calendar program fetches events of one kind (``syotteet``).

    Whoever has the address reads the calendar, so only a hash of it is stored and the user may revoke it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="kalenterisyotteet",
        verbose_name=_("käyttäjä"),
    )
    laji = models.CharField(_("laji"), max_length=60)
    kieli = models.CharField(_("kieli"), max_length=2, choices=settings.LANGUAGES)
    tiiviste = models.CharField(_("osoitteen tiiviste"), max_length=64, unique=True)
    luontiaika = models.DateTimeField(_("luotu"))
    peruttu = models.DateTimeField(_("peruttu"), null=True, blank=True)
    haettu = models.DateTimeField(_("haettu viimeksi"), null=True, blank=True)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = KalenterisyoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("kalenterisyöte")
        verbose_name_plural = _("kalenterisyötteet")
        ordering = ["-luontiaika", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "laji"],
                condition=Q(peruttu__isnull=True),
                name="kalenterisyote_yksi_voimassa",
                violation_error_message=_("Kalenterilla on jo osoite. Peru se ensin."),
            ),
        ]

    def __str__(self):
        return f"{self.laji} {self.luontiaika:%Y-%m-%d}"
