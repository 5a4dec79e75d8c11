from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from esitykset.models.esitykset import Esitys
from tyollisyysalue.rajoitteet import historia


class MaaraaikaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(esitys__in=Esitys.objects.visible_to(user))

    def avoimet(self):
        return self.filter(tila=Maaraaika.Tila.AVOIN)


@historia(faktalahde=True)
class Maaraaika(models.Model):
    """A deadline of a request, and how it was counted.

    ``laskenta`` holds the steps as data (``esitykset.laskenta``), so that they read in every language; an extension
    keeps the first end in history and says why.
    """

    class Laji(models.TextChoices):
        TAVOITE = "tavoite", _("vastauksen tavoitepäivä")
        ASIAKIRJAPYYNTO = "asiakirjapyynto", _("asiakirjapyyntö (621/1999 14 §)")
        LAAJA_ASIAKIRJAPYYNTO = "laaja_asiakirjapyynto", _("laaja asiakirjapyyntö (621/1999 14 §)")
        TAYDENNYS = "taydennys", _("kunnan täydennys")
        MUU = "muu", _("muu määräaika")

    class Tila(models.TextChoices):
        AVOIN = "avoin", _("avoin")
        TAYTETTY = "taytetty", _("täytetty")
        RAUENNUT = "rauennut", _("rauennut")

    esitys = models.ForeignKey(Esitys, models.PROTECT, related_name="maaraajat", verbose_name=_("esitys"))
    laji = models.CharField(_("laji"), max_length=25, choices=Laji)
    alkupvm = models.DateField(_("lasketaan päivästä"))
    loppupvm = models.DateField(_("viimeinen päivä"))
    laskenta = models.JSONField(_("laskenta"), default=dict)
    syy = models.CharField(_("syy"), max_length=300, blank=True)
    jatkettu = models.BooleanField(_("jatkettu"), default=False)
    tila = models.CharField(_("tila"), max_length=10, choices=Tila, default=Tila.AVOIN)
    paattymisaika = models.DateTimeField(_("täytetty tai rauennut"), null=True, blank=True)
    muistutettu = models.DateField(_("muistutettu"), null=True, blank=True)

    objects = MaaraaikaQuerySet.as_manager()

    class Meta:
        verbose_name = _("määräaika")
        verbose_name_plural = _("määräajat")
        ordering = ["loppupvm", "pk"]
        indexes = [models.Index(fields=["tila", "loppupvm"], name="maaraaika_avoimet")]
        constraints = [
            models.CheckConstraint(
                name="maaraaika_oikea_jarjestys",
                condition=Q(loppupvm__gte=F("alkupvm")),
                violation_error_message=_("Määräaika ei voi päättyä ennen kuin se alkaa."),
            ),
            models.CheckConstraint(
                name="maaraaika_syy_kasin_asetetulla",
                condition=(~Q(laji="muu") & Q(jatkettu=False)) | ~Q(syy=""),
                violation_error_message=_("Kirjoita, miksi määräaika on asetettu tai sitä on jatkettu."),
            ),
            models.CheckConstraint(
                name="maaraaika_paattyneella_aika",
                condition=Q(tila="avoin", paattymisaika__isnull=True)
                | (~Q(tila="avoin") & Q(paattymisaika__isnull=False)),
                violation_error_message=_("Täytetyllä määräajalla on aika, avoimella ei."),
            ),
            models.UniqueConstraint(
                fields=["esitys", "laji"],
                condition=Q(tila="avoin") & ~Q(laji="muu"),
                name="maaraaika_yksi_avoin",
                violation_error_message=_(
                    "Esityksellä on jo avoin määräaika, joka on samaa lajia. Jatka sitä."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_laji_display()} {self.loppupvm:%-d.%-m.%Y}"
