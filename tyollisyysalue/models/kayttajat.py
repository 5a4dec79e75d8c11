from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.haku import nimet, rajaa
from tyollisyysalue.models.alueet import Kunta, Tyollisyysalue
from tyollisyysalue.models.tapahtumat import Tapahtuma
from tyollisyysalue.rajoitteet import Aika, Sana, Yksi, aakkos, historia, oikea_jarjestys
from tyollisyysalue.roolit import Rooli


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Oneself, and for an administrator everyone with a membership in the area or its municipalities."""
        if not user.is_authenticated:
            return self.none()
        alueet = roolit.alueet(user, Rooli.PAAKAYTTAJA)
        jasenet = Jasenyys.objects.filter(Q(alue__in=alueet) | Q(kunta__alue__in=alueet))
        return self.filter(Q(pk=user.pk) | Q(pk__in=jasenet.values("user")))


_Manager = BaseUserManager.from_queryset(UserQuerySet)


class UserManager(_Manager["User"]):
    def create_user(self, email, password=None):
        user = self.model(email=self.normalize_email(email).lower())
        user.set_password(password)
        user.save()
        return user


@historia(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Signs in by e-mail; what the person does in the cooperation is kept on ``Henkilo``."""

    email = models.EmailField(_("sähköposti"), unique=True)
    is_active = models.BooleanField(_("käytössä"), default=True)
    luontiaika = models.DateTimeField(_("luotu"), default=kello.nyt, editable=False)

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
        """The memberships in force today: one query a request, since every predicate asks."""
        return list(self.jasenyydet.voimassa(kello.tanaan()).select_related("alue", "kunta__alue"))


class JasenyysQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user__in=User.objects.visible_to(user))

    def voimassa(self, pvm):
        return self.filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm), alkupvm__lte=pvm)


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
                violation_error_message=_("Käyttäjällä on jo sama rooli osan tästä ajasta."),
            ),
        ]

    def __str__(self):
        return f"{self.get_rooli_display()}, {self.alue or self.kunta}"


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
    aakkos = aakkos("nimi")
    tapahtumat = GenericRelation(Tapahtuma)

    objects = HenkiloQuerySet.as_manager()

    class Meta:
        verbose_name = _("henkilö")
        verbose_name_plural = _("henkilöt")
        ordering = ["aakkos"]
        indexes = [GinIndex(HENKILON_NIMET, name="henkilo_haku")]

    def __str__(self):
        return f"{self.nimi}, {self.nimike}"
