"""Cooperation groups: their municipalities and meetings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, OuterRef, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from tyollisyysalue import kello, roolit
from tyollisyysalue.lomakkeet import onnistuu
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import permissions, poissa, workflow
from yhteyshenkilot.forms import JasenForm, PaattyyForm, RyhmaForm, TapaaminenForm
from yhteyshenkilot.models import Ryhmajasenyys, Tapaaminen, Yhteistyoryhma
from yhteyshenkilot.tables import JasenTable, RyhmaTable, TapaaminenTable, isolla
from yhteyshenkilot.views.lomakkeet import nayta_lomake, vaadi_yllapito, yllapidettava_alue


def ryhma_list(request):
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    jasenet = Ryhmajasenyys.objects.voimassa(kello.tanaan()).filter(ryhma=OuterRef("pk")).order_by()
    tulevat = Tapaaminen.objects.alkaen(kello.nyt()).filter(ryhma=OuterRef("pk")).order_by()
    ryhmat = Yhteistyoryhma.objects.visible_to(request.user).annotate(
        jasenia=Subquery(jasenet.values("ryhma").annotate(maara=Count("pk")).values("maara")),
        seuraava=Subquery(tulevat.values("ryhma").annotate(aika=Min("alkuaika")).values("aika")),
    )
    context = {"saa_yllapitaa": bool(roolit.alueet(request.user, Rooli.KOORDINAATTORI))}
    return luettelosivu(request, "yhteyshenkilot/ryhmat.html", RyhmaTable(ryhmat), context, nimi="ryhmat")


def ryhma_detail(request, pk):
    ryhma = get_object_or_404(Yhteistyoryhma.objects.visible_to(request.user).select_related("alue"), pk=pk)
    saa_yllapitaa = permissions.saa_yllapitaa(request.user, ryhma.alue_id)
    nyt = kello.nyt()
    tapaamiset = list(ryhma.tapaamiset.all())
    tulevat = [tapaaminen for tapaaminen in tapaamiset if tapaaminen.alkuaika >= nyt]
    pidetyt = [tapaaminen for tapaaminen in reversed(tapaamiset) if tapaaminen.alkuaika < nyt]
    piilota = () if saa_yllapitaa else ("paata",)
    jasenet = poissa.liita(
        ryhma.jasenet.voimassa(kello.tanaan()).select_related("kunta", "edustaja"), "edustaja", kello.tanaan()
    )
    context = {
        "ryhma": ryhma,
        "seuraava": tulevat[0] if tulevat else None,
        "jasenet": JasenTable(jasenet, prefix="jasenet-", exclude=piilota),
        "tulevat": TapaaminenTable(tulevat, prefix="tulevat-"),
        "pidetyt": TapaaminenTable(pidetyt, prefix="pidetyt-"),
        "saa_yllapitaa": saa_yllapitaa,
    }
    return render(request, "yhteyshenkilot/ryhma.html", context)


def ryhmien_murut(ryhma=None):
    murut = [(_("Ryhmät"), reverse("yhteyshenkilot:ryhmat"))]
    if ryhma:
        murut.append((isolla(ryhma.nimi), ryhman_sivu(ryhma)))
    return murut


def ryhman_sivu(ryhma):
    return reverse("yhteyshenkilot:ryhma", args=[ryhma.pk])


def yllapidettava_ryhma(request, pk):
    ryhma = get_object_or_404(Yhteistyoryhma.objects.visible_to(request.user), pk=pk)
    vaadi_yllapito(request, ryhma.alue_id)
    return ryhma


def ryhma_luo(request):
    alue = yllapidettava_alue(request)
    form = RyhmaForm(request.POST or None, instance=Yhteistyoryhma(alue=alue))
    if form.is_valid() and onnistuu(
        form, lambda: workflow.luo_ryhma(alue, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Ryhmä luotiin. Lisää sille jäsenkunnat ja tapaamiset."))
        return redirect("yhteyshenkilot:ryhmat")
    return nayta_lomake(
        request,
        form,
        otsikko=_("Luo ryhmä"),
        painike=_("Luo ryhmä"),
        peruuta=reverse("yhteyshenkilot:ryhmat"),
        murut=ryhmien_murut(),
    )


def jasen_lisaa(request, pk):
    ryhma = yllapidettava_ryhma(request, pk)
    form = JasenForm(request.POST or None, ryhma=ryhma, initial={"alkupvm": kello.tanaan()})
    if form.is_valid() and onnistuu(
        form, lambda: workflow.lisaa_jasen(ryhma, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Jäsenkunta lisättiin."))
        return redirect(ryhman_sivu(ryhma))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Lisää jäsenkunta"),
        painike=_("Lisää jäsenkunta"),
        peruuta=ryhman_sivu(ryhma),
        murut=ryhmien_murut(ryhma),
    )


def jasen_paata(request, pk):
    jasenyys = get_object_or_404(
        Ryhmajasenyys.objects.visible_to(request.user).select_related("ryhma", "kunta"), pk=pk
    )
    ryhma = jasenyys.ryhma
    vaadi_yllapito(request, ryhma.alue_id)
    form = PaattyyForm(request.POST or None, initial={"loppupvm": jasenyys.loppupvm or kello.tanaan()})
    if form.is_valid() and onnistuu(
        form, lambda: workflow.paata_jasenyys(jasenyys, form.cleaned_data["loppupvm"], user=request.user)
    ):
        messages.success(request, _("Jäsenyyden päättymispäivä tallennettiin."))
        return redirect(ryhman_sivu(ryhma))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Päätä jäsenyys: %(kunta)s") % {"kunta": jasenyys.kunta.nimi},
        painike=_("Päätä jäsenyys"),
        peruuta=ryhman_sivu(ryhma),
        murut=ryhmien_murut(ryhma),
    )


def tapaaminen_sovi(request, pk):
    ryhma = yllapidettava_ryhma(request, pk)
    form = TapaaminenForm(request.POST or None, ryhma=ryhma)
    if form.is_valid() and onnistuu(
        form, lambda: workflow.sovi_tapaaminen(ryhma, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Tapaaminen lisättiin."))
        return redirect(ryhman_sivu(ryhma))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Lisää tapaaminen"),
        painike=_("Lisää tapaaminen"),
        peruuta=ryhman_sivu(ryhma),
        murut=ryhmien_murut(ryhma),
    )
