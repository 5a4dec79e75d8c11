"""Mail kept in the demo, for the one who looks after the portal."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from tyollisyysalue import permissions
from tyollisyysalue.models import SailytettyViesti


def viesti_list(request):
    if not permissions.saa_lukea_postia(request.user):
        raise PermissionDenied
    haku = request.GET.get("q", "").strip()
    viestit = SailytettyViesti.objects.visible_to(request.user).haku(haku)
    sivu = Paginator(viestit, 25).get_page(request.GET.get("page"))
    return render(request, "tyollisyysalue/posti_list.html", {"sivu": sivu, "haku": haku})


def viesti_detail(request, pk):
    viesti = get_object_or_404(SailytettyViesti.objects.visible_to(request.user), pk=pk)
    return render(request, "tyollisyysalue/posti_detail.html", {"viesti": viesti})
