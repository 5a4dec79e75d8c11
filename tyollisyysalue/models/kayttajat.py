import pgtrigger
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Lower, Upper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.haku import nimet, rajaa
from tyollisyysalue.julkisuus import tiedot_kentta, vain_nimen_kanssa
from tyollisyysalue.models.alueet import Kunta, Tyollisyysalue
from tyollisyysalue.models.tapahtumat import Tapahtuma
from tyollisyysalue.rajoitteet import Aika, Sana, Yksi, aakkos, historia, oikea_jarjestys
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm as paivays

# Two administrators who end each other's rights at once wait here for each other: the area's row is locked before
# the others are counted. (The statement after the lock sees what the first one committed.)
VIIMEINEN_PAAKAYTTAJA = """
PERFORM 1 FROM tyollisyysalue_tyollisyysalue WHERE id = {alue} FOR NO KEY UPDATE;
IF EXISTS (SELECT 1 FROM tyollisyysalue_tyollisyysalue WHERE id = {alue} AND kaytossa) AND NOT EXISTS (
    SELECT 1 FROM tyollisyysalue_jasenyys j JOIN tyollisyysalue_user u ON u.id = j.user_id
    WHERE j.alue_id = {alue} AND j.rooli = 'paakayttaja' AND j.mitatoity IS NULL AND j.loppupvm IS NULL
    AND j.alkupvm <= (now() AT TIME ZONE 'Europe/Helsinki')::date
    AND u.is_active AND left(u.password, 1) <> '!'
) THEN
    RAISE EXCEPTION 'the last administrator of an area in use cannot be removed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'alueella_paakayttaja';
END IF;
"""


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Oneself, and for an administrator everyone with a membership in the area or its municipalities."""
        if not user.is_authenticated:
            return self.none()
        alueet = roolit.alueet(user, Rooli.PAAKAYTTAJA)
        jasenet = Jasenyys.objects.filter(Q(alue__in=alueet) | Q(kunta__alue__in=alueet))
        return self.filter(Q(pk=user.pk) | Q(pk__in=jasenet.values("user")))

    def with_tila(self, user, pvm):
        """``tila`` on the day as far as ``user`` sees: memberships elsewhere neither show nor count."""
        nakyvat = Jasenyys.objects.visible_to(user).filter(user=OuterRef("pk"))
        return self.annotate(
            tila=Case(
                When(Q(is_active=False) | ~Exists(nakyvat.paattymatta(pvm)), then=Value(User.Tila.PAATTYNYT)),
                When(password__startswith=UNUSABLE_PASSWORD_PREFIX, then=Value(User.Tila.KUTSUTTU)),
                default=Value(User.Tila.KAYTOSSA),
            )
        )

    def for_list(self, user, pvm):
        """In the order of names, with the memberships that ``user`` sees in ``nakyvat_jasenyydet``."""
        jasenyydet = Jasenyys.objects.visible_to(user).filter(mitatoity__isnull=True)
        return (
            self.with_tila(user, pvm)
            .select_related("henkilo")
            .prefetch_related(
                models.Prefetch(
                    "jasenyydet",
                    jasenyydet.select_related("alue", "kunta").order_by("-alkupvm", "pk"),
                    to_attr="nakyvat_jasenyydet",
                )
            )
            .annotate(
                nimijarjestys=Coalesce("henkilo__aakkos", Upper("email"), output_field=models.CharField())
            )
            .order_by("nimijarjestys", "pk")
        )

    def haku(self, sana):
        """Users with the word in the name or the address; all when there is no word."""
        return self.filter(Q(henkilo__nimi__icontains=sana) | Q(email__icontains=sana))


_Manager = BaseUserManager.from_queryset(UserQuerySet)


class UserManager(_Manager["User"]):
    def create_user(self, email, password=None):
        user = self.model(email=self.normalize_email(email).lower())
        user.set_password(password)
        user.save()
        return user


@pgtrigger.register(
    pgtrigger.Trigger(
        name="viimeinen_paakayttaja",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        # Signing in writes the row too, and may hash the password anew.
        condition=pgtrigger.Condition(
            "OLD.is_active AND left(OLD.password, 1) <> '!' AND NOT (NEW.is_active AND left(NEW.password, 1) <> '!')"
        ),
        declare=[("oma", "record")],
        func=f"""
        FOR oma IN
            SELECT DISTINCT alue_id FROM tyollisyysalue_jasenyys
            WHERE user_id = OLD.id AND rooli = 'paakayttaja' AND mitatoity IS NULL AND loppupvm IS NULL
            AND alkupvm <= (now() AT TIME ZONE 'Europe/Helsinki')::date
            ORDER BY alue_id
        LOOP
            {VIIMEINEN_PAAKAYTTAJA.format(alue="oma.alue_id")}
        END LOOP;
        RETURN NULL;
        """,
    )
)
@historia(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Signs in by e-mail; what the person does in the cooperation is kept on ``Henkilo``."""

    class Tila(models.TextChoices):
        KUTSUTTU = "kutsuttu", _("kutsuttu")
        KAYTOSSA = "kaytossa", _("käytössä")
        PAATTYNYT = "paattynyt", _("päättynyt")

    email = models.EmailField(_("sähköposti"), unique=True)
    is_active = models.BooleanField(_("käytössä"), default=True)
    kieli = models.CharField(
        _("viestien kieli"), max_length=2, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    luontiaika = models.DateTimeField(_("luotu"), default=kello.nyt, editable=False)
    tapahtumat = GenericRelation(Tapahtuma)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("käyttäjä")
        verbose_name_plural = _("käyttäjät")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_kirjainkoosta_riippumatta",
                violation_error_message=_("Tällä sähköpostiosoitteella on jo käyttäjä."),
            ),
        ]

    @property
    def nimi(self):
        return self.henkilo.nimi if hasattr(self, "henkilo") else self.email

    @cached_property
    def jasenyydet_nyt(self):
        """The memberships in force today: one query a request, since every predicate asks.

        It brings the person too, whose name stands in the header of every page.
        """
        jasenyydet = list(
            self.jasenyydet.voimassa(kello.tanaan()).select_related("alue", "kunta__alue", "user__henkilo")
        )
        for jasenyys in jasenyydet[:1]:
            self._state.fields_cache.setdefault("henkilo", getattr(jasenyys.user, "henkilo", None))
        return jasenyydet


def voimassaolo(alkupvm, loppupvm):
    """``1.1.2025–31.12.2026``, or from when on."""
    if loppupvm is None:
        return _("%(pvm)s alkaen") % {"pvm": paivays(alkupvm)}
    return f"{paivays(alkupvm)}–{paivays(loppupvm)}"


class JasenyysQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and for an administrator those of the area and its municipalities, not of other areas."""
        if not user.is_authenticated:
            return self.none()
        alueet = roolit.alueet(user, Rooli.PAAKAYTTAJA)
        return self.filter(Q(user=user) | Q(alue__in=alueet) | Q(kunta__alue__in=alueet))

    def voimassa(self, pvm):
        """In force on the day; the last day counts to its end."""
        return self.paattymatta(pvm).filter(alkupvm__lte=pvm)

    def paattymatta(self, pvm):
        """In force on the day, or not before some later one."""
        return self.filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm), mitatoity__isnull=True)

    def vakinaiset_paakayttajat(self, pvm):
        """Those of whom an area in use always has one: can sign in, and no end date is known."""
        return (
            self.voimassa(pvm)
            .filter(rooli=Rooli.PAAKAYTTAJA, loppupvm__isnull=True, user__is_active=True)
            .exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
        )


@pgtrigger.register(
    pgtrigger.Trigger(
        name="viimeinen_paakayttaja",
        when=pgtrigger.After,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF OLD.rooli = 'paakayttaja' AND OLD.mitatoity IS NULL AND OLD.loppupvm IS NULL
            AND OLD.alkupvm <= (now() AT TIME ZONE 'Europe/Helsinki')::date
            AND EXISTS (
                SELECT 1 FROM tyollisyysalue_user
                WHERE id = OLD.user_id AND is_active AND left(password, 1) <> '!'
            )
        THEN
            {VIIMEINEN_PAAKAYTTAJA.format(alue="OLD.alue_id")}
        END IF;
        RETURN NULL;
        """,
    )
)
@historia()
class Jasenyys(models.Model):
    """What a user may do, where and when: a liaison has a municipality, the others an area."""

    user = models.ForeignKey(User, models.PROTECT, related_name="jasenyydet", verbose_name=_("käyttäjä"))
    rooli = models.CharField(_("rooli"), max_length=20, choices=Rooli)
    alue = models.ForeignKey(
        Tyollisyysalue, models.PROTECT, null=True, blank=True, verbose_name=_("työllisyysalue")
    )
    kunta = models.ForeignKey(Kunta, models.PROTECT, null=True, blank=True, verbose_name=_("kunta"))
    alkupvm = models.DateField(_("alkaen"))
    loppupvm = models.DateField(_("päättyen"), null=True, blank=True)
    mitatoity = models.DateTimeField(
        _("mitätöity"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Annettu vahingossa: ei anna oikeuksia minään päivänä."),
    )
    tapahtumat = GenericRelation(Tapahtuma)

    objects = JasenyysQuerySet.as_manager()

    class Meta:
        verbose_name = _("jäsenyys")
        verbose_name_plural = _("jäsenyydet")
        constraints = [
            models.CheckConstraint(
                name="jasenyys_kunta_tai_alue",
                condition=Q(rooli=Rooli.YHDYSHENKILO, kunta__isnull=False, alue__isnull=True)
                | (~Q(rooli=Rooli.YHDYSHENKILO) & Q(kunta__isnull=True, alue__isnull=False)),
                violation_error_message=_("Yhdyshenkilölle valitaan kunta, muille rooleille työllisyysalue."),
            ),
            oikea_jarjestys("jasenyys_oikea_jarjestys"),
            ExclusionConstraint(
                name="jasenyys_ei_paallekkain",
                expressions=[
                    (Yksi(F("user_id")), "&&"),
                    (Yksi(Sana("rooli")), "&&"),
                    (Yksi(Coalesce("alue_id", 0)), "&&"),
                    (Yksi(Coalesce("kunta_id", 0)), "&&"),
                    (Aika("alkupvm", "loppupvm"), "&&"),
                ],
                condition=Q(mitatoity__isnull=True),
                violation_error_message=_("Käyttäjällä on jo sama rooli osan tästä ajasta."),
            ),
        ]

    def __str__(self):
        return f"{self.get_rooli_display()}, {self.alue or self.kunta}"

    def on_voimassa(self, pvm):
        """``JasenyysQuerySet.voimassa`` of one row."""
        paattynyt = self.loppupvm is not None and self.loppupvm < pvm
        return self.mitatoity is None and self.alkupvm <= pvm and not paattynyt

    @property
    def voimassaolo(self):
        return voimassaolo(self.alkupvm, self.loppupvm)

    @property
    def hallinta_alue(self):
        """The area whose administrator keeps the membership."""
        return self.kunta.alue if self.kunta else self.alue


class KutsuQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user__in=User.objects.visible_to(user))

    def avoimet(self):
        """Neither used nor withdrawn; the time may have run out."""
        return self.filter(kaytetty__isnull=True, peruttu__isnull=True)


@historia()
class Kutsu(models.Model):
    """A mailed link with which an invited user sets the first password. The newest one alone is good."""

    class Kieli(models.TextChoices):
        FI = "fi", _("suomi")
        SV = "sv", _("ruotsi")

    user = models.ForeignKey(User, models.PROTECT, related_name="kutsut", verbose_name=_("käyttäjä"))
    kieli = models.CharField(_("viestin kieli"), max_length=2, choices=Kieli, default=Kieli.FI)
    lahetysaika = models.DateTimeField(_("lähetetty"))
    vanhenemisaika = models.DateTimeField(_("vanhenee"))
    kaytetty = models.DateTimeField(_("käytetty"), null=True, blank=True)
    peruttu = models.DateTimeField(_("peruttu"), null=True, blank=True)

    objects = KutsuQuerySet.as_manager()

    class Meta:
        verbose_name = _("kutsu")
        verbose_name_plural = _("kutsut")
        ordering = ["-lahetysaika", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(kaytetty__isnull=True, peruttu__isnull=True),
                name="kutsu_yksi_avoin",
                violation_error_message=_("Käyttäjällä on jo avoin kutsu."),
            ),
            models.CheckConstraint(
                name="kutsu_kaytetty_tai_peruttu",
                condition=Q(kaytetty__isnull=True) | Q(peruttu__isnull=True),
                violation_error_message=_("Käytettyä kutsua ei voi perua."),
            ),
        ]

    def __str__(self):
        return f"{self.user.email} {self.lahetysaika:%Y-%m-%d}"

    def kelpaa(self, hetki):
        """A password set by another way ends an invitation too."""
        avoin = self.kaytetty is None and self.peruttu is None and hetki < self.vanhenemisaika
        return avoin and self.user.is_active and not self.user.has_usable_password()


HENKILON_NIMET = nimet("nimi", "nimike", "organisaatio")


class HenkiloQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(alue__in=roolit.yhteistyoalueet(user))

    def haku(self, haku):
        """People found by the beginnings of name, title, organisation, or of the municipality that employs them."""
        return rajaa(
            self,
            haku,
            lambda sana: Henkilo.objects.alias(haku=HENKILON_NIMET).filter(haku=sana.nimesta).values("pk"),
            lambda sana: Henkilo.objects.filter(kunta__in=Kunta.objects.nimetyt(sana)).values("pk"),
        )


@historia(faktalahde=True)
class Henkilo(models.Model):
    """A person of the cooperation: of the area's own staff, or of a municipality (``kunta``)."""

    alue = models.ForeignKey(Tyollisyysalue, models.PROTECT, verbose_name=_("työllisyysalue"))
    kunta = models.ForeignKey(
        Kunta,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("kunta"),
        help_text=_("Valitaan, kun henkilö on kunnan palveluksessa."),
    )
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="henkilo", verbose_name=_("käyttäjä")
    )
    nimi = models.CharField(_("nimi"), max_length=100)
    nimike = models.CharField(_("nimike"), max_length=100)
    puhelin = models.CharField(_("puhelin"), max_length=30, blank=True)
    sahkoposti = models.EmailField(_("sähköposti"), blank=True)
    organisaatio = models.CharField(_("organisaatio"), max_length=100, blank=True)
    julkiset = tiedot_kentta(
        _("julkiset tiedot"),
        default=list,
        help_text=_("Mitä henkilöstä näkyy kaikille. Ilman nimeä henkilö ei ole julkisessa hakemistossa."),
    )
    aakkos = aakkos("nimi")
    tapahtumat = GenericRelation(Tapahtuma)

    objects = HenkiloQuerySet.as_manager()

    class Meta:
        verbose_name = _("henkilö")
        verbose_name_plural = _("henkilöt")
        ordering = ["aakkos"]
        indexes = [GinIndex(HENKILON_NIMET, name="henkilo_haku")]
        constraints = [vain_nimen_kanssa("henkilo_julkinen_nimella")]

    def __str__(self):
        return f"{self.nimi}, {self.nimike}"
