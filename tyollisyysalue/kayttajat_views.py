"""Users for the administrator: who they are, inviting them, and what happens to their memberships."""

from datetime import date

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from tyollisyysalue import kayttajat, kello, permissions, roolit
from tyollisyysalue.forms import Lomake
from tyollisyysalue.kayttajat_forms import JasenyysForm, KayttajaFilter, KutsuForm, PaattyminenForm, SyyForm
from tyollisyysalue.kayttajat_tables import TILAN_LAJIT, KayttajaTable
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Henkilo, Jasenyys, Tapahtuma, Tyollisyysalue, User
from tyollisyysalue.models.kayttajat import voimassaolo
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli

TAPAHTUMAT = {
    "kutsuttu": gettext_lazy("Kutsu lähetettiin"),
    "kutsu_peruttu": gettext_lazy("Kutsu peruttiin"),
    "otettu_kayttoon": gettext_lazy("Käyttäjä asetti salasanan"),
    "estetty": gettext_lazy("Kirjautuminen estettiin"),
    "lisatty": gettext_lazy("Jäsenyys lisättiin"),
    "paattyminen_muutettu": gettext_lazy("Jäsenyyden päättymistä muutettiin"),
    "mitatoity": gettext_lazy("Jäsenyys mitätöitiin"),
}


def kayttaja_list(request):
    vaadi(permissions.saa_hallita(request.user))
    nakyvat = User.objects.visible_to(request.user).for_list(request.user, kello.tanaan())
    suodatin = KayttajaFilter(request.GET, nakyvat, request=request)
    taulu = KayttajaTable(suodatin.qs)
    return luettelosivu(
        request, "tyollisyysalue/kayttaja_list.html", taulu, {"suodatin": suodatin}, nimi="kayttajat"
    )


@rate_limit(action="laheta_kutsu")
def kayttaja_kutsu(request):
    vaadi(permissions.saa_hallita(request.user))
    form = KutsuForm(request.POST or None, alueet=hallitut_alueet(request.user))
    if form.is_valid():
        tulos = []
        if onnistuu(form, lambda: tulos.extend(kayttajat.kutsu(**form.cleaned_data, user=request.user))):
            kohde, uusi = tulos
            messages.success(request, kutsusta(kohde, uusi))
            return redirect("hallinta:kayttaja", kohde.pk)
    return render(request, "tyollisyysalue/kayttaja_kutsu.html", {"form": form})


def kutsusta(kohde, uusi):
    if uusi:
        return _("Kutsu lähetettiin osoitteeseen %(osoite)s.") % {"osoite": kohde.email}
    if kohde.has_usable_password():
        return _(
            "Osoitteella %(osoite)s on jo tunnus. Jäsenyys lisättiin siihen, ja siitä ilmoitetaan sähköpostilla."
        ) % {"osoite": kohde.email}
    return _(
        "Osoitteella %(osoite)s on jo tunnus ilman salasanaa. Jäsenyys lisättiin, ja uusi kutsu lähetettiin."
    ) % {"osoite": kohde.email}


def kayttaja_detail(request, pk):
    kohde = nakyva_kayttaja(request, pk)
    kutsu = kohde.kutsut.first() if kohde.tila == User.Tila.KUTSUTTU else None
    jasenyydet = [
        jasenyysrivi(request.user, j, kello.tanaan()) for j in hallitut_jasenyydet(request.user, kohde)
    ]
    context = {
        "kohde": kohde,
        "henkilo": Henkilo.objects.filter(user=kohde).select_related("kunta", "alue").first(),
        "tila": User.Tila(kohde.tila).label,
        "tilan_laji": TILAN_LAJIT[kohde.tila],
        "kutsu": kutsu,
        "kutsu_vanhentunut": kutsu is not None and kutsu.vanhenemisaika <= kello.nyt(),
        "voimassa": [rivi for rivi in jasenyydet if rivi["voimassa"]],
        "paattyneet": [rivi for rivi in jasenyydet if not rivi["voimassa"]],
        "saa_kutsua": not kohde.has_usable_password() and any(rivi["voimassa"] for rivi in jasenyydet),
        "saa_estaa": kohde.is_active and kohde != request.user and kohde.has_usable_password(),
        "tapahtumat": tapahtumat(request.user, kohde),
    }
    return render(request, "tyollisyysalue/kayttaja_detail.html", context)


def jasenyysrivi(user, jasenyys, tanaan):
    voimassa = not jasenyys.mitatoity and (jasenyys.loppupvm is None or jasenyys.loppupvm >= tanaan)
    return {
        "jasenyys": jasenyys,
        "voimassa": voimassa,
        # One's own memberships elsewhere show too.
        "saa_hallita": permissions.saa_hallita_kayttajia(user, jasenyys.hallinta_alue.pk),
        "tuleva": voimassa and jasenyys.alkupvm > tanaan,
    }


def tapahtumat(user, kohde):
    """The user's timeline, with what happened to the memberships that the administrator sees."""
    jasenyydet = {j.pk: j for j in hallitut_jasenyydet(user, kohde)}
    jasenyyksista = ContentType.objects.get_for_model(Jasenyys)
    rivit = Tapahtuma.objects.for_omistaja(kohde) | Tapahtuma.objects.filter(
        content_type=jasenyyksista, object_id__in=jasenyydet
    )
    return [
        {
            "aika": t.aika,
            "nimi": tapahtuman_nimi(t, jasenyydet if t.content_type_id == jasenyyksista.pk else {}),
            "tekija": t.tekija,
            "syy": t.syy,
        }
        for t in rivit.filter(tapahtuma__in=TAPAHTUMAT)
    ]


def tapahtuman_nimi(tapahtuma, jasenyydet):
    nimi = str(TAPAHTUMAT[tapahtuma.tapahtuma])
    if tapahtuma.object_id not in jasenyydet:
        return nimi
    nimi = f"{nimi}: {jasenyydet[tapahtuma.object_id]}"
    ajat = {nimi: paiva and date.fromisoformat(paiva) for nimi, paiva in tapahtuma.tiedot.items()}
    return f"{nimi} ({voimassaolo(**ajat)})" if ajat else nimi


@require_POST
@rate_limit(action="laheta_kutsu")
def kutsu_laheta(request, pk):
    kohde = nakyva_kayttaja(request, pk)
    try:
        kayttajat.laheta_kutsu_uudelleen(kohde, user=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Uusi kutsu lähetettiin. Aiempi linkki ei enää toimi."))
    return redirect("hallinta:kayttaja", kohde.pk)


def kutsu_peru(request, pk):
    kohde = nakyva_kayttaja(request, pk)
    form = Lomake(request.POST if request.method == "POST" else None)
    if form.is_valid() and onnistuu(form, lambda: kayttajat.peru_kutsu(kohde, user=request.user)):
        messages.success(request, _("Kutsu peruttiin. Sen linkki ei enää toimi."))
        return redirect("hallinta:kayttaja", kohde.pk)
    return nayta(
        request,
        form,
        kohde,
        otsikko=_("Perutaanko kutsu?"),
        teksti=_(
            "Kutsun linkki lakkaa toimimasta, ja sen jäsenyydet mitätöidään. Käyttäjän voi kutsua uudestaan."
        ),
        painike=_("Peru kutsu"),
        vaara=True,
    )


@rate_limit(action="laheta_kutsu")
def jasenyys_lisaa(request, pk):
    kohde = nakyva_kayttaja(request, pk)
    form = JasenyysForm(request.POST or None, alueet=hallitut_alueet(request.user))
    if form.is_valid() and onnistuu(
        form, lambda: kayttajat.lisaa_jasenyys(kohde, **form.cleaned_data, user=request.user)
    ):
        messages.success(request, _("Jäsenyys lisättiin, ja siitä ilmoitetaan käyttäjälle sähköpostilla."))
        return redirect("hallinta:kayttaja", kohde.pk)
    return nayta(request, form, kohde, otsikko=_("Lisää jäsenyys"), painike=_("Lisää jäsenyys"))


def jasenyys_paattyy(request, pk):
    jasenyys = nakyva_jasenyys(request, pk)
    form = PaattyminenForm(request.POST or None, initial={"loppupvm": jasenyys.loppupvm or kello.tanaan()})
    if form.is_valid() and onnistuu(
        form, lambda: kayttajat.muuta_paattymista(jasenyys, **form.cleaned_data, user=request.user)
    ):
        messages.success(request, _("Jäsenyyden päättyminen tallennettiin."))
        return redirect("hallinta:kayttaja", jasenyys.user_id)
    return nayta(
        request,
        form,
        jasenyys.user,
        otsikko=_("Muuta jäsenyyden päättymistä"),
        teksti=f"{jasenyys}, {jasenyys.voimassaolo}",
        painike=_("Tallenna"),
    )


def jasenyys_mitatoi(request, pk):
    jasenyys = nakyva_jasenyys(request, pk)
    form = SyyForm(request.POST or None)
    if form.is_valid() and onnistuu(
        form, lambda: kayttajat.mitatoi(jasenyys, **form.cleaned_data, user=request.user)
    ):
        messages.success(request, _("Jäsenyys mitätöitiin. Oikeudet päättyivät heti."))
        return redirect("hallinta:kayttaja", jasenyys.user_id)
    return nayta(
        request,
        form,
        jasenyys.user,
        otsikko=_("Mitätöidäänkö jäsenyys?"),
        teksti=_(
            "Mitätöinti on vahingossa annetuille jäsenyyksille, ja oikeudet päättyvät heti: %(jasenyys)s. "
            "Kun tehtävä päättyy, muuta päättymistä."
        )
        % {"jasenyys": jasenyys},
        painike=_("Mitätöi jäsenyys"),
        vaara=True,
    )


def kayttaja_esta(request, pk):
    kohde = nakyva_kayttaja(request, pk)
    form = SyyForm(request.POST or None)
    if form.is_valid() and onnistuu(
        form, lambda: kayttajat.esta_kirjautuminen(kohde, **form.cleaned_data, user=request.user)
    ):
        messages.success(request, _("Kirjautuminen estettiin, ja jäsenyydet päättyivät."))
        return redirect("hallinta:kayttaja", kohde.pk)
    return nayta(
        request,
        form,
        kohde,
        otsikko=_("Estetäänkö kirjautuminen?"),
        teksti=_(
            "Käyttäjän istunnot päättyvät heti, jäsenyydet päättyvät tänään ja salasana poistetaan. "
            "Käyttäjä pääsee takaisin vain uudella kutsulla."
        ),
        painike=_("Estä kirjautuminen"),
        vaara=True,
    )


def hallitut_alueet(user):
    return Tyollisyysalue.objects.filter(pk__in=roolit.alueet(user, Rooli.PAAKAYTTAJA))


def hallitut_jasenyydet(user, kohde):
    return (
        Jasenyys.objects.visible_to(user)
        .filter(user=kohde)
        .select_related("alue", "kunta__alue")
        .order_by("-alkupvm", "-pk")
    )


def nakyva_kayttaja(request, pk):
    vaadi(permissions.saa_hallita(request.user))
    nakyvat = User.objects.visible_to(request.user).with_tila(request.user, kello.tanaan())
    return get_object_or_404(nakyvat.select_related("henkilo"), pk=pk)


def nakyva_jasenyys(request, pk):
    vaadi(permissions.saa_hallita(request.user))
    nakyvat = Jasenyys.objects.visible_to(request.user).select_related("user__henkilo", "alue", "kunta")
    return get_object_or_404(nakyvat, pk=pk)


def nayta(request, form, kohde, *, otsikko, painike, teksti="", vaara=False):
    context = {
        "form": form,
        "kohde": kohde,
        "otsikko": otsikko,
        "teksti": teksti,
        "painike": painike,
        "vaara": vaara,
        "peruuta": reverse("hallinta:kayttaja", args=[kohde.pk]),
    }
    return render(request, "tyollisyysalue/kayttaja_lomake.html", context)
