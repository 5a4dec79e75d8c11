"""The hand-over list of one who leaves: all of the person's work, whichever app holds it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from portaali.forms import LuovutusForm
from tyollisyysalue import kello, koskeva
from tyollisyysalue.models import Henkilo
from yhteyshenkilot import permissions


def luovutus(request, pk):
    henkilot = Henkilo.objects.visible_to(request.user).select_related("alue", "kunta")
    henkilo = get_object_or_404(henkilot, pk=pk)
    if not permissions.saa_luovuttaa(request.user, henkilo):
        raise PermissionDenied
    form = LuovutusForm({"pvm": request.GET.get("pvm") or kello.tanaan().isoformat()})
    koskevat = koskeva.hae(henkilo, form.paiva, None, request.user)
    context = {
        "henkilo": henkilo,
        "form": form,
        "pvm": form.paiva,
        "koskevat": koskeva.ryhmittain(koskevat),
        "maara": len(koskevat),
        "saa_yllapitaa": permissions.saa_yllapitaa(request.user, henkilo.alue_id),
    }
    return render(request, "portaali/luovutus.html", context)
