"""Service days as the staff works with them: own days, one day, and the acts on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lahipalvelut import permissions, workflow
from lahipalvelut.filters import PaivaFilter
from lahipalvelut.jaksot import ennakko_sanoina, suhteessa
from lahipalvelut.models import Asiakasmaara, Jakso, Palvelupaiva
from lahipalvelut.models.paivat import AKILLINEN_TUNTEINA
from lahipalvelut.paiva_forms import KirjausForm, PeruForm, PeruKirjausForm
from lahipalvelut.paiva_tables import OmatPaivatTable
from lahipalvelut.tables import muutos_sanoina, tilan_laji
from lahipalvelut.views.jono import jonosta
from tyollisyysalue import kello, roolit
from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.tekstit import viikonpaiva_pvm
from yhteyshenkilot import poissa

KIRJAAMATTOMIA = 20
TULEVIA = 10


def omat(request):
    if not permissions.saa_kirjata_jossain(request.user):
        raise PermissionDenied
    tanaan = kello.tanaan()
    koko_alue = "kaikki" in request.GET
    paivat = kirjaajan_paivat(request.user, koko_alue).for_list().with_poissaolot()
    tulevat = list(paivat.filter(pvm__gte=tanaan)[:TULEVIA])
    kirjaamatta = Paginator(paivat.kirjaamatta(tanaan), KIRJAAMATTOMIA).get_page(request.GET.get("sivu"))
    return render(
        request,
        "lahipalvelut/omat.html",
        {
            "kirjaamatta": kirjaamatta,
            "tanaan": [paivarivi(paiva, tanaan) for paiva in tulevat if paiva.pvm == tanaan],
            "tulevat": [paivarivi(paiva, tanaan) for paiva in tulevat if paiva.pvm > tanaan],
            "kirjattu": _juuri_kirjattu(request),
            "kuukausi": tanaan.replace(day=1),
            "koko_alue": koko_alue,
            "paluu": KirjausForm.OMAT,
        },
    )


def kirjaajan_paivat(user, koko_alue):
    """Own days; a substitute logs the days of others, too."""
    if koko_alue:
        return Palvelupaiva.objects.for_alueet(roolit.alueet(user, *permissions.KIRJAAJAT))
    return Palvelupaiva.objects.for_kirjaaja(user)


def _juuri_kirjattu(request):
    """The day that has just been logged with one tap, and the form of what may be added to it."""
    pk = request.GET.get("kirjattu", "")
    if not pk.isdecimal():
        return None
    paiva = (
        Palvelupaiva.objects.sisaisesti_visible_to(request.user)
        .for_list()
        .filter(pk=pk[:18], tila=Palvelupaiva.Tila.PIDETTY)
        .first()
    )
    if paiva is None or not permissions.saa_kirjata(request.user, paiva):
        return None
    return {"paiva": paiva, "form": _kirjauslomake(request, paiva, paluu=KirjausForm.OMAT)}


def omat_luettelo(request):
    """Every own day, past and to come."""
    if not permissions.saa_kirjata_jossain(request.user):
        raise PermissionDenied
    paivat = Palvelupaiva.objects.for_kirjaaja(request.user).for_list().with_poissaolot()
    suodatin = PaivaFilter(request.GET, paivat)
    taulu = OmatPaivatTable(suodatin.qs)
    context = {"suodatin": suodatin.form}
    return luettelosivu(request, "lahipalvelut/omat_luettelo.html", taulu, context, nimi="omat-paivat")


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


def on_suljettu(paiva):
    return Jakso.objects.on_suljettu(paiva.kunta_id, paiva.pvm)


def tee(request, form, teko, onnistuu=onnistuu):
    """Run the act of a valid form, once. False when it was refused, and the form then says why."""
    tehty = []
    tunnus = form.cleaned_data["lahetys"]
    onnistui = onnistuu(form, lambda: tehty.append(workflow.kerran(tunnus, teko, user=request.user)))
    if onnistui and tehty == [None]:
        kerro_vastaanotetusta(request)
    return onnistui


def kerro_vastaanotetusta(request):
    messages.info(request, _("Lomake oli jo vastaanotettu, eikä sitä tallennettu toiseen kertaan."))


def _kirjauslomake(request, paiva, *, data=None, suljettu=False, paluu=""):
    """The form of a held day with what it has; counts only for those who may see them."""
    kanavat = paiva.rivi.kanavat if permissions.saa_kirjata_asiakkaat(request.user, paiva) else ()
    initial = {"huomautus": paiva.huomautus, "paluu": paluu}
    on_kirjattu = paiva.tila == Palvelupaiva.Tila.PIDETTY
    if on_kirjattu:
        initial["versio"] = workflow.kirjauksen_versio(paiva)
    if kanavat and on_kirjattu:
        maarat = Asiakasmaara.objects.visible_to(request.user).filter(paiva=paiva)
        initial |= {KirjausForm.ASIAKKAAT + rivi.kanava: rivi.maara for rivi in maarat}
    return KirjausForm(data, initial=initial, kanavat=kanavat, suljettu=suljettu, on_kirjattu=on_kirjattu)


def paiva_detail(request, pk):
    return _paiva_sivu(request, hae_paiva(request, pk))


def _paiva_sivu(request, paiva, form=None):
    user = request.user
    saa_kirjata, suljettu = permissions.saa_kirjata(user, paiva), on_suljettu(paiva)
    # In a closed month only the coordinator changes anything, and says why.
    saa_muuttaa = saa_kirjata and (not suljettu or permissions.saa_korjata_suljettua(user, paiva.kunta))
    siirtymat = workflow.SIIRTYMAT[paiva.tila] if saa_muuttaa else set()
    voi_kirjata = saa_muuttaa and _voi_kirjata(paiva)
    voi_tarkentaa = saa_muuttaa and paiva.tila == workflow.Tila.PIDETTY
    if form is None and (voi_kirjata or voi_tarkentaa):
        form = _kirjauslomake(request, paiva, suljettu=suljettu)
    return render(
        request,
        "lahipalvelut/paiva.html",
        {
            "paiva": paiva,
            "laji": tilan_laji(paiva),
            "laheisyys": suhteessa(paiva.pvm, kello.tanaan()),
            "muutos": muutos_sanoina(paiva) if paiva.muutosaika else "",
            "uusi_paiva": paiva.siirretty_paivaan,
            "vanha_paiva": _vanha_paiva(paiva),
            "poissaolo": poissa.merkki(paiva.kavijan_poissaolo),
            "voi_siirtaa_sijaiselle": paiva.tila == workflow.Tila.AVOIN
            and permissions.saa_siirtaa(user, paiva),
            "tapahtumat": [_tapahtuma(tapahtuma) for tapahtuma in paiva.tapahtumat.all()],
            "form": form,
            "tallennetut": _tallennetut(form),
            "suljettu": suljettu,
            "suljettu_muille": saa_kirjata and not saa_muuttaa,
            "voi_kirjata": voi_kirjata,
            "voi_tarkentaa": voi_tarkentaa,
            "voi_perua": workflow.Tila.PERUTTU in siirtymat,
            "voi_siirtaa": workflow.Tila.SIIRRETTY in siirtymat,
            "voi_perua_kirjauksen": workflow.Tila.AVOIN in siirtymat,
            "voi_kuitata": permissions.saa_kuitata(user, paiva)
            and paiva.tila in Palvelupaiva.MUUTETUT
            and not paiva.kuittausaika,
        },
    )


def _tallennetut(form):
    """What another has stored meanwhile, for the editor who was late: name and value of each field."""
    if form is None or not form.has_error("__all__", code="vanhentunut"):
        return []
    return [
        {"nimi": field.label, "arvo": "–" if field.initial in (None, "") else field.initial}
        for field in form.visible_fields()
        if field.name != "korjaussyy"
    ]


def _vanha_paiva(paiva):
    """The day in whose place this one is, or None."""
    if paiva.alkupera != Palvelupaiva.Alkupera.SIIRTO:
        return None
    return Palvelupaiva.objects.filter(siirretty_paivaan=paiva).first()


def _tapahtuma(tapahtuma):
    tiedot = tapahtuma.tiedot
    nimet = {
        "kirjaa_pidetyksi": _("Merkitty pidetyksi"),
        "tarkenna_kirjausta": _("Kirjausta täydennetty"),
        "peru": _("Peruttu"),
        "siirra_paiva": _("Siirretty toiseen aikaan"),
        "siirretty_tahan": _("Siirretty tähän"),
        "lisaa_paiva": _("Lisätty ylimääräinen päivä"),
        "kuittaa_muutos": _("Kunta on kuitannut muutoksen"),
        "peru_kirjaus": _("Kirjaus peruttu"),
        "aseta_sijainen": _("Kävijäksi vaihdettu %(nimi)s") % {"nimi": tiedot.get("kavija", "")},
    }
    nimi = nimet[tapahtuma.tapahtuma]
    if "korjaussyy" in tiedot:
        nimi = _("%(tapahtuma)s, suljetun kuukauden korjaus: %(syy)s") % {
            "tapahtuma": nimi,
            "syy": tiedot["korjaussyy"],
        }
    return {"aika": tapahtuma.aika, "nimi": nimi, "tekija": tapahtuma.tekija, "syy": tapahtuma.syy}


@require_POST
@jonosta
def paiva_kirjaa(request, pk):
    paiva = hae_kirjattava(request, pk)
    form = _kirjauslomake(request, paiva, data=request.POST, suljettu=on_suljettu(paiva))

    def teko():
        korjaussyy = form.cleaned_data.get("korjaussyy", "")
        huomautus = form.cleaned_data["huomautus"]
        workflow.kirjaa_pidetyksi(paiva, user=request.user, huomautus=huomautus, korjaussyy=korjaussyy)
        maarat = form.asiakkaat or {}
        if any(maara is not None for maara in maarat.values()):
            workflow.tarkenna_kirjausta(
                paiva, user=request.user, huomautus=huomautus, asiakkaat=maarat, korjaussyy=korjaussyy
            )
        return paiva

    if not (form.is_valid() and tee(request, form, teko)):
        return _paiva_sivu(request, paiva, form)
    messages.success(
        request,
        _("%(kunta)s %(pvm)s on merkitty pidetyksi.")
        % {"kunta": paiva.kunta.nimi, "pvm": viikonpaiva_pvm(paiva.pvm)},
    )
    if form.cleaned_data["paluu"] == KirjausForm.OMAT:
        return redirect(f"{reverse('lahipalvelut:omat')}?kirjattu={paiva.pk}")
    return redirect(paiva)


@require_POST
@jonosta
def paiva_tarkenna(request, pk):
    """The note and the counts of a held day, when it has been logged already."""
    paiva = hae_kirjattava(request, pk)
    form = _kirjauslomake(request, paiva, data=request.POST, suljettu=on_suljettu(paiva))
    if not (
        form.is_valid()
        and tee(
            request,
            form,
            lambda: workflow.tarkenna_kirjausta(
                paiva,
                user=request.user,
                huomautus=form.cleaned_data["huomautus"],
                asiakkaat=form.asiakkaat,
                korjaussyy=form.cleaned_data.get("korjaussyy", ""),
                versio=form.cleaned_data.get("versio") or 0,
            ),
            lambda form, teko: muutos_onnistuu(form, paiva, teko, workflow.kirjauksen_versio),
        )
    ):
        return _paiva_sivu(request, paiva, form)
    messages.success(request, _("Kirjausta täydennettiin."))
    return redirect("lahipalvelut:omat" if form.cleaned_data["paluu"] == KirjausForm.OMAT else paiva)


@jonosta
def paiva_peru(request, pk):
    paiva = hae_kirjattava(request, pk)
    nyt = kello.nyt()
    form = PeruForm(request.POST or None, initial={"muutosaika": nyt}, suljettu=on_suljettu(paiva))

    def teko():
        tiedot = {nimi: arvo for nimi, arvo in form.cleaned_data.items() if nimi != "lahetys"}
        return workflow.peru(paiva, user=request.user, **tiedot)

    if form.is_valid() and tee(request, form, teko):
        messages.success(
            request,
            _("%(kunta)s %(pvm)s on peruttu.")
            % {"kunta": paiva.kunta.nimi, "pvm": viikonpaiva_pvm(paiva.pvm)},
        )
        return redirect(paiva)
    return render(request, "lahipalvelut/peru.html", {"paiva": paiva, "form": form, **ennakko(paiva, nyt)})


def ennakko(paiva, nyt):
    """How much notice there is, should the change be told now."""
    tunteja = paiva.tunteja_ennen(nyt)
    return {
        "ennakko": ennakko_sanoina(tunteja),
        "on_akillinen": tunteja < AKILLINEN_TUNTEINA,
        "raja": AKILLINEN_TUNTEINA,
    }


def paiva_peru_kirjaus(request, pk):
    paiva = hae_kirjattava(request, pk)
    form = PeruKirjausForm(request.POST or None, suljettu=on_suljettu(paiva))

    def teko():
        tiedot = {nimi: arvo for nimi, arvo in form.cleaned_data.items() if nimi != "lahetys"}
        return workflow.peru_kirjaus(paiva, user=request.user, **tiedot)

    if form.is_valid() and tee(request, form, teko):
        messages.success(request, _("Kirjaus on peruttu. Päivä on taas avoin."))
        return redirect(paiva)
    return render(request, "lahipalvelut/peru_kirjaus.html", {"paiva": paiva, "form": form})
