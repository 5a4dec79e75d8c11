import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from esitykset.models import Asia, Kohta
from paatokset.models.paatokset import Paatos
from tyollisyysalue.haku import HaettavaManager, tekstit
from tyollisyysalue.models import Henkilo
from tyollisyysalue.rajoitteet import historia

# A section and its links change with the draft and are as fixed as the approved proposal afterwards.
LUKITTU_HYVAKSYNNAN_JALKEEN = """
IF EXISTS (
    SELECT 1 FROM paatokset_paatos
    WHERE id IN (OLD.paatos_id, NEW.paatos_id) AND tila IN ('hyvaksytty', 'kasitelty', 'tarkastettu')
) THEN
    RAISE EXCEPTION 'paatokset: the proposal has been approved';
END IF;
RETURN COALESCE(NEW, OLD);
"""


def lukittu_hyvaksynnan_jalkeen():
    return pgtrigger.Trigger(
        name="lukittu_hyvaksynnan_jalkeen",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=LUKITTU_HYVAKSYNNAN_JALKEEN,
    )


class PaatoksenOsaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paatos__in=Paatos.objects.visible_to(user))


class OsioManager(HaettavaManager.from_queryset(PaatoksenOsaQuerySet)):  # type: ignore[misc]
    """The sections of the text: a removed one stays for its history and its comments alone."""

    def get_queryset(self):
        return super().get_queryset().filter(poistettu__isnull=True)


@pgtrigger.register(lukittu_hyvaksynnan_jalkeen())
@historia(exclude=["haku"])
class Osio(models.Model):
    """A numbered section of the account; it answers one or more items of the requests."""

    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="osiot", verbose_name=_("päätös"))
    # A removed section has no number, so that the others may take it.
    jarjestys = models.PositiveSmallIntegerField(_("numero"), null=True)
    otsikko = models.CharField(_("otsikko"), max_length=200)
    teksti = models.TextField(_("teksti"), blank=True)
    vastuuhenkilo = models.ForeignKey(
        Henkilo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="osiot",
        verbose_name=_("kuka valmistelee"),
    )
    maarapvm = models.DateField(_("valmis viimeistään"), null=True, blank=True)
    valmisaika = models.DateTimeField(_("merkitty valmiiksi"), null=True, blank=True)
    julkisuus = models.CharField(
        _("julkisuus"), max_length=10, choices=Asia.Julkisuus, default=Asia.Julkisuus.JULKINEN
    )
    salassapidon_lainkohta = models.ForeignKey(
        "Lainkohta",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("salassapidon lainkohta"),
    )
    salassapidon_peruste = models.CharField(_("salassapidon peruste"), max_length=200, blank=True)
    poistettu = models.DateTimeField(_("poistettu"), null=True, blank=True)
    versio = models.PositiveIntegerField(_("versio"), default=1)
    haku = tekstit("otsikko", "teksti")

    objects = OsioManager()

    class Meta:
        verbose_name = _("osio")
        verbose_name_plural = _("osiot")
        ordering = ["paatos", "jarjestys"]
        indexes = [GinIndex(fields=["haku"], name="osio_haku")]
        constraints = [
            models.UniqueConstraint(
                fields=["paatos", "jarjestys"],
                name="osio_numero_kerran",
                deferrable=models.Deferrable.IMMEDIATE,
                violation_error_message=_("Päätöksessä on jo osio tällä numerolla."),
            ),
            models.CheckConstraint(
                name="osio_poistetulla_ei_numeroa",
                condition=Q(jarjestys__isnull=False, poistettu__isnull=True)
                | Q(jarjestys__isnull=True, poistettu__isnull=False),
                violation_error_message=_("Poistetulla osiolla ei ole numeroa, muilla on."),
            ),
            models.CheckConstraint(
                name="osio_salassapidolla_peruste",
                condition=Q(
                    julkisuus="julkinen", salassapidon_lainkohta__isnull=True, salassapidon_peruste=""
                )
                | (
                    Q(julkisuus="salassa", salassapidon_lainkohta__isnull=False) & ~Q(salassapidon_peruste="")
                ),
                violation_error_message=_("Kirjoita salassapidon peruste ja valitse lainkohta."),
            ),
        ]

    def __str__(self):
        return f"{self.jarjestys}. {self.otsikko}"

    def get_absolute_url(self):
        return reverse("paatokset:osio", args=[self.pk])

    @property
    def on_salainen(self):
        return self.julkisuus == Asia.Julkisuus.SALASSA


@pgtrigger.register(lukittu_hyvaksynnan_jalkeen())
@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Kasittely(models.Model):
    """How the draft treats an item of a request: a section answers it, or it is not answered, because."""

    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="kasittelyt", verbose_name=_("päätös"))
    kohta = models.ForeignKey(
        Kohta, models.PROTECT, related_name="kasittelyt", verbose_name=_("esityksen kohta")
    )
    osio = models.ForeignKey(
        Osio, models.PROTECT, null=True, blank=True, related_name="kasittelyt", verbose_name=_("osio")
    )
    perustelu = models.TextField(_("miksi kohtaan ei vastata"), blank=True)

    objects = PaatoksenOsaQuerySet.as_manager()

    class Meta:
        verbose_name = _("kohdan käsittely")
        verbose_name_plural = _("kohtien käsittelyt")
        ordering = ["paatos", "kohta", "osio"]
        constraints = [
            models.UniqueConstraint(
                fields=["osio", "kohta"],
                name="kasittely_osio_kerran",
                violation_error_message=_("Osio vastaa jo tähän kohtaan."),
            ),
            models.UniqueConstraint(
                fields=["paatos", "kohta"],
                condition=Q(osio__isnull=True),
                name="kasittely_perustelu_kerran",
                violation_error_message=_("Kohdalla on jo perustelu."),
            ),
            models.CheckConstraint(
                name="kasittely_osio_tai_perustelu",
                condition=Q(osio__isnull=False, perustelu="") | (Q(osio__isnull=True) & ~Q(perustelu="")),
                violation_error_message=_("Kohtaan vastaa osio, tai kirjoitetaan, miksi siihen ei vastata."),
            ),
        ]

    def __str__(self):
        return f"{self.kohta}: {self.osio or self.perustelu}"
