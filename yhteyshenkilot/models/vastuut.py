from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.julkisuus import Tieto, tiedot_kentta, vain_nimen_kanssa
from tyollisyysalue.kielet import kielella
from tyollisyysalue.models import Henkilo, Kunta, Tapahtuma, Tyollisyysalue
from tyollisyysalue.rajoitteet import Aika, Sana, Yksi, historia, oikea_jarjestys
from yhteyshenkilot.models.samaa_aluetta import vaadi_sama_alue


class AvainprosessiQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self

    def kaytossa(self):
        return self.filter(kaytossa=True)


@historia(faktalahde=True)
class Avainprosessi(models.Model):
    """A main service process. Each area has its own list; a process out of use keeps its past responsibilities."""

    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, related_name="avainprosessit", verbose_name=_("työllisyysalue")
    )
    nimi_fi = models.CharField(_("nimi suomeksi"), max_length=100)
    nimi_sv = models.CharField(_("nimi ruotsiksi"), max_length=100, blank=True)
    nimi_en = models.CharField(_("nimi englanniksi"), max_length=100, blank=True)
    jarjestys = models.PositiveSmallIntegerField(_("järjestysnumero"), default=0)
    kaytossa = models.BooleanField(_("käytössä"), default=True)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = AvainprosessiQuerySet.as_manager()

    class Meta:
        verbose_name = _("avainprosessi")
        verbose_name_plural = _("avainprosessit")
        ordering = ["jarjestys", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["alue", "nimi_fi"],
                name="avainprosessi_nimi_alueella",
                violation_error_message=_("Työllisyysalueella on jo tämänniminen avainprosessi."),
            ),
        ]

    def __str__(self):
        return self.nimi

    @property
    def nimi(self):
        return kielella(self, "nimi")


def omat(user):
    """Responsibilities in the areas where the user works, and in the user's own municipality."""
    return Q(kunta__in=roolit.kunnat(user)) | Q(kunta__alue__in=roolit.alueet(user))


def on_voimassa(pvm):
    return (Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm)) & Q(alkupvm__lte=pvm)


class VastuuQuerySet(models.QuerySet):
    def visible_to(self, user):
        """``yhteyshenkilot.nakyvyys`` in SQL: the user's own of any time, and of today those that are public.

        Each row carries in ``nakyvat`` the details of the person that this user sees: ``Vastuu.nakyva`` reads them.
        """
        julkiset = Coalesce(F("julkiset"), F("henkilo__julkiset"))
        kaikki = When(
            omat(user) | Q(kunta__alue__in=roolit.yhteistyoalueet(user)), then=Value(list(Tieto.values))
        )
        return (
            self.alias(julkiset_nyt=julkiset)
            .filter(omat(user) | on_voimassa(kello.tanaan()) & Q(julkiset_nyt__contains=[Tieto.NIMI.value]))
            .annotate(
                nakyvat=Case(
                    kaikki, default=F("julkiset_nyt"), output_field=Vastuu._meta.get_field("julkiset")
                )
            )
        )

    def omat(self, user):
        """Of these the user's own: what was is told to those who take part."""
        return self.filter(omat(user))

    def voimassa(self, pvm):
        return self.filter(on_voimassa(pvm))

    def paattymatta(self, pvm):
        """In force on the day, or to come after it."""
        return self.filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm))

    def jaksolla(self, alku, loppu):
        """In force on some day between the two; ``loppu`` is None for a time without an end."""
        vastuut = self.paattymatta(alku)
        return vastuut if loppu is None else vastuut.filter(alkupvm__lte=loppu)

    def with_sijaiset(self, pvm):
        """With the names of those who stand in, on the day, in the same municipality and process."""
        sijaiset = (
            Vastuu.objects.filter(
                kunta=OuterRef("kunta"), prosessi=OuterRef("prosessi"), laji=Vastuu.Laji.SIJAINEN
            )
            .exclude(henkilo=OuterRef("henkilo"))
            .voimassa(pvm)
            .order_by("henkilo__aakkos")
        )
        return self.annotate(sijaiset=ArraySubquery(sijaiset.values("henkilo__nimi")))

    def for_kunta(self, kunta):
        return self.filter(kunta=kunta)

    def ilman_sijaista(self):
        """Of these, the first in each municipality and process where somebody answers and nobody stands in."""
        sijaiset = self.filter(
            kunta=OuterRef("kunta"), prosessi=OuterRef("prosessi"), laji=Vastuu.Laji.SIJAINEN
        )
        return (
            self.filter(~Exists(sijaiset))
            .order_by("kunta__aakkos", "kunta_id", "prosessi__jarjestys", "prosessi_id")
            .distinct("kunta__aakkos", "kunta_id", "prosessi__jarjestys", "prosessi_id")
        )


@historia(faktalahde=True)
class Vastuu(models.Model):
    """Who serves a key process in a municipality, and when.

    Nothing limits how many people share a process: one worker for all of them would leave nobody to stand in.
    """

    class Laji(models.TextChoices):
        ENSISIJAINEN = "ensisijainen", _("ensisijainen")
        MUU = "muu", _("muu")
        SIJAINEN = "sijainen", _("sijainen")

    henkilo = models.ForeignKey(Henkilo, models.PROTECT, related_name="vastuut", verbose_name=_("henkilö"))
    prosessi = models.ForeignKey(
        Avainprosessi, models.PROTECT, related_name="vastuut", verbose_name=_("avainprosessi")
    )
    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="vastuut", verbose_name=_("kunta"))
    laji = models.CharField(_("laji"), max_length=20, choices=Laji)
    alkupvm = models.DateField(_("alkaen"))
    loppupvm = models.DateField(_("päättyen"), null=True, blank=True)
    julkiset = tiedot_kentta(
        _("julkiset tiedot tässä vastuussa"),
        null=True,
        default=None,
        help_text=_("Tyhjä: samat kuin henkilöllä."),
    )
    tapahtumat = GenericRelation(Tapahtuma)
    # The person's absence, where the rows were read with ``poissa.liita`` and there is one.
    poissaolo = None

    # Only on rows that came by ``visible_to``: the details of the person that its reader sees.
    nakyvat: list[str]

    objects = VastuuQuerySet.as_manager()

    class Meta:
        verbose_name = _("vastuu")
        verbose_name_plural = _("vastuut")
        constraints = [
            oikea_jarjestys("vastuu_oikea_jarjestys"),
            vain_nimen_kanssa("vastuu_julkinen_nimella"),
            ExclusionConstraint(
                name="vastuu_yksi_ensisijainen",
                expressions=[
                    (Yksi("kunta"), "&&"),
                    (Yksi("prosessi"), "&&"),
                    (Aika("alkupvm", "loppupvm"), "&&"),
                ],
                condition=Q(laji="ensisijainen"),
                violation_error_message=_(
                    "Kunnalla on avainprosessissa jo ensisijainen vastuuhenkilö osan tästä ajasta. "
                    "Päätä ensin hänen vastuunsa tai valitse toinen laji."
                ),
            ),
            ExclusionConstraint(
                name="vastuu_henkilo_kerran",
                expressions=[
                    (Yksi("henkilo"), "&&"),
                    (Yksi("kunta"), "&&"),
                    (Yksi("prosessi"), "&&"),
                    (Yksi(Sana("laji")), "&&"),
                    (Aika("alkupvm", "loppupvm"), "&&"),
                ],
                violation_error_message=_(
                    "Henkilöllä on jo sama vastuu osan tästä ajasta. Valitse toinen henkilö, laji tai aika."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.henkilo.nimi}, {self.prosessi}, {self.kunta}"

    def clean(self):
        vaadi_sama_alue(self, "henkilo", "prosessi", "kunta")

    def nakyva(self, tieto):
        """A detail of the person, or nothing. Only rows that came by ``visible_to`` know who reads."""
        return getattr(self.henkilo_silloin, tieto) if tieto in self.nakyvat else ""

    @property
    def nakyva_puhelin(self):
        return self.nakyva(Tieto.PUHELIN)

    @property
    def nakyva_sahkoposti(self):
        return self.nakyva(Tieto.SAHKOPOSTI)

    @property
    def henkilo_silloin(self):
        """The person as on the day that the rows were read for with ``menneet.haut``; without it as now."""
        return silloin(self.henkilo)

    @property
    def prosessi_silloin(self):
        return silloin(self.prosessi)


def silloin(rivi):
    versiot = getattr(rivi, "silloin", None)
    return versiot[0] if versiot else rivi
