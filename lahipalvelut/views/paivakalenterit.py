"""Public calendars of service days: of a municipality, and of a key process over its area."""

import hashlib

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lahipalvelut.paivakalenteri import julkinen_kalenteri, syotteen_paivat
from tyollisyysalue.models import Kunta
from yhteyshenkilot.models import Avainprosessi


@login_not_required
@require_safe
def kunta_ics(request, koodi):
    kunta = get_object_or_404(Kunta.objects.visible_to(request.user).kaytossa(), koodi=koodi)
    with override(kieli(request)):
        nimi = _("Lähipalvelupäivät, %(kunta)s") % {"kunta": kunta.nimi}
        kalenteri = julkinen_kalenteri(syotteen_paivat().visible_to(request.user).for_kunta(kunta), nimi)
    return vastaus(request, kalenteri)


@login_not_required
@require_safe
def prosessi_ics(request, pk):
    prosessit = Avainprosessi.objects.visible_to(request.user).kaytossa().filter(alue__kaytossa=True)
    prosessi = get_object_or_404(prosessit, pk=pk)
    with override(kieli(request)):
        nimi = _("Lähipalvelupäivät, %(prosessi)s") % {"prosessi": prosessi.nimi}
        paivat = syotteen_paivat().visible_to(request.user).filter(rivi__prosessit=prosessi)
        kalenteri = julkinen_kalenteri(paivat, nimi)
    return vastaus(request, kalenteri)


def kieli(request):
    """A calendar program has no page to choose the language on: the address says it."""
    haluttu = request.GET.get("kieli", "")
    return haluttu if haluttu in dict(settings.LANGUAGES) else get_language()


def vastaus(request, sisalto):
    """The calendar, or "not changed" to a program that has it already.

    By its hash alone: names and directions of places are in it too, and have no time of change in common with the days.
    """
    tavut = sisalto.encode()
    etag = f'"{hashlib.sha256(tavut).hexdigest()}"'
    kalenteri = HttpResponse(tavut, content_type="text/calendar; charset=utf-8")
    response = get_conditional_response(request, etag, response=kalenteri) or kalenteri
    response["ETag"] = etag
    # May be kept, but asked of each time: a change must be in the calendar as soon as on the page.
    response["Cache-Control"] = "public, no-cache"
    return response
