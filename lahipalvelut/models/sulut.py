from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lahipalvelut.models.suunnitelmat import Palvelupiste
from tyollisyysalue.models import Kunta, Tapahtuma
from tyollisyysalue.rajoitteet import historia, oikea_jarjestys


class SulkuQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published with the schedule: a visitor should know when a door is shut."""
        return self

    def for_kunta(self, kunta):
        return self.filter(kunta=kunta)

    def voimassa(self):
        """All but those that were withdrawn."""
        return self.filter(kumottu__isnull=True)

    def jaksolla(self, alku, loppu):
        return self.filter(alkupvm__lte=loppu, loppupvm__gte=alku)

    def paikassa(self, palvelupiste):
        """Those of the place, and those of its whole municipality."""
        return self.filter(Q(palvelupiste=palvelupiste) | Q(palvelupiste=None), kunta=palvelupiste.kunta_id)


@historia(faktalahde=True)
class Sulku(models.Model):
    """Days on which no local service is given in a place, or in the whole municipality; none is planned for them.

    Days that were planned before wait for a person to move or cancel them.
    """

    kunta = models.ForeignKey(
        Kunta, models.PROTECT, related_name="sulut", verbose_name=_("kunta"), editable=False
    )
    palvelupiste = models.ForeignKey(
        Palvelupiste,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sulut",
        verbose_name=_("palvelupiste"),
        help_text=_("Tyhjä: koko kunta."),
    )
    alkupvm = models.DateField(_("alkaa"))
    loppupvm = models.DateField(_("päättyy"))
    syy = models.CharField(
        _("syy"), max_length=200, help_text=_("Julkinen: esimerkiksi kunnantalon remontti.")
    )
    kumottu = models.DateTimeField(_("kumottu"), null=True, blank=True, editable=False)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = SulkuQuerySet.as_manager()

    class Meta:
        verbose_name = _("sulku")
        verbose_name_plural = _("sulut")
        ordering = ["alkupvm", "pk"]
        constraints = [oikea_jarjestys("sulku_oikea_jarjestys")]

    def __str__(self):
        return f"{self.kunta} {self.alkupvm:%Y-%m-%d}–{self.loppupvm:%Y-%m-%d}"

    def clean(self):
        if self.palvelupiste and self.palvelupiste.kunta_id != self.kunta_id:
            raise ValidationError({"palvelupiste": _("Valitse tämän kunnan palvelupiste.")})

    def koskee(self, pvm, palvelupiste_id):
        """Whether the place is shut on the day by this."""
        return self.alkupvm <= pvm <= self.loppupvm and self.palvelupiste_id in (None, palvelupiste_id)
