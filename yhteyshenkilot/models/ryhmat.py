from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.kielet import kielella
from tyollisyysalue.models import Henkilo, Kunta, Tapahtuma, Tyollisyysalue
from tyollisyysalue.rajoitteet import Aika, Yksi, historia, oikea_jarjestys
from tyollisyysalue.tekstit import pvm as paivays


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
        return self.paattymatta(pvm).filter(alkupvm__lte=pvm)

    def paattymatta(self, pvm):
        """In force on the day, or not before some later one."""
        return self.filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm))

    def for_kunta(self, kunta):
        return self.filter(kunta=kunta)


@historia(faktalahde=True)
class Ryhmajasenyys(models.Model):
    """A municipality in a group from one day to another; people represent it (``Edustus``)."""

    ryhma = models.ForeignKey(Yhteistyoryhma, models.PROTECT, related_name="jasenet", verbose_name=_("ryhmä"))
    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="ryhmajasenyydet", verbose_name=_("kunta"))
    alkupvm = models.DateField(_("alkaen"))
    loppupvm = models.DateField(_("päättyen"), null=True, blank=True)
    tapahtumat = GenericRelation(Tapahtuma)

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

    def on_voimassa(self, pvm):
        """``RyhmajasenyysQuerySet.voimassa`` of one row."""
        return self.alkupvm <= pvm and (self.loppupvm is None or self.loppupvm >= pvm)

    def clean(self):
        if self.kunta_id and self.kunta.alue_id != self.ryhma.alue_id:
            raise ValidationError({"kunta": _("Valitse kunta, joka kuuluu ryhmän työllisyysalueeseen.")})


class EdustusQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(ryhma__in=Yhteistyoryhma.objects.visible_to(user))

    def voimassa(self, pvm):
        return self.paattymatta(pvm).filter(alkupvm__lte=pvm)

    def paattymatta(self, pvm):
        """In force on the day, or not before some later one."""
        return self.filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm))

    def jarjestyksessa(self):
        """The area's own first, then the municipalities in Finnish order, each with its substitute last."""
        return self.order_by(
            F("jasenyys__kunta__aakkos").asc(nulls_first=True),
            Case(
                *(When(tehtava=arvo, then=sija) for sija, arvo in enumerate(Edustus.Tehtava.values)),
                output_field=models.IntegerField(),
            ),
            "alkupvm",
            "pk",
        )


@historia(faktalahde=True)
class Edustus(models.Model):
    """A person in a group from one day to another: for a municipality, or for the employment area itself.

    ``jasenyys`` says which municipality's seat it is. Without one the person is the area's own: the chair, the
    secretary, a member of the staff. The group stands on the row in both cases, so that "who meets" is one question
    and the database can see that a person is in a group once at a time.
    """

    class Tehtava(models.TextChoices):
        PUHEENJOHTAJA = "puheenjohtaja", _("puheenjohtaja")
        SIHTEERI = "sihteeri", _("sihteeri")
        ALUEEN_EDUSTAJA = "alueen_edustaja", _("työllisyysalueen edustaja")
        VARSINAINEN = "varsinainen", _("edustaja")
        VARA = "vara", _("varaedustaja")

    KUNNAN_TEHTAVAT = (Tehtava.VARSINAINEN, Tehtava.VARA)

    ryhma = models.ForeignKey(
        Yhteistyoryhma, models.PROTECT, related_name="edustukset", verbose_name=_("ryhmä")
    )
    jasenyys = models.ForeignKey(
        Ryhmajasenyys,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="edustukset",
        verbose_name=_("jäsenkunta"),
    )
    henkilo = models.ForeignKey(Henkilo, models.PROTECT, related_name="edustukset", verbose_name=_("henkilö"))
    tehtava = models.CharField(_("tehtävä ryhmässä"), max_length=20, choices=Tehtava)
    alkupvm = models.DateField(_("alkaen"))
    loppupvm = models.DateField(_("päättyen"), null=True, blank=True)
    tapahtumat = GenericRelation(Tapahtuma)
    # The person's absence, where the rows were read with ``poissa.liita`` and there is one.
    poissaolo = None

    objects = EdustusQuerySet.as_manager()

    class Meta:
        verbose_name = _("edustus ryhmässä")
        verbose_name_plural = _("edustukset ryhmissä")
        constraints = [
            oikea_jarjestys("edustus_oikea_jarjestys"),
            models.CheckConstraint(
                name="edustus_tehtava_kunnan_tai_alueen",
                condition=Q(tehtava__in=["varsinainen", "vara"], jasenyys__isnull=False)
                | Q(tehtava__in=["puheenjohtaja", "sihteeri", "alueen_edustaja"], jasenyys__isnull=True),
                violation_error_message=_(
                    "Kunnan henkilö on edustaja tai varaedustaja, työllisyysalueen henkilö puheenjohtaja, "
                    "sihteeri tai työllisyysalueen edustaja. Valitse tehtävä uudelleen."
                ),
            ),
            ExclusionConstraint(
                name="edustus_yksi_varsinainen",
                expressions=[(Yksi("jasenyys"), "&&"), (Aika("alkupvm", "loppupvm"), "&&")],
                condition=Q(tehtava="varsinainen"),
                violation_error_message=_(
                    "Kunnalla on ryhmässä jo edustaja osan tästä ajasta. Päätä ensin hänen edustuksensa "
                    "tai nimeä henkilö varaedustajaksi."
                ),
            ),
            ExclusionConstraint(
                name="edustus_yksi_puheenjohtaja",
                expressions=[(Yksi("ryhma"), "&&"), (Aika("alkupvm", "loppupvm"), "&&")],
                condition=Q(tehtava="puheenjohtaja"),
                violation_error_message=_(
                    "Ryhmällä on jo puheenjohtaja osan tästä ajasta. Päätä ensin hänen tehtävänsä."
                ),
            ),
            ExclusionConstraint(
                name="edustus_henkilo_kerran",
                expressions=[
                    (Yksi("ryhma"), "&&"),
                    (Yksi("henkilo"), "&&"),
                    (Aika("alkupvm", "loppupvm"), "&&"),
                ],
                violation_error_message=_(
                    "Henkilö on ryhmässä jo osan tästä ajasta. Valitse toinen henkilö tai aika."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.henkilo.nimi}, {self.ryhma}"

    @property
    def kunta(self):
        return self.jasenyys.kunta if self.jasenyys else None

    def clean(self):
        if not self.henkilo_id:
            return
        if self.jasenyys is None:
            if self.henkilo.alue_id != self.ryhma.alue_id or self.henkilo.kunta_id:
                raise ValidationError({"henkilo": _("Valitse henkilö työllisyysalueen henkilöstöstä.")})
            return
        if self.jasenyys.ryhma_id != self.ryhma_id:
            raise ValidationError({"jasenyys": _("Valitse kunta, joka on tämän ryhmän jäsen.")})
        if self.henkilo.kunta_id != self.jasenyys.kunta_id:
            raise ValidationError({"henkilo": _("Valitse henkilö, joka on kunnan palveluksessa.")})
        self._vaadi_jasenyyden_aika(self.jasenyys)

    def _vaadi_jasenyyden_aika(self, jasenyys):
        if self.alkupvm and self.alkupvm < jasenyys.alkupvm:
            raise ValidationError(
                {
                    "alkupvm": _("Kunta on ryhmän jäsen %(pvm)s alkaen. Valitse tämä tai myöhempi päivä.")
                    % {"pvm": paivays(jasenyys.alkupvm)}
                }
            )
        if jasenyys.loppupvm and (self.loppupvm is None or self.loppupvm > jasenyys.loppupvm):
            raise ValidationError(
                {
                    "loppupvm": _("Kunnan jäsenyys päättyy %(pvm)s. Valitse tämä tai aikaisempi päivä.")
                    % {"pvm": paivays(jasenyys.loppupvm)}
                }
            )
