import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from esitykset.models.asiat import Asia
from esitykset.models.esitykset import Esitys
from tyollisyysalue import kello
from tyollisyysalue.models import Henkilo
from tyollisyysalue.rajoitteet import VAIN_LISAYS, historia


class AsialinkkiQuerySet(models.QuerySet):
    def visible_to(self, user):
        nakyvat = Asia.objects.visible_to(user).values("pk")
        return self.filter(asia__in=nakyvat, toinen__in=nakyvat)


@pgtrigger.register(VAIN_LISAYS)
class Asialinkki(models.Model):
    """Two matters that concern one thing, once: the older is ``asia``."""

    asia = models.ForeignKey(Asia, models.PROTECT, related_name="linkit", verbose_name=_("asia"))
    toinen = models.ForeignKey(
        Asia, models.PROTECT, related_name="linkit_tahan", verbose_name=_("toinen asia")
    )
    selite = models.CharField(_("miten asiat liittyvät toisiinsa"), max_length=200)
    luontiaika = models.DateTimeField(_("luotu"), default=kello.nyt)

    objects = AsialinkkiQuerySet.as_manager()

    class Meta:
        verbose_name = _("asioiden yhteys")
        verbose_name_plural = _("asioiden yhteydet")
        ordering = ["asia", "toinen"]
        constraints = [
            models.UniqueConstraint(
                fields=["asia", "toinen"],
                name="asialinkki_kerran",
                violation_error_message=_("Asiat on jo yhdistetty toisiinsa."),
            ),
            models.CheckConstraint(
                name="asialinkki_vanhempi_ensin",
                condition=Q(asia__lt=F("toinen")),
                violation_error_message=_("Asiaa ei voi liittää itseensä."),
            ),
        ]

    def __str__(self):
        return f"{self.asia} – {self.toinen}"


class LukijaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(esitys__in=Esitys.objects.visible_to(user))

    def voimassa(self):
        return self.filter(loppuaika__isnull=True)


@historia()
class Lukija(models.Model):
    """Someone of the area's staff who reads a request because a part of its answer is theirs to prepare."""

    esitys = models.ForeignKey(Esitys, models.PROTECT, related_name="lukijat", verbose_name=_("esitys"))
    henkilo = models.ForeignKey(
        Henkilo, models.PROTECT, related_name="luettavat_esitykset", verbose_name=_("henkilö")
    )
    alkuaika = models.DateTimeField(_("alkaen"), default=kello.nyt)
    loppuaika = models.DateTimeField(_("päättyen"), null=True, blank=True)

    objects = LukijaQuerySet.as_manager()

    class Meta:
        verbose_name = _("esityksen lukija")
        verbose_name_plural = _("esityksen lukijat")
        ordering = ["esitys", "henkilo"]
        constraints = [
            models.UniqueConstraint(
                fields=["esitys", "henkilo"],
                condition=Q(loppuaika__isnull=True),
                name="lukija_kerran",
                violation_error_message=_("Henkilö lukee jo esitystä."),
            ),
        ]

    def __str__(self):
        return f"{self.henkilo}: {self.esitys}"
