"""The administrator's front page, and the details of an area."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tyollisyysalue import alueet, kello, permissions
from tyollisyysalue.hallinta_forms import AlueForm
from tyollisyysalue.kayttajat_views import hallitut_alueet
from tyollisyysalue.lomakkeet import muutos_onnistuu, tallennetut
from tyollisyysalue.models import Palaute, Sopimus, Tapahtuma, Tyollisyysalue, User, Vastaanottaja
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import versio

ASETUSTEN_TAPAHTUMAT = ("ota_kayttoon", "muuta_tietoja")


def etusivu(request):
    vaadi(permissions.saa_hallita(request.user))
    omat = hallitut_alueet(request.user)
    kayttajat = User.objects.visible_to(request.user).with_tila(request.user, kello.tanaan())
    tilat = list(kayttajat.values_list("tila", flat=True))
    sopimukset = Sopimus.objects.filter(alue__in=omat)
    context = {
        "alueet": omat,
        "kaytossa": tilat.count(User.Tila.KAYTOSSA),
        "kutsuttuja": tilat.count(User.Tila.KUTSUTTU),
        "sopimuksia_odottaa": sopimukset.filter(tila=Sopimus.Tila.LAHETETTY).count(),
        "palautteita_odottaa": Palaute.objects.visible_to(request.user)
        .filter(tila=Palaute.Tila.SAAPUNUT)
        .count(),
        "lahetysongelmia": Vastaanottaja.objects.visible_to(request.user).ongelmat().count(),
        "posti": settings.POSTI_SAILYTETAAN and permissions.saa_lukea_postia(request.user),
    }
    return render(request, "tyollisyysalue/hallinta.html", context)


def alue(request, koodi):
    muutettava = get_object_or_404(Tyollisyysalue.objects.visible_to(request.user), koodi=koodi)
    vaadi(permissions.saa_muuttaa_aluetta(request.user, muutettava.pk))
    form = AlueForm(request.POST or None, instance=muutettava, initial={"versio": versio(muutettava)})
    if form.is_valid() and muutos_onnistuu(
        form,
        muutettava,
        lambda: alueet.muuta_tietoja(muutettava, user=request.user, **muutos(form)),
    ):
        messages.success(request, _("Alueen tiedot tallennettiin."))
        return redirect("hallinta:alue", koodi)
    context = {
        "alue": muutettava,
        "form": form,
        "tallennetut": tallennetut(form, muutettava),
        "tapahtumat": [
            {"aika": t.aika, "nimi": muutetut(t), "tekija": t.tekija, "syy": t.syy}
            # The apps keep their own acts on the area, too.
            for t in Tapahtuma.objects.for_omistaja(muutettava).filter(tapahtuma__in=ASETUSTEN_TAPAHTUMAT)
        ],
    }
    return render(request, "tyollisyysalue/alue.html", context)


def muutos(form):
    """The values of the form as the workflow takes them."""
    arvot = dict(form.cleaned_data)
    return {"versio_lomakkeella": arvot.pop("versio"), "muutokset": arvot}


def muutetut(tapahtuma):
    if tapahtuma.tapahtuma == "ota_kayttoon":
        return _("Työllisyysalue otettiin käyttöön")
    kentat = {kentta.name: kentta for kentta in Tyollisyysalue._meta.concrete_fields}
    nimet = [str(kentat[kentta].verbose_name) for kentta in tapahtuma.tiedot]
    return _("Tietoja muutettiin: %(kentat)s") % {"kentat": ", ".join(nimet)}
