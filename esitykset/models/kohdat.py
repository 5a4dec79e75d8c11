import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from esitykset.models.esitykset import Esitys
from tyollisyysalue.haku import HaettavaManager, tekstit

# An item may come and go while the request is a draft; then it is as fixed as the request itself.
KOHDAN_LUKKO = """
IF EXISTS (
    SELECT 1 FROM esitykset_esitys
    WHERE id IN (OLD.esitys_id, NEW.esitys_id) AND tila <> 'luonnos'
) THEN
    RAISE EXCEPTION 'esitykset_kohta: the request has been filed';
END IF;
RETURN COALESCE(NEW, OLD);
"""


class KohtaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(esitys__in=Esitys.objects.visible_to(user))


@pgtrigger.register(
    pgtrigger.Trigger(
        name="kohta_lukittu",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("esitys", "numero", "otsikko", "teksti", "vaatimus"),
        func=KOHDAN_LUKKO,
    ),
    pgtrigger.Trigger(
        name="kohtien_maara_lukittu",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Delete,
        func=KOHDAN_LUKKO,
    ),
)
@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["haku"])
class Kohta(models.Model):
    """A numbered item of a request; each gets an answer of its own."""

    class Tila(models.TextChoices):
        AVOIN = "avoin", _("odottaa vastausta")
        VASTATTU = "vastattu", _("vastattu")
        EI_VASTATA = "ei_vastata", _("ei vastata")

    class Riittavyys(models.TextChoices):
        RIITTAVA = "riittava", _("riittävä")
        EI_RIITTAVA = "ei_riittava", _("ei riittävä")

    esitys = models.ForeignKey(Esitys, models.PROTECT, related_name="kohdat", verbose_name=_("esitys"))
    numero = models.PositiveSmallIntegerField(_("numero"))
    otsikko = models.CharField(_("otsikko"), max_length=200, blank=True)
    teksti = models.TextField(_("kuvaus"), blank=True)
    vaatimus = models.TextField(_("vaatimus"), blank=True)
    tila = models.CharField(_("tila"), max_length=20, choices=Tila, default=Tila.AVOIN)
    vastaus = models.TextField(_("vastaus sellaisena kuin se annettiin"), blank=True)
    vastauksen_numero = models.CharField(_("päätöksen numero"), max_length=100, blank=True)
    riittavyys = models.CharField(_("onko vastaus riittävä"), max_length=15, choices=Riittavyys, blank=True)
    riittavyyden_perustelu = models.CharField(_("mitä vastauksesta puuttuu"), max_length=1000, blank=True)
    riittavyysaika = models.DateTimeField(_("kunta on arvioinut"), null=True, blank=True)
    haku = tekstit("otsikko", "teksti", "vaatimus")

    objects = HaettavaManager.from_queryset(KohtaQuerySet)()

    class Meta:
        verbose_name = _("esityksen kohta")
        verbose_name_plural = _("esityksen kohdat")
        ordering = ["esitys", "numero"]
        indexes = [GinIndex(fields=["haku"], name="kohta_haku")]
        constraints = [
            # Checked after the whole statement, so that one statement can renumber a draft's items.
            models.UniqueConstraint(
                fields=["esitys", "numero"],
                name="kohta_numero_kerran",
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_("Esityksessä on jo kohta tällä numerolla."),
            ),
            models.CheckConstraint(
                name="kohta_vastaus_ja_numero",
                condition=Q(tila="avoin", vastaus="", vastauksen_numero="")
                | (~Q(tila="avoin") & ~Q(vastaus="") & ~Q(vastauksen_numero="")),
                violation_error_message=_("Vastatulla kohdalla on vastaus ja päätöksen numero."),
            ),
            models.CheckConstraint(
                name="kohta_riittavyys_kokonaan",
                condition=Q(riittavyys="", riittavyyden_perustelu="", riittavyysaika__isnull=True)
                | (~Q(tila="avoin") & Q(riittavyys="riittava", riittavyysaika__isnull=False))
                | (
                    ~Q(tila="avoin")
                    & Q(riittavyys="ei_riittava", riittavyysaika__isnull=False)
                    & ~Q(riittavyyden_perustelu="")
                ),
                violation_error_message=_("Kirjoita, mitä vastauksesta puuttuu."),
            ),
        ]

    def __str__(self):
        return f"{self.numero}. {self.otsikko}"
