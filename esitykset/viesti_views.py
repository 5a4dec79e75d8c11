"""Messages to the other side, with files; and notes that stay with the area."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from esitykset import permissions, workflow
from esitykset.forms import LiiteFormSet
from esitykset.kasittely_forms import MuistiinpanoForm, ViestiForm
from esitykset.kasittely_views import lisaa_virhe, sallittu_tila
from esitykset.models import Esitys
from esitykset.views import esityssivu, nakyva_esitys
from tyollisyysalue.permissions import vaadi

Tila = Esitys.Tila


def viesti(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_viestia(request.user, esitys))
    if not sallittu_tila(request, esitys, not esitys.on_luonnos):
        return redirect(esitys)
    return _viestisivu(
        request,
        esitys,
        workflow.laheta_viesti,
        otsikko=_("Kirjoita viesti"),
        ohje=_("Viestin lukevat kunnan yhdyshenkilöt ja työllisyysalueen esitysten käsittelijät."),
        painike=_("Lähetä viesti"),
        valmis=_("Viesti lähetettiin."),
    )


def taydenna(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_toimia_kuntana(request.user, esitys))
    if not sallittu_tila(request, esitys, esitys.tila == Tila.TAYDENNETTAVANA):
        return redirect(esitys)
    return _viestisivu(
        request,
        esitys,
        workflow.taydenna,
        otsikko=_("Täydennä esitystä"),
        ohje=_(
            "Täydennys on oma asiakirjansa: esitys säilyy sellaisena kuin se lähetettiin. Valmistelu jatkuu heti."
        ),
        painike=_("Lähetä täydennys"),
        valmis=_("Täydennys lähetettiin työllisyysalueelle."),
    )


def _viestisivu(request, esitys, tee, *, valmis, **sivu):
    form = ViestiForm(request.POST or None)
    liitteet = LiiteFormSet(request.POST or None, request.FILES or None, prefix="liitteet")
    if request.method == "POST" and all([form.is_valid(), liitteet.is_valid()]):
        tiedostot = [
            (osa["tiedosto"], osa["julkisuus"], osa["peruste"])
            for osa in liitteet.cleaned_data
            if osa.get("tiedosto")
        ]
        try:
            tee(esitys, form.cleaned_data["teksti"], tiedostot, user=request.user)
        except ValidationError as error:
            lisaa_virhe(form, error)
        else:
            messages.success(request, valmis)
            return redirect(esitys)
    pyynto = (
        esitys.viestit.filter(laji="taydennyspyynto").last() if esitys.tila == Tila.TAYDENNETTAVANA else None
    )
    context = {"esitys": esitys, "form": form, "liitteet": liitteet, "pyynto": pyynto, **sivu}
    return render(request, "esitykset/viesti.html", context)


@require_POST
def muistiinpano(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_lukea_muistiinpanoja(request.user, esitys))
    form = MuistiinpanoForm(request.POST)
    if form.is_valid():
        try:
            workflow.kirjoita_muistiinpano(esitys, form.cleaned_data["muistiinpano"], user=request.user)
        except ValidationError as error:
            lisaa_virhe(form, error)
        else:
            messages.success(request, _("Muistiinpano tallennettiin."))
            return redirect(f"{esitys.get_absolute_url()}#muistiinpanot")
    # The page's title tells of the errors of ``form``.
    context = esityssivu(request, esitys, muistiinpano_form=form, form=form)
    return render(request, "esitykset/detail.html", context)
