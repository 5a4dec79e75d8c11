from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from esitykset import permissions, vaiheet, workflow
from esitykset.filters import EsitysFilter
from esitykset.forms import KirjaaForm, VersioForm
from esitykset.models import Esitys
from esitykset.tables import EsitysTable
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import Vanhentunut

Tila = Esitys.Tila


def nakyva_esitys(request, pk):
    esitykset = Esitys.objects.visible_to(request.user).select_related("kunta__alue", "asia")
    return get_object_or_404(esitykset, pk=pk)


def esitys_list(request):
    vaadi(permissions.saa_lukea(request.user))
    suodatin = EsitysFilter(
        request.GET,
        Esitys.objects.visible_to(request.user).select_related("kunta", "asia"),
        request=request,
    )
    context = {
        "suodatin": suodatin,
        "saa_laatia": permissions.saa_laatia(request.user),
    }
    return luettelosivu(request, "esitykset/list.html", EsitysTable(suodatin.qs), context, nimi="esitykset")


def esitys_detail(request, pk):
    esitys = nakyva_esitys(request, pk)
    tapahtumat = list(esitys.tapahtumat.filter(tapahtuma__in=vaiheet.TAPAHTUMAT))
    context = {
        "esitys": esitys,
        "tunniste": vaiheet.TUNNISTEET.get(esitys.tila, "neutraali"),
        "kohdat": esitys.kohdat.all(),
        "liitteet": esitys.liitteet.visible_to(request.user).filter(poistettu__isnull=True),
        "seuraavaksi": vaiheet.seuraavaksi(esitys),
        "vaiheet": vaiheet.vaiheet(esitys),
        "kuittaus": next((t for t in tapahtumat if t.tapahtuma == "laheta"), None),
        "aikajana": vaiheet.aikajana(tapahtumat),
        "saa_muokata": esitys.on_luonnos and permissions.saa_muokata(request.user, esitys),
        "saa_kirjata": workflow.voi_siirtya(esitys, Tila.KIRJATTU)
        and permissions.saa_kirjata(request.user, esitys),
        "saa_vastata": workflow.voi_siirtya(esitys, Tila.VASTATTU)
        and permissions.saa_vastata(request.user, esitys),
        "saa_ottaa_valmisteluun": workflow.voi_siirtya(esitys, Tila.VALMISTELUSSA)
        and permissions.saa_ottaa_valmisteluun(request.user, esitys),
    }
    return render(request, "esitykset/detail.html", context)


def esitys_laheta(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_lahettaa(request.user, esitys))
    if not workflow.voi_siirtya(esitys, Tila.SAAPUNUT):
        messages.info(request, _("Esitys on jo lähetetty."))
        return redirect(esitys)
    form = VersioForm(request.POST or None, initial={"versio": esitys.versio})
    if request.method == "POST" and form.is_valid():
        try:
            workflow.laheta(esitys, user=request.user, versio=form.cleaned_data["versio"])
        except Vanhentunut:
            messages.warning(
                request, _("Esitystä on muutettu sillä välin. Lue se uudelleen ennen lähettämistä.")
            )
            return redirect("esitykset:laheta", esitys.pk)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Esitys on saapunut työllisyysalueelle. Kuittaus on tällä sivulla."))
            return redirect(esitys)
    context = {
        "esitys": esitys,
        "kohdat": esitys.kohdat.all(),
        "liitteet": esitys.liitteet.filter(poistettu__isnull=True),
        "puutteet": workflow.puutteet(esitys),
        "form": form,
    }
    return render(request, "esitykset/laheta.html", context)


def esitys_kirjaa(request, pk):
    esitys = nakyva_esitys(request, pk)
    vaadi(permissions.saa_kirjata(request.user, esitys))
    if not workflow.voi_siirtya(esitys, Tila.KIRJATTU):
        messages.info(request, _("Esitys on jo kirjattu."))
        return redirect(esitys)
    form = KirjaaForm(request.POST or None, initial={"otsikko": esitys.otsikko})
    if request.method == "POST" and form.is_valid():
        try:
            asia = workflow.kirjaa(esitys, **form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, _("Esitys kirjattiin asianumerolla %(numero)s.") % {"numero": asia.numero}
            )
            return redirect(esitys)
    return render(request, "esitykset/kirjaa.html", {"esitys": esitys, "form": form})


@require_POST
def esitys_ota_valmisteluun(request, pk):
    esitys = nakyva_esitys(request, pk)
    try:
        workflow.ota_valmisteluun(esitys, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Esitys otettiin valmisteluun."))
    return redirect(esitys)


def muokkaussivu(esitys, *, kohta=None):
    """The draft's edit page; with ``kohta`` at a new empty item of that number."""
    osoite = reverse("esitykset:muokkaa", args=[esitys.pk])
    return f"{osoite}?lisaa=1#kohta-{kohta}" if kohta else osoite
