"""Answer memory: earlier answers to items like the draft's."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from paatokset import permissions
from paatokset.kirjasto_forms import EroForm
from paatokset.models import Osio, Paatos, Vertailu
from paatokset.samankaltaisuus import SAMA_VASTAUS
from paatokset.views.luonnos import muokattava
from paatokset.views.sivut import nakyva_paatos
from paatokset.workflow import muisti
from paatokset.workflow.kattavuus import kohdat as paatoksen_kohdat
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.permissions import vaadi


def paatos_muisti(request, pk):
    """Each item with the answers that items like it got; ``?osio=`` shows those of one section."""
    paatos = nakyva_paatos(request, pk)
    vaadi(permissions.on_valmistelija(request.user, paatos.asia.alue_id))
    osiot: dict[int, Osio] = {}
    for kasittely in paatos.kasittelyt.filter(osio__isnull=False).select_related("osio"):
        osiot.setdefault(kasittely.kohta_id, kasittely.osio)
    kohdat = list(paatoksen_kohdat(paatos))
    rajaus = request.GET.get("osio", "")
    if rajaus.isdecimal():
        omat = {kohta for kohta, osio in osiot.items() if osio.pk == int(rajaus)}
        kohdat = [kohta for kohta in kohdat if kohta.pk in omat]
    verratut = {(v.kohta_id, v.aiempi_id): (v, samuus) for v, samuus in muisti.verratut(paatos)}
    context = {
        "paatos": paatos,
        "otsikko": _("Aiemmat vastaukset"),
        "saa_muokata": permissions.saa_muokata(request.user, paatos),
        "kohdat": [
            {
                "kohta": kohta,
                "osio": osiot.get(kohta.pk),
                "aiemmat": [
                    {"aiempi": aiempi, **vertailutieto(verratut.get((kohta.pk, aiempi.pk)))}
                    for aiempi, _samuus in aiemmat
                ],
            }
            for kohta, aiemmat in muisti.samankaltaiset(paatos, kohdat)
        ],
    }
    return render(request, "paatokset/muisti.html", context)


def vertailutieto(verrattu):
    if verrattu is None:
        return {"vertailu": None, "poikkeaa": False, "prosenttia": 0}
    vertailu, samuus = verrattu
    return {"vertailu": vertailu, "poikkeaa": samuus < SAMA_VASTAUS, "prosenttia": round(100 * samuus)}


@require_POST
def osio_pohja(request, pk, kohta_pk):
    """An earlier answer into the section, its facts bound anew."""
    osio = get_object_or_404(Osio.objects.visible_to(request.user), pk=pk)
    paatos = muokattava(request, osio.paatos_id)
    aiempi = get_object_or_404(muisti.aiemmat(paatos.asia), pk=kohta_pk)
    try:
        muisti.kayta_pohjana(osio, aiempi, user=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(
            request,
            _("Aiempi vastaus lisättiin osion loppuun. Tarkista se ja täytä hakasulkeissa olevat kohdat."),
        )
    return redirect("paatokset:osio", osio.pk)


@require_POST
def paatos_vertaa(request, pk, kohta_pk, aiempi_pk):
    paatos = muokattava(request, pk)
    kohta = get_object_or_404(paatoksen_kohdat(paatos), pk=kohta_pk)
    aiempi = get_object_or_404(muisti.aiemmat(paatos.asia), pk=aiempi_pk)
    muisti.merkitse_samaksi(paatos, kohta, aiempi, user=request.user)
    messages.success(request, _("Kysymykset on merkitty samoiksi, ja vastauksia verrataan."))
    return redirect(f"{muistin_osoite(paatos)}#kohta-{kohta.pk}")


def vertailu_perustele(request, pk):
    vertailu = get_object_or_404(
        Vertailu.objects.visible_to(request.user).select_related("kohta", "aiempi__esitys__kunta"), pk=pk
    )
    paatos = muokattava(request, vertailu.paatos_id)
    form = EroForm(request.POST or None, initial={"perustelu": vertailu.perustelu})
    if form.is_valid() and onnistuu(
        form, lambda: muisti.perustele_ero(vertailu, **form.cleaned_data, user=request.user)
    ):
        messages.success(request, _("Perustelu on tallennettu."))
        return redirect(f"{muistin_osoite(paatos)}#kohta-{vertailu.kohta_id}")
    context = {
        "paatos": paatos,
        "form": form,
        "otsikko": _("Perustele, miksi vastaus poikkeaa"),
        "painike": _("Tallenna perustelu"),
        "ohje": _("Sama kysymys: %(kohta)s. Aiemmin vastattiin kunnalle %(kunta)s (%(numero)s).")
        % {
            "kohta": vertailu.kohta,
            "kunta": vertailu.aiempi.esitys.kunta.nimi,
            "numero": vertailu.aiempi.vastauksen_numero,
        },
    }
    return render(request, "paatokset/vaihe.html", context)


@require_POST
def vertailu_poista(request, pk):
    vertailu = get_object_or_404(Vertailu.objects.visible_to(request.user).select_related("kohta"), pk=pk)
    paatos = muokattava(request, vertailu.paatos_id)
    kohta = vertailu.kohta_id
    muisti.poista_vertailu(vertailu, user=request.user)
    messages.success(request, _("Kysymykset eivät ole enää merkitty samoiksi."))
    return redirect(f"{muistin_osoite(paatos)}#kohta-{kohta}")


def muistin_osoite(paatos: Paatos):
    return f"{paatos.get_absolute_url()}muisti/"
