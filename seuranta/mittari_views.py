"""One measure of a municipality or an area: the figure's passport, and its charts as files."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from seuranta import kuvat, passi, permissions, sarjat, summat
from seuranta.forms import TiedossaForm
from seuranta.lahteet import lahteet
from seuranta.models import Havainto, Mittari
from seuranta.osoitteet import alueen_nimi, alueen_osoite, kunnan_osoite
from seuranta.sarjat import Aluekuukausi
from seuranta.views import hakukoneilta
from tyollisyysalue import kaaviot
from tyollisyysalue.models import Kunta, Tyollisyysalue


@login_not_required
def kunnan_mittari(request, koodi, kuukausi, mittari):
    kunta, mittari = _kunta(request, koodi), _mittari(request, mittari)
    tiedossa = TiedossaForm(request.GET)
    versiot = passi.versiot(kunta, mittari, kuukausi, tiedossa.hetki)
    if not versiot:
        raise Http404
    voimassa = next((versio for versio in versiot if versio.on_voimassa), None)
    context = {
        "paikka": kunta,
        "paikan_nimi": kunta.nimi,
        "kuukausi": kuukausi,
        "mittari": mittari,
        "tiedossa": tiedossa,
        "kuukauden_osoite": kunnan_osoite(kunta, kuukausi) + tiedossa.haku,
        "voimassa": voimassa,
        "versiot": versiot,
        "lahteet": lahteet([voimassa.havainto] if voimassa else []),
        "maaritelma": passi.maaritelma(mittari),
        "kuvat": kuvat.kunnan_kuvat(kunta, mittari, kuukausi, tiedossa.hetki) if voimassa else [],
        "kuvan_osoite": "seuranta:kaavio",
        "saa_lukea_tuonteja": permissions.saa_lukea_tuonteja(request.user),
    }
    return hakukoneilta(render(request, "seuranta/mittari.html", context), tiedossa)


@login_not_required
def alueen_mittari(request, koodi, kuukausi, mittari):
    alue, mittari = _alue(koodi), _mittari(request, mittari)
    tiedossa = TiedossaForm(request.GET)
    aluekuukausi = Aluekuukausi.lue(
        alue, kuukausi, sarjat.rivien_koodit(mittari) | {"TYOTTOMATLOPUSSA"}, tiedossa.hetki
    )
    if not any(mittari.koodi in arvot for arvot in aluekuukausi.luvut.values()):
        raise Http404
    rivit = aluekuukausi.rivit(mittari)
    sarja = sarjat.alueen(alue, mittari, kuukausi, tiedossa.hetki)
    havainnot = (
        Havainto.objects.filter(kunta__alue=alue, kuukausi=kuukausi, mittari=mittari)
        .tiedossa(tiedossa.hetki)
        .select_related("tuonti", "mittari")
    )
    context = {
        "paikka": alue,
        "paikan_nimi": alueen_nimi(alue),
        "kuukausi": kuukausi,
        "mittari": mittari,
        "tiedossa": tiedossa,
        "kuukauden_osoite": alueen_osoite(alue, kuukausi) + tiedossa.haku,
        "summa": sarja[-1].teksti if sarja else "",
        "huomautus": _huomautus(mittari, aluekuukausi),
        "kunnat": rivit,
        "lahteet": lahteet(havainnot),
        "maaritelma": passi.maaritelma(mittari),
        "kuvat": kuvat.trendit(alueen_nimi(alue), mittari, sarja)
        + kuvat.kunnat(alue, mittari, kuukausi, rivit),
        "kuvan_osoite": "seuranta:alueen-kaavio",
    }
    return hakukoneilta(render(request, "seuranta/alueen_mittari.html", context), tiedossa)


def _huomautus(mittari, aluekuukausi):
    if mittari.yksikko == Mittari.Yksikko.PROSENTTI:
        return _("laskettu alueen summista") if sarjat.on_summattava(mittari) else ""
    return summat.huomautus(aluekuukausi.summat()[mittari.koodi])


@login_not_required
def kunnan_kaavio(request, koodi, kuukausi, mittari, nimi, muoto):
    kunta, mittari = _kunta(request, koodi), _mittari(request, mittari)
    hetki = TiedossaForm(request.GET).hetki
    return _kaavio(request, kuvat.kunnan_kuvat(kunta, mittari, kuukausi, hetki), nimi, muoto)


@login_not_required
def alueen_kaavio(request, koodi, kuukausi, mittari, nimi, muoto):
    alue, mittari = _alue(koodi), _mittari(request, mittari)
    hetki = TiedossaForm(request.GET).hetki
    return _kaavio(request, kuvat.alueen_kuvat(alue, mittari, kuukausi, hetki), nimi, muoto)


def _kaavio(request, kuvat_, nimi, muoto):
    kuva = next((kuva for kuva in kuvat_ if kuva.nimi == nimi), None)
    if kuva is None or not kuva.on_lukuja:
        raise Http404
    return kaaviot.vastaus(
        request, kuva.kaavio, muoto, request.resolver_match.kwargs["mittari"].lower() + "-" + nimi
    )


def _kunta(request, koodi):
    return get_object_or_404(Kunta.objects.visible_to(request.user).select_related("alue"), koodi=koodi)


def _alue(koodi):
    return get_object_or_404(Tyollisyysalue, koodi=koodi)


def _mittari(request, koodi):
    return get_object_or_404(Mittari.objects.visible_to(request.user), koodi=koodi)
