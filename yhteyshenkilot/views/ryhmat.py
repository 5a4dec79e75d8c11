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
from yhteyshenkilot.forms import EdustusForm, JasenForm, PaattyyForm, PaivaForm, RyhmaForm
from yhteyshenkilot.models import Edustus, Ryhmajasenyys, Tapaaminen, Yhteistyoryhma
from yhteyshenkilot.nimet import isolla
from yhteyshenkilot.tables import RyhmaTable
from yhteyshenkilot.tapaamiset_tables import EdustusTable, JasenTable, RyhmanTapaamisetTable
from yhteyshenkilot.views.lomakkeet import nayta_lomake, vaadi_yllapito, yllapidettava_alue

# Rows of a group's page; the rest is on the list of all meetings.
TULEVIA = 8
MENNEITA = 5


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
    paivaform = PaivaForm(request.GET)
    pvm, nyt = paivaform.paiva, kello.nyt()
    # One more than is shown tells whether there is more.
    tulevat = list(ryhma.tapaamiset.filter(loppuaika__gte=nyt).order_by("alkuaika")[: TULEVIA + 1])
    menneet = list(ryhma.tapaamiset.filter(loppuaika__lt=nyt).order_by("-alkuaika")[: MENNEITA + 1])
    edustukset = list(
        poissa.liita(ryhma.edustukset.voimassa(pvm), "henkilo", pvm)
        .select_related("henkilo__alue", "jasenyys__kunta")
        .jarjestyksessa()
    )
    jasenet = list(ryhma.jasenet.voimassa(pvm).select_related("kunta"))
    for jasenyys in jasenet:
        jasenyys.edustukset_nyt = [rivi for rivi in edustukset if rivi.jasenyys_id == jasenyys.pk]
    toimintoineen = () if saa_yllapitaa else ("paata",)
    context = {
        "ryhma": ryhma,
        "paivaform": paivaform,
        "pvm": pvm,
        "on_tanaan": pvm == kello.tanaan(),
        "seuraava": next((rivi for rivi in tulevat if rivi.on_suunniteltu), None),
        "alueen_edustajat": [rivi for rivi in edustukset if rivi.jasenyys_id is None],
        "jasenet": JasenTable(jasenet, prefix="jasenet-", exclude=toimintoineen),
        "edustukset": EdustusTable(edustukset, prefix="edustukset-") if saa_yllapitaa else None,
        "sarjat": ryhma.sarjat.filter(loppupvm__gte=kello.tanaan()),
        "tulevat": RyhmanTapaamisetTable(tulevat[:TULEVIA], prefix="tulevat-"),
        "menneet": RyhmanTapaamisetTable(menneet[:MENNEITA], prefix="menneet-"),
        "lisaa_tulevia": len(tulevat) > TULEVIA,
        "lisaa_menneita": len(menneet) > MENNEITA,
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


def edustus_nimea(request, pk):
    ryhma = yllapidettava_ryhma(request, pk)
    form = EdustusForm(request.POST or None, ryhma=ryhma, initial={"alkupvm": kello.tanaan()})
    if form.is_valid() and onnistuu(
        form, lambda: workflow.nimea_edustus(ryhma, user=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Henkilö nimettiin ryhmään."))
        return redirect(ryhman_sivu(ryhma))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Nimeä henkilö ryhmään"),
        painike=_("Nimeä"),
        peruuta=ryhman_sivu(ryhma),
        murut=ryhmien_murut(ryhma),
        ohje=_("Muut kuin varaedustajat saavat kutsun tapaamisiin, joihin muut on jo kutsuttu."),
    )


def edustus_paata(request, pk):
    edustus = get_object_or_404(
        Edustus.objects.visible_to(request.user).select_related("ryhma", "henkilo"), pk=pk
    )
    ryhma = edustus.ryhma
    vaadi_yllapito(request, ryhma.alue_id)
    form = PaattyyForm(request.POST or None, initial={"loppupvm": edustus.loppupvm or kello.tanaan()})
    if form.is_valid() and onnistuu(
        form, lambda: workflow.paata_edustus(edustus, form.cleaned_data["loppupvm"], user=request.user)
    ):
        messages.success(request, _("Edustuksen päättymispäivä tallennettiin."))
        return redirect(ryhman_sivu(ryhma))
    return nayta_lomake(
        request,
        form,
        otsikko=_("Päätä edustus: %(nimi)s") % {"nimi": edustus.henkilo.nimi},
        painike=_("Päätä edustus"),
        peruuta=ryhman_sivu(ryhma),
        murut=ryhmien_murut(ryhma),
        ohje=_("Henkilölle lähetetään peruutus niistä tapaamisista, jotka ovat tämän päivän jälkeen."),
    )
