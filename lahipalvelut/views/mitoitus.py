"""Plans beside each other before they are decided: the what-if, and a proposed division of days."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lahipalvelut import entajos, permissions, workflow
from lahipalvelut.suunnitelma_forms import EntajosForm, JakoForm
from tyollisyysalue import kello
from tyollisyysalue.forms import Lomake
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.permissions import vaadi


def hae_alue(request):
    """The area whose plans the user makes: the one in the address, else the first."""
    vaadi(permissions.saa_suunnitella_jossain(request.user))
    alueet = Tyollisyysalue.objects.filter(pk__in=permissions.suunniteltavat_alueet(request.user))
    koodi = request.GET.get("alue")
    alue = (alueet.filter(koodi=koodi) if koodi else alueet.order_by("koodi")).first()
    if alue is None:
        raise Http404
    return alue


def _alku(request):
    """The first day of the next month, unless another is given."""
    tanaan = kello.tanaan()
    oletus = tanaan.replace(year=tanaan.year + tanaan.month // 12, month=tanaan.month % 12 + 1, day=1)
    return request.POST.get("alkupvm") or request.GET.get("alkupvm") or oletus.isoformat()


def _pvm(teksti):
    try:
        return date.fromisoformat(teksti)
    except ValueError:
        return kello.tanaan()


def entajos_sivu(request):
    alue = hae_alue(request)
    alku = _pvm(_alku(request))
    mallit, pois = entajos.mallit(alue, max(alku, kello.tanaan()))
    rivit = [rivi for malli in mallit for rivi in entajos.rivit(malli)]
    form = EntajosForm(request.POST or None, rivit=rivit, initial={"alkupvm": alku})
    vaihtoehdot = []
    if form.is_valid() and _ei_mennyt(form):
        ehdotukset = entajos.valimuutokset(mallit, form.muutokset(), form.cleaned_data["alkupvm"])
        vaihtoehdot = entajos.vertaa(ehdotukset, form.cleaned_data["alkupvm"])
        if vastaus := _tallenna(request, form, vaihtoehdot):
            return vastaus
    return render(
        request,
        "lahipalvelut/entajos.html",
        {
            "alue": alue,
            "pois": pois,
            "form": form,
            "vaihtoehdot": vaihtoehdot,
            "yhteensa": entajos.yhteensa(vaihtoehdot),
        },
    )


def jako_sivu(request):
    alue = hae_alue(request)
    alku = _pvm(_alku(request))
    mallit, pois = entajos.mallit(alue, max(alku, kello.tanaan()))
    form = JakoForm(request.POST or None, kunnat=[malli.kunta for malli in mallit], initial={"alkupvm": alku})
    vaihtoehdot, ehdotus = [], {}
    if form.is_valid() and _ei_mennyt(form):
        tiedot = form.cleaned_data
        ehdotus, paivia = entajos.jaa(mallit, tiedot["yhteensa"], tiedot["vahintaan"] or 0, form.kunnittain())
        vaihtoehdot = entajos.vertaa(entajos.sijoitetut(mallit, paivia, tiedot["alkupvm"]), tiedot["alkupvm"])
        if vastaus := _tallenna(request, form, vaihtoehdot):
            return vastaus
    for malli in mallit:
        # What the division itself gives stands in the empty field, so that it can be seen and changed.
        form.fields[f"paivia-{malli.kunta.koodi}"].widget.attrs["placeholder"] = ehdotus.get(
            malli.kunta_id, ""
        )
    return render(
        request,
        "lahipalvelut/jako.html",
        {
            "alue": alue,
            "pois": pois,
            "form": form,
            "vaihtoehdot": vaihtoehdot,
            "yhteensa": entajos.yhteensa(vaihtoehdot),
        },
    )


def _ei_mennyt(form: Lomake):
    if form.cleaned_data["alkupvm"] < kello.tanaan():
        form.add_error(
            "alkupvm",
            ValidationError(_("Valitse tämä päivä tai myöhempi.")),
        )
        return False
    return True


def _tallenna(request, form, vaihtoehdot):
    """Keep what changes as drafts when asked to; an answer when it was done."""
    if request.POST.get("toiminto") != "tallenna":
        return None
    muuttuvat = [v for v in vaihtoehdot if v.muuttuu and v.rivit]
    if not muuttuvat:
        form.add_error(None, _("Mikään ei muutu, joten tallennettavaa ei ole."))
        return None
    try:
        luonnokset = workflow.luonnostele(muuttuvat, user=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    messages.success(
        request,
        ngettext(
            "%(maara)s luonnos on tallennettu. Mikään ei muutu ennen hyväksymistä.",
            "%(maara)s luonnosta on tallennettu. Mikään ei muutu ennen hyväksymistä.",
            len(luonnokset),
        )
        % {"maara": len(luonnokset)},
    )
    return redirect("lahipalvelut:suunnitelmat")
