"""Writing a draft: its own fields, its sections, the items and the facts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from paatokset import permissions, tuloste, workflow
from paatokset.forms import FaktaForm, LuonnosForm, OsioForm, PaatosForm, PerusteluForm, UusiOsioForm, kentat
from paatokset.models import Osio, Paatos
from paatokset.views.sivut import nakyva_paatos
from tyollisyysalue import faktat, kello, roolit
from tyollisyysalue.faktat import LAJIT
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.versiot import Vanhentunut


def paatos_uusi(request):
    alueet = roolit.alueet(request.user, Rooli.SIHTEERI)
    vaadi(alueet)
    # The request's page, which knows nothing of decisions, offers this also when the draft has been begun.
    if request.method == "GET" and (keskenerainen := _keskenerainen(request)):
        return redirect(keskenerainen)
    form = LuonnosForm(
        request.POST or None,
        alueet=alueet,
        initial={"asia": request.GET.get("asia"), "valmistelija": getattr(request.user, "henkilo", None)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            paatos = workflow.luo_luonnos(**form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Luonnos on aloitettu: jokaisella kohdalla on oma osionsa."))
            return redirect(paatos)
    return render(request, "paatokset/uusi.html", {"form": form})


def _keskenerainen(request):
    """The unfinished decision of the matter that ``?asia=`` names, or None."""
    asia = request.GET.get("asia", "")
    if not asia.isdecimal():
        return None
    return Paatos.objects.visible_to(request.user).keskeneraiset().filter(asia=asia).first()


def paatos_muokkaa(request, pk):
    paatos = muokattava(request, pk)
    form = PaatosForm(
        request.POST or None,
        instance=paatos,
        initial={"versio": paatos.versio},
    )
    vanha = None
    if request.method == "POST" and form.is_valid():
        try:
            workflow.tallenna(
                paatos, versio=form.cleaned_data["versio"], arvot=form.cleaned_data, user=request.user
            )
        except Vanhentunut as error:
            vanha = vanhentui(form, error, nakyva_paatos(request, pk))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Luonnos on tallennettu."))
            return redirect(paatos)
    context = {
        "paatos": paatos,
        "form": form,
        "otsikko": _("Muokkaa luonnosta"),
        "tallennetut": tallennetut(paatos, vanha, ["ehdotus", "johdanto", "toimivalta", "vaikutukset"])
        if vanha
        else [],
        **valitsin(paatos),
    }
    return render(request, "paatokset/muokkaa.html", context)


def osio_muokkaa(request, pk):
    osio = get_object_or_404(Osio.objects.visible_to(request.user), pk=pk)
    paatos = muokattava(request, osio.paatos_id)
    form = OsioForm(
        request.POST or None,
        kohdat=workflow.asian_kohdat(paatos.asia),
        initial={
            "versio": osio.versio,
            "otsikko": osio.otsikko,
            "teksti": osio.teksti,
            "kohdat": [kasittely.kohta_id for kasittely in osio.kasittelyt.all()],
        },
    )
    vanha = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            workflow.tallenna_osio(
                osio,
                versio=data["versio"],
                otsikko=data["otsikko"],
                html=data["teksti"],
                kohdat=data["kohdat"],
                user=request.user,
            )
        except Vanhentunut as error:
            vanha = vanhentui(form, error, Osio.objects.get(pk=pk))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Osio on tallennettu."))
            return redirect(f"{paatos.get_absolute_url()}#osio-{osio.jarjestys}")
    context = {
        "paatos": paatos,
        "form": form,
        "otsikko": _("Muokkaa osiota %(osio)s") % {"osio": osio},
        "osio": osio,
        "tallennetut": tallennetut(paatos, vanha, ["otsikko", "teksti"]) if vanha else [],
        **valitsin(paatos),
    }
    return render(request, "paatokset/muokkaa.html", context)


def osio_lisaa(request, pk):
    paatos = muokattava(request, pk)
    form = UusiOsioForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        osio = workflow.lisaa_osio(paatos, otsikko=form.cleaned_data["otsikko"], user=request.user)
        return redirect("paatokset:osio", osio.pk)
    context = {
        "paatos": paatos,
        "form": form,
        "otsikko": _("Lisää osio"),
        "painike": _("Lisää osio"),
        "ohje": "",
    }
    return render(request, "paatokset/vaihe.html", context)


def kohta_vastaamatta(request, pk, kohta_pk):
    paatos = muokattava(request, pk)
    kohta = get_object_or_404(workflow.asian_kohdat(paatos.asia), pk=kohta_pk)
    form = PerusteluForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        workflow.jata_vastaamatta(paatos, kohta, **form.cleaned_data, user=request.user)
        messages.success(request, _("Perustelu on tallennettu."))
        return redirect(paatos)
    context = {
        "paatos": paatos,
        "form": form,
        "otsikko": _("Jätä vastaamatta kohta %(kohta)s") % {"kohta": kohta},
        "painike": _("Tallenna perustelu"),
        "ohje": _("Kohtaan ei sen jälkeen vastaa mikään osio."),
    }
    return render(request, "paatokset/vaihe.html", context)


def muokattava(request, pk):
    paatos = nakyva_paatos(request, pk)
    vaadi(permissions.saa_muokata(request.user, paatos))
    return paatos


def vanhentui(form, error, tallennettu):
    """Tell the second editor and give the form the stored version: saving again is then a choice."""
    form.add_error(None, error)
    form.data = form.data.copy()
    form.data["versio"] = tallennettu.versio
    return tallennettu


def tallennetut(paatos, vanha, kenttien_nimet):
    """The stored texts beside the editor's own, facts in place."""
    upotus = tuloste.Faktat(paatos.faktat.all(), paatos.kieli)
    return [
        {
            "nimi": vanha._meta.get_field(nimi).verbose_name,
            "arvo": tuloste.teksti.upota(getattr(vanha, nimi), upotus),
        }
        for nimi in kenttien_nimet
    ]


def valitsin(paatos):
    """The picker of facts, and what the draft's facts say now, for the editor to show in place."""
    esitys = workflow.esitykset(paatos.asia).first()
    tanaan = kello.tanaan()
    form = FaktaForm(
        alue=paatos.asia.alue_id,
        initial={
            "kunta": esitys.kunta if esitys else None,
            "alkupvm": tanaan.replace(month=1, day=1),
            "loppupvm": tanaan,
            "paiva": tanaan,
        },
    )
    return {
        "valitsin": form,
        "faktat": {
            "tekstit": {fakta.pk: nykyinen(fakta, paatos.kieli) for fakta in paatos.faktat.all()},
            "kentat": {avain: kentat(avain) for avain in LAJIT},
        },
    }


def nykyinen(fakta, kieli):
    """What a draft's fact says now, or why it no longer says anything."""
    try:
        return nakyma(faktat.esita(fakta, kieli))
    except ValidationError as error:
        return {"teksti": " ".join(error.messages)}


def nakyma(tulos):
    """A fact in the editor: its sentence, or its table as rows of cells and a chart's picture."""
    if tulos.taulukko:
        return {
            "otsikko": tulos.taulukko.otsikko,
            "sarakkeet": tulos.taulukko.sarakkeet,
            "rivit": tulos.taulukko.rivit,
            **({"kuva": tulos.kuva.osoite, "alt": tulos.kuva.alt} if tulos.kuva else {}),
        }
    return {"teksti": tulos.teksti}


@require_GET
def fakta_esikatsele(request, pk):
    """What a fact would say now, or why it cannot be given."""
    paatos = muokattava(request, pk)
    form = FaktaForm(request.GET, alue=paatos.asia.alue_id)
    tulos = None
    if form.is_valid():
        try:
            tulos = faktat.esikatsele(form.cleaned_data["avain"], form.parametrit(), paatos.kieli)
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "paatokset/includes/fakta_esikatselu.html", {"form": form, "tulos": tulos})


@require_POST
def fakta_lisaa(request, pk):
    paatos = muokattava(request, pk)
    form = FaktaForm(request.POST, alue=paatos.asia.alue_id)
    if form.is_valid():
        avain = form.cleaned_data["avain"]
        try:
            fakta = workflow.lisaa_fakta(paatos, avain=avain, parametrit=form.parametrit(), user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return JsonResponse(
                {
                    "tunnus": fakta.pk,
                    "solmu": "faktataulukko" if LAJIT[avain].on_lohko else "fakta",
                    "nakyma": nakyma(faktat.esita(fakta, paatos.kieli)),
                }
            )
    virheet = [str(virhe) for lista in form.errors.values() for virhe in lista]
    return JsonResponse({"virheet": virheet}, status=400)
