"""A municipality's contact list as it is sent: the mail's text and its tagged PDF, in the municipality's language."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from tyollisyysalue.tekstit import pvm
from tyollisyysalue.tiedostot import turvallinen_nimi
from yhteyshenkilot import luettelo, muutossanat
from yhteyshenkilot.erot import PAIKAT


def aihe(saaja):
    with translation.override(saaja.kunta.kieli):
        return _("Yhteyshenkilöluettelo %(pvm)s: %(kunta)s") % {
            "pvm": pvm(saaja.lahetys.lahetysaika),
            "kunta": saaja.kunta.nimi,
        }


def teksti(saaja):
    with translation.override(saaja.kunta.kieli):
        return render_to_string("yhteyshenkilot/luettelo_viesti.txt", konteksti(saaja)).strip() + "\n"


def pdf(saaja):
    """``(file name, bytes)`` of the document."""
    from tyollisyysalue.pdf import render_pdf  # noqa: PLC0415 -- importing WeasyPrint takes most of a second

    with translation.override(saaja.kunta.kieli):
        return _tiedostonimi(saaja), render_pdf("pdf/luettelo.html", konteksti(saaja))


def _tiedostonimi(saaja):
    nimi = _("Yhteyshenkilöluettelo %(pvm)s: %(kunta)s") % {
        "pvm": f"{saaja.lahetys.lahetysaika:%Y-%m-%d}",
        "kunta": saaja.kunta.nimi,
    }
    return turvallinen_nimi(f"{nimi}.pdf")


def konteksti(saaja):
    """The same for the mail and the PDF, out of what is stored; in the language in force."""
    lahetys, kunta = saaja.lahetys, saaja.kunta
    luettavaksi = luettelo.luettavaksi(saaja.luettelo)
    return {
        "kieli": kunta.kieli,
        "otsikko": _("Yhteyshenkilöluettelo: %(kunta)s") % {"kunta": luettavaksi["nimi"]},
        "asiakirjalaji": _("Yhteyshenkilöluettelo"),
        "organisaatio": lahetys.alue.asiakirjanimi or lahetys.alue.nimi,
        "toimielin": luettavaksi["nimi"],
        "kokouspvm": None,
        "pykala": "",
        "asianumero": "",
        "julkisuus": _("Julkinen"),
        "luonnos": False,
        "luontiaika": lahetys.lahetysaika,
        "alue": lahetys.alue,
        "lahettaja": lahetys.lahettajan_nimi,
        "luettelo": {
            **luettavaksi,
            "prosessit": [{**rivi, "rivit": _tehtavittain(rivi)} for rivi in luettavaksi["prosessit"]],
            "vastinparit": [
                {**pari, "osapuolet": [pari["oma"], pari["kunnan"]]} for pari in luettavaksi["vastinparit"]
            ],
        },
        "muutoslause": muutoslause(saaja.edellinen, saaja.muutokset),
        "muutokset": muutossanat.sanoina(saaja.muutokset or {}),
        "tiiviste": saaja.tiiviste,
        "osoite": settings.PORTAALIN_OSOITE + reverse("yhteyshenkilot:lahetys", args=[lahetys.pk]),
    }


def _tehtavittain(rivi):
    return [(muutossanat.LAJIT[paikka], henkilo) for paikka in PAIKAT for henkilo in rivi[paikka]]


def muutoslause(edellinen, muutokset):
    """What the reader must know first: whether this list differs from the last one the municipality was sent."""
    if edellinen is None:
        return _("Tämä on ensimmäinen kunnalle lähetetty luettelo.")
    sanat = {"pvm": pvm(edellinen.lahetys.lahetysaika)}
    if muutossanat.sanoina(muutokset):
        return _("Muuttunut edellisestä %(pvm)s:") % sanat
    return _("Luettelo on sama kuin %(pvm)s lähetetty.") % sanat
