"""The parts of a body's documents: their order and headings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from paatokset import permissions, rakenne
from paatokset.forms import OsatForm
from paatokset.models import Toimielin
from paatokset.workflow.rakenne import osien_versio, tallenna_osat
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import Vanhentunut


def osat_muokkaa(request, pk):
    toimielin = get_object_or_404(Toimielin.objects.visible_to(request.user).prefetch_related("osat"), pk=pk)
    vaadi(permissions.saa_muuttaa_osia(request.user, toimielin))
    osat = rakenne.pohja(toimielin)
    form = OsatForm(request.POST or None, osat=osat, initial={"versio": osien_versio(toimielin)})
    tallennetut = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            tallenna_osat(toimielin, data["osat"], versio=data["versio"], user=request.user)
        except Vanhentunut as error:
            form.add_error(None, error)
            form.data = form.data.copy()
            form.data["versio"] = osien_versio(toimielin)
            tallennetut = osat
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Asiakirjan osat on tallennettu. Luonnokset noudattavat niitä heti."))
            return redirect("paatokset:osat", toimielin.pk)
    context = {
        "toimielin": toimielin,
        "form": form,
        "tallennetut": tallennetut,
        "otsikko": _("Asiakirjan osat: %(toimielin)s") % {"toimielin": toimielin.nimi},
    }
    return render(request, "paatokset/osat.html", context)
