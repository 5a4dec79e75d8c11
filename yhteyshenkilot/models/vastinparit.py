from datetime import timedelta

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models import Henkilo, Kunta, Tapahtuma
from tyollisyysalue.rajoitteet import Aika, Yksi, historia, oikea_jarjestys
from yhteyshenkilot.models.samaa_aluetta import vaadi_sama_alue
from yhteyshenkilot.models.vastuut import Avainprosessi

# How long the side that ended has to name a successor, when nothing else is agreed. An ended side breaks daily work,
# and a municipality's board of appointments meets about once a month.
TAYDENNYSAIKA = timedelta(days=30)


class Puoli(models.TextChoices):
    ALUE = "alue", _("työllisyysalue")
    KUNTA = "kunta", _("kunta")


def tarkista_osapuolet(rivi):
    """Of a pair, or of a proposal of one: everyone on the own side, and all of one area."""
    vaadi_sama_alue(rivi, "oma_henkilo", "prosessi", "kunta")
    if rivi.oma_henkilo_id and rivi.oma_henkilo.kunta_id:
        raise ValidationError(
            {"oma_henkilo": _("Valitse työllisyysalueen omaan henkilöstöön kuuluva henkilö.")}
        )
    if rivi.kunnan_henkilo_id and rivi.kunnan_henkilo.kunta_id != rivi.kunta_id:
        raise ValidationError({"kunnan_henkilo": _("Valitse henkilö, joka on kunnan palveluksessa.")})


def puoli_paattynyt(puoli, pvm):
    return Q(**{f"{puoli}_loppu__lt": pvm})


def puoli_voimassa(puoli, pvm):
    loppu = Q(**{f"{puoli}_loppu__isnull": True}) | Q(**{f"{puoli}_loppu__gte": pvm})
    return Q(**{f"{puoli}_alku__lte": pvm}) & loppu


class VastinpariQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(
            Q(kunta__in=roolit.kunnat(user)) | Q(kunta__alue__in=roolit.alueet(user)),
        )

    def voimassa(self, pvm):
        """Pairs that have begun and not ended on both sides: one side is enough to be shown."""
        return self.filter(puoli_voimassa("oma", pvm) | puoli_voimassa("kunnan", pvm))

    def on_taydellinen(self, pvm):
        """Pairs with both sides in force."""
        return self.filter(puoli_voimassa("oma", pvm), puoli_voimassa("kunnan", pvm))

    def vajaat(self, pvm):
        """Pairs of which one side has ended and the other has not."""
        oma, kunnan = puoli_paattynyt("oma", pvm), puoli_paattynyt("kunnan", pvm)
        return self.filter(oma & ~kunnan | kunnan & ~oma)

    def myohassa(self, pvm):
        """Incomplete ones that should have been made whole by now."""
        return self.vajaat(pvm).filter(maarapvm__lt=pvm)

    def paattymatta(self, pvm):
        """Those with a side left."""
        return self.exclude(puoli_paattynyt("oma", pvm) & puoli_paattynyt("kunnan", pvm))

    def for_kunta(self, kunta):
        return self.filter(kunta=kunta)


@historia(faktalahde=True)
class Vastinpari(models.Model):
    """One person of the area and one of the municipality who work a theme together; each side has its dates.

    A side that ends leaves the pair incomplete and in sight, so that somebody names a successor; the
    successor begins a new pair.
    """

    class Laji(models.TextChoices):
        TYONANTAJA = "tyonantaja", _("työnantajavastinpari")
        MUU = "muu", _("muu vastinpari")

    laji = models.CharField(_("laji"), max_length=20, choices=Laji, default=Laji.TYONANTAJA)
    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="vastinparit", verbose_name=_("kunta"))
    prosessi = models.ForeignKey(
        Avainprosessi, models.PROTECT, related_name="vastinparit", verbose_name=_("avainprosessi")
    )
    oma_henkilo = models.ForeignKey(
        Henkilo,
        models.PROTECT,
        related_name="vastinparit_alueella",
        verbose_name=_("työllisyysalueen henkilö"),
    )
    oma_alku = models.DateField(_("työllisyysalueen henkilö alkaen"))
    oma_loppu = models.DateField(_("työllisyysalueen henkilö päättyen"), null=True, blank=True)
    kunnan_henkilo = models.ForeignKey(
        Henkilo, models.PROTECT, related_name="vastinparit_kunnassa", verbose_name=_("kunnan henkilö")
    )
    kunnan_alku = models.DateField(_("kunnan henkilö alkaen"))
    kunnan_loppu = models.DateField(_("kunnan henkilö päättyen"), null=True, blank=True)
    omistaja = models.CharField(
        _("seuraajan nimeää"),
        max_length=10,
        choices=Puoli,
        blank=True,
        editable=False,
        help_text=_("Osapuoli, jonka henkilö päättyy, kunnes parilla on seuraaja."),
    )
    maarapvm = models.DateField(_("seuraaja viimeistään"), null=True, blank=True, editable=False)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = VastinpariQuerySet.as_manager()

    class Meta:
        verbose_name = _("vastinpari")
        verbose_name_plural = _("vastinparit")
        constraints = [
            oikea_jarjestys("vastinpari_oma_oikea_jarjestys", "oma_alku", "oma_loppu"),
            oikea_jarjestys("vastinpari_kunnan_oikea_jarjestys", "kunnan_alku", "kunnan_loppu"),
            models.CheckConstraint(
                name="vastinpari_omistaja_ja_maarapvm",
                condition=Q(omistaja="", maarapvm__isnull=True)
                | Q(
                    omistaja="alue",
                    oma_loppu__isnull=False,
                    maarapvm__isnull=False,
                    maarapvm__gt=F("oma_loppu"),
                )
                | Q(
                    omistaja="kunta",
                    kunnan_loppu__isnull=False,
                    maarapvm__isnull=False,
                    maarapvm__gt=F("kunnan_loppu"),
                ),
                violation_error_message=_(
                    "Seuraajan nimeää osapuoli, joka päättyy, ja määräpäivä on päättymisen jälkeen."
                ),
            ),
            ExclusionConstraint(
                name="vastinpari_kerran",
                expressions=[
                    (Yksi("kunta"), "&&"),
                    (Yksi("prosessi"), "&&"),
                    (Yksi("oma_henkilo"), "&&"),
                    (Yksi("kunnan_henkilo"), "&&"),
                    (Aika(Greatest("oma_alku", "kunnan_alku"), Least("oma_loppu", "kunnan_loppu")), "&&"),
                ],
                violation_error_message=_("Sama vastinpari on jo voimassa osan tästä ajasta."),
            ),
        ]

    def __str__(self):
        return f"{self.oma_henkilo.nimi} – {self.kunnan_henkilo.nimi}"

    def get_absolute_url(self):
        return reverse("yhteyshenkilot:vastinpari", args=[self.pk])

    def clean(self):
        tarkista_osapuolet(self)

    def on_taydellinen(self, pvm):
        return self.oma_voimassa(pvm) and self.kunnan_voimassa(pvm)

    def oma_voimassa(self, pvm):
        return self.oma_alku <= pvm and (self.oma_loppu is None or pvm <= self.oma_loppu)

    def kunnan_voimassa(self, pvm):
        return self.kunnan_alku <= pvm and (self.kunnan_loppu is None or pvm <= self.kunnan_loppu)

    def on_vajaa(self, pvm):
        """``VastinpariQuerySet.vajaat`` of one row."""
        return self.on_paattynyt("oma", pvm) != self.on_paattynyt("kunnan", pvm)

    def on_paattynyt(self, puoli, pvm):
        loppu = getattr(self, f"{puoli}_loppu")
        return loppu is not None and loppu < pvm

    def on_myohassa(self, pvm):
        return self.on_vajaa(pvm) and self.maarapvm is not None and self.maarapvm < pvm
