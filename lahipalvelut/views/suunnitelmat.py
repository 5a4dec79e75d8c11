"""The coordinator's plans: the list, a plan's page, its details."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lahipalvelut import esikatselu, mitoitus, permissions, vaikutukset, workflow
from lahipalvelut.forms import PalvelupisteForm, SuunnitelmaForm, SuunnitelmanMuutosForm
from lahipalvelut.models import Palvelupiste, Palvelusuunnitelma
from lahipalvelut.suunnitelma_forms import LuonnosForm
from lahipalvelut.suunnitelmataulut import SuunnitelmaFilter, SuunnitelmaTable
from tyollisyysalue import kello
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Kunta
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import Vanhentunut

# Dates that give no day, told on the plan's page.
OHITETTUJA = 12


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


def hae_suunniteltava(request, pk):
    """A plan for the one who makes it."""
    suunnitelma = hae_suunnitelma(request, pk)
    vaadi(permissions.saa_suunnitella(request.user, suunnitelma.kunta))
    return suunnitelma


def hae_luonnos(request, pk):
    suunnitelma = hae_suunniteltava(request, pk)
    if not suunnitelma.on_luonnos:
        raise Http404
    return suunnitelma


def suunnitelma_list(request):
    vaadi(permissions.saa_suunnitella_jossain(request.user))
    suunnitelmat = (
        Palvelusuunnitelma.objects.visible_to(request.user)
        .filter(kunta__alue__in=permissions.suunniteltavat_alueet(request.user))
        .select_related("kunta")
        .order_by("kunta__aakkos", "-alkupvm")
    )
    suodatin = SuunnitelmaFilter(request.GET, suunnitelmat)
    return luettelosivu(
        request,
        "lahipalvelut/suunnitelmat.html",
        SuunnitelmaTable(suodatin.qs),
        {"suodatin": suodatin.form, "vuosi": kello.tanaan().year},
        nimi="palvelusuunnitelmat",
    )


def suunnitelma_detail(request, pk):
    suunnitelma = hae_suunnitelma(request, pk)
    rivit = list(
        suunnitelma.rivit.select_related("palvelupiste", "vastuuhenkilo").prefetch_related("prosessit")
    )
    for rivi in rivit:
        rivi.suunnitelma = suunnitelma
    context = {
        "suunnitelma": suunnitelma,
        "rivit": [(rivi, None) for rivi in rivit],
        "ohitetut": [],
        "mitoitus": None,
        "muut": Palvelusuunnitelma.objects.visible_to(request.user)
        .for_kunta(suunnitelma.kunta)
        .exclude(pk=suunnitelma.pk),
        "saa_suunnitella": permissions.saa_suunnitella(request.user, suunnitelma.kunta),
    }
    if suunnitelma.on_luonnos:
        prosessit = {rivi.pk: rivi.prosessit.all() for rivi in rivit}
        context["rivit"] = list(
            zip(rivit, esikatselu.esikatselut(suunnitelma, rivit, prosessit), strict=True)
        )
        vaihto = vaikutukset.vaikutus(suunnitelma, rivit)
        hakijat = mitoitus.hakijat([suunnitelma.kunta]).get(suunnitelma.kunta_id)
        context["mitoitus"] = mitoitus.luonnoksen(suunnitelma, rivit, hakijat, vaihto)
        context["ohitetut"] = vaihto.ohitetut[:OHITETTUJA]
    elif suunnitelma.tila == Palvelusuunnitelma.Tila.HYVAKSYTTY:
        context["mitoitus"] = mitoitus.suunnitelman(suunnitelma, rivit)
        alkaen = max(kello.tanaan(), suunnitelma.alkupvm)
        context["ohitetut"] = vaikutukset.vaikutus(suunnitelma, rivit, alkaen=alkaen).ohitetut[:OHITETTUJA]
    return render(request, "lahipalvelut/suunnitelma.html", context)


def suunnitelma_uusi(request, koodi):
    kunta = hae_suunniteltava_kunta(request, koodi)
    form = SuunnitelmaForm(request.POST or None, instance=Palvelusuunnitelma(kunta=kunta))
    if form.is_valid():
        try:
            suunnitelma = workflow.luo_suunnitelma(kunta, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Luonnos on tallennettu. Lisää siihen rivit."))
            return redirect("lahipalvelut:suunnitelma", suunnitelma.pk)
    return render(request, "lahipalvelut/suunnitelma_form.html", {"kunta": kunta, "form": form})


def suunnitelma_muokkaa(request, pk):
    suunnitelma = hae_suunniteltava(request, pk)
    if suunnitelma.tila == Palvelusuunnitelma.Tila.HYLATTY:
        raise Http404
    lomake, muuta = (
        (LuonnosForm, workflow.muuta_luonnosta)
        if suunnitelma.on_luonnos
        else (SuunnitelmanMuutosForm, workflow.muuta_suunnitelmaa)
    )
    tallennettu = None
    kentat = {kentta: getattr(suunnitelma, kentta) for kentta in lomake.base_fields if kentta != "versio"}
    # On a plan of its own: a refused form must not change what the page says.
    form = lomake(
        request.POST or None,
        instance=Palvelusuunnitelma(kunta=suunnitelma.kunta, **kentat),
        initial={"versio": suunnitelma.versio},
    )
    if form.is_valid():
        try:
            muuta(suunnitelma, user=request.user, **form.cleaned_data)
        except Vanhentunut as error:
            form.add_error(None, error)
            suunnitelma.refresh_from_db()
            form.nayta_tallennettu(suunnitelma)
            tallennettu = suunnitelma
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Suunnitelman tiedot on tallennettu."))
            return redirect("lahipalvelut:suunnitelma", suunnitelma.pk)
    return render(
        request,
        "lahipalvelut/suunnitelma_muokkaa.html",
        {"suunnitelma": suunnitelma, "form": form, "tallennettu": tallennettu},
    )


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
