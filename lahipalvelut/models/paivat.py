from datetime import UTC, datetime, timedelta

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lahipalvelut.models.suunnitelmat import Palvelupiste, Suunnitelmarivi
from seuranta import kuukaudet
from tyollisyysalue import kello, pyhat, roolit
from tyollisyysalue.kello import HELSINKI
from tyollisyysalue.models import Henkilo, Kunta, Tapahtuma
from tyollisyysalue.rajoitteet import historia
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import poissa

# A change told later than this before the day begins is sudden. Not from an act: two days is what the portal
# has agreed to call sudden, and the municipality's liaison sees the real number of hours beside it.
AKILLINEN_TUNTEINA = 48


# How long a changed day is news.
MUUTOKSEN_IKA = timedelta(days=60)


def toteuman_osat(tanaan):
    """Planned days, each in one state, those of them that have been, and beside them the moved and the extra days.

    Cancelled and moved days keep their date: ahead, they have not been either.
    """
    tila, alkupera = Palvelupaiva.Tila, Palvelupaiva.Alkupera
    suunniteltu = Q(alkupera=alkupera.SUUNNITELMA)
    pidetty = Q(tila=tila.PIDETTY)
    ollut = Q(pvm__lt=tanaan) | Q(pvm=tanaan) & ~Q(tila=tila.AVOIN)
    ehdot = {
        "suunniteltu": suunniteltu,
        "pidetty": suunniteltu & pidetty,
        "peruttu": suunniteltu & Q(tila=tila.PERUTTU),
        "siirretty": suunniteltu & Q(tila=tila.SIIRRETTY),
        "edessa": suunniteltu & Q(tila=tila.AVOIN, pvm__gte=tanaan),
        "kirjaamatta": suunniteltu & Q(tila=tila.AVOIN, pvm__lt=tanaan),
        "menneet": suunniteltu & ollut,
        "siirtopaivia": Q(alkupera=alkupera.SIIRTO),
        "siirtopaivia_pidetty": Q(alkupera=alkupera.SIIRTO) & pidetty,
        "lisapaivia": Q(alkupera=alkupera.LISAPAIVA),
        "lisapaivia_pidetty": Q(alkupera=alkupera.LISAPAIVA) & pidetty,
    }
    return {nimi: Count("pk", filter=ehto) for nimi, ehto in ehdot.items()}


def kavija_on(**ehdot):
    """Days whose visitor meets the conditions: the substitute where there is one, else the plan's own."""
    return Q(**{f"sijainen__{nimi}": arvo for nimi, arvo in ehdot.items()}) | Q(
        sijainen__isnull=True, **{f"rivi__vastuuhenkilo__{nimi}": arvo for nimi, arvo in ehdot.items()}
    )


class PalvelupaivaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The schedule is public; names, notes and texts of reasons are for ``sisaisesti_visible_to``."""
        return self

    def sisaisesti_visible_to(self, user):
        """The area's staff, and the liaison of the day's own municipality."""
        return self.filter(Q(kunta__alue__in=roolit.alueet(user)) | Q(kunta__in=roolit.kunnat(user)))

    def for_kunta(self, kunta):
        return self.filter(kunta=kunta)

    def haku(self, sanat):
        """Days whose municipality or place has every word in its name."""
        paivat = self
        for sana in sanat:
            kunnat, paikat = Kunta.objects.nimetyt(sana), Palvelupiste.objects.nimetyt(sana)
            paivat = paivat.filter(Q(kunta__in=kunnat) | Q(palvelupiste__in=paikat))
        return paivat

    def for_kirjaaja(self, user):
        """The days a user comes to log: an expert's own, a coordinator's whole area."""
        return self.filter(
            Q(kunta__alue__in=roolit.alueet(user, Rooli.KOORDINAATTORI))
            | Q(kunta__alue__in=roolit.alueet(user, Rooli.ASIANTUNTIJA)) & kavija_on(user=user)
        )

    def for_kavija(self, henkilo):
        """Days on which the person goes: as the plan says, or in place of another."""
        return self.filter(kavija_on(pk=henkilo.pk))

    def with_poissaolot(self):
        """With the absences, on each day, of the one who goes and of the one who should have."""
        paivat = poissa.liita(self, "sijainen", F("pvm"), "sijaisen_poissaolo")
        return poissa.liita(paivat, "rivi__vastuuhenkilo", F("pvm"), "varsinaisen_poissaolo")

    def for_alueet(self, alueet):
        return self.filter(kunta__alue__in=alueet)

    def jaksolla(self, alku, loppu):
        return self.filter(pvm__gte=alku, pvm__lte=loppu)

    def kuukaudessa(self, kuukausi):
        """Days of the month whose first day is given."""
        return self.filter(pvm__gte=kuukausi, pvm__lt=kuukaudet.siirra(kuukausi, 1))

    def kirjaamatta(self, pvm):
        """Days before ``pvm`` of which nobody has said what became of them."""
        return self.filter(tila=Palvelupaiva.Tila.AVOIN, pvm__lt=pvm)

    def tulevat(self, nyt):
        """Days that have not ended at ``nyt``."""
        nyt = nyt.astimezone(HELSINKI)
        return self.filter(Q(pvm__gt=nyt.date()) | Q(pvm=nyt.date(), loppuklo__gt=nyt.time()))

    def muuttuneet(self, nyt):
        """Changed days that are still news at ``nyt``: ahead, or told of lately."""
        return self.filter(
            Q(pvm__gte=nyt.astimezone(HELSINKI).date()) | Q(muutosaika__gte=nyt - MUUTOKSEN_IKA),
            muutosaika__isnull=False,
        )

    def seuraava_kunnittain(self, nyt):
        """Of each municipality the next day that will be held."""
        return (
            self.tulevat(nyt)
            .exclude(tila__in=Palvelupaiva.MUUTETUT)
            .order_by("kunta_id", "pvm", "alkuklo", "pk")
            .distinct("kunta_id")
        )

    def for_list(self):
        return self.select_related(
            "kunta__alue",
            "palvelupiste",
            "rivi__vastuuhenkilo",
            "sijainen",
            "siirretty_paivaan__palvelupiste",
            "siirretty_paivasta",
        ).order_by("pvm", "alkuklo", "pk")

    def kanavalla(self, kanava):
        return self.filter(rivi__kanavat__contains=[kanava])

    def with_siirrot(self):
        """With the dates that a day was moved to and from, for lists that need nothing else of those days."""
        # Read for the rows of the page alone; a join would read them for every row that is put in order.
        toiset = Palvelupaiva.kaikki.order_by()
        return self.annotate(
            siirron_pvm=Subquery(toiset.filter(pk=OuterRef("siirretty_paivaan")).values("pvm")),
            alkuperainen_pvm=Subquery(toiset.filter(siirretty_paivaan=OuterRef("pk")).values("pvm")),
        )

    def toteuma(self, tanaan):
        """Counts by what became of the days. Held, cancelled, moved, ahead and unlogged are the planned ones."""
        return self.aggregate(**toteuman_osat(tanaan))

    def toteuma_kuukausittain(self, tanaan):
        """The same counts by the first day of the month, the months that have days in order."""
        kuu = TruncMonth("pvm", output_field=models.DateField())
        rivit = self.order_by().annotate(kuukausi=kuu).values("kuukausi").annotate(**toteuman_osat(tanaan))
        return {rivi.pop("kuukausi"): rivi for rivi in rivit.order_by("kuukausi")}

    def toteuma_kunnittain(self, tanaan):
        """The same counts by the id of the municipality."""
        rivit = self.order_by().values("kunta").annotate(**toteuman_osat(tanaan))
        return {rivi.pop("kunta"): rivi for rivi in rivit}

    def paallekkaiset(self):
        """Open days whose person is at the same time to be in another municipality."""
        kavija = Coalesce("sijainen", "rivi__vastuuhenkilo")
        toinen = (
            Palvelupaiva.objects.alias(kavija_id=kavija)
            .filter(
                pvm=OuterRef("pvm"),
                tila=Palvelupaiva.Tila.AVOIN,
                kavija_id=OuterRef("kavija_id"),
                alkuklo__lt=OuterRef("loppuklo"),
                loppuklo__gt=OuterRef("alkuklo"),
            )
            .exclude(kunta=OuterRef("kunta"))
        )
        return self.alias(kavija_id=kavija).filter(Exists(toinen), tila=Palvelupaiva.Tila.AVOIN)


class VoimassaolevatManager(models.Manager):
    """The schedule: days that no later plan has taken out of it."""

    def get_queryset(self):
        return super().get_queryset().filter(kumottu__isnull=True)


# A closed month is what was reported. It opens for a correction that says why, a day at a time. That the municipality
# has seen a change is no part of the report.
SULJETTU_KUUKAUSI = pgtrigger.Trigger(
    name="suljettu_kuukausi",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
    IF TG_OP = 'UPDATE' THEN
        IF NEW.korjausaika IS DISTINCT FROM OLD.korjausaika
           OR (to_jsonb(NEW) - 'kuittausaika' - 'kuittaaja_id') = (to_jsonb(OLD) - 'kuittausaika' - 'kuittaaja_id')
        THEN
            RETURN NEW;
        END IF;
    ELSIF NEW.korjausaika IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM lahipalvelut_jakso
        WHERE kunta_id = NEW.kunta_id AND tila = 'suljettu'
          AND (kuukausi = date_trunc('month', NEW.pvm)::date
               OR TG_OP = 'UPDATE' AND kuukausi = date_trunc('month', OLD.pvm)::date)
    ) THEN
        RAISE EXCEPTION 'The month of the service day is closed' USING
            ERRCODE = 'check_violation', CONSTRAINT = 'palvelupaiva_suljettu_kuukausi';
    END IF;
    RETURN NEW;
    """,
)


@pgtrigger.register(SULJETTU_KUUKAUSI)
@historia(faktalahde=True)
class Palvelupaiva(models.Model):
    """One day of local service. Every day is a row, so that one can be logged or cancelled without the others."""

    class Alkupera(models.TextChoices):
        SUUNNITELMA = "suunnitelma", _("suunnitelma")
        SIIRTO = "siirto", _("siirretty päivä")
        LISAPAIVA = "lisapaiva", _("lisäpäivä")

    class Tila(models.TextChoices):
        AVOIN = "avoin", _("sovittu")
        PIDETTY = "pidetty", _("pidetty")
        PERUTTU = "peruttu", _("peruttu")
        SIIRRETTY = "siirretty", _("siirretty")

    # What was agreed and is not on.
    MUUTETUT = (Tila.PERUTTU, Tila.SIIRRETTY)

    class Syykoodi(models.TextChoices):
        # Printed in public beside the only expert who visits: the label must tell nothing of health (GDPR art. 9).
        SAIRASTUMINEN = "sairastuminen", _("henkilöstösyy")
        SAA = "saa", _("sää tai liikenne")
        TILAT = "tilat", _("tilat eivät käytettävissä")
        ARKIPYHA = "arkipyha", _("arkipyhä")
        MUU = "muu", _("muu syy")

    rivi = models.ForeignKey(
        Suunnitelmarivi, models.PROTECT, related_name="palvelupaivat", verbose_name=_("suunnitelmarivi")
    )
    kunta = models.ForeignKey(Kunta, models.PROTECT, related_name="palvelupaivat", verbose_name=_("kunta"))
    pvm = models.DateField(_("päivä"))
    alkuklo = models.TimeField(_("alkaa"))
    loppuklo = models.TimeField(_("päättyy"))
    palvelupiste = models.ForeignKey(Palvelupiste, models.PROTECT, verbose_name=_("palvelupiste"))
    sijainen = models.ForeignKey(
        Henkilo,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sijaistettavat_paivat",
        verbose_name=_("sijainen"),
        help_text=_("Käy tänä päivänä suunnitelmarivin henkilön sijasta."),
    )
    alkupera = models.CharField(_("alkuperä"), max_length=20, choices=Alkupera, default=Alkupera.SUUNNITELMA)
    tila = models.CharField(_("tila"), max_length=10, choices=Tila, default=Tila.AVOIN)
    siirretty_paivaan = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="siirretty_paivasta",
        verbose_name=_("siirretty päivään"),
    )
    kumottu = models.DateTimeField(
        _("kumottu"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Milloin uusi suunnitelma poisti päivän aikataulusta ennen kuin se pidettiin."),
    )
    syykoodi = models.CharField(_("syy"), max_length=20, choices=Syykoodi, blank=True)
    syy = models.TextField(
        _("syyn kuvaus"),
        blank=True,
        help_text=_("Näkyy vain kirjautuneille. Älä kirjoita asiakkaista mitään."),
    )
    muutosaika = models.DateTimeField(
        _("ilmoitettu"), null=True, blank=True, help_text=_("Milloin muutoksesta kerrottiin.")
    )
    muutosilmoittaja = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("muutoksen ilmoittaja"),
    )
    kerrottu = models.CharField(
        _("kenelle kerrottiin"),
        max_length=200,
        blank=True,
        help_text=_("Näkyy vain kirjautuneille. Kenelle kunnassa muutos kerrottiin ja miten."),
    )
    kuittausaika = models.DateTimeField(_("kunta kuitannut"), null=True, blank=True)
    kuittaaja = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("muutoksen kuittaaja"),
    )
    kirjausaika = models.DateTimeField(_("kirjattu"), null=True, blank=True)
    kirjaaja = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kirjaaja"),
    )
    huomautus = models.TextField(
        _("huomautus"),
        blank=True,
        help_text=_("Näkyy vain kirjautuneille. Älä kirjoita asiakkaista mitään."),
    )
    korjausaika = models.DateTimeField(_("korjattu sulkemisen jälkeen"), null=True, blank=True)
    korjaussyy = models.TextField(
        _("korjauksen syy"),
        blank=True,
        help_text=_("Miksi suljetun kuukauden päivää muutettiin."),
    )
    tapahtumat = GenericRelation(Tapahtuma)

    # What a refusal of the database says, when the workflow had no time to.
    triggerien_sanomat = {
        "palvelupaiva_suljettu_kuukausi": _(
            "Kuukausi on suljettu. Koordinaattori voi korjata sen päiviä, kun kertoo syyn."
        )
    }

    objects = VoimassaolevatManager.from_queryset(PalvelupaivaQuerySet)()
    # With the days that a later plan took out of the schedule: for calendars that hold them, and for the history.
    kaikki = PalvelupaivaQuerySet.as_manager()

    class Meta:
        verbose_name = _("palvelupäivä")
        verbose_name_plural = _("palvelupäivät")
        ordering = ["pvm", "alkuklo", "pk"]
        base_manager_name = "kaikki"
        indexes = [
            models.Index(fields=["kunta", "pvm"], name="palvelupaiva_kunta_pvm"),
            models.Index(fields=["pvm", "alkuklo"], name="palvelupaiva_pvm"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rivi", "pvm"],
                name="palvelupaiva_kerran",
                condition=Q(alkupera="suunnitelma"),
                violation_error_message=_("Suunnitelmarivillä on jo tämä päivä."),
            ),
            models.CheckConstraint(
                name="palvelupaiva_klo_jarjestys",
                condition=Q(loppuklo__gt=F("alkuklo")),
                violation_error_message=_("Päivän on päätyttävä alkamisensa jälkeen. Korjaa kellonajat."),
            ),
            models.CheckConstraint(
                name="palvelupaiva_muutos_syineen",
                condition=(
                    Q(
                        tila__in=["peruttu", "siirretty"],
                        muutosaika__isnull=False,
                        muutosilmoittaja__isnull=False,
                    )
                    & ~Q(syykoodi="")
                    & ~Q(syy="")
                )
                | Q(
                    ~Q(tila__in=["peruttu", "siirretty"]),
                    syykoodi="",
                    syy="",
                    kerrottu="",
                    muutosaika__isnull=True,
                    muutosilmoittaja__isnull=True,
                    kuittausaika__isnull=True,
                    kuittaaja__isnull=True,
                ),
                violation_error_message=_(
                    "Perutulla ja siirretyllä päivällä on oltava syy, sen kuvaus ja ilmoitusaika."
                ),
            ),
            models.CheckConstraint(
                name="palvelupaiva_siirretty_paivaan",
                condition=Q(tila="siirretty", siirretty_paivaan__isnull=False)
                | (~Q(tila="siirretty") & Q(siirretty_paivaan__isnull=True)),
                violation_error_message=_("Siirretyllä päivällä on oltava uusi päivä."),
            ),
            models.CheckConstraint(
                name="palvelupaiva_kuittaus_kuittaajineen",
                condition=Q(kuittausaika__isnull=True, kuittaaja__isnull=True)
                | Q(kuittausaika__isnull=False, kuittaaja__isnull=False),
                violation_error_message=_("Kuittauksella on oltava kuittaaja ja aika."),
            ),
            models.CheckConstraint(
                name="palvelupaiva_kumottu_avoimena",
                condition=Q(kumottu__isnull=True) | Q(tila="avoin", alkupera="suunnitelma"),
                violation_error_message=_("Vain suunnitelman avoin päivä voidaan kumota."),
            ),
            models.CheckConstraint(
                name="palvelupaiva_korjaus_syineen",
                condition=Q(korjausaika__isnull=True, korjaussyy="")
                | (Q(korjausaika__isnull=False) & ~Q(korjaussyy="")),
                violation_error_message=_("Kerro, miksi suljetun kuukauden päivää muutetaan."),
            ),
            models.CheckConstraint(
                name="palvelupaiva_pidetty_kirjaajineen",
                condition=Q(tila="pidetty", kirjausaika__isnull=False, kirjaaja__isnull=False)
                | (~Q(tila="pidetty") & Q(kirjausaika__isnull=True, kirjaaja__isnull=True)),
                violation_error_message=_("Pidetyllä päivällä on oltava kirjaaja ja kirjausaika."),
            ),
        ]

    def __str__(self):
        return f"{self.kunta} {self.pvm:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("lahipalvelut:paiva", args=[self.pk])

    def clean(self):
        if self.sijainen and (self.sijainen.alue_id != self.kunta.alue_id or self.sijainen.kunta_id):
            raise ValidationError({"sijainen": _("Valitse työllisyysalueen oma henkilö.")})

    @property
    def kavija(self):
        """Who goes there on the day."""
        return self.sijainen or self.rivi.vastuuhenkilo

    @property
    def kavijan_poissaolo(self):
        """The visitor's absence on the day: the day needs another. Known after ``with_poissaolot``."""
        return getattr(self, "sijaisen_poissaolo" if self.sijainen_id else "varsinaisen_poissaolo", None)

    @property
    def alkuperainen(self):
        """The day that was moved to this one, or None."""
        if self.alkupera != self.Alkupera.SIIRTO:
            # Asks the database of no day that can have none.
            return None
        return getattr(self, "siirretty_paivasta", None)

    @property
    def alkaa(self):
        # In UTC: Python takes two times of the same zone apart by the wall clock, an hour wrong over a clock change.
        return datetime.combine(self.pvm, self.alkuklo, HELSINKI).astimezone(UTC)

    @property
    def paattyy(self):
        return datetime.combine(self.pvm, self.loppuklo, HELSINKI).astimezone(UTC)

    @property
    def pyhapaiva(self):
        """The name of the public holiday on which the day falls, or None."""
        return pyhat.pyha(self.pvm)

    @property
    def on_kirjaamatta(self):
        return self.tila == self.Tila.AVOIN and self.pvm < kello.tanaan()

    @property
    def tila_sanoina(self):
        # get_tila_display() would translate every state for every row of a list.
        return _("ei vielä kirjattu") if self.on_kirjaamatta else str(self.Tila(self.tila).label)

    @property
    def ilmoitettu_tunteja(self):
        """Hours of notice before the day began; below zero when it was told afterwards, None when nothing changed."""
        if self.muutosaika is None:
            return None
        return self.tunteja_ennen(self.muutosaika)

    @property
    def on_akillinen(self):
        return self.muutosaika is not None and self.ilmoitettu_tunteja < AKILLINEN_TUNTEINA

    def tunteja_ennen(self, hetki):
        return (self.alkaa - hetki).total_seconds() / 3600
