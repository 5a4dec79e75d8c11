import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models.alueet import Tyollisyysalue
from tyollisyysalue.models.kayttajat import User
from tyollisyysalue.models.liitteet import Liite
from tyollisyysalue.models.tapahtumat import Tapahtuma
from tyollisyysalue.nakyvyys import OmistettuQuerySet
from tyollisyysalue.rajoitteet import VAIN_LISAYS, historia
from tyollisyysalue.roolit import Rooli

# Who sees to it that the area's mail arrives.
LAHETTAJAT = (Rooli.KOORDINAATTORI, Rooli.SIHTEERI, Rooli.PAAKAYTTAJA)


class LahetysQuerySet(OmistettuQuerySet):
    def visible_to(self, user):
        """Those who see what it is about, and those who may follow how it arrives."""
        return super().visible_to(user) | self.seurattavat(user)

    def seurattavat(self, user):
        """With addresses and the servers' answers: for its sender and those who look after the area's mail.

        What belongs to no area is looked after by the administrators of its recipients.
        """
        nakyvat = self.filter(alue__in=roolit.alueet(user, *LAHETTAJAT))
        if not user.is_authenticated:
            return nakyvat
        nakyvat |= self.filter(user=user)
        if roolit.alueet(user, Rooli.PAAKAYTTAJA):
            hallittavat = User.objects.visible_to(user)
            omat = Vastaanottaja.objects.filter(user__in=hallittavat.order_by().values("pk"))
            nakyvat |= self.filter(alue=None, pk__in=omat.values("lahetys"))
        return nakyvat


@pgtrigger.register(VAIN_LISAYS)
class Lahetys(models.Model):
    """A mail to one or many, kept as it was sent; each recipient has a row of its own (``Vastaanottaja``)."""

    laji = models.CharField(_("laji"), max_length=60)
    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, null=True, blank=True, verbose_name=_("työllisyysalue")
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    kohde = GenericForeignKey()
    kieli = models.CharField(_("kieli"), max_length=2, choices=settings.LANGUAGES)
    aihe = models.CharField(_("aihe"), max_length=250)
    teksti = models.TextField(_("teksti"))
    kalenteri = models.TextField(
        _("kalenterikutsu"), blank=True, help_text=_("iCalendar-viesti, joka lähtee tekstin mukana.")
    )
    kuitattava = models.BooleanField(
        _("kuitattava"), default=False, help_text=_("Viestissä on linkki, jolla vastaanottaja kuittaa sen.")
    )
    automaattinen = models.BooleanField(
        _("lähtee itsestään uudelleen"),
        default=False,
        help_text=_("Epäselväksi jäänyt lähetetään uudelleen ilman ihmistä: kaksi samaa ei haittaa."),
    )
    tiiviste = models.CharField(_("tiiviste"), max_length=64)
    luontiaika = models.DateTimeField(_("luotu"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("lähettäjä")
    )
    lahettaja = models.CharField(
        _("lähettäjän nimi"), max_length=200, help_text=_("Nimi sellaisena kuin se oli lähetettäessä.")
    )
    liitteet = GenericRelation(Liite)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = LahetysQuerySet.as_manager()

    class Meta:
        verbose_name = _("lähetys")
        verbose_name_plural = _("lähetykset")
        ordering = ["-luontiaika", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="lahetys_kohde")]
        constraints = [
            models.CheckConstraint(
                name="lahetys_tiiviste",
                condition=Q(tiiviste__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Tiiviste ei ole SHA-256."),
            ),
        ]

    def __str__(self):
        return self.aihe

    def get_absolute_url(self):
        return reverse("lahetykset:detail", args=[self.pk])


class VastaanottajaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(lahetys__in=Lahetys.objects.seurattavat(user).order_by().values("pk"))

    def odottavat(self, hetki):
        """Those whose turn it is."""
        return self.filter(
            Q(seuraava_yritys__isnull=True) | Q(seuraava_yritys__lte=hetki), tila=Vastaanottaja.Tila.ODOTTAA
        )

    def ongelmat(self):
        return self.filter(tila__in=ONGELMAT)


@historia()
class Vastaanottaja(models.Model):
    """One recipient of a mail: the address as it was resolved, and what has become of it."""

    class Tila(models.TextChoices):
        ODOTTAA = "odottaa", _("odottaa lähetystä")
        LAHETYKSESSA = "lahetyksessa", _("lähetyksessä")
        LAHETETTY = "lahetetty", _("lähetetty")
        EPASELVA = "epaselva", _("epäselvä")
        EPAONNISTUI = "epaonnistui", _("ei lähtenyt")
        PALAUTUI = "palautui", _("palautui")

    lahetys = models.ForeignKey(
        Lahetys, models.PROTECT, related_name="vastaanottajat", verbose_name=_("lähetys")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, verbose_name=_("käyttäjä")
    )
    nimi = models.CharField(_("nimi"), max_length=200)
    sahkoposti = models.EmailField(_("sähköposti"))
    tila = models.CharField(_("tila"), max_length=20, choices=Tila, default=Tila.ODOTTAA)
    viestitunnus = models.CharField(
        _("viestin tunnus"),
        max_length=200,
        unique=True,
        help_text=_("Message-ID, sama jokaisella lähetyskerralla."),
    )
    yrityksia = models.PositiveSmallIntegerField(_("yrityksiä"), default=0)
    seuraava_yritys = models.DateTimeField(_("seuraava yritys"), null=True, blank=True)
    muutosaika = models.DateTimeField(_("tila muuttui"))
    lahetysaika = models.DateTimeField(_("lähetetty"), null=True, blank=True)
    selite = models.TextField(
        _("selite"), blank=True, help_text=_("Palvelimen vastaus, tai miksi viesti palautui.")
    )
    kuittausaika = models.DateTimeField(_("kuitattu"), null=True, blank=True)
    kuittaaja = models.CharField(_("kuittaaja"), max_length=200, blank=True)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = VastaanottajaQuerySet.as_manager()

    class Meta:
        verbose_name = _("vastaanottaja")
        verbose_name_plural = _("vastaanottajat")
        ordering = ["nimi", "sahkoposti"]
        indexes = [
            # The few that are on their way, among all that ever were.
            models.Index(
                fields=["seuraava_yritys"],
                condition=Q(tila__in=["odottaa", "lahetyksessa"]),
                name="vastaanottaja_kesken",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["lahetys", "sahkoposti"],
                name="vastaanottaja_kerran",
                violation_error_message=_("Sama osoite on lähetyksessä jo."),
            ),
            models.CheckConstraint(
                name="vastaanottaja_lahetysaika",
                condition=Q(tila__in=["lahetetty", "palautui"], lahetysaika__isnull=False)
                | (~Q(tila__in=["lahetetty", "palautui"]) & Q(lahetysaika__isnull=True)),
                violation_error_message=_("Lähetysaika kuuluu viestille, joka on lähetetty."),
            ),
            models.CheckConstraint(
                name="vastaanottaja_kuittaus",
                condition=Q(kuittausaika__isnull=True, kuittaaja="")
                | (Q(kuittausaika__isnull=False) & ~Q(kuittaaja="")),
                violation_error_message=_("Kuittauksella on aina aika ja kuittaaja."),
            ),
        ]

    def __str__(self):
        return f"{self.nimi} <{self.sahkoposti}>"


# States that somebody has to do something about.
ONGELMAT = (Vastaanottaja.Tila.EPASELVA, Vastaanottaja.Tila.EPAONNISTUI, Vastaanottaja.Tila.PALAUTUI)
