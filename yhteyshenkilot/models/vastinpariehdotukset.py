from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.hetu import ei_hetua
from tyollisyysalue.models import Henkilo, Kunta, Tapahtuma
from tyollisyysalue.rajoitteet import historia
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models.vastinparit import Puoli, Vastinpari, tarkista_osapuolet
from yhteyshenkilot.models.vastuut import Avainprosessi


class VastinpariehdotusQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Both sides, and the rest of the area's staff."""
        return self.filter(Q(kunta__in=roolit.kunnat(user)) | Q(kunta__alue__in=roolit.alueet(user)))

    def avoimet(self):
        return self.filter(tila=Vastinpariehdotus.Tila.AVOIN)

    def vastattavat(self, user):
        """Open ones that wait for the user's side."""
        return self.avoimet().filter(
            Q(puoli=Puoli.ALUE, kunta__in=roolit.kunnat(user))
            | Q(puoli=Puoli.KUNTA, kunta__alue__in=roolit.alueet(user, Rooli.KOORDINAATTORI))
        )


@historia()
class Vastinpariehdotus(models.Model):
    """One side's proposal of a counterpart pair, new or in place of ``pari``; it takes effect when the other confirms.

    The municipality's person is one the portal knows, or the details of one who is made known by the confirmation.
    """

    class Tila(models.TextChoices):
        AVOIN = "avoin", _("odottaa vahvistusta")
        VAHVISTETTU = "vahvistettu", _("vahvistettu")
        TORJUTTU = "torjuttu", _("torjuttu")
        PERUTTU = "peruttu", _("peruttu")

    kunta = models.ForeignKey(
        Kunta, models.PROTECT, related_name="vastinpariehdotukset", verbose_name=_("kunta")
    )
    puoli = models.CharField(_("ehdottava osapuoli"), max_length=10, choices=Puoli)
    pari = models.ForeignKey(
        Vastinpari,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ehdotukset",
        verbose_name=_("korvattava vastinpari"),
    )
    laji = models.CharField(
        _("laji"), max_length=20, choices=Vastinpari.Laji, default=Vastinpari.Laji.TYONANTAJA
    )
    prosessi = models.ForeignKey(
        Avainprosessi, models.PROTECT, related_name="vastinpariehdotukset", verbose_name=_("avainprosessi")
    )
    oma_henkilo = models.ForeignKey(
        Henkilo,
        models.PROTECT,
        related_name="ehdotetut_parit_alueella",
        verbose_name=_("työllisyysalueen henkilö"),
    )
    kunnan_henkilo = models.ForeignKey(
        Henkilo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ehdotetut_parit_kunnassa",
        verbose_name=_("kunnan henkilö"),
        help_text=_("Jätä tyhjäksi, jos henkilö ei ole vielä portaalissa, ja anna hänen tietonsa alla."),
    )
    uusi_nimi = models.CharField(_("uuden henkilön nimi"), max_length=100, blank=True, validators=[ei_hetua])
    uusi_nimike = models.CharField(
        _("uuden henkilön nimike"), max_length=100, blank=True, validators=[ei_hetua]
    )
    uusi_puhelin = models.CharField(
        _("uuden henkilön puhelin"), max_length=30, blank=True, validators=[ei_hetua]
    )
    uusi_sahkoposti = models.EmailField(_("uuden henkilön sähköposti"), blank=True)
    alkupvm = models.DateField(_("alkaen"))
    perustelu = models.TextField(_("perustelu"), max_length=2000, blank=True, validators=[ei_hetua])
    ehdottaja = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="vastinpariehdotukset",
        verbose_name=_("ehdottaja"),
    )
    ehdotusaika = models.DateTimeField(_("ehdotettu"))
    tila = models.CharField(_("tila"), max_length=15, choices=Tila, default=Tila.AVOIN)
    vastaaja = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vastatut_vastinpariehdotukset",
        verbose_name=_("vastaaja"),
    )
    vastausaika = models.DateTimeField(_("vastattu"), null=True, blank=True)
    vastaus = models.TextField(_("vastauksen perustelu"), max_length=2000, blank=True, validators=[ei_hetua])
    syntynyt = models.OneToOneField(
        Vastinpari,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="syntyehdotus",
        verbose_name=_("syntynyt vastinpari"),
    )
    tapahtumat = GenericRelation(Tapahtuma)

    objects = VastinpariehdotusQuerySet.as_manager()

    class Meta:
        verbose_name = _("vastinpariehdotus")
        verbose_name_plural = _("vastinpariehdotukset")
        ordering = ["-ehdotusaika", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="vastinpariehdotus_vastaaja",
                condition=Q(tila="avoin", vastaaja__isnull=True, vastausaika__isnull=True)
                | (~Q(tila="avoin") & Q(vastaaja__isnull=False, vastausaika__isnull=False)),
                violation_error_message=_("Vastatulla ehdotuksella on vastaaja ja aika, avoimella ei."),
            ),
            models.CheckConstraint(
                name="vastinpariehdotus_syntynyt",
                condition=Q(tila="vahvistettu", syntynyt__isnull=False)
                | (~Q(tila="vahvistettu") & Q(syntynyt__isnull=True)),
                violation_error_message=_("Vastinpari syntyy, kun ehdotus vahvistetaan."),
            ),
            models.CheckConstraint(
                name="vastinpariehdotus_torjunta_perustellaan",
                condition=~Q(tila="torjuttu", vastaus=""),
                violation_error_message=_("Kerro toiselle osapuolelle, miksi ehdotus ei käy."),
            ),
            models.CheckConstraint(
                name="vastinpariehdotus_kunnan_henkilo",
                condition=Q(kunnan_henkilo__isnull=True) & ~Q(uusi_nimi="") & ~Q(uusi_nimike="")
                | Q(kunnan_henkilo__isnull=False, uusi_nimi="", uusi_nimike=""),
                violation_error_message=_("Valitse kunnan henkilö, tai anna uuden henkilön nimi ja nimike."),
            ),
            models.UniqueConstraint(
                fields=["pari"],
                condition=Q(tila="avoin"),
                name="vastinpariehdotus_parista_yksi_avoin",
                violation_error_message=_("Vastinparille on jo ehdotettu seuraajaa. Vastaa siihen ensin."),
            ),
        ]

    def __str__(self):
        return f"{self.oma_henkilo.nimi} – {self.kunnan_nimi}"

    def get_absolute_url(self):
        return reverse("yhteyshenkilot:vastinpari-ehdotus", args=[self.pk])

    def clean(self):
        tarkista_osapuolet(self)
        if self.pari:
            self._tarkista_korvattava(self.pari)

    def _tarkista_korvattava(self, pari):
        if (pari.kunta_id, pari.prosessi_id) != (self.kunta_id, self.prosessi_id):
            raise ValidationError(_("Korvattava vastinpari on toisen kunnan tai avainprosessin."))
        if (self.oma_henkilo_id, self.kunnan_henkilo_id) == (pari.oma_henkilo_id, pari.kunnan_henkilo_id):
            raise ValidationError(_("Valitse vähintään toiselle puolelle uusi henkilö."))
        if self.alkupvm and self.alkupvm <= max(pari.oma_alku, pari.kunnan_alku):
            raise ValidationError(
                {"alkupvm": _("Uuden parin on alettava myöhemmin kuin pari, jonka se korvaa.")}
            )

    @property
    def on_avoin(self):
        return self.tila == self.Tila.AVOIN

    @property
    def kunnan_nimi(self):
        return self.kunnan_henkilo.nimi if self.kunnan_henkilo else self.uusi_nimi
