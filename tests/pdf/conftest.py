import copy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import override_settings

from tests.pdf import malli
from tyollisyysalue import pdf


@pytest.fixture(scope="package", autouse=True)
def mallipohjat():
    """The sample documents' templates beside the portal's own."""
    templates: list[dict[str, Any]] = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).parent / "templates")
    with override_settings(TEMPLATES=templates):
        yield


@pytest.fixture(scope="package")
def tiedostot(mallipohjat, tmp_path_factory):
    """Every kind of sample document as a file, rendered once."""
    folder = tmp_path_factory.mktemp("pdf")
    paths = {}
    for nimi, (template, konteksti) in malli.ASIAKIRJAT.items():
        paths[nimi] = folder / f"{nimi}.pdf"
        paths[nimi].write_bytes(pdf.render_pdf(template, konteksti()))
    return paths


@pytest.fixture
def fresh_settings():
    """Fonts, style sheet and fetcher made anew in the test, and again after it."""
    pdf.asetukset.cache_clear()
    yield
    pdf.asetukset.cache_clear()
