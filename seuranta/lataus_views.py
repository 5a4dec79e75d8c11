"""Figures of a municipality or an area as JSON-stat 2.0."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from seuranta import jsonstat, kuukaudet, sarjat
from seuranta.forms import TiedossaForm
from seuranta.jsonstat import Ulottuvuus
from seuranta.lahteet import lahteet
from seuranta.models import Havainto, Mittari
from seuranta.osoitteet import alueen_nimi
from seuranta.views import hakukoneilta
from tyollisyysalue.models import Kunta, Tyollisyysalue


@login_not_required
def kunnan_json(request, koodi, kuukausi):
    """The municipality's measures over three years to the month."""
    kunta = get_object_or_404(Kunta.objects.visible_to(request.user), koodi=koodi)
    return _vastaus(
        request,
        f"{kunta.nimi}, {kuukaudet.sanoin(kuukausi)}",
        [kunta],
        sarjat.kuut(kuukausi, sarjat.PISIN),
        f"luvut-{kunta.koodi}-{kuukaudet.osoitteessa(kuukausi)}",
    )


@login_not_required
def alueen_json(request, koodi, kuukausi):
    """The measures of the area's municipalities in the month. What the source does not publish is not summed here."""
    alue = get_object_or_404(Tyollisyysalue, koodi=koodi)
    return _vastaus(
        request,
        f"{alueen_nimi(alue)}, {kuukaudet.sanoin(kuukausi)}",
        list(Kunta.objects.filter(alue=alue)),
        [kuukausi],
        f"kunnat-{alue.koodi}-{kuukaudet.osoitteessa(kuukausi)}",
    )


def _avain(havainto):
    return f"KU{havainto.kunta.koodi}", kuukaudet.koodi(havainto.kuukausi), havainto.mittari.koodi


def _vastaus(request, otsikko, kunnat, kuut, nimi):
    tiedossa = TiedossaForm(request.GET)
    havainnot = list(
        Havainto.objects.filter(kunta__in=kunnat, kuukausi__in=kuut)
        .tiedossa(tiedossa.hetki)
        .select_related("tuonti", "mittari", "kunta")
    )
    if not any(havainto.kuukausi == kuut[-1] for havainto in havainnot):
        raise Http404
    mittarit = list(Mittari.objects.visible_to(request.user))
    tunnetut = {havainto.kuukausi for havainto in havainnot}
    aineisto = jsonstat.aineisto(
        otsikko,
        [
            Ulottuvuus("alue", _("Kunta"), {f"KU{k.koodi}": k.nimi for k in kunnat}, "geo"),
            Ulottuvuus(
                "kuukausi",
                _("Kuukausi"),
                {kuukaudet.koodi(kk): kuukaudet.sanoin(kk) for kk in kuut if kk in tunnetut},
                "time",
            ),
            jsonstat.mittarit(mittarit),
        ],
        {_avain(h): h.luku for h in havainnot},
        tarkistetut={_avain(h): h.tuonti.aika for h in havainnot if h.tarkistus},
        lahde="; ".join(sorted({lahde.viite() for lahde in lahteet(havainnot)})),
        paivitetty=max(havainto.tuonti.aika for havainto in havainnot).isoformat(),
        huomautukset=[
            *sorted({havainto.lahdetuonti.huomautus for havainto in havainnot} - {""}),
            _(
                "Prosenttiosuus on työttömien työnhakijoiden osuus työvoimasta työnvälityksen rekisterin mukaan. "
                "Se ei ole työvoimatutkimuksen työttömyysaste. Työvoiman määrä on tavallisesti noin kaksi vuotta "
                "vanha tieto."
            ),
        ],
        lisenssi=", ".join(sorted({havainto.mittari.lisenssi for havainto in havainnot})),
    )
    response = JsonResponse(aineisto, json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="{nimi}.json"'
    return hakukoneilta(response, tiedossa)
