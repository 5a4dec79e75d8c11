import pghistory
import pgtrigger
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.nakyvyys import OmistettuQuerySet
from tyollisyysalue.rajoitteet import EI_POISTOA


@pghistory.track(exclude=["luettu", "lukupvm", "nahty"])
@pgtrigger.register(
    EI_POISTOA,
    pgtrigger.Protect(
        name="jaadytetty_pysyy",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__jaadytysaika__isnull=False),
    ),
)
class Fakta(models.Model):
    """A claim of a text, bound to data: live until frozen, then its stored form is what is printed.

    ``avain`` names a fact of the registry (``tyollisyysalue.faktat``), ``parametrit`` its parameters as JSON.
    Frozen, ``sisalto`` is the payload, ``tulosteet`` the rendered form by language, ``lahteet`` the rows
    behind it as ``[model label, primary key, version]``, and ``tiiviste`` the SHA-256 of all of it.

    Live, ``luettu`` keeps the last reading by language, of the day ``lukupvm``; a trigger on every table that
    facts read empties it (``rajoitteet.FAKTALAHDE``). ``nahty`` is the printed form the drafter last saw, by
    language: a live fact that now says something else is marked until somebody has looked.
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    omistaja = GenericForeignKey()
    avain = models.CharField(_("fakta"), max_length=60)
    parametrit = models.JSONField(_("parametrit"))
    jaadytysaika = models.DateTimeField(_("jäädytetty"), null=True, blank=True)
    sisalto = models.JSONField(_("sisältö"), null=True, blank=True)
    tulosteet = models.JSONField(_("tulosteet"), null=True, blank=True)
    lahteet = models.JSONField(_("lähteet"), null=True, blank=True)
    tiiviste = models.CharField(_("tiiviste"), max_length=64, blank=True)
    luettu = models.JSONField(_("viimeinen lukema"), null=True, blank=True)
    lukupvm = models.DateField(_("lukemisen päivä"), null=True, blank=True)
    nahty = models.JSONField(_("mitä laatija on nähnyt"), null=True, blank=True)

    objects = OmistettuQuerySet.as_manager()

    class Meta:
        verbose_name = _("fakta")
        verbose_name_plural = _("faktat")
        ordering = ["pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="fakta_omistaja")]
        constraints = [
            models.CheckConstraint(
                name="fakta_jaadytetty_kokonaan",
                condition=Q(
                    jaadytysaika__isnull=True,
                    sisalto__isnull=True,
                    tulosteet__isnull=True,
                    lahteet__isnull=True,
                    tiiviste="",
                )
                | Q(
                    jaadytysaika__isnull=False,
                    sisalto__isnull=False,
                    tulosteet__isnull=False,
                    lahteet__isnull=False,
                    tiiviste__regex=r"^[0-9a-f]{64}$",
                ),
                violation_error_message=_("Fakta jäädytetään kokonaan tai ei lainkaan."),
            ),
        ]

    def __str__(self):
        return f"{self.avain} {self.pk}"

    @property
    def on_jaadytetty(self):
        return self.jaadytysaika is not None
