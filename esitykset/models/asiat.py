import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models import Tapahtuma, Tyollisyysalue
from tyollisyysalue.rajoitteet import historia
from tyollisyysalue.roolit import Rooli

# Staff who work with requests; experts see one when a section of its answer is assigned to them (later).
KASITTELIJAT = (Rooli.SIHTEERI, Rooli.ESITTELIJA, Rooli.KOORDINAATTORI)


class AsiaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(
            Q(alue__in=roolit.alueet(user, *KASITTELIJAT))
            | Q(pk__in=Asia.objects.filter(esitykset__kunta__in=roolit.kunnat(user)).values("pk"))
        )

    def numeroidut(self, sana):
        """Matters whose number begins so."""
        return self.filter(numero__startswith=sana.teksti)


@pgtrigger.register(
    # The number is printed on documents that are out of our hands.
    pgtrigger.ReadOnly(name="numero_pysyy", fields=["alue", "juokseva", "luokka", "vuosi", "numero"]),
)
@historia()
class Asia(models.Model):
    """A matter of the area's register. Requests and decisions belong to one."""

    class Julkisuus(models.TextChoices):
        JULKINEN = "julkinen", _("julkinen")
        SALASSA = "salassa", _("salassa pidettävä")

    LUOKKA = RegexValidator(
        r"^\d{2}(\.\d{2}){1,3}$", _("Kirjoita tehtäväluokka numeroina ja pistein, esimerkiksi 00.01.02.")
    )

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="asiat", verbose_name=_("työllisyysalue")
    )
    juokseva = models.PositiveIntegerField(_("juokseva numero"))
    luokka = models.CharField(_("tehtäväluokka"), max_length=12, validators=[LUOKKA])
    vuosi = models.PositiveSmallIntegerField(_("vuosi"))
    numero = models.CharField(_("asianumero"), max_length=40)
    otsikko = models.CharField(_("otsikko"), max_length=200)
    avattu = models.DateTimeField(_("avattu"))
    suljettu = models.DateTimeField(_("suljettu"), null=True, blank=True)
    julkisuus = models.CharField(_("julkisuus"), max_length=10, choices=Julkisuus, default=Julkisuus.JULKINEN)
    # A merged matter keeps its number, which is on papers that are out, and says where its requests went.
    yhdistetty = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="yhdistetyt",
        verbose_name=_("yhdistetty asiaan"),
    )
    tapahtumat = GenericRelation(Tapahtuma)

    objects = AsiaQuerySet.as_manager()

    class Meta:
        verbose_name = _("asia")
        verbose_name_plural = _("asiat")
        ordering = ["-vuosi", "-juokseva"]
        indexes = [
            models.Index(fields=["numero"], opclasses=["varchar_pattern_ops"], name="asia_numero_alku")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["alue", "vuosi", "juokseva"],
                name="asia_juokseva_kerran_vuodessa",
                violation_error_message=_("Juokseva numero on jo käytössä tänä vuonna."),
            ),
            models.UniqueConstraint(
                fields=["alue", "numero"],
                name="asia_numero_kerran",
                violation_error_message=_("Asianumero on jo käytössä."),
            ),
            models.CheckConstraint(
                name="asia_suljettu_avaamisen_jalkeen",
                condition=Q(suljettu__isnull=True) | Q(suljettu__gte=models.F("avattu")),
                violation_error_message=_("Asiaa ei voi sulkea ennen sen avaamista."),
            ),
            models.CheckConstraint(
                name="asia_yhdistetty_on_suljettu",
                condition=Q(yhdistetty__isnull=True) | Q(suljettu__isnull=False),
                violation_error_message=_("Toiseen asiaan yhdistetty asia suljetaan."),
            ),
        ]

    def __str__(self):
        return self.numero
