"""The sections of a draft: order, preparer, publicity, what they were."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from paatokset import erot, permissions, teksti, workflow
from paatokset.forms import JulkisuusForm, VastuuForm
from paatokset.models import Osio
from paatokset.views.luonnos import kirjoitettava, muokattava
from paatokset.views.sivut import nakyva_paatos
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake
from tyollisyysalue.permissions import vaadi

SUUNNAT = {"ylos": -1, "alas": 1}


def osiot_list(request, pk):
    """The sections with what can be done with each."""
    paatos = nakyva_paatos(request, pk)
    vaadi(permissions.on_valmistelija(request.user, paatos.asia.alue_id))
    context = {
        "paatos": paatos,
        "osiot": list(paatos.osiot.all()),
        "saa_muokata": permissions.saa_muokata(request.user, paatos),
        "tanaan": kello.tanaan(),
    }
    return render(request, "paatokset/osiot.html", context)


def osion_paatos(request, pk):
    """A section of a draft that the user writes."""
    osio = get_object_or_404(Osio.objects.visible_to(request.user).select_related("vastuuhenkilo"), pk=pk)
    return muokattava(request, osio.paatos_id), osio


@require_POST
def osio_siirra(request, pk, suunta):
    paatos, osio = osion_paatos(request, pk)
    workflow.siirra_osiota(osio, askel=SUUNNAT[suunta], user=request.user)
    messages.success(request, _("Osio ”%(otsikko)s” on siirretty.") % {"otsikko": osio.otsikko})
    return redirect("paatokset:osiot", paatos.pk)


def osio_poista(request, pk):
    paatos, osio = osion_paatos(request, pk)
    return _teko(
        request,
        paatos,
        form=Lomake(request.POST if request.method == "POST" else None),
        teko=lambda **data: workflow.poista_osio(osio, user=request.user),
        otsikko=_("Poistetaanko osio %(osio)s?") % {"osio": osio},
        ohje=_(
            "Osio ja sen teksti lähtevät päätöksestä. Kohdat, joihin vain se vastasi, jäävät ilman vastausta."
        ),
        painike=_("Poista osio"),
        valmis=_("Osio on poistettu."),
        vaara=True,
    )


def osio_vastuu(request, pk):
    paatos, osio = osion_paatos(request, pk)
    form = VastuuForm(
        request.POST or None,
        alueet=[paatos.asia.alue_id],
        initial={"henkilo": osio.vastuuhenkilo_id, "maarapvm": osio.maarapvm},
    )
    return _teko(
        request,
        paatos,
        form=form,
        teko=lambda **data: workflow.anna_osio(osio, **data, user=request.user),
        otsikko=_("Kuka valmistelee osion %(osio)s?") % {"osio": osio},
        ohje=_("Hän saa ilmoituksen, näkee luonnoksen ja esityksen ja kirjoittaa tämän osion."),
        painike=_("Tallenna valmistelija"),
        valmis=_("Osion valmistelija on tallennettu."),
    )


def osio_julkisuus(request, pk):
    paatos, osio = osion_paatos(request, pk)
    form = JulkisuusForm(
        request.POST or None,
        alueet=[paatos.asia.alue_id],
        initial={
            "julkisuus": osio.julkisuus,
            "peruste": osio.salassapidon_peruste,
            "lainkohta": osio.salassapidon_lainkohta_id,
        },
    )
    return _teko(
        request,
        paatos,
        form=form,
        teko=lambda **data: workflow.aseta_julkisuus(osio, **data, user=request.user),
        otsikko=_("Osion %(osio)s julkisuus") % {"osio": osio},
        ohje=_(
            "Salassa pidettävä osio jää pois julkiselta sivulta, hausta, asiakirjan julkisesta versiosta ja kunnan "
            "vastauksesta. Sen paikalla on peruste ja lainkohta."
        ),
        painike=_("Tallenna julkisuus"),
        valmis=_("Osion julkisuus on tallennettu."),
    )


@require_POST
def osio_merkitse(request, pk):
    paatos, osio = kirjoitettava(request, pk)
    valmis = "valmis" in request.POST
    try:
        workflow.merkitse_osio(osio, valmis=valmis, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        viesti = _("Osio on merkitty valmiiksi.") if valmis else _("Osio on taas kesken.")
        messages.success(request, viesti)
    return redirect(paatos)


def osio_historia(request, pk):
    """What the section was, save by save, each with what changed in it."""
    osio = get_object_or_404(Osio.objects.visible_to(request.user), pk=pk)
    paatos = nakyva_paatos(request, osio.paatos_id)
    vaadi(permissions.on_valmistelija(request.user, paatos.asia.alue_id))
    rivit: list[dict[str, Any]] = []
    vanha = ("", "")
    for tapahtuma in osio.pgh_event_model.objects.filter(pgh_obj=osio.pk).order_by("pgh_id"):
        uusi = (tapahtuma.otsikko, tapahtuma.teksti)
        if uusi != vanha or not rivit:
            rivit.append(
                {
                    "aika": tapahtuma.pgh_created_at,
                    "otsikko": tapahtuma.otsikko,
                    "erot": erot.erot(teksti.faktat_sanoina(vanha[1]), teksti.faktat_sanoina(uusi[1])),
                }
            )
        vanha = uusi
    context = {
        "paatos": paatos,
        "osio": osio,
        "otsikko": _("Osion %(osio)s versiot") % {"osio": osio},
        "rivit": rivit[::-1],
    }
    return render(request, "paatokset/osio_historia.html", context)


def _teko(request, paatos, *, form, teko, otsikko, ohje, painike, valmis, vaara=False):
    if request.method == "POST" and form.is_valid():
        try:
            teko(**form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, valmis)
            return redirect("paatokset:osiot", paatos.pk)
    context = {
        "paatos": paatos,
        "form": form,
        "otsikko": otsikko,
        "ohje": ohje,
        "painike": painike,
        "vaara": vaara,
    }
    return render(request, "paatokset/osion_teko.html", context)
