import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lahipalvelut.models.paivat import Palvelupaiva, kavija_on
from lahipalvelut.models.suunnitelmat import Suunnitelmarivi
from tyollisyysalue import roolit
from tyollisyysalue.rajoitteet import historia
from tyollisyysalue.roolit import Rooli


class AsiakasmaaraQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one who logs the day, and the coordinator, on the day's own form only."""
        omat = Palvelupaiva.objects.filter(
            Q(kavija_on(user=user)) | Q(kirjaaja=user),
            kunta__alue__in=roolit.alueet(user, Rooli.ASIANTUNTIJA),
        )
        return self.filter(
            Q(paiva__kunta__alue__in=roolit.alueet(user, Rooli.KOORDINAATTORI)) | Q(paiva__in=omat)
        )


# The sums of a closed month are what was reported. A correction of a count is one of its day: the same moment, and the
# reason stands on the day.
SULJETUN_KUUKAUDEN_LUVUT = pgtrigger.Trigger(
    name="suljetun_kuukauden_luvut",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
    IF EXISTS (
        SELECT FROM lahipalvelut_palvelupaiva p
        JOIN lahipalvelut_jakso j ON j.kunta_id = p.kunta_id AND j.kuukausi = date_trunc('month', p.pvm)::date
        WHERE j.tila = 'suljettu'
          AND (p.id = NEW.paiva_id OR TG_OP = 'UPDATE' AND p.id = OLD.paiva_id)
          AND NOT (
              NEW.korjausaika IS NOT NULL
              AND NEW.korjausaika IS NOT DISTINCT FROM p.korjausaika
              AND (TG_OP = 'INSERT' OR NEW.korjausaika IS DISTINCT FROM OLD.korjausaika)
          )
    ) THEN
        RAISE EXCEPTION 'The month of the service day is closed' USING
            ERRCODE = 'check_violation', CONSTRAINT = 'palvelupaiva_suljettu_kuukausi';
    END IF;
    RETURN NEW;
    """,
)


@pgtrigger.register(SULJETUN_KUUKAUDEN_LUVUT)
@historia()
class Asiakasmaara(models.Model):
    """How many customers were met on a day by one channel.

    A model of its own so that a count cannot leak with its day: on a day with one named worker it would follow up that
    worker. Elsewhere counts are shown only as sums of a municipality's month through ``seuranta.tietosuoja``.
    """

    paiva = models.ForeignKey(
        Palvelupaiva, models.PROTECT, related_name="asiakasmaarat", verbose_name=_("palvelupäivä")
    )
    kanava = models.CharField(_("kanava"), max_length=10, choices=Suunnitelmarivi.Kanava)
    maara = models.PositiveSmallIntegerField(_("asiakkaita"))
    korjausaika = models.DateTimeField(
        _("korjattu sulkemisen jälkeen"), null=True, blank=True, editable=False
    )

    objects = AsiakasmaaraQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiakasmäärä")
        verbose_name_plural = _("asiakasmäärät")
        ordering = ["paiva", "kanava"]
        constraints = [
            models.UniqueConstraint(
                fields=["paiva", "kanava"],
                name="asiakasmaara_kerran",
                violation_error_message=_("Päivällä on jo tämän kanavan asiakasmäärä."),
            ),
        ]

    def __str__(self):
        return f"{self.paiva} {self.kanava}"
