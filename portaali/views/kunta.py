"""A municipality in one page."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render

import esitykset.permissions
import yhteyshenkilot.permissions
from esitykset.models import Esitys
from lahipalvelut.models import Palvelupaiva
from paatokset.models import Paatos
from portaali import koosteet
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta, Sopimus
from tyollisyysalue.sopimukset_tables import TILAN_LAJIT
from yhteyshenkilot.models import Ryhmajasenyys, Tapaaminen

PAIVIA = 5
PAATOKSIA = 5
TAPAAMISIA = 3


@login_not_required
def kunta(request, koodi):
    user = request.user
    kunta = get_object_or_404(Kunta.objects.visible_to(user).select_related("alue"), koodi=koodi)
    if not kunta.alue.kaytossa:
        # Its own area keeps its services elsewhere; the statistics are of the whole country.
        context = {"kunta": kunta, "luvut": koosteet.kuukauden_luvut(kunta)}
        return render(request, "portaali/kunta_muualla.html", context)
    tulevat, muutokset = paivat(user, kunta)
    lukee_kuntaa = yhteyshenkilot.permissions.saa_lukea_kuntaa(user, kunta)
    lukee_esityksia = lukee_kuntaa and esitykset.permissions.saa_lukea(user)
    context = {
        "kunta": kunta,
        "seuraava": koosteet.paivineen(kunta, tulevat[0] if tulevat else None),
        "tulevat": tulevat,
        "muutokset": muutokset,
        "saannot": saannot(tulevat),
        "luvut": koosteet.kuukauden_luvut(kunta),
        "paatokset": kunnan_paatokset(user, kunta),
        "sopimukset": [
            {"sopimus": sopimus, "laji": TILAN_LAJIT.get(sopimus.tila, "neutraali")}
            for sopimus in Sopimus.objects.visible_to(user).filter(kunta=kunta)
        ],
        "lukee_kuntaa": lukee_kuntaa,
        "prosessit": koosteet.vastuut_prosesseittain(user, kunta),
        "tapaamiset": Tapaaminen.objects.visible_to(user)
        .alkaen(kello.nyt())
        .filter(ryhma__jasenet__in=Ryhmajasenyys.objects.for_kunta(kunta).voimassa(kello.tanaan()))
        .select_related("ryhma")[:TAPAAMISIA]
        if lukee_kuntaa
        else [],
        "lukee_esityksia": lukee_esityksia,
        "esitykset": koosteet.esityslista(Esitys.objects.visible_to(user).filter(kunta=kunta))
        if lukee_esityksia
        else [],
    }
    return render(request, "portaali/kunta.html", context)


def paivat(user, kunta):
    """The next days that will be held, and the days cancelled lately or ahead, in one query."""
    nyt = kello.nyt()
    kaikki = Palvelupaiva.objects.visible_to(user).for_kunta(kunta)
    tulevat = kaikki.tulevat(nyt).filter(muutosaika__isnull=True)
    naytettavat = (tulevat | kaikki.muuttuneet(nyt)).for_list()
    # Cancelled days among the next ones must not push those off the list.
    rivit = list(naytettavat[: 4 * PAIVIA])
    return [p for p in rivit if not p.muutosaika][:PAIVIA], koosteet.muutokset(rivit)


def saannot(paivat):
    """The rules of the plan, in words, that the next days follow, each with its place: read with the days."""
    omat: dict[int, dict[str, Any]] = {}
    for paiva in paivat:
        omat.setdefault(paiva.rivi_id, {"rivi": paiva.rivi, "palvelupiste": paiva.palvelupiste})
    return list(omat.values())


def kunnan_paatokset(user, kunta):
    """Checked decisions on the municipality's requests."""
    asiat = Esitys.objects.filter(kunta=kunta).values("asia")
    tarkastetut = Paatos.objects.visible_to(user).filter(tila=Paatos.Tila.TARKASTETTU, asia__in=asiat)
    return tarkastetut.select_related("toimielin")[:PAATOKSIA]
