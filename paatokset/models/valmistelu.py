import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from esitykset.models import Kohta
from paatokset.models.osiot import Osio, lukittu_hyvaksynnan_jalkeen
from paatokset.models.paatokset import Paatos
from tyollisyysalue import kello
from tyollisyysalue.rajoitteet import VAIN_LISAYS, historia


class ValmisteluQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(paatos__in=Paatos.objects.valmisteltavat(user))


@historia()
class Kommentti(models.Model):
    """What someone who prepares or presents says of a draft or of one section of it; resolved when dealt with."""

    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="kommentit", verbose_name=_("päätös"))
    osio = models.ForeignKey(
        Osio, models.PROTECT, null=True, blank=True, related_name="kommentit", verbose_name=_("osio")
    )
    teksti = models.TextField(_("kommentti"))
    kirjoittaja = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("kirjoittaja")
    )
    aika = models.DateTimeField(_("kirjoitettu"), default=kello.nyt)
    palautus = models.BooleanField(_("annettu palautuksessa"), default=False)
    ratkaistu = models.DateTimeField(_("ratkaistu"), null=True, blank=True)
    ratkaisija = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ratkaisija"),
    )

    objects = ValmisteluQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommentti")
        verbose_name_plural = _("kommentit")
        ordering = ["aika", "pk"]
        indexes = [models.Index(fields=["paatos", "osio"], name="kommentti_osio")]
        constraints = [
            models.CheckConstraint(
                name="kommentti_ratkaistu_kokonaan",
                condition=Q(ratkaistu__isnull=True, ratkaisija__isnull=True)
                | Q(ratkaistu__isnull=False, ratkaisija__isnull=False),
                violation_error_message=_("Ratkaistulla kommentilla on ratkaisija ja aika."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class OmaQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(kayttaja=user.pk)


class Kesken(models.Model):
    """What someone is writing and has not saved: kept as typed, for that person alone, until saved or thrown away.

    ``kohde`` names the text's form (``paatos:5``, ``osio:12``), ``tiedot`` its fields, ``pohja`` the version the form
    was opened on. Not history: the row is written over many times a minute and goes when the text is saved.
    """

    kayttaja = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="keskeneraiset", verbose_name=_("käyttäjä")
    )
    kohde = models.CharField(_("mikä teksti"), max_length=40)
    pohja = models.PositiveIntegerField(_("mihin versioon perustuu"))
    tiedot = models.JSONField(_("kentät"))
    aika = models.DateTimeField(_("kirjoitettu"), default=kello.nyt)

    objects = OmaQuerySet.as_manager()

    class Meta:
        verbose_name = _("tallentamaton teksti")
        verbose_name_plural = _("tallentamattomat tekstit")
        ordering = ["-aika"]
        constraints = [
            models.UniqueConstraint(
                fields=["kayttaja", "kohde"],
                name="kesken_kerran",
                violation_error_message=_("Tekstistä on jo tallentamaton muoto."),
            ),
        ]

    def __str__(self):
        return self.kohde


class Muokkaaja(models.Model):
    """Who has a text open for writing, by the last sign of it: what others see as "is editing", never a lock."""

    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="muokkaajat", verbose_name=_("päätös"))
    kohde = models.CharField(_("mikä teksti"), max_length=40)
    kayttaja = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("käyttäjä")
    )
    aika = models.DateTimeField(_("viimeksi"), default=kello.nyt)

    objects = ValmisteluQuerySet.as_manager()

    class Meta:
        verbose_name = _("muokkaaja")
        verbose_name_plural = _("muokkaajat")
        ordering = ["-aika"]
        constraints = [
            models.UniqueConstraint(
                fields=["kohde", "kayttaja"],
                name="muokkaaja_kerran",
                violation_error_message=_("Muokkaat jo tätä tekstiä."),
            ),
        ]

    def __str__(self):
        return f"{self.kayttaja}: {self.kohde}"


@pgtrigger.register(VAIN_LISAYS)
class Paatosversio(models.Model):
    """A draft as it stood, rendered with its facts: what went to the presenter, what was returned, what was approved.

    ``sisalto`` is ``{language: [{"tunnus", "otsikko", "html"}, …]}`` in the document's order, ``tiiviste`` its SHA-256.
    """

    class Syy(models.TextChoices):
        TALLENNETTU = "tallennettu", _("tallennettu versioksi")
        ESITTELIJALLE = "esittelijalle", _("lähetetty esittelijälle")
        PALAUTETTU = "palautettu", _("palautettu valmisteluun")
        HYVAKSYTTY = "hyvaksytty", _("hyväksytty")
        AVATTU = "avattu", _("avattu uudelleen")

    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="versiot", verbose_name=_("päätös"))
    numero = models.PositiveIntegerField(_("numero"))
    syy = models.CharField(_("miksi"), max_length=15, choices=Syy)
    sisalto = models.JSONField(_("sisältö"))
    tiiviste = models.CharField(_("tiiviste"), max_length=64)
    tekija = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("tekijä")
    )
    aika = models.DateTimeField(_("aika"), default=kello.nyt)

    objects = ValmisteluQuerySet.as_manager()

    class Meta:
        verbose_name = _("päätöksen versio")
        verbose_name_plural = _("päätöksen versiot")
        ordering = ["paatos", "numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["paatos", "numero"],
                name="paatosversio_kerran",
                violation_error_message=_("Versionumero on jo käytössä."),
            ),
        ]

    def __str__(self):
        return f"{self.paatos} {self.numero}"


@pgtrigger.register(lukittu_hyvaksynnan_jalkeen())
@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Vertailu(models.Model):
    """An item of the request set beside an earlier one like it, and why the answer differs when it does."""

    paatos = models.ForeignKey(Paatos, models.PROTECT, related_name="vertailut", verbose_name=_("päätös"))
    kohta = models.ForeignKey(
        Kohta, models.PROTECT, related_name="vertailut", verbose_name=_("esityksen kohta")
    )
    aiempi = models.ForeignKey(
        Kohta, models.PROTECT, related_name="vertailut_tahan", verbose_name=_("aiempi kohta")
    )
    poikkeaa = models.BooleanField(_("vastaus poikkeaa aiemmasta"), default=False)
    perustelu = models.CharField(_("miksi vastaus poikkeaa"), max_length=1000, blank=True)

    objects = ValmisteluQuerySet.as_manager()

    class Meta:
        verbose_name = _("vertailu aiempaan kohtaan")
        verbose_name_plural = _("vertailut aiempiin kohtiin")
        ordering = ["paatos", "kohta", "aiempi"]
        constraints = [
            models.UniqueConstraint(
                fields=["paatos", "kohta", "aiempi"],
                name="vertailu_kerran",
                violation_error_message=_("Kohtaa on jo verrattu tähän aiempaan kohtaan."),
            ),
        ]

    def __str__(self):
        return f"{self.kohta} – {self.aiempi}"
