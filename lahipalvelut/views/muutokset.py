"""Changes of the schedule: a day moved or added, and the municipality's word that it knows."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lahipalvelut import permissions, varaukset, workflow
from lahipalvelut.models import Jakso, Suunnitelmarivi
from lahipalvelut.paiva_forms import LisapaivaForm, SiirtoForm
from lahipalvelut.views.jono import jonosta
from lahipalvelut.views.paivat import ennakko, hae_kirjattava, hae_paiva, on_suljettu, tee
from tyollisyysalue import kello
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.models import Kunta
from tyollisyysalue.tekstit import viikonpaiva_pvm
from tyollisyysalue.tiivisteet import json_tiiviste

ETUSIVU = "etusivu"


@jonosta
def paiva_siirra(request, pk):
    paiva = hae_kirjattava(request, pk)
    nyt = kello.nyt()
    ehdotus = None if request.method == "POST" else varaukset.ehdotus(paiva)
    form = SiirtoForm(
        request.POST or None,
        kunta=paiva.kunta,
        suljettu=on_suljettu(paiva) or _vie_suljettuun(request, paiva.kunta),
        initial={
            "pvm": ehdotus,
            "alkuklo": paiva.alkuklo,
            "loppuklo": paiva.loppuklo,
            "palvelupiste": paiva.palvelupiste,
            "muutosaika": nyt,
        },
    )
    esteet = []
    if form.is_valid():
        esteet = _esteet(form, paiva.kunta, paiva.kavija, paitsi=paiva)
        if _nahty(request, form, esteet) and tee(
            request,
            form,
            lambda: workflow.siirra_paiva(paiva, user=request.user, **form.uusi, **form.muutos),
        ):
            messages.success(
                request,
                _("%(kunta)s %(pvm)s on siirretty: uusi päivä on %(uusi)s.")
                % {
                    "kunta": paiva.kunta.nimi,
                    "pvm": viikonpaiva_pvm(paiva.pvm),
                    "uusi": viikonpaiva_pvm(form.uusi["pvm"]),
                },
            )
            return redirect(paiva)
    context = {"paiva": paiva, "form": form, "esteet": esteet, "ehdotus": ehdotus, **ennakko(paiva, nyt)}
    return render(request, "lahipalvelut/siirra.html", context)


def _vie_suljettuun(request, kunta):
    """Whether the date that was sent is of a closed month, and its sender one who may give the reason for that."""
    try:
        pvm = parse_date(request.POST.get("pvm", ""))
    except ValueError:
        # No such date: the form says so.
        return False
    return bool(
        pvm
        and permissions.saa_korjata_suljettua(request.user, kunta)
        and Jakso.objects.on_suljettu(kunta.pk, pvm)
    )


def _esteet(form, kunta, henkilo, *, paitsi=None):
    uusi = form.uusi
    return varaukset.Varaukset(kunta, henkilo, uusi["pvm"], uusi["pvm"], paitsi=paitsi).esteet(**uusi)


def _nahty(request, form, esteet):
    """Whether the sender has seen what is in the way; the form that is shown next says so.

    A form that comes again may find the day that it made itself: that one is answered as received.
    """
    uusi = form.uusi
    nakyma = json_tiiviste([*(str(uusi[nimi]) for nimi in ("pvm", "alkuklo", "loppuklo")), esteet])
    form.data = form.data.copy()
    nahty, form.data["nahty"] = form.cleaned_data["nahty"], nakyma
    if not esteet or nahty == nakyma:
        return True
    return workflow.on_vastaanotettu(form.cleaned_data["lahetys"], user=request.user)


@jonosta
def paiva_lisaa(request, koodi):
    kunta = get_object_or_404(
        Kunta.objects.visible_to(request.user).kaytossa().select_related("alue"), koodi=koodi
    )
    if not permissions.saa_lisata_paivia(request.user, kunta):
        raise PermissionDenied
    tanaan = kello.tanaan()
    rivit = Suunnitelmarivi.objects.paattymattomat(tanaan).filter(suunnitelma__kunta=kunta)
    rivit = rivit.select_related("suunnitelma__kunta__alue", "palvelupiste", "vastuuhenkilo")
    rivi = rivit.first()
    form = LisapaivaForm(
        request.POST or None,
        kunta=kunta,
        rivit=rivit,
        suljettu=_vie_suljettuun(request, kunta),
        initial=_rivin_mukaan(rivi),
    )
    esteet = []
    if form.is_valid():
        rivi = form.cleaned_data["rivi"]
        esteet = _esteet(form, kunta, rivi.vastuuhenkilo)

        def teko():
            data = form.cleaned_data
            return workflow.lisaa_paiva(
                rivi,
                user=request.user,
                syy=data["syy"],
                korjaussyy=data.get("korjaussyy", ""),
                **form.uusi,
            )

        if _nahty(request, form, esteet) and tee(request, form, teko):
            messages.success(
                request,
                _("Ylimääräinen päivä %(pvm)s on lisätty aikatauluun: %(kunta)s.")
                % {"kunta": kunta.nimi, "pvm": viikonpaiva_pvm(form.uusi["pvm"])},
            )
            return redirect("lahipalvelut:detail", kunta.koodi)
    context = {"kunta": kunta, "form": form, "esteet": esteet, "riveja": rivi is not None}
    return render(request, "lahipalvelut/lisaa_paiva.html", context)


def _rivin_mukaan(rivi):
    if rivi is None:
        return {}
    nimet = ("alkuklo", "loppuklo", "palvelupiste")
    return {"rivi": rivi, **{nimi: getattr(rivi, nimi) for nimi in nimet}}


@require_POST
def paiva_kuittaa(request, pk):
    paiva = hae_paiva(request, pk)
    if not permissions.saa_kuitata(request.user, paiva):
        raise PermissionDenied
    vastaus = _Vastaus(request)
    if onnistuu(vastaus, lambda: workflow.kuittaa_muutos(paiva, user=request.user)):
        messages.success(request, _("Muutos on kuitattu."))
    return redirect("etusivu" if request.POST.get("paluu") == ETUSIVU else paiva)


class _Vastaus:
    """In place of a form where an act has only a button: what was refused is told as a message."""

    def __init__(self, request):
        self.request = request

    def add_error(self, _kentta, virhe):
        for viesti in virhe.messages:
            messages.error(self.request, viesti)
