from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from seuranta import kaudet, koosteet, kuukaudet, permissions, workflow
from seuranta.forms import KirjausForm, SuodatinForm
from seuranta.lahteet import lahteet
from seuranta.models import Havainto, Mittari
from seuranta.tables import (
    LYHYET,
    KuntaTable,
    KuukausiTable,
    huomautukset,
    kunnan_osoite,
    rivi,
    tarkistusmerkki,
)
from tyollisyysalue import kello
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Kunta, Tyollisyysalue


@login_not_required
def kunta_list(request):
    alueet = Tyollisyysalue.objects.kaytossa()
    kaikki_kuukaudet = kaudet.kaytossa()
    suodatin = SuodatinForm(request.GET, alueet=alueet, kuukaudet_=kaikki_kuukaudet)
    suodatin.is_valid()
    alue = suodatin.cleaned_data.get("alue") or alueet.first()
    kuukausi = suodatin.cleaned_data.get("kk") or next(iter(kaikki_kuukaudet), None)
    havainnot: dict[int, list[Havainto]] = {}
    if kuukausi:
        for havainto in (
            Havainto.objects.filter(
                kunta__alue=alue, kuukausi=kuukausi, mittari__koodi__in=[*LYHYET, "TYOVOIMATK"]
            )
            .tiedossa(kello.nyt())
            .select_related("tuonti", "mittari")
        ):
            havainnot.setdefault(havainto.kunta_id, []).append(havainto)
    kunnat = list(Kunta.objects.filter(alue=alue)) if havainnot else []
    taulu = KuntaTable(
        [rivi(havainnot.get(kunta.pk, []), kunta=kunta, kuukausi=kuukausi) for kunta in kunnat]
    )
    summat = koosteet.alueen_summat(
        [havainto for rivit in havainnot.values() for havainto in rivit], len(kunnat), LYHYET
    )
    context = {
        "alue": alue,
        "kuukausi": kuukausi,
        "suodatin": suodatin,
        "summat": [(LYHYET[summa.koodi], summa) for summa in summat],
        "saa_tuoda": permissions.saa_tuoda(request.user),
        "saa_lukea_tuonteja": permissions.saa_lukea_tuonteja(request.user),
        "lahteet": lahteet(havainto for rivit in havainnot.values() for havainto in rivit),
        "mittarit": _selitykset(),
    }
    return luettelosivu(request, "seuranta/list.html", taulu, context, nimi="avainluvut")


@login_not_required
def kunta_detail(request, koodi):
    kunta = get_object_or_404(Kunta.objects.visible_to(request.user).select_related("alue"), koodi=koodi)
    kuukausittain = koosteet.kunnan_havainnot(kunta, kello.nyt())
    suodatin = SuodatinForm(request.GET, alueet=Tyollisyysalue.objects.none(), kuukaudet_=list(kuukausittain))
    suodatin.is_valid()
    kuukausi = suodatin.cleaned_data.get("kk") or next(iter(kuukausittain), None)
    luvut_ = koosteet.kuukauden_havainnot(kunta, kuukausi, kello.nyt()) if kuukausi else {}
    rivit = koosteet.kuukauden_rivit(luvut_, kuukausi) if kuukausi in luvut_ else []
    kuukausirivit = [
        rivi(h.values(), kunta=kunta, kuukausi=kk, huomautus=huomautukset(h.values()))
        for kk, h in kuukausittain.items()
    ]
    taulu = KuukausiTable(
        kuukausirivit, exclude=[] if any(r["huomautus"] for r in kuukausirivit) else ["huomautus"]
    )
    context = {
        "kunta": kunta,
        "kuukausi": kuukausi,
        "rivit": _merkittyina(rivi_ for rivi_ in rivit if rivi_.mittari.avainluku),
        "ryhmat": [(otsikko, _merkittyina(ryhma)) for otsikko, ryhma in koosteet.ryhmittain(rivit)],
        "lahteet": lahteet(havainto for kk in luvut_ for havainto in luvut_[kk].values()) if rivit else [],
        "tarkistukset": koosteet.tarkistukset(kuukausittain),
        "mittarit": _selitykset(),
        "saa_kirjata": permissions.saa_kirjata(request.user, kunta),
    }
    return luettelosivu(request, "seuranta/detail.html", taulu, context, nimi=f"avainluvut-{kunta.koodi}")


def kirjaa(request, koodi):
    kunta = get_object_or_404(Kunta.objects.visible_to(request.user).select_related("alue"), koodi=koodi)
    if not permissions.saa_kirjata(request.user, kunta):
        raise PermissionDenied
    mittarit = list(Mittari.objects.visible_to(request.user).avainluvut())
    form = KirjausForm(request.POST or None, mittarit=mittarit, initial=_esitaytto(request, kunta, mittarit))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            workflow.kirjaa_luvut(
                kunta,
                data["kuukausi"],
                data["arvot"],
                data["lahde"],
                data["julkaisupvm"],
                huomautus=data["huomautus"],
                user=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Luvut kirjattiin kuukaudelle %(kk)s.") % {"kk": kuukaudet.lyhyt(data["kuukausi"])}
            )
            return redirect(f"{kunnan_osoite(kunta)}?kk={kuukaudet.osoitteessa(data['kuukausi'])}")
    context = {"kunta": kunta, "form": form, "merkit": Havainto.Puuttuva.choices}
    return render(request, "seuranta/kirjaa.html", context)


def _esitaytto(request, kunta, mittarit):
    """The figures in force of ``?kk=``, so that a revision means changing what differs."""
    initial = {"lahde": mittarit[0].lahde}
    try:
        kuukausi = kuukaudet.lue(request.GET.get("kk", ""))
    except ValueError:
        return initial
    havainnot = Havainto.objects.filter(kunta=kunta, kuukausi=kuukausi, mittari__in=mittarit)
    return (
        initial
        | {"kuukausi": kuukausi}
        | {
            h.mittari.koodi: h.luku
            for h in havainnot.tiedossa(kello.nyt()).select_related("tuonti", "mittari")
        }
    )


def _merkittyina(rivit):
    """``(row, what it says of a revision)``."""
    return [(rivi_, tarkistusmerkki(rivi_.havainto) if rivi_.havainto.tarkistus else "") for rivi_ in rivit]


def _selitykset():
    """Column heading and official name of each measure of the lists."""
    nimet = Mittari.objects.in_bulk(LYHYET, field_name="koodi")
    return [(lyhyt, nimet[koodi].nimi) for koodi, lyhyt in LYHYET.items()]
