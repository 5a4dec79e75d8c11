"""Tables that are imported beside the built-in one: their list, and describing one from a file of it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from seuranta import lukijat, odottavat, permissions, taulut
from seuranta.lukijat.kuutio import Muoto
from seuranta.lukijat.virheet import TaulukkoVirhe, hylkays
from seuranta.models import Mittari, Taulukuvaus
from seuranta.odottavat import Odottava
from seuranta.tables import MittariTable, TaulukuvausTable
from seuranta.taulu_forms import (
    KuvauksenMuutosForm,
    MittariForm,
    MittariJoukko,
    MittarinMuutosForm,
    TauluForm,
    TauluTiedostoForm,
    UlottuvuusForm,
)
from tyollisyysalue import kello
from tyollisyysalue.lomakkeet import muutos_onnistuu, tallennetut
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import versio

LISENSSI = "CC BY 4.0"


def taulu_list(request):
    vaadi(permissions.saa_lukea_tuonteja(request.user))
    taulu = TaulukuvausTable(
        Taulukuvaus.objects.visible_to(request.user).annotate(mittareita=Count("mittarit"))
    )
    context = {"saa_kuvata": permissions.saa_kuvata_tauluja(request.user)}
    return luettelosivu(request, "seuranta/taulut.html", taulu, context, nimi="taulut")


def taulu_detail(request, pk):
    kuvaus = get_object_or_404(Taulukuvaus.objects.visible_to(request.user), pk=pk)
    saa_kuvata = permissions.saa_kuvata_tauluja(request.user)
    taulu = MittariTable(kuvaus.mittarit.visible_to(request.user), saa_kuvata=saa_kuvata)
    context = {
        "kuvaus": kuvaus,
        "saa_kuvata": saa_kuvata,
        "taulu": taulu.sivuta(request, 50),
    }
    return render(request, "seuranta/taulu.html", context)


def kuvaa(request):
    vaadi(permissions.saa_kuvata_tauluja(request.user))
    form = TauluTiedostoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["tiedosto"]
        odottava = Odottava(upload.name, upload.read(), kello.tanaan())
        try:
            _kuutio(odottava)
        except TaulukkoVirhe as error:
            form.add_error("tiedosto", error.otsikko())
        else:
            return redirect("seuranta:kuvaa-ulottuvuudet", odottavat.talleta(request.user, odottava))
    return render(request, "seuranta/kuvaa.html", {"form": form})


def kuvaa_ulottuvuudet(request, tunnus):
    vaadi(permissions.saa_kuvata_tauluja(request.user))
    odottava = odottavat.hae(request.user, tunnus)
    if odottava is None:
        return _vanhentunut(request)
    kuutio = _kuutio(odottava)
    form = UlottuvuusForm(request.GET or None, kuutio=kuutio)
    if form.is_bound and form.is_valid():
        return redirect(f"{reverse('seuranta:kuvaa-mittarit', args=[tunnus])}?{request.GET.urlencode()}")
    return render(request, "seuranta/kuvaa_ulottuvuudet.html", {"form": form, "kuutio": kuutio})


def kuvaa_mittarit(request, tunnus):
    vaadi(permissions.saa_kuvata_tauluja(request.user))
    odottava = odottavat.hae(request.user, tunnus)
    if odottava is None:
        return _vanhentunut(request)
    kuutio = _kuutio(odottava)
    valinta = UlottuvuusForm(request.GET, kuutio=kuutio)
    takaisin = f"{reverse('seuranta:kuvaa-ulottuvuudet', args=[tunnus])}?{request.GET.urlencode()}"
    if not valinta.is_valid():
        return redirect(takaisin)
    data = valinta.cleaned_data
    form = TauluForm(
        request.POST or None,
        initial={
            "taulu": kuutio.taulu,
            "otsikko": kuutio.otsikko[:300],
            "lahde": kuutio.lahde[:200],
            "lisenssi": LISENSSI,
        },
    )
    joukko = forms.formset_factory(
        MittariForm,
        formset=MittariJoukko,
        extra=0,
        min_num=len(data["sisalto"]),
        max_num=len(data["sisalto"]),
    )(request.POST or None, initial=_nimiehdotukset(kuutio, data), prefix="mittari")

    def tallenna():
        kuvaus = taulut.kuvaa(
            **form.cleaned_data,
            alue=data["alue"],
            aika=data["aika"],
            mittarit=[
                taulut.UusiMittari(sisalto=sisalto, arvot=data["arvot"], **osa.cleaned_data)
                for sisalto, osa in zip(data["sisalto"], joukko.forms, strict=True)
            ],
            user=request.user,
        )
        messages.success(
            request, _("Taulu %(taulu)s on kuvattu. Nyt sen voi tuoda.") % {"taulu": kuvaus.taulu}
        )
        return kuvaus

    if (
        request.method == "POST"
        and all([form.is_valid(), joukko.is_valid()])
        and len(joukko.forms) == len(data["sisalto"])
    ):
        try:
            return redirect("seuranta:taulu", tallenna().pk)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
    context = {"form": form, "formset": joukko, "takaisin": takaisin}
    return render(request, "seuranta/kuvaa_mittarit.html", context)


def kuvaus_muuta(request, pk):
    kuvaus = get_object_or_404(Taulukuvaus.objects.visible_to(request.user), pk=pk)
    vaadi(permissions.saa_kuvata_tauluja(request.user))
    form = KuvauksenMuutosForm(request.POST or None, instance=kuvaus, initial={"versio": versio(kuvaus)})
    if form.is_valid():
        muutokset = {kentta: form.cleaned_data[kentta] for kentta in KuvauksenMuutosForm.Meta.fields}
        annettu = form.cleaned_data["versio"]
        if muutos_onnistuu(
            form, kuvaus, lambda: taulut.muuta_kuvausta(kuvaus, muutokset, annettu, user=request.user)
        ):
            messages.success(request, _("Taulun tiedot tallennettiin."))
            return redirect("seuranta:taulu", kuvaus.pk)
    context = {"form": form, "kuvaus": kuvaus, "tallennetut": tallennetut(form, kuvaus)}
    return render(request, "seuranta/kuvaus_muuta.html", context)


def mittari_muuta(request, pk):
    mittari = get_object_or_404(
        Mittari.objects.visible_to(request.user).filter(
            kuvaus__in=Taulukuvaus.objects.visible_to(request.user)
        ),
        pk=pk,
    )
    vaadi(permissions.saa_kuvata_tauluja(request.user))
    form = MittarinMuutosForm(request.POST or None, instance=mittari, initial={"versio": versio(mittari)})
    if form.is_valid():
        muutokset = {kentta: form.cleaned_data[kentta] for kentta in MittariForm.Meta.fields}
        annettu = form.cleaned_data["versio"]
        if muutos_onnistuu(
            form, mittari, lambda: taulut.muuta_mittaria(mittari, muutokset, annettu, user=request.user)
        ):
            messages.success(request, _("Mittari tallennettiin."))
            return redirect("seuranta:taulu", mittari.kuvaus_id)
    context = {"form": form, "mittari": mittari, "tallennetut": tallennetut(form, mittari)}
    return render(request, "seuranta/mittari_muuta.html", context)


def _kuutio(odottava):
    kuutio = lukijat.lue(odottava.tavut)
    if kuutio.muoto in (Muoto.CSV, Muoto.XLSX):
        raise hylkays(_("Mallipohja ei kerro taulun ulottuvuuksia. Valitse taulukko JSON- tai PX-muodossa."))
    if len(kuutio.ulottuvuudet) < 2:
        raise hylkays(_("Taulukossa ei ole kuntaa ja kuukautta. Valitse taulukko, jossa on molemmat."))
    return kuutio


def _vanhentunut(request):
    messages.warning(request, _("Tiedosto on vanhentunut. Valitse se uudelleen."))
    return redirect("seuranta:kuvaa")


def _nimiehdotukset(kuutio, data):
    """The names of the file, in the languages that it has."""
    luokat = {luokka.koodi: luokka for luokka in kuutio.sisalto}
    arvot = [
        luokka
        for ulottuvuus, luokat_ in zip(kuutio.ulottuvuudet, kuutio.luokat, strict=True)
        for luokka in luokat_
        if data["arvot"].get(ulottuvuus.koodi) == luokka.koodi
    ]
    return [
        {
            f"nimi_{kieli}": ", ".join(
                filter(None, (osa.nimet.get(kieli) for osa in [luokat[koodi], *arvot]))
            )[:200]
            for kieli in ("fi", "sv", "en")
        }
        for koodi in data["sisalto"]
    ]
