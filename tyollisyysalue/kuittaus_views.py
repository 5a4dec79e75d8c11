"""Acknowledging a mail by its link. Mail scanners open every link, so opening it does nothing: only the button does."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tyollisyysalue import kuittaukset


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kuittaus(request, tunnus):
    if liikaa := ratelimit.consume_or_429(request, action="kuittaus", limit_get=True):
        return liikaa
    try:
        vastaanottaja = kuittaukset.avaa(tunnus)
    except kuittaukset.Vanhentunut:
        return _ei_hakukoneille(render(request, "tyollisyysalue/kuittaus_ei_kelpaa.html", status=410))
    if vastaanottaja is None:
        return _ei_hakukoneille(render(request, "tyollisyysalue/kuittaus_ei_kelpaa.html", status=404))
    if request.method == "POST":
        kuittaukset.kuittaa(vastaanottaja, kuittaaja=vastaanottaja.nimi)
        return redirect("kuittaus", tunnus)
    context = {
        "aihe": vastaanottaja.lahetys.aihe,
        "kieli": vastaanottaja.lahetys.kieli,
        "lahetetty": vastaanottaja.lahetysaika or vastaanottaja.lahetys.luontiaika,
        "kuittausaika": vastaanottaja.kuittausaika,
    }
    return _ei_hakukoneille(render(request, "tyollisyysalue/kuittaus.html", context))


def _ei_hakukoneille(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
