from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.kielet import kielella
from tyollisyysalue.models import Henkilo, Kunta, Tapahtuma, Tyollisyysalue
from tyollisyysalue.rajoitteet import Aika, Yksi, historia, oikea_jarjestys


class YhteistyoryhmaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Staff of the area, and liaisons while their municipality is a member."""
        omat = Ryhmajasenyys.objects.voimassa(kello.tanaan()).filter(kunta__in=roolit.kunnat(user))
        return self.filter(Q(alue__in=roolit.alueet(user)) | Q(pk__in=omat.values("ryhma")))

    def for_kunta(self, kunta, pvm):
        return self.filter(pk__in=Ryhmajasenyys.objects.voimassa(pvm).filter(kunta=kunta).values("ryhma"))


@historia(faktalahde=True)
class Yhteistyoryhma(models.Model):
    """A group in which municipalities and the area meet; members are dated rows."""

    class Laji(models.TextChoices):
        OPERATIIVINEN = "operatiivinen", _("operatiivinen ohjausryhmä")
        TUOTANTOALUE = "tuotantoalue", _("tuotantoalue")
        MUU = "muu", _("muu ryhmä")

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="ryhmat", verbose_name=_("työllisyysalue")
    )
    laji = models.CharField(_("laji"), max_length=20, choices=Laji)
    nimi_fi = models.CharField(_("nimi suomeksi"), max_length=100)
    nimi_sv = models.CharField(_("nimi ruotsiksi"), max_length=100, blank=True)
    nimi_en = models.CharField(_("nimi englanniksi"), max_length=100, blank=True)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = YhteistyoryhmaQuerySet.as_manager()

    class Meta:
        verbose_name = _("yhteistyöryhmä")
        verbose_name_plural = _("yhteistyöryhmät")
        ordering = ["laji", "nimi_fi"]
        constraints = [
            models.UniqueConstraint(
                fields=["alue", "nimi_fi"],
                name="yhteistyoryhma_nimi_alueella",
                violation_error_message=_("Työllisyysalueella on jo tämänniminen ryhmä."),
            ),
        ]

    def __str__(self):
        return self.nimi

    @property
    def nimi(self):
        return kielella(self, "nimi")


class RyhmajasenyysQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(ryhma__in=Yhteistyoryhma.objects.visible_to(user))

    def voimassa(self, pvm):
        return self.filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm), alkupvm__lte=pvm)

    def for_kunta(self, kunta):
        return self.filter(kunta=kunta)


@historia(faktalahde=True)
class Ryhmajasenyys(models.Model):
    """A municipality in a group from one day to another, and who represents it."""

    ryhma = models.ForeignKey(Yhteistyoryhma, models.PROTECT, related_name="jasenet", verbose_name=_("ryhmä"))
    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="ryhmajasenyydet", verbose_name=_("kunta"))
    edustaja = models.ForeignKey(
        Henkilo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ryhmajasenyydet",
        verbose_name=_("edustaja"),
    )
    alkupvm = models.DateField(_("alkaen"))
    loppupvm = models.DateField(_("päättyen"), null=True, blank=True)
    tapahtumat = GenericRelation(Tapahtuma)
    # The representative's absence, where the rows were read with ``poissa.liita`` and there is one.
    poissaolo = None

    objects = RyhmajasenyysQuerySet.as_manager()

    class Meta:
        verbose_name = _("ryhmän jäsenyys")
        verbose_name_plural = _("ryhmien jäsenyydet")
        ordering = ["kunta__aakkos", "alkupvm"]
        constraints = [
            oikea_jarjestys("ryhmajasenyys_oikea_jarjestys"),
            ExclusionConstraint(
                name="ryhmajasenyys_ei_paallekkain",
                expressions=[
                    (Yksi("ryhma"), "&&"),
                    (Yksi("kunta"), "&&"),
                    (Aika("alkupvm", "loppupvm"), "&&"),
                ],
                violation_error_message=_("Kunta on ryhmän jäsen jo osan tästä ajasta."),
            ),
        ]

    def __str__(self):
        return f"{self.kunta}, {self.ryhma}"

    def clean(self):
        if self.kunta_id and self.kunta.alue_id != self.ryhma.alue_id:
            raise ValidationError({"kunta": _("Valitse kunta, joka kuuluu ryhmän työllisyysalueeseen.")})
        if self.edustaja and self.edustaja.kunta_id != self.kunta_id:
            raise ValidationError({"edustaja": _("Valitse edustaja, joka on kunnan palveluksessa.")})


class TapaaminenQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(ryhma__in=Yhteistyoryhma.objects.visible_to(user))

    def alkaen(self, hetki):
        """Meetings from the moment on, the nearest first."""
        return self.filter(alkuaika__gte=hetki).order_by("alkuaika")


@historia(faktalahde=True)
class Tapaaminen(models.Model):
    """A meeting of a group, to come or held."""

    ryhma = models.ForeignKey(
        Yhteistyoryhma, models.PROTECT, related_name="tapaamiset", verbose_name=_("ryhmä")
    )
    alkuaika = models.DateTimeField(_("alkaa"))
    paikka = models.CharField(_("paikka"), max_length=200)
    lisatieto = models.TextField(_("lisätieto"), blank=True)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = TapaaminenQuerySet.as_manager()

    class Meta:
        verbose_name = _("tapaaminen")
        verbose_name_plural = _("tapaamiset")
        ordering = ["alkuaika"]
        constraints = [
            models.UniqueConstraint(
                fields=["ryhma", "alkuaika"],
                name="tapaaminen_ryhmalla_kerran",
                violation_error_message=_("Ryhmällä on jo tapaaminen tähän aikaan."),
            ),
        ]

    def __str__(self):
        return f"{self.ryhma} {self.alkuaika:%Y-%m-%d %H:%M}"
