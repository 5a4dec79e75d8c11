import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import roolit
from tyollisyysalue.models import Kunta, Lahetys, Tapahtuma, Tyollisyysalue, Vastaanottaja
from tyollisyysalue.rajoitteet import FAKTALAHDE, VAIN_LISAYS


class LuettelolahetysQuerySet(models.QuerySet):
    def visible_to(self, user):
        saadut = Luettelosaaja.objects.filter(kunta__in=roolit.kunnat(user))
        return self.filter(Q(alue__in=roolit.alueet(user)) | Q(pk__in=saadut.values("lahetys")))


@pgtrigger.register(VAIN_LISAYS, FAKTALAHDE)
class Luettelolahetys(models.Model):
    """A sending of the contact lists: what was sent, word for word, and the SHA-256 of it.

    ``sisalto`` is the whole of it (``yhteyshenkilot.luettelo``). A liaison reads from it only the list of the
    own municipality, so pages go through the rows of ``Luettelosaaja`` the reader may see.
    """

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="luettelolahetykset", verbose_name=_("työllisyysalue")
    )
    lahetysaika = models.DateTimeField(_("lähetysaika"))
    lahettaja = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("lähettäjä"))
    lahettajan_nimi = models.CharField(
        _("lähettäjän nimi"), max_length=200, help_text=_("Nimi sellaisena kuin se oli lähetettäessä.")
    )
    sisalto = models.JSONField(_("sisältö"))
    tiiviste = models.CharField(_("tiiviste"), max_length=64)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = LuettelolahetysQuerySet.as_manager()

    class Meta:
        verbose_name = _("yhteyshenkilöluettelon lähetys")
        verbose_name_plural = _("yhteyshenkilöluettelon lähetykset")
        ordering = ["-lahetysaika", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="luettelolahetys_tiiviste",
                condition=Q(tiiviste__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Tiiviste ei ole SHA-256."),
            ),
        ]

    def __str__(self):
        return f"{self.alue} {self.lahetysaika:%Y-%m-%d %H:%M}"

    def get_absolute_url(self):
        return reverse("yhteyshenkilot:lahetys", args=[self.pk])

    def kunnan_luettelo(self, koodi):
        return next(kunta for kunta in self.sisalto["kunnat"] if kunta["koodi"] == koodi)


class LuettelosaajaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(Q(kunta__in=roolit.kunnat(user)) | Q(lahetys__alue__in=roolit.alueet(user)))

    def uusimmat(self):
        """The list last sent to each municipality: an older one is of no use any more."""
        aika, pk = OuterRef("lahetys__lahetysaika"), OuterRef("pk")
        uudemmat = Luettelosaaja.objects.filter(kunta=OuterRef("kunta")).filter(
            Q(lahetys__lahetysaika__gt=aika) | Q(lahetys__lahetysaika=aika, pk__gt=pk)
        )
        return self.filter(~Exists(uudemmat))

    def kuittaamatta(self):
        """Sent to somebody, and acknowledged by nobody: one is enough for the municipality."""
        # By the names of the content type: its id would cost a query of its own on the first page of a process.
        kuitatut = Vastaanottaja.objects.filter(
            lahetys__content_type__app_label=Luettelosaaja._meta.app_label,
            lahetys__content_type__model=Luettelosaaja._meta.model_name,
            lahetys__object_id=OuterRef("pk"),
            kuittausaika__isnull=False,
        )
        return self.exclude(vastaanottajat=[]).filter(~Exists(kuitatut))

    def with_maarapvm(self):
        """With the day by which the area expects the list to be acknowledged."""
        return self.annotate(
            maarapvm=ExpressionWrapper(
                TruncDate("lahetys__lahetysaika") + F("lahetys__alue__kuittausaika_paivina"),
                output_field=models.DateField(),
            )
        )

    def myohassa(self, tanaan):
        """The lists in force that a municipality has not acknowledged in time."""
        return self.uusimmat().kuittaamatta().with_maarapvm().filter(maarapvm__lt=tanaan)


@pgtrigger.register(VAIN_LISAYS, FAKTALAHDE)
class Luettelosaaja(models.Model):
    """A municipality that was sent its list, with the addresses as they were resolved at the sending.

    ``muutokset`` is the difference from the list sent before (``yhteyshenkilot.erot``), kept as it was told then. The
    mails, the first one and those sent again, are its ``lahetykset``.
    """

    lahetys = models.ForeignKey(
        Luettelolahetys, models.PROTECT, related_name="saajat", verbose_name=_("lähetys")
    )
    kunta = models.ForeignKey(
        Kunta, models.PROTECT, related_name="luettelolahetykset", verbose_name=_("kunta")
    )
    vastaanottajat = models.JSONField(
        _("vastaanottajat"), default=list, blank=True, help_text=_("Nimi ja sähköpostiosoite.")
    )
    tiiviste = models.CharField(_("kunnan luettelon tiiviste"), max_length=64)
    edellinen = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seuraavat",
        verbose_name=_("edellinen luettelo"),
    )
    muutokset = models.JSONField(_("muutokset edelliseen"), null=True, blank=True)
    ennallaan = models.BooleanField(
        _("ennallaan"),
        default=False,
        help_text=_("Luettelo on sama kuin kunnalle edellisen kerran lähetetty."),
    )
    lahetykset = GenericRelation(Lahetys, related_query_name="luettelosaaja")

    objects = LuettelosaajaQuerySet.as_manager()

    class Meta:
        verbose_name = _("luettelon saaja")
        verbose_name_plural = _("luettelon saajat")
        ordering = ["kunta__aakkos"]
        constraints = [
            models.UniqueConstraint(
                fields=["lahetys", "kunta"],
                name="luettelosaaja_kunta_kerran",
                violation_error_message=_("Kunta on lähetyksessä jo."),
            ),
            models.CheckConstraint(
                name="luettelosaaja_tiiviste",
                condition=Q(tiiviste__regex=r"^[0-9a-f]{64}$"),
                violation_error_message=_("Tiiviste ei ole SHA-256."),
            ),
            models.CheckConstraint(
                name="luettelosaaja_muutokset",
                condition=Q(edellinen__isnull=True, muutokset__isnull=True)
                | Q(edellinen__isnull=False, muutokset__isnull=False),
                violation_error_message=_("Muutokset kerrotaan aina edelliseen luetteloon nähden."),
            ),
        ]

    def __str__(self):
        return f"{self.kunta} {self.lahetys_id}"

    @property
    def luettelo(self):
        """The municipality's own part of what was sent."""
        return self.lahetys.kunnan_luettelo(self.kunta.koodi)
