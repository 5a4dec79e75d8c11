"""Deadlines: setting one, how it was counted, extending it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from esitykset import laskenta, permissions, workflow
from esitykset.kasittely_forms import JatkoForm, MaaraaikaForm
from esitykset.kasittely_views import lisaa_virhe, sallittu_tila, toiminto
from esitykset.models import Esitys, Maaraaika
from esitykset.views import maaraaikarivi, nakyva_esitys
from esitykset.workflow.maaraajat import KASIN_ASETETTAVAT
from tyollisyysalue import kello
from tyollisyysalue.permissions import vaadi

Tila = Esitys.Tila


def maaraaika_uusi(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kasitella(request.user, esitys))
    kesken = esitys.tila not in (Tila.LUONNOS, Tila.SIIRRETTY, Tila.PERUUTETTU, Tila.PAATTYNYT)
    if not sallittu_tila(request, esitys, kesken):
        return redirect(esitys)
    form = MaaraaikaForm(request.POST or None, initial={"alku": kello.tanaan()})
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.aseta_maaraaika(
            esitys,
            data["laji"],
            alku=data["alku"],
            viimeinen=data["viimeinen"],
            syy=data["syy"],
            user=request.user,
        ),
        valmis=_("Määräaika asetettiin."),
        otsikko=_("Aseta määräaika"),
        teksti=_("Määräaika ja sen laskenta näkyvät myös kunnalle."),
        painike=_("Aseta määräaika"),
    )


def nakyva_maaraaika(request, pk):
    maaraajat = Maaraaika.objects.visible_to(request.user).select_related(
        "esitys__kunta__alue", "esitys__asia"
    )
    return get_object_or_404(maaraajat, pk=pk)


def maaraaika_detail(request, pk):
    maaraaika = nakyva_maaraaika(request, pk)
    kasittelee = permissions.saa_kasitella(request.user, maaraaika.esitys)
    avoin = maaraaika.tila == Maaraaika.Tila.AVOIN
    context = {
        "esitys": maaraaika.esitys,
        "lukee_luetteloa": permissions.saa_lukea(request.user),
        "rivi": maaraaikarivi(maaraaika),
        "maaraaika": maaraaika,
        "askeleet": laskenta.askeleet(maaraaika.laskenta),
        "saa_jatkaa": avoin and kasittelee,
        "saa_merkita": avoin and kasittelee and maaraaika.laji in KASIN_ASETETTAVAT,
    }
    return render(request, "esitykset/maaraaika.html", context)


def maaraaika_jatka(request, pk):
    maaraaika = nakyva_maaraaika(request, pk)
    vaadi(permissions.saa_kasitella(request.user, maaraaika.esitys))
    if maaraaika.tila != Maaraaika.Tila.AVOIN:
        messages.info(request, _("Määräaika on jo päättynyt."))
        return redirect("esitykset:maaraaika", maaraaika.pk)
    form = JatkoForm(request.POST or None)
    uusi = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        tapa = {"paivia": data["paivia"], "viimeinen": data["viimeinen"]}
        try:
            uusi = workflow.jatkettuna(maaraaika, **tapa)
            if "tallenna" in request.POST:
                workflow.jatka_maaraaikaa(maaraaika, **tapa, syy=data["syy"], user=request.user)
                messages.success(request, _("Määräaikaa jatkettiin."))
                return redirect("esitykset:maaraaika", maaraaika.pk)
        except ValidationError as error:
            uusi = None
            lisaa_virhe(form, error)
    context = {
        "esitys": maaraaika.esitys,
        "maaraaika": maaraaika,
        "form": form,
        "uusi": laskenta.loppu(uusi) if uusi else None,
        "askeleet": laskenta.askeleet(uusi) if uusi else [],
    }
    return render(request, "esitykset/maaraaika_jatka.html", context)


@require_POST
def maaraaika_taytetty(request, pk):
    maaraaika = nakyva_maaraaika(request, pk)
    try:
        workflow.merkitse_taytetyksi(maaraaika, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Määräaika merkittiin täytetyksi."))
    return redirect(maaraaika.esitys)
