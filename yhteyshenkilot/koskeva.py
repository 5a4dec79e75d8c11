"""What of the contacts an absence or a leaving touches: responsibilities, counterpart pairs, groups."""

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue.koskeva import Koskeva, rekisteroi
from yhteyshenkilot.models import Poissaolo, Vastinpari, Vastuu
from yhteyshenkilot.permissions import saa_yllapitaa


@rekisteroi(jarjestys=10)
def vastuut(henkilo, alku, loppu, user):
    omat = list(
        Vastuu.objects.visible_to(user)
        .filter(henkilo=henkilo)
        .jaksolla(alku, loppu)
        .select_related("kunta", "prosessi")
        .order_by("kunta__aakkos", "prosessi__jarjestys", "alkupvm")
    )
    if not omat:
        return
    sijaiset = _sijaiset(omat, henkilo, alku, loppu)
    yllapitaa = saa_yllapitaa(user, henkilo.alue_id)
    for vastuu in omat:
        sijaisena = vastuu.laji == Vastuu.Laji.SIJAINEN
        sijainen = None if sijaisena else sijaiset.get((vastuu.kunta_id, vastuu.prosessi_id))
        # For the time of an absence a substitute is needed only where somebody is stood in for.
        tarvitaan = loppu is None or not (sijainen or sijaisena)
        siirto, nimi = _teko(vastuu, alku, loppu) if yllapitaa and tarvitaan else (None, "")
        yield Koskeva(
            gettext_lazy("Vastuut"),
            _("%(kunta)s: %(prosessi)s (%(laji)s)")
            % {
                "kunta": vastuu.kunta.nimi,
                "prosessi": vastuu.prosessi.nimi,
                "laji": vastuu.get_laji_display(),
            },
            reverse("yhteyshenkilot:detail", args=[vastuu.kunta.koodi]),
            siirto=siirto,
            siirron_nimi=nimi,
            sijainen=sijainen,
            puuttuu=not sijaisena and sijainen is None,
        )


def _sijaiset(omat, henkilo, alku, loppu):
    """By municipality and process somebody who stands in and is not away on any of the days."""
    sijaiset = (
        Vastuu.objects.filter(kunta__in={vastuu.kunta_id for vastuu in omat}, laji=Vastuu.Laji.SIJAINEN)
        .exclude(henkilo=henkilo)
        .exclude(henkilo__in=Poissaolo.objects.jaksolla(alku, loppu).values("henkilo"))
        .jaksolla(alku, loppu)
        .select_related("henkilo")
        .order_by("-henkilo__aakkos")
    )
    return {(vastuu.kunta_id, vastuu.prosessi_id): vastuu.henkilo for vastuu in sijaiset}


def _teko(vastuu, alku, loppu):
    """One who leaves ends it; for the time of an absence a substitute is named."""
    if loppu is None:
        return reverse("yhteyshenkilot:vastuu-paata", args=[vastuu.pk]), gettext_lazy("Päätä vastuu")
    haku = {
        "prosessi": vastuu.prosessi_id,
        "laji": Vastuu.Laji.SIJAINEN,
        "alkupvm": alku.isoformat(),
        "loppupvm": loppu.isoformat(),
    }
    osoite = reverse("yhteyshenkilot:vastuu-lisaa", args=[vastuu.kunta.koodi])
    return f"{osoite}?{urlencode(haku)}", gettext_lazy("Lisää sijainen")


@rekisteroi(jarjestys=12)
def vastinparit(henkilo, alku, loppu, user):
    puolet = {puoli: _puoli_voimassa(henkilo, puoli, alku, loppu) for puoli in ("oma", "kunnan")}
    parit = (
        Vastinpari.objects.visible_to(user)
        .filter(puolet["oma"] | puolet["kunnan"])
        .select_related("kunta", "prosessi", "oma_henkilo", "kunnan_henkilo")
        .order_by("kunta__aakkos", "pk")
    )
    paattaa = loppu is None and saa_yllapitaa(user, henkilo.alue_id)
    for pari in parit:
        puoli, toinen = ("oma", "kunnan") if pari.oma_henkilo_id == henkilo.pk else ("kunnan", "oma")
        yield Koskeva(
            gettext_lazy("Vastinparit"),
            _("%(kunta)s: %(prosessi)s, vastinpari %(henkilo)s")
            % {
                "kunta": pari.kunta.nimi,
                "prosessi": pari.prosessi.nimi,
                "henkilo": getattr(pari, f"{toinen}_henkilo").nimi,
            },
            reverse("yhteyshenkilot:detail", args=[pari.kunta.koodi]),
            siirto=reverse("yhteyshenkilot:vastinpari-paata", args=[pari.pk, puoli]) if paattaa else None,
            siirron_nimi=gettext_lazy("Päätä osapuoli"),
        )


def _puoli_voimassa(henkilo, puoli, alku, loppu):
    ehto = Q(**{f"{puoli}_henkilo": henkilo}) & (
        Q(**{f"{puoli}_loppu__isnull": True}) | Q(**{f"{puoli}_loppu__gte": alku})
    )
    return ehto if loppu is None else ehto & Q(**{f"{puoli}_alku__lte": loppu})
