"""The year calendar of a municipality and of an area: page, PDF and XLSX."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lahipalvelut import kalenteri, permissions
from lahipalvelut.models import Palvelupaiva
from tyollisyysalue import kello, vienti
from tyollisyysalue.models import Kunta, Tyollisyysalue

# The schedule reaches a year and a quarter ahead, and the portal begins with the reform of 2025.
VANHIN = 2025
ETEENPAIN = 2


def hae_kunta(request, koodi):
    return get_object_or_404(
        Kunta.objects.visible_to(request.user).kaytossa().select_related("alue"), koodi=koodi
    )


def hae_alue(koodi):
    return get_object_or_404(Tyollisyysalue.objects.kaytossa(), koodi=koodi)


def _vuosi(vuosi):
    if not VANHIN <= vuosi <= kello.tanaan().year + ETEENPAIN:
        raise Http404
    return vuosi


def _paivat(request, vuosi, **ehdot):
    return kalenteri.vuoden_paivat(
        Palvelupaiva.objects.visible_to(request.user).filter(**ehdot), _vuosi(vuosi)
    )


def _sivu(request, malli, paivat, nimi, context):
    taulu = kalenteri.KalenteriTable(paivat)
    muoto = request.GET.get("muoto")
    if muoto in vienti.MUODOT:
        return vienti.tiedosto(taulu, nimi, muoto)
    vuosi = context["vuosi"]
    return render(
        request,
        malli,
        {
            **context,
            "edellinen": vuosi - 1 if vuosi > VANHIN else None,
            "seuraava": vuosi + 1 if vuosi < kello.tanaan().year + ETEENPAIN else None,
        },
    )


@login_not_required
@require_safe
def kunnan_kalenteri(request, koodi, vuosi):
    kunta = hae_kunta(request, koodi)
    paivat = _paivat(request, vuosi, kunta=kunta)
    return _sivu(
        request,
        "lahipalvelut/kalenteri.html",
        paivat,
        f"lahipalvelu-{koodi}-{vuosi}",
        {
            "kunta": kunta,
            "vuosi": vuosi,
            "kuukaudet": kalenteri.kuukausittain(paivat),
            "sisaiset": permissions.saa_nahda_sisaiset(request.user, kunta),
        },
    )


@login_not_required
@require_safe
def alueen_kalenteri(request, alue, vuosi):
    alue = hae_alue(alue)
    paivat = _paivat(request, vuosi, kunta__alue=alue)
    return _sivu(
        request,
        "lahipalvelut/alueen_kalenteri.html",
        paivat,
        f"lahipalvelu-alue-{alue.koodi}-{vuosi}",
        {"alue": alue, "vuosi": vuosi, "kunnat": kalenteri.kunnittain(paivat)},
    )


@login_not_required
@require_safe
def kunnan_kalenteri_pdf(request, koodi, vuosi):
    kunta = hae_kunta(request, koodi)
    return _pdf(
        request,
        _paivat(request, vuosi, kunta=kunta),
        f"lahipalvelu-{koodi}-{vuosi}",
        otsikko=lambda: _("%(kunta)s: lähipalvelupäivät %(vuosi)s") % {"kunta": kunta.nimi, "vuosi": vuosi},
        alue=kunta.alue,
        vuosi=vuosi,
        osoite=reverse("lahipalvelut:kalenteri", args=[koodi, vuosi]),
        alueen=False,
    )


@login_not_required
@require_safe
def alueen_kalenteri_pdf(request, alue, vuosi):
    alue = hae_alue(alue)
    return _pdf(
        request,
        _paivat(request, vuosi, kunta__alue=alue),
        f"lahipalvelu-alue-{alue.koodi}-{vuosi}",
        otsikko=lambda: _("Lähipalvelupäivät %(vuosi)s") % {"vuosi": vuosi},
        alue=alue,
        vuosi=vuosi,
        osoite=reverse("lahipalvelut:alueen-kalenteri", args=[alue.koodi, vuosi]),
        alueen=True,
    )


def _pdf(request, paivat, nimi, *, osoite, **tiedot):
    if not request.user.is_authenticated and (
        liikaa := ratelimit.consume_or_429(request, action="hakemisto_pdf", limit_get=True)
    ):
        return liikaa
    context = kalenteri.konteksti(paivat, osoite=settings.PORTAALIN_OSOITE + osoite, **tiedot)
    response = HttpResponse(kalenteri.pdf(context), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{nimi}.pdf"'
    return response
