"""Entering a request from a letter: its text gives a draft, which the secretary corrects and registers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from esitykset import permissions, workflow
from esitykset.kirje_forms import KirjeForm
from esitykset.models import Esitys
from esitykset.poiminta import ilman_tulevaa, poimi
from esitykset.workflow import Kohtasyote
from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Kunta, Liite
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.roolit import Rooli


def omat_kunnat(user):
    return Kunta.objects.filter(alue__in=roolit.alueet(user, Rooli.SIHTEERI))


def kirje(request):
    vaadi(permissions.saa_syottaa(request.user))
    kunnat = omat_kunnat(request.user)
    form = KirjeForm(request.POST or None, request.FILES or None, kunnat=kunnat)
    if request.method == "POST" and form.is_valid():
        try:
            esitys = _luo_luonnos(form, kunnat, request.user)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            if esitys:
                messages.success(request, _("Tiedot poimittiin kirjeestä. Tarkista ne ja kirjaa esitys."))
                return redirect("esitykset:muokkaa", esitys.pk)
    return render(request, "esitykset/kirje.html", {"form": form})


@transaction.atomic
def _luo_luonnos(form, kunnat, user):
    """The draft that the letter proposes; None, and an error at the field, when its municipality is not known."""
    data = form.cleaned_data
    nyt = kello.nyt()
    ehdotus = ilman_tulevaa(poimi(form.kirje, [(k.koodi, k.nimi_fi) for k in kunnat]), nyt)
    kunta = data["kunta"] or next((k for k in kunnat if k.koodi == ehdotus.kunta), None)
    if kunta is None:
        form.add_error("kunta", _("Kuntaa ei tunnistettu tekstistä. Valitse kunta."))
        return None
    tiedot = {
        "otsikko": ehdotus.otsikko or _("Esitys ilman otsikkoa"),
        "johdanto": ehdotus.johdanto,
        "toimielin": ehdotus.toimielin,
        "paatospvm": ehdotus.paatospvm,
        "pykala": ehdotus.pykala,
        "oma_numero": ehdotus.oma_numero,
    }
    esitys = workflow.syota(
        kunta,
        tiedot,
        [Kohtasyote(k.otsikko, k.teksti, k.vaatimus) for k in ehdotus.kohdat],
        saapumistapa=Esitys.Saapumistapa(data["saapumistapa"]),
        saapui=ehdotus.saapui or nyt,
        user=user,
    )
    if data["tiedosto"]:
        workflow.lisaa_liite(esitys, data["tiedosto"], julkisuus=Liite.Julkisuus.JULKINEN, user=user)
    return esitys
