"""Feedback on the portal and the accessibility statement for everyone; reading and answering for administrators."""

import datetime

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tyollisyysalue import palaute as tyonkulku
from tyollisyysalue import permissions
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Palaute, Tyollisyysalue
from tyollisyysalue.palaute_forms import PalauteFilter, PalauteForm, VastausForm, on_oma_sivu
from tyollisyysalue.palaute_tables import TILAN_LAJIT, PalauteTable
from tyollisyysalue.permissions import vaadi

Tila = Palaute.Tila

# The day on which the statement's text was last written to match the portal.
SELOSTE_LAADITTU = datetime.date(2026, 11, 24)


@login_not_required
@require_safe
def saavutettavuus(request):
    return render(
        request,
        "tyollisyysalue/saavutettavuus.html",
        {
            "alueet": Tyollisyysalue.objects.visible_to(request.user).kaytossa(),
            "laadittu": SELOSTE_LAADITTU,
        },
    )


@login_not_required
@never_cache
def palaute(request):
    alueet = Tyollisyysalue.objects.visible_to(request.user).kaytossa()
    form = PalauteForm(request.POST or None, alueet=alueet, initial=_alkuarvot(request.GET))
    status = 200
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="palaute"):
            status = 429
            form.add_error(
                None,
                _("Verkko-osoitteestasi on lähetetty paljon palautetta. Yritä tunnin kuluttua uudelleen."),
            )
        else:
            tiedot = {
                nimi: form.cleaned_data[nimi] for nimi in ("aihe", "sivu", "teksti", "nimi", "sahkoposti")
            }
            annettu = tyonkulku.anna(
                form.cleaned_data.get("alue") or alueet[0], kieli=get_language(), **tiedot
            )
            return redirect("palaute-kuittaus", tyonkulku.tunnus(annettu))
    return render(request, "tyollisyysalue/palaute.html", {"form": form}, status=status)


def _alkuarvot(kysely):
    """From the page the reader came from; anything but a page of our own is left out."""
    sivu = kysely.get("sivu", "")
    aihe = kysely.get("aihe", "")
    return ({"sivu": sivu} if on_oma_sivu(sivu) else {}) | ({"aihe": aihe} if aihe in Palaute.Aihe else {})


@login_not_required
@never_cache
@require_safe
def kuittaus(request, tunnus):
    annettu = tyonkulku.tunnuksella(tunnus)
    if annettu is None:
        raise Http404
    return render(request, "tyollisyysalue/palaute_kuittaus.html", {"palaute": annettu})


def palaute_list(request):
    vaadi(permissions.saa_lukea_palautteita(request.user))
    nakyvat = Palaute.objects.visible_to(request.user).defer("teksti", "vastaus")
    suodatin = PalauteFilter(request.GET, nakyvat)
    taulu = PalauteTable(suodatin.qs)
    return luettelosivu(
        request, "tyollisyysalue/palaute_list.html", taulu, {"suodatin": suodatin}, nimi="palautteet"
    )


def palaute_detail(request, pk):
    vaadi(permissions.saa_lukea_palautteita(request.user))
    annettu = get_object_or_404(
        Palaute.objects.visible_to(request.user).select_related("alue", "vastaaja__henkilo"), pk=pk
    )
    saa_vastata = annettu.tila == Tila.SAAPUNUT and permissions.saa_vastata_palautteeseen(
        request.user, annettu
    )
    form = VastausForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            tyonkulku.vastaa(annettu, form.cleaned_data["vastaus"], user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Vastaus tallennettiin."))
            return redirect(annettu)
    context = {
        "palaute": annettu,
        "form": form,
        "saa_vastata": saa_vastata or form.is_bound,
        "tilan_laji": TILAN_LAJIT[annettu.tila],
        "myohassa": tyonkulku.myohassa(annettu),
        "tapahtumat": [
            {"aika": t.aika, "nimi": Tila(t.tapahtuma).label, "tekija": t.tekija, "syy": t.syy}
            for t in annettu.tapahtumat.all()
        ],
    }
    return render(request, "tyollisyysalue/palaute_detail.html", context)
