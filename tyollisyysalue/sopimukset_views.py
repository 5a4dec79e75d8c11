"""Agreements with municipalities: a list, the course of one, and the administrator's acts."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tyollisyysalue import kello, permissions, roolit, sopimukset
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Kunta, Sopimus
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.sopimukset_forms import LiiteForm, SiirtoForm, SopimusFilter, SopimusForm
from tyollisyysalue.sopimukset_tables import TILAN_LAJIT, SopimusTable

Tila = Sopimus.Tila

# What happens besides the states, whose events are called by the state.
MUUT_TAPAHTUMAT = {
    "liitetty": gettext_lazy("Tiedosto liitettiin"),
    "liite_poistettu": gettext_lazy("Tiedosto poistettiin"),
}

# By state: URL name, name of the act, what its form asks the day of, and the act.
TOIMINNOT = {
    Tila.HYVAKSYTTY: (
        "hyvaksy",
        gettext_lazy("Merkitse hyväksytyksi"),
        gettext_lazy("Kunta hyväksyi sopimuksen"),
        sopimukset.hyvaksy,
    ),
    Tila.OIKEUDET_MYONNETTY: (
        "myonna",
        gettext_lazy("Merkitse oikeudet myönnetyiksi"),
        gettext_lazy("Käyttöoikeudet myönnettiin"),
        sopimukset.myonna_oikeudet,
    ),
    Tila.PAATTYNYT: (
        "paata",
        gettext_lazy("Merkitse päättyneeksi"),
        gettext_lazy("Sopimus päättyi"),
        sopimukset.paata,
    ),
}


@login_not_required
def sopimus_list(request):
    nakyvat = Sopimus.objects.visible_to(request.user).select_related("kunta")
    suodatin = SopimusFilter(request.GET, nakyvat)
    context = {
        "suodatin": suodatin,
        "saa_lisata": permissions.saa_lisata_sopimuksia(request.user),
    }
    taulu = SopimusTable(suodatin.qs.order_by("laji", "kunta__aakkos"))
    return luettelosivu(request, "tyollisyysalue/sopimus_list.html", taulu, context, nimi="sopimukset")


@login_not_required
def sopimus_detail(request, pk):
    sopimus = _nakyva(request, pk)
    saa_hallita = permissions.saa_hallita_sopimuksia(request.user, sopimus.alue_id)
    context = {
        "sopimus": sopimus,
        "tilan_laji": TILAN_LAJIT.get(sopimus.tila, "neutraali"),
        "liitteet": sopimus.liitteet.visible_to(request.user).filter(poistettu__isnull=True),
        "saa_hallita": saa_hallita,
        "toiminnot": [
            (reverse(f"sopimukset:{TOIMINNOT[tila][0]}", args=[sopimus.pk]), TOIMINNOT[tila][1])
            for tila in (sopimukset.siirtymat(sopimus) if saa_hallita else [])
        ],
        # Who did what is the parties' business, also of an agreement that is public.
        "tapahtumat": [
            {"aika": t.aika, "nimi": tapahtuman_nimi(t), "tekija": t.tekija, "syy": t.syy}
            for t in (
                sopimus.tapahtumat.all() if permissions.on_sopimuksen_osapuoli(request.user, sopimus) else []
            )
        ],
    }
    return render(request, "tyollisyysalue/sopimus_detail.html", context)


def tapahtuman_nimi(tapahtuma):
    if tapahtuma.tapahtuma in MUUT_TAPAHTUMAT:
        return f"{MUUT_TAPAHTUMAT[tapahtuma.tapahtuma]}: {tapahtuma.tiedot['nimi']}"
    return Tila(tapahtuma.tapahtuma).label


def sopimus_liita(request, pk):
    sopimus = _nakyva(request, pk)
    vaadi(permissions.saa_hallita_sopimuksia(request.user, sopimus.alue_id))
    form = LiiteForm(request.POST or None, request.FILES or None)
    if form.is_valid() and onnistuu(
        form, lambda: sopimukset.liita(sopimus, **form.cleaned_data, user=request.user)
    ):
        messages.success(request, _("Tiedosto liitettiin sopimukseen."))
        return redirect("sopimukset:detail", sopimus.pk)
    return render(request, "tyollisyysalue/sopimus_liita.html", {"sopimus": sopimus, "form": form})


@require_POST
def sopimus_poista_liite(request, pk, liite_pk):
    sopimus = _nakyva(request, pk)
    vaadi(permissions.saa_hallita_sopimuksia(request.user, sopimus.alue_id))
    liite = get_object_or_404(sopimus.liitteet.visible_to(request.user), pk=liite_pk)
    sopimukset.poista_liite(sopimus, liite, user=request.user)
    messages.success(request, _("Tiedosto poistettiin sopimuksesta."))
    return redirect("sopimukset:detail", sopimus.pk)


def sopimus_uusi(request):
    if not permissions.saa_lisata_sopimuksia(request.user):
        raise PermissionDenied
    kunnat = Kunta.objects.filter(alue__in=roolit.alueet(request.user, Rooli.PAAKAYTTAJA)).select_related(
        "alue"
    )
    form = SopimusForm(request.POST or None, kunnat=kunnat)
    if request.method == "POST" and form.is_valid():
        try:
            sopimus = sopimukset.lisaa(**form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Sopimus lisättiin."))
            return redirect("sopimukset:detail", sopimus.pk)
    return render(request, "tyollisyysalue/sopimus_uusi.html", {"form": form})


def sopimus_siirra(request, pk, tila):
    sopimus = _nakyva(request, pk)
    if not permissions.saa_hallita_sopimuksia(request.user, sopimus.alue_id):
        raise PermissionDenied
    _nimi, painike, kysymys, toiminto = TOIMINNOT[tila]
    form = SiirtoForm(request.POST or None, initial={"pvm": kello.tanaan()})
    form.fields["pvm"].label = kysymys
    if request.method == "POST" and form.is_valid():
        try:
            toiminto(sopimus, form.cleaned_data["pvm"], user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Sopimuksen tila muutettiin."))
            return redirect("sopimukset:detail", sopimus.pk)
    context = {"sopimus": sopimus, "form": form, "painike": painike, "on_paattaminen": tila == Tila.PAATTYNYT}
    return render(request, "tyollisyysalue/sopimus_siirra.html", context)


def _nakyva(request, pk):
    return get_object_or_404(Sopimus.objects.visible_to(request.user).select_related("kunta", "alue"), pk=pk)
