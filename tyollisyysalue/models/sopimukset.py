from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models.alueet import Kunta, Tyollisyysalue
from tyollisyysalue.models.liitteet import Liite
from tyollisyysalue.models.tapahtumat import Tapahtuma
from tyollisyysalue.rajoitteet import historia


class SopimusQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Cooperation agreements are public (410/2015 § 109); the rest is for the parties."""
        return self.filter(
            Q(laji=Sopimus.Laji.YHTEISTOIMINTA)
            | Q(alue__in=roolit.alueet(user))
            | Q(alue__in=roolit.alueet(user, roolit.Rooli.PAAKAYTTAJA))
            | Q(kunta__in=roolit.kunnat(user))
        )


@historia(faktalahde=True)
class Sopimus(models.Model):
    """Where an agreement with a municipality stands; the portal only follows it."""

    class Laji(models.TextChoices):
        YHTEISTOIMINTA = "yhteistoiminta", _("yhteistoimintasopimus")
        KAYTTOOIKEUS = "kayttooikeus", _("sopimus asiakastietojärjestelmän käyttöoikeuksista")

    class Tila(models.TextChoices):
        LAHETETTY = "lahetetty", _("lähetetty")
        HYVAKSYTTY = "hyvaksytty", _("hyväksytty")
        OIKEUDET_MYONNETTY = "oikeudet_myonnetty", _("oikeudet myönnetty")
        PAATTYNYT = "paattynyt", _("päättynyt")

    laji = models.CharField(_("laji"), max_length=20, choices=Laji)
    alue = models.ForeignKey(Tyollisyysalue, models.PROTECT, verbose_name=_("työllisyysalue"))
    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="sopimukset", verbose_name=_("kunta"))
    tila = models.CharField(_("tila"), max_length=20, choices=Tila, default=Tila.LAHETETTY)
    lahetyspvm = models.DateField(_("lähetetty"))
    hyvaksymispvm = models.DateField(_("hyväksytty"), null=True, blank=True)
    myontopvm = models.DateField(_("oikeudet myönnetty"), null=True, blank=True)
    paattymispvm = models.DateField(_("päättynyt"), null=True, blank=True)
    liitteet = GenericRelation(Liite)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = SopimusQuerySet.as_manager()

    class Meta:
        verbose_name = _("sopimus")
        verbose_name_plural = _("sopimukset")
        ordering = ["laji", "-lahetyspvm"]
        constraints = [
            models.UniqueConstraint(
                fields=["laji", "kunta"],
                condition=~Q(tila="paattynyt"),
                name="sopimus_yksi_voimassa",
                violation_error_message=_("Kunnalla on jo samanlainen sopimus, joka ei ole päättynyt."),
            ),
            models.CheckConstraint(
                name="sopimus_tila_ja_paivat",
                condition=Q(tila="lahetetty", hyvaksymispvm__isnull=True, myontopvm__isnull=True)
                | Q(tila="hyvaksytty", hyvaksymispvm__isnull=False, myontopvm__isnull=True)
                | Q(tila="oikeudet_myonnetty", hyvaksymispvm__isnull=False, myontopvm__isnull=False)
                | Q(tila="paattynyt", paattymispvm__isnull=False),
                violation_error_message=_("Sopimuksen tilalta puuttuu päivämäärä."),
            ),
            models.CheckConstraint(
                name="sopimus_paivat_jarjestyksessa",
                # A day that is missing refuses nothing: a comparison with NULL is not false, and Greatest skips it.
                condition=Q(
                    hyvaksymispvm__gte=F("lahetyspvm"),
                    myontopvm__gte=F("hyvaksymispvm"),
                    paattymispvm__gte=Greatest("lahetyspvm", "hyvaksymispvm", "myontopvm"),
                ),
                violation_error_message=_("Sopimuksen päivien on oltava vaiheiden järjestyksessä."),
            ),
        ]

    def __str__(self):
        return f"{self.get_laji_display()}, {self.kunta}"
