"""Service days as events of a calendar, one for each day: in the municipality's, the process's and one's own feed.

A day keeps its identifier from plan to plan, and its number grows with every change of it, so that a calendar replaces
what it has. A day that is not on stays in the feed as cancelled: many calendars keep what merely disappears.
"""

from datetime import date

from django.apps import apps
from django.conf import settings
from django.db.models import Count, Max, OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from lahipalvelut.models import Palvelupaiva
from lahipalvelut.muutossanat import alkupera_sanoina, muutos_sanoina
from seuranta import kuukaudet
from tyollisyysalue import kello
from tyollisyysalue.kalenteri import Merkinta, kalenteri
from tyollisyysalue.kielet import luettelo

KUUKAUSIA_TAAKSEPAIN = 3

Tila = Palvelupaiva.Tila


def alku() -> date:
    """The first day of the feeds: it moves once a month, so that a feed changes little by the clock alone."""
    return kuukaudet.siirra(kello.tanaan().replace(day=1), -KUUKAUSIA_TAAKSEPAIN)


def syotteen_paivat():
    """The days of the feeds with what an event says of them; also those that a later plan withdrew."""
    historia = apps.get_model("lahipalvelut", "PalvelupaivaEvent")
    versiot = historia.objects.filter(pgh_obj=OuterRef("pk")).order_by().values("pgh_obj")
    return (
        Palvelupaiva.kaikki.filter(pvm__gte=alku())
        .select_related(
            "kunta__alue",
            "palvelupiste",
            "rivi__vastuuhenkilo",
            "sijainen",
            "siirretty_paivaan__palvelupiste",
            "siirretty_paivasta",
        )
        .annotate(
            versioita=Subquery(versiot.annotate(maara=Count("pk")).values("maara")),
            muutettu=Subquery(versiot.annotate(viimeisin=Max("pgh_created_at")).values("viimeisin")),
        )
        .order_by("pvm", "alkuklo", "pk")
    )


def julkinen_kalenteri(paivat, nimi):
    """The calendar of the days in the language in force."""
    return kalenteri([merkinta(paiva) for paiva in paivat], nimi=nimi)


def merkinta(paiva, *, ei_kay="", osoite=None):
    """The event of a day from ``syotteen_paivat``. ``ei_kay`` says why the owner of the feed does not go after all."""
    return Merkinta(
        tunnus=tunnus(paiva),
        jarjestysluku=paiva.versioita - 1,
        leima=paiva.muutettu,
        alku=paiva.alkaa,
        loppu=paiva.paattyy,
        otsikko=otsikko(paiva, ei_kay),
        paikka=f"{paiva.palvelupiste}, {paiva.kunta.nimi}",
        kuvaus=kuvaus(paiva, ei_kay),
        osoite=osoite or julkinen_osoite(paiva),
        peruttu=bool(ei_kay) or not on_voimassa(paiva),
    )


def on_voimassa(paiva):
    """Whether there is, or was, service on the day."""
    return paiva.kumottu is None and paiva.tila not in Palvelupaiva.MUUTETUT


def tunnus(paiva):
    palvelin = settings.PORTAALIN_OSOITE.split("//")[-1]
    return f"lahipalvelupaiva-{paiva.pk}@{palvelin}"


def julkinen_osoite(paiva):
    return settings.PORTAALIN_OSOITE + reverse("lahipalvelut:detail", args=[paiva.kunta.koodi])


def otsikko(paiva, ei_kay=""):
    sanat = {"kunta": paiva.kunta.nimi}
    if paiva.tila == Tila.SIIRRETTY:
        return _("Siirretty: työvoimapalvelu, %(kunta)s") % sanat
    if ei_kay or not on_voimassa(paiva):
        return _("Peruttu: työvoimapalvelu, %(kunta)s") % sanat
    return _("Työvoimapalvelu, %(kunta)s") % sanat


def kuvaus(paiva, ei_kay=""):
    rivit = [ei_kay] if ei_kay else []
    if paiva.kumottu:
        rivit.append(_("Päivä poistui aikataulusta, kun palvelusuunnitelma muuttui."))
    elif paiva.muutosaika:
        rivit.append(_("Muutos: %(muutos)s") % {"muutos": muutos_sanoina(paiva)})
    if alkupera := alkupera_sanoina(paiva):
        rivit.append(alkupera[:1].upper() + alkupera[1:])
    rivit.append(
        _("Palvelua annetaan %(kanavat)s.")
        % {"kanavat": luettelo([str(kanava) for kanava in paiva.rivi.kanavat_sanoina])}
    )
    if on_voimassa(paiva) and paiva.palvelupiste.saapumisohje:
        rivit.append(paiva.palvelupiste.saapumisohje)
    rivit.append(_("Ajantasainen tieto: %(osoite)s") % {"osoite": julkinen_osoite(paiva)})
    return "\n".join(rivit)
