"""What a list page answers: the whole page, the part of it that a filter or an order changes, or all rows as a file.

A page that ends its view with ``luettelosivu`` writes that part as ``{% partialdef taulukko inline %}`` around an
element with the id ``luettelo``, and draws its form with ``includes/suodatin.html`` and its rows with
``includes/table.html``.
"""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import ChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

from tyollisyysalue import tekstit, vienti


def luettelosivu(request, malli, taulu, context, *, nimi, riveja=50):
    """End a view of a list. ``nimi`` names the files, in ASCII; ``context["suodatin"]`` is the filter, if any.

    Every answer is made of the same rows: what the reader may see, filtered and ordered by the address.
    """
    taulu.on_luettelo = True
    taulu.sivuta(request, riveja)
    muoto = request.GET.get(taulu.prefixed_muoto)
    if muoto in vienti.MUODOT:
        try:
            return vienti.tiedosto(taulu, nimi, muoto)
        except ValidationError as error:
            messages.error(request, error.message)
            return redirect(ilman(request, taulu.prefixed_muoto))
    context = {"rajaukset": rajaukset(request, context.get("suodatin")), **context, "taulu": taulu}
    if osittainen(request):
        sisalto = render_to_string(f"{malli}#taulukko", context, request).strip()
        muut = render_to_string("includes/luettelo_muut.html", {"taulu": taulu}, request)
        response = HttpResponse(sisalto + muut)
    else:
        response = render(request, malli, context)
    # Else a browser going back could show the part in place of the page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def ilman(request, nimi):
    """The address of the page without one of its parameters."""
    haku = request.GET.copy()
    del haku[nimi]
    return f"{request.path}?{haku.urlencode()}" if haku else request.path


def osittainen(request):
    """Whether htmx asks for a part of the page that the reader already has, and not for the page itself."""
    return request.htmx.request_type == "partial"


def rajaukset(request, suodatin):
    """``(label, value in words)`` of the filters that the reader has chosen; a default is not a choice."""
    form = getattr(suodatin, "form", suodatin)
    if form is None or not hasattr(form, "cleaned_data"):
        return []
    return [
        (kentta.label, sanoina(kentta, form.cleaned_data[nimi], annettu))
        for nimi, kentta in form.fields.items()
        if (annettu := request.GET.get(form.add_prefix(nimi)))
        and form.cleaned_data.get(nimi, "") not in ("", None, form.get_initial_for_field(kentta, nimi))
    ]


def sanoina(kentta, arvo, annettu):
    if isinstance(kentta, ChoiceField):
        valinnat: Any = kentta.choices
        # Of rows without a code of their own the key is a number, which an address may hold as "07" too.
        return {str(valinta): nimi for valinta, nimi in valinnat}.get(annettu, str(arvo))
    return tekstit.pvm(arvo) if isinstance(arvo, datetime.date) else str(arvo)
