"""Comments of a draft and its sections."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from paatokset import permissions, workflow
from paatokset.forms import KommenttiForm
from paatokset.models import Kommentti
from paatokset.views.sivut import nakyva_paatos
from tyollisyysalue.permissions import vaadi


def kommentit(request, pk):
    """All of them, and the form of a new one."""
    paatos = nakyva_paatos(request, pk)
    vaadi(permissions.osallistuu(request.user, paatos))
    saa_kommentoida = permissions.saa_kommentoida(request.user, paatos)
    nakee = permissions.nakee_salaiset(request.user, paatos)
    osiot = [osio for osio in paatos.osiot.all() if nakee(osio)]
    form = KommenttiForm(request.POST or None, osiot=osiot, initial={"osio": request.GET.get("osio")})
    if request.method == "POST":
        vaadi(saa_kommentoida)
        if form.is_valid():
            try:
                workflow.kommentoi(paatos, **form.cleaned_data, user=request.user)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, _("Kommentti on tallennettu."))
                return redirect("paatokset:kommentit", paatos.pk)
    rivit = Kommentti.objects.visible_to(request.user).filter(paatos=paatos)
    context = {
        "paatos": paatos,
        "form": form if saa_kommentoida else None,
        "kommentit": [
            kommentti
            for kommentti in rivit.select_related("osio", "kirjoittaja", "ratkaisija")
            if kommentti.osio is None or nakee_kommentin(request.user, paatos, kommentti, nakee)
        ],
        "saa_kommentoida": saa_kommentoida,
        "otsikko": _("Kommentit"),
    }
    return render(request, "paatokset/kommentit.html", context)


def nakee_kommentin(user, paatos, kommentti, nakee):
    """Whoever may read the section; of a removed one those who prepare the whole."""
    if kommentti.osio.poistettu:
        return permissions.on_valmistelija(user, paatos.asia.alue_id)
    return nakee(kommentti.osio)


@require_POST
def kommentti_ratkaise(request, pk):
    kommentti = get_object_or_404(
        Kommentti.objects.visible_to(request.user).select_related("osio__vastuuhenkilo"), pk=pk
    )
    ratkaistu = "avaa" not in request.POST
    workflow.ratkaise(kommentti, ratkaistu=ratkaistu, user=request.user)
    messages.success(request, _("Kommentti on ratkaistu.") if ratkaistu else _("Kommentti on taas avoin."))
    return redirect("paatokset:kommentit", kommentti.paatos_id)
