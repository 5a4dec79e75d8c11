"""The user's own calendar addresses, and what a calendar program gets from one."""

import hashlib

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from tyollisyysalue import syotteet
from tyollisyysalue.forms import Lomake
from tyollisyysalue.models import Kalenterisyote

# The new address waits here for the one page that shows it.
ISTUNNOSSA = "kalenterin_osoite"


@never_cache
@require_safe
def kalenterit(request):
    omat = {syote.laji: syote for syote in Kalenterisyote.objects.visible_to(request.user).voimassa()}
    lajit = syotteet.tilattavat(request.user)
    uusi = request.session.pop(ISTUNNOSSA, None) or {}
    context = {
        "rivit": [
            {"laji": laji, "syote": omat.pop(laji.avain, None), "uusi": uusi.get(laji.avain, "")}
            for laji in lajit
        ],
        # Rights may end before the address is revoked; it gives an empty calendar then.
        "muut": [
            {"nimi": syotteet.lajit[syote.laji].nimi, "syote": syote}
            for syote in omat.values()
            if syote.laji in syotteet.lajit
        ],
    }
    return render(request, "tyollisyysalue/kalenterit.html", context)


@require_POST
def kalenteri_luo(request, laji):
    if laji not in syotteet.lajit:
        raise Http404
    try:
        _syote, tunnus = syotteet.luo(syotteet.lajit[laji], get_language(), user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("kalenterit")
    osoite = settings.PORTAALIN_OSOITE + reverse("kalenteri", args=[tunnus])
    request.session[ISTUNNOSSA] = {laji: osoite}
    messages.success(request, _("Kalenterin osoite on luotu. Kopioi se nyt: se näytetään vain kerran."))
    return redirect("kalenterit")


def kalenteri_peru(request, pk):
    syote = get_object_or_404(Kalenterisyote.objects.visible_to(request.user).voimassa(), pk=pk)
    form = Lomake(request.POST or None)
    if request.method == "POST":
        syotteet.peru(syote, user=request.user)
        messages.success(request, _("Kalenterin osoite peruttiin. Siitä ei enää saa tietoja."))
        return redirect("kalenterit")
    laji = syotteet.lajit.get(syote.laji)
    context = {"syote": syote, "nimi": laji.nimi if laji else syote.laji, "form": form}
    return render(request, "tyollisyysalue/kalenteri_peru.html", context)


@login_not_required
@require_safe
def kalenteri(request, tunnus):
    """For a calendar program, which has the address and nothing else."""
    if liikaa := ratelimit.consume_or_429(request, action="kalenteri", limit_get=True):
        return liikaa
    syote = syotteet.avaa(tunnus)
    if syote is None:
        raise Http404
    with override(syote.kieli):
        sisalto = syotteet.sisalto(syote).encode()
    syotteet.merkitse_haetuksi(syote)
    etag = f'"{hashlib.sha256(sisalto).hexdigest()}"'
    kalenteri = HttpResponse(sisalto, content_type="text/calendar; charset=utf-8")
    response = get_conditional_response(request, etag=etag, response=kalenteri) or kalenteri
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
