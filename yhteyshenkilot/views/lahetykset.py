"""Sendings of contact lists: what was sent and what came of it, and sending anew after a preview."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from tyollisyysalue import kello, roolit
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm
from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot import luettelo, muutossanat, permissions, tuloste, workflow
from yhteyshenkilot.filters import KuittaamattaFilter
from yhteyshenkilot.forms import KunnatForm, LahetysForm, UudelleenForm
from yhteyshenkilot.models import Luettelolahetys, Luettelosaaja
from yhteyshenkilot.tables import KuittaamattaTable, LahetysTable
from yhteyshenkilot.valmistelu import valmistele
from yhteyshenkilot.views.lahetyksen_saajat import saajarivit
from yhteyshenkilot.views.lomakkeet import yllapidettava_alue


def lahetys_list(request):
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    lahetykset = Luettelolahetys.objects.visible_to(request.user).annotate(kuntia=Count("saajat"))
    taulu = LahetysTable(lahetykset.defer("sisalto"))
    context = {"saa_yllapitaa": bool(roolit.alueet(request.user, Rooli.KOORDINAATTORI))}
    return luettelosivu(
        request, "yhteyshenkilot/lahetykset.html", taulu, context, nimi="yhteyshenkiloluettelot"
    )


def lahetys_detail(request, pk):
    lahetys = get_object_or_404(
        Luettelolahetys.objects.visible_to(request.user).select_related("alue"), pk=pk
    )
    rivit = saajarivit(lahetys, request.user)
    context = {
        "lahetys": lahetys,
        "kuntia": len(lahetys.sisalto["kunnat"]),
        "rivit": rivit,
        "kuitattuja": sum(bool(rivi["kuittaukset"]) for rivi in rivit),
        "uudelleen": [rivi["saaja"].pk for rivi in rivit if rivi["saa_lahettaa_uudelleen"]],
        "tasmaa": json_tiiviste(lahetys.sisalto) == lahetys.tiiviste,
    }
    return render(request, "yhteyshenkilot/lahetys.html", context)


def kuittaamatta_list(request):
    vaadi(bool(roolit.alueet(request.user, Rooli.KOORDINAATTORI)))
    saajat = (
        Luettelosaaja.objects.filter(lahetys__alue__in=roolit.alueet(request.user, Rooli.KOORDINAATTORI))
        .myohassa(kello.tanaan())
        .annotate(viesteja=Count("lahetykset"))
        .select_related("kunta", "lahetys")
        .defer("lahetys__sisalto", "muutokset")
        .order_by("lahetys__lahetysaika", "kunta__aakkos")
    )
    suodatin = KuittaamattaFilter(request.GET, saajat, request=request)
    taulu = KuittaamattaTable(suodatin.qs)
    context = {"suodatin": suodatin, "saajat": [saaja.pk for saaja in suodatin.qs]}
    return luettelosivu(
        request, "yhteyshenkilot/kuittaamatta.html", taulu, context, nimi="kuittaamattomat-luettelot"
    )


@require_POST
def lahetys_uudelleen(request):
    """Each of the lists again. What hinders one does not hinder the others."""
    vaadi(bool(roolit.alueet(request.user, Rooli.KOORDINAATTORI)))
    form = UudelleenForm(request.POST, user=request.user)
    saajat = list(form.cleaned_data["saajat"]) if form.is_valid() else []
    if not saajat:
        messages.error(request, _("Luetteloa ei löydy. Valitse luettelo uudelleen."))
    lahetetyt = 0
    for saaja in saajat:
        try:
            workflow.laheta_luettelo_uudelleen(saaja, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            lahetetyt += 1
    if lahetetyt:
        messages.success(request, uudelleen_viesti(lahetetyt))
    lahetykset = {saaja.lahetys_id for saaja in saajat}
    if "lahetys" in request.POST and len(lahetykset) == 1:
        return redirect("yhteyshenkilot:lahetys", *lahetykset)
    return redirect("yhteyshenkilot:kuittaamatta")


def uudelleen_viesti(kuntia):
    return ngettext(
        "Luettelo lähetetään uudelleen %(kuntia)s kuntaan.",
        "Luettelo lähetetään uudelleen %(kuntia)s kuntaan.",
        kuntia,
    ) % {"kuntia": kuntia}


@require_POST
def lahetys_kuittaa(request, pk):
    saaja = get_object_or_404(
        Luettelosaaja.objects.visible_to(request.user).select_related("kunta", "lahetys"), pk=pk
    )
    try:
        workflow.kuittaa_luettelo(saaja, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Luettelo on kuitattu. Kiitos!"))
    return redirect(saaja.lahetys)


def lahetys_valitse(request):
    """Choose municipalities: a list that reads as it did is not chosen beforehand, and says so."""
    alue = yllapidettava_alue(request)
    kunnille = valmistele(alue, alue.kunnat.all(), kello.tanaan()).kunnille
    form = KunnatForm(
        alue=alue,
        selitteet={kunnalle.kunta: valinnan_selite(kunnalle) for kunnalle in kunnille},
        initial={"kunnat": [kunnalle.kunta.koodi for kunnalle in kunnille if not kunnalle.ennallaan]},
    )
    context = {
        "form": form,
        "alue": alue,
        "kaikki_ennallaan": bool(kunnille) and all(kunnalle.ennallaan for kunnalle in kunnille),
    }
    return render(request, "yhteyshenkilot/lahetys_valitse.html", context)


def valinnan_selite(kunnalle):
    """What is new in the list, and whether there is anybody to mail it to."""
    if kunnalle.edellinen is None:
        osat = [_("ensimmäinen luettelo")]
    elif kunnalle.ennallaan:
        osat = [
            _("ennallaan, lähetetty viimeksi %(pvm)s") % {"pvm": pvm(kunnalle.edellinen.lahetys.lahetysaika)}
        ]
    else:
        maara = len(muutossanat.sanoina(kunnalle.muutokset))
        osat = [
            ngettext("%(maara)s muutos edelliseen", "%(maara)s muutosta edelliseen", maara) % {"maara": maara}
        ]
    if not kunnalle.vastaanottajat:
        osat.append(_("ei yhdyshenkilöä, joten sähköpostia ei lähde"))
    return "; ".join(osat)


def lahetys_laheta(request):
    """The preview of a sending, and the sending of what it showed."""
    alue = yllapidettava_alue(request)
    valinta = KunnatForm(request.POST or request.GET, alue=alue)
    if not valinta.is_valid():
        context = {"form": valinta, "alue": alue, "kaikki_ennallaan": False}
        return render(request, "yhteyshenkilot/lahetys_valitse.html", context)
    kunnat = list(valinta.cleaned_data["kunnat"])
    form = LahetysForm(request.POST or None, alue=alue)
    lahetetty = []
    if form.is_valid() and onnistuu(
        form,
        lambda: lahetetty.append(
            workflow.laheta_luettelo(alue, kunnat, user=request.user, nahty=form.cleaned_data["nahty"])
        ),
    ):
        messages.success(request, lahetyksen_viesti(len(kunnat)))
        return redirect(lahetetty[0])
    return render(request, "yhteyshenkilot/lahetys_esikatselu.html", esikatselu(alue, kunnat, form))


def lahetyksen_viesti(kuntia):
    return ngettext(
        "Luettelo lähetettiin %(kuntia)s kuntaan.", "Luettelo lähetettiin %(kuntia)s kuntaan.", kuntia
    ) % {"kuntia": kuntia}


def esikatselu(alue, kunnat, form):
    valmis = valmistele(alue, kunnat, kello.tanaan())
    uusi = LahetysForm(
        alue=alue, initial={"kunnat": [kunta.koodi for kunta in kunnat], "nahty": valmis.tiiviste}
    )
    return {
        "alue": alue,
        "form": uusi,
        "virheet": form.non_field_errors() if form.is_bound else [],
        "valitse": f"{reverse('yhteyshenkilot:lahetys-uusi')}?alue={alue.koodi}",
        "luettelot": [
            {
                "luettelo": luettelo.luettavaksi(kunnalle.luettelo),
                "vastaanottajat": kunnalle.vastaanottajat,
                "ennallaan": kunnalle.ennallaan,
                "muutoslause": tuloste.muutoslause(kunnalle.edellinen, kunnalle.muutokset),
                "muutokset": muutossanat.sanoina(kunnalle.muutokset or {}),
            }
            for kunnalle in valmis.kunnille
        ],
    }
