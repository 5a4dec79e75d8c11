from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models.alueet import Tyollisyysalue
from tyollisyysalue.models.tapahtumat import Tapahtuma
from tyollisyysalue.rajoitteet import historia
from tyollisyysalue.roolit import Rooli


class PalauteQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(alue__in=roolit.alueet(user, Rooli.PAAKAYTTAJA))


# Not who gave it and what was written: history cannot be emptied, and these may have to be (GDPR article 17).
@historia(exclude=["nimi", "sahkoposti", "teksti"])
class Palaute(models.Model):
    """What somebody wrote of the portal. Its giver need not be known, nor be anybody's user."""

    class Aihe(models.TextChoices):
        SAAVUTETTAVUUS = "saavutettavuus", _("saavutettavuus")
        MUU = "muu", _("muu asia")

    class Tila(models.TextChoices):
        SAAPUNUT = "saapunut", _("saapunut")
        VASTATTU = "vastattu", _("vastattu")

    alue = models.ForeignKey(Tyollisyysalue, models.PROTECT, verbose_name=_("työllisyysalue"))
    numero = models.CharField(_("numero"), max_length=20)
    aihe = models.CharField(_("aihe"), max_length=20, choices=Aihe)
    sivu = models.CharField(_("sivu"), max_length=500, blank=True)
    teksti = models.TextField(_("palaute"), max_length=5000)
    nimi = models.CharField(_("nimi"), max_length=100, blank=True)
    sahkoposti = models.EmailField(_("sähköposti"), blank=True)
    kieli = models.CharField(_("kieli"), max_length=2, choices=settings.LANGUAGES)
    tila = models.CharField(_("tila"), max_length=10, choices=Tila, default=Tila.SAAPUNUT)
    saapumisaika = models.DateTimeField(_("saapunut"))
    maarapvm = models.DateField(_("vastattava viimeistään"))
    vastaus = models.TextField(_("vastaus"), max_length=5000, blank=True)
    vastausaika = models.DateTimeField(_("vastattu"), null=True, blank=True)
    vastaaja = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("vastaaja")
    )
    tapahtumat = GenericRelation(Tapahtuma)

    objects = PalauteQuerySet.as_manager()

    class Meta:
        verbose_name = _("palaute")
        verbose_name_plural = _("palautteet")
        ordering = ["-saapumisaika", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alue", "numero"],
                name="palaute_numero_kerran",
                violation_error_message=_("Numero on jo käytössä."),
            ),
            models.CheckConstraint(
                name="palaute_vastattu_ja_vastaus",
                condition=Q(tila="saapunut", vastaus="", vastausaika__isnull=True, vastaaja__isnull=True)
                | Q(tila="vastattu", vastausaika__isnull=False, vastaaja__isnull=False) & ~Q(vastaus=""),
                violation_error_message=_("Vastatulla palautteella on vastaus, sen aika ja vastaaja."),
            ),
        ]

    def __str__(self):
        return self.numero

    def get_absolute_url(self):
        return reverse("palautteet:detail", args=[self.pk])
