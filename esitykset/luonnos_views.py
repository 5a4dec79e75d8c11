"""Writing the draft: one page with the request, its items and its attachments."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from esitykset import permissions, workflow
from esitykset.forms import Luonnoslomake
from esitykset.kasittely_views import lisaa_virhe
from esitykset.kirje_views import omat_kunnat
from esitykset.models import Esitys
from esitykset.views import muokkaussivu, nakyva_esitys
from tyollisyysalue import roolit
from tyollisyysalue.models import Kunta
from tyollisyysalue.versiot import Vanhentunut


def esitys_uusi(request):
    if not permissions.saa_laatia(request.user):
        raise PermissionDenied
    return _luonnossivu(request, None, tyhjia=3)


def esitys_muokkaa(request, pk):
    esitys = nakyva_esitys(request, pk)
    if not permissions.saa_muokata(request.user, esitys):
        raise PermissionDenied
    if not esitys.on_luonnos:
        messages.info(request, _("Esitys on jo lähetetty, joten sitä ei voi enää muuttaa."))
        return redirect(esitys)
    return _luonnossivu(
        request, esitys, tyhjia=1 if "lisaa" in request.GET or not esitys.kohdat.exists() else 0
    )


def _luonnossivu(request, esitys, *, tyhjia):
    kirje = esitys is not None and esitys.on_alueen_luonnos
    kunnat = omat_kunnat(request.user) if kirje else Kunta.objects.filter(pk__in=roolit.kunnat(request.user))
    muut = {"kunnat": kunnat, "saapui": workflow.ehdotettu_saapuminen(esitys) if kirje else None}
    if request.method != "POST":
        lomake = Luonnoslomake(esitys=esitys, tyhjia=tyhjia, **muut)
        return _nayta(request, lomake, esitys)
    lomake = Luonnoslomake(request.POST, request.FILES, esitys=esitys, **muut)
    try:
        # On a stored draft a good file is kept whatever is wrong elsewhere: a browser would ask for it again.
        if esitys:
            _tallenna_liitteet(request, esitys, lomake)
        if not lomake.on_kokonaan:
            return _nayta(request, lomake, esitys)
        esitys = _tallenna_tekstit(request, esitys, lomake, kunnat)
        _tallenna_liitteet(request, esitys, lomake)
    except Vanhentunut as error:
        tallennettu = Esitys.objects.get(pk=esitys.pk)
        lomake.vanhentui(error, tallennettu.versio)
        return _nayta(request, lomake, esitys, tallennettu)
    except ValidationError as error:
        lomake.esitys.add_error(None, error)
        return _nayta(request, lomake, esitys)
    if lomake.liitevirheet:
        messages.warning(
            request, _("Tekstit tallennettiin luonnokseen, mutta kaikkia liitteitä ei voitu liittää.")
        )
        uusi = Luonnoslomake(esitys=esitys, tyhjia=0, **muut)
        uusi.liitteet, uusi.tallennetut = lomake.liitteet, lomake.tallennetut
        return _nayta(request, uusi, esitys)
    if kirje and "kirjaa" in request.POST:
        return _kirjaa(request, esitys, lomake, muut)
    return redirect(_seuraava_sivu(request, esitys))


def _kirjaa(request, esitys, lomake, muut):
    """The texts are stored already; what keeps the letter from being registered shows over them."""
    data = lomake.kirjaus.cleaned_data
    try:
        asia = workflow.kirjaa_kirje(esitys, saapui=data["saapui"], luokka=data["luokka"], user=request.user)
    except ValidationError as error:
        uusi = Luonnoslomake(esitys=Esitys.objects.get(pk=esitys.pk), tyhjia=0, **muut)
        uusi.kirjaus = lomake.kirjaus
        lisaa_virhe(uusi.kirjaus, error)
        return _nayta(request, uusi, esitys)
    messages.success(request, _("Esitys kirjattiin asianumerolla %(numero)s.") % {"numero": asia.numero})
    return redirect(esitys)


def _tallenna_tekstit(request, esitys, lomake, kunnat):
    if esitys is None:
        kunta = lomake.esitys.cleaned_data.get("kunta") or kunnat.get()
        return workflow.luo(kunta, lomake.tiedot, lomake.syotteet, user=request.user)
    versio = lomake.esitys.cleaned_data["versio"]
    saapui = lomake.kirjaus.cleaned_data["saapui"] if lomake.kirjaus else None
    workflow.tallenna_luonnos(
        esitys, versio, lomake.tiedot, lomake.syotteet, saapui=saapui, user=request.user
    )
    for liite in lomake.poisto.cleaned_data["poistettavat"]:
        workflow.poista_liite(esitys, liite, user=request.user)
    return esitys


def _tallenna_liitteet(request, esitys, lomake):
    for form in lomake.uudet_liitteet:
        if form.prefix not in lomake.tallennetut:
            data = form.cleaned_data
            workflow.lisaa_liite(
                esitys,
                data["tiedosto"],
                julkisuus=data["julkisuus"],
                peruste=data["peruste"],
                user=request.user,
            )
            lomake.liite_tallennettiin(form)


def _seuraava_sivu(request, esitys):
    if "lisaa_kohta" in request.POST:
        return muokkaussivu(esitys, kohta=esitys.kohdat.count() + 1)
    if "jatka" in request.POST and not esitys.on_alueen_luonnos:
        return redirect("esitykset:laheta", esitys.pk).url
    if esitys.on_alueen_luonnos:
        messages.success(request, _("Luonnos tallennettiin. Sitä ei ole vielä kirjattu."))
    else:
        messages.success(request, _("Luonnos tallennettiin. Sitä ei ole vielä lähetetty."))
    return esitys.get_absolute_url()


def _nayta(request, lomake, esitys, tallennettu=None):
    lomake.nimea_puuttuvat_tiedostot()
    context = {
        "lomake": lomake,
        "form": lomake.esitys,
        "esitys": esitys,
        "osoite": muokkaussivu(esitys) if esitys else "",
        "tallennettu": tallennettu,
        "tallennetut_kohdat": tallennettu.kohdat.all() if tallennettu else [],
        "liitteet": esitys.liitteet.filter(poistettu__isnull=True) if esitys else [],
    }
    return render(request, "esitykset/luonnos.html", context)
