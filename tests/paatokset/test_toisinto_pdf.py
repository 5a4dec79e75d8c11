"""The Swedish version as a document of its own."""

import pypdf
import pytest
from django.core.management import call_command

from paatokset import workflow
from paatokset.models import Paatos
from tests.paatokset.factories import HYVAKSYTTY, LAHETETTY, kirjaa
from tests.paatokset.test_toisinnot import kaanna
from tests.pdf.tarkistus import pdf_faults
from tyollisyysalue import kello


@pytest.fixture
def kirjattu(valmis, sihteeri, esittelija):
    kaannetty = kaanna(valmis, user=sihteeri)
    with kello.aseta(LAHETETTY):
        workflow.laheta_esittelijalle(kaannetty, user=sihteeri)
    with kello.aseta(HYVAKSYTTY):
        workflow.hyvaksy(kaannetty, user=esittelija)
    kirjaa(Paatos.objects.get(pk=valmis.pk), user=sihteeri)
    return valmis


def test_swedish_document_is_in_swedish_and_passes_every_gate(kirjattu, tmp_path):
    polku = tmp_path / "beslut.pdf"
    numero = kirjattu.asia.numero

    call_command("asiakirja", numero, "--laji", "paatos", "--kieli", "sv", "--tiedosto", str(polku))

    lukija = pypdf.PdfReader(polku)
    teksti = " ".join(sivu.extract_text() for sivu in lukija.pages)
    assert lukija.root_object["/Lang"] == "sv"
    assert "Svar till Rautavaara kommun" in teksti
    assert "Beslutsförslag" in teksti
    assert "Päätösehdotus" not in teksti
    assert pdf_faults(polku) == {}


def test_command_gives_the_decisions_own_language_unless_asked(kirjattu, tmp_path):
    polku = tmp_path / "paatos.pdf"

    call_command("asiakirja", kirjattu.asia.numero, "--laji", "paatos", "--tiedosto", str(polku))

    assert pypdf.PdfReader(polku).root_object["/Lang"] == "fi"
