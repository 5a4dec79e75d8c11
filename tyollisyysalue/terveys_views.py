from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from tyollisyysalue import terveys


@login_not_required
@require_safe
@cache_control(no_store=True)
def elossa(request):
    """For what starts and stops processes: this one answers, whatever the rest of the world does."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
@cache_control(no_store=True)
def valmius(request):
    """For monitoring: numbers without names, and 503 when somebody should come and look."""
    tarkistukset = terveys.tarkista()
    kunnossa = all(tarkistus["status"] == "ok" for tarkistus in tarkistukset.values())
    return JsonResponse(
        {"status": "ok" if kunnossa else "fail", "checks": tarkistukset}, status=200 if kunnossa else 503
    )
