"""An employment area's month: sums over its municipalities, and the municipalities beside each other."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from seuranta import aluesummat, kaudet, koosteet, kuukaudet, kuvat, sarjat
from seuranta.forms import TiedossaForm
from seuranta.lahteet import lahteet
from seuranta.models import Havainto, Mittari
from seuranta.osoitteet import alueen_nimi
from seuranta.sarjat import Aluekuukausi
from seuranta.sivumuisti import julkaistu_sivu
from seuranta.tables import LYHYET, AluesummaTable, KuntaTable, rivi
from seuranta.views import hakukoneilta
from tyollisyysalue import vienti
from tyollisyysalue.models import Kunta, Tyollisyysalue

KUVATTAVA = "TYOTTOMATLOPUSSA"


@login_not_required
def alue_detail(request, koodi, kuukausi=None):
    alue = get_object_or_404(Tyollisyysalue, koodi=koodi)
    tiedossa, kuut = TiedossaForm(request.GET), kaudet.alueen(alue)
    if kuukausi is None:
        kuukausi = next(iter(kuut), None)
    elif kuukausi not in kuut:
        raise Http404
    naapurit = {
        "edellinen": next((kk for kk in kuut if kk < kuukausi), None),
        "seuraava": next((kk for kk in reversed(kuut) if kk > kuukausi), None),
    }
    response = julkaistu_sivu(
        request,
        "seuranta/alue.html",
        {"alue": alue, "nimi": alueen_nimi(alue), "kuukausi": kuukausi, "tiedossa": tiedossa, **naapurit},
        lambda: _alueen_kuukausi(alue, kuukausi, tiedossa),
        hetki=tiedossa.hetki,
        kuut=kuukausi and sarjat.kuut(kuukausi, sarjat.PISIN),
        valinnat=[kuukausi, *naapurit.values()],
    )
    return hakukoneilta(response, tiedossa)


def _alueen_kuukausi(alue, kuukausi, tiedossa):
    kuukauden = _kuukauden(alue, kuukausi, tiedossa) if kuukausi else {"rivit": []}
    havainnot = kuukauden.pop("havainnot", {})
    taulu = KuntaTable(
        [
            rivi(havainnot.get(kunta.pk, []), kunta=kunta, kuukausi=kuukausi, haku=tiedossa.haku)
            for kunta in kuukauden.pop("kunnat", [])
        ]
    )
    context = {
        "lahteet": lahteet(h for kunnan in havainnot.values() for h in kunnan),
        **kuukauden,
    }
    return taulu, context, f"kunnat-{alue.koodi}"


@login_not_required
def alueen_summat(request, koodi, kuukausi, muoto):
    """The sums of the page as a file."""
    alue = get_object_or_404(Tyollisyysalue, koodi=koodi)
    tiedossa = TiedossaForm(request.GET)
    kuukauden = _kuukauden(alue, kuukausi, tiedossa)
    if not kuukauden["rivit"]:
        raise Http404
    havainnot = [h for kunnan in kuukauden["havainnot"].values() for h in kunnan]
    taulu = AluesummaTable(
        kuukauden["rivit"],
        lahde="; ".join(f"{lahde.viite()}, {lahde.tarkenne()}" for lahde in lahteet(havainnot)),
    )
    nimi = f"alue-{alue.koodi}-{kuukaudet.osoitteessa(kuukausi)}"
    return hakukoneilta(vienti.tiedosto(taulu, nimi, muoto), tiedossa)


def _kuukauden(alue, kuukausi, tiedossa):
    mittarit = {mittari.koodi: mittari for mittari in Mittari.objects.avainluvut()}
    kuut = sarjat.kuut(kuukausi, sarjat.PISIN)
    kunnat = list(Kunta.objects.filter(alue=alue))
    kuukausittain = aluesummat.laske(Q(kunta__alue=alue), len(kunnat), kuut, mittarit, tiedossa.hetki)
    havainnot: dict[int, list[Havainto]] = {}
    for havainto in (
        Havainto.objects.filter(kunta__alue=alue, kuukausi=kuukausi, mittari__avainluku=True)
        .tiedossa(tiedossa.hetki)
        .luettuina()
    ):
        havainnot.setdefault(havainto.kunta_id, []).append(havainto)
    if kuukausi not in kuukausittain:
        return {"rivit": []}
    mittari = mittarit[KUVATTAVA]
    maan_summat = aluesummat.maan(kuukausi, mittarit, tiedossa.hetki)
    kuvat_ = []
    if KUVATTAVA in kuukausittain[kuukausi]:
        sarja = sarjat.summista(kuukausittain, mittari, kuukausi)
        aluekuukausi = Aluekuukausi.havainnoista(kunnat, havainnot)
        kuvat_ = kuvat.trendit(alueen_nimi(alue), mittari, sarja) + kuvat.kunnat(
            alue, mittari, kuukausi, aluekuukausi.rivit(mittari)
        )
    return {
        "havainnot": havainnot,
        "kunnat": kunnat,
        "rivit": koosteet.alueen_rivit(kuukausittain, kuukausi, mittarit.values(), maan_summat),
        "on_maa": bool(maan_summat),
        "mittarit": [(lyhyt, mittarit[koodi].nimi) for koodi, lyhyt in LYHYET.items()],
        "kuvattava": mittari,
        "kuvat": kuvat_,
    }
