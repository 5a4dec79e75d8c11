"""The front page: a part for each role the reader has, or the public's."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from lahipalvelut.permissions import KIRJAAJAT
from portaali import koosteet
from portaali.views.etusivut.hallinta import lahetysongelmat, paakayttaja
from portaali.views.etusivut.julkinen import julkinen
from portaali.views.etusivut.paatoksenteko import esittelija, sihteeri
from portaali.views.etusivut.palvelut import asiantuntija, kirjaamatta, koordinaattori
from portaali.views.etusivut.yhdyshenkilo import yhdyshenkilo
from tyollisyysalue import ilmoitukset, roolit
from tyollisyysalue.roolit import Rooli

# In the order of the page; a user of many roles sees each part once. A part that gives None is left out.
OSAT = {
    yhdyshenkilo: {Rooli.YHDYSHENKILO},
    asiantuntija: {Rooli.ASIANTUNTIJA},
    kirjaamatta: set(KIRJAAJAT),
    koordinaattori: {Rooli.KOORDINAATTORI},
    sihteeri: {Rooli.SIHTEERI},
    esittelija: {Rooli.ESITTELIJA},
    # The coordinator hears of them by notice, and has enough to look at.
    lahetysongelmat: {Rooli.SIHTEERI, Rooli.PAAKAYTTAJA},
    paakayttaja: {Rooli.PAAKAYTTAJA},
}
# A liaison works with one municipality, and these two have every municipality in a list of their own.
ILMAN_KUNTALUETTELOA = {Rooli.YHDYSHENKILO, Rooli.KOORDINAATTORI, Rooli.ESITTELIJA}


@login_not_required
def etusivu(request):
    roolit_nyt = {jasenyys.rooli for jasenyys in roolit.jasenyydet(request.user)}
    if not roolit_nyt:
        return julkinen(request)
    kunnat_luettelona = not roolit_nyt & ILMAN_KUNTALUETTELOA
    context = {
        "osat": [
            {"template": f"portaali/etusivu_{rakenna.__name__}.html", **osa}
            for rakenna, roolit_ in OSAT.items()
            if roolit_nyt & roolit_ and (osa := rakenna(request.user)) is not None
        ],
        "ilmoitukset": ilmoitukset.uusimmat(request.user, koosteet.RIVEJA),
        "kirjaa_paivia": bool(roolit_nyt & set(KIRJAAJAT)),
        "kunnat": koosteet.kunnat_ja_seuraavat_paivat(request.user) if kunnat_luettelona else [],
        "kunnat_luettelona": kunnat_luettelona,
    }
    return render(request, "portaali/etusivu.html", context)
