"""The invited one's way in, and what a signed-in user may do here."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tyollisyysalue import kayttajat, kello, roolit
from tyollisyysalue.kayttajat_forms import SalasanaForm
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.models import Tyollisyysalue

ISTUNNOSSA = "kutsun_avain"


@login_not_required
@never_cache
def kutsu_linkki(request, avain):
    """Move the key of the mailed link from the address, which travels, to the session."""
    if liikaa := ratelimit.consume_or_429(request, action="kutsu", limit_get=True):
        return liikaa
    request.session[ISTUNNOSSA] = avain
    return redirect("kutsu")


@login_not_required
@never_cache
@sensitive_post_parameters()
def kutsu(request):
    """Set the first password. Whatever is wrong with the link, the answer is the same."""
    if liikaa := ratelimit.consume_or_429(request, action="kutsu"):
        return liikaa
    avattu = kayttajat.kutsu_avaimella(request.session.get(ISTUNNOSSA, ""))
    if avattu is None:
        return render(request, "tyollisyysalue/kutsu_vanhentunut.html", status=410)
    form = SalasanaForm(request.POST or None, user=avattu.user)
    if form.is_valid() and onnistuu(
        form, lambda: kayttajat.ota_kayttoon(avattu, form.cleaned_data["salasana"])
    ):
        request.session.pop(ISTUNNOSSA)
        avattu.user.refresh_from_db()
        login(request, avattu.user)
        messages.success(request, _("Salasana on asetettu, ja olet kirjautunut sisään."))
        return redirect("etusivu" if roolit.jasenyydet(avattu.user) else "omat-oikeudet")
    return render(request, "tyollisyysalue/kutsu.html", {"form": form, "osoite": avattu.user.email})


def omat_oikeudet(request):
    """The reader's own memberships, and whom to ask when none is in force."""
    tanaan = kello.tanaan()
    jasenyydet = list(
        request.user.jasenyydet.filter(mitatoity__isnull=True)
        .select_related("alue", "kunta__alue")
        .order_by("-alkupvm", "-pk")
    )
    alueet = {jasenyys.hallinta_alue.pk: jasenyys.hallinta_alue for jasenyys in jasenyydet}
    context = {
        "voimassa": [j for j in jasenyydet if j.on_voimassa(tanaan)],
        "tulevat": [j for j in jasenyydet if j.alkupvm > tanaan],
        "paattyneet": [j for j in jasenyydet if j.loppupvm and j.loppupvm < tanaan],
        "alueet": list(alueet.values()) or Tyollisyysalue.objects.kaytossa(),
    }
    return render(request, "tyollisyysalue/omat_oikeudet.html", context)
