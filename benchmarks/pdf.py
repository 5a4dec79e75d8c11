"""A decision of full length, warm: all that render_pdf adds against WeasyPrint's write_pdf of the same HTML."""

from pathlib import Path
from typing import Any

from django.conf import settings

from benchmarks.mittaus import Mittaus, compare
from tests.pdf import malli
from tyollisyysalue import pdf

MALLIPOHJAT = Path(malli.__file__).parent / "templates"


def measurements():
    templates: list[dict[str, Any]] = settings.TEMPLATES
    templates[0]["DIRS"].append(MALLIPOHJAT)
    html = pdf.render_html("malli.html", malli.paatos())
    seconds, baseline = compare(
        lambda: pdf.render_pdf("malli.html", malli.paatos()),
        lambda: pdf.asetukset().write_pdf(html),
    )
    yield Mittaus(
        "render_pdf, decision of 6 pages", "write_pdf, same HTML and fonts", seconds, baseline, bar=1.2
    )
