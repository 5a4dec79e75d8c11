import pgtrigger
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchRank
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from esitykset.models import Asia, Esitys
from paatokset.models.toimielimet import Toimielin
from tyollisyysalue import kello, roolit
from tyollisyysalue.haku import HaettavaManager, rajaa, tekstit
from tyollisyysalue.models import Fakta, Henkilo, Kunta, Tapahtuma
from tyollisyysalue.rajoitteet import historia
from tyollisyysalue.roolit import Rooli

# Who prepares and presents; the rest of the staff read what has been published.
VALMISTELIJAT = (Rooli.SIHTEERI, Rooli.ESITTELIJA)


def _valmisteltavat(user):
    """Decisions that the user prepares, and those of which a section is the user's to prepare."""
    # No area, no sections: a visitor's missing id must not meet the sections that are nobody's.
    omat = Paatos.objects.filter(
        asia__alue__in=roolit.alueet(user),
        osiot__vastuuhenkilo__user=user.pk,
        osiot__poistettu__isnull=True,
    )
    return Q(asia__alue__in=roolit.alueet(user, *VALMISTELIJAT)) | Q(pk__in=omat.values("pk"))


class PaatosQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts to those who prepare them or a section of them; a public matter's decision to all.

        It becomes public when its minutes are checked (621/1999 § 6.1).
        """
        return self.filter(
            Q(tila=Paatos.Tila.TARKASTETTU, asia__julkisuus=Asia.Julkisuus.JULKINEN) | _valmisteltavat(user)
        )

    def valmisteltavat(self, user):
        """Those whose draft, margin and comments the user may see."""
        return self.filter(_valmisteltavat(user))

    def keskeneraiset(self):
        """Drafts, proposals and decisions whose minutes wait to be checked."""
        return self.exclude(tila=Paatos.Tila.TARKASTETTU)

    def haku(self, haku):
        """Decisions found by their text, the printed §, the matter's number and the municipality they answer.

        Bound facts are not part of the text: they are kept beside it. Secret sections are found by nobody: a hit
        would tell what they say.
        """
        return rajaa(
            self,
            haku,
            lambda sana: Paatos.objects.filter(haku=sana.tekstista).values("pk"),
            lambda sana: Paatos.objects.filter(
                osiot__haku=sana.tekstista,
                osiot__julkisuus=Asia.Julkisuus.JULKINEN,
                osiot__poistettu__isnull=True,
            ).values("pk"),
            lambda sana: Paatos.objects.filter(asia__in=Asia.objects.numeroidut(sana)).values("pk"),
            lambda sana: Paatos.objects.filter(
                asia__in=Esitys.objects.filter(kunta__in=Kunta.objects.nimetyt(sana)).values("asia")
            ).values("pk"),
        )

    def parhaat_ensin(self, haku):
        """The decisions that hold most of the words in their own text, then the newest."""
        return self.order_by(SearchRank("haku", haku.jokin_sana).desc(), *(Paatos._meta.ordering or ()))


# What the presenter approves, and what the meeting then decides: each is fixed from its own moment on.
HYVAKSYTYT_KENTAT = [
    "asia_id",
    "otsikko",
    "kieli",
    "esittelija_id",
    "esittelija_teksti",
    "valmistelija_id",
    "valmistelija_teksti",
    "ehdotus",
    "johdanto",
    "toimivalta",
    "vaikutusten_arviointi",
    "vaikutukset",
    "muutoksenhaku",
    "muutoksenhaun_peruste",
    "toimivalta_lainkohta_id",
    "vaikutukset_lainkohta_id",
    "muutoksenhaku_lainkohta_id",
    "rakenne",
    "hyvaksymisaika",
]
KIRJATUT_KENTAT = [
    "toimielin_id",
    "kokouspvm",
    "vuosi",
    "pykala",
    "pykalatunnus",
    "lopputulos",
    "paatosteksti",
    "kirjausaika",
]


# What approval sets, and reopening an approved proposal takes off again.
HYVAKSYNNAN_KENTAT = ["esittelija_teksti", "valmistelija_teksti", "rakenne", "hyvaksymisaika"]


def muuttuu(kentat):
    return " OR ".join(f"OLD.{kentta} IS DISTINCT FROM NEW.{kentta}" for kentta in kentat)


@pgtrigger.register(
    pgtrigger.Protect(
        name="hyvaksytty_lukittu",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.tila IN ('hyvaksytty', 'kasitelty', 'tarkastettu') "
            f"AND ({muuttuu(HYVAKSYTYT_KENTAT)} OR NEW.tila IN ('luonnos', 'esittelijalla', 'palautettu')) "
            # Reopening moves the proposal back and changes nothing of it; a rule of the row sees that the marks
            # of approval go.
            "AND NOT (OLD.tila = 'hyvaksytty' AND NEW.tila = 'palautettu' "
            f"AND NOT ({muuttuu([k for k in HYVAKSYTYT_KENTAT if k not in HYVAKSYNNAN_KENTAT])}))"
        ),
    ),
    pgtrigger.Protect(
        name="kirjattu_lukittu",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            f"OLD.tila IN ('kasitelty', 'tarkastettu') AND ({muuttuu(KIRJATUT_KENTAT)})"
        ),
    ),
    pgtrigger.Protect(
        name="tarkastettu_lukittu",
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(
            "OLD.tila = 'tarkastettu' "
            f"AND ({muuttuu(['tarkastuspvm'])} OR NEW.tila IN ('hyvaksytty', 'kasitelty'))"
        ),
    ),
)
@historia(exclude=["haku"])
class Paatos(models.Model):
    """The board's answer to the requests of a matter, from draft to checked minutes.

    Texts are HTML of the small vocabulary of ``paatokset.teksti``; a bound fact stands in them as
    ``<span data-fakta="12">`` or, a table, ``<div data-fakta="12">``.
    """

    class Tila(models.TextChoices):
        LUONNOS = "luonnos", _("luonnos")
        ESITTELIJALLA = "esittelijalla", _("esittelijällä")
        PALAUTETTU = "palautettu", _("palautettu valmisteluun")
        HYVAKSYTTY = "hyvaksytty", _("esittelijä hyväksynyt")
        KASITELTY = "kasitelty", _("käsitelty kokouksessa")
        TARKASTETTU = "tarkastettu", _("pöytäkirja tarkastettu")

    class Kieli(models.TextChoices):
        FI = "fi", _("suomi")
        SV = "sv", _("ruotsi")

    class Arviointi(models.TextChoices):
        TEHTY = "tehty", _("vaikutukset on arvioitu")
        EI_TEHDA = "ei_tehda", _("ennakkoarviointia ei tehdä")

    class Muutoksenhaku(models.TextChoices):
        OIKAISUVAATIMUS = "oikaisuvaatimus", _("oikaisuvaatimus, 14 päivää (kuntalaki 134 §)")
        KIELTO = "kielto", _("muutoksenhakukielto")

    class Lopputulos(models.TextChoices):
        EHDOTUKSEN_MUKAAN = "ehdotuksen_mukaan", _("ehdotuksen mukaan")
        MUUTETTU = "muutettu", _("ehdotusta muutettiin")

    asia = models.ForeignKey(Asia, models.PROTECT, related_name="paatokset", verbose_name=_("asia"))
    toimielin = models.ForeignKey(
        Toimielin, models.PROTECT, related_name="paatokset", verbose_name=_("toimielin")
    )
    otsikko = models.CharField(_("otsikko"), max_length=200)
    kieli = models.CharField(_("kieli"), max_length=2, choices=Kieli, default=Kieli.FI)
    esittelija = models.ForeignKey(
        Henkilo, models.PROTECT, related_name="esiteltavat", verbose_name=_("esittelijä")
    )
    esittelija_teksti = models.CharField(_("esittelijä päätöksessä"), max_length=210, blank=True)
    valmistelija = models.ForeignKey(
        Henkilo,
        models.PROTECT,
        related_name="valmisteltavat",
        verbose_name=_("valmistelija"),
        help_text=_("Hänen yhteystietonsa painetaan päätökseen lisätietoja varten."),
    )
    valmistelija_teksti = models.CharField(_("valmistelija päätöksessä"), max_length=400, blank=True)
    ehdotus = models.TextField(_("päätösehdotus"), blank=True)
    johdanto = models.TextField(_("selostuksen johdanto"), blank=True)
    toimivalta = models.CharField(
        _("toimivallan peruste"),
        max_length=300,
        blank=True,
        help_text=_("Säädös ja pykälät, esimerkiksi Kuopion kaupungin hallintosääntö § 30, § 32."),
    )
    vaikutusten_arviointi = models.CharField(
        _("vaikutusten ennakkoarviointi"), max_length=10, choices=Arviointi, blank=True
    )
    vaikutukset = models.TextField(
        _("arviointi tai syy, miksi sitä ei tehdä"),
        blank=True,
        help_text=_("Kerro myös, mihin ohjeeseen syy perustuu."),
    )
    muutoksenhaku = models.CharField(_("muutoksenhaku"), max_length=20, choices=Muutoksenhaku, blank=True)
    muutoksenhaun_peruste = models.CharField(
        _("sovellettu lainkohta"),
        max_length=200,
        blank=True,
        help_text=_("Esimerkiksi kuntalaki (410/2015) 136 §."),
    )
    # The provisions as entries of the catalogue; the texts beside them are what is printed, fixed at approval.
    toimivalta_lainkohta = models.ForeignKey(
        "Lainkohta",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("toimivallan lainkohta"),
    )
    vaikutukset_lainkohta = models.ForeignKey(
        "Lainkohta",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vaikutusten arvioinnin peruste"),
    )
    muutoksenhaku_lainkohta = models.ForeignKey(
        "Lainkohta",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("muutoksenhaun lainkohta"),
    )
    # The body's order of parts and headings as they were at approval.
    rakenne = models.JSONField(_("rakenne"), null=True, blank=True)
    tila = models.CharField(_("tila"), max_length=20, choices=Tila, default=Tila.LUONNOS)
    luontiaika = models.DateTimeField(_("luotu"), default=kello.nyt, editable=False)
    hyvaksymisaika = models.DateTimeField(_("esittelijä hyväksynyt"), null=True, blank=True)
    kokouspvm = models.DateField(_("kokouspäivä"), null=True, blank=True)
    vuosi = models.PositiveSmallIntegerField(_("vuosi"), null=True, blank=True)
    pykala = models.PositiveIntegerField(_("pykälä"), null=True, blank=True)
    pykalatunnus = models.CharField(_("pykälä painettuna"), max_length=20, blank=True)
    lopputulos = models.CharField(_("lopputulos"), max_length=20, choices=Lopputulos, blank=True)
    paatosteksti = models.TextField(_("päätös"), blank=True)
    kirjausaika = models.DateTimeField(_("kirjattu"), null=True, blank=True)
    tarkastuspvm = models.DateField(_("pöytäkirja tarkastettu"), null=True, blank=True)
    versio = models.PositiveIntegerField(_("versio"), default=1)
    haku = tekstit("otsikko", "pykalatunnus", "ehdotus", "johdanto", "paatosteksti")
    faktat = GenericRelation(Fakta)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = HaettavaManager.from_queryset(PaatosQuerySet)()

    class Meta:
        verbose_name = _("päätös")
        verbose_name_plural = _("päätökset")
        ordering = [F("kokouspvm").desc(nulls_first=True), "-pykala", "-pk"]
        indexes = [
            GinIndex(fields=["haku"], name="paatos_haku"),
            # The same order: in PostgreSQL nulls come first where it descends.
            models.Index(fields=["-kokouspvm", "-pykala", "-id"], name="paatos_uusin_ensin"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["toimielin", "vuosi", "pykala"],
                name="paatos_pykala_kerran_vuodessa",
                violation_error_message=_(
                    "Toimielimellä on jo tämä pykälä tänä vuonna. Tarkista numero pöytäkirjasta."
                ),
            ),
            models.UniqueConstraint(
                fields=["asia"],
                condition=~Q(tila="tarkastettu"),
                name="paatos_yksi_keskenerainen",
                violation_error_message=_(
                    "Asian päätös on jo valmisteilla. Jatka sitä päätösten luettelosta."
                ),
            ),
            models.CheckConstraint(
                name="paatos_hyvaksytylla_aika",
                condition=Q(
                    tila__in=["luonnos", "esittelijalla", "palautettu"],
                    hyvaksymisaika__isnull=True,
                    esittelija_teksti="",
                    valmistelija_teksti="",
                )
                | (
                    Q(tila__in=["hyvaksytty", "kasitelty", "tarkastettu"], hyvaksymisaika__isnull=False)
                    & ~Q(esittelija_teksti="")
                    & ~Q(valmistelija_teksti="")
                ),
                violation_error_message=_("Hyväksytyllä ehdotuksella on hyväksymisaika ja esittelijä."),
            ),
            models.CheckConstraint(
                name="paatos_kasitellylla_pykala",
                condition=Q(
                    tila__in=["luonnos", "esittelijalla", "palautettu", "hyvaksytty"],
                    kokouspvm__isnull=True,
                    vuosi__isnull=True,
                    pykala__isnull=True,
                    pykalatunnus="",
                    lopputulos="",
                    paatosteksti="",
                    kirjausaika__isnull=True,
                )
                | (
                    Q(
                        tila__in=["kasitelty", "tarkastettu"],
                        kokouspvm__isnull=False,
                        vuosi__isnull=False,
                        vuosi=F("kokouspvm__year"),
                        pykala__isnull=False,
                        kirjausaika__isnull=False,
                    )
                    & ~Q(pykalatunnus="")
                    & ~Q(lopputulos="")
                    & ~Q(paatosteksti="")
                ),
                violation_error_message=_("Käsitellyllä asialla on kokouspäivä, pykälä ja päätös."),
            ),
            models.CheckConstraint(
                name="paatos_tarkastettu_kokouksen_jalkeen",
                condition=(~Q(tila="tarkastettu") & Q(tarkastuspvm__isnull=True))
                | Q(tila="tarkastettu", tarkastuspvm__isnull=False, tarkastuspvm__gte=F("kokouspvm")),
                violation_error_message=_("Pöytäkirja tarkastetaan kokouspäivänä tai sen jälkeen."),
            ),
        ]

    def __str__(self):
        return f"{self.pykalatunnus} {self.otsikko}".strip()

    def get_absolute_url(self):
        return reverse("paatokset:detail", args=[self.pk])

    @property
    def on_kirjattu(self):
        """The meeting has decided and the decision has its number."""
        return self.tila in (self.Tila.KASITELTY, self.Tila.TARKASTETTU)

    @property
    def esittelijan_teksti(self):
        """Title and name as printed: of the day of approval, or of today while a draft."""
        return self.esittelija_teksti or f"{self.esittelija.nimike} {self.esittelija.nimi}"

    @property
    def valmistelijan_teksti(self):
        if self.valmistelija_teksti:
            return self.valmistelija_teksti
        valmistelija = self.valmistelija
        yhteystiedot = [valmistelija.puhelin, valmistelija.sahkoposti]
        return ", ".join(filter(None, [f"{valmistelija.nimike} {valmistelija.nimi}", *yhteystiedot]))
