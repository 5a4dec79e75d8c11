"""The acts on a request that has arrived: each a page that asks, and does it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from esitykset import permissions, workflow
from esitykset.kasittely_forms import (
    ArvioForm,
    AvaaForm,
    KasittelijaForm,
    SiirtoForm,
    SyyForm,
    TaydennyspyyntoForm,
    VahvistusForm,
)
from esitykset.models import Esitys, Kohta
from esitykset.views import nakyva_esitys
from tyollisyysalue.permissions import vaadi

Tila = Esitys.Tila


def toiminto(request, esitys, form, tee, *, valmis, **sivu):
    """A page with a form that does one thing with a request. ``tee`` gets the cleaned data."""
    if request.method == "POST" and form.is_valid():
        try:
            tee(form.cleaned_data)
        except ValidationError as error:
            lisaa_virhe(form, error)
        else:
            messages.success(request, valmis)
            return redirect(esitys)
    sivu = {"vaara": False, "teksti": "", **sivu}
    return render(request, "esitykset/toiminto.html", {"esitys": esitys, "form": form, **sivu})


def lisaa_virhe(form, error):
    """The workflow's own words at the form's field of that name, else above the form."""
    if hasattr(error, "error_dict"):
        for kentta, virheet in error.error_dict.items():
            form.add_error(kentta if kentta in form.fields else None, virheet)
    else:
        form.add_error(None, error)


def sallittu_tila(request, esitys, sallittu):
    """Somebody else may have been quicker: the page then says where the request is."""
    if not sallittu:
        messages.info(request, _("Esitys on nyt tilassa ”%(tila)s”.") % {"tila": esitys.get_tila_display()})
    return sallittu


def kasittelija(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kasitella(request.user, esitys))
    kasittelijat = workflow.kasittelijat(esitys.kunta.alue)
    form = KasittelijaForm(
        request.POST or None,
        kasittelijat=kasittelijat,
        initial={"kasittelija": esitys.kasittelija or kasittelijat.filter(user=request.user).first()},
    )
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.aseta_kasittelija(esitys, data["kasittelija"], user=request.user),
        valmis=_("Käsittelijä vaihdettiin."),
        otsikko=_("Valitse käsittelijä"),
        teksti=_("Kunnan viestit ja määräaikojen muistutukset tulevat käsittelijälle. Nimi näkyy kunnalle."),
        painike=_("Aseta käsittelijä"),
    )


def pyyda_taydennysta(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kasitella(request.user, esitys))
    if not sallittu_tila(request, esitys, workflow.voi_siirtya(esitys, Tila.TAYDENNETTAVANA)):
        return redirect(esitys)
    form = TaydennyspyyntoForm(request.POST or None)
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.pyyda_taydennysta(
            esitys, data["teksti"], viimeinen=data["viimeinen"], user=request.user
        ),
        valmis=_("Täydennyspyyntö lähetettiin kunnalle."),
        otsikko=_("Pyydä täydennystä"),
        painike=_("Lähetä täydennyspyyntö"),
    )


def jatka_ilman_taydennysta(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kasitella(request.user, esitys))
    if not sallittu_tila(request, esitys, esitys.tila == Tila.TAYDENNETTAVANA):
        return redirect(esitys)
    form = SyyForm(request.POST or None, ohje=_("Syy näkyy kunnalle."))
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.jatka_ilman_taydennysta(esitys, syy=data["syy"], user=request.user),
        valmis=_("Esityksen valmistelu jatkuu."),
        otsikko=_("Jatketaanko ilman täydennystä?"),
        teksti=_("Täydennyksen määräaika raukeaa, ja esitys palaa valmisteluun."),
        painike=_("Jatka ilman täydennystä"),
    )


def siirra(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kasitella(request.user, esitys))
    if not sallittu_tila(request, esitys, workflow.voi_siirtya(esitys, Tila.SIIRRETTY)):
        return redirect(esitys)
    form = SiirtoForm(request.POST or None, ohje=_("Syy näkyy kunnalle."))
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.siirra(esitys, data["viranomainen"], syy=data["syy"], user=request.user),
        valmis=_("Esitys merkittiin siirretyksi, ja kunta saa siitä ilmoituksen."),
        otsikko=_("Siirretäänkö esitys toiselle viranomaiselle?"),
        teksti=_(
            "Kunta saa siirrosta ilmoituksen (hallintolaki 434/2003 21 §). Käsittely täällä päättyy, eikä siirtoa "
            "voi perua. Toimita esitys ja sen liitteet viranomaiselle itse."
        ),
        painike=_("Siirrä esitys"),
        vaara=True,
    )


def peruuta(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_toimia_kuntana(request.user, esitys))
    if not sallittu_tila(request, esitys, workflow.voi_siirtya(esitys, Tila.PERUUTETTU)):
        return redirect(esitys)
    form = SyyForm(request.POST or None, ohje=_("Työllisyysalue lukee tämän."))
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.peruuta(esitys, syy=data["syy"], user=request.user),
        valmis=_("Esitys peruttiin."),
        otsikko=_("Perutaanko esitys?"),
        teksti=_(
            "Työllisyysalue ei vastaa perutulle esitykselle. Perumista ei voi kumota, mutta uuden esityksen voi tehdä."
        ),
        painike=_("Peru esitys"),
        vaara=True,
    )


def paata(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kasitella(request.user, esitys))
    if not sallittu_tila(request, esitys, workflow.voi_siirtya(esitys, Tila.PAATTYNYT)):
        return redirect(esitys)
    form = VahvistusForm(request.POST if request.method == "POST" else None)
    riittamattomat = esitys.kohdat.filter(riittavyys=Kohta.Riittavyys.EI_RIITTAVA).count()
    teksti = _("Asia suljetaan, kun sen kaikki esitykset ovat päättyneet. Käsittelyn voi avata uudelleen.")
    if riittamattomat:
        teksti = f"{_('Kunta on ilmoittanut, ettei kaikkien kohtien vastaus ole riittävä.')} {teksti}"
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.paata(esitys, user=request.user),
        valmis=_("Esityksen käsittely päättyi."),
        otsikko=_("Päätetäänkö esityksen käsittely?"),
        teksti=teksti,
        painike=_("Päätä käsittely"),
    )


def avaa_uudelleen(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kasitella(request.user, esitys))
    if not sallittu_tila(request, esitys, esitys.tila in (Tila.VASTATTU, Tila.PAATTYNYT)):
        return redirect(esitys)
    kohdat = esitys.kohdat.all()
    form = AvaaForm(
        request.POST or None,
        kohdat=kohdat,
        ohje=_("Syy näkyy kunnalle."),
        initial={"kohdat": [k.pk for k in kohdat if k.riittavyys == Kohta.Riittavyys.EI_RIITTAVA]},
    )
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.avaa_uudelleen(esitys, data["kohdat"], syy=data["syy"], user=request.user),
        valmis=_("Käsittely avattiin uudelleen, ja kunta saa siitä ilmoituksen."),
        otsikko=_("Avataanko käsittely uudelleen?"),
        teksti=_(
            "Valitut kohdat odottavat uutta vastausta. Aiemmat vastaukset jäävät luettaviksi kohtien alle."
        ),
        painike=_("Avaa käsittely uudelleen"),
    )


def nakyva_kohta(request, pk, numero):
    esitys = nakyva_esitys(request, pk)
    kohta = get_object_or_404(esitys.kohdat.all(), numero=numero)
    kohta.esitys = esitys
    return esitys, kohta


@require_POST
def riittava(request, pk, numero):
    esitys, kohta = nakyva_kohta(request, pk, numero)
    try:
        workflow.arvioi(kohta, riittava=True, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Kohdan %(numero)s vastaus merkittiin riittäväksi.") % {"numero": numero})
    return redirect(f"{esitys.get_absolute_url()}#kohta-{numero}")


def ei_riittava(request, pk, numero):
    esitys, kohta = nakyva_kohta(request, pk, numero)
    vaadi(permissions.saa_toimia_kuntana(request.user, esitys))
    if not sallittu_tila(request, esitys, kohta.tila != Kohta.Tila.AVOIN):
        return redirect(esitys)
    form = ArvioForm(request.POST or None, initial={"perustelu": kohta.riittavyyden_perustelu})
    return toiminto(
        request,
        esitys,
        form,
        lambda data: workflow.arvioi(kohta, riittava=False, perustelu=data["perustelu"], user=request.user),
        valmis=_("Arvio lähetettiin työllisyysalueelle."),
        otsikko=_("Mitä kohdan %(numero)s vastauksesta puuttuu?") % {"numero": numero},
        painike=_("Vastaus ei ole riittävä"),
    )
