"""The catalogue of provisions: the area's decisions cite its entries while they are in force."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from paatokset import permissions
from paatokset.kirjasto_filters import LainkohtaFilter
from paatokset.kirjasto_forms import LainkohdanMuutosForm, LainkohtaForm, PaattymisForm
from paatokset.kirjasto_tables import LainkohtaTable
from paatokset.models import VALMISTELIJAT, Lainkohta
from paatokset.workflow import lainkohdat, luettelot
from tyollisyysalue import kello, roolit
from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu, tallennetut
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli


def valmistelun_alueet(request):
    """Areas whose decisions the user prepares or presents."""
    alueet = roolit.alueet(request.user, *VALMISTELIJAT)
    vaadi(alueet)
    return alueet


def laadittava_alue(request):
    """The area whose entries the secretary keeps; ``?alue=`` chooses one of several."""
    alueet = Tyollisyysalue.objects.filter(pk__in=roolit.alueet(request.user, Rooli.SIHTEERI))
    if not alueet:
        raise PermissionDenied
    koodi = request.GET.get("alue")
    alue = next((alue for alue in alueet if koodi in (None, alue.koodi)), None)
    if alue is None:
        raise Http404
    return alue


def lainkohta_list(request):
    alueet = valmistelun_alueet(request)
    suodatin = LainkohtaFilter(
        request.GET,
        Lainkohta.objects.visible_to(request.user).filter(alue__in=alueet).select_related("omistaja"),
        request=request,
    )
    context = {"suodatin": suodatin, "saa_laatia": bool(roolit.alueet(request.user, Rooli.SIHTEERI))}
    return luettelosivu(
        request, "paatokset/lainkohdat.html", LainkohtaTable(suodatin.qs), context, nimi="lainkohdat"
    )


def nakyva_lainkohta(request, pk):
    rivit = Lainkohta.objects.visible_to(request.user).filter(alue__in=valmistelun_alueet(request))
    return get_object_or_404(rivit.select_related("omistaja"), pk=pk)


def lainkohta_detail(request, pk):
    lainkohta = nakyva_lainkohta(request, pk)
    context = {
        "lainkohta": lainkohta,
        "saa_laatia": permissions.saa_laatia(request.user, lainkohta.alue_id),
        "on_tarkistettava": bool(lainkohta.tarkistuspvm and lainkohta.tarkistuspvm < kello.tanaan()),
        "kayttavat": lainkohdat.kayttavat(lainkohta, request.user)[:100],
    }
    return render(request, "paatokset/lainkohta.html", context)


def lainkohta_lisaa(request):
    alue = laadittava_alue(request)
    form = LainkohtaForm(
        request.POST or None,
        alue=alue.pk,
        initial={"alkupvm": kello.tanaan(), "omistaja": getattr(request.user, "henkilo", None)},
    )
    if form.is_valid() and onnistuu(
        form, lambda: luettelot.lisaa(Lainkohta, alue, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Lainkohta lisättiin."))
        return redirect("paatokset:lainkohdat")
    return nayta_lomake(
        request, form, otsikko=_("Lisää lainkohta"), painike=_("Lisää lainkohta"), murut=lainkohtien_murut()
    )


def lainkohta_muuta(request, pk):
    lainkohta = nakyva_lainkohta(request, pk)
    vaadi(permissions.saa_laatia(request.user, lainkohta.alue_id))
    form = LainkohdanMuutosForm(
        request.POST or None,
        instance=lainkohta,
        alue=lainkohta.alue_id,
        initial={"versio": lainkohta.versio},
    )
    if form.is_valid() and muutos_onnistuu(
        form,
        lainkohta,
        lambda: luettelot.muuta(lainkohta, user=request.user, **muutos(form)),
        lue_versio=tallennettu_versio,
    ):
        messages.success(request, _("Lainkohta tallennettiin. Painetut päätökset pysyvät ennallaan."))
        return redirect(lainkohta)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Muuta lainkohtaa"),
        painike=_("Tallenna"),
        murut=[*lainkohtien_murut(), (lainkohta.teksti, lainkohta.get_absolute_url())],
        tallennetut=tallennetut(form, lainkohta),
    )


def lainkohta_paata(request, pk):
    return paata(request, nakyva_lainkohta(request, pk), lainkohtien_murut())


def lainkohtien_murut():
    return [(_("Lainkohdat"), reverse("paatokset:lainkohdat"))]


def paata(request, rivi, murut):
    """The last day of an entry of the catalogue or of the library."""
    vaadi(permissions.saa_laatia(request.user, rivi.alue_id))
    form = PaattymisForm(request.POST or None)
    if form.is_valid() and onnistuu(
        form, lambda: luettelot.paata(rivi, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Voimassaolon päättyminen tallennettiin."))
        return redirect(rivi)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Päätä voimassaolo"),
        painike=_("Päätä voimassaolo"),
        ohje=_("Päättymisen jälkeen tätä ei voi enää valita. Painetut päätökset pysyvät ennallaan."),
        murut=[*murut, (str(rivi), rivi.get_absolute_url())],
    )


def muutos(form):
    """The values of an edit form as the workflow takes them."""
    arvot = dict(form.cleaned_data)
    return {"versio": arvot.pop("versio"), "muutokset": arvot}


def tallennettu_versio(rivi):
    return type(rivi).objects.values_list("versio", flat=True).get(pk=rivi.pk)


def nayta_lomake(
    request, form, *, otsikko, painike, murut, ohje="", tallennetut=(), malli="paatokset/kirjasto_lomake.html"
):
    """``murut`` are the pages above, name and address; the nearest is the way back."""
    context = {
        "form": form,
        "otsikko": otsikko,
        "painike": painike,
        "ohje": ohje,
        "peruuta": murut[-1][1],
        "murut": murut,
        "tallennetut": tallennetut,
    }
    return render(request, malli, context)
