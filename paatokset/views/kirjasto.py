"""The library of phrases and sections: kept here, and put into a draft from here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from paatokset import permissions
from paatokset.kirjasto_filters import FraasiFilter
from paatokset.kirjasto_forms import EhdotuksetForm, FraasiForm, FraasinMuutosForm
from paatokset.kirjasto_tables import FraasiTable
from paatokset.models import Fraasi, Osio
from paatokset.views.lainkohdat import (
    laadittava_alue,
    muutos,
    nayta_lomake,
    paata,
    tallennettu_versio,
    valmistelun_alueet,
)
from paatokset.views.luonnos import muokattava
from paatokset.workflow import kirjasto, luettelot
from tyollisyysalue import kello, roolit
from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu, tallennetut
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli

LOMAKE = "paatokset/fraasi_lomake.html"


def fraasi_list(request):
    valmistelun_alueet(request)
    suodatin = FraasiFilter(
        request.GET, Fraasi.objects.visible_to(request.user).select_related("omistaja"), request=request
    )
    context = {"suodatin": suodatin, "saa_laatia": bool(roolit.alueet(request.user, Rooli.SIHTEERI))}
    return luettelosivu(
        request, "paatokset/kirjasto.html", FraasiTable(suodatin.qs), context, nimi="kirjasto"
    )


def nakyva_fraasi(request, pk):
    valmistelun_alueet(request)
    return get_object_or_404(Fraasi.objects.visible_to(request.user).select_related("omistaja"), pk=pk)


def fraasi_detail(request, pk):
    fraasi = nakyva_fraasi(request, pk)
    kaytot = fraasi.kaytot.visible_to(request.user).select_related("paatos__asia", "osio")
    context = {
        "fraasi": fraasi,
        "tekstit": [
            ("fi", fraasi.otsikko_fi, mark_safe(fraasi.teksti_fi)),
            ("sv", fraasi.otsikko_sv, mark_safe(fraasi.teksti_sv)),
        ],
        "saa_laatia": permissions.saa_laatia(request.user, fraasi.alue_id),
        "kaytot": [
            {"kaytto": kaytto, "on_uudempi": kaytto.fraasin_versio < fraasi.versio} for kaytto in kaytot[:100]
        ],
    }
    return render(request, "paatokset/fraasi.html", context)


def fraasi_lisaa(request):
    alue = laadittava_alue(request)
    form = FraasiForm(
        request.POST or None,
        alue=alue.pk,
        initial={"alkupvm": kello.tanaan(), "omistaja": getattr(request.user, "henkilo", None)},
    )
    if form.is_valid() and onnistuu(
        form, lambda: luettelot.lisaa(Fraasi, alue, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Teksti lisättiin kirjastoon."))
        return redirect("paatokset:kirjasto")
    return nayta_lomake(
        request,
        form,
        otsikko=_("Lisää teksti kirjastoon"),
        painike=_("Lisää kirjastoon"),
        murut=kirjaston_murut(),
        malli=LOMAKE,
    )


def fraasi_muuta(request, pk):
    fraasi = nakyva_fraasi(request, pk)
    vaadi(permissions.saa_laatia(request.user, fraasi.alue_id))
    form = FraasinMuutosForm(
        request.POST or None, instance=fraasi, alue=fraasi.alue_id, initial={"versio": fraasi.versio}
    )
    if form.is_valid() and muutos_onnistuu(
        form,
        fraasi,
        lambda: luettelot.muuta(fraasi, user=request.user, **muutos(form)),
        lue_versio=tallennettu_versio,
    ):
        messages.success(request, _("Teksti tallennettiin. Jo käytetyt tekstit pysyvät ennallaan."))
        return redirect(fraasi)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Muuta tekstiä"),
        painike=_("Tallenna"),
        murut=[*kirjaston_murut(), (fraasi.nimi, fraasi.get_absolute_url())],
        tallennetut=tallennetut(form, fraasi),
        malli=LOMAKE,
    )


def fraasi_paata(request, pk):
    return paata(request, nakyva_fraasi(request, pk), kirjaston_murut())


def kirjaston_murut():
    return [(_("Kirjasto"), reverse("paatokset:kirjasto"))]


def paatos_ehdota(request, pk):
    """Every empty section's best text on one page: one press puts them all in."""
    paatos = muokattava(request, pk)
    ehdotukset = kirjasto.ehdotukset(paatos)
    form = EhdotuksetForm(request.POST if request.method == "POST" else None, ehdotukset=ehdotukset)
    if form.is_valid():
        valitut = form.valitut()
        try:
            kirjasto.kayta_ehdotukset(paatos, valitut, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Tekstit lisättiin luonnokseen. Tarkista ne ja täytä hakasulkeissa olevat kohdat.")
            )
            return redirect(paatos)
    context = {
        "paatos": paatos,
        "otsikko": _("Ehdota tekstejä kirjastosta"),
        "form": form,
        "ehdotukset": [
            {
                "fraasi": fraasi,
                "teksti": mark_safe(getattr(fraasi, f"teksti_{paatos.kieli}") or fraasi.teksti_fi),
            }
            for _osio, fraasi in ehdotukset
        ],
    }
    return render(request, "paatokset/ehdota.html", context)


def osio_kirjasto(request, pk):
    """The library beside one section: each text with the button that adds it."""
    osio = get_object_or_404(Osio.objects.visible_to(request.user), pk=pk)
    paatos = muokattava(request, osio.paatos_id)
    fraasit = kirjasto.voimassa(paatos)
    if request.method == "POST":
        valittu = request.POST.get("fraasi", "")
        fraasi = get_object_or_404(fraasit, pk=valittu if valittu.isdecimal() else 0)
        try:
            kirjasto.kayta(paatos, fraasi, osio, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Teksti lisättiin osion loppuun."))
        return redirect("paatokset:osio", osio.pk)
    context = {
        "paatos": paatos,
        "osio": osio,
        "otsikko": _("Lisää tekstiä kirjastosta"),
        "fraasit": [
            {
                "fraasi": fraasi,
                "teksti": mark_safe(getattr(fraasi, f"teksti_{paatos.kieli}") or fraasi.teksti_fi),
            }
            for fraasi in fraasit
        ],
    }
    return render(request, "paatokset/osio_kirjasto.html", context)
