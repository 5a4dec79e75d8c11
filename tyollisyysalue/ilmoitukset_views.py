"""The centre of notices: the reader's own, what each leads to, and by which way they come."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import LANGUAGE_QUERY_PARAMETER, set_language

from tyollisyysalue import ilmoitukset as tyonkulku
from tyollisyysalue import ilmoitusasetukset
from tyollisyysalue.ilmoitukset import Tapa, lajit
from tyollisyysalue.ilmoitukset_forms import AsetuksetForm, IlmoitusFilter, PeruForm
from tyollisyysalue.ilmoitukset_tables import IlmoitusTable
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Ilmoitus


def ilmoitus_list(request):
    suodatin = IlmoitusFilter(request.GET, tyonkulku.luettavat(request.user), request=request)
    return luettelosivu(
        request,
        "tyollisyysalue/ilmoitus_list.html",
        IlmoitusTable(suodatin.qs),
        {"suodatin": suodatin},
        nimi="ilmoitukset",
    )


@require_GET
def ilmoitus(request, pk):
    """Mark the notice seen and go to what it tells of, if that may still be read."""
    oma = get_object_or_404(Ilmoitus.objects.visible_to(request.user), pk=pk)
    kohde = tyonkulku.nakyva_kohde(oma, request.user)
    tyonkulku.merkitse_nahdyksi(Ilmoitus.objects.visible_to(request.user).filter(pk=pk))
    if kohde is None:
        return render(request, "tyollisyysalue/ilmoitus_poissa.html", status=404)
    return redirect(lajit[oma.laji].osoite(kohde))


@require_POST
def merkitse_luetuiksi(request):
    maara = tyonkulku.merkitse_nahdyksi(tyonkulku.luettavat(request.user))
    messages.success(
        request,
        ngettext(
            "%(maara)s ilmoitus merkittiin luetuksi.",
            "%(maara)s ilmoitusta merkittiin luetuiksi.",
            maara,
        )
        % {"maara": maara},
    )
    return redirect("ilmoitukset:list")


def asetukset(request):
    form = AsetuksetForm(
        request.POST or None,
        lajit=tyonkulku.roolien_lajit(request.user),
        tavat=ilmoitusasetukset.tavat(request.user),
        initial={"kieli": request.user.kieli},
    )
    if form.is_valid():
        ilmoitusasetukset.aseta(request.user, form.tavat())
        ilmoitusasetukset.aseta_kieli(request.user, form.cleaned_data["kieli"])
        messages.success(request, _("Ilmoitusten asetukset tallennettiin."))
        return redirect("ilmoitukset:asetukset")
    return render(
        request, "tyollisyysalue/ilmoitus_asetukset.html", {"form": form, "tavat": [t.label for t in Tapa]}
    )


@login_not_required
@never_cache
def peru(request, tunnus):
    """The link of a mail's footer: what it would end, and the button that does."""
    if liikaa := ratelimit.consume_or_429(request, action="ilmoitus_peru", limit_get=True):
        return liikaa
    avattu = ilmoitusasetukset.avaa(tunnus)
    if avattu is None:
        raise Http404
    user, avaimet = avattu
    tavat = ilmoitusasetukset.tavat(user)
    # What has been ended elsewhere is not offered again.
    avaimet = [avain for avain in avaimet if tavat[avain] != Tapa.EI]
    form = PeruForm(request.POST if request.method == "POST" else None, avaimet=avaimet)
    if avaimet and form.is_valid():
        ilmoitusasetukset.aseta(user, dict.fromkeys(form.cleaned_data["lajit"], Tapa.EI))
        return redirect("ilmoitukset:peru", tunnus)
    return render(
        request,
        "tyollisyysalue/ilmoitus_peru.html",
        {"form": form if avaimet else None, "osoite": user.email},
    )


@login_not_required
def kieli(request):
    """Django's choice of language; who is signed in gets mails in it too."""
    valittu = request.POST.get(LANGUAGE_QUERY_PARAMETER, "")
    if request.user.is_authenticated and valittu in dict(settings.LANGUAGES):
        ilmoitusasetukset.aseta_kieli(request.user, valittu)
    return set_language(request)
