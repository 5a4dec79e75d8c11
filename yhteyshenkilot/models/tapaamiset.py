import uuid

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.aikataulu import SUURIN_VALI, Toistuvuus
from tyollisyysalue.models import Henkilo, Kunta, Lahetys, Liite, Tapahtuma
from tyollisyysalue.rajoitteet import historia, oikea_jarjestys
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models.ryhmat import Yhteistyoryhma


class RyhmanQuerySet(models.QuerySet):
    """Rows of a group are seen by those who see the group."""

    def visible_to(self, user):
        return self.filter(ryhma__in=Yhteistyoryhma.objects.visible_to(user))


class TapaamisenQuerySet(models.QuerySet):
    """Rows of a meeting are seen by those who see the meeting."""

    def visible_to(self, user):
        return self.filter(tapaaminen__in=Tapaaminen.objects.visible_to(user))


class TapaamissarjaQuerySet(RyhmanQuerySet):
    pass


@historia()
class Tapaamissarja(models.Model):
    """The rule by which a group meets. Its meetings are rows of their own, made when the series is."""

    ryhma = models.ForeignKey(Yhteistyoryhma, models.PROTECT, related_name="sarjat", verbose_name=_("ryhmä"))
    ankkuri = models.DateField(
        _("ensimmäinen päivä"), help_text=_("Tapaamiset ovat tämän päivän viikonpäivänä.")
    )
    vali = models.PositiveSmallIntegerField(
        _("viikkoväli"),
        validators=[MinValueValidator(1), MaxValueValidator(SUURIN_VALI)],
        help_text=_("Monenko viikon välein ryhmä tapaa, 1–8."),
    )
    alkuklo = models.TimeField(_("alkaa klo"))
    loppuklo = models.TimeField(_("päättyy klo"))
    paikka = models.CharField(_("paikka"), max_length=200)
    etayhteys = models.URLField(_("etäyhteyden osoite"), max_length=500, blank=True)
    loppupvm = models.DateField(_("viimeistään"), help_text=_("Sarjassa ei ole tapaamisia tämän jälkeen."))
    versio = models.PositiveIntegerField(_("versio"), default=1, editable=False)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = TapaamissarjaQuerySet.as_manager()

    class Meta:
        verbose_name = _("tapaamissarja")
        verbose_name_plural = _("tapaamissarjat")
        ordering = ["-loppupvm", "pk"]
        constraints = [
            oikea_jarjestys("tapaamissarja_oikea_jarjestys", "ankkuri", "loppupvm"),
            models.CheckConstraint(
                name="tapaamissarja_vali",
                condition=Q(vali__range=(1, SUURIN_VALI)),
                violation_error_message=_("Viikkoväli on 1–8."),
            ),
            models.CheckConstraint(
                name="tapaamissarja_kellonajat",
                condition=Q(loppuklo__gt=F("alkuklo")),
                violation_error_message=_("Tapaaminen päättyy alkamisen jälkeen samana päivänä."),
            ),
        ]

    def __str__(self):
        return f"{self.ryhma}, {self.toistuvuus.lause()}"

    def get_absolute_url(self):
        return reverse("yhteyshenkilot:sarja", args=[self.pk])

    @property
    def toistuvuus(self):
        return Toistuvuus(self.ankkuri, self.vali, self.alkuklo, self.loppuklo)

    def paivat(self, alkaen):
        return self.toistuvuus.paivat(alkaen, self.loppupvm)


class TapaaminenQuerySet(RyhmanQuerySet):
    def alkaen(self, hetki):
        """Meetings from the moment on that are to be held, the nearest first."""
        return self.filter(tila=Tapaaminen.Tila.SUUNNITELTU, alkuaika__gte=hetki).order_by("alkuaika")

    def kirjaamatta(self, hetki):
        """Meetings that are over by the moment, but of which nobody has said whether they were held."""
        return self.filter(tila=Tapaaminen.Tila.SUUNNITELTU, loppuaika__lt=hetki)


@historia(faktalahde=True)
class Tapaaminen(models.Model):
    """A meeting of a group: agreed, then held or cancelled.

    ``kalenteritunnus`` names it in people's calendars for good; ``jarjestysluku`` grows whenever they must change
    what they show (RFC 5545 SEQUENCE), ``versio`` whenever somebody edits the meeting or its agenda.
    """

    class Tila(models.TextChoices):
        SUUNNITELTU = "suunniteltu", _("suunniteltu")
        PIDETTY = "pidetty", _("pidetty")
        PERUTTU = "peruttu", _("peruttu")

    ryhma = models.ForeignKey(
        Yhteistyoryhma, models.PROTECT, related_name="tapaamiset", verbose_name=_("ryhmä")
    )
    sarja = models.ForeignKey(
        Tapaamissarja,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="tapaamiset",
        verbose_name=_("sarja"),
    )
    sarjan_pvm = models.DateField(_("sarjan mukainen päivä"), null=True, blank=True, editable=False)
    alkuaika = models.DateTimeField(_("alkaa"))
    loppuaika = models.DateTimeField(_("päättyy"))
    paikka = models.CharField(_("paikka"), max_length=200)
    etayhteys = models.URLField(
        _("etäyhteyden osoite"),
        max_length=500,
        blank=True,
        help_text=_("Näkyy vain niille, jotka osallistuvat ryhmään."),
    )
    lisatieto = models.TextField(_("lisätieto"), blank=True)
    tila = models.CharField(_("tila"), max_length=20, choices=Tila, default=Tila.SUUNNITELTU, editable=False)
    peruutussyy = models.TextField(_("peruutuksen syy"), blank=True, editable=False)
    kutsuaika = models.DateTimeField(_("kutsuttu"), null=True, blank=True, editable=False)
    kalenteritunnus = models.UUIDField(_("kalenteritunnus"), default=uuid.uuid4, unique=True, editable=False)
    jarjestysluku = models.PositiveIntegerField(_("järjestysluku"), default=0, editable=False)
    muutosaika = models.DateTimeField(_("muutettu"), default=kello.nyt, editable=False)
    versio = models.PositiveIntegerField(_("versio"), default=1, editable=False)
    tapahtumat = GenericRelation(Tapahtuma)
    lahetykset = GenericRelation(Lahetys)

    objects = TapaaminenQuerySet.as_manager()

    class Meta:
        verbose_name = _("tapaaminen")
        verbose_name_plural = _("tapaamiset")
        ordering = ["alkuaika"]
        constraints = [
            models.UniqueConstraint(
                fields=["ryhma", "alkuaika"],
                condition=~Q(tila="peruttu"),
                name="tapaaminen_ryhmalla_kerran",
                violation_error_message=_("Ryhmällä on jo tapaaminen tähän aikaan."),
            ),
            models.UniqueConstraint(
                fields=["sarja", "sarjan_pvm"],
                condition=Q(sarja__isnull=False) & ~Q(tila="peruttu"),
                name="tapaaminen_sarjassa_kerran",
                violation_error_message=_("Sarjassa on jo tapaaminen tälle päivälle."),
            ),
            models.CheckConstraint(
                name="tapaaminen_sarjalla_paiva",
                condition=Q(sarja__isnull=True, sarjan_pvm__isnull=True)
                | Q(sarja__isnull=False, sarjan_pvm__isnull=False),
                violation_error_message=_("Sarjan tapaamisella on sarjan mukainen päivä."),
            ),
            models.CheckConstraint(
                name="tapaaminen_oikea_jarjestys",
                condition=Q(loppuaika__gt=F("alkuaika")),
                violation_error_message=_("Tapaaminen päättyy alkamisensa jälkeen. Korjaa päättymisaika."),
            ),
            models.CheckConstraint(
                name="tapaaminen_perutulla_syy",
                condition=(Q(tila="peruttu") & ~Q(peruutussyy="")) | (~Q(tila="peruttu") & Q(peruutussyy="")),
                violation_error_message=_("Kirjoita, miksi tapaaminen perutaan."),
            ),
        ]

    def __str__(self):
        return f"{self.ryhma} {self.alkuaika.astimezone(kello.HELSINKI):%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("yhteyshenkilot:tapaaminen", args=[self.pk])

    @property
    def pvm(self):
        """The day on which it begins, in Helsinki."""
        return self.alkuaika.astimezone(kello.HELSINKI).date()

    @property
    def on_suunniteltu(self):
        return self.tila == self.Tila.SUUNNITELTU

    @property
    def on_peruttu(self):
        return self.tila == self.Tila.PERUTTU


class AsiakohtaQuerySet(TapaamisenQuerySet):
    def listalla(self):
        return self.filter(poistettu__isnull=True)


@historia()
class Asiakohta(models.Model):
    """An item of a meeting's agenda. What was taken off the agenda keeps its row."""

    tapaaminen = models.ForeignKey(
        Tapaaminen, models.PROTECT, related_name="asiakohdat", verbose_name=_("tapaaminen")
    )
    jarjestys = models.PositiveSmallIntegerField(_("järjestysnumero"))
    otsikko = models.CharField(_("otsikko"), max_length=200)
    teksti = models.TextField(_("teksti"), blank=True)
    esittelija = models.CharField(_("esittelijä"), max_length=100, blank=True)
    poistettu = models.DateTimeField(_("poistettu asialistalta"), null=True, blank=True, editable=False)

    objects = AsiakohtaQuerySet.as_manager()

    class Meta:
        verbose_name = _("asiakohta")
        verbose_name_plural = _("asiakohdat")
        ordering = ["jarjestys", "pk"]

    def __str__(self):
        return self.otsikko


class OsallistuminenQuerySet(TapaamisenQuerySet):
    def kutsutut(self):
        """Those whose invitation is in force."""
        return self.filter(kutsuttu=True)


@historia(faktalahde=True)
class Osallistuminen(models.Model):
    """A person at a meeting: invited, what the person answers, and whether the person was there.

    ``kunta`` is the municipality that the person speaks for there, kept here because representatives change.
    """

    class Vastaus(models.TextChoices):
        KUTSUTTU = "kutsuttu", _("ei ole vastannut")
        TULOSSA = "tulossa", _("tulossa")
        EI_PAASE = "ei_paase", _("ei pääse")

    tapaaminen = models.ForeignKey(
        Tapaaminen, models.PROTECT, related_name="osallistumiset", verbose_name=_("tapaaminen")
    )
    henkilo = models.ForeignKey(
        Henkilo, models.PROTECT, related_name="osallistumiset", verbose_name=_("henkilö")
    )
    kunta = models.ForeignKey(
        Kunta,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="osallistumiset",
        verbose_name=_("kunta, jota henkilö edustaa"),
    )
    edustajana = models.BooleanField(
        _("ryhmän jäsenenä"),
        default=True,
        help_text=_("Muut on kutsuttu yksittäiseen tapaamiseen."),
    )
    kutsuttu = models.BooleanField(_("kutsuttu"), default=True)
    vastaus = models.CharField(_("vastaus"), max_length=20, choices=Vastaus, default=Vastaus.KUTSUTTU)
    vastausaika = models.DateTimeField(_("vastattu"), null=True, blank=True)
    lasna = models.BooleanField(_("läsnä"), null=True, blank=True)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = OsallistuminenQuerySet.as_manager()

    class Meta:
        verbose_name = _("osallistuminen")
        verbose_name_plural = _("osallistumiset")
        ordering = [F("kunta__aakkos").asc(nulls_first=True), "henkilo__aakkos", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["tapaaminen", "henkilo"],
                name="osallistuminen_kerran",
                violation_error_message=_("Henkilö on kutsuttu tähän tapaamiseen jo."),
            ),
            models.CheckConstraint(
                name="osallistuminen_vastausaika",
                condition=Q(vastaus="kutsuttu", vastausaika__isnull=True)
                | (~Q(vastaus="kutsuttu") & Q(vastausaika__isnull=False)),
                violation_error_message=_("Vastauksella on aina aika."),
            ),
        ]

    def __str__(self):
        return f"{self.henkilo.nimi}, {self.tapaaminen}"


class MuistioQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A published memo is seen with its meeting, an unpublished one by the coordinators alone."""
        omat = Tapaaminen.objects.filter(ryhma__alue__in=roolit.alueet(user, Rooli.KOORDINAATTORI))
        nakyvat = Tapaaminen.objects.visible_to(user)
        return self.filter(Q(tapaaminen__in=omat) | Q(tapaaminen__in=nakyvat, julkaisuaika__isnull=False))


@historia()
class Muistio(models.Model):
    """What was said in a meeting. A row of its own, so that neither text nor files leak before publishing."""

    tapaaminen = models.OneToOneField(
        Tapaaminen, models.PROTECT, related_name="muistio", verbose_name=_("tapaaminen")
    )
    teksti = models.TextField(_("muistio"), blank=True)
    julkaisuaika = models.DateTimeField(_("julkaistu"), null=True, blank=True, editable=False)
    versio = models.PositiveIntegerField(_("versio"), default=1, editable=False)
    liitteet = GenericRelation(Liite)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = MuistioQuerySet.as_manager()

    class Meta:
        verbose_name = _("muistio")
        verbose_name_plural = _("muistiot")

    def __str__(self):
        return str(self.tapaaminen)

    def clean(self):
        if not self.tapaaminen.tila == Tapaaminen.Tila.PIDETTY:
            raise ValidationError(_("Muistio kirjoitetaan pidetystä tapaamisesta. Kirjaa ensin läsnäolo."))
