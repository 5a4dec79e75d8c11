"""Mail kept in the demo, for the one who looks after the portal."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from tyollisyysalue import permissions
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import SailytettyViesti
from tyollisyysalue.posti_tables import ViestiFilter, ViestiTable


def viesti_list(request):
    if not permissions.saa_lukea_postia(request.user):
        raise PermissionDenied
    suodatin = ViestiFilter(request.GET, SailytettyViesti.objects.visible_to(request.user).defer("teksti"))
    context = {"suodatin": suodatin}
    return luettelosivu(
        request, "tyollisyysalue/posti_list.html", ViestiTable(suodatin.qs), context, nimi="posti"
    )


def viesti_detail(request, pk):
    if not permissions.saa_lukea_postia(request.user):
        raise PermissionDenied
    viesti = get_object_or_404(SailytettyViesti.objects.visible_to(request.user), pk=pk)
    return render(request, "tyollisyysalue/posti_detail.html", {"viesti": viesti})
