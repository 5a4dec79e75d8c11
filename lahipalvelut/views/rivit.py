"""Lines of a draft, with what they mean shown while they are written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from lahipalvelut import workflow
from lahipalvelut.esikatselu import esikatsele
from lahipalvelut.forms import SuunnitelmariviForm
from lahipalvelut.models import Palvelupiste, Suunnitelmarivi
from lahipalvelut.suunnitelma_forms import RivinMuutosForm, RivinPoistoForm
from lahipalvelut.views.suunnitelmat import hae_luonnos
from tyollisyysalue.lomakkeet import muutos_onnistuu, tallennetut
from tyollisyysalue.luettelot import osittainen
from tyollisyysalue.versiot import versio


def hae_rivi(request, pk):
    rivi = get_object_or_404(
        Suunnitelmarivi.objects.visible_to(request.user).select_related("palvelupiste"), pk=pk
    )
    rivi.suunnitelma = hae_luonnos(request, rivi.suunnitelma_id)
    return rivi


def rivi_uusi(request, pk):
    suunnitelma = hae_luonnos(request, pk)
    form = SuunnitelmariviForm(request.POST or None, suunnitelma=suunnitelma)
    return _lomake(
        request,
        suunnitelma,
        form,
        lambda tiedot: workflow.lisaa_rivi(suunnitelma, user=request.user, **tiedot),
        _("Rivi on lisätty luonnokseen."),
        otsikko=_("Uusi rivi"),
    )


def rivi_muokkaa(request, pk):
    rivi = hae_rivi(request, pk)
    tallennettu = hae_rivi(request, pk)
    form = RivinMuutosForm(request.POST or None, suunnitelma=rivi.suunnitelma, instance=rivi)
    return _lomake(
        request,
        rivi.suunnitelma,
        form,
        lambda tiedot: workflow.muuta_rivia(tallennettu, user=request.user, **tiedot),
        _("Rivi on tallennettu."),
        otsikko=_("Muokkaa riviä"),
        rivi=tallennettu,
    )


def _lomake(request, suunnitelma, form, tallenna, viesti, *, otsikko, rivi=None):
    esikatselu = None
    if form.is_valid():
        if request.POST.get("toiminto") == "tallenna":
            if muutos_onnistuu(form, rivi, lambda: tallenna(form.cleaned_data)):
                messages.success(request, viesti)
                return redirect("lahipalvelut:suunnitelma", suunnitelma.pk)
        else:
            esikatselu = esikatsele(form.instance, form.cleaned_data["prosessit"])
    context = {
        "otsikko": otsikko,
        "suunnitelma": suunnitelma,
        "form": form,
        "esikatselu": esikatselu,
        "tallennetut": tallennetut(form, rivi) if rivi else [],
        "palvelupisteita": Palvelupiste.objects.for_kunta(suunnitelma.kunta).exists(),
    }
    if osittainen(request):
        osat = ["lahipalvelut/rivi_form.html#esikatselu", "lahipalvelut/includes/esikatselun_ilmoitus.html"]
        response = HttpResponse("".join(render_to_string(osa, context, request).strip() for osa in osat))
    else:
        response = render(request, "lahipalvelut/rivi_form.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def rivi_poista(request, pk):
    rivi = hae_rivi(request, pk)
    form = RivinPoistoForm(request.POST or None, initial={"versio": versio(rivi)})
    if form.is_valid() and muutos_onnistuu(
        form, rivi, lambda: workflow.poista_rivi(rivi, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Rivi on poistettu luonnoksesta."))
        return redirect("lahipalvelut:suunnitelma", rivi.suunnitelma_id)
    return render(request, "lahipalvelut/rivi_poista.html", {"rivi": rivi, "form": form})
