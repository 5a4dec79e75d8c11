"""Months: one's own to be logged at once, and a municipality's to be marked ready and closed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lahipalvelut import permissions, workflow
from lahipalvelut.asiakassummat import kuukausisumma
from lahipalvelut.models import Jakso, Palvelupaiva
from lahipalvelut.paiva_forms import AvaaKuukausiForm, KuukausiForm
from lahipalvelut.paiva_tables import KuukaudetTable, KuukausiFilter, kuukausittain
from lahipalvelut.tables import KunnanPaivaTable
from lahipalvelut.views.jono import jonosta
from lahipalvelut.views.muutokset import _Vastaus
from lahipalvelut.views.paivat import kerro_vastaanotetusta, kirjaajan_paivat, paivarivi, tee
from seuranta import kuukaudet, luvut
from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Kunta

ENSIMMAINEN_VUOSI = 2020


@jonosta
def oma_kuukausi(request, kuukausi):
    """All days of a month: those unlogged are marked held together, and the exceptions one by one."""
    if not permissions.saa_kirjata_jossain(request.user):
        raise PermissionDenied
    _vaadi_jarkeva(kuukausi)
    tanaan = kello.tanaan()
    koko_alue = "kaikki" in request.GET
    paivat = kirjaajan_paivat(request.user, koko_alue).kuukaudessa(kuukausi).for_list().with_poissaolot()
    kirjattavat = paivat.filter(tila=Palvelupaiva.Tila.AVOIN, pvm__lte=tanaan)
    form = KuukausiForm(request.POST if request.method == "POST" else None, paivat=kirjattavat)

    def teko():
        valitut = list(form.cleaned_data["paivat"])
        return workflow.kirjaa_pidetyiksi(valitut, user=request.user)[0]

    valid = form.is_valid()
    if form.is_bound and workflow.on_vastaanotettu(form.cleaned_data.get("lahetys"), user=request.user):
        # The days that it logged are no longer among the choices.
        kerro_vastaanotetusta(request)
        return redirect(request.get_full_path())
    if valid:
        maara = len(form.cleaned_data["paivat"])
        if tee(request, form, teko):
            messages.success(
                request,
                ngettext(
                    "%(maara)s päivä merkittiin pidetyksi.", "%(maara)s päivää merkittiin pidetyiksi.", maara
                )
                % {"maara": maara},
            )
            return redirect(request.get_full_path())
    rivit = list(paivat)
    return render(
        request,
        "lahipalvelut/oma_kuukausi.html",
        {
            **_vierekkaiset(kuukausi),
            "rivit": [paivarivi(paiva, tanaan) for paiva in rivit],
            "kirjattavia": sum(p.tila == Palvelupaiva.Tila.AVOIN and p.pvm <= tanaan for p in rivit),
            "form": form,
            "koko_alue": koko_alue,
        },
    )


def _vaadi_jarkeva(kuukausi):
    if not ENSIMMAINEN_VUOSI <= kuukausi.year <= kello.tanaan().year + 2:
        raise Http404


def _vierekkaiset(kuukausi):
    return {
        "kuukausi": kuukausi,
        "edellinen": kuukaudet.siirra(kuukausi, -1),
        "seuraava": kuukaudet.siirra(kuukausi, 1),
    }


def kuukausi_list(request):
    """Months of the municipalities that the reader works with: what has been logged, and what is closed."""
    if not (roolit.alueet(request.user) or roolit.kunnat(request.user)):
        raise PermissionDenied
    suodatin = KuukausiFilter(request.GET, kuukausittain(request.user), request=request)
    # A row is a sum of days: they are few, and counted in the same query.
    taulu = KuukaudetTable(list(suodatin.qs))
    context = {"suodatin": suodatin.form}
    return luettelosivu(request, "lahipalvelut/kuukaudet.html", taulu, context, nimi="palvelukuukaudet")


def _hae_kunta(request, koodi):
    kunta = get_object_or_404(
        Kunta.objects.visible_to(request.user).kaytossa().select_related("alue"), koodi=koodi
    )
    if not permissions.saa_nahda_sisaiset(request.user, kunta):
        raise PermissionDenied
    return kunta


def kunnan_kuukausi(request, koodi, kuukausi):
    kunta = _hae_kunta(request, koodi)
    _vaadi_jarkeva(kuukausi)
    jakso = Jakso.objects.visible_to(request.user).filter(kunta=kunta, kuukausi=kuukausi).first()
    tila = Jakso.Tila(jakso.tila if jakso else Jakso.Tila.AVOIN)
    paivat = Palvelupaiva.objects.for_kunta(kunta).kuukaudessa(kuukausi).for_list().with_poissaolot()
    paivat = list(paivat)
    summa = kuukausisumma(kunta, kuukausi)
    user = request.user
    saa_merkita = permissions.saa_merkita_valmiiksi(user, kunta)
    saa_sulkea = permissions.saa_sulkea(user, kunta)
    return render(
        request,
        "lahipalvelut/kunnan_kuukausi.html",
        {
            **_vierekkaiset(kuukausi),
            "kunta": kunta,
            "jakso": jakso,
            "tila": tila,
            "laji": {Jakso.Tila.SULJETTU: "onnistui", Jakso.Tila.VALMIS: "huomio"}.get(tila, "neutraali"),
            "table": KunnanPaivaTable(paivat, sisaiset=True),
            "avoimia": sum(paiva.tila == Palvelupaiva.Tila.AVOIN for paiva in paivat),
            "summat": _summat_sanoina(summa),
            "tapahtumat": [_tapahtuma(tapahtuma) for tapahtuma in jakso.tapahtumat.all()] if jakso else [],
            "voi_lisata": permissions.saa_lisata_paivia(user, kunta),
            "voi_merkita_valmiiksi": saa_merkita and tila == Jakso.Tila.AVOIN,
            "voi_sulkea": saa_sulkea
            and tila != Jakso.Tila.SULJETTU
            and kello.tanaan() >= kuukaudet.siirra(kuukausi, 1),
            "voi_avata": saa_sulkea
            if tila == Jakso.Tila.SULJETTU
            else saa_merkita and tila != Jakso.Tila.AVOIN,
        },
    )


def _summat_sanoina(summa):
    if summa is None:
        return []
    kanavat = [(nimi, luvut.kirjoita(luku, 0)) for nimi, luku in summa.kanavat]
    return [(_("Yhteensä"), luvut.kirjoita(summa.yhteensa, 0)), *kanavat]


def _tapahtuma(tapahtuma):
    nimet = {
        "merkitse_valmiiksi": _("Merkitty valmiiksi"),
        "sulje_kuukausi": _("Kuukausi suljettu"),
        "avaa_kuukausi": _("Kuukausi avattu"),
    }
    return {
        "aika": tapahtuma.aika,
        "nimi": nimet[tapahtuma.tapahtuma],
        "tekija": tapahtuma.tekija,
        "syy": tapahtuma.syy,
    }


def kuukauden_osoite(kunta, kuukausi):
    return reverse("lahipalvelut:kunnan-kuukausi", args=[kunta.koodi, kuukausi])


@require_POST
def kuukausi_valmis(request, koodi, kuukausi):
    kunta = _hae_kunta(request, koodi)
    _vaadi_jarkeva(kuukausi)
    if not permissions.saa_merkita_valmiiksi(request.user, kunta):
        raise PermissionDenied
    if onnistuu(_Vastaus(request), lambda: workflow.merkitse_valmiiksi(kunta, kuukausi, user=request.user)):
        messages.success(request, _("Kuukausi on merkitty valmiiksi."))
    return redirect(kuukauden_osoite(kunta, kuukausi))


def kuukausi_sulje(request, koodi, kuukausi):
    """After a look at what closing means."""
    kunta = _hae_kunta(request, koodi)
    _vaadi_jarkeva(kuukausi)
    if not permissions.saa_sulkea(request.user, kunta):
        raise PermissionDenied
    form = Lomake(request.POST if request.method == "POST" else None)
    if form.is_valid() and onnistuu(
        form, lambda: workflow.sulje_kuukausi(kunta, kuukausi, user=request.user)
    ):
        messages.success(request, _("Kuukausi on suljettu."))
        return redirect(kuukauden_osoite(kunta, kuukausi))
    context = {"kunta": kunta, "kuukausi": kuukausi, "form": form}
    return render(request, "lahipalvelut/sulje_kuukausi.html", context)


def kuukausi_avaa(request, koodi, kuukausi):
    kunta = _hae_kunta(request, koodi)
    _vaadi_jarkeva(kuukausi)
    suljettu = Jakso.objects.on_suljettu(kunta.pk, kuukausi)
    saako = permissions.saa_sulkea if suljettu else permissions.saa_merkita_valmiiksi
    if not saako(request.user, kunta):
        raise PermissionDenied
    form = AvaaKuukausiForm(request.POST or None)
    if form.is_valid() and onnistuu(
        form,
        lambda: workflow.avaa_kuukausi(kunta, kuukausi, syy=form.cleaned_data["syy"], user=request.user),
    ):
        messages.success(request, _("Kuukausi on avattu."))
        return redirect(kuukauden_osoite(kunta, kuukausi))
    context = {"kunta": kunta, "kuukausi": kuukausi, "form": form}
    return render(request, "lahipalvelut/avaa_kuukausi.html", context)
