"""The pages of errors that nobody foresaw: they stand when the database, the templates or the translations do not."""

import logging

from django.conf import settings
from django.http import HttpResponseBadRequest, HttpResponseServerError
from django.template import loader

# For when even the template of the error fails: each language once, nothing fetched.
VIIMEINEN_SIVU = """<!DOCTYPE html>
<html lang="fi">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Portaalissa on virhe – Työllisyysalueportaali</title></head>
<body><main>
<h1>Portaalissa on virhe</h1>
<p>Toiminto ei onnistunut. Yritä hetken kuluttua uudelleen.</p>
<p lang="sv">Det uppstod ett fel i portalen. Försök igen om en stund.</p>
<p lang="en">Something went wrong in the portal. Please try again in a moment.</p>
<p><a href="/">Etusivu <span lang="sv">/ Startsidan</span> <span lang="en">/ Front page</span></a></p>
</main></body>
</html>
"""

logger = logging.getLogger(__name__)


def pyyntoa_ei_ymmarretty(request, exception):
    return HttpResponseBadRequest(_sivu("400.html"))


def portaalissa_on_virhe(request):
    return HttpResponseServerError(_sivu("500.html"))


def _sivu(nimi):
    # Without the request: no context processor runs, so no query and no session.
    try:
        return loader.render_to_string(nimi, {"yllapito": settings.YLLAPIDON_OSOITE})
    except Exception:
        # Whatever broke may have broken this page too; what was asked for is in the log already.
        logger.exception("The page of an error failed")
        return VIIMEINEN_SIVU
