from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.hetu import ei_hetua
from tyollisyysalue.models import Henkilo, Tapahtuma
from tyollisyysalue.rajoitteet import historia
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models.vastuut import Vastuu


class KorjausehdotusQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and for the coordinator those of the area's people."""
        if not user.is_authenticated:
            return self.none()
        alueet = roolit.alueet(user, Rooli.KOORDINAATTORI)
        return self.filter(
            Q(henkilo__alue__in=alueet) | Q(ehdottaja=user, henkilo__alue__in=roolit.yhteistyoalueet(user))
        )

    def avoimet(self):
        return self.filter(tila=Korjausehdotus.Tila.AVOIN)


@historia()
class Korjausehdotus(models.Model):
    """What somebody in the cooperation says is wrong with a person's details; each of its fields is decided alone."""

    class Tila(models.TextChoices):
        AVOIN = "avoin", _("avoin")
        RATKAISTU = "ratkaistu", _("ratkaistu")

    henkilo = models.ForeignKey(
        Henkilo, models.PROTECT, related_name="korjausehdotukset", verbose_name=_("henkilö")
    )
    vastuu = models.ForeignKey(
        Vastuu,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="korjausehdotukset",
        verbose_name=_("vastuu"),
    )
    kuvaus = models.TextField(_("mikä on väärin"), max_length=2000, blank=True, validators=[ei_hetua])
    ehdottaja = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="korjausehdotukset",
        verbose_name=_("ehdottaja"),
    )
    ehdotusaika = models.DateTimeField(_("ehdotettu"))
    tila = models.CharField(_("tila"), max_length=10, choices=Tila, default=Tila.AVOIN)
    vastaus = models.TextField(_("vastaus ehdottajalle"), max_length=2000, blank=True, validators=[ei_hetua])
    ratkaisuaika = models.DateTimeField(_("ratkaistu"), null=True, blank=True)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = KorjausehdotusQuerySet.as_manager()

    class Meta:
        verbose_name = _("korjausehdotus")
        verbose_name_plural = _("korjausehdotukset")
        ordering = ["-ehdotusaika", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="korjausehdotus_ratkaisuaika",
                condition=Q(tila="avoin", ratkaisuaika__isnull=True)
                | Q(tila="ratkaistu", ratkaisuaika__isnull=False),
                violation_error_message=_("Ratkaistulla korjausehdotuksella on ratkaisuaika, avoimella ei."),
            ),
        ]

    def __str__(self):
        return f"{self.henkilo.nimi} {self.ehdotusaika:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("yhteyshenkilot:korjaus", args=[self.pk])

    def clean(self):
        if self.vastuu and self.vastuu.henkilo_id != self.henkilo_id:
            raise ValidationError({"vastuu": _("Vastuu ei ole tämän henkilön.")})

    @property
    def on_avoin(self):
        return self.tila == self.Tila.AVOIN


class KorjauskenttaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(ehdotus__in=Korjausehdotus.objects.visible_to(user))


@historia()
class Korjauskentta(models.Model):
    """One proposed value. ``vanha`` is what stood there then: by the decision it may have changed."""

    class Kentta(models.TextChoices):
        NIMI = "nimi", _("nimi")
        NIMIKE = "nimike", _("nimike")
        PUHELIN = "puhelin", _("puhelin")
        SAHKOPOSTI = "sahkoposti", _("sähköposti")
        ORGANISAATIO = "organisaatio", _("organisaatio")

    class Tila(models.TextChoices):
        AVOIN = "avoin", _("avoin")
        HYVAKSYTTY = "hyvaksytty", _("hyväksytty")
        HYLATTY = "hylatty", _("hylätty")

    ehdotus = models.ForeignKey(
        Korjausehdotus, models.PROTECT, related_name="kentat", verbose_name=_("korjausehdotus")
    )
    kentta = models.CharField(_("kenttä"), max_length=20, choices=Kentta)
    vanha = models.CharField(_("arvo ehdotettaessa"), max_length=254, blank=True)
    uusi = models.CharField(_("ehdotettu arvo"), max_length=254, blank=True, validators=[ei_hetua])
    tila = models.CharField(_("tila"), max_length=10, choices=Tila, default=Tila.AVOIN)
    ratkaisija = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ratkaistut_korjaukset",
        verbose_name=_("ratkaisija"),
    )
    ratkaisuaika = models.DateTimeField(_("ratkaistu"), null=True, blank=True)
    perustelu = models.CharField(_("perustelu"), max_length=500, blank=True, validators=[ei_hetua])

    objects = KorjauskenttaQuerySet.as_manager()

    class Meta:
        verbose_name = _("korjattava kenttä")
        verbose_name_plural = _("korjattavat kentät")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ehdotus", "kentta"],
                name="korjauskentta_kerran",
                violation_error_message=_("Kentälle on ehdotuksessa jo uusi arvo."),
            ),
            models.CheckConstraint(
                name="korjauskentta_ratkaisija",
                condition=Q(tila="avoin", ratkaisija__isnull=True, ratkaisuaika__isnull=True)
                | Q(tila__in=["hyvaksytty", "hylatty"], ratkaisija__isnull=False, ratkaisuaika__isnull=False),
                violation_error_message=_("Ratkaistulla kentällä on ratkaisija ja aika, avoimella ei."),
            ),
            models.CheckConstraint(
                name="korjauskentta_hylkays_perustellaan",
                condition=~Q(tila="hylatty", perustelu=""),
                violation_error_message=_("Kerro ehdottajalle, miksi korjausta ei tehdä."),
            ),
        ]

    def __str__(self):
        return f"{self.kentta}: {self.uusi}"
