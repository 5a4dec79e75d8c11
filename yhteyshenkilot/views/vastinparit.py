"""Counterpart pairs of the area, and their proposals."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tyollisyysalue import kello
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Kunta
from tyollisyysalue.permissions import vaadi
from yhteyshenkilot import permissions, workflow
from yhteyshenkilot.models import Puoli, Vastinpari, Vastinpariehdotus
from yhteyshenkilot.vastinparit_forms import VastausForm, VastinpariehdotusForm
from yhteyshenkilot.vastinparit_tables import (
    EHDOTUKSEN_TUNNISTEET,
    EhdotusFilter,
    EhdotusTable,
    VastinpariFilter,
    VastinpariTable,
    parin_tila,
)
from yhteyshenkilot.views.lomakkeet import nayta_lomake


def vastinpari_list(request):
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    parit = (
        Vastinpari.objects.visible_to(request.user)
        .select_related("kunta", "prosessi", "oma_henkilo", "kunnan_henkilo")
        .order_by("kunta__aakkos", "prosessi__jarjestys")
    )
    suodatin = VastinpariFilter(request.GET, queryset=parit, request=request)
    context = {
        "suodatin": suodatin,
        "vastattavia": Vastinpariehdotus.objects.vastattavat(request.user).count(),
    }
    taulu = VastinpariTable(suodatin.qs)
    return luettelosivu(request, "yhteyshenkilot/vastinparit.html", taulu, context, nimi="vastinparit")


def nakyva_pari(request, pk):
    parit = Vastinpari.objects.visible_to(request.user).select_related(
        "kunta__alue", "prosessi", "oma_henkilo", "kunnan_henkilo"
    )
    return get_object_or_404(parit, pk=pk)


def parien_murut():
    return [(_("Vastinparit"), reverse("yhteyshenkilot:vastinparit"))]


def vastinpari_detail(request, pk):
    pari = nakyva_pari(request, pk)
    tanaan = kello.tanaan()
    tila, tilan_laji = parin_tila(pari, tanaan)
    avoin_ehdotus = pari.ehdotukset.avoimet().select_related("oma_henkilo", "kunnan_henkilo").first()
    on_lopussa = pari.on_paattynyt("oma", tanaan) and pari.on_paattynyt("kunnan", tanaan)
    context = {
        "pari": pari,
        "tila": tila,
        "tilan_laji": tilan_laji or "neutraali",
        "puolet": [
            {
                "nimi": Puoli.ALUE.label,
                "henkilo": pari.oma_henkilo,
                "alku": pari.oma_alku,
                "loppu": pari.oma_loppu,
                "saa_paattaa": saa_paattaa(request.user, pari, "oma", tanaan),
                "puoli": "oma",
            },
            {
                "nimi": pari.kunta.nimi,
                "henkilo": pari.kunnan_henkilo,
                "alku": pari.kunnan_alku,
                "loppu": pari.kunnan_loppu,
                "saa_paattaa": saa_paattaa(request.user, pari, "kunnan", tanaan),
                "puoli": "kunnan",
            },
        ],
        "ehdotus": avoin_ehdotus,
        "saa_ehdottaa": not on_lopussa
        and not avoin_ehdotus
        and permissions.saa_ehdottaa_vastinparia(request.user, pari.kunta),
        "murut": [(_("Yhteyshenkilöt"), reverse("yhteyshenkilot:list")), *parien_murut()],
    }
    return render(request, "yhteyshenkilot/vastinpari.html", context)


def saa_paattaa(user, pari, puoli, tanaan):
    return not pari.on_paattynyt(puoli, tanaan) and permissions.saa_paattaa_vastinparin_puolen(
        user, pari, puoli
    )


def vastinpari_ehdota(request, koodi):
    kunta = get_object_or_404(Kunta.objects.select_related("alue"), koodi=koodi)
    vaadi(permissions.saa_ehdottaa_vastinparia(request.user, kunta))
    return ehdotuslomake(
        request,
        kunta,
        otsikko=_("Ehdota vastinparia: %(kunta)s") % {"kunta": kunta.nimi},
        peruuta=reverse("yhteyshenkilot:vastinparit"),
    )


def vastinpari_seuraaja(request, pk):
    pari = nakyva_pari(request, pk)
    vaadi(permissions.saa_ehdottaa_vastinparia(request.user, pari.kunta))
    return ehdotuslomake(
        request,
        pari.kunta,
        pari=pari,
        otsikko=_("Ehdota seuraajaa vastinparille"),
        peruuta=pari.get_absolute_url(),
        alkuarvot={
            # The side that goes on is what it was; the one that ends needs a choice.
            "oma_henkilo": pari.oma_henkilo if pari.oma_loppu is None else None,
            "kunnan_henkilo": pari.kunnan_henkilo if pari.kunnan_loppu is None else None,
        },
    )


def ehdotuslomake(request, kunta, *, otsikko, peruuta, pari=None, alkuarvot=()):
    puolet = permissions.osapuolet(request.user, kunta)
    puoli = Puoli.ALUE if Puoli.ALUE in puolet else Puoli.KUNTA
    form = VastinpariehdotusForm(
        request.POST or None,
        kunta=kunta,
        puoli=puoli,
        user=request.user,
        pari=pari,
        initial={"alkupvm": kello.tanaan(), **dict(alkuarvot)},
    )
    if form.is_valid() and onnistuu(
        form, lambda: workflow.ehdota_vastinparia(kunta, user=request.user, pari=pari, **form.tiedot)
    ):
        messages.success(request, _("Ehdotus lähetettiin toiselle osapuolelle vahvistettavaksi."))
        return redirect("yhteyshenkilot:vastinpari-ehdotukset")
    ohje = (
        _("Kunta vahvistaa ehdotuksen.")
        if puoli == Puoli.ALUE
        else _("Työllisyysalueen koordinaattori vahvistaa ehdotuksen.")
    )
    if pari:
        ohje = _("%(pari)s, %(prosessi)s. %(ohje)s") % {
            "pari": pari,
            "prosessi": pari.prosessi.nimi,
            "ohje": ohje,
        }
    return nayta_lomake(
        request,
        form,
        otsikko=otsikko,
        ohje=ohje,
        painike=_("Lähetä ehdotus"),
        peruuta=peruuta,
        murut=parien_murut(),
    )


def ehdotus_list(request):
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    ehdotukset = (
        Vastinpariehdotus.objects.visible_to(request.user)
        .select_related("kunta", "prosessi", "oma_henkilo", "kunnan_henkilo")
        .order_by("-ehdotusaika")
    )
    suodatin = EhdotusFilter(request.GET, queryset=ehdotukset, request=request)
    taulu = EhdotusTable(suodatin.qs)
    return luettelosivu(
        request,
        "yhteyshenkilot/vastinpariehdotukset.html",
        taulu,
        {"suodatin": suodatin},
        nimi="vastinpariehdotukset",
    )


def nakyva_ehdotus(request, pk):
    ehdotukset = Vastinpariehdotus.objects.visible_to(request.user).select_related(
        "kunta__alue",
        "prosessi",
        "oma_henkilo",
        "kunnan_henkilo",
        "pari__oma_henkilo",
        "pari__kunnan_henkilo",
        "ehdottaja__henkilo",
        "vastaaja__henkilo",
    )
    return get_object_or_404(ehdotukset, pk=pk)


def ehdotus_detail(request, pk):
    ehdotus = nakyva_ehdotus(request, pk)
    saa_vastata = permissions.saa_vastata_ehdotukseen(request.user, ehdotus)
    form = VastausForm(request.POST or None)
    if request.method == "POST":
        # Of two who answer at once the second is told by the workflow.
        vaadi(permissions.osapuolet(request.user, ehdotus.kunta) - {ehdotus.puoli})
        if form.is_valid() and onnistuu(form, lambda: vastaa(ehdotus, form, request.user)):
            messages.success(request, _("Vastauksesi tallennettiin."))
            return redirect(ehdotus)
    context = {
        "ehdotus": ehdotus,
        "tilan_laji": EHDOTUKSEN_TUNNISTEET.get(ehdotus.tila, "neutraali"),
        "form": form if saa_vastata or form.is_bound else None,
        "saa_perua": permissions.saa_perua_ehdotuksen(request.user, ehdotus),
        "murut": [
            (_("Yhteyshenkilöt"), reverse("yhteyshenkilot:list")),
            *parien_murut(),
            (_("Ehdotukset"), reverse("yhteyshenkilot:vastinpari-ehdotukset")),
        ],
    }
    return render(request, "yhteyshenkilot/vastinpariehdotus.html", context)


def vastaa(ehdotus, form, user):
    if form.cleaned_data["ratkaisu"] == VastausForm.VAHVISTA:
        workflow.vahvista_vastinpariehdotus(ehdotus, user=user)
    else:
        workflow.torju_vastinpariehdotus(ehdotus, form.cleaned_data["vastaus"], user=user)


@require_POST
def ehdotus_peru(request, pk):
    ehdotus = nakyva_ehdotus(request, pk)
    vaadi(ehdotus.puoli in permissions.osapuolet(request.user, ehdotus.kunta))
    form = VastausForm({})
    if onnistuu(form, lambda: workflow.peru_vastinpariehdotus(ehdotus, user=request.user)):
        messages.success(request, _("Ehdotus peruttiin."))
    else:
        messages.error(request, str(form.non_field_errors()[0]))
    return redirect(ehdotus)
