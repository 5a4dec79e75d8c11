"""The decision in its other language: what is there, what is missing, and writing it beside the source text."""

import re

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from paatokset import permissions, tuloste
from paatokset import toisinto as kielet
from paatokset.kirjasto_forms import OsiotoisintoForm, ToisintoForm
from paatokset.models import Osio, Osiotoisinto
from paatokset.views.luonnos import muokattava, nykyinen, vanhentui
from paatokset.views.sivut import nakyva_paatos
from paatokset.workflow import toisinnot
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import Vanhentunut

VIITE = re.compile(r'<sup class="viite">.*?</sup>', re.DOTALL)


def paatos_toisinto(request, pk):
    """Ask for the other language's version, or see how far it has got."""
    paatos = nakyva_paatos(request, pk)
    vaadi(permissions.on_valmistelija(request.user, paatos.asia.alue_id))
    if request.method == "POST":
        vaadi(permissions.saa_muokata(request.user, paatos))
        toisinnot.pyyda_toisinto(paatos, user=request.user)
        messages.success(request, _("Toisen kielen versio on aloitettu. Kirjoita tekstit osa kerrallaan."))
        return redirect("paatokset:toisinto", paatos.pk)
    rivi = kielet.toisinto(paatos)
    context = {
        "paatos": paatos,
        "otsikko": _("Päätös toisella kielellä"),
        "on_ruotsiksi": kielet.toinen_kieli(paatos) == "sv",
        "toisinto": rivi,
        "saa_muokata": permissions.saa_muokata(request.user, paatos),
        "osat": toisinnot.vertaa(paatos),
    }
    return render(request, "paatokset/toisinto.html", context)


@require_POST
def paatos_toisinto_luovu(request, pk):
    paatos = muokattava(request, pk)
    if kielet.toisinto(paatos) is None:
        raise Http404
    toisinnot.luovu_toisinnosta(paatos, user=request.user)
    messages.success(request, _("Päätös tehdään vain omalla kielellään. Kirjoitetut tekstit säilyvät."))
    return redirect(paatos)


def paatos_toisinto_muokkaa(request, pk):
    paatos = muokattava(request, pk)
    rivi = kayttoon(paatos)
    form = ToisintoForm(
        request.POST or None,
        initial={
            "versio": rivi.versio,
            # Facts are the same in both: an empty text begins as the source's, to be written over.
            **{k: getattr(rivi, k) or getattr(paatos, k) for k in kielet.PAATOKSEN_TEKSTIT},
        },
    )
    vanha = None
    if request.method == "POST" and form.is_valid():
        try:
            toisinnot.tallenna_toisinto(
                paatos, versio=form.cleaned_data["versio"], arvot=form.cleaned_data, user=request.user
            )
        except Vanhentunut as error:
            vanha = vanhentui(form, error, type(rivi).objects.get(pk=rivi.pk))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Tekstit on tallennettu."))
            return redirect("paatokset:toisinto", paatos.pk)
    return nayta(
        request,
        paatos,
        rivi.kieli,
        form,
        otsikko=_("Ehdotus ja perusteet toisella kielellä"),
        lahde=paatos,
        kentat=kielet.PAATOKSEN_TEKSTIT,
        vanha=vanha,
    )


def osio_toisinto(request, pk):
    osio = get_object_or_404(Osio.objects.visible_to(request.user), pk=pk)
    paatos = muokattava(request, osio.paatos_id)
    toinen = kayttoon(paatos)
    rivi = Osiotoisinto.objects.filter(osio=osio).first()
    form = OsiotoisintoForm(
        request.POST or None,
        initial={
            "versio": rivi.versio if rivi else 0,
            **{k: (rivi and getattr(rivi, k)) or getattr(osio, k) for k in kielet.OSION_TEKSTIT},
        },
    )
    vanha = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            toisinnot.tallenna_osiotoisinto(
                osio, versio=data["versio"], otsikko=data["otsikko"], html=data["teksti"], user=request.user
            )
        except Vanhentunut as error:
            vanha = vanhentui(form, error, Osiotoisinto.objects.get(osio=osio))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Osion toisen kielen teksti on tallennettu."))
            return redirect("paatokset:toisinto", paatos.pk)
    return nayta(
        request,
        paatos,
        toinen.kieli,
        form,
        otsikko=_("Osio %(numero)s toisella kielellä") % {"numero": osio.jarjestys},
        lahde=osio,
        kentat=kielet.OSION_TEKSTIT,
        vanha=vanha,
    )


def kayttoon(paatos):
    rivi = kielet.toisinto(paatos)
    if rivi is None:
        raise Http404
    return rivi


def nayta(request, paatos, kieli, form, *, otsikko, lahde, kentat, vanha):
    context = {
        "paatos": paatos,
        "form": form,
        "otsikko": otsikko,
        "kieli": kieli,
        "lahteet": luettavat(paatos, paatos.kieli, lahde, kentat),
        "tallennetut": luettavat(paatos, kieli, vanha, kentat) if vanha else [],
        "faktat": {
            "tekstit": {fakta.pk: nykyinen(fakta, kieli) for fakta in paatos.faktat.all()},
            "kentat": {},
        },
    }
    return render(request, "paatokset/toisinto_muokkaa.html", context)


def luettavat(paatos, kieli, rivi, kentat):
    """Texts of a row with their facts in place."""
    upotus = tuloste.Faktat(paatos.faktat.all(), kieli)
    return [
        {
            "nimi": rivi._meta.get_field(nimi).verbose_name,
            # The notes of the facts' sources are on the decision's own page alone.
            "arvo": mark_safe(VIITE.sub("", tuloste.teksti.upota(getattr(rivi, nimi), upotus))),
        }
        for nimi in kentat
        if getattr(rivi, nimi)
    ]
