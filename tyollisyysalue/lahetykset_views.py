"""What has become of the portal's mail, for those who look after it; and sending again."""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tyollisyysalue import lahetykset, permissions
from tyollisyysalue.lahetykset_forms import LahetysFilter, PalautusFilter, VahvistusForm, VastaanottajaFilter
from tyollisyysalue.lahetykset_tables import (
    PALAUTUKSEN_LAJIT,
    TILAN_LAJIT,
    LahetysTable,
    PalautusTable,
    VastaanottajaTable,
)
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Lahetys, Palautus, Tapahtuma, Vastaanottaja
from tyollisyysalue.models.lahetykset import ONGELMAT
from tyollisyysalue.permissions import vaadi

Tila = Vastaanottaja.Tila
# A page need not tell of every one of hundreds that were sent again at once.
TAPAHTUMIA = 20


def lahetys_list(request):
    vaadi(permissions.saa_seurata_lahetyksia(request.user))
    nakyvat = Lahetys.objects.seurattavat(request.user).defer("teksti", "kalenteri")
    suodatin = LahetysFilter(request.GET, tiloittain(nakyvat))
    context = {
        "suodatin": suodatin,
        "tilat": tilojen_maarat(Vastaanottaja.objects.visible_to(request.user)),
        "kohdistamatta": Palautus.objects.visible_to(request.user).filter(vastaanottaja=None).count(),
    }
    return luettelosivu(
        request, "tyollisyysalue/lahetys_list.html", LahetysTable(suodatin.qs), context, nimi="lahetykset"
    )


def tiloittain(queryset):
    maarat = {f"maara_{tila}": Count("vastaanottajat", filter=Q(vastaanottajat__tila=tila)) for tila in Tila}
    # Counting forgets the model's own order.
    return queryset.annotate(
        vastaanottajia=Count("vastaanottajat"),
        ongelmia=Count("vastaanottajat", filter=Q(vastaanottajat__tila__in=ONGELMAT)),
        **maarat,
    ).order_by("-luontiaika", "-pk")


def tilojen_maarat(vastaanottajat):
    """``(state, its words, kind of badge, how many)`` of the states that there are, problems first."""
    maarat = dict(vastaanottajat.order_by().values_list("tila").annotate(Count("pk")))
    tilat = [*ONGELMAT, *(tila for tila in Tila if tila not in ONGELMAT)]
    return [(tila, tila.label, TILAN_LAJIT[tila], maarat[tila]) for tila in tilat if tila in maarat]


def lahetys_detail(request, pk):
    lahetys = get_object_or_404(Lahetys.objects.seurattavat(request.user).select_related("alue"), pk=pk)
    saa_lahettaa = permissions.saa_lahettaa_uudelleen(request.user, lahetys)
    vastaanottajat = lahetys.vastaanottajat.all()
    suodatin = VastaanottajaFilter(request.GET, vastaanottajat)
    turhat = [] if saa_lahettaa else ["uudelleen"]
    if not lahetys.kuitattava:
        turhat.append("kuittausaika")
    tilat = tilojen_maarat(vastaanottajat)
    context = {
        "lahetys": lahetys,
        "laji": lahetykset.lajin_nimi(lahetys.laji),
        "liitteet": lahetys.liitteet.visible_to(request.user).filter(poistettu__isnull=True),
        "suodatin": suodatin,
        "tilat": tilat,
        "on_epaselvia": any(tila == Tila.EPASELVA for tila, *_muut in tilat),
        "tapahtumat": tapahtumat(lahetys),
        "saa_seurata": permissions.saa_seurata_lahetyksia(request.user),
        "epaonnistuneita": next((maara for tila, *_muut, maara in tilat if tila == Tila.EPAONNISTUI), 0)
        if saa_lahettaa
        else 0,
    }
    return luettelosivu(
        request,
        "tyollisyysalue/lahetys_detail.html",
        VastaanottajaTable(suodatin.qs, exclude=turhat),
        context,
        nimi=f"lahetys-{lahetys.pk}",
    )


def tapahtumat(lahetys):
    """Who has sent it again, and to whom."""
    rivit = Tapahtuma.objects.filter(
        content_type=ContentType.objects.get_for_model(Vastaanottaja),
        object_id__in=lahetys.vastaanottajat.order_by().values("pk"),
        tapahtuma="laheta_uudelleen",
    )
    tapahtumat = list(rivit[:TAPAHTUMIA])
    nimet = dict(
        lahetys.vastaanottajat.filter(pk__in={t.object_id for t in tapahtumat}).values_list("pk", "nimi")
    )
    return [
        {
            "aika": t.aika,
            "nimi": _("Lähetettiin uudelleen: %(nimi)s") % {"nimi": nimet[t.object_id]},
            "tekija": t.tekija,
            "syy": t.syy,
        }
        for t in tapahtumat
    ]


def uudelleen(request, pk):
    """Ask once more, since what is in doubt may arrive twice, and send."""
    vastaanottaja = get_object_or_404(
        Vastaanottaja.objects.visible_to(request.user).select_related("lahetys"), pk=pk
    )
    vaadi(permissions.saa_lahettaa_uudelleen(request.user, vastaanottaja.lahetys))
    form = VahvistusForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and onnistuu(
        form, lambda: lahetykset.laheta_uudelleen(vastaanottaja, user=request.user)
    ):
        messages.success(request, _("Viesti lähtee uudelleen hetken kuluttua."))
        return redirect(vastaanottaja.lahetys)
    context = {
        "vastaanottaja": vastaanottaja,
        "tilan_laji": TILAN_LAJIT[Tila(vastaanottaja.tila)],
        "on_epaselva": vastaanottaja.tila == Tila.EPASELVA,
        "form": form,
    }
    return render(request, "tyollisyysalue/lahetys_uudelleen.html", context)


def kaikki_uudelleen(request, pk):
    lahetys = get_object_or_404(Lahetys.objects.seurattavat(request.user), pk=pk)
    vaadi(permissions.saa_lahettaa_uudelleen(request.user, lahetys))
    form = VahvistusForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        maara = lahetykset.laheta_kaikki_uudelleen(lahetys, user=request.user)
        messages.success(
            request,
            ngettext(
                "Viesti lähtee uudelleen %(maara)s vastaanottajalle hetken kuluttua.",
                "Viesti lähtee uudelleen %(maara)s vastaanottajalle hetken kuluttua.",
                maara,
            )
            % {"maara": maara},
        )
        return redirect(lahetys)
    maara = lahetys.vastaanottajat.filter(tila=Tila.EPAONNISTUI).count()
    context = {"lahetys": lahetys, "maara": maara, "form": form}
    return render(request, "tyollisyysalue/lahetys_kaikki_uudelleen.html", context)


def palautus_list(request):
    vaadi(permissions.saa_seurata_lahetyksia(request.user))
    palautukset = Palautus.objects.visible_to(request.user).defer("ote", "selite")
    suodatin = PalautusFilter(request.GET, palautukset.select_related("vastaanottaja__lahetys"))
    return luettelosivu(
        request,
        "tyollisyysalue/palautus_list.html",
        PalautusTable(suodatin.qs),
        {"suodatin": suodatin},
        nimi="palautukset",
    )


def palautus_detail(request, pk):
    vaadi(permissions.saa_seurata_lahetyksia(request.user))
    palautukset = Palautus.objects.visible_to(request.user).select_related("vastaanottaja__lahetys")
    palautus = get_object_or_404(palautukset, pk=pk)
    context = {"palautus": palautus, "lajin_laji": PALAUTUKSEN_LAJIT.get(palautus.laji, "neutraali")}
    return render(request, "tyollisyysalue/palautus_detail.html", context)
