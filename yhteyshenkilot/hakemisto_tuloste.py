"""The directory as a document: what the reader sees of it on a day, by municipality."""

import hashlib
from datetime import datetime, time

from django.core.cache import cache
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tyollisyysalue import kello
from yhteyshenkilot import hakemisto

# Anyone may ask for the public directory, and laying it out takes a second: the same page is made once a day.
SAILYTYS = 24 * 60 * 60


def konteksti(vastuut, alue, *, pvm, osoite, sisainen):
    """Context of the document. ``sisainen``: it holds details that are not public."""
    kieli = get_language()
    kieli = kieli if kieli in ("fi", "sv") else "fi"
    with translation.override(kieli):
        organisaatio = (alue.asiakirjanimi or alue.nimi) if alue else _("Työllisyysalueportaali")
        return {
            "kieli": kieli,
            "otsikko": _("Yhteyshenkilöt"),
            "asiakirjalaji": _("Yhteyshenkilöluettelo"),
            "organisaatio": organisaatio,
            "toimielin": organisaatio,
            "kokouspvm": None,
            "pykala": "",
            "asianumero": "",
            "julkisuus": _("Vain yhteistyön käyttöön") if sisainen else _("Julkinen"),
            "luonnos": False,
            "luontiaika": datetime.combine(pvm, time(), tzinfo=kello.HELSINKI),
            "pvm": pvm,
            "osoite": osoite,
            "paikka": osoite.partition("://")[2],
            "kunnat": hakemisto.kunnittain(vastuut),
        }


def pdf(context):
    from tyollisyysalue.pdf import html_to_pdf, render_html  # noqa: PLC0415 -- importing WeasyPrint takes most of a second

    html = render_html("pdf/yhteyshenkilot.html", context)
    avain = f"yhteyshenkilot.pdf:{hashlib.sha256(html.encode()).hexdigest()}"
    if (tavut := cache.get(avain)) is None:
        tavut = html_to_pdf(html)
        cache.set(avain, tavut, SAILYTYS)
    return tavut
