from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.haku import nimet, rajaa
from tyollisyysalue.kielet import kielella
from tyollisyysalue.rajoitteet import aakkos, historia


class TyollisyysalueQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def kaytossa(self):
        """The areas this installation serves."""
        return self.filter(kaytossa=True)


@historia(faktalahde=True)
class Tyollisyysalue(models.Model):
    """An employment area of Statistics Finland's classification; ``kaytossa`` marks those served here."""

    koodi = models.CharField(_("koodi"), max_length=2, unique=True)
    nimi_fi = models.CharField(_("nimi suomeksi"), max_length=100)
    nimi_sv = models.CharField(_("nimi ruotsiksi"), max_length=100)
    nimi_en = models.CharField(_("nimi englanniksi"), max_length=100)
    asiakirjanimi = models.CharField(
        _("nimi asiakirjoissa"),
        max_length=100,
        blank=True,
        help_text=_("Esimerkiksi Kuopion työllisyysalue."),
    )
    kaytossa = models.BooleanField(_("käytössä"), default=False)
    jarjestaja = models.CharField(_("järjestäjä"), max_length=100, blank=True)
    y_tunnus = models.CharField(_("Y-tunnus"), max_length=9, blank=True)
    osoite = models.CharField(_("postiosoite"), max_length=200, blank=True)
    sahkoposti = models.EmailField(_("sähköposti"), blank=True)
    puhelin = models.CharField(_("puhelin"), max_length=30, blank=True)
    kuittausaika_paivina = models.PositiveSmallIntegerField(
        _("kuittausaika päivinä"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_(
            "Kunta kuittaa yhteyshenkilöluettelon näin monessa päivässä. Sen jälkeen luettelo näkyy kuittaamattomana."
        ),
    )

    videopalvelu = models.CharField(
        _("videopalvelu"),
        max_length=300,
        blank=True,
        help_text=_("Julkinen: miten asiakas pääsee videotapaamiseen, esimerkiksi mistä ajan saa."),
    )
    yhdenvertaisuus_julkinen = models.BooleanField(
        _("yhdenvertaisuusluvut ovat julkisia"),
        default=False,
        help_text=_("Muuten kuntien vertailun näkevät alueen henkilöstö ja sen kuntien yhdyshenkilöt."),
    )

    objects = TyollisyysalueQuerySet.as_manager()

    class Meta:
        verbose_name = _("työllisyysalue")
        verbose_name_plural = _("työllisyysalueet")
        ordering = ["koodi"]
        constraints = [
            models.CheckConstraint(
                name="alue_kuittausaika",
                condition=Q(kuittausaika_paivina__range=(1, 90)),
                violation_error_message=_("Kuittausaika on 1–90 päivää."),
            ),
        ]

    def __str__(self):
        return self.nimi

    @property
    def nimi(self):
        return kielella(self, "nimi")


KUNNAN_NIMET = nimet("nimi_fi", "nimi_sv", "nimi_en")


class KuntaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def kaytossa(self):
        """The municipalities of the areas this installation serves."""
        return self.filter(alue__kaytossa=True)

    def nimetyt(self, sana):
        """Municipalities with a word that begins so in the name in any language, or with the code itself."""
        return self.alias(haku=KUNNAN_NIMET).filter(Q(haku=sana.nimesta) | Q(koodi=sana.teksti))

    def haku(self, haku):
        return rajaa(self, haku, lambda sana: Kunta.objects.nimetyt(sana).values("pk"))


@historia(faktalahde=True)
class Kunta(models.Model):
    """A municipality; ``koodi`` keeps its leading zeros."""

    class Kielisuhde(models.IntegerChoices):
        SUOMENKIELINEN = 0, _("suomenkielinen")
        KAKSIKIELINEN_FI = 1, _("kaksikielinen, enemmistö suomenkielisiä")
        RUOTSINKIELINEN = 2, _("ruotsinkielinen")
        KAKSIKIELINEN_SV = 3, _("kaksikielinen, enemmistö ruotsinkielisiä")

    koodi = models.CharField(_("kuntanumero"), max_length=3, unique=True)
    nimi_fi = models.CharField(_("nimi suomeksi"), max_length=100)
    nimi_sv = models.CharField(_("nimi ruotsiksi"), max_length=100)
    nimi_en = models.CharField(_("nimi englanniksi"), max_length=100)
    kielisuhde = models.PositiveSmallIntegerField(_("kielisuhde"), choices=Kielisuhde)
    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="kunnat", verbose_name=_("työllisyysalue")
    )
    aakkos = aakkos("nimi_fi")

    objects = KuntaQuerySet.as_manager()

    class Meta:
        verbose_name = _("kunta")
        verbose_name_plural = _("kunnat")
        ordering = ["aakkos"]
        indexes = [GinIndex(KUNNAN_NIMET, name="kunta_haku")]
        constraints = [
            models.CheckConstraint(
                name="kunta_koodi_kolme_numeroa",
                condition=models.Q(koodi__regex=r"^\d{3}$"),
                violation_error_message=_("Kuntanumerossa on kolme numeroa."),
            ),
        ]

    def __str__(self):
        return self.nimi

    @property
    def nimi(self):
        return kielella(self, "nimi")

    @property
    def kieli(self):
        """The language in which the municipality writes: the majority's."""
        ruotsi = (self.Kielisuhde.RUOTSINKIELINEN, self.Kielisuhde.KAKSIKIELINEN_SV)
        return "sv" if self.kielisuhde in ruotsi else "fi"
