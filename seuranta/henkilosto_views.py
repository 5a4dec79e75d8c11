"""Person-years of an area: the list that everybody reads as far as they may, and a month's form for the coordinator."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from seuranta import henkilosto, kuukaudet, permissions
from seuranta.henkilosto_forms import HenkilostoForm, HenkilostoSuodatinForm, KuukaudenValintaForm
from seuranta.tables import HenkilostoTable
from tyollisyysalue import kello
from tyollisyysalue.lomakkeet import muutos_onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.permissions import vaadi


@login_not_required
def henkilosto_list(request):
    alueet = Tyollisyysalue.objects.kaytossa()
    alue = alueet.filter(koodi=request.GET.get("alue")).first() or alueet.first()
    kuut = henkilosto.kuukausittain(alue) if alue else []
    suodatin = HenkilostoSuodatinForm(request.GET, alueet=alueet, kuukaudet_=[kk.kuukausi for kk in kuut])
    suodatin.is_valid()
    if valittu := suodatin.cleaned_data.get("kk"):
        kuut = [kk for kk in kuut if kk.kuukausi == valittu]
    saa_kirjata = bool(alue) and permissions.saa_kirjata_henkiloston(request.user, alue)
    prosesseittain = bool(alue) and permissions.saa_lukea_henkiloston_prosesseittain(request.user, alue)
    taulu = HenkilostoTable(kuut, alue=alue, prosesseittain=prosesseittain, saa_kirjata=saa_kirjata)
    context = {
        "alue": alue,
        "suodatin": suodatin,
        "prosesseittain": prosesseittain,
        "saa_kirjata": saa_kirjata,
    }
    return luettelosivu(request, "seuranta/henkilosto.html", taulu, context, nimi="henkilotyovuodet")


def valitse(request, koodi):
    """The month to record: the one after the newest recorded one, unless another is given."""
    alue = _kirjattava_alue(request, koodi)
    form = KuukaudenValintaForm(request.GET if "kk" in request.GET else None, initial={"kk": _seuraava(alue)})
    if form.is_valid():
        return redirect("seuranta:henkilosto-kirjaa", alue.koodi, form.cleaned_data["kk"])
    return render(request, "seuranta/henkilosto_valitse.html", {"alue": alue, "form": form})


def kirjaa(request, koodi, kuukausi):
    alue = _kirjattava_alue(request, koodi)
    try:
        henkilosto.tarkista_kuukausi(kuukausi)
    except ValidationError as error:
        raise Http404 from error
    prosessit = henkilosto.kirjattavat(alue, kuukausi)
    form = HenkilostoForm(
        request.POST or None,
        prosessit=prosessit,
        initial={"versio": henkilosto.kuukauden_versio(alue, kuukausi)},
    )
    if form.is_valid() and muutos_onnistuu(
        form,
        alue,
        lambda: henkilosto.kirjaa_kuukausi(
            alue, kuukausi, form.luvut(), form.cleaned_data["versio"], user=request.user
        ),
        lambda _alue: henkilosto.kuukauden_versio(alue, kuukausi),
    ):
        messages.success(
            request, _("Henkilötyövuodet kirjattiin kuukaudelle %(kk)s.") % {"kk": kuukaudet.lyhyt(kuukausi)}
        )
        return redirect(
            f"{reverse('seuranta:henkilosto')}?alue={alue.koodi}&kk={kuukaudet.osoitteessa(kuukausi)}"
        )
    context = {
        "alue": alue,
        "kuukausi": kuukausi,
        "form": form,
        "prosessit": prosessit,
        "tallennetut": _tallennetut(form, alue, kuukausi),
    }
    return render(request, "seuranta/henkilosto_kirjaa.html", context)


def _kirjattava_alue(request, koodi):
    alue = get_object_or_404(Tyollisyysalue.objects.visible_to(request.user).kaytossa(), koodi=koodi)
    vaadi(permissions.saa_kirjata_henkiloston(request.user, alue))
    return alue


def _seuraava(alue):
    viimeinen = kuukaudet.siirra(kello.tanaan().replace(day=1), -1)
    uusin = henkilosto.uusin_kuukausi(alue)
    return min(viimeinen, kuukaudet.siirra(uusin, 1)) if uusin else viimeinen


def _tallennetut(form, alue, kuukausi):
    """What another coordinator saved meanwhile, for the one who was late."""
    if not form.has_error("__all__", code="vanhentunut"):
        return []
    tallessa = {p.tunnus: htv for p, htv in henkilosto.kirjattavat(alue, kuukausi).items()}
    return [
        {"nimi": kentta.label, "arvo": kentta.field.sanoina(htv) if htv is not None else "–"}
        for prosessi in form.prosessit
        for kentta in [form[form.kentta(prosessi)]]
        for htv in [tallessa.get(prosessi.tunnus)]
    ]
