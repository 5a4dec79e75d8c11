"""A matter of the register: its requests, the matters that belong with it, and merging."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from esitykset import permissions, workflow
from esitykset.kasittely_forms import AsiaForm
from esitykset.kasittely_views import lisaa_virhe
from esitykset.models import Asia, Asialinkki, Esitys
from tyollisyysalue.permissions import vaadi


def nakyva_asia(request, pk):
    asiat = Asia.objects.visible_to(request.user).select_related("alue", "yhdistetty")
    return get_object_or_404(asiat, pk=pk)


def asia_detail(request, pk):
    asia = nakyva_asia(request, pk)
    nakyvat = Asia.objects.visible_to(request.user)
    linkit = Asialinkki.objects.visible_to(request.user).select_related("asia", "toinen")
    context = {
        "asia": asia,
        "esitykset": Esitys.objects.visible_to(request.user).filter(asia=asia).select_related("kunta"),
        "linkit": [
            {"asia": linkki.toinen if linkki.asia_id == asia.pk else linkki.asia, "selite": linkki.selite}
            for linkki in linkit.filter(asia=asia) | linkit.filter(toinen=asia)
        ],
        "yhdistetty": nakyvat.filter(pk=asia.yhdistetty_id).first() if asia.yhdistetty_id else None,
        "yhdistetyt": nakyvat.filter(yhdistetty=asia),
        "saa_kasitella": permissions.saa_kasitella_asiaa(request.user, asia) and not asia.suljettu,
    }
    return render(request, "esitykset/asia.html", context)


def asia_liita(request, pk):
    return _toisen_kanssa(
        request,
        pk,
        lambda asia, toinen, selite: workflow.liita_asiat(asia, toinen, selite, user=request.user),
        valmis=_("Asiat liitettiin toisiinsa."),
        otsikko=_("Liitä toiseen asiaan"),
        teksti=_("Asiat säilyvät erillisinä, ja kummastakin pääsee toiseen."),
        painike=_("Liitä asiat"),
        vaara=False,
    )


def asia_yhdista(request, pk):
    return _toisen_kanssa(
        request,
        pk,
        lambda asia, toinen, selite: workflow.yhdista(asia, toinen, syy=selite, user=request.user),
        valmis=_("Asiat yhdistettiin."),
        otsikko=_("Yhdistetäänkö asia toiseen?"),
        teksti=_(
            "Asian esitykset siirtyvät toiseen asiaan, ja tämä asia suljetaan. Asianumero jää voimaan ja ohjaa "
            "toiseen asiaan. Yhdistämistä ei voi perua."
        ),
        painike=_("Yhdistä asiat"),
        vaara=True,
        yhdistaminen=True,
    )


def _toisen_kanssa(request, pk, tee, *, valmis, yhdistaminen=False, **sivu):
    asia = nakyva_asia(request, pk)
    vaadi(permissions.saa_kasitella_asiaa(request.user, asia))
    if asia.suljettu:
        messages.info(request, _("Asia on suljettu."))
        return redirect("esitykset:asia", asia.pk)
    asiat = Asia.objects.visible_to(request.user).filter(alue=asia.alue_id)
    form = AsiaForm(request.POST or None, asiat=asiat, yhdistaminen=yhdistaminen)
    if request.method == "POST" and form.is_valid():
        try:
            tee(asia, form.asia, form.cleaned_data["selite"])
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                error = ValidationError(error.messages)
            lisaa_virhe(form, error)
        else:
            messages.success(request, valmis)
            return redirect("esitykset:asia", form.asia.pk if yhdistaminen else asia.pk)
    return render(request, "esitykset/asia_toiminto.html", {"asia": asia, "form": form, **sivu})
