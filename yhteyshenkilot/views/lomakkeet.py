"""What the pages with a form share."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tyollisyysalue import roolit
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import permissions


def yllapidettava_alue(request):
    """The area whose contacts the coordinator keeps; ``?alue=`` chooses one of several."""
    alueet = Tyollisyysalue.objects.filter(pk__in=roolit.alueet(request.user, Rooli.KOORDINAATTORI))
    if not alueet:
        raise PermissionDenied
    koodi = request.GET.get("alue")
    alue = next((alue for alue in alueet if koodi in (None, alue.koodi)), None)
    if alue is None:
        raise Http404
    return alue


def vaadi_yllapito(request, alue_id):
    if not permissions.saa_yllapitaa(request.user, alue_id):
        raise PermissionDenied


def lahetetty(request):
    """The data of a form that may be sent with nothing in it; None when it was only opened."""
    return request.POST if request.method == "POST" else None


def nayta_lomake(
    request, form, *, otsikko, painike, peruuta, murut=(), ohje="", tallennetut=(), aukot=(), linkit=()
):
    """One template for every page that is a form; ``murut`` are the pages above it, name and address.

    ``aukot`` are the holes that the act would leave, in words; ``linkit`` lead to what else can be done, text and
    address.
    """
    context = {
        "form": form,
        "otsikko": otsikko,
        "ohje": ohje,
        "painike": painike,
        "peruuta": peruuta,
        "murut": [(_("Yhteyshenkilöt"), reverse("yhteyshenkilot:list")), *murut],
        "tallennetut": tallennetut,
        "aukot": aukot,
        "linkit": linkit,
    }
    return render(request, "yhteyshenkilot/lomake.html", context)
