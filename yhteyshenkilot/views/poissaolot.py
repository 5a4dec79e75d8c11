"""Absences: who is away, what it touches, and the acts on it."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tyollisyysalue import kello, koskeva, roolit
from tyollisyysalue.forms import Lomake
from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu, tallennetut
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Henkilo
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import aukot, permissions, workflow
from yhteyshenkilot.filters import PoissaoloFilter
from yhteyshenkilot.forms import PoissaoloForm, PoissaolonMuutosForm
from yhteyshenkilot.models import Poissaolo
from yhteyshenkilot.poissa import jakso
from yhteyshenkilot.tables import PoissaoloTable
from yhteyshenkilot.views.lomakkeet import nayta_lomake

# Of an absence without an end known, what the coming year has.
TOISTAISEKSI_KATSOTAAN = timedelta(days=365)


def poissaolo_list(request):
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    tanaan = kello.tanaan()
    paattynyt = Case(When(loppupvm__lt=tanaan, then=1), default=0)
    poissaolot = (
        Poissaolo.objects.visible_to(request.user)
        .kirjatut()
        .select_related("henkilo__kunta", "henkilo__alue")
        .order_by(paattynyt, "alkupvm", "henkilo__aakkos")
    )
    suodatin = PoissaoloFilter(request.GET, queryset=poissaolot, request=request)
    context = {"suodatin": suodatin, "saa_kirjata": kirjattavat(request.user).exists()}
    return luettelosivu(
        request, "yhteyshenkilot/poissaolot.html", PoissaoloTable(suodatin.qs), context, nimi="poissaolot"
    )


def kirjattavat(user):
    """The people whose absences the user may record, as ``saa_kirjata_poissaolon`` says of one."""
    return Henkilo.objects.filter(
        Q(alue__in=roolit.alueet(user, Rooli.KOORDINAATTORI))
        | Q(user=user, alue__in=roolit.yhteistyoalueet(user))
    )


def poissaolojen_murut():
    return [(_("Poissaolot"), reverse("yhteyshenkilot:poissaolot"))]


def poissaolo_uusi(request):
    henkilot = kirjattavat(request.user)
    if not henkilot.exists():
        raise PermissionDenied
    oma = getattr(request.user, "henkilo", None)
    form = PoissaoloForm(
        request.POST or None,
        henkilot=henkilot,
        initial={"henkilo": request.GET.get("henkilo") or oma, "alkupvm": kello.tanaan()},
    )
    varoitukset = []
    if form.is_valid():
        henkilo, alku, loppu = (form.cleaned_data[kentta] for kentta in ("henkilo", "alkupvm", "loppupvm"))
        varoitukset = aukot.uudet(henkilo, alku, loppu, poissaolo=form.instance)
        if form.hyvaksyy(varoitukset) and onnistuu(
            form, lambda: workflow.kirjaa_poissaolo(henkilo, alku, loppu, user=request.user)
        ):
            messages.success(request, _("Poissaolo kirjattiin. Alla on, mitä se koskee."))
            return redirect(Poissaolo.objects.kirjatut().get(henkilo=henkilo, alkupvm=alku))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Kirjaa poissaolo"),
        ohje=_("Kirjaa vain päivät. Poissaolon syytä ei kirjata portaaliin."),
        painike=_("Kirjaa silti") if varoitukset else _("Kirjaa poissaolo"),
        peruuta=reverse("yhteyshenkilot:poissaolot"),
        murut=poissaolojen_murut(),
        aukot=varoitukset,
    )


def hae_poissaolo(request, pk):
    poissaolot = Poissaolo.objects.visible_to(request.user)
    return get_object_or_404(poissaolot.select_related("henkilo__alue", "henkilo__kunta"), pk=pk)


def hae_muutettava(request, pk):
    poissaolo = hae_poissaolo(request, pk)
    if not permissions.saa_kirjata_poissaolon(request.user, poissaolo.henkilo):
        raise PermissionDenied
    return poissaolo


def poissaolo_detail(request, pk):
    poissaolo = hae_poissaolo(request, pk)
    if poissaolo.mitatoity:
        raise Http404
    henkilo, tanaan = poissaolo.henkilo, kello.tanaan()
    alku = max(poissaolo.alkupvm, tanaan)
    loppu = poissaolo.loppupvm or alku + TOISTAISEKSI_KATSOTAAN
    on_paattynyt = loppu < tanaan
    koskevat = [] if on_paattynyt else koskeva.hae(henkilo, alku, loppu, request.user)
    saa_kirjata = permissions.saa_kirjata_poissaolon(request.user, henkilo)
    context = {
        "poissaolo": poissaolo,
        "henkilo": henkilo,
        "jakso": jakso(poissaolo.alkupvm, poissaolo.loppupvm),
        "on_paattynyt": on_paattynyt,
        "on_nyt": poissaolo.on_paivana(tanaan),
        "koskevat": koskeva.ryhmittain(koskevat),
        "aukot": [] if on_paattynyt else aukot.henkilon(henkilo, alku, poissaolo.loppupvm),
        "saa_kirjata": saa_kirjata,
    }
    return render(request, "yhteyshenkilot/poissaolo.html", context)


def poissaolo_muuta(request, pk):
    poissaolo = hae_muutettava(request, pk)
    versio = versio_nyt(poissaolo)
    form = PoissaolonMuutosForm(request.POST or None, instance=poissaolo, initial={"versio": versio})
    varoitukset = []
    if form.is_valid():
        alku, loppu = form.cleaned_data["alkupvm"], form.cleaned_data["loppupvm"]
        varoitukset = aukot.uudet(poissaolo.henkilo, alku, loppu, poissaolo=form.instance, korvaa=poissaolo)
        if form.hyvaksyy(varoitukset) and muutos_onnistuu(
            form,
            poissaolo,
            lambda: workflow.muuta_poissaoloa(
                poissaolo, alku, loppu, versio=form.cleaned_data["versio"], user=request.user
            ),
        ):
            messages.success(request, _("Poissaolo tallennettiin."))
            return redirect(poissaolo)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Muuta poissaoloa: %(nimi)s") % {"nimi": poissaolo.henkilo.nimi},
        ohje=_("Jos poissaolo päättyy aiemmin, siirrä viimeistä poissaolopäivää."),
        painike=_("Tallenna silti") if varoitukset else _("Tallenna"),
        peruuta=poissaolo.get_absolute_url(),
        murut=[*poissaolojen_murut(), (poissaolo.henkilo.nimi, poissaolo.get_absolute_url())],
        tallennetut=tallennetut(form, poissaolo),
        aukot=varoitukset,
    )


def poissaolo_mitatoi(request, pk):
    poissaolo = hae_muutettava(request, pk)
    form = Lomake(request.POST or None)
    if request.method == "POST" and onnistuu(
        form, lambda: workflow.mitatoi_poissaolo(poissaolo, user=request.user)
    ):
        messages.success(request, _("Poissaolo mitätöitiin."))
        return redirect("yhteyshenkilot:poissaolot")
    return render(
        request,
        "yhteyshenkilot/poissaolo_mitatoi.html",
        {
            "poissaolo": poissaolo,
            "form": form,
            "jakso": jakso(poissaolo.alkupvm, poissaolo.loppupvm),
            "murut": [
                (_("Yhteyshenkilöt"), reverse("yhteyshenkilot:list")),
                *poissaolojen_murut(),
                (poissaolo.henkilo.nimi, poissaolo.get_absolute_url()),
            ],
        },
    )
