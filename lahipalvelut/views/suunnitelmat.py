"""The coordinator's editor of service plans."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lahipalvelut import permissions, workflow
from lahipalvelut.forms import PalvelupisteForm, SuunnitelmaForm, SuunnitelmanMuutosForm, SuunnitelmariviForm
from lahipalvelut.models import Palvelupiste, Palvelusuunnitelma
from tyollisyysalue import pyhat
from tyollisyysalue.models import Kunta
from tyollisyysalue.versiot import Vanhentunut

ESIKATSELTAVIA = 12


def hae_suunniteltava_kunta(request, koodi):
    kunta = get_object_or_404(
        Kunta.objects.visible_to(request.user).kaytossa().select_related("alue"), koodi=koodi
    )
    if not permissions.saa_suunnitella(request.user, kunta):
        raise PermissionDenied
    return kunta


def hae_suunnitelma(request, pk):
    """A plan for those who see the municipality's inner matters; its page names the staff."""
    suunnitelma = get_object_or_404(
        Palvelusuunnitelma.objects.visible_to(request.user).select_related("kunta__alue"), pk=pk
    )
    if not permissions.saa_nahda_sisaiset(request.user, suunnitelma.kunta):
        raise Http404
    return suunnitelma


def suunnitelma_detail(request, pk):
    suunnitelma = hae_suunnitelma(request, pk)
    return render(
        request,
        "lahipalvelut/suunnitelma.html",
        {
            "suunnitelma": suunnitelma,
            "rivit": suunnitelma.rivit.select_related("palvelupiste", "vastuuhenkilo").prefetch_related(
                "prosessit"
            ),
            "saa_suunnitella": permissions.saa_suunnitella(request.user, suunnitelma.kunta),
        },
    )


def suunnitelma_uusi(request, koodi):
    kunta = hae_suunniteltava_kunta(request, koodi)
    form = SuunnitelmaForm(request.POST or None, instance=Palvelusuunnitelma(kunta=kunta))
    if form.is_valid():
        try:
            suunnitelma = workflow.luo_suunnitelma(kunta, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Suunnitelma on tallennettu. Lisää siihen rivit."))
            return redirect("lahipalvelut:suunnitelma", suunnitelma.pk)
    return render(request, "lahipalvelut/suunnitelma_form.html", {"kunta": kunta, "form": form})


def suunnitelma_muokkaa(request, pk):
    suunnitelma = hae_suunnitelma(request, pk)
    if not permissions.saa_suunnitella(request.user, suunnitelma.kunta):
        raise PermissionDenied
    tallennettu = None
    form = SuunnitelmanMuutosForm(
        request.POST or None,
        instance=Palvelusuunnitelma(
            hyvaksymispvm=suunnitelma.hyvaksymispvm,
            hyvaksymisviite=suunnitelma.hyvaksymisviite,
            perustelu=suunnitelma.perustelu,
        ),
        initial={"versio": suunnitelma.versio},
    )
    if form.is_valid():
        try:
            workflow.muuta_suunnitelmaa(suunnitelma, user=request.user, **form.cleaned_data)
        except Vanhentunut as error:
            form.add_error(None, error)
            form.nayta_tallennettu(suunnitelma)
            tallennettu = suunnitelma
        else:
            messages.success(request, _("Suunnitelman tiedot on tallennettu."))
            return redirect("lahipalvelut:suunnitelma", suunnitelma.pk)
    return render(
        request,
        "lahipalvelut/suunnitelma_muokkaa.html",
        {"suunnitelma": suunnitelma, "form": form, "tallennettu": tallennettu},
    )


def rivi_uusi(request, pk):
    suunnitelma = hae_suunnitelma(request, pk)
    if not permissions.saa_suunnitella(request.user, suunnitelma.kunta):
        raise PermissionDenied
    form = SuunnitelmariviForm(request.POST or None, suunnitelma=suunnitelma)
    esikatselu = None
    if form.is_valid():
        if request.POST.get("toiminto") == "tallenna":
            try:
                workflow.lisaa_rivi(suunnitelma, user=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Rivi on lisätty ja sen päivät ovat aikataulussa."))
                return redirect("lahipalvelut:suunnitelma", suunnitelma.pk)
        else:
            esikatselu = _esikatsele(form.instance)
    return render(
        request,
        "lahipalvelut/rivi_form.html",
        {
            "suunnitelma": suunnitelma,
            "form": form,
            "esikatselu": esikatselu,
            "palvelupisteita": Palvelupiste.objects.for_kunta(suunnitelma.kunta).exists(),
        },
    )


def _esikatsele(rivi):
    """What the typed rule means: its sentence and first days, with the holidays on which they fall."""
    paivat = [
        paiva
        for paiva in rivi.toistuvuus.seuraavat(ESIKATSELTAVIA, rivi.suunnitelma.alkupvm)
        if not rivi.suunnitelma.loppupvm or paiva <= rivi.suunnitelma.loppupvm
    ]
    return {
        "lause": rivi.toistuvuus.lause(),
        "paivat": [{"pvm": paiva, "pyha": pyhat.pyha(paiva) or ""} for paiva in paivat],
    }


def palvelupiste_uusi(request, koodi):
    kunta = hae_suunniteltava_kunta(request, koodi)
    form = PalvelupisteForm(request.POST or None, instance=Palvelupiste(kunta=kunta))
    if form.is_valid():
        try:
            palvelupiste = workflow.lisaa_palvelupiste(kunta, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Palvelupiste %(nimi)s on lisätty.") % {"nimi": palvelupiste.nimi})
            return redirect("lahipalvelut:detail", kunta.koodi)
    return render(request, "lahipalvelut/palvelupiste_form.html", {"kunta": kunta, "form": form})
