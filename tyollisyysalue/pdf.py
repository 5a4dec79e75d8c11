"""Documents as PDF/A-2a and PDF/UA-1 in one file.

Importing WeasyPrint takes most of a second, so apps import this module inside the function that renders. Same input,
same bytes: nothing here reads the clock, and a template prints only dates that its caller gives.
"""

import base64
import gc
import logging
import mimetypes
import threading
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from tyollisyysalue import kaaviot
from tyollisyysalue.pdf_viimeistely import viimeistele

# WeasyPrint works under the interpreter's lock and its font map is not made for threads: one document at a time in
# a process, more processes for more.
_one_at_a_time = threading.Lock()


class AsiakirjaVirhe(Exception):
    """The document cannot be made whole: an asset or a glyph is missing, or its HTML is not fit for an archive."""


# The family's private name in the style sheet.
FONTTI = "Asiakirja"
# A chart comes inside the document.
KUVA_DATANA = "data:image/svg+xml;base64,"


class StaticFetcher(URLFetcher):
    """Only ``static:`` addresses, resolved as static files are, and drawings in the document itself.

    No network and no other files.
    """

    def __init__(self):
        super().__init__(allowed_protocols={"static", "data"}, fail_on_errors=True)

    def fetch(self, url, headers=None):
        if url.startswith(KUVA_DATANA):
            svg = base64.b64decode(url.removeprefix(KUVA_DATANA), validate=True).decode()
            return URLFetcherResponse(
                url, kaaviot.fontilla(svg, FONTTI).encode(), {"Content-Type": "image/svg+xml"}
            )
        scheme, _, path = url.partition(":")
        if scheme != "static":
            msg = f"A document may use only static files, not {url}"
            raise ValueError(msg)
        found = finders.find(unquote(path))
        if found is None:
            msg = f"No static file {path}"
            raise FileNotFoundError(msg)
        content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, Path(found).read_bytes(), {"Content-Type": content_type})


class Asetukset(NamedTuple):
    fetcher: URLFetcher
    font_config: FontConfiguration
    stylesheet: CSS

    def write_pdf(self, html, **options):
        return HTML(string=html, url_fetcher=self.fetcher).write_pdf(
            stylesheets=[self.stylesheet], font_config=self.font_config, pdf_variant="pdf/a-2a", **options
        )


@cache
def asetukset():
    """Fonts, style sheet and fetcher, made once in a process: making them takes longer than laying out a decision."""
    fetcher, font_config = StaticFetcher(), FontConfiguration()
    with _whole():
        stylesheet = CSS(url="static:pdf/asiakirja.css", url_fetcher=fetcher, font_config=font_config)
    return Asetukset(fetcher, font_config, stylesheet)


def render_pdf(template_name, context):
    return html_to_pdf(render_html(template_name, context))


def render_html(template_name, context):
    """The document in its own language, whatever language its maker reads the portal in."""
    with translation.override(context["kieli"]):
        return render_to_string(template_name, context)


def html_to_pdf(html):
    with _one_at_a_time, _collector_paused(), _whole():
        return asetukset().write_pdf(html, finisher=viimeistele)


class _Complaints(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


@contextmanager
def _whole():
    """Refuse what WeasyPrint would only log: an archive copy with a font, picture or letter missing."""
    logger = logging.getLogger("weasyprint")
    complaints = _Complaints()
    logger.addHandler(complaints)
    try:
        yield
    except FatalURLFetchingError as error:
        # It is a BaseException, which would pass every handler of a web server or a worker.
        raise AsiakirjaVirhe(f"{error}: {error.__cause__}") from error
    finally:
        logger.removeHandler(complaints)
    if complaints.messages:
        raise AsiakirjaVirhe("\n".join(complaints.messages))


@contextmanager
def _collector_paused():
    """A long document makes millions of boxes that all live to its end: collecting costs a fifth and frees nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
