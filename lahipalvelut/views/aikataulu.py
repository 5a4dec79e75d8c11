"""The public schedule."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from lahipalvelut import permissions, toteuma
from lahipalvelut.filters import PaivaFilter, ToteumaForm
from lahipalvelut.jaksot import jakso_tekstina, suhteessa, toteuma_sanoina
from lahipalvelut.kuvat import toteumakuva
from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from lahipalvelut.muutossanat import muutos_sanoina
from lahipalvelut.tables import KaikkienPaivaTable, KunnanPaivaTable
from tyollisyysalue import kaaviot, kello
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Kunta
from tyollisyysalue.permissions import vertailtavat_alueet

TULEVIA = 12


@login_not_required
def paiva_list(request):
    ehdot = request.GET.copy()
    ehdot.setdefault("alku", kello.tanaan().isoformat())
    # The visitor and the line of the plan are for the municipality's own page.
    paivat = Palvelupaiva.objects.visible_to(request.user).for_list().select_related(None).with_siirrot()
    suodatin = PaivaFilter(ehdot, paivat.select_related("kunta", "palvelupiste"))
    prosessi = suodatin.form.cleaned_data.get("prosessi") if suodatin.is_valid() else None
    context = {
        "suodatin": suodatin.form,
        "saa_kirjata": permissions.saa_kirjata_jossain(request.user),
        "saa_suunnitella": permissions.saa_suunnitella_jossain(request.user),
        "saa_vertailla": vertailtavat_alueet(request.user).exists(),
        "prosessi": prosessi,
        "syote": syotteen_osoite("lahipalvelut:prosessi-ics", prosessi.pk) if prosessi else "",
    }
    taulu = KaikkienPaivaTable(suodatin.qs)
    return luettelosivu(request, "lahipalvelut/list.html", taulu, context, nimi="lahipalvelupaivat")


def syotteen_osoite(nimi, tunnus):
    """The whole address, as a calendar program wants it, in the language of the reader."""
    return f"{settings.PORTAALIN_OSOITE}{reverse(nimi, args=[tunnus])}?kieli={get_language()}"


@login_not_required
def kunta_detail(request, koodi):
    kunta = _kunta(request, koodi)
    nyt, tanaan = kello.nyt(), kello.tanaan()
    sisaiset = permissions.saa_nahda_sisaiset(request.user, kunta)
    paivat = _paivat(request, kunta)
    if sisaiset:
        paivat = paivat.with_poissaolot()
    tulevat = list(paivat.tulevat(nyt)[:TULEVIA])
    seuraava = next((paiva for paiva in tulevat if paiva.tila not in Palvelupaiva.MUUTETUT), None)
    voimassa = seuraava.pvm if seuraava else tanaan
    suunnitelma = Palvelusuunnitelma.objects.for_kunta(kunta).voimassa(voimassa).first()
    rivit = list(suunnitelma.rivit.select_related("palvelupiste", "vastuuhenkilo")) if suunnitelma else []
    jakso = _jakso(request)
    jakson = paivat.jaksolla(*jakso.rajat)
    listalla = jakson.filter(tila=jakso.tila) if jakso.tila else jakson
    context = {
        "kunta": kunta,
        "seuraava": seuraava,
        "seuraavan_laheisyys": suhteessa(seuraava.pvm, tanaan) if seuraava else "",
        # Of days ahead and of this day: what has changed, nearest first.
        "muutokset": [
            {"paiva": paiva, "teksti": muutos_sanoina(paiva)} for paiva in tulevat if paiva.muutosaika
        ],
        "suunnitelma": suunnitelma,
        "rivit": rivit,
        "kanavat": {kanava for rivi in rivit for kanava in rivi.kanavat},
        "paikat": list({rivi.palvelupiste_id: rivi.palvelupiste for rivi in rivit}.values()),
        "tulevat": KunnanPaivaTable(tulevat, sisaiset=sisaiset, prefix="tulevat-", orderable=False),
        "syote": syotteen_osoite("lahipalvelut:kunta-ics", kunta.koodi),
        "suodatin": jakso.form,
        "toteuma": _toteuma(kunta, _paivat(request, kunta).jaksolla(*jakso.rajat), jakso.rajat),
        "sisaiset": sisaiset,
        "saa_suunnitella": permissions.saa_suunnitella(request.user, kunta),
    }
    taulu = KunnanPaivaTable(listalla, sisaiset=sisaiset)
    return luettelosivu(
        request, "lahipalvelut/detail.html", taulu, context, nimi=f"lahipalvelupaivat-{kunta.koodi}"
    )


@login_not_required
def toteuman_kaavio(request, koodi, muoto):
    """The chart of the ledger as a file: the period in the address, as on the page."""
    if muoto not in ("svg", "png"):
        raise Http404
    kunta = _kunta(request, koodi)
    rajat = _jakso(request).rajat
    kuukausittain = _paivat(request, kunta).jaksolla(*rajat).toteuma_kuukausittain(kello.tanaan())
    kuva = toteumakuva(kuukausittain, kunta.nimi, jakso_tekstina(*rajat))
    if kuva is None:
        raise Http404
    return kaaviot.vastaus(request, kuva.kaavio, muoto, f"toteuma-{kunta.koodi}")


def _kunta(request, koodi):
    kunnat = Kunta.objects.visible_to(request.user).kaytossa().select_related("alue")
    return get_object_or_404(kunnat, koodi=koodi)


def _paivat(request, kunta):
    return Palvelupaiva.objects.visible_to(request.user).for_kunta(kunta).for_list()


@dataclass(frozen=True)
class Jakso:
    """The period asked for, this year to today when none is or it is wrong; and the state, if any."""

    form: ToteumaForm
    rajat: tuple[date, date]
    tila: str


def _jakso(request):
    tanaan = kello.tanaan()
    alku = tanaan.replace(month=1, day=1)
    oletus = {"alku": alku.isoformat(), "loppu": tanaan.isoformat()}
    annettu = {nimi: request.GET[nimi] for nimi in (*oletus, "tila") if nimi in request.GET}
    form = ToteumaForm(oletus | annettu, initial={"alku": alku, "loppu": tanaan})
    if not form.is_valid():
        return Jakso(form, (alku, tanaan), "")
    tiedot = form.cleaned_data
    return Jakso(form, (tiedot["alku"], tiedot["loppu"]), tiedot["tila"])


def _toteuma(kunta, jakson, rajat):
    kuukausittain = jakson.toteuma_kuukausittain(kello.tanaan())
    luvut = toteuma.kuukausista(kuukausittain, jakson)
    jakso = jakso_tekstina(*rajat)
    akilliset: dict[str, list[date]] = {}
    for muutos in luvut.akilliset:
        if muutos.on_suunniteltu:
            akilliset.setdefault(muutos.tila, []).append(muutos.pvm)
    return {
        "luvut": luvut,
        "lause": "" if luvut.on_tyhja else toteuma_sanoina(jakso, vars(luvut), akilliset),
        "kuva": toteumakuva(kuukausittain, kunta.nimi, jakso),
        "haku": f"alku={rajat[0]:%Y-%m-%d}&loppu={rajat[1]:%Y-%m-%d}",
    }
