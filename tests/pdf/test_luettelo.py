"""A municipality's contact list as a document: through every gate, in the municipality's language."""

import datetime

import pypdf
import pytest

from tests.factories import HenkiloFactory, KuntaFactory
from tests.pdf.html_tarkistus import html_faults
from tests.pdf.tarkistus import pdf_faults
from tests.yhteyshenkilot.factories import AvainprosessiFactory, VastinpariFactory, VastuuFactory
from tyollisyysalue import kello, pdf, pdf_viimeistely
from tyollisyysalue.models import Kunta
from tyollisyysalue.versiot import versio
from yhteyshenkilot import tuloste, workflow
from yhteyshenkilot.models import Luettelosaaja, Vastuu

pytestmark = pytest.mark.django_db


def laheta_kahdesti(kunta, koordinaattori):
    """Two lists: in the second there is somebody new, a new number, and a process that nobody answers for."""
    prosessi = AvainprosessiFactory(alue=kunta.alue)
    veera = HenkiloFactory(alue=kunta.alue, nimi="Veera Salmenranta", nimike="yrityskoordinaattori")
    VastuuFactory(kunta=kunta, prosessi=prosessi, henkilo=veera)
    VastinpariFactory(kunta=kunta)
    with kello.aseta(datetime.datetime(2025, 6, 12, 10, 15, tzinfo=kello.HELSINKI)):
        workflow.laheta_luettelo(kunta.alue, [kunta], user=koordinaattori)
    AvainprosessiFactory(alue=kunta.alue, nimi_fi="tuet", nimi_sv="stöd", nimi_en="subsidies")
    milla = HenkiloFactory(alue=kunta.alue, nimi="Milla Tuomikoski", nimike="asiantuntija")
    VastuuFactory(kunta=kunta, prosessi=prosessi, henkilo=milla, laji=Vastuu.Laji.SIJAINEN)
    workflow.muuta_henkiloa(veera, {"puhelin": "050 000 0009"}, versio=versio(veera), user=koordinaattori)
    with kello.aseta(datetime.datetime(2026, 1, 14, 9, 30, tzinfo=kello.HELSINKI)):
        lahetys = workflow.laheta_luettelo(kunta.alue, [kunta], user=koordinaattori)
    return Luettelosaaja.objects.get(lahetys=lahetys)


@pytest.fixture
def saaja(rautavaara, koordinaattori):
    return laheta_kahdesti(rautavaara, koordinaattori)


def tallenna(saaja, tmp_path):
    _nimi, tavut = tuloste.pdf(saaja)
    polku = tmp_path / "luettelo.pdf"
    polku.write_bytes(tavut)
    return polku


def test_list_passes_every_gate(saaja, tmp_path):
    assert pdf_faults(tallenna(saaja, tmp_path)) == {}


def test_list_is_sound_where_no_checker_looks(saaja):
    html = pdf.render_html("pdf/luettelo.html", tuloste.konteksti(saaja))

    assert html_faults(html) == []


def test_list_tells_what_is_new_who_answers_and_how_to_verify(saaja, tmp_path):
    reader = pypdf.PdfReader(tallenna(saaja, tmp_path))
    teksti = " ".join(" ".join(sivu.extract_text() for sivu in reader.pages).split())

    assert reader.metadata.title == "Yhteyshenkilöluettelo: Rautavaara"
    for osa in (
        "Muuttunut edellisestä 12.6.2025:",
        "Alkupalvelut: uusi sijainen on Milla Tuomikoski",
        "Veera Salmenranta: puhelin on nyt 050 000 0009",
        "Ilman vastuuhenkilöä",
        "Markku Rautajoki",
        f"/yhteyshenkilot/lahetykset/{saaja.lahetys_id}/",
    ):
        assert osa in teksti
    # Where the line is full it goes on on the next.
    assert saaja.tiiviste in teksti.replace(" ", "")


def test_same_list_gives_the_same_bytes(saaja):
    assert tuloste.pdf(saaja) == tuloste.pdf(saaja)
    assert tuloste.pdf(saaja)[0] == "Yhteyshenkilöluettelo 2026-01-14 Rautavaara.pdf"


def test_swedish_speaking_municipality_reads_it_in_swedish(alue, koordinaattori, tmp_path):
    kunta = KuntaFactory(
        koodi="440", nimi_fi="Luoto", nimi_sv="Larsmo", alue=alue, kielisuhde=Kunta.Kielisuhde.RUOTSINKIELINEN
    )
    saaja = laheta_kahdesti(kunta, koordinaattori)

    reader = pypdf.PdfReader(tallenna(saaja, tmp_path))

    assert reader.root_object["/Lang"] == "sv"
    assert "inledande tjänster" in " ".join(sivu.extract_text() for sivu in reader.pages).lower()


def test_stream_that_ends_in_a_carriage_return_keeps_its_length():
    data = pdf_viimeistely.pydyf.Stream([b"abc\r"]).data

    assert b"/Length 4" in data
    assert data.endswith(b"abc\r\r\nendstream")
