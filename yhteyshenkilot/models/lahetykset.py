import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models import Kunta, Tapahtuma, Tyollisyysalue
from tyollisyysalue.rajoitteet import FAKTALAHDE, VAIN_LISAYS


class LuettelolahetysQuerySet(models.QuerySet):
    def visible_to(self, user):
        saadut = Luettelosaaja.objects.filter(kunta__in=roolit.kunnat(user))
        return self.filter(Q(alue__in=roolit.alueet(user)) | Q(pk__in=saadut.values("lahetys")))

    def for_kunta(self, kunta):
        return self.filter(saajat__kunta=kunta)


@pgtrigger.register(VAIN_LISAYS, FAKTALAHDE)
class Luettelolahetys(models.Model):
    """A sending of the contact lists: what was sent, word for word, and the SHA-256 of it.

    ``sisalto`` is the whole of it (``yhteyshenkilot.luettelo``). A liaison reads from it only the list of the
    own municipality, so pages go through the rows of ``Luettelosaaja`` the reader may see.
    """

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="luettelolahetykset", verbose_name=_("työllisyysalue")
    )
    lahetysaika = models.DateTimeField(_("lähetysaika"))
    lahettaja = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("lähettäjä"))
    lahettajan_nimi = models.CharField(
        _("lähettäjän nimi"), max_length=200, help_text=_("Nimi sellaisena kuin se oli lähetettäessä.")
    )
    sisalto = models.JSONField(_("sisältö"))
    tiiviste = models.CharField(_("tiiviste"), max_length=64)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = LuettelolahetysQuerySet.as_manager()

    class Meta:
        verbose_name = _("yhteyshenkilöluettelon lähetys")
        verbose_name_plural = _("yhteyshenkilöluettelon lähetykset")
        ordering = ["-lahetysaika", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="luettelolahetys_tiiviste",
                condition=Q(tiiviste__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Tiiviste ei ole SHA-256."),
            ),
        ]

    def __str__(self):
        return f"{self.alue} {self.lahetysaika:%Y-%m-%d %H:%M}"


class LuettelosaajaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Q(kunta__in=roolit.kunnat(user)) | Q(lahetys__alue__in=roolit.alueet(user)))


@pgtrigger.register(VAIN_LISAYS, FAKTALAHDE)
class Luettelosaaja(models.Model):
    """A municipality that was sent its list, with the addresses as they were resolved at the sending."""

    lahetys = models.ForeignKey(
        Luettelolahetys, models.PROTECT, related_name="saajat", verbose_name=_("lähetys")
    )
    kunta = models.ForeignKey(
        Kunta, models.PROTECT, related_name="luettelolahetykset", verbose_name=_("kunta")
    )
    vastaanottajat = models.JSONField(
        _("vastaanottajat"), default=list, blank=True, help_text=_("Nimi ja sähköpostiosoite.")
    )
    tiiviste = models.CharField(_("kunnan luettelon tiiviste"), max_length=64)
    ennallaan = models.BooleanField(
        _("ennallaan"),
        default=False,
        help_text=_("Luettelo on sama kuin kunnalle edellisen kerran lähetetty."),
    )

    objects = LuettelosaajaQuerySet.as_manager()

    class Meta:
        verbose_name = _("luettelon saaja")
        verbose_name_plural = _("luettelon saajat")
        ordering = ["kunta__aakkos"]
        constraints = [
            models.UniqueConstraint(
                fields=["lahetys", "kunta"],
                name="luettelosaaja_kunta_kerran",
                violation_error_message=_("Kunta on lähetyksessä jo."),
            ),
            models.CheckConstraint(
                name="luettelosaaja_tiiviste",
                condition=Q(tiiviste__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Tiiviste ei ole SHA-256."),
            ),
        ]

    def __str__(self):
        return f"{self.kunta} {self.lahetys_id}"
