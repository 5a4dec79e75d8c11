"""From a draft to a plan in force, and from that to the next draft."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lahipalvelut import workflow
from lahipalvelut.models import Palvelusuunnitelma
from lahipalvelut.suunnitelma_forms import HyvaksyForm, KopioiForm, SyyForm, VersioForm
from lahipalvelut.views.suunnitelmat import hae_luonnos, hae_suunniteltava
from tyollisyysalue import kello, pyhat
from tyollisyysalue.lomakkeet import onnistuu

# Dates of a kind told one by one on the confirmation page.
NAYTETAAN = 30


def hae_hyvaksytty(request, pk):
    suunnitelma = hae_suunniteltava(request, pk)
    if suunnitelma.tila != Palvelusuunnitelma.Tila.HYVAKSYTTY:
        raise Http404
    return suunnitelma


def suunnitelma_hyvaksy(request, pk):
    suunnitelma = hae_luonnos(request, pk)
    form = HyvaksyForm(
        request.POST or None,
        instance=Palvelusuunnitelma(kunta=suunnitelma.kunta),
        initial={"hyvaksymispvm": kello.tanaan()},
    )
    if form.is_valid():
        if onnistuu(form, lambda: workflow.hyvaksy(suunnitelma, user=request.user, **form.cleaned_data)):
            messages.success(request, _("Suunnitelma on hyväksytty ja sen päivät ovat aikataulussa."))
            return redirect("lahipalvelut:suunnitelma", suunnitelma.pk)
        suunnitelma.refresh_from_db()
        if not suunnitelma.on_luonnos:
            messages.error(request, _("Suunnitelma on jo hyväksytty tai hylätty."))
            return redirect("lahipalvelut:suunnitelma", suunnitelma.pk)
    tulos = workflow.hyvaksyttava(suunnitelma)
    if form.is_bound:
        form.data = form.data.copy()
        form.data["nahty"] = tulos.tunnus
    else:
        form.initial["nahty"] = tulos.tunnus
    vaihto = tulos.vaihto
    return render(
        request,
        "lahipalvelut/hyvaksy.html",
        {
            "suunnitelma": suunnitelma,
            "form": form,
            "tulos": tulos,
            "uudet": [(e.pvm, pyhat.pyha(e.pvm) or "") for e in vaihto.uudet[:NAYTETAAN]],
            "poistuvat": [p.pvm for p in vaihto.poistuvat[:NAYTETAAN]],
            "ohitetut": vaihto.ohitetut[:NAYTETAAN],
            "naytetaan": NAYTETAAN,
        },
    )


def suunnitelma_versio(request, pk):
    suunnitelma = hae_hyvaksytty(request, pk)
    form = VersioForm(request.POST or None)
    if form.is_valid():
        try:
            uusi = workflow.uusi_versio(suunnitelma, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Uusi versio on luonnoksena. Muuta sen rivejä ja hyväksy se."))
            return redirect("lahipalvelut:suunnitelma", uusi.pk)
    return render(request, "lahipalvelut/versio.html", {"suunnitelma": suunnitelma, "form": form})


def suunnitelma_kopioi(request, pk):
    suunnitelma = hae_suunniteltava(request, pk)
    form = KopioiForm(request.POST or None, kunta=suunnitelma.kunta)
    if form.is_valid():
        tiedot = form.cleaned_data
        try:
            luonnokset = workflow.kopioi(
                suunnitelma,
                form.kohteet(),
                alkupvm=tiedot["alkupvm"],
                loppupvm=tiedot["loppupvm"],
                user=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                ngettext("%(maara)s luonnos on tehty.", "%(maara)s luonnosta on tehty.", len(luonnokset))
                % {"maara": len(luonnokset)},
            )
            return redirect("lahipalvelut:suunnitelmat")
    return render(request, "lahipalvelut/kopioi.html", {"suunnitelma": suunnitelma, "form": form})


def suunnitelma_hylkaa(request, pk):
    suunnitelma = hae_luonnos(request, pk)
    form = SyyForm(request.POST or None)
    if form.is_valid():
        try:
            workflow.hylkaa(suunnitelma, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Luonnos on hylätty."))
            return redirect("lahipalvelut:suunnitelmat")
    return render(request, "lahipalvelut/hylkaa.html", {"suunnitelma": suunnitelma, "form": form})
