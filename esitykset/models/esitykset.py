from functools import reduce
from operator import or_

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchRank
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from esitykset.models.asiat import KASITTELIJAT, Asia
from tyollisyysalue import kello, roolit
from tyollisyysalue.haku import HaettavaManager, rajaa, tekstit
from tyollisyysalue.models import Henkilo, Kunta, Lahetys, Liite, Tapahtuma
from tyollisyysalue.rajoitteet import historia
from tyollisyysalue.tekstit import klo, pvm


class EsitysQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A municipality's own to its liaisons, drafts too; the area's staff see what has arrived.

        A draft that the area's secretary writes from a letter is the area's until it is registered. An expert sees a
        request while a part of its answer is theirs.
        """
        portaalissa = Q(saapumistapa=Esitys.Saapumistapa.PORTAALI)
        luonnos = Q(tila=Esitys.Tila.LUONNOS)
        kasiteltavat = roolit.alueet(user, *KASITTELIJAT)
        ehto = (Q(kunta__in=roolit.kunnat(user)) & (~luonnos | portaalissa)) | (
            Q(kunta__alue__in=kasiteltavat) & ~(luonnos & portaalissa)
        )
        if muut := roolit.alueet(user) - kasiteltavat:
            luettavat = apps.get_model("esitykset", "Lukija").objects.voimassa().filter(henkilo__user=user)
            ehto |= Q(kunta__alue__in=muut, pk__in=luettavat.values("esitys")) & ~luonnos
        return self.filter(ehto)

    def myohassa(self, paiva):
        """Those with an open deadline that has passed."""
        avoimet = apps.get_model("esitykset", "Maaraaika").objects.avoimet().filter(loppupvm__lt=paiva)
        return self.filter(pk__in=avoimet.values("esitys"))

    def maaraaikoineen(self):
        """Each with ``maaraaika``, the end of its nearest open deadline."""
        avoimet = apps.get_model("esitykset", "Maaraaika").objects.avoimet().filter(esitys=OuterRef("pk"))
        return self.annotate(maaraaika=Subquery(avoimet.order_by("loppupvm").values("loppupvm")[:1]))

    def haku(self, haku):
        """Requests found by their own words and those of their items, the municipality's name, and either number."""
        return rajaa(
            self,
            haku,
            lambda sana: Esitys.objects.filter(haku=sana.tekstista).values("pk"),
            lambda sana: Esitys.objects.filter(kohdat__haku=sana.tekstista).values("pk"),
            lambda sana: Esitys.objects.filter(kunta__in=Kunta.objects.nimetyt(sana)).values("pk"),
            lambda sana: Esitys.objects.filter(asia__in=Asia.objects.numeroidut(sana)).values("pk"),
            lambda sana: Esitys.objects.filter(oma_numero__startswith=sana.teksti).values("pk"),
        )

    def parhaat_ensin(self, haku):
        """The requests that hold most of the words in their own text, then the newest."""
        return self.order_by(SearchRank("haku", haku.jokin_sana).desc(), *(Esitys._meta.ordering or ()))


# Fields that sending fixes.
LUKITTUVAT = [
    "kunta",
    "otsikko",
    "johdanto",
    "toimielin",
    "paatospvm",
    "pykala",
    "oma_numero",
    "kiireellinen",
    "kiireen_perustelu",
    "laatija",
    "saapumisaika",
    "saapumistapa",
]
LUKITTU_MUUTTUU = reduce(
    or_, [pgtrigger.Q(**{f"old__{kentta}__df": pgtrigger.F(f"new__{kentta}")}) for kentta in LUKITTUVAT]
)


@pgtrigger.register(
    # What a municipality has filed stays as it was filed; a supplement is a document of its own (434/2003 § 22).
    pgtrigger.Protect(
        name="saapunut_lukittu",
        operation=pgtrigger.Update,
        condition=~pgtrigger.Q(old__tila="luonnos") & (LUKITTU_MUUTTUU | pgtrigger.Q(new__tila="luonnos")),
    ),
)
@historia(exclude=["haku"], faktalahde=True)
class Esitys(models.Model):
    """A municipality's formal request to the area's body."""

    class Tila(models.TextChoices):
        LUONNOS = "luonnos", _("luonnos")
        SAAPUNUT = "saapunut", _("saapunut")
        KIRJATTU = "kirjattu", _("kirjattu")
        VALMISTELUSSA = "valmistelussa", _("valmistelussa")
        VASTATTU = "vastattu", _("vastattu")
        PAATTYNYT = "paattynyt", _("päättynyt")
        TAYDENNETTAVANA = "taydennettavana", _("täydennettävänä")
        SIIRRETTY = "siirretty", _("siirretty toiselle viranomaiselle")
        PERUUTETTU = "peruutettu", _("peruutettu")

    class Saapumistapa(models.TextChoices):
        PORTAALI = "portaali", _("portaalin kautta")
        KIRJE = "kirje", _("kirjeenä")
        SAHKOPOSTI = "sahkoposti", _("sähköpostilla")
        MUU = "muu", _("muuten")

    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="esitykset", verbose_name=_("kunta"))
    otsikko = models.CharField(_("otsikko"), max_length=200)
    johdanto = models.TextField(_("johdanto"), blank=True)
    toimielin = models.CharField(_("esityksestä päättänyt toimielin"), max_length=100, blank=True)
    paatospvm = models.DateField(_("päätöksen päivä"), null=True, blank=True)
    pykala = models.CharField(_("pykälä"), max_length=20, blank=True)
    oma_numero = models.CharField(_("kunnan oma asianumero"), max_length=60, blank=True)
    kiireellinen = models.BooleanField(_("kiireellinen"), default=False)
    kiireen_perustelu = models.CharField(_("kiireen perustelu"), max_length=300, blank=True)
    asia = models.ForeignKey(
        Asia, models.PROTECT, null=True, blank=True, related_name="esitykset", verbose_name=_("asia")
    )
    tila = models.CharField(_("tila"), max_length=20, choices=Tila, default=Tila.LUONNOS)
    saapumisaika = models.DateTimeField(_("saapunut"), null=True, blank=True)
    saapumistapa = models.CharField(
        _("saapumistapa"), max_length=20, choices=Saapumistapa, default=Saapumistapa.PORTAALI
    )
    laatija = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("laatija"))
    luontiaika = models.DateTimeField(_("luotu"), default=kello.nyt, editable=False)
    kasittelija = models.ForeignKey(
        Henkilo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="kasiteltavat_esitykset",
        verbose_name=_("käsittelijä"),
    )
    siirretty_mihin = models.CharField(_("viranomainen, jolle siirretty"), max_length=200, blank=True)
    vastausaika = models.DateTimeField(_("vastattu"), null=True, blank=True)
    versio = models.PositiveIntegerField(_("versio"), default=1)
    haku = tekstit("otsikko", "johdanto")
    liitteet = GenericRelation(Liite)
    lahetykset = GenericRelation(Lahetys)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = HaettavaManager.from_queryset(EsitysQuerySet)()

    class Meta:
        verbose_name = _("esitys")
        verbose_name_plural = _("esitykset")
        ordering = ["-saapumisaika", "-pk"]
        indexes = [
            models.Index(fields=["kunta", "tila"], name="esitys_kunta_tila"),
            models.Index(
                fields=["oma_numero"], opclasses=["varchar_pattern_ops"], name="esitys_oma_numero_alku"
            ),
            GinIndex(fields=["haku"], name="esitys_haku"),
            # The order of the list, so that its first page costs the same whatever lies behind it.
            models.Index(fields=["-saapumisaika", "-id"], name="esitys_uusin_ensin"),
        ]
        constraints = [
            models.CheckConstraint(
                name="esitys_saapumisaika_lahetetylla",
                condition=Q(tila="luonnos", saapumisaika__isnull=True)
                | (~Q(tila="luonnos") & Q(saapumisaika__isnull=False)),
                violation_error_message=_("Saapumisaika on lähetetyllä esityksellä, luonnoksella ei."),
            ),
            models.CheckConstraint(
                name="esitys_asia_kirjatulla",
                condition=Q(tila__in=["luonnos", "saapunut"], asia__isnull=True)
                # Taken back or moved on before it was registered, it never got a number.
                | Q(tila__in=["siirretty", "peruutettu"])
                | (~Q(tila__in=["luonnos", "saapunut", "siirretty", "peruutettu"]) & Q(asia__isnull=False)),
                violation_error_message=_("Kirjatulla esityksellä on asianumero, kirjaamattomalla ei."),
            ),
            models.CheckConstraint(
                name="esitys_paatetty_ennen_saapumista",
                condition=Q(paatospvm__isnull=True)
                | Q(saapumisaika__isnull=True)
                | Q(paatospvm__lte=TruncDate("saapumisaika", tzinfo=kello.HELSINKI)),
                violation_error_message=_("Kunnan päätöksen päivä ei voi olla lähetyspäivän jälkeen."),
            ),
            models.CheckConstraint(
                name="esitys_kiireella_perustelu",
                condition=Q(kiireellinen=False) | ~Q(kiireen_perustelu=""),
                violation_error_message=_("Kirjoita, miksi esitys on kiireellinen."),
            ),
            models.CheckConstraint(
                name="esitys_siirretylla_viranomainen",
                condition=(Q(tila="siirretty") & ~Q(siirretty_mihin=""))
                | (~Q(tila="siirretty") & Q(siirretty_mihin="")),
                violation_error_message=_("Kirjoita viranomainen, jolle esitys siirretään."),
            ),
        ]

    def __str__(self):
        return self.otsikko

    def get_absolute_url(self):
        return reverse("esitykset:detail", args=[self.pk])

    @property
    def on_luonnos(self):
        return self.tila == self.Tila.LUONNOS

    @property
    def on_alueen_luonnos(self):
        """Whether the area's secretary is writing it from what came by letter or mail."""
        return self.on_luonnos and self.saapumistapa != self.Saapumistapa.PORTAALI

    @property
    def saapumishetki(self):
        """The arrival to the second, as receipts print it: ``28.8.2025 klo 14.12.37``."""
        erotin = ":" if get_language() == "en" else "."
        aika = self.saapumisaika
        return f"{pvm(aika)} {klo(aika)}{erotin}{aika:%S}"
