"""Who goes on a service day when the one of the plan cannot: one day, or all days of an absence."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lahipalvelut import permissions, workflow
from lahipalvelut.forms import PaivanSijainenForm, PaivatForm, SiirtojaksoForm
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.views.paivat import hae_paiva
from tyollisyysalue import kello
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.models import Henkilo
from tyollisyysalue.tekstit import viikonpaiva_pvm
from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot import poissa
from yhteyshenkilot.models import Poissaolo


def paiva_sijainen(request, pk):
    paiva = hae_paiva(request, pk)
    if not permissions.saa_siirtaa(request.user, paiva):
        raise PermissionDenied
    form = PaivanSijainenForm(
        request.POST or None,
        paivat=[paiva],
        poissa=paiva.rivi.vastuuhenkilo,
        initial={"sijainen": paiva.sijainen},
    )
    if form.is_valid() and onnistuu(
        form, lambda: workflow.aseta_sijainen(paiva, form.cleaned_data["sijainen"], user=request.user)
    ):
        kavija = form.cleaned_data["sijainen"] or paiva.rivi.vastuuhenkilo
        messages.success(
            request,
            _("%(pvm)s %(kunta)s: paikalla käy %(nimi)s.")
            % {"pvm": viikonpaiva_pvm(paiva.pvm), "kunta": paiva.kunta.nimi, "nimi": kavija.nimi},
        )
        return redirect(paiva)
    context = {"paiva": paiva, "form": form, "poissaolo": poissa.merkki(paiva.kavijan_poissaolo)}
    return render(request, "lahipalvelut/sijainen.html", context)


def paivat_siirra(request, henkilo_pk):
    """All open days of the person between two days to one substitute, after a look at what is in the way."""
    henkilo = get_object_or_404(Henkilo.objects.visible_to(request.user), pk=henkilo_pk)
    if not permissions.saa_siirtaa_henkilon(request.user, henkilo):
        raise PermissionDenied
    jakso = SiirtojaksoForm(request.GET)
    if not jakso.is_valid():
        raise Http404
    paivat = list(siirrettavat(henkilo, **jakso.cleaned_data))
    form = PaivatForm(request.POST or None, paivat=paivat, poissa=henkilo)
    sijainen, rivit = None, [{"paiva": paiva, "esteet": []} for paiva in paivat]
    if form.is_valid():
        sijainen = form.cleaned_data["sijainen"]
        rivit = esikatselu(paivat, sijainen)
        nakyma = json_tiiviste([sijainen.pk, [[rivi["paiva"].pk, rivi["esteet"]] for rivi in rivit]])
        if form.cleaned_data["nahty"] == nakyma and onnistuu(
            form, lambda: workflow.siirra_paivat(paivat, sijainen, user=request.user)
        ):
            maara = len(paivat)
            messages.success(
                request,
                ngettext(
                    "%(maara)s päivä siirrettiin: paikalla käy %(nimi)s.",
                    "%(maara)s päivää siirrettiin: paikalla käy %(nimi)s.",
                    maara,
                )
                % {"maara": maara, "nimi": sijainen.nimi},
            )
            return redirect("lahipalvelut:omat")
        form.data = form.data.copy()
        form.data["nahty"] = nakyma
    context = {
        "henkilo": henkilo,
        "jakso": poissa.jakso(jakso.cleaned_data["alku"], jakso.cleaned_data["loppu"]),
        "form": form,
        "sijainen": sijainen,
        "rivit": rivit,
        "esteita": sum(bool(rivi["esteet"]) for rivi in rivit),
    }
    return render(request, "lahipalvelut/siirrot.html", context)


def siirrettavat(henkilo, alku, loppu):
    paivat = Palvelupaiva.objects.for_kavija(henkilo).filter(
        kunta__alue=henkilo.alue_id, tila=Palvelupaiva.Tila.AVOIN, pvm__gte=max(alku, kello.tanaan())
    )
    return (paivat.filter(pvm__lte=loppu) if loppu else paivat).for_list()


def esikatselu(paivat, sijainen):
    """Each day with what keeps the substitute from it: an absence, another municipality at the same time."""
    if not paivat:
        return []
    alku, loppu = paivat[0].pvm, paivat[-1].pvm
    poissaolot = list(Poissaolo.objects.filter(henkilo=sijainen).jaksolla(alku, loppu))
    omat = list(
        Palvelupaiva.objects.for_kavija(sijainen)
        .filter(tila=Palvelupaiva.Tila.AVOIN, pvm__in={paiva.pvm for paiva in paivat})
        .for_list()
    )
    return [{"paiva": paiva, "esteet": [*_esteet(paiva, poissaolot, omat)]} for paiva in paivat]


def _esteet(paiva, poissaolot, omat):
    for poissaolo in poissaolot:
        if poissaolo.on_paivana(paiva.pvm):
            yield poissa.sanoina(poissaolo)
    for oma in omat:
        samaan_aikaan = oma.alkuklo < paiva.loppuklo and paiva.alkuklo < oma.loppuklo
        if oma.pvm == paiva.pvm and samaan_aikaan and oma.kunta_id != paiva.kunta_id:
            yield _("samaan aikaan muualla: %(kunta)s") % {"kunta": oma.kunta.nimi}
