"""What is read: the list, a decision as a page and as a PDF."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from paatokset import permissions, toisinto, tuloste, workflow
from paatokset.filters import PaatosFilter
from paatokset.models import Asiakirja, Paatos, Vertailu
from paatokset.tables import TUNNISTEET, PaatosTable
from tyollisyysalue import kello, roolit
from tyollisyysalue.luettelot import luettelosivu
from tyollisyysalue.roolit import Rooli


def nakyva_paatos(request, pk):
    paatokset = (
        Paatos.objects.visible_to(request.user)
        .select_related("asia__alue", "toimielin", "esittelija", "valmistelija", "toisinto")
        .prefetch_related("osiot")
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
    valmistelee = permissions.on_valmistelija(request.user, paatos.asia.alue_id)
    kieli = luettava_kieli(request, paatos)
    if toisinto.toisinto(paatos):
        # Read by the document and by each list of shortages.
        prefetch_related_objects([paatos], "osiotoisinnot")
    dokumentti = tuloste.konteksti(paatos, hetki=kello.nyt(), kieli=kieli)
    context = {
        "paatos": paatos,
        "kielet": [(koodi, koodi == kieli) for koodi in toisinto.kielet(paatos)],
        "dokumentti": dokumentti,
        "sisalto": tuloste.sisalto(dokumentti),
        "tunniste": TUNNISTEET.get(paatos.tila, "neutraali"),
        "asiakirja": asiakirja(paatos, kieli) if paatos.on_kirjattu else None,
        "valmistelee": valmistelee,
        "marginaali": marginaali(paatos, request.user) if valmistelee else None,
    }
    return render(request, "paatokset/detail.html", context)


def luettava_kieli(request, paatos):
    """The version that ``?kieli=`` asks for, else the decision's own."""
    kieli = request.GET.get("kieli", paatos.kieli)
    if kieli not in toisinto.kielet(paatos):
        raise Http404
    return kieli


def asiakirja(paatos, kieli):
    """The stored document in a language, or None."""
    oma = "" if kieli == paatos.kieli else kieli
    return paatos.asiakirjat.filter(laji=Asiakirja.Laji.PAATOS, kieli=oma).first()


def marginaali(paatos, user):
    """What stands beside a draft: acts, what is missing, items against sections, events."""
    saa_muokata = permissions.saa_muokata(user, paatos)
    kattavuus = workflow.kattavuus(paatos)
    return {
        "saa_muokata": saa_muokata,
        "saa_esitella": permissions.saa_esitella(user, paatos),
        "saa_kirjata": permissions.saa_kirjata(user, paatos),
        "saa_merkita_tarkastetuksi": permissions.saa_merkita_tarkastetuksi(user, paatos),
        "puutteet": workflow.puutteet(paatos, kattavuus) if saa_muokata else [],
        "kattavuus": kattavuus,
        "osiot": paatos.osiot.all(),
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


# Events of the timeline; saves are many and stay in the record.
TAPAHTUMAT = {
    "luo": lambda: _("Luonnos aloitettiin"),
    "jata_vastaamatta": lambda: _("Kohta jätettiin vastaamatta"),
    "laheta_esittelijalle": lambda: _("Lähetettiin esittelijälle"),
    "palauta": lambda: _("Esittelijä palautti valmisteluun"),
    "hyvaksy": lambda: _("Esittelijä hyväksyi, faktat jäädytettiin"),
    "kirjaa_paatos": lambda: _("Kokouksen päätös kirjattiin"),
    "merkitse_tarkastetuksi": lambda: _("Pöytäkirja tarkastettiin, päätös julkaistiin"),
}


@login_not_required
def paatos_pdf(request, pk):
    """The stored document, or the draft rendered now for those who prepare it."""
    paatos = nakyva_paatos(request, pk)
    kieli = luettava_kieli(request, paatos)
    tallennettu = asiakirja(paatos, kieli)
    response: HttpResponseBase
    if tallennettu:
        response = FileResponse(tallennettu.tiedosto.open(), content_type="application/pdf")
        response.headers["ETag"] = f'"{tallennettu.sha256}"'
    elif permissions.on_valmistelija(request.user, paatos.asia.alue_id):
        dokumentti = tuloste.konteksti(paatos, hetki=kello.nyt(), kieli=kieli)
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
