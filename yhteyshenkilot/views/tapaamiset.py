"""Meetings: the list, the page of one, and what is done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tyollisyysalue import kello, roolit
from tyollisyysalue.forms import Lomake
from tyollisyysalue.kalenteri import kalenteri
from tyollisyysalue.lomakkeet import muutos_onnistuu, onnistuu, tallennetut
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.models import Vastaanottaja
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import permissions, tapaamiskalenteri, workflow
from yhteyshenkilot.filters import TapaaminenFilter
from yhteyshenkilot.models import Asiakohta, Edustus, Muistio, Osallistuminen, Tapaaminen
from yhteyshenkilot.nimet import isolla
from yhteyshenkilot.tapaamiset_forms import (
    AsialistaForm,
    KutsuForm,
    LasnaoloForm,
    MuistioForm,
    SyyForm,
    TapaaminenForm,
    TapaamisenMuutosForm,
    TapaamisenPeruForm,
    VastausForm,
    kohtalomakkeet,
)
from yhteyshenkilot.tapaamiset_tables import TILAN_TUNNISTEET, OsallistujaTable, TapaamisetTable, ajankohta
from yhteyshenkilot.views.lomakkeet import lahetetty, nayta_lomake, vaadi_yllapito
from yhteyshenkilot.views.perustiedot import muutos
from yhteyshenkilot.views.ryhmat import ryhman_sivu, ryhmien_murut, yllapidettava_ryhma
from yhteyshenkilot.workflow.kutsut import edustukset, ilman_osoitetta, kutsutut
from yhteyshenkilot.workflow.tapaamiset import kalenterimuutos


def tapaaminen_list(request):
    if not permissions.saa_lukea(request.user):
        raise PermissionDenied
    tapaamiset = Tapaaminen.objects.visible_to(request.user).select_related("ryhma").order_by("-alkuaika")
    suodatin = TapaaminenFilter(request.GET, queryset=tapaamiset, request=request)
    context = {"suodatin": suodatin, "kirjaamatta": kirjaamatta(request.user)}
    return luettelosivu(
        request, "yhteyshenkilot/tapaamiset.html", TapaamisetTable(suodatin.qs), context, nimi="tapaamiset"
    )


def kirjaamatta(user):
    """Meetings of which the coordinator has yet to say who was there."""
    alueet = roolit.alueet(user, Rooli.KOORDINAATTORI)
    if not alueet:
        return []
    omat = Tapaaminen.objects.filter(ryhma__alue__in=alueet)
    return list(omat.kirjaamatta(kello.nyt()).select_related("ryhma").order_by("alkuaika")[:10])


def nakyva_tapaaminen(request, pk):
    return get_object_or_404(
        Tapaaminen.objects.visible_to(request.user)
        .select_related("ryhma__alue", "sarja")
        .prefetch_related(Prefetch("asiakohdat", Asiakohta.objects.listalla(), to_attr="listalla")),
        pk=pk,
    )


def yllapidettava_tapaaminen(request, pk):
    tapaaminen = nakyva_tapaaminen(request, pk)
    vaadi_yllapito(request, tapaaminen.ryhma.alue_id)
    return tapaaminen


def tapaamisen_murut(tapaaminen):
    return [*ryhmien_murut(tapaaminen.ryhma), (ajankohta(tapaaminen), tapaaminen.get_absolute_url())]


def tapaaminen_detail(request, pk):
    return _sivu(request, nakyva_tapaaminen(request, pk))


def _sivu(request, tapaaminen, form=None):
    """The meeting's page; with the reader's own answer as it was typed, when that was not accepted."""
    saa_yllapitaa = permissions.saa_yllapitaa(request.user, tapaaminen.ryhma.alue_id)
    nyt = kello.nyt()
    osallistumiset = list(tapaaminen.osallistumiset.select_related("henkilo__user", "henkilo__alue", "kunta"))
    naytettavat = [rivi for rivi in osallistumiset if rivi.kutsuttu or rivi.lasna]
    oma = next(
        (rivi for rivi in osallistumiset if rivi.kutsuttu and rivi.henkilo.user_id == request.user.pk), None
    )
    tulossa = tapaaminen.on_suunniteltu and tapaaminen.alkuaika > nyt
    pois = [
        sarake
        for sarake, nakyy in {
            "lasna": tapaaminen.tila == Tapaaminen.Tila.PIDETTY,
            "kutsu": saa_yllapitaa and tapaaminen.kutsuaika,
            "kirjaa": saa_yllapitaa and tulossa,
        }.items()
        if not nakyy
    ]
    lahetykset = perillemeno(tapaaminen, osallistumiset) if saa_yllapitaa and tapaaminen.kutsuaika else {}
    context = {
        "tapaaminen": tapaaminen,
        "tilan_laji": TILAN_TUNNISTEET[Tapaaminen.Tila(tapaaminen.tila)],
        "osallistujat": OsallistujaTable(
            naytettavat,
            exclude=pois,
            lahetykset=lahetykset,
            aina_kutsuttavat=aina_kutsuttavat(tapaaminen) if saa_yllapitaa and tulossa else (),
        ),
        "vastaukset": vastaukset_sanoina(naytettavat) if tapaaminen.on_suunniteltu else "",
        "oma": oma,
        "form": form or (VastausForm(initial={"vastaus": oma.vastaus}) if oma and tulossa else None),
        "muistio": nakyva_muistio(request.user, tapaaminen),
        "tulossa": tulossa,
        "saa_yllapitaa": saa_yllapitaa,
        "saa_kirjata": saa_yllapitaa and tapaaminen.alkuaika <= nyt and not tapaaminen.on_peruttu,
        "kesken": tapaaminen.on_suunniteltu and tapaaminen.loppuaika < nyt,
    }
    return render(request, "yhteyshenkilot/tapaaminen.html", context)


def aina_kutsuttavat(tapaaminen):
    """Ids of the people whose seat brings the invitation with it."""
    istujat = Edustus.objects.filter(ryhma=tapaaminen.ryhma_id).voimassa(tapaaminen.pvm)
    return set(istujat.exclude(tehtava=Edustus.Tehtava.VARA).values_list("henkilo", flat=True))


def perillemeno(tapaaminen, osallistumiset):
    """The newest mail of each person, by the person's id."""
    uusimmat: dict[str, Vastaanottaja] = {}
    lahetykset = tapaaminen.lahetykset.order_by().values("pk")
    for rivi in Vastaanottaja.objects.filter(lahetys__in=lahetykset).order_by("pk"):
        uusimmat[rivi.sahkoposti.lower()] = rivi
    return {
        rivi.henkilo_id: vastaanottaja
        for rivi in osallistumiset
        if (vastaanottaja := uusimmat.get(tapaamiskalenteri.sahkoposti(rivi.henkilo).lower()))
    }


def vastaukset_sanoina(osallistumiset):
    """``Tulossa 5, ei pääse 2, ei ole vastannut 4.``"""
    osat = []
    for vastaus in (
        Osallistuminen.Vastaus.TULOSSA,
        Osallistuminen.Vastaus.EI_PAASE,
        Osallistuminen.Vastaus.KUTSUTTU,
    ):
        if maara := sum(rivi.vastaus == vastaus for rivi in osallistumiset):
            osat.append(f"{vastaus.label} {maara}")
    return f"{isolla(', '.join(osat))}." if osat else ""


def nakyva_muistio(user, tapaaminen):
    muistio = Muistio.objects.visible_to(user).filter(tapaaminen=tapaaminen).first()
    if muistio is None:
        return None
    return {
        "rivi": muistio,
        "liitteet": list(muistio.liitteet.filter(poistettu__isnull=True)),
    }


@require_safe
def tapaaminen_ics(request, pk):
    """One meeting as a file, for a calendar that gets neither the invitation nor the feed."""
    tapaaminen = nakyva_tapaaminen(request, pk)
    response = HttpResponse(
        kalenteri([tapaamiskalenteri.merkinta(tapaaminen)]), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="tapaaminen-{tapaaminen.pvm:%Y-%m-%d}.ics"'
    response["Cache-Control"] = "private, no-cache"
    return response


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


def tapaaminen_muuta(request, pk):
    """Edit; when people have been invited, a new time or place is confirmed with those in sight who are told."""
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    # The form writes into its instance, and the page still shows the meeting as it is.
    form = TapaamisenMuutosForm(
        request.POST or None,
        ryhma=tapaaminen.ryhma,
        instance=yllapidettava_tapaaminen(request, pk),
        initial={"versio": tapaaminen.versio},
    )
    if form.is_valid():
        arvot = muutos(form)
        if (
            tapaaminen.kutsuaika
            and kalenterimuutos(tapaaminen, arvot["muutokset"])
            and not vahvistettu(request)
        ):
            return vahvista_muutos(request, tapaaminen, form)
        if muutos_onnistuu(
            form,
            tapaaminen,
            lambda: workflow.muuta_tapaamista(tapaaminen, user=request.user, **arvot),
            lue_versio=versio_nyt,
        ):
            messages.success(request, _("Tapaamisen tiedot tallennettiin."))
            return redirect(tapaaminen)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Muuta tapaamista"),
        painike=_("Tallenna"),
        peruuta=tapaaminen.get_absolute_url(),
        murut=tapaamisen_murut(tapaaminen),
        tallennetut=tallennetut(form, tapaaminen),
    )


def versio_nyt(rivi):
    return type(rivi).objects.values_list("versio", flat=True).get(pk=rivi.pk)


def vahvistettu(request):
    return request.POST.get("toiminto") == "vahvista"


def vahvista_muutos(request, tapaaminen, form):
    saajat = kutsutut(tapaaminen)
    context = {
        "tapaaminen": tapaaminen,
        "form": form,
        "uusi": form.instance,
        "saajat": [rivi.henkilo for rivi in saajat],
        "ilman_osoitetta": ilman_osoitetta(saajat),
    }
    return render(request, "yhteyshenkilot/tapaaminen_vahvista.html", context)


def tapaaminen_peru(request, pk):
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    saajat = kutsutut(tapaaminen) if tapaaminen.kutsuaika else []
    form = TapaamisenPeruForm(request.POST or None)
    if form.is_valid() and onnistuu(
        form, lambda: workflow.peru_tapaaminen(tapaaminen, form.cleaned_data["syy"], user=request.user)
    ):
        messages.success(request, _("Tapaaminen peruttiin."))
        varoita_osoitteettomista(request, ilman_osoitetta(saajat))
        return redirect(tapaaminen)
    context = {
        "tapaaminen": tapaaminen,
        "form": form,
        "saajat": [rivi.henkilo for rivi in saajat],
        "ilman_osoitetta": ilman_osoitetta(saajat),
    }
    return render(request, "yhteyshenkilot/tapaaminen_peru.html", context)


def asialista(request, pk):
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    form = AsialistaForm(request.POST or None, initial={"versio": tapaaminen.versio})
    kohdat = kohtalomakkeet(tapaaminen, request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and kohdat.is_valid()
        and muutos_onnistuu(
            form,
            tapaaminen,
            lambda: workflow.tallenna_asialista(
                tapaaminen, kohdat.syotteet(), versio=form.cleaned_data["versio"], user=request.user
            ),
            lue_versio=versio_nyt,
        )
    ):
        messages.success(request, _("Asialista tallennettiin."))
        return redirect(tapaaminen)
    context = {
        "tapaaminen": tapaaminen,
        "form": form,
        "formset": kohdat,
        # A late editor sees the stored agenda beside the own one.
        "tallennetut": tapaaminen.listalla if form.has_error("__all__", code="vanhentunut") else None,
    }
    return render(request, "yhteyshenkilot/asialista.html", context)


def tapaaminen_kutsu(request, pk):
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    form = KutsuForm(lahetetty(request), tapaaminen=tapaaminen, edustukset=edustukset(tapaaminen))
    osoitteettomat: list = []
    if form.is_valid() and onnistuu(
        form, lambda: osoitteettomat.extend(workflow.kutsu(tapaaminen, form.henkilot, user=request.user))
    ):
        maara = len(form.henkilot) - len(osoitteettomat)
        messages.success(
            request,
            ngettext(
                "Kutsu lähetettiin %(maara)s henkilölle.", "Kutsu lähetettiin %(maara)s henkilölle.", maara
            )
            % {"maara": maara},
        )
        varoita_osoitteettomista(request, osoitteettomat)
        return redirect(tapaaminen)
    context = {
        "tapaaminen": tapaaminen,
        "form": form,
        "kutsutut": [rivi.henkilo for rivi in kutsutut(tapaaminen)],
    }
    return render(request, "yhteyshenkilot/tapaaminen_kutsu.html", context)


def varoita_osoitteettomista(request, henkilot):
    if henkilot:
        messages.warning(
            request,
            _("Näillä ei ole sähköpostiosoitetta, joten kerro heille itse: %(nimet)s.")
            % {"nimet": ", ".join(henkilo.nimi for henkilo in henkilot)},
        )


@require_POST
def tapaaminen_vastaa(request, pk):
    """The reader's own answer to an invitation."""
    tapaaminen = nakyva_tapaaminen(request, pk)
    oma = kutsu_henkilolle(tapaaminen, request.user)
    form = VastausForm(request.POST)
    if form.is_valid() and onnistuu(
        form, lambda: workflow.vastaa_kutsuun(oma, form.cleaned_data["vastaus"], user=request.user)
    ):
        messages.success(request, _("Vastauksesi tallennettiin."))
        return redirect(tapaaminen)
    return _sivu(request, tapaaminen, form)


def kutsu_henkilolle(tapaaminen, user):
    return get_object_or_404(
        Osallistuminen.objects.kutsutut().select_related("tapaaminen"),
        tapaaminen=tapaaminen,
        henkilo__user=user,
    )


def yllapidettava_osallistuminen(request, pk):
    rivi = get_object_or_404(
        Osallistuminen.objects.visible_to(request.user)
        .kutsutut()
        .select_related("tapaaminen__ryhma", "henkilo"),
        pk=pk,
    )
    vaadi_yllapito(request, rivi.tapaaminen.ryhma.alue_id)
    return rivi


def osallistuminen_vastaus(request, pk):
    """What somebody has told the coordinator of coming."""
    rivi = yllapidettava_osallistuminen(request, pk)
    form = VastausForm(request.POST or None, initial={"vastaus": rivi.vastaus})
    form.fields["vastaus"].label = _("Pääseekö %(nimi)s tapaamiseen?") % {"nimi": rivi.henkilo.nimi}
    if form.is_valid() and onnistuu(
        form, lambda: workflow.vastaa_kutsuun(rivi, form.cleaned_data["vastaus"], user=request.user)
    ):
        messages.success(request, _("Vastaus tallennettiin."))
        return redirect(rivi.tapaaminen)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Kirjaa vastaus: %(nimi)s") % {"nimi": rivi.henkilo.nimi},
        painike=_("Tallenna"),
        peruuta=rivi.tapaaminen.get_absolute_url(),
        murut=tapaamisen_murut(rivi.tapaaminen),
    )


def osallistuminen_peru(request, pk):
    rivi = yllapidettava_osallistuminen(request, pk)
    form = Lomake(lahetetty(request))
    if form.is_valid() and onnistuu(form, lambda: workflow.peru_kutsu(rivi, user=request.user)):
        messages.success(request, _("Kutsu peruttiin."))
        return redirect(rivi.tapaaminen)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Peru kutsu: %(nimi)s") % {"nimi": rivi.henkilo.nimi},
        painike=_("Peru kutsu"),
        peruuta=rivi.tapaaminen.get_absolute_url(),
        murut=tapaamisen_murut(rivi.tapaaminen),
        ohje=_("Henkilölle lähetetään peruutus, joka poistaa tapaamisen hänen kalenteristaan."),
    )


def lasnaolo(request, pk):
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    rivit = list(tapaaminen.osallistumiset.all())
    kirjattu = any(rivi.lasna is not None for rivi in rivit)
    valitut = [
        rivi.henkilo_id
        for rivi in rivit
        if (rivi.lasna if kirjattu else rivi.vastaus == Osallistuminen.Vastaus.TULOSSA)
    ]
    form = LasnaoloForm(
        lahetetty(request),
        tapaaminen=tapaaminen,
        edustukset=edustukset(tapaaminen),
        initial={"lasna": valitut},
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and onnistuu(
            form, lambda: workflow.kirjaa_lasnaolo(tapaaminen, form.cleaned_data["lasna"], user=request.user)
        )
    ):
        messages.success(request, _("Läsnäolo kirjattiin, ja tapaaminen on merkitty pidetyksi."))
        return redirect(tapaaminen)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Kirjaa läsnäolo"),
        painike=_("Kirjaa pidetyksi"),
        peruuta=tapaaminen.get_absolute_url(),
        murut=tapaamisen_murut(tapaaminen),
        ohje="" if kirjattu else _("Valmiiksi on valittu ne, jotka ilmoittivat tulevansa."),
    )


def muistio(request, pk):
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    rivi = Muistio.objects.filter(tapaaminen=tapaaminen).first()
    form = MuistioForm(
        request.POST or None,
        request.FILES or None,
        initial={"versio": rivi.versio if rivi else 0, "teksti": rivi.teksti if rivi else ""},
    )
    if form.is_valid():
        arvot = form.cleaned_data
        if muutos_onnistuu(
            form,
            tapaaminen,
            lambda: workflow.tallenna_muistio(
                tapaaminen, arvot["teksti"], versio=arvot["versio"], liite=arvot["liite"], user=request.user
            ),
            lue_versio=muistion_versio,
        ):
            messages.success(request, _("Muistio tallennettiin. Jäsenet näkevät sen, kun julkaiset sen."))
            return redirect(tapaaminen)
    context = {
        "tapaaminen": tapaaminen,
        "form": form,
        "liitteet": list(rivi.liitteet.filter(poistettu__isnull=True)) if rivi else [],
        "tallennettu": rivi if form.has_error("__all__", code="vanhentunut") else None,
    }
    return render(request, "yhteyshenkilot/muistio.html", context)


def muistion_versio(tapaaminen):
    return Muistio.objects.values_list("versio", flat=True).filter(tapaaminen=tapaaminen).first() or 0


def muistio_poista_liite(request, pk, liite):
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    rivi = get_object_or_404(Muistio, tapaaminen=tapaaminen)
    stored = get_object_or_404(rivi.liitteet.filter(poistettu__isnull=True), pk=liite)
    muistio_url = reverse("yhteyshenkilot:muistio", args=[tapaaminen.pk])
    form = Lomake(lahetetty(request))
    if form.is_valid() and onnistuu(
        form, lambda: workflow.poista_muistion_liite(rivi, stored, user=request.user)
    ):
        messages.success(request, _("Liite poistettiin muistiosta."))
        return redirect(muistio_url)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Poista liite %(nimi)s") % {"nimi": stored.nimi},
        painike=_("Poista liite"),
        peruuta=muistio_url,
        murut=[*tapaamisen_murut(tapaaminen), (_("Muistio"), muistio_url)],
        ohje=_("Liite ei näy muistiossa sen jälkeen."),
    )


def muistio_julkaise(request, pk):
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    form = Lomake(lahetetty(request))
    if form.is_valid() and onnistuu(form, lambda: workflow.julkaise_muistio(tapaaminen, user=request.user)):
        messages.success(request, _("Muistio julkaistiin ryhmän jäsenille."))
        return redirect(tapaaminen)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Julkaise muistio"),
        painike=_("Julkaise muistio"),
        peruuta=tapaaminen.get_absolute_url(),
        murut=tapaamisen_murut(tapaaminen),
        ohje=_("Ryhmän jäsenkuntien yhdyshenkilöt ja kutsutut näkevät muistion ja saavat siitä ilmoituksen."),
    )


def muistio_avaa(request, pk):
    tapaaminen = yllapidettava_tapaaminen(request, pk)
    if not Muistio.objects.filter(tapaaminen=tapaaminen, julkaisuaika__isnull=False).exists():
        raise Http404
    form = SyyForm(request.POST or None)
    if form.is_valid() and onnistuu(
        form, lambda: workflow.avaa_muistio(tapaaminen, form.cleaned_data["syy"], user=request.user)
    ):
        messages.success(
            request, _("Muistio on avattu korjattavaksi. Julkaise se uudelleen, kun se on valmis.")
        )
        return redirect("yhteyshenkilot:muistio", tapaaminen.pk)
    return nayta_lomake(
        request,
        form,
        otsikko=_("Avaa muistio korjattavaksi"),
        painike=_("Avaa muistio"),
        peruuta=tapaaminen.get_absolute_url(),
        murut=tapaamisen_murut(tapaaminen),
        ohje=_(
            "Muistio ei näy jäsenille, ennen kuin se julkaistaan uudelleen. Aiemmin julkaistu jää historiaan."
        ),
    )
