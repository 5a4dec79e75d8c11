"""The year calendar as page, PDF and spreadsheet: the same days in each."""

import datetime
import io
from datetime import date

import openpyxl
import pypdf
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from lahipalvelut import workflow
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tests.lahipalvelut.sivut import teksti
from tests.pdf.tarkistus import pdf_faults
from tyollisyysalue import kello

pytestmark = pytest.mark.django_db


@pytest.fixture
def paivat(rivi, siilinjarvi, asiantuntija):
    with kello.aseta(datetime.datetime(2025, 5, 2, 9, tzinfo=kello.HELSINKI)):
        PalvelupaivaFactory(rivi=rivi, pvm=date(2025, 5, 28))
        peruttu = PalvelupaivaFactory(rivi=rivi, pvm=date(2025, 6, 11))
        workflow.peru(peruttu, user=asiantuntija, syykoodi="muu", syy="Salainen syy.")
        PalvelupaivaFactory(rivi=rivi, pvm=date(2025, 12, 24))
        PalvelupaivaFactory(rivi=rivi, pvm=date(2025, 7, 9), kumottu=kello.nyt())
        toinen = SuunnitelmariviFactory(suunnitelma=PalvelusuunnitelmaFactory(kunta=siilinjarvi))
        PalvelupaivaFactory(rivi=toinen, kunta=siilinjarvi, pvm=date(2025, 6, 12))
        yield


def osoite(nimi, *args):
    return reverse(f"lahipalvelut:{nimi}", args=args)


@pytest.mark.usefixtures("paivat")
def test_municipality_has_its_days_by_month_with_what_has_changed(client):
    sivu = client.get(osoite("kalenteri", "687", 2025))

    soup = BeautifulSoup(sivu.content, "html.parser")
    kuut = {
        s.h2.get_text(): [li.get_text(" ", strip=True) for li in s("li")]
        for s in soup.select(".kalenteri section")
    }
    assert len(kuut) == 12
    assert [rivi.replace("\u00a0", " ").split(" klo")[0] for rivi in kuut["Kesäkuu"]] == ["ke 11.6.2025"]
    assert "peruttu" in kuut["Kesäkuu"][0]
    assert "Jouluaatto" in kuut["Joulukuu"][0]
    # What a later plan took out is not in the schedule, and reasons in words are inside matters.
    assert kuut["Heinäkuu"] == []
    assert "Salainen" not in teksti(sivu)
    # The page of a day is for those who sign in.
    assert not soup.select('.kalenteri a[href*="/paivat/"]')


@pytest.mark.usefixtures("paivat")
def test_area_has_a_row_for_each_municipality(client):
    sivu = client.get(osoite("alueen-kalenteri", "17", 2025))

    soup = BeautifulSoup(sivu.content, "html.parser")
    rivit = {
        tr.th.get_text(strip=True): [td.get_text(" ", strip=True) for td in tr("td")]
        for tr in soup.select("tbody tr")
    }
    assert rivit["Rautavaara"][4:6] == ["28.", "11. (peruttu)"]
    assert rivit["Siilinjärvi"][5] == "12."
    assert [solut[-1] for solut in rivit.values()] == ["2", "1"]


@pytest.mark.usefixtures("paivat")
@pytest.mark.parametrize(
    ("nimi", "args", "maara"), [("kalenteri", ["687", 2025], 3), ("alueen-kalenteri", ["17", 2025], 4)]
)
def test_spreadsheet_has_the_same_days(client, nimi, args, maara):
    vastaus = client.get(osoite(nimi, *args), {"muoto": "xlsx"})

    arkki = openpyxl.load_workbook(io.BytesIO(vastaus.getvalue())).active
    rivit = list(arkki.iter_rows(values_only=True))
    assert rivit[0][:3] == ("Päivä", "Viikko", "Kunta")
    assert len(rivit) == maara + 1
    assert (date(2025, 6, 11), 24, "Rautavaara") in [
        (rivi[0].date() if isinstance(rivi[0], datetime.datetime) else rivi[0], *rivi[1:3]) for rivi in rivit
    ]
    assert "Salainen" not in str(rivit)


@pytest.mark.usefixtures("paivat")
@pytest.mark.parametrize(
    ("nimi", "args"), [("kalenteri-pdf", ["687", 2025]), ("alueen-kalenteri-pdf", ["17", 2025])]
)
@pytest.mark.parametrize("kieli", ["fi", "sv"])
def test_document_passes_the_gates(client, tmp_path, nimi, args, kieli):
    client.cookies["kieli"] = client.cookies["django_language"] = kieli

    vastaus = client.get(osoite(nimi, *args), headers={"Accept-Language": kieli})

    tiedosto = tmp_path / "kalenteri.pdf"
    tiedosto.write_bytes(vastaus.content)
    assert pdf_faults(tiedosto) == {}
    sisalto = "\n".join(page.extract_text() for page in pypdf.PdfReader(tiedosto).pages)
    assert "11.6.2025" in sisalto
    assert "Salainen" not in sisalto


@pytest.mark.usefixtures("rautavaara")
@pytest.mark.parametrize("vuosi", [2024, 2040, 9999])
def test_year_that_the_portal_does_not_know_is_not_found(client, vuosi):
    assert client.get(osoite("kalenteri", "687", vuosi)).status_code == 404


@pytest.mark.usefixtures("rautavaara")
def test_year_without_days_says_so(client):
    with kello.aseta(datetime.datetime(2025, 5, 2, 9, tzinfo=kello.HELSINKI)):
        assert "Ei lähipalvelupäiviä." in teksti(client.get(osoite("kalenteri", "687", 2026)))
        assert "Vuodelle ei ole lähipalvelupäiviä." in teksti(
            client.get(osoite("alueen-kalenteri", "17", 2026))
        )
