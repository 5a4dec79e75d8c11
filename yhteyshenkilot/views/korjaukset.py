"""Corrections proposed to people's details, and the coordinator's decisions on them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Henkilo
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import permissions, workflow
from yhteyshenkilot.korjaukset_forms import KorjausForm, RatkaisuForm
from yhteyshenkilot.korjaukset_tables import (
    KENTAN_TUNNISTEET,
    KORJAUKSEN_TUNNISTEET,
    KorjausFilter,
    KorjausTable,
)
from yhteyshenkilot.models import Korjausehdotus, Korjauskentta, Vastuu
from yhteyshenkilot.views.lomakkeet import nayta_lomake


def korjaus_list(request):
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    ehdotukset = (
        Korjausehdotus.objects.visible_to(request.user)
        .select_related("henkilo", "ehdottaja__henkilo")
        .annotate(kenttia=Count("kentat"))
        # Rows that are counted together lose the model's own order.
        .order_by("-ehdotusaika")
    )
    suodatin = KorjausFilter(request.GET, queryset=ehdotukset, request=request)
    taulu = KorjausTable(suodatin.qs)
    return luettelosivu(
        request, "yhteyshenkilot/korjaukset.html", taulu, {"suodatin": suodatin}, nimi="korjausehdotukset"
    )


def korjausten_murut():
    return [(_("Korjausehdotukset"), reverse("yhteyshenkilot:korjaukset"))]


def korjaus_ehdota(request, pk):
    henkilo = get_object_or_404(Henkilo.objects.visible_to(request.user), pk=pk)
    vaadi(permissions.saa_ehdottaa_korjausta(request.user, henkilo))
    vastuu = luettu_vastuu(request, henkilo)
    form = KorjausForm(request.POST or None, henkilo=henkilo)
    if form.is_valid() and onnistuu(
        form,
        lambda: workflow.ehdota_korjausta(
            henkilo, form.uudet, user=request.user, kuvaus=form.cleaned_data["kuvaus"], vastuu=vastuu
        ),
    ):
        messages.success(
            request,
            _("Kiitos! Korjausehdotus lähetettiin koordinaattorille. Saat tiedon, kun se on ratkaistu."),
        )
        return redirect("yhteyshenkilot:korjaukset")
    return nayta_lomake(
        request,
        form,
        otsikko=_("Onko tieto väärin? %(nimi)s") % {"nimi": henkilo.nimi},
        ohje=_("Korjaa väärät tiedot. Koordinaattori hyväksyy tai hylkää jokaisen erikseen."),
        painike=_("Lähetä korjausehdotus"),
        peruuta=reverse("yhteyshenkilot:henkilo", args=[henkilo.pk]),
        murut=[(henkilo.nimi, reverse("yhteyshenkilot:henkilo", args=[henkilo.pk]))],
    )


def luettu_vastuu(request, henkilo):
    """The responsibility beside which the reader asked, when it is one the reader sees."""
    tunnus = request.GET.get("vastuu", "")
    if not tunnus.isdecimal() or len(tunnus) > 18:
        return None
    return Vastuu.objects.visible_to(request.user).filter(pk=tunnus, henkilo=henkilo).first()


def korjaus_detail(request, pk):
    ehdotus = get_object_or_404(
        Korjausehdotus.objects.visible_to(request.user).select_related(
            "henkilo", "ehdottaja__henkilo", "vastuu__prosessi", "vastuu__kunta"
        ),
        pk=pk,
    )
    saa_ratkaista = permissions.saa_ratkaista_korjauksen(request.user, ehdotus)
    kentat = list(ehdotus.kentat.select_related("ratkaisija__henkilo"))
    form = ratkaisulomake(request, ehdotus, kentat) if saa_ratkaista else None
    if request.method == "POST":
        vaadi(permissions.saa_yllapitaa(request.user, ehdotus.henkilo.alue_id))
        if form is None:
            # Somebody else settled it while the page was open.
            messages.error(request, _("Korjausehdotus on jo ratkaistu."))
            return redirect(ehdotus)
        if form.is_valid() and ratkaisu_onnistuu(form, ehdotus, request.user):
            messages.success(request, _("Ratkaisu tallennettiin."))
            return redirect(ehdotus)
    nykyinen = Henkilo.objects.get(pk=ehdotus.henkilo_id)
    context = {
        "ehdotus": ehdotus,
        "tilan_laji": KORJAUKSEN_TUNNISTEET[ehdotus.tila],
        "kentat": [kentan_tiedot(rivi, nykyinen) for rivi in kentat],
        "form": form,
        "murut": [(_("Yhteyshenkilöt"), reverse("yhteyshenkilot:list")), *korjausten_murut()],
    }
    return render(request, "yhteyshenkilot/korjaus.html", context)


def ratkaisu_onnistuu(form, ehdotus, user):
    return muutos_onnistuu(
        form,
        ehdotus.henkilo,
        lambda: workflow.ratkaise_korjaus(
            ehdotus,
            form.ratkaisut,
            user=user,
            versio=form.cleaned_data["versio"],
            vastaus=form.cleaned_data["vastaus"],
        ),
    )


def ratkaisulomake(request, ehdotus, kentat):
    avoimet = [rivi for rivi in kentat if rivi.tila == Korjauskentta.Tila.AVOIN]
    return RatkaisuForm(
        request.POST or None, avoimet=avoimet, initial={"versio": versio_nyt(ehdotus.henkilo)}
    )


def kentan_tiedot(rivi, henkilo):
    """A proposed value beside what stands now; both old values show when it has changed since the proposal."""
    nyt = getattr(henkilo, rivi.kentta)
    return {
        "rivi": rivi,
        "nyt": nyt,
        "muuttunut": rivi.tila == Korjauskentta.Tila.AVOIN and nyt != rivi.vanha,
        "laji": KENTAN_TUNNISTEET[rivi.tila],
    }
