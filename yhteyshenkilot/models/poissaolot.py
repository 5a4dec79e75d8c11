from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.models import Henkilo, Tapahtuma
from tyollisyysalue.rajoitteet import Aika, Yksi, historia, oikea_jarjestys


class PoissaoloQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who see the person: the area's staff and the liaisons of its municipalities."""
        return self.filter(henkilo__in=Henkilo.objects.visible_to(user))

    def kirjatut(self):
        """All but those that were recorded by mistake."""
        return self.filter(mitatoity__isnull=True)

    def paattymatta(self, pvm):
        """On the day, or to come after it."""
        return self.kirjatut().filter(Q(loppupvm__isnull=True) | Q(loppupvm__gte=pvm))

    def paivana(self, pvm):
        return self.paattymatta(pvm).filter(alkupvm__lte=pvm)

    def jaksolla(self, alku, loppu):
        """At least one day of it between the two; ``loppu`` is None for a time without an end."""
        poissaolot = self.paattymatta(alku)
        return poissaolot if loppu is None else poissaolot.filter(alkupvm__lte=loppu)


@historia()
class Poissaolo(models.Model):
    """The days on which a person is away.

    There is no field for why, and no page asks: a reason is often one of health, which the portal must not hold
    (GDPR art. 9), and the substitute works the same whatever it is.
    """

    henkilo = models.ForeignKey(Henkilo, models.PROTECT, related_name="poissaolot", verbose_name=_("henkilö"))
    alkupvm = models.DateField(_("ensimmäinen poissaolopäivä"))
    loppupvm = models.DateField(
        _("viimeinen poissaolopäivä"), null=True, blank=True, help_text=_("Tyhjä: poissa toistaiseksi.")
    )
    mitatoity = models.DateTimeField(
        _("mitätöity"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Kirjattu vahingossa: ei ole voimassa minään päivänä."),
    )
    tapahtumat = GenericRelation(Tapahtuma)

    objects = PoissaoloQuerySet.as_manager()

    class Meta:
        verbose_name = _("poissaolo")
        verbose_name_plural = _("poissaolot")
        ordering = ["alkupvm", "pk"]
        constraints = [
            oikea_jarjestys("poissaolo_oikea_jarjestys"),
            ExclusionConstraint(
                name="poissaolo_ei_paallekkain",
                expressions=[(Yksi("henkilo"), "&&"), (Aika("alkupvm", "loppupvm"), "&&")],
                condition=Q(mitatoity__isnull=True),
                violation_error_message=_(
                    "Henkilölle on jo kirjattu poissaolo osan tästä ajasta. Muuta sitä tai valitse toinen aika."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.henkilo.nimi} {self.alkupvm:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("yhteyshenkilot:poissaolo", args=[self.pk])

    def on_paivana(self, pvm):
        """``PoissaoloQuerySet.paivana`` of one row."""
        paattynyt = self.loppupvm is not None and self.loppupvm < pvm
        return self.mitatoity is None and self.alkupvm <= pvm and not paattynyt
