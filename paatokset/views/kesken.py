"""Unsaved texts: kept while they are written, offered when the text is opened again, and who else has it open."""

import json
import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_prose_editor.fields import ProseEditorFormField

from paatokset import permissions, teksti, tuloste, workflow
from paatokset.models import Kesken, Paatos
from tyollisyysalue.permissions import vaadi

KOHDE = re.compile(r"[a-z]{1,20}:[1-9]\d{0,17}")
# How often the editor's script keeps the text, and tells that it is open.
TALLENNUSVALI_MS = 2500


@require_POST
def kesken_tallenna(request, pk):
    """The script's: keep what is typed (``tiedot``), or only tell that the text is open. Answers who else has it."""
    paatos = get_object_or_404(Paatos.objects.visible_to(request.user).select_related("asia"), pk=pk)
    vaadi(permissions.osallistuu(request.user, paatos))
    kohde = request.POST.get("kohde", "")
    if not KOHDE.fullmatch(kohde):
        return HttpResponseBadRequest()
    if tiedot := request.POST.get("tiedot"):
        try:
            luettu = json.loads(tiedot)
            pohja = int(request.POST.get("pohja", ""))
        except (ValueError, RecursionError):
            return HttpResponseBadRequest()
        if not isinstance(luettu, dict) or not 0 <= pohja < 2**31:
            return HttpResponseBadRequest()
        workflow.tallenna_kesken(paatos, kohde, pohja=pohja, tiedot=luettu, user=request.user)
    if not request.POST.get("suljetaan"):
        workflow.merkitse_muokkaajaksi(paatos, kohde, user=request.user)
    return JsonResponse({"muut": nimet(paatos, kohde, request.user)})


def nimet(paatos, kohde, user):
    return [
        muokkaaja.kayttaja.nimi
        for muokkaaja in workflow.muut_muokkaajat(paatos, user)
        if muokkaaja.kohde == kohde
    ]


def kesken_nayta(request, pk):
    """An unsaved text as it was typed, to be read and copied when its form is closed."""
    kesken = get_object_or_404(Kesken.objects.visible_to(request.user), pk=pk)
    context = {
        "kesken": kesken,
        "otsikko": _("Tallentamaton teksti"),
        "tekstit": [
            # What stands between the tags, so that nothing is drawn as a page that was never checked.
            rivi
            for rivi in (teksti.rivit(str(arvo)) for arvo in kesken.tiedot.values() if isinstance(arvo, str))
            if rivi
        ],
    }
    return render(request, "paatokset/kesken_nayta.html", context)


@require_POST
def kesken_hylkaa(request, pk):
    kesken = get_object_or_404(Kesken.objects.visible_to(request.user), pk=pk)
    paluu = request.POST.get("paluu", "")
    workflow.hylkaa_kesken(kesken, user=request.user)
    messages.success(request, _("Tallentamaton teksti on hylätty."))
    # Back to the text or to the draft: both are pages of decisions, and nothing else is followed.
    if not re.fullmatch(r"/paatokset/[a-z0-9/-]*", paluu):
        return redirect("paatokset:list")
    # The editor's script then throws away the browser's copy of the same text too.
    return redirect(f"{paluu}?hylatty=1")


def avaa(request, paatos, kohde, form):
    """When a text is opened: the page that asks what to do with what the user has unsaved of it, or None.

    Gone on with, the form holds the unsaved fields on the version that they were written on.
    """
    if request.method != "GET":
        return None
    kesken = workflow.keskenerainen(request.user, kohde)
    if kesken is None:
        return None
    erot = [
        nimi
        for nimi in form.fields
        if nimi in kesken.tiedot and nimi != "versio" and _eroaa(form, kesken, nimi)
    ]
    if not erot:
        # What was saved reached the server again afterwards, or was typed back as it was.
        workflow.hylkaa_kesken(kesken, user=request.user)
        return None
    if "jatka" in request.GET:
        form.initial |= {nimi: kesken.tiedot[nimi] for nimi in form.fields if nimi in kesken.tiedot}
        form.initial["versio"] = kesken.pohja
        # The fields remember what they were compared as.
        form._bound_fields_cache.clear()
        return None
    upotus = tuloste.Faktat(paatos.faktat.all(), paatos.kieli)
    context = {
        "paatos": paatos,
        "kesken": kesken,
        "otsikko": _("Sinulla on tallentamaton teksti"),
        "tekstit": [
            {"nimi": form[nimi].label, "arvo": _luettavaksi(form, nimi, kesken.tiedot[nimi], upotus)}
            for nimi in erot
        ],
        "paluu": request.path,
    }
    return render(request, "paatokset/kesken.html", context)


def _eroaa(form, kesken, nimi):
    """Compared as the form would be sent: ids as text, rich text as the server keeps it."""
    tallennettu, kirjoitettu = form[nimi].value(), kesken.tiedot[nimi]
    if isinstance(form.fields[nimi], ProseEditorFormField):
        return teksti.puhdista(str(tallennettu or "")) != teksti.puhdista(str(kirjoitettu))
    if isinstance(tallennettu, list | tuple):
        kirjoitettu = kirjoitettu if isinstance(kirjoitettu, list) else [kirjoitettu]
        return sorted(map(str, tallennettu)) != sorted(map(str, kirjoitettu))
    return str("" if tallennettu is None else tallennettu).split() != str(kirjoitettu).split()


def _luettavaksi(form, nimi, arvo, upotus):
    kentta: Any = form.fields[nimi]
    if isinstance(kentta, ProseEditorFormField):
        # Another's fact, or one that is gone, has no row here: its place is left empty.
        return teksti.upota(teksti.ilman_vieraita(teksti.puhdista(str(arvo)), upotus.rivit), upotus)
    rivit: Any = getattr(kentta, "queryset", ())
    if isinstance(kentta, forms.ModelMultipleChoiceField):
        arvot = arvo if isinstance(arvo, list) else [arvo]
        valitut = {str(pk) for pk in arvot}
        return ", ".join(str(rivi) for rivi in rivit if str(rivi.pk) in valitut)
    if isinstance(kentta, forms.ModelChoiceField):
        return next((str(rivi) for rivi in rivit if str(rivi.pk) == str(arvo)), "")
    valinnat = getattr(kentta, "choices", None)
    return dict(valinnat).get(arvo, arvo) if valinnat else arvo


def editori(request, paatos, kohde, form):
    """What the editor's page tells its script, and who else has the text open."""
    workflow.merkitse_muokkaajaksi(paatos, kohde, user=request.user)
    return {
        "editori": {
            "kohde": kohde,
            "kayttaja": request.user.pk,
            "osoite": reverse("paatokset:kesken", args=[paatos.pk]),
            # The copy in the browser that was written on an older version than this has been saved.
            "tallennettu": workflow.oma_tallennus(paatos, kohde, request.user),
            "vali": TALLENNUSVALI_MS,
            # Gone on with, or sent back with its errors: not what is stored.
            "muuttunut": "jatka" in request.GET or form.is_bound,
        },
        "muokkaajat": nimet(paatos, kohde, request.user),
    }
