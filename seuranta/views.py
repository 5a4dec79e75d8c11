from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from seuranta import aluesummat, kaudet, koosteet, kuukaudet, kuvat, permissions, sarjat, vertailu, workflow
from seuranta.forms import KirjausForm, SuodatinForm, TiedossaForm
from seuranta.lahteet import lahteet
from seuranta.models import Havainto, Mittari
from seuranta.osoitteet import alueen_nimi, kunnan_osoite
from seuranta.sarjat import Aluekuukausi
from seuranta.sivumuisti import julkaistu_sivu
from seuranta.tables import (
    LYHYET,
    KuntaTable,
    KuukausiTable,
    huomautukset,
    rivi,
    tarkistusmerkki,
)
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta, Tyollisyysalue


@login_not_required
def kunta_list(request):
    context = {
        "saa_tuoda": permissions.saa_tuoda(request.user),
        "saa_lukea_tuonteja": permissions.saa_lukea_tuonteja(request.user),
    }
    return julkaistu_sivu(request, "seuranta/list.html", context, lambda: _kunnat(request), hetki=kello.nyt())


def _kunnat(request):
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
            .luettuina()
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
        "lahteet": lahteet(havainto for rivit in havainnot.values() for havainto in rivit),
        "mittarit": selitykset(),
    }
    return taulu, context, "avainluvut"


@login_not_required
def kunta_detail(request, koodi, kuukausi=None):
    kunta = get_object_or_404(Kunta.objects.visible_to(request.user).select_related("alue"), koodi=koodi)
    if (vanha := vanha_osoite(request, kunta)) and kuukausi is None:
        return redirect(vanha, permanent=True)
    tiedossa, on_uusin = TiedossaForm(request.GET), kuukausi is None
    if on_uusin:
        kuukausi = kaudet.uusin(kunta, Mittari.objects.avainluvut(), tiedossa.hetki)
        seuraava = None
    else:
        seuraava = kaudet.seuraava(kunta, Mittari.objects.avainluvut(), kuukausi, tiedossa.hetki)
    context = {
        "kunta": kunta,
        "kuukausi": kuukausi,
        "seuraava": seuraava,
        "tiedossa": tiedossa,
        "saa_kirjata": permissions.saa_kirjata(request.user, kunta),
    }
    response = julkaistu_sivu(
        request,
        "seuranta/detail.html",
        context,
        lambda: _kunnan_kuukausi(kunta, kuukausi, tiedossa),
        hetki=tiedossa.hetki,
        kuut=kuukausi and sarjat.kuut(kuukausi, koosteet.NAYTETTAVAT_KUUKAUDET),
        # The month itself too: which is the newest may change though no figure of it does.
        valinnat=[kuukausi, seuraava],
    )
    return hakukoneilta(response, tiedossa)


def _kunnan_kuukausi(kunta, kuukausi, tiedossa):
    hetki = tiedossa.hetki
    havainnot = koosteet.kunnan_havainnot(kunta, kuukausi, hetki) if kuukausi else {}
    kuukauden, kuukausittain = havainnot.get(kuukausi, {}), koosteet.avainluvut(havainnot)
    if kuukausi and not kuukauden and not (tiedossa.paiva and on_nyt(kunta, kuukausi)):
        raise Http404
    rivit = koosteet.kuukauden_rivit(havainnot, kuukausi) if kuukauden else []
    taulu = kuukausitaulu(kunta, kuukausittain, tiedossa.haku)
    context = {
        "edellinen": next((kk for kk in kuukausittain if kk < kuukausi), None),
        "rivit": _merkittyina(rivi_ for rivi_ in rivit if rivi_.mittari.avainluku),
        "ryhmat": [(otsikko, _merkittyina(ryhma)) for otsikko, ryhma in koosteet.ryhmittain(rivit)],
        "lahteet": lahteet(h for kk in _verratut(kuukausi) for h in havainnot.get(kk, {}).values())
        if rivit
        else [],
        "tarkistukset": koosteet.tarkistukset(kuukausittain, hetki),
        "mittarit": selitykset(),
        **_vertailu_ja_kuvat(kunta, kuukausi, havainnot, hetki),
    }
    return taulu, context, f"avainluvut-{kunta.koodi}"


def hakukoneilta(response, tiedossa):
    """An old day's figures must not be found in the place of those in force."""
    if tiedossa.paiva:
        response["X-Robots-Tag"] = "noindex"
    return response


def _verratut(kuukausi):
    return [kuukaudet.siirra(kuukausi, maara) for maara in (0, -1, -12)]


def kuukausitaulu(kunta, kuukausittain, haku):
    rivit = [
        rivi(h.values(), kunta=kunta, kuukausi=kk, haku=haku, huomautus=huomautukset(h.values()))
        for kk, h in kuukausittain.items()
    ]
    return KuukausiTable(rivit, exclude=[] if any(r["huomautus"] for r in rivit) else ["huomautus"])


def _vertailu_ja_kuvat(kunta, kuukausi, havainnot, hetki):
    kuukauden = havainnot.get(kuukausi, {})
    if "TYOTTOMATLOPUSSA" not in kuukauden:
        return {"vertailu": [], "kuvat": []}
    mittari, koodit = kuukauden["TYOTTOMATLOPUSSA"].mittari, {*vertailu.MISTA, "TYOVOIMATK", "TYOTOSUUS"}
    alue = Aluekuukausi.lue(kunta.alue, kuukausi, koodit, hetki)
    maan_summat = aluesummat.maan(kuukausi, koodit, hetki)
    sarja = sarjat.havainnoista(
        (h[mittari.koodi] for h in havainnot.values() if mittari.koodi in h), mittari, kuukausi
    )
    return {
        "vertailu": vertailu.rivit(kuukauden, alue.summat(), maan_summat),
        "on_maa": bool(maan_summat),
        "alueen_nimi": alueen_nimi(kunta.alue),
        "kuvattava": mittari,
        "kuvat": kuvat.trendit(kunta.nimi, mittari, sarja)
        + kuvat.kunnat(kunta.alue, mittari, kuukausi, alue.rivit(mittari), korosta=kunta.nimi),
    }


def vanha_osoite(request, kunta):
    """Where ``?kk=``, the address of a month before it had one of its own, leads now."""
    try:
        return kunnan_osoite(kunta, kuukaudet.lue(request.GET.get("kk", "")))
    except ValueError:
        return None


def on_nyt(kunta, kuukausi):
    """Whether the month has figures now, when on the day asked for it had none."""
    return Havainto.objects.filter(
        kunta=kunta, kuukausi=kuukausi, mittari__avainluku=True, tuonti__aika__lte=kello.nyt()
    ).exists()


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
            return redirect(kunnan_osoite(kunta, data["kuukausi"]))
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
        | {h.mittari.koodi: h.luku for h in havainnot.tiedossa(kello.nyt()).luettuina()}
    )


def _merkittyina(rivit):
    """``(row, what it says of a revision)``."""
    return [(rivi_, tarkistusmerkki(rivi_.havainto) if rivi_.havainto.tarkistus else "") for rivi_ in rivit]


def selitykset():
    """Column heading and official name of each measure of the lists."""
    nimet = Mittari.objects.in_bulk(LYHYET, field_name="koodi")
    return [(lyhyt, nimet[koodi].nimi) for koodi, lyhyt in LYHYET.items()]
