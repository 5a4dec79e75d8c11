"""The directory beyond its list: a person's page, and the list as a document and as cards."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tyollisyysalue import kello
from tyollisyysalue.models import Tyollisyysalue
from yhteyshenkilot import hakemisto, hakemisto_tuloste, menneet, permissions, vcard
from yhteyshenkilot.filters import HakemistoFilter, VastuuFilter


def rajattu(request):
    """The filter over what this reader sees; only those in the cooperation can ask for another day than today."""
    luokka = VastuuFilter if permissions.saa_lukea(request.user) else HakemistoFilter
    return luokka(request.GET, queryset=hakemisto.vastuut(request.user), request=request)


@login_not_required
@require_safe
def henkilo_detail(request, pk):
    henkilo = nakyva_henkilo(request, pk)
    context = {
        "henkilo": henkilo,
        "on_lukija": permissions.saa_lukea(request.user),
        "sivu": request.path,
    }
    return render(request, "yhteyshenkilot/henkilo_sivu.html", context)


def nakyva_henkilo(request, pk):
    henkilo = hakemisto.henkilo(request.user, pk)
    if henkilo is None:
        raise Http404
    return henkilo


@login_not_required
@require_safe
def henkilo_vcard(request, pk):
    return kortteina([nakyva_henkilo(request, pk)], f"yhteystieto-{pk}")


@login_not_required
@require_safe
def vastuut_vcard(request):
    return kortteina(hakemisto.henkilot(rajattu(request).qs), "yhteyshenkilot")


def kortteina(henkilot, nimi):
    response = HttpResponse(vcard.kortit(henkilot), content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{nimi}.vcf"'
    return response


@login_not_required
@require_safe
def vastuut_pdf(request):
    if not request.user.is_authenticated and (
        liikaa := ratelimit.consume_or_429(request, action="hakemisto_pdf", limit_get=True)
    ):
        return liikaa
    suodatin = rajattu(request)
    vastuut = list(suodatin.qs)
    # The day of the list, where the reader could choose one.
    pvm = suodatin.form.cleaned_data.get("pvm") or kello.tanaan()
    if menneet.on_mennyt(pvm):
        menneet.palauta([rivi for v in vastuut for rivi in (v.henkilo, v.prosessi)], pvm)
    context = hakemisto_tuloste.konteksti(
        vastuut,
        alue(),
        pvm=pvm,
        osoite=settings.PORTAALIN_OSOITE + reverse("yhteyshenkilot:list"),
        sisainen=permissions.saa_lukea(request.user),
    )
    if not context["kunnat"]:
        messages.error(
            request, _("Näillä rajauksilla ei ole yhteyshenkilöitä. Muuta rajauksia ja lataa uudelleen.")
        )
        return redirect("yhteyshenkilot:list")
    response = HttpResponse(hakemisto_tuloste.pdf(context), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="yhteyshenkilot-{pvm:%Y-%m-%d}.pdf"'
    return response


def alue():
    """The only area served here, whose name stands on the document; None where there are several."""
    alueet = list(Tyollisyysalue.objects.kaytossa()[:2])
    return alueet[0] if len(alueet) == 1 else None
