import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models.lahetykset import Vastaanottaja
from tyollisyysalue.rajoitteet import VAIN_LISAYS
from tyollisyysalue.roolit import Rooli


class PalautusQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the mail that came back; what nobody knows the mail of may be anybody's, so administrators alone."""
        kohdistetut = Vastaanottaja.objects.visible_to(user).order_by().values("pk")
        ehto = Q(vastaanottaja__in=kohdistetut)
        if roolit.alueet(user, Rooli.PAAKAYTTAJA):
            ehto |= Q(vastaanottaja__isnull=True)
        return self.filter(ehto)


@pgtrigger.register(VAIN_LISAYS)
class Palautus(models.Model):
    """A message that came to the address of returned mail, and the recipient it tells of where that is known."""

    class Laji(models.TextChoices):
        PALAUTUI = "palautui", _("ei mennyt perille")
        VIIVASTYI = "viivastyi", _("viivästyy")
        MUU = "muu", _("muu viesti")

    # Of its Message-ID, or of all of it where it has none: the same message read twice is one row.
    tiiviste = models.CharField(_("tiiviste"), max_length=64, unique=True)
    laji = models.CharField(_("laji"), max_length=10, choices=Laji)
    saapumisaika = models.DateTimeField(_("luettu portaaliin"))
    paivays = models.DateTimeField(_("viestin päiväys"), null=True, blank=True)
    lahettaja = models.CharField(_("lähettäjä"), max_length=250)
    aihe = models.CharField(_("aihe"), max_length=250, blank=True)
    ote = models.TextField(_("viestin alku"), blank=True)
    osoite = models.CharField(_("osoite, johon viesti ei mennyt"), max_length=320, blank=True)
    koodi = models.CharField(
        _("tilakoodi"), max_length=20, blank=True, help_text=_("RFC 3463, esimerkiksi 5.1.1.")
    )
    selite = models.TextField(_("palvelimen selite"), blank=True)
    vastaanottaja = models.ForeignKey(
        Vastaanottaja,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="palautukset",
        verbose_name=_("vastaanottaja"),
    )

    objects = PalautusQuerySet.as_manager()

    class Meta:
        verbose_name = _("palautunut viesti")
        verbose_name_plural = _("palautuneet viestit")
        ordering = ["-saapumisaika", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="palautus_tiiviste",
                condition=Q(tiiviste__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Tiiviste ei ole SHA-256."),
            ),
        ]

    def __str__(self):
        return self.aihe or self.lahettaja
