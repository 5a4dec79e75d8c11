"""Versions of a draft: the list, one as it was read, and what changed between two."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from paatokset import erot, permissions, workflow
from paatokset.models import Paatosversio
from paatokset.views.sivut import nakyva_paatos
from paatokset.workflow.versiot import sisalto
from tyollisyysalue.permissions import vaadi

NYT = "nyt"


def versioitu(request, pk):
    """Versions hold the whole text, secret sections too."""
    paatos = nakyva_paatos(request, pk)
    vaadi(permissions.on_valmistelija(request.user, paatos.asia.alue_id))
    return paatos


def versiot_list(request, pk):
    paatos = versioitu(request, pk)
    versiot = list(
        Paatosversio.objects.visible_to(request.user)
        .filter(paatos=paatos)
        .select_related("tekija")
        .defer("sisalto")
        .order_by("-numero")
    )
    context = {
        "paatos": paatos,
        "versiot": versiot,
        # At first: what has changed since the newest version.
        "vanha": versiot[0].numero if versiot else None,
    }
    return render(request, "paatokset/versiot.html", context)


@require_POST
def versio_tallenna(request, pk):
    paatos = versioitu(request, pk)
    versio = workflow.tallenna_versio(paatos, user=request.user)
    messages.success(request, _("Luonnos on tallennettu versioksi %(numero)s.") % {"numero": versio.numero})
    return redirect("paatokset:versiot", paatos.pk)


def versio_detail(request, pk, numero):
    """A version as it was read: what the presenter saw."""
    paatos = versioitu(request, pk)
    versio = get_object_or_404(
        Paatosversio.objects.visible_to(request.user).select_related("tekija"), paatos=paatos, numero=numero
    )
    context = {"paatos": paatos, "versio": versio, "otsikko": _("Versio %(numero)s") % {"numero": numero}}
    return render(request, "paatokset/versio.html", context)


def versiot_erot(request, pk):
    """``?vanha=3&uusi=5``; either may be ``nyt``, the text as it stands."""
    paatos = versioitu(request, pk)
    vanha, uusi = (_versio(request, paatos, avain) for avain in ("vanha", "uusi"))
    kielet = list(dict.fromkeys([*vanha["sisalto"], *uusi["sisalto"]]))
    context = {
        "paatos": paatos,
        "vanha": vanha,
        "uusi": uusi,
        "otsikko": _("Mitä muuttui"),
        "kielet": [
            {
                "kieli": kieli,
                "osat": [
                    osa | {"on_sama": erot.on_sama(osa["palat"])}
                    for osa in erot.osittain(vanha["sisalto"].get(kieli, []), uusi["sisalto"].get(kieli, []))
                ],
            }
            for kieli in kielet
        ],
    }
    context["on_sama"] = all(osa["on_sama"] for kieli in context["kielet"] for osa in kieli["osat"])
    return render(request, "paatokset/erot.html", context)


def _versio(request, paatos, avain):
    arvo = request.GET.get(avain, NYT)
    if arvo == NYT:
        return {"nimi": _("teksti nyt"), "aika": None, "sisalto": sisalto(paatos)}
    if not arvo.isdecimal() or len(arvo) > 9:
        raise Http404
    versio = get_object_or_404(Paatosversio.objects.visible_to(request.user), paatos=paatos, numero=int(arvo))
    return {
        "nimi": _("versio %(numero)s, %(syy)s") % {"numero": versio.numero, "syy": versio.get_syy_display()},
        "aika": versio.aika,
        "sisalto": versio.sisalto,
    }
