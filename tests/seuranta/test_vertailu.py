import io
from decimal import Decimal
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from seuranta import summat, vertailu
from seuranta.merkit import Puuttuva
from seuranta.models import Mittari
from tests.factories import KuntaFactory
from tests.seuranta.conftest import ELOKUU, SALASSA, hetki
from tests.seuranta.test_views import KESAKUUSSA_2025, sivu, taulukko
from tyollisyysalue import kello

MAARA = Mittari(yksikko="lkm")
PROSENTTI = Mittari(yksikko="prosentti")


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(hetki(2025, 11, 1)):
        yield


def rivi(luku, tyovoima=None):
    luku = Decimal(luku) if isinstance(luku, int) else luku
    osuus = 100 * luku / tyovoima if tyovoima and isinstance(luku, Decimal) else None
    return SimpleNamespace(luku=luku, osuus=osuus, tyovoima=tyovoima)


@pytest.mark.parametrize(
    ("luvut", "mediaani"),
    [
        ([5, 9, 20], "9"),
        ([5, 10, 20, 30], "15"),
        ([SALASSA, 9, 20], "9"),
        ([SALASSA, SALASSA, 20], "1–4"),
        ([0, SALASSA, 20], "1–4"),
        ([SALASSA, 20], "11–12"),
        ([Puuttuva.EI_YHTAAN, 9, 20], "9"),
        ([None, Puuttuva.EI_SAATU, 9], "9"),
    ],
)
def test_median_takes_a_secret_figure_as_one_to_four(luvut, mediaani):
    assert summat.sanoina(vertailu.mediaani([rivi(luku) for luku in luvut], MAARA), 0) == mediaani


def test_there_is_no_median_of_nothing():
    assert vertailu.mediaani([rivi(None)], MAARA) is None
    assert vertailu.mediaani([rivi(SALASSA)], PROSENTTI) is None


def test_median_of_shares_has_a_secret_figure_as_a_range():
    rivit = [rivi(SALASSA, Decimal(100)), rivi(50, Decimal(1_000)), rivi(None, Decimal(1_000))]

    assert summat.sanoina(vertailu.osuuksien_mediaani(rivit, MAARA), 1) == "3,0–4,5"


def test_municipalities_stand_beside_each_other(client, tuo):
    tuo((2025, 11, 1), KESAKUUSSA_2025)

    response = client.get("/seuranta/vertailu/?mittari=TYOTTOMAT25")

    page = sivu(response)
    assert page.h1.get_text() == "Kuntien vertailu, kesäkuu 2025"
    assert page.h2.get_text() == "Alle 25-v. työttömät työnhakijat (lkm.)"
    assert [" ".join(p.get_text().split()) for p in page.find(class_="vastaus").find_all("p")] == [
        "Kuntien mediaani 9",
        "Työvoimasta kuntien mediaani on 1,2 %.",
    ]
    rivit = taulukko(response, "Kunnat mittarin mukaan")[1:]
    assert rivit[0] == ["Kuopio", "1 427", "2,3", ""]
    assert rivit[-1] == ["Tervo", "salassa pidettävä", "salassa pidettävä", "pieni pohja: työvoima 522"]
    assert "alle 1 000 henkeä" in page.get_text().replace("\xa0", " ")


def test_share_is_not_given_of_what_is_one_or_counts_no_people(client, tuo):
    tuo((2025, 11, 1), KESAKUUSSA_2025)

    for mittari in ("TYOTOSUUS", "TYOVOIMATK", "AVPAIKATLOPUSSA"):
        otsikot = taulukko(client.get(f"/seuranta/vertailu/?mittari={mittari}"))[0]
        assert [otsikko.split(" ,")[0] for otsikko in otsikot] == ["Kunta", "Arvo", "Huomautus"]


def test_municipality_without_the_figure_is_listed_and_told(client, kirjaa, alue):
    KuntaFactory(koodi="204", nimi_fi="Kaavi", alue=alue)
    tuusniemi = KuntaFactory(koodi="857", nimi_fi="Tuusniemi", alue=alue)
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
    kirjaa((2025, 9, 9), ELOKUU, kunta=tuusniemi, TYOTTOMATLOPUSSA=Puuttuva.EI_SAATU)

    response = client.get("/seuranta/vertailu/")

    assert taulukko(response)[1:] == [
        ["Rautavaara", "66", "–", ""],
        ["Kaavi", "ei kirjattu", "ei kirjattu", ""],
        ["Tuusniemi", "tietoa ei ole saatu", "tietoa ei ole saatu", ""],
    ]
    assert "2 kunnan luvut puuttuvat mediaanista." in sivu(response).get_text()


def test_revised_figure_is_marked_on_the_page_and_in_files(client, kirjaa, alue):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
    assert "Tarkistettu" not in client.get("/seuranta/vertailu/?muoto=csv").getvalue().decode("utf-8-sig")
    kirjaa((2025, 10, 22), ELOKUU, TYOTTOMATLOPUSSA=67)

    assert taulukko(client.get("/seuranta/vertailu/"))[1][1] == "67 tarkistettu 22.10.2025"
    csv = client.get("/seuranta/vertailu/?muoto=csv").getvalue().decode("utf-8-sig").splitlines()
    assert csv[0].split(";")[-1] == "Tarkistettu"
    assert csv[1].split(";")[::4] == ["Rautavaara", "tarkistettu 22.10.2025"]
    xlsx = load_workbook(io.BytesIO(client.get("/seuranta/vertailu/?muoto=xlsx").getvalue()))
    assert [solu.value for solu in xlsx.worksheets[0][2]][-1] == "tarkistettu 22.10.2025"


@pytest.mark.parametrize(
    ("haku", "valittu"), [("", "TYOTTOMATLOPUSSA"), ("?mittari=HAKIJALOPUSSA", "HAKIJALOPUSSA")]
)
def test_form_shows_the_measure_that_is_compared(client, kirjaa, alue, haku, valittu):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, HAKIJALOPUSSA=104)

    sivu_ = sivu(client.get(f"/seuranta/vertailu/{haku}"))

    assert [o["value"] for o in sivu_.find("select", attrs={"name": "mittari"}).select("[selected]")] == [
        valittu
    ]
    assert sivu_.find("h2").get_text() == Mittari.objects.get(koodi=valittu).nimi


def test_page_without_figures_says_what_will_come(client, alue):
    assert "Lukuja ei ole vielä kirjattu." in sivu(client.get("/seuranta/vertailu/")).get_text()


@pytest.mark.parametrize("haku", ["mittari=X", "mittari=KASSASSA", "kk=2020-01", "kk=x"])
def test_unknown_choice_is_told_and_the_default_shown(client, kirjaa, haku):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, KASSASSA=20)

    response = client.get(f"/seuranta/vertailu/?{haku}")

    assert sivu(response).find(attrs={"aria-invalid": "true"})["name"] == haku.split("=")[0]
    assert taulukko(response)[1][:2] == ["Rautavaara", "66"]
