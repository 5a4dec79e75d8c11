from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tyollisyysalue.models import Liite


@login_not_required
@require_safe
@cache_control(private=True, no_cache=True)
def liite(request, pk, nimi):
    """The bytes of an attachment, for those who see what it is attached to. Never shown inside the portal."""
    stored = get_object_or_404(
        Liite.objects.visible_to(request.user), pk=pk, nimi=nimi, poistettu__isnull=True
    )
    return FileResponse(
        stored.tiedosto.open("rb"),
        as_attachment=True,
        filename=stored.nimi,
        content_type=stored.tyyppi,
        headers={"X-Content-Type-Options": "nosniff"},
    )
