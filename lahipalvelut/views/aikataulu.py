"""The public schedule."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render

from lahipalvelut import permissions
from lahipalvelut.filters import PaivaFilter
from lahipalvelut.forms import JaksoForm
from lahipalvelut.jaksot import suhteessa, toteumaosuus
from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from lahipalvelut.tables import KaikkienPaivaTable, KunnanPaivaTable, muutos_sanoina
from tyollisyysalue import kello
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Kunta

TULEVIA = 12


@login_not_required
def paiva_list(request):
    ehdot = request.GET.copy()
    ehdot.setdefault("alku", kello.tanaan().isoformat())
    # The visitor and the line of the plan are for the municipality's own page.
    paivat = Palvelupaiva.objects.visible_to(request.user).for_list().select_related(None)
    suodatin = PaivaFilter(ehdot, paivat.select_related("kunta", "palvelupiste"))
    context = {
        "suodatin": suodatin.form,
        "saa_kirjata": permissions.saa_kirjata_jossain(request.user),
        "saa_suunnitella": permissions.saa_suunnitella_jossain(request.user),
    }
    taulu = KaikkienPaivaTable(suodatin.qs)
    return luettelosivu(request, "lahipalvelut/list.html", taulu, context, nimi="lahipalvelupaivat")


@login_not_required
def kunta_detail(request, koodi):
    kunta = get_object_or_404(
        Kunta.objects.visible_to(request.user).kaytossa().select_related("alue"), koodi=koodi
    )
    nyt, tanaan = kello.nyt(), kello.tanaan()
    sisaiset = permissions.saa_nahda_sisaiset(request.user, kunta)
    paivat = Palvelupaiva.objects.visible_to(request.user).for_kunta(kunta).for_list()
    if sisaiset:
        paivat = paivat.with_poissaolot()
    tulevat = list(paivat.tulevat(nyt)[:TULEVIA])
    seuraava = next((paiva for paiva in tulevat if paiva.tila != Palvelupaiva.Tila.PERUTTU), None)
    voimassa = seuraava.pvm if seuraava else tanaan
    suunnitelma = Palvelusuunnitelma.objects.for_kunta(kunta).voimassa(voimassa).first()
    rivit = suunnitelma.rivit.select_related("palvelupiste", "vastuuhenkilo") if suunnitelma else []
    return render(
        request,
        "lahipalvelut/detail.html",
        {
            "kunta": kunta,
            "seuraava": seuraava,
            "seuraavan_laheisyys": suhteessa(seuraava.pvm, tanaan) if seuraava else "",
            "muutokset": [
                {"paiva": paiva, "teksti": muutos_sanoina(paiva)} for paiva in tulevat if paiva.muutosaika
            ],
            "suunnitelma": suunnitelma,
            "rivit": rivit,
            "tulevat": KunnanPaivaTable(tulevat, sisaiset=sisaiset, prefix="tulevat-"),
            "toteuma": _toteuma(request, paivat, sisaiset),
            "sisaiset": sisaiset,
            "saa_suunnitella": permissions.saa_suunnitella(request.user, kunta),
        },
    )


def _toteuma(request, paivat, sisaiset):
    """The ledger of the period asked for, this year to today when none is; empty when the period is wrong."""
    tanaan = kello.tanaan()
    oletus = {"alku": tanaan.replace(month=1, day=1).isoformat(), "loppu": tanaan.isoformat()}
    jakso = JaksoForm(oletus | {nimi: request.GET[nimi] for nimi in oletus if nimi in request.GET})
    if not jakso.is_valid():
        return {"jakso": jakso}
    jakson = paivat.jaksolla(jakso.cleaned_data["alku"], jakso.cleaned_data["loppu"])
    luvut = jakson.toteuma(tanaan)
    return {
        "jakso": jakso,
        "luvut": luvut,
        **toteumaosuus(luvut),
        "table": KunnanPaivaTable(jakson, sisaiset=sisaiset, prefix="toteuma-"),
    }
