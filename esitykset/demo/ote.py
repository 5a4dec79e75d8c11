"""Attachments of the demo's requests: extracts of municipal minutes, invented."""

import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from tyollisyysalue import demo, kello
from tyollisyysalue.tekstit import pvm


def poytakirjanote(esitys, *, tarkastettu, kappaleet):
    """The extract of the minutes in which the municipality decided on the request, as a file the portal takes in."""
    from tyollisyysalue.pdf import render_pdf  # noqa: PLC0415 -- importing WeasyPrint takes most of a second

    sisalto = render_pdf(
        "esitykset/demo_ote.html",
        {
            "kieli": "fi",
            "otsikko": esitys.otsikko,
            "asiakirjalaji": "Pöytäkirjanote",
            "organisaatio": demo.KUNNAT[esitys.kunta.koodi],
            "toimielin": esitys.toimielin.capitalize(),
            "kokouspvm": esitys.paatospvm,
            "pykala": esitys.pykala,
            "asianumero": esitys.oma_numero,
            "julkisuus": "Julkinen",
            "luonnos": False,
            "luontiaika": datetime.datetime.combine(tarkastettu, datetime.time(12), kello.HELSINKI),
            "kappaleet": [*kappaleet, f"Pöytäkirja tarkastettiin {pvm(tarkastettu)}."],
            "tiedoksi": "Kuopion työllisyysalue",
        },
    )
    numero = esitys.pykala.removeprefix("§ ")
    return SimpleUploadedFile(f"poytakirjanote-{numero}.pdf", sisalto, content_type="application/pdf")
