"""Forms that were kept on a phone in bad coverage: what the script that keeps them asks and is told."""

from functools import wraps
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache

from lahipalvelut import permissions

TYONTEKIJA = Path(settings.BASE_DIR, "static", "lahipalvelut", "tyontekija.js")
# The script's header: "heti" while the sender waits with the form, "jono" when it is sent later.
OTSAKE = "X-Lomakejono"


def jonosta(view):
    """Let a form's view answer the script, too: received, or refused with the form to be looked at again."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        tapa = request.headers.get(OTSAKE)
        if tapa not in ("heti", "jono"):
            return response
        if response.status_code == 302:
            # One who waits reads the messages on the page that follows.
            viestit = [str(viesti) for viesti in get_messages(request)] if tapa == "jono" else []
            return JsonResponse({"vastaanotettu": True, "osoite": response.url, "viestit": viestit})
        if response.status_code == 200:
            return JsonResponse({"vastaanotettu": False})
        return response

    return wrapper


@never_cache
def lahetystiedot(request):
    """Whose forms may be sent now, and the token with which: a form may have waited over a signing in."""
    if not permissions.saa_kirjata_jossain(request.user):
        raise PermissionDenied
    return JsonResponse({"kayttaja": str(request.user.pk), "csrf": get_token(request)})


@login_not_required
def tyontekija(request):
    """The service worker, at the root: it may serve the pages below the place where it stands."""
    response = HttpResponse(TYONTEKIJA.read_bytes(), content_type="text/javascript; charset=utf-8")
    # A new one must reach the phones with the next visit.
    response["Cache-Control"] = "no-cache"
    return response
