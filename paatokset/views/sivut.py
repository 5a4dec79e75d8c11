"""What is read: the list, a decision as a page and as a PDF."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from paatokset import permissions, toisinto, tuloste, workflow
from paatokset.filters import PaatosFilter
from paatokset.models import Asiakirja, Kesken, Osio, Paatos, Vertailu
from paatokset.tables import TUNNISTEET, PaatosTable
from tyollisyysalue import kello, roolit
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.roolit import Rooli


def nakyva_paatos(request, pk):
    paatokset = (
        Paatos.objects.visible_to(request.user)
        .select_related("asia__alue", "toimielin", "esittelija", "valmistelija", "toisinto")
        .prefetch_related(
            Prefetch("osiot", Osio.objects.select_related("vastuuhenkilo", "salassapidon_lainkohta")),
            Prefetch("kasittelyt", tuloste.KASITTELYT.all()),
            "faktat",
        )
        # Most drafts are compared with nothing: their pages then need not ask.
        .annotate(on_vertailuja=Exists(Vertailu.objects.filter(paatos=OuterRef("pk"))))
    )
    return get_object_or_404(paatokset, pk=pk)


@login_not_required
def paatos_list(request):
    suodatin = PaatosFilter(
        request.GET,
        Paatos.objects.visible_to(request.user).select_related("asia"),
        request=request,
    )
    valmistelee = bool(roolit.alueet(request.user, Rooli.SIHTEERI, Rooli.ESITTELIJA))
    if not valmistelee:
        # Everything the others see has been checked.
        del suodatin.form.fields["tila"]
    context = {
        "suodatin": suodatin,
        "saa_laatia": bool(roolit.alueet(request.user, Rooli.SIHTEERI)),
        "valmistelee": valmistelee,
    }
    taulu = PaatosTable(suodatin.qs, exclude=[] if valmistelee else ["tila"])
    return luettelosivu(request, "paatokset/list.html", taulu, context, nimi="paatokset")


@login_not_required
def paatos_detail(request, pk):
    paatos = nakyva_paatos(request, pk)
    user = request.user
    osallistuu = permissions.osallistuu(user, paatos)
    # Secret texts have facts of their own: only those who read all of it are told of changes.
    muuttuneet = workflow.muuttuneet(paatos) if permissions.saa_muokata(user, paatos) else []
    kieli = luettava_kieli(request, paatos)
    if toisinto.toisinto(paatos):
        # Read by the document and by each list of shortages.
        prefetch_related_objects([paatos], "osiotoisinnot")
    dokumentti = tuloste.konteksti(
        paatos,
        hetki=kello.nyt(),
        kieli=kieli,
        nakyvat=permissions.nakee_salaiset(user, paatos),
        muuttuneet={muutos.fakta.pk for muutos in muuttuneet},
    )
    context = {
        "paatos": paatos,
        "kielet": [(koodi, koodi == kieli) for koodi in toisinto.kielet(paatos)],
        "dokumentti": dokumentti,
        "sisalto": tuloste.sisalto(dokumentti),
        "tunniste": TUNNISTEET.get(paatos.tila, "neutraali"),
        "asiakirja": _asiakirja(paatos, user, kieli),
        "marginaali": marginaali(paatos, user, muuttuneet) if osallistuu else None,
    }
    return render(request, "paatokset/detail.html", context)


def luettava_kieli(request, paatos):
    """The version that ``?kieli=`` asks for, else the decision's own."""
    kieli = request.GET.get("kieli", paatos.kieli)
    if kieli not in toisinto.kielet(paatos):
        raise Http404
    return kieli


def marginaali(paatos, user, muuttuneet):
    """What stands beside a draft: acts, what is missing, items against sections, events."""
    saa_muokata = permissions.saa_muokata(user, paatos)
    on_valmistelija = permissions.on_valmistelija(user, paatos.asia.alue_id)
    nakee = permissions.nakee_salaiset(user, paatos)
    kattavuus = workflow.kattavuus(paatos)
    osiot = [osio for osio in paatos.osiot.all() if nakee(osio)]
    nakyvat = {osio.pk for osio in osiot}
    return {
        "saa_muokata": saa_muokata,
        "on_valmistelija": on_valmistelija,
        "saa_esitella": permissions.saa_esitella(user, paatos),
        "saa_avata": permissions.saa_avata(user, paatos),
        "saa_kirjata": permissions.saa_kirjata(user, paatos),
        "saa_merkita_tarkastetuksi": permissions.saa_merkita_tarkastetuksi(user, paatos),
        "saa_kommentoida": permissions.saa_kommentoida(user, paatos),
        "puutteet": workflow.puutteet(paatos, kattavuus) if saa_muokata else [],
        "kattavuus": kattavuus,
        "osiot": [
            {"osio": osio, "saa_kirjoittaa": permissions.saa_kirjoittaa_osiota(user, paatos, osio)}
            for osio in osiot
        ],
        "muuttuneet": muuttuneet,
        # While the text can be written, its own page offers what is unsaved of it.
        "keskeneraiset": [] if paatos.tila in permissions.MUOKATTAVAT else keskeneraiset(paatos, user),
        "muokkaajat": muokkaajat(paatos, user, nakyvat) if paatos.tila in permissions.MUOKATTAVAT else [],
        "kommentit": [
            kommentti
            for kommentti in paatos.kommentit.filter(ratkaistu=None).select_related("osio", "kirjoittaja")
            if kommentti.osio_id is None or kommentti.osio_id in nakyvat
        ],
        "aikajana": [
            {
                "aika": tapahtuma.aika,
                "nimi": TAPAHTUMAT[tapahtuma.tapahtuma](),
                "tekija": tapahtuma.tekija,
                "syy": tapahtuma.syy,
            }
            for tapahtuma in paatos.tapahtumat.filter(tapahtuma__in=TAPAHTUMAT)
        ],
    }


def keskeneraiset(paatos, user):
    """The user's own unsaved texts of a decision that went on meanwhile."""
    nimet = {workflow.kohde(paatos): _("ehdotus ja perusteet")}
    nimet |= {
        workflow.kohde(osio): _("osio %(numero)s") % {"numero": osio.jarjestys} for osio in paatos.osiot.all()
    }
    return [
        {"kesken": kesken, "nimi": nimet[kesken.kohde]}
        for kesken in Kesken.objects.visible_to(user).filter(kohde__in=nimet)
    ]


def muokkaajat(paatos, user, nakyvat):
    """Who else writes now, and what."""
    numerot = {workflow.kohde(osio): osio for osio in paatos.osiot.all() if osio.pk in nakyvat}
    return [
        {"nimi": muokkaaja.kayttaja.nimi, "osio": numerot.get(muokkaaja.kohde)}
        for muokkaaja in workflow.muut_muokkaajat(paatos, user)
    ]


def _asiakirja(paatos, user, kieli):
    """The stored document that the user may read: the whole one, or the public copy of one with secret sections."""
    if not paatos.on_kirjattu:
        return None
    oma = "" if kieli == paatos.kieli else kieli
    rivit = [asiakirja for asiakirja in paatos.asiakirjat.all() if asiakirja.kieli == oma]
    kaikki = {asiakirja.laji: asiakirja for asiakirja in reversed(rivit)}
    if permissions.on_valmistelija(user, paatos.asia.alue_id):
        return kaikki.get(Asiakirja.Laji.PAATOS)
    if any(osio.on_salainen for osio in paatos.osiot.all()):
        return kaikki.get(Asiakirja.Laji.JULKINEN)
    return kaikki.get(Asiakirja.Laji.PAATOS)


# Events of the timeline; saves are many and stay in the record.
TAPAHTUMAT = {
    "luo": lambda: _("Luonnos aloitettiin"),
    "jata_vastaamatta": lambda: _("Kohta jätettiin vastaamatta"),
    "laheta_esittelijalle": lambda: _("Lähetettiin esittelijälle"),
    "palauta": lambda: _("Esittelijä palautti valmisteluun"),
    "avaa": lambda: _("Esittelijä avasi ehdotuksen uudelleen"),
    "anna_osio": lambda: _("Osion valmistelija vaihdettiin"),
    "osio_valmis": lambda: _("Osio merkittiin valmiiksi"),
    "poista_osio": lambda: _("Osio poistettiin"),
    "hyvaksy": lambda: _("Esittelijä hyväksyi, faktat jäädytettiin"),
    "kirjaa_paatos": lambda: _("Kokouksen päätös kirjattiin"),
    "merkitse_tarkastetuksi": lambda: _("Pöytäkirja tarkastettiin, päätös julkaistiin"),
}


@login_not_required
def paatos_pdf(request, pk):
    """The stored document, or the draft rendered now for those who prepare it."""
    paatos = nakyva_paatos(request, pk)
    kieli = luettava_kieli(request, paatos)
    asiakirja = _asiakirja(paatos, request.user, kieli)
    response: HttpResponseBase
    if asiakirja:
        response = FileResponse(asiakirja.tiedosto.open(), content_type="application/pdf")
        response.headers["ETag"] = f'"{asiakirja.sha256}"'
    elif permissions.osallistuu(request.user, paatos):
        nakyvat = permissions.nakee_salaiset(request.user, paatos)
        dokumentti = tuloste.konteksti(paatos, hetki=kello.nyt(), kieli=kieli, nakyvat=nakyvat)
        response = HttpResponse(tuloste.pdf(dokumentti), content_type="application/pdf")
    else:
        raise Http404
    response.headers["Content-Disposition"] = f'inline; filename="{tiedostonimi(paatos, kieli)}"'
    return response


def tiedostonimi(paatos, kieli):
    """``paatos-1743-00.01.02-2025.pdf``; the other language's version ends with its language."""
    numero = paatos.asia.numero.replace("/", "-")
    laji = "paatos" if paatos.on_kirjattu else "luonnos"
    return f"{laji}-{numero}.pdf" if kieli == paatos.kieli else f"{laji}-{numero}-{kieli}.pdf"
