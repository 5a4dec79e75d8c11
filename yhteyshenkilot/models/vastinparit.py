from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models import Henkilo, Kunta, Tapahtuma
from tyollisyysalue.rajoitteet import Aika, Yksi, historia, oikea_jarjestys
from yhteyshenkilot.models.samaa_aluetta import vaadi_sama_alue
from yhteyshenkilot.models.vastuut import Avainprosessi


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
    tapahtumat = GenericRelation(Tapahtuma)

    objects = VastinpariQuerySet.as_manager()

    class Meta:
        verbose_name = _("vastinpari")
        verbose_name_plural = _("vastinparit")
        constraints = [
            oikea_jarjestys("vastinpari_oma_oikea_jarjestys", "oma_alku", "oma_loppu"),
            oikea_jarjestys("vastinpari_kunnan_oikea_jarjestys", "kunnan_alku", "kunnan_loppu"),
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

    def clean(self):
        vaadi_sama_alue(self, "oma_henkilo", "prosessi", "kunta")
        if self.oma_henkilo_id and self.oma_henkilo.kunta_id:
            raise ValidationError(
                {"oma_henkilo": _("Valitse työllisyysalueen omaan henkilöstöön kuuluva henkilö.")}
            )
        if self.kunnan_henkilo_id and self.kunnan_henkilo.kunta_id != self.kunta_id:
            raise ValidationError({"kunnan_henkilo": _("Valitse henkilö, joka on kunnan palveluksessa.")})

    def on_taydellinen(self, pvm):
        return self.oma_voimassa(pvm) and self.kunnan_voimassa(pvm)

    def oma_voimassa(self, pvm):
        return self.oma_alku <= pvm and (self.oma_loppu is None or pvm <= self.oma_loppu)

    def kunnan_voimassa(self, pvm):
        return self.kunnan_alku <= pvm and (self.kunnan_loppu is None or pvm <= self.kunnan_loppu)
