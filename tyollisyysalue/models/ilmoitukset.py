from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.kielet import kielella
from tyollisyysalue.models.lahetykset import Lahetys
from tyollisyysalue.rajoitteet import historia


class OmaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own only."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class IlmoitusQuerySet(OmaQuerySet):
    def nakematta(self):
        return self.filter(nahty__isnull=True, rauennut__isnull=True)

    def lahettamatta(self):
        """Neither mailed, nor seen in the portal, nor without ground any more."""
        return self.nakematta().filter(lahetys__isnull=True)


@historia()
class Ilmoitus(models.Model):
    """A notice to one user of one thing: unsent until it is mailed or seen.

    What it says is kept as it was said, so that a list of notices reads nothing of the things themselves.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ilmoitukset", verbose_name=_("käyttäjä")
    )
    laji = models.CharField(_("laji"), max_length=60)
    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    kohde = GenericForeignKey()
    otsikko_fi = models.CharField(_("otsikko suomeksi"), max_length=250)
    otsikko_sv = models.CharField(_("otsikko ruotsiksi"), max_length=250)
    otsikko_en = models.CharField(_("otsikko englanniksi"), max_length=250)
    luontiaika = models.DateTimeField(_("luotu"))
    nahty = models.DateTimeField(_("nähty"), null=True, blank=True)
    rauennut = models.DateTimeField(
        _("rauennut"),
        null=True,
        blank=True,
        help_text=_(
            "Syy ilmoittaa tai oikeus lukea oli poissa, kun ilmoitus olisi lähtenyt, tai uudempi ilmoitus samasta "
            "korvasi sen."
        ),
    )
    lahetys = models.ForeignKey(
        Lahetys,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ilmoitukset",
        verbose_name=_("viesti, jossa ilmoitus lähti"),
    )

    objects = IlmoitusQuerySet.as_manager()

    class Meta:
        verbose_name = _("ilmoitus")
        verbose_name_plural = _("ilmoitukset")
        ordering = ["-luontiaika", "-pk"]
        indexes = [
            models.Index(
                fields=["user"],
                condition=Q(nahty__isnull=True, rauennut__isnull=True, lahetys__isnull=True),
                name="ilmoitus_lahettamatta",
            ),
            # The order of the centre.
            models.Index(fields=["user", "-luontiaika", "-id"], name="ilmoitus_uusin_ensin"),
        ]
        constraints = [
            models.CheckConstraint(
                name="ilmoitus_rauennut_ei_lahtenyt",
                condition=Q(rauennut__isnull=True) | Q(lahetys__isnull=True),
                violation_error_message=_("Lähtenyt ilmoitus ei voi raueta."),
            ),
        ]

    def __str__(self):
        return f"{self.laji} {self.luontiaika:%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("ilmoitukset:ilmoitus", args=[self.pk])

    @property
    def otsikko(self):
        return kielella(self, "otsikko")


@historia()
class Ilmoitusasetus(models.Model):
    """How a user wants to hear of a kind of notice; without a row as the kind itself says."""

    class Tapa(models.TextChoices):
        HETI = "heti", _("heti sähköpostilla")
        KOOSTE = "kooste", _("kerran päivässä koosteena")
        EI = "ei", _("vain portaalissa")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="ilmoitusasetukset", verbose_name=_("käyttäjä")
    )
    laji = models.CharField(_("laji"), max_length=60)
    tapa = models.CharField(_("tapa"), max_length=10, choices=Tapa)

    objects = OmaQuerySet.as_manager()

    class Meta:
        verbose_name = _("ilmoitusasetus")
        verbose_name_plural = _("ilmoitusasetukset")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "laji"],
                name="ilmoitusasetus_lajista_yksi",
                violation_error_message=_("Tästä lajista on jo asetus."),
            ),
        ]

    def __str__(self):
        return f"{self.laji}: {self.tapa}"


@historia()
class Kooste(models.Model):
    """The digest of a user's day. The constraint is what keeps it to one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="koosteet", verbose_name=_("käyttäjä")
    )
    pvm = models.DateField(_("päivä"))
    lahetys = models.OneToOneField(Lahetys, models.PROTECT, related_name="kooste", verbose_name=_("lähetys"))

    objects = OmaQuerySet.as_manager()

    class Meta:
        verbose_name = _("kooste")
        verbose_name_plural = _("koosteet")
        ordering = ["-pvm"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "pvm"],
                name="kooste_yksi_paivassa",
                violation_error_message=_("Käyttäjälle on jo tehty tämän päivän kooste."),
            ),
        ]

    def __str__(self):
        return f"{self.pvm:%Y-%m-%d}"
