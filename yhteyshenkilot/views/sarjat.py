"""Series of meetings: the rule, its days before they are saved, and what became of them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tyollisyysalue import kello
from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu, tallennetut
from yhteyshenkilot import permissions, workflow
from yhteyshenkilot.models import Tapaamissarja
from yhteyshenkilot.nimet import isolla
from yhteyshenkilot.tapaamiset_forms import SarjaForm, SarjanMuutosForm
from yhteyshenkilot.tapaamiset_tables import RyhmanTapaamisetTable
from yhteyshenkilot.views.lomakkeet import vaadi_yllapito
from yhteyshenkilot.views.perustiedot import muutos
from yhteyshenkilot.views.ryhmat import ryhman_sivu, ryhmien_murut, yllapidettava_ryhma
from yhteyshenkilot.views.tapaamiset import versio_nyt
from yhteyshenkilot.workflow.sarjat import koskemattomat, paivat, pysyvat

ESIKATSELTAVIA = 12


def nakyva_sarja(request, pk):
    return get_object_or_404(
        Tapaamissarja.objects.visible_to(request.user).select_related("ryhma__alue"), pk=pk
    )


def sarja_detail(request, pk):
    sarja = nakyva_sarja(request, pk)
    tulevat = list(sarja.tapaamiset.filter(loppuaika__gte=kello.nyt()).order_by("alkuaika"))
    kaytetyt = {tapaaminen.sarjan_pvm for tapaaminen in tulevat}
    context = {
        "sarja": sarja,
        "tulevat": RyhmanTapaamisetTable(tulevat),
        "ohitetut": [
            paiva
            for paiva in paivat(sarja, kello.tanaan())
            if paiva.pyha and paiva.tapaaminen is None and paiva.pvm not in kaytetyt
        ],
        "saa_yllapitaa": permissions.saa_yllapitaa(request.user, sarja.ryhma.alue_id),
    }
    return render(request, "yhteyshenkilot/sarja.html", context)


def esikatselu(sarja):
    """What the typed rule means: its sentence, its first days, and how many there are."""
    kaikki = paivat(sarja, kello.tanaan())
    return {
        "lause": sarja.toistuvuus.lause(),
        "paivat": kaikki[:ESIKATSELTAVIA],
        "maara": sum(paiva.vapaa for paiva in kaikki),
        "kaikkiaan": len(kaikki),
        "loput": max(0, len(kaikki) - ESIKATSELTAVIA),
    }


def tallennetaan(request):
    return request.POST.get("toiminto") == "tallenna"


def sarja_luo(request, pk):
    ryhma = yllapidettava_ryhma(request, pk)
    form = SarjaForm(request.POST or None, instance=Tapaamissarja(ryhma=ryhma), initial={"vali": 4})
    nakyma = None
    if form.is_valid():
        if tallennetaan(request):
            luodut = []
            if onnistuu(
                form,
                lambda: luodut.append(workflow.luo_sarja(ryhma, user=request.user, **form.cleaned_data)),
            ):
                [sarja] = luodut
                maara = sarja.tapaamiset.count()
                messages.success(
                    request,
                    ngettext(
                        "Sarja luotiin. Siinä on %(maara)s tapaaminen.",
                        "Sarja luotiin. Siinä on %(maara)s tapaamista.",
                        maara,
                    )
                    % {"maara": maara},
                )
                return redirect(sarja)
        else:
            nakyma = esikatselu(form.instance)
    context = {
        "ryhma": ryhma,
        "form": form,
        "esikatselu": nakyma,
        "pysyvat": [],
        "tallennetut": [],
        "otsikko": _("Luo tapaamissarja"),
        "painike": _("Luo sarja"),
        "peruuta": ryhman_sivu(ryhma),
        "murut": ryhmien_murut(ryhma),
    }
    return render(request, "yhteyshenkilot/sarja_form.html", context)


def sarja_muuta(request, pk):
    sarja = nakyva_sarja(request, pk)
    vaadi_yllapito(request, sarja.ryhma.alue_id)
    form = SarjanMuutosForm(
        request.POST or None, instance=nakyva_sarja(request, pk), initial={"versio": sarja.versio}
    )
    nakyma = None
    if form.is_valid():
        if not tallennetaan(request):
            omat = set(koskemattomat(sarja).values_list("pk", flat=True))
            nakyma = esikatselu(form.instance) | {"muuttuvia": len(omat)}
        elif muutos_onnistuu(
            form,
            sarja,
            lambda: workflow.muuta_sarjaa(sarja, user=request.user, **muutos(form)),
            lue_versio=versio_nyt,
        ):
            messages.success(request, _("Sarja muutettiin."))
            return redirect(sarja)
    context = {
        "ryhma": sarja.ryhma,
        "form": form,
        "esikatselu": nakyma,
        "pysyvat": pysyvat(sarja).order_by("alkuaika"),
        "tallennetut": tallennetut(form, sarja),
        "otsikko": _("Muuta tapaamissarjaa"),
        "painike": _("Muuta sarjaa"),
        "peruuta": sarja.get_absolute_url(),
        "murut": [*ryhmien_murut(sarja.ryhma), (isolla(sarja.toistuvuus.lause()), sarja.get_absolute_url())],
    }
    return render(request, "yhteyshenkilot/sarja_form.html", context)
