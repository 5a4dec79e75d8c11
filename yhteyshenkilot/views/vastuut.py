"""Responsibilities and counterpart pairs: the list of the area, and a municipality's own page."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu, tallennetut
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Henkilo, Kunta
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm as paivays
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import aukot, hakemisto, luettelo, menneet, permissions, poissa, workflow
from yhteyshenkilot.filters import kunnat
from yhteyshenkilot.forms import (
    PaataKaikkiForm,
    PaattyyForm,
    PaivaForm,
    VastinpariForm,
    VastuuForm,
    VastuunJulkisuusForm,
    VastuuPaattyyForm,
)
from yhteyshenkilot.models import Luettelosaaja, Vastinpari, Vastinpariehdotus, Vastuu
from yhteyshenkilot.tables import HakemistoTable, KunnanVastuuTable, VastuuTable
from yhteyshenkilot.views.hakemisto import rajattu
from yhteyshenkilot.views.lomakkeet import nayta_lomake, vaadi_yllapito

ALUSTAVAT = ("prosessi", "laji", "henkilo", "alkupvm", "loppupvm")


@login_not_required
def vastuu_list(request):
    on_lukija = permissions.saa_lukea(request.user)
    suodatin = rajattu(request)
    rivit = suodatin.qs
    # The day of the list, where the reader could choose one.
    pvm = suodatin.form.cleaned_data.get("pvm") or kello.tanaan()
    if on_lukija:
        rivit = poissa.liita(rivit.with_sijaiset(pvm), "henkilo", pvm)
        if menneet.on_mennyt(pvm):
            rivit = rivit.prefetch_related(*menneet.haut(pvm))
    taulu = VastuuTable(rivit) if on_lukija else HakemistoTable(rivit)
    context = {
        "suodatin": suodatin,
        "pvm": pvm,
        "on_mennyt": menneet.on_mennyt(pvm),
        "kunnat": kunnat(request),
        "on_lukija": on_lukija,
        "saa_yllapitaa": bool(roolit.alueet(request.user, Rooli.KOORDINAATTORI)),
    }
    return luettelosivu(request, "yhteyshenkilot/list.html", taulu, context, nimi="yhteyshenkilot")


def luettava_kunta(request, koodi):
    kunta = get_object_or_404(Kunta.objects.select_related("alue"), koodi=koodi)
    if not permissions.saa_lukea_kuntaa(request.user, kunta):
        raise Http404
    return kunta


@login_not_required
def kunta_detail(request, koodi):
    """A municipality's people; for its own liaison and the area's staff also pairs, sendings and other days."""
    kunta = get_object_or_404(Kunta.objects.select_related("alue"), koodi=koodi)
    if not permissions.saa_lukea_kuntaa(request.user, kunta):
        return kunta_julkisesti(request, kunta)
    saa_yllapitaa = permissions.saa_yllapitaa(request.user, kunta.alue_id)
    form = PaivaForm({"pvm": request.GET.get("pvm") or kello.tanaan().isoformat()})
    pvm = form.paiva
    sisalto = luettelo.koosta(kunta.alue, [kunta], pvm)
    saaja = Luettelosaaja.objects.filter(kunta=kunta).select_related("lahetys")
    parit = keskeneraiset_parit(kunta)
    context = {
        "kunta": kunta,
        "form": form,
        "pvm": pvm,
        "on_mennyt": menneet.on_mennyt(pvm),
        "luettelo": luettelo.merkitse_poissa(luettelo.luettavaksi(sisalto["kunnat"][0]), kunta, pvm),
        "viimeisin": saaja.order_by("-lahetys__lahetysaika").first(),
        "saa_yllapitaa": saa_yllapitaa,
        "saa_ehdottaa": permissions.saa_ehdottaa_vastinparia(request.user, kunta),
        "taulu": yllapitotaulu(kunta) if saa_yllapitaa else None,
        "vajaat": [rivi for rivi in parit if rivi["pari"].omistaja],
        "parit": [rivi for rivi in parit if rivi["oma"] or rivi["kunnan"]] if saa_yllapitaa else [],
        "ehdotukset": Vastinpariehdotus.objects.avoimet()
        .filter(kunta=kunta)
        .select_related("prosessi", "oma_henkilo", "kunnan_henkilo"),
    }
    return render(request, "yhteyshenkilot/detail.html", context)


def kunta_julkisesti(request, kunta):
    if not kunta.alue.kaytossa:
        raise Http404
    vastuut = hakemisto.vastuut(request.user).for_kunta(kunta).voimassa(kello.tanaan())
    context = {
        "kunta": kunta,
        "prosessit": hakemisto.prosesseittain(vastuut),
        "on_lukija": permissions.saa_lukea(request.user),
        "sivu": request.path,
    }
    return render(request, "yhteyshenkilot/kunta_julkinen.html", context)


def yllapitotaulu(kunta):
    voimassa_tai_tulossa = Q(loppupvm__isnull=True) | Q(loppupvm__gte=kello.tanaan())
    vastuut = (
        Vastuu.objects.for_kunta(kunta)
        .filter(voimassa_tai_tulossa)
        .select_related("prosessi", "henkilo")
        .order_by("prosessi__jarjestys", "laji", "alkupvm")
    )
    return KunnanVastuuTable(poissa.liita(vastuut, "henkilo", kello.tanaan()), prefix="yllapito-")


def keskeneraiset_parit(kunta):
    """Pairs with a side left: which of the sides can be ended, and whether a successor is late."""
    tanaan = kello.tanaan()
    parit = Vastinpari.objects.for_kunta(kunta).paattymatta(tanaan)
    return [
        {
            "pari": pari,
            "oma": not pari.on_paattynyt("oma", tanaan),
            "kunnan": not pari.on_paattynyt("kunnan", tanaan),
            "myohassa": pari.on_myohassa(tanaan),
        }
        for pari in parit.select_related("oma_henkilo", "kunnan_henkilo", "prosessi")
    ]


def kunnan_sivu(kunta):
    return reverse("yhteyshenkilot:detail", args=[kunta.koodi])


def vastuu_lisaa(request, koodi):
    kunta = luettava_kunta(request, koodi)
    vaadi_yllapito(request, kunta.alue_id)
    # A link from a hole or an absence says what is missing.
    alustavat = {nimi: request.GET[nimi] for nimi in ALUSTAVAT if nimi in request.GET}
    form = VastuuForm(request.POST or None, kunta=kunta, initial={"alkupvm": kello.tanaan(), **alustavat})
    if form.is_valid() and onnistuu(
        form, lambda: workflow.lisaa_vastuu(kunta=kunta, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Vastuu lisättiin."))
        return redirect(kunnan_sivu(kunta))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Lisää vastuuhenkilö: %(kunta)s") % {"kunta": kunta.nimi},
        ohje=_("Jos henkilöä ei ole valittavana, lisää hänet ensin henkilöihin."),
        painike=_("Lisää vastuu"),
        peruuta=kunnan_sivu(kunta),
        murut=[(kunta.nimi, kunnan_sivu(kunta))],
    )


def vastuu_paata(request, pk):
    vastuu = get_object_or_404(
        Vastuu.objects.visible_to(request.user).select_related("kunta", "prosessi", "henkilo"), pk=pk
    )
    vaadi_yllapito(request, vastuu.kunta.alue_id)
    form = VastuuPaattyyForm(request.POST or None, initial={"loppupvm": vastuu.loppupvm or kello.tanaan()})
    varoitukset = []
    if form.is_valid():
        loppupvm = form.cleaned_data["loppupvm"]
        if loppupvm >= vastuu.alkupvm:
            varoitukset = aukot.uudet(vastuu.henkilo, loppupvm + timedelta(days=1), None, paattyvat=[vastuu])
        if form.hyvaksyy(varoitukset) and onnistuu(
            form, lambda: workflow.paata_vastuu(vastuu, loppupvm, user=request.user)
        ):
            messages.success(request, _("Vastuun päättymispäivä tallennettiin."))
            return redirect(kunnan_sivu(vastuu.kunta))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Päätä vastuu"),
        ohje=_("%(henkilo)s, %(prosessi)s (%(laji)s). Vastuu jää luetteloon päättymispäivään asti.")
        % {
            "henkilo": vastuu.henkilo.nimi,
            "prosessi": vastuu.prosessi.nimi,
            "laji": vastuu.get_laji_display(),
        },
        painike=_("Päätä silti") if varoitukset else _("Päätä vastuu"),
        peruuta=kunnan_sivu(vastuu.kunta),
        murut=[(vastuu.kunta.nimi, kunnan_sivu(vastuu.kunta))],
        aukot=varoitukset,
    )


def vastuu_julkisuus(request, pk):
    vastuu = get_object_or_404(
        Vastuu.objects.visible_to(request.user).select_related("kunta", "prosessi", "henkilo"), pk=pk
    )
    vaadi_yllapito(request, vastuu.kunta.alue_id)
    form = VastuunJulkisuusForm(
        request.POST or None, initial={"julkiset": vastuu.julkiset, "versio": versio_nyt(vastuu)}
    )
    if form.is_valid() and muutos_onnistuu(
        form,
        vastuu,
        lambda: workflow.muuta_vastuun_julkisuutta(
            vastuu,
            form.cleaned_data["julkiset"],
            versio=form.cleaned_data["versio"],
            user=request.user,
        ),
    ):
        messages.success(request, _("Vastuun julkiset tiedot tallennettiin."))
        return redirect(kunnan_sivu(vastuu.kunta))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Vastuun julkiset tiedot"),
        ohje=_("%(henkilo)s, %(prosessi)s (%(laji)s), %(kunta)s.")
        % {
            "henkilo": vastuu.henkilo.nimi,
            "prosessi": vastuu.prosessi.nimi,
            "laji": vastuu.get_laji_display(),
            "kunta": vastuu.kunta.nimi,
        },
        painike=_("Tallenna"),
        peruuta=kunnan_sivu(vastuu.kunta),
        murut=[(vastuu.kunta.nimi, kunnan_sivu(vastuu.kunta))],
        tallennetut=tallennetut(form, vastuu),
    )


def henkilo_paata_vastuut(request, pk):
    """Everything that one who leaves answers for, ended on one day after it has been seen."""
    henkilo = get_object_or_404(Henkilo.objects.visible_to(request.user), pk=pk)
    vaadi_yllapito(request, henkilo.alue_id)
    form = PaataKaikkiForm(
        request.POST or None, initial={"loppupvm": request.GET.get("loppupvm") or kello.tanaan()}
    )
    paatettavat, varoitukset, nahty = [], [], False
    if form.is_valid():
        loppupvm = form.cleaned_data["loppupvm"]
        vastuut, parit = map(list, workflow.paatettavat(henkilo, loppupvm))
        paatettavat = [*map(vastuu_sanoina, vastuut), *map(pari_sanoina, parit)]
        varoitukset = aukot.uudet(henkilo, loppupvm + timedelta(days=1), None, paattyvat=vastuut)
        nahty = bool(paatettavat)
        if (
            form.hyvaksyy([*paatettavat, *varoitukset])
            and nahty
            and onnistuu(form, lambda: workflow.paata_henkilon_vastuut(henkilo, loppupvm, user=request.user))
        ):
            messages.success(
                request,
                _("%(nimi)s: vastuut päättyvät %(pvm)s.") % {"nimi": henkilo.nimi, "pvm": paivays(loppupvm)},
            )
            return redirect("yhteyshenkilot:henkilo-muuta", henkilo.pk)
        if not nahty:
            form.add_error("loppupvm", _("Henkilöllä ei ole vastuita, jotka jatkuvat tämän päivän jälkeen."))
    context = {
        "henkilo": henkilo,
        "form": form,
        "paatettavat": paatettavat,
        "aukot": varoitukset,
        "nahty": nahty,
    }
    return render(request, "yhteyshenkilot/paata_vastuut.html", context)


def vastuu_sanoina(vastuu):
    return f"{vastuu.kunta.nimi}: {vastuu.prosessi.nimi} ({vastuu.get_laji_display()})"


def pari_sanoina(pari):
    return f"{pari.kunta.nimi}: {pari.prosessi.nimi}, {pari.get_laji_display()} {pari}"


def vastinpari_luo(request, koodi):
    kunta = luettava_kunta(request, koodi)
    vaadi_yllapito(request, kunta.alue_id)
    alku = kello.tanaan()
    form = VastinpariForm(request.POST or None, kunta=kunta, initial={"oma_alku": alku, "kunnan_alku": alku})
    if form.is_valid() and onnistuu(
        form, lambda: workflow.luo_vastinpari(kunta, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Vastinpari lisättiin."))
        return redirect(kunnan_sivu(kunta))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Lisää vastinpari: %(kunta)s") % {"kunta": kunta.nimi},
        ohje=_(
            "Kirjaa vastinpari, josta on jo sovittu kunnan kanssa. Muuten ehdota sitä, niin kunta vahvistaa sen."
        ),
        painike=_("Lisää vastinpari"),
        peruuta=kunnan_sivu(kunta),
        murut=[(kunta.nimi, kunnan_sivu(kunta))],
    )


def vastinpari_paata(request, pk, puoli):
    pari = get_object_or_404(
        Vastinpari.objects.visible_to(request.user).select_related("kunta", "oma_henkilo", "kunnan_henkilo"),
        pk=pk,
    )
    if puoli not in ("oma", "kunnan"):
        raise Http404
    vaadi(permissions.saa_paattaa_vastinparin_puolen(request.user, pari, puoli))
    form = PaattyyForm(request.POST or None, initial={"loppupvm": kello.tanaan()})
    if form.is_valid() and onnistuu(
        form,
        lambda: workflow.paata_vastinparin_puoli(
            pari, puoli, form.cleaned_data["loppupvm"], user=request.user
        ),
    ):
        messages.success(request, _("Vastinparin päättymispäivä tallennettiin."))
        return redirect(kunnan_sivu(pari.kunta))
    henkilo = pari.oma_henkilo if puoli == "oma" else pari.kunnan_henkilo
    return nayta_lomake(
        request,
        form,
        otsikko=_("Päätä vastinparin osapuoli"),
        ohje=_("%(henkilo)s. Pari jää näkyviin vaillinaisena, kunnes seuraaja on vahvistettu.")
        % {"henkilo": henkilo},
        painike=_("Päätä osapuoli"),
        peruuta=kunnan_sivu(pari.kunta),
        murut=[(pari.kunta.nimi, kunnan_sivu(pari.kunta))],
    )
