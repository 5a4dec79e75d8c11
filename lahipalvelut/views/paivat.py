"""Service days as the staff works with them: own days, one day, and the acts on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lahipalvelut import permissions, workflow
from lahipalvelut.forms import KirjausForm, PeruForm, PeruKirjausForm
from lahipalvelut.jaksot import ennakko_sanoina, suhteessa
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.models.paivat import AKILLINEN_TUNTEINA
from lahipalvelut.tables import muutos_sanoina, tilan_laji
from tyollisyysalue import kello, roolit
from tyollisyysalue.tekstit import viikonpaiva_pvm
from yhteyshenkilot import poissa

KIRJAAMATTOMIA = 50
TULEVIA = 15


def omat(request):
    if not permissions.saa_kirjata_jossain(request.user):
        raise PermissionDenied
    tanaan = kello.tanaan()
    # A substitute logs the days of others, too.
    koko_alue = "kaikki" in request.GET
    if koko_alue:
        paivat = Palvelupaiva.objects.for_alueet(roolit.alueet(request.user, *permissions.KIRJAAJAT))
    else:
        paivat = Palvelupaiva.objects.for_kirjaaja(request.user)
    paivat = paivat.for_list().with_poissaolot()
    tulevat = list(paivat.filter(pvm__gte=tanaan)[:TULEVIA])
    return render(
        request,
        "lahipalvelut/omat.html",
        {
            "kirjaamatta": paivat.kirjaamatta(tanaan)[:KIRJAAMATTOMIA],
            "tanaan": [paivarivi(paiva, tanaan) for paiva in tulevat if paiva.pvm == tanaan],
            "tulevat": [paivarivi(paiva, tanaan) for paiva in tulevat if paiva.pvm > tanaan],
            "koko_alue": koko_alue,
            "paluu": KirjausForm.OMAT,
        },
    )


def paivarivi(paiva, tanaan):
    """What ``lahipalvelut/includes/paivarivi.html`` needs."""
    return {
        "paiva": paiva,
        "laheisyys": suhteessa(paiva.pvm, tanaan),
        "laji": tilan_laji(paiva),
        "voi_kirjata": _voi_kirjata(paiva),
    }


def _voi_kirjata(paiva):
    return workflow.Tila.PIDETTY in workflow.SIIRTYMAT[paiva.tila] and paiva.pvm <= kello.tanaan()


def hae_paiva(request, pk):
    return get_object_or_404(
        Palvelupaiva.objects.sisaisesti_visible_to(request.user).for_list().with_poissaolot(),
        pk=pk,
    )


def hae_kirjattava(request, pk):
    paiva = hae_paiva(request, pk)
    if not permissions.saa_kirjata(request.user, paiva):
        raise PermissionDenied
    return paiva


def paiva_detail(request, pk):
    return _paiva_sivu(request, hae_paiva(request, pk), KirjausForm())


def _paiva_sivu(request, paiva, form):
    saa_kirjata = permissions.saa_kirjata(request.user, paiva)
    siirtymat = workflow.SIIRTYMAT[paiva.tila] if saa_kirjata else set()
    return render(
        request,
        "lahipalvelut/paiva.html",
        {
            "paiva": paiva,
            "laji": tilan_laji(paiva),
            "laheisyys": suhteessa(paiva.pvm, kello.tanaan()),
            "muutos": muutos_sanoina(paiva) if paiva.muutosaika else "",
            "poissaolo": poissa.merkki(paiva.kavijan_poissaolo),
            "voi_siirtaa": paiva.tila == workflow.Tila.AVOIN and permissions.saa_siirtaa(request.user, paiva),
            "tapahtumat": [_tapahtuma(tapahtuma) for tapahtuma in paiva.tapahtumat.all()],
            "form": form,
            "voi_kirjata": saa_kirjata and _voi_kirjata(paiva),
            "voi_perua": workflow.Tila.PERUTTU in siirtymat,
            "voi_perua_kirjauksen": workflow.Tila.AVOIN in siirtymat,
        },
    )


def _tapahtuma(tapahtuma):
    nimet = {
        "kirjaa_pidetyksi": _("Merkitty pidetyksi"),
        "peru": _("Peruttu"),
        "peru_kirjaus": _("Kirjaus peruttu"),
        "aseta_sijainen": _("Kävijäksi vaihdettu %(nimi)s") % {"nimi": tapahtuma.tiedot.get("kavija", "")},
    }
    return {
        "aika": tapahtuma.aika,
        "nimi": nimet[tapahtuma.tapahtuma],
        "tekija": tapahtuma.tekija,
        "syy": tapahtuma.syy,
    }


@require_POST
def paiva_kirjaa(request, pk):
    paiva = hae_kirjattava(request, pk)
    form = KirjausForm(request.POST)
    if not form.is_valid():
        return _paiva_sivu(request, paiva, form)
    try:
        workflow.kirjaa_pidetyksi(paiva, user=request.user, huomautus=form.cleaned_data["huomautus"])
    except ValidationError as error:
        for viesti in error.messages:
            messages.error(request, viesti)
    else:
        messages.success(
            request,
            _("%(kunta)s %(pvm)s on merkitty pidetyksi.")
            % {"kunta": paiva.kunta.nimi, "pvm": viikonpaiva_pvm(paiva.pvm)},
        )
    if form.cleaned_data["paluu"] == KirjausForm.OMAT:
        return redirect("lahipalvelut:omat")
    return redirect(paiva)


def paiva_peru(request, pk):
    paiva = hae_kirjattava(request, pk)
    nyt = kello.nyt()
    form = PeruForm(request.POST or None, initial={"muutosaika": nyt})
    if form.is_valid():
        try:
            workflow.peru(paiva, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request,
                _("%(kunta)s %(pvm)s on peruttu.")
                % {"kunta": paiva.kunta.nimi, "pvm": viikonpaiva_pvm(paiva.pvm)},
            )
            return redirect(paiva)
    tunteja = paiva.tunteja_ennen(nyt)
    return render(
        request,
        "lahipalvelut/peru.html",
        {
            "paiva": paiva,
            "form": form,
            "ennakko": ennakko_sanoina(tunteja),
            "on_akillinen": tunteja < AKILLINEN_TUNTEINA,
            "raja": AKILLINEN_TUNTEINA,
        },
    )


def paiva_peru_kirjaus(request, pk):
    paiva = hae_kirjattava(request, pk)
    form = PeruKirjausForm(request.POST or None)
    if form.is_valid():
        try:
            workflow.peru_kirjaus(paiva, user=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kirjaus on peruttu. Päivä on taas avoin."))
            return redirect(paiva)
    return render(request, "lahipalvelut/peru_kirjaus.html", {"paiva": paiva, "form": form})
