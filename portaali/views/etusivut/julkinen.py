"""The front page of those who have no role here."""

from django.shortcuts import render

from portaali import koosteet
from portaali.forms import KuntahakuForm
from tyollisyysalue.haku import Haku
from tyollisyysalue.models import Kunta


def julkinen(request):
    form = KuntahakuForm(request.GET)
    haku = Haku(form.cleaned_data["kunta"] if form.is_valid() else "")
    kunnat = Kunta.objects.visible_to(request.user).kaytossa()
    rajattu = bool(haku.sanat)
    context = {
        "form": form,
        "rajattu": rajattu,
        "kunnat": koosteet.kunnat_ja_seuraavat_paivat(request.user, kunnat.haku(haku) if rajattu else kunnat),
        "alueet": koosteet.alueiden_luvut(),
        "paatokset": koosteet.uusimmat_paatokset(request.user),
    }
    return render(request, "portaali/etusivu_julkinen.html", context)
