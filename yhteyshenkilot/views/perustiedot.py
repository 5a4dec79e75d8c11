"""People and key processes: what responsibilities are made of."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tyollisyysalue import kello
from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu, tallennetut
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Henkilo
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import poissa, workflow
from yhteyshenkilot.filters import HenkiloFilter
from yhteyshenkilot.forms import HenkiloForm, HenkilonMuutosForm, ProsessiForm, ProsessinNimiForm
from yhteyshenkilot.models import Avainprosessi
from yhteyshenkilot.tables import HenkiloTable, ProsessiTable
from yhteyshenkilot.views.lomakkeet import (
    nayta_lomake,
    vaadi_yllapito,
    yllapidettava_alue,
)


def henkilo_list(request):
    alue = yllapidettava_alue(request)
    henkilot = poissa.liita(
        Henkilo.objects.filter(alue=alue).select_related("kunta", "alue"), "", kello.tanaan()
    )
    suodatin = HenkiloFilter(request.GET, queryset=henkilot, request=request)
    context = {"suodatin": suodatin}
    return luettelosivu(
        request, "yhteyshenkilot/henkilot.html", HenkiloTable(suodatin.qs), context, nimi="henkilot"
    )


def henkiloiden_murut():
    return [(_("Henkilöt"), reverse("yhteyshenkilot:henkilot"))]


def henkilo_lisaa(request):
    alue = yllapidettava_alue(request)
    form = HenkiloForm(request.POST or None, alue=alue)
    if form.is_valid() and onnistuu(
        form, lambda: workflow.lisaa_henkilo(alue, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Henkilö lisättiin."))
        return redirect("yhteyshenkilot:henkilot")
    return nayta_lomake(
        request,
        form,
        otsikko=_("Lisää henkilö"),
        painike=_("Lisää henkilö"),
        peruuta=reverse("yhteyshenkilot:henkilot"),
        murut=henkiloiden_murut(),
    )


def henkilo_muuta(request, pk):
    henkilo = get_object_or_404(Henkilo.objects.visible_to(request.user).select_related("alue"), pk=pk)
    vaadi_yllapito(request, henkilo.alue_id)
    versio = versio_nyt(henkilo)
    form = HenkilonMuutosForm(
        request.POST or None, instance=henkilo, alue=henkilo.alue, initial={"versio": versio}
    )
    if form.is_valid() and muutos_onnistuu(
        form, henkilo, lambda: workflow.muuta_henkiloa(henkilo, user=request.user, **muutos(form))
    ):
        messages.success(request, _("Henkilön tiedot tallennettiin."))
        return redirect("yhteyshenkilot:henkilot")
    return nayta_lomake(
        request,
        form,
        otsikko=_("Muuta henkilön tietoja"),
        painike=_("Tallenna"),
        peruuta=reverse("yhteyshenkilot:henkilot"),
        murut=henkiloiden_murut(),
        tallennetut=tallennetut(form, henkilo),
        linkit=[
            (_("Luovutuslista"), reverse("luovutus", args=[henkilo.pk])),
            (_("Kirjaa poissaolo"), f"{reverse('yhteyshenkilot:poissaolo-uusi')}?henkilo={henkilo.pk}"),
            (_("Päätä kaikki vastuut"), reverse("yhteyshenkilot:henkilo-paata-vastuut", args=[henkilo.pk])),
        ],
    )


def muutos(form):
    """The values of an edit form as the workflow takes them."""
    arvot = dict(form.cleaned_data)
    return {"versio": arvot.pop("versio"), "muutokset": arvot}


def prosessi_list(request):
    alue = yllapidettava_alue(request)
    prosessit = Avainprosessi.objects.filter(alue=alue)
    taulu = ProsessiTable(prosessit)
    return luettelosivu(request, "yhteyshenkilot/prosessit.html", taulu, {}, nimi="avainprosessit")


def prosessien_murut():
    return [(_("Avainprosessit"), reverse("yhteyshenkilot:prosessit"))]


def prosessi_lisaa(request):
    alue = yllapidettava_alue(request)
    form = ProsessiForm(request.POST or None, instance=Avainprosessi(alue=alue))
    if form.is_valid() and onnistuu(
        form, lambda: workflow.lisaa_prosessi(alue, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Avainprosessi lisättiin."))
        return redirect("yhteyshenkilot:prosessit")
    return nayta_lomake(
        request,
        form,
        otsikko=_("Lisää avainprosessi"),
        painike=_("Lisää avainprosessi"),
        peruuta=reverse("yhteyshenkilot:prosessit"),
        murut=prosessien_murut(),
    )


def prosessi_nimea(request, pk):
    prosessi = get_object_or_404(Avainprosessi.objects.visible_to(request.user), pk=pk)
    vaadi_yllapito(request, prosessi.alue_id)
    versio = versio_nyt(prosessi)
    form = ProsessinNimiForm(request.POST or None, instance=prosessi, initial={"versio": versio})
    if form.is_valid() and muutos_onnistuu(
        form, prosessi, lambda: workflow.nimea_prosessi(prosessi, user=request.user, **muutos(form))
    ):
        messages.success(request, _("Avainprosessin nimi tallennettiin."))
        return redirect("yhteyshenkilot:prosessit")
    context = {
        "form": form,
        "prosessi": prosessi,
        "tallennetut": tallennetut(form, prosessi),
    }
    return render(request, "yhteyshenkilot/prosessi.html", context)


@require_POST
def prosessi_kaytto(request, pk):
    prosessi = get_object_or_404(Avainprosessi.objects.visible_to(request.user), pk=pk)
    workflow.vaihda_prosessin_kaytto(prosessi, "kaytossa" in request.POST, user=request.user)
    messages.success(request, _("Avainprosessin käyttö tallennettiin."))
    return redirect("yhteyshenkilot:prosessit")
