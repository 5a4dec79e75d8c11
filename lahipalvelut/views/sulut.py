"""Closures, and days that wait for somebody to move or cancel them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lahipalvelut import permissions, workflow
from lahipalvelut.models import Palvelupaiva, Sulku
from lahipalvelut.odottavat import odottavat
from lahipalvelut.suunnitelma_forms import SulkuForm, SyyForm
from lahipalvelut.suunnitelmataulut import OdottavatTable, SulkuFilter, SulkuTable
from lahipalvelut.views.suunnitelmat import hae_suunniteltava_kunta
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.permissions import vaadi


def sulku_list(request):
    vaadi(permissions.saa_suunnitella_jossain(request.user))
    sulut = (
        Sulku.objects.visible_to(request.user)
        .filter(kunta__alue__in=permissions.suunniteltavat_alueet(request.user))
        .select_related("kunta", "palvelupiste")
        .order_by("-alkupvm")
    )
    suodatin = SulkuFilter(request.GET, sulut)
    return luettelosivu(
        request, "lahipalvelut/sulut.html", SulkuTable(suodatin.qs), {"suodatin": suodatin.form}, nimi="sulut"
    )


def sulku_uusi(request, koodi):
    kunta = hae_suunniteltava_kunta(request, koodi)
    form = SulkuForm(request.POST or None, instance=Sulku(kunta=kunta))
    if form.is_valid():
        try:
            sulku = workflow.lisaa_sulku(kunta, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            maara = odottavat(
                Palvelupaiva.objects.for_kunta(kunta).jaksolla(sulku.alkupvm, sulku.loppupvm)
            ).count()
            messages.success(
                request,
                ngettext(
                    "Sulku on tallennettu. %(maara)s päivä odottaa siirtoa tai perumista.",
                    "Sulku on tallennettu. %(maara)s päivää odottaa siirtoa tai perumista.",
                    maara,
                )
                % {"maara": maara},
            )
            return redirect("lahipalvelut:odottavat" if maara else "lahipalvelut:sulut")
    return render(request, "lahipalvelut/sulku_form.html", {"kunta": kunta, "form": form})


def sulku_kumoa(request, pk):
    sulku = get_object_or_404(
        Sulku.objects.visible_to(request.user)
        .filter(kunta__alue__kaytossa=True)
        .select_related("kunta__alue"),
        pk=pk,
    )
    vaadi(permissions.saa_suunnitella(request.user, sulku.kunta))
    if sulku.kumottu:
        raise Http404
    form = SyyForm(request.POST or None)
    if form.is_valid():
        try:
            workflow.kumoa_sulku(sulku, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Sulku on kumottu. Suunnitelman päivät ovat taas aikataulussa."))
            return redirect("lahipalvelut:sulut")
    return render(request, "lahipalvelut/sulku_kumoa.html", {"sulku": sulku, "form": form})


def odottavat_list(request):
    vaadi(permissions.saa_suunnitella_jossain(request.user))
    paivat = odottavat(
        Palvelupaiva.objects.visible_to(request.user).for_alueet(
            permissions.suunniteltavat_alueet(request.user)
        )
    ).select_related("kunta", "palvelupiste")
    return luettelosivu(
        request,
        "lahipalvelut/odottavat.html",
        OdottavatTable(paivat.order_by("pvm", "alkuklo")),
        {"suodatin": None},
        nimi="odottavat",
    )
