"""Search over everything that the reader may see."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from portaali.forms import HakuForm
from tyollisyysalue.haku import Haku, hae_kaikki

# Hits of each kind; the rest is behind the link to the kind's own list.
OSUMIA = 8


@login_not_required
def haku(request):
    form = HakuForm(request.GET)
    if form.has_error("q", "hetu"):
        # The page would repeat its own address, and the code with it.
        messages.error(
            request, _("Haussa oli henkilötunnus. Portaalissa ei ole henkilötunnuksia: hae muilla sanoilla.")
        )
        return redirect("haku")
    haku = Haku(form.cleaned_data["q"]) if form.is_valid() else Haku("")
    context = {
        "form": form,
        "hakusana": form.cleaned_data.get("q", ""),
        "tulokset": hae_kaikki(request.user, haku, OSUMIA) if haku.teksti else [],
    }
    return render(request, "portaali/haku.html", context)
