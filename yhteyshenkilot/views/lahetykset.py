"""Sendings of contact lists: what was sent, and sending anew after a preview."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from tyollisyysalue import kello, roolit
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot import luettelo, permissions, workflow
from yhteyshenkilot.forms import KunnatForm, LahetysForm
from yhteyshenkilot.models import Luettelolahetys, Luettelosaaja
from yhteyshenkilot.tables import LahetysTable
from yhteyshenkilot.views.lomakkeet import yllapidettava_alue


def lahetys_list(request):
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    lahetykset = Luettelolahetys.objects.visible_to(request.user).annotate(kuntia=Count("saajat"))
    taulu = LahetysTable(lahetykset.defer("sisalto"))
    context = {"saa_yllapitaa": bool(roolit.alueet(request.user, Rooli.KOORDINAATTORI))}
    return luettelosivu(
        request, "yhteyshenkilot/lahetykset.html", taulu, context, nimi="yhteyshenkiloluettelot"
    )


def lahetys_detail(request, pk):
    lahetys = get_object_or_404(
        Luettelolahetys.objects.visible_to(request.user).select_related("alue"), pk=pk
    )
    saajat = Luettelosaaja.objects.visible_to(request.user).filter(lahetys=lahetys).select_related("kunta")
    luettelot = {kunta["koodi"]: kunta for kunta in lahetys.sisalto["kunnat"]}
    context = {
        "lahetys": lahetys,
        "kuntia": len(luettelot),
        "saajat": [
            {"rivi": saaja, "luettelo": luettelo.luettavaksi(luettelot[saaja.kunta.koodi])}
            for saaja in saajat
        ],
        "tasmaa": json_tiiviste(lahetys.sisalto) == lahetys.tiiviste,
    }
    return render(request, "yhteyshenkilot/lahetys.html", context)


def lahetys_valitse(request):
    alue = yllapidettava_alue(request)
    form = KunnatForm(alue=alue)
    form.initial = {"kunnat": [kunta.koodi for kunta in form.fields["kunnat"].queryset]}
    return render(request, "yhteyshenkilot/lahetys_valitse.html", {"form": form, "alue": alue})


def lahetys_laheta(request):
    """The preview of a sending, and the sending of what it showed."""
    alue = yllapidettava_alue(request)
    valinta = KunnatForm(request.POST or request.GET, alue=alue)
    if not valinta.is_valid():
        return render(request, "yhteyshenkilot/lahetys_valitse.html", {"form": valinta, "alue": alue})
    kunnat = list(valinta.cleaned_data["kunnat"])
    form = LahetysForm(request.POST or None, alue=alue)
    if form.is_valid():
        lahetys = laheta(form, alue, kunnat, request.user)
        if lahetys:
            messages.success(request, lahetyksen_viesti(len(kunnat)))
            return redirect("yhteyshenkilot:lahetys", lahetys.pk)
    return render(request, "yhteyshenkilot/lahetys_esikatselu.html", esikatselu(alue, kunnat, form))


def laheta(form, alue, kunnat, user):
    try:
        return workflow.laheta_luettelo(alue, kunnat, user=user, nahty=form.cleaned_data["nahty"])
    except ValidationError as error:
        form.add_error(None, error)
        return None


def lahetyksen_viesti(kuntia):
    return ngettext(
        "Luettelo lähetettiin %(kuntia)s kuntaan.", "Luettelo lähetettiin %(kuntia)s kuntaan.", kuntia
    ) % {"kuntia": kuntia}


def esikatselu(alue, kunnat, form):
    sisalto = luettelo.koosta(alue, kunnat, kello.tanaan())
    tiivisteet = workflow.kuntatiivisteet(sisalto)
    edelliset = workflow.edelliset_tiivisteet(kunnat)
    saajat = luettelo.vastaanottajat(kunnat, kello.tanaan())
    uusi = LahetysForm(
        alue=alue,
        initial={"kunnat": [kunta.koodi for kunta in kunnat], "nahty": json_tiiviste(sisalto)},
    )
    return {
        "alue": alue,
        "form": uusi,
        "virheet": form.non_field_errors() if form.is_bound else [],
        "luettelot": [
            {
                "luettelo": luettelo.luettavaksi(kunnan_luettelo),
                "vastaanottajat": saajat[kunta.pk],
                "ennallaan": edelliset.get(kunta.pk) == tiivisteet[kunta.koodi],
            }
            for kunta, kunnan_luettelo in zip(kunnat, sisalto["kunnat"], strict=True)
        ],
    }
