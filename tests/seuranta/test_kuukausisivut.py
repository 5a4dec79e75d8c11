"""The public pages of a month: a municipality's, an area's, a figure's passport, and their charts."""

import datetime
import io
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from seuranta import workflow
from seuranta.models import Havainto
from tests.factories import KuntaFactory
from tests.seuranta import aito
from tests.seuranta.conftest import ELOKUU, SALASSA, hetki
from tests.seuranta.test_views import KESAKUUSSA_2025, sivu, taulukko
from tyollisyysalue import kello

HEINAKUU = datetime.date(2025, 7, 1)


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(hetki(2025, 11, 1)):
        yield


def kuvat(response):
    return sivu(response).select("figure")


class TestKunnanKuukausi:
    def test_month_has_an_address_of_its_own(self, client, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        page = sivu(client.get("/seuranta/687/2025-07/"))

        assert page.h1.get_text() == "Rautavaara, heinäkuu 2025"
        assert page.find("link", rel="canonical")["href"] == "/seuranta/687/2025-07/"
        assert [(a["rel"], a["href"]) for a in page.select("nav.kuukaudet a")] == [
            (["next"], "/seuranta/687/2025-08/")
        ]

    def test_newest_month_leads_to_the_one_before_and_names_its_address(self, client, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        page = sivu(client.get("/seuranta/687/"))

        assert page.find("link", rel="canonical")["href"] == "/seuranta/687/2025-08/"
        assert [a["href"] for a in page.select("nav.kuukaudet a")] == ["/seuranta/687/2025-07/"]

    @pytest.mark.parametrize("kuukausi", ["2024-01", "2025-13", "elokuu", "0001-01"])
    def test_month_without_figures_is_not_found(self, client, kirjaa, kuukausi):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        assert client.get(f"/seuranta/687/{kuukausi}/").status_code == 404

    def test_figures_stand_beside_the_area_and_the_country(self, client, tuo):
        tuo((2025, 11, 1), KESAKUUSSA_2025)

        assert taulukko(client.get("/seuranta/687/2025-06/"), "Kunnan luvut alueen") == [
            ["Mittari", "Rautavaara", "Kuopio, työllisyysalue", "Koko maa"],
            [
                "Työttömät työnhakijat laskentapäivänä (lkm.)",
                "67 (13,7 %)",
                "10 529 (12,6 %)",
                "352 001 (12,8 %)",
            ],
            ["Pitkäaikaistyöttömät (lkm.)", "29 (43,3 %)", "4 840 (46,0 %)", "144 461 (41,0 %)"],
            [
                "Alle 25-v. työttömät työnhakijat (lkm.)",
                "6 (9,0 %)",
                "1 741–1 744 (16,5–16,6 %)",
                "48 257 (13,7 %)",
            ],
            [
                "Yli 50-v. työttömät työnhakijat (lkm.)",
                "28 (41,8 %)",
                "3 267 (31,0 %)",
                "115 552 (32,8 %)",
            ],
            [
                "Ulkomaalaisia työttömiä työnhakijoita laskentapäivänä (lkm.)",
                "6 (9,0 %)",
                "1 029–1 035 (9,8 %)",
                "53 812 (15,3 %)",
            ],
            [
                "Kokoaikaisesti lomautetut laskentapäivänä (lkm.)",
                "salassa pidettävä",
                "543–552 (5,2 %)",
                "15 545 (4,4 %)",
            ],
            [
                "Avoimet työpaikat kuukauden laskentapäivänä (lkm.)",
                "salassa pidettävä",
                "458–470",
                "26 641",
            ],
            ["Uudet avoimet työpaikat kuukauden aikana (lkm.)", "5", "535–541", "31 390"],
        ]

    def test_country_is_left_out_where_the_source_did_not_give_it(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOVOIMATK=490)

        assert taulukko(client.get("/seuranta/687/"), "Kunnan luvut alueen")[0] == [
            "Mittari",
            "Rautavaara",
            "Kuopio, työllisyysalue",
        ]

    def test_every_chart_states_its_numbers_and_has_its_table(self, client, kirjaa, siilinjarvi):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=SALASSA)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTOSUUS="13.5", TYOVOIMATK=490)
        kirjaa((2025, 9, 9), ELOKUU, kunta=siilinjarvi, TYOTTOMATLOPUSSA=921, TYOTOSUUS="9.1")

        trendi, kunnat, osuudet = kuvat(client.get("/seuranta/687/"))

        nimi = "Työttömät työnhakijat laskentapäivänä (lkm.)"
        assert trendi.img["alt"] == (
            f"Viivakaavio. {nimi}, Rautavaara, 2 kuukautta. 7/2025: salassa pidettävä, 8/2025: 66."
        )
        assert trendi.find(class_="apuna").get_text() == (
            "Viivassa on aukko, kun tarkkaa lukua ei ole: 7/2025 (salassa pidettävä)."
        )
        assert [[solu.get_text() for solu in rivi(tr)] for tr in trendi.select("tbody tr")] == [
            ["elokuu 2025", "66"],
            ["heinäkuu 2025", "salassa pidettävä"],
        ]
        assert kunnat.img["alt"] == (
            f"Palkkikaavio. {nimi} kunnittain, Kuopio, työllisyysalue, elokuu 2025. "
            "Siilinjärvi: 921, Rautavaara: 66."
        )
        assert osuudet.img["alt"] == (
            f"Palkkikaavio. {nimi}, prosenttia työvoimasta kunnittain, Kuopio, työllisyysalue, elokuu 2025. "
            "Rautavaara: 13,5, Siilinjärvi: 9,1."
        )

    def test_longer_trend_is_shown_where_it_has_more(self, client, kirjaa):
        for takana in range(15):
            kuukausi = datetime.date(2024 + (7 + takana) // 12, (7 + takana) % 12 + 1, 1)
            kirjaa((2025, 11, 1), kuukausi, TYOTTOMATLOPUSSA=60 + takana)

        lyhyt, pitka = kuvat(client.get("/seuranta/687/"))[:2]

        assert len(lyhyt.select("tbody tr")) == 13
        assert len(pitka.select("tbody tr")) == 15
        assert pitka.img["alt"].endswith(
            "Ensimmäinen 60 (8/2024), viimeinen 74 (10/2025), pienin 60 (8/2024), suurin 74 (10/2025). "
            "Kaikki luvut ovat kaavion taulukossa."
        )

    def test_signed_in_page_keeps_within_its_queries(
        self, client, tuo, koordinaattori, django_assert_max_num_queries
    ):
        tuo((2025, 11, 1), KESAKUUSSA_2025)
        client.force_login(koordinaattori)

        with django_assert_max_num_queries(12):
            client.get("/seuranta/687/2025-06/")


def rivi(tr):
    return tr.find_all(["th", "td"])


class TestTiedossa:
    @pytest.fixture(autouse=True)
    def tarkistettu(self, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)

    @pytest.mark.parametrize(
        ("paiva", "luku"), [("2025-10-11", "66"), ("2025-10-12", "67 tarkistettu 12.10.2025")]
    )
    def test_figures_are_as_they_were_known(self, client, paiva, luku):
        response = client.get(f"/seuranta/687/2025-08/?tiedossa={paiva}")

        assert taulukko(response)[1][1] == luku
        assert (
            "Luvut ovat sellaisina kuin portaali tunsi ne"
            in sivu(response).find(class_="ilmoitus").get_text()
        )

    def test_old_figures_are_kept_from_search_engines(self, client):
        vanha, nykyinen = (
            client.get(f"/seuranta/687/2025-08/{haku}") for haku in ("?tiedossa=2025-10-01", "")
        )

        assert vanha["X-Robots-Tag"] == "noindex"
        assert sivu(vanha).find("meta", attrs={"name": "robots"})["content"] == "noindex"
        assert "X-Robots-Tag" not in nykyinen
        assert sivu(nykyinen).find("meta", attrs={"name": "robots"}) is None

    def test_links_to_passports_and_charts_keep_the_day(self, client):
        page = sivu(client.get("/seuranta/687/2025-08/?tiedossa=2025-10-01"))

        assert page.main.table.select_one("tbody a")["href"] == (
            "/seuranta/687/2025-08/TYOTTOMATLOPUSSA/?tiedossa=2025-10-01"
        )
        assert "?tiedossa=2025-10-01&v=" in page.figure.img["src"]

    def test_links_to_other_months_keep_the_day(self, client, kirjaa):
        kirjaa((2025, 9, 9), HEINAKUU, TYOTTOMATLOPUSSA=71)

        page = sivu(client.get("/seuranta/687/2025-08/?tiedossa=2025-10-01"))

        assert page.select_one("nav.kuukaudet a")["href"] == "/seuranta/687/2025-07/?tiedossa=2025-10-01"

    def test_month_that_was_not_known_says_so(self, client):
        response = client.get("/seuranta/687/2025-08/?tiedossa=2025-09-08")

        assert response.status_code == 200
        assert "Kuukauden lukuja ei tunnettu vielä tuona päivänä." in sivu(response).get_text()

    @pytest.mark.parametrize("paiva", ["2025-11-02", "eilen"])
    def test_day_that_cannot_be_is_told_at_its_field(self, client, paiva):
        response = client.get(f"/seuranta/687/2025-08/?tiedossa={paiva}")

        assert sivu(response).find(id="id_tiedossa")["aria-invalid"] == "true"
        assert taulukko(response)[1][1] == "67 tarkistettu 12.10.2025"


class TestMittari:
    def test_passport_tells_where_the_figure_comes_from(self, client, tuo):
        tuo((2025, 11, 1), KESAKUUSSA_2025)

        page = sivu(client.get("/seuranta/687/2025-06/TYOTOSUUS/"))
        tiedot = {
            rivi_.dt.get_text(): " ".join(rivi_.dd.get_text().split())
            for rivi_ in page.select("dl.tiedot > div")
        }

        assert page.h1.get_text() == "Työttömien työnhakijoiden %-osuus työvoimasta (%)"
        assert page.find(class_="vastaus").strong.get_text() == "13,7"
        assert tiedot.pop("Määritelmä").startswith("versio 1, kirjattu portaaliin ")
        assert tiedot == {
            "Kuukausi": "kesäkuu 2025",
            "Lähde": "KEHA-keskus, Työnvälitystilasto / Tilastokeskus",
            "Lähde julkaisi": "1.11.2025",
            "Taulu": "12r5",
            "Lisenssi": "CC BY 4.0",
            "Mittari": "Työttömien työnhakijoiden %-osuus työvoimasta (%) (TYOTOSUUS)",
            "Yksikkö": "prosenttia",
        }
        assert "Työvoiman määrä on tavallisesti noin kaksi vuotta vanha tieto." in page.get_text()
        assert "Se ei ole työvoimatutkimuksen työttömyysaste." in page.get_text()

    def test_every_version_is_told_with_the_day_it_was_known(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=SALASSA)

        response = client.get("/seuranta/687/2025-08/TYOTTOMATLOPUSSA/")

        assert taulukko(response, "Luvun versiot")[1:] == [
            ["12.10.2025 klo 9.00", "salassa pidettävä", "12.10.2025", "voimassa"],
            ["9.9.2025 klo 9.00", "66", "9.9.2025", "tiedossa 9.9.2025"],
        ]
        vanha = sivu(response).find("a", string="tiedossa 9.9.2025")["href"]
        assert sivu(client.get(vanha)).find(class_="vastaus").strong.get_text() == "66"

    def test_two_versions_of_a_day_have_links_of_their_own(self, client, kirjaa):
        ensimmainen = kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        with kello.aseta(hetki(2025, 9, 9, 15)):
            workflow.kirjaa_luvut(
                ensimmainen.havainnot.get().kunta,
                ELOKUU,
                {ensimmainen.havainnot.get().mittari: Decimal(67)},
                "KEHA-keskus",
                datetime.date(2025, 9, 9),
                user=ensimmainen.user,
            )
        kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=68)

        response = client.get("/seuranta/687/2025-08/TYOTTOMATLOPUSSA/")

        linkit = {
            a.get_text().replace("\xa0", " "): a["href"]
            for a in sivu(response).find(id="versiot").find_next("table").select("a")
        }
        assert list(linkit) == ["tiedossa 9.9.2025", "tiedossa 9.9.2025 klo 9.00"]
        assert [
            sivu(client.get(osoite)).find(class_="vastaus").strong.get_text() for osoite in linkit.values()
        ] == ["67", "66"]
        vanha = client.get("/seuranta/687/2025-08/?" + linkit["tiedossa 9.9.2025 klo 9.00"].partition("?")[2])
        assert "tunsi ne 9.9.2025 klo 9.00" in sivu(vanha).get_text().replace("\xa0", " ")

    @pytest.mark.parametrize("tuonti", ["0", "x", "9" * 30, "١"])
    def test_version_that_is_not_of_the_day_is_told(self, client, kirjaa, tuonti):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        response = client.get(f"/seuranta/687/2025-08/?tiedossa=2025-09-09&tuonti={tuonti}")

        assert "Päivänä ei ole tällaista lukujen versiota." in sivu(response).get_text()

    def test_restored_version_is_of_its_own_source(self, client, kirjaa, koordinaattori):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        vaara = kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=166)
        workflow.peru_tuonti(vaara, "Väärä tiedosto", user=koordinaattori)

        versiot = taulukko(client.get("/seuranta/687/2025-08/TYOTTOMATLOPUSSA/"), "Luvun versiot")[1:]

        assert [versio[1:3] for versio in versiot] == [
            ["66", "9.9.2025"],
            ["166", "12.10.2025"],
            ["66", "9.9.2025"],
        ]

    @pytest.mark.parametrize(("rooli", "nakee"), [("sihteeri", True), ("raija", False), (None, False)])
    def test_only_staff_see_who_recorded(self, client, request, kirjaa, rooli, nakee):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        if rooli:
            client.force_login(request.getfixturevalue(rooli))

        assert ("Kirjaaja" in client.get("/seuranta/687/2025-08/TYOTTOMATLOPUSSA/").text) is nakee

    def test_figure_not_yet_known_on_the_day_says_so(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        response = client.get("/seuranta/687/2025-08/TYOTTOMATLOPUSSA/?tiedossa=2025-09-01")

        assert sivu(response).find(class_="vastaus").strong.get_text() == "ei tunnettu"

    @pytest.mark.parametrize("osoite", ["2025-08/UUDETAVP", "2025-07/TYOTTOMATLOPUSSA", "2025-08/X"])
    def test_figure_that_is_not_there_is_not_found(self, client, kirjaa, osoite):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        assert client.get(f"/seuranta/687/{osoite}/").status_code == 404

    @pytest.mark.parametrize("versioita", [1, 3])
    def test_queries_do_not_grow(self, client, kirjaa, django_assert_num_queries, versioita):
        for numero in range(versioita):
            kirjaa((2025, 9, 9 + numero), ELOKUU, TYOTTOMATLOPUSSA=66 + numero)

        with django_assert_num_queries(8):
            client.get("/seuranta/687/2025-08/TYOTTOMATLOPUSSA/")


class TestKaavio:
    @pytest.fixture(autouse=True)
    def luvut(self, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTOSUUS="13.5", AVPAIKATLOPUSSA=SALASSA)

    def test_picture_of_the_page_is_kept_for_good(self, client):
        osoite = sivu(client.get("/seuranta/687/")).figure.img["src"]

        response = client.get(osoite)

        assert osoite.startswith("/seuranta/687/2025-08/TYOTTOMATLOPUSSA/trendi-13.svg?v=")
        assert response["Content-Type"] == "image/svg+xml"
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "66" in BeautifulSoup(response.content, "xml").get_text()

    @pytest.mark.parametrize(
        "osoite", ["687/2025-08/TYOTTOMATLOPUSSA/kunnat", "alue/17/2025-08/TYOTTOMATLOPUSSA/osuudet"]
    )
    def test_every_chart_is_a_png_too(self, client, osoite):
        response = client.get(f"/seuranta/{osoite}.png")

        assert response["Content-Type"] == "image/png"
        assert response.content.startswith(b"\x89PNG")
        assert (
            response["Content-Disposition"]
            == f'inline; filename="tyottomatlopussa-{osoite.split("/")[-1]}.png"'
        )

    @pytest.mark.parametrize(
        "osoite",
        [
            "687/2025-08/AVPAIKATLOPUSSA/trendi-13.svg",
            "687/2025-08/TYOTTOMATLOPUSSA/trendi-36.svg",
            "687/2025-08/TYOTTOMATLOPUSSA/trendi-13.gif",
            "687/2025-08/TYOTOSUUS/osuudet.svg",
        ],
    )
    def test_chart_that_is_not_there_is_not_found(self, client, osoite):
        assert client.get(f"/seuranta/{osoite}").status_code == 404


class TestAlueenKuukausi:
    def test_sums_have_their_changes_where_they_are_exact(self, client, tuo):
        tuo((2025, 10, 1), KESAKUUSSA_2025.replace(b"2025M06", b"2025M05"))
        tuo((2025, 11, 1), aito.muutettu("KU297", TYOTTOMATLOPUSSA="8168").replace(b"2026M06", b"2025M06"))

        response = client.get("/seuranta/alue/17/")

        assert sivu(response).h1.get_text() == "Kuopio, työllisyysalue, kesäkuu 2025"
        rivit = {rivi_[0]: rivi_[1:] for rivi_ in taulukko(response)}
        assert rivit["Työttömät työnhakijat laskentapäivänä (lkm.)"][:3] == ["10 539", "+10", "–"]
        assert rivit["Alle 25-v. työttömät työnhakijat (lkm.)"] == [
            "1 741–1 744",
            "–",
            "–",
            "48 257",
            "1 salassa pidettävä luku",
        ]
        assert rivit["Työttömien työnhakijoiden %-osuus työvoimasta (%)"][:3] == ["12,6", "0,0", "–"]

    def test_sums_are_a_file_with_their_ends_as_numbers(self, client, tuo):
        tuo((2025, 11, 1), KESAKUUSSA_2025)

        csv = client.get("/seuranta/alue/17/2025-06/alueen-luvut.csv").getvalue().decode("utf-8-sig")

        rivit = {rivi.split(";")[1]: rivi.split(";") for rivi in csv.splitlines()}
        assert rivit["TYOTTOMAT25"][2:5] == ["1\xa0741–1\xa0744", "1741", "1744"]
        assert rivit["TYOTOSUUS"][3:5] == ["12,6", "12,6"]
        assert rivit["TYOTTOMAT25"][7:9] == ["48\xa0257", "1 salassa pidettävä luku"]
        assert "KEHA-keskus" in rivit["TYOTTOMAT25"][9]
        xlsx = load_workbook(
            io.BytesIO(client.get("/seuranta/alue/17/2025-06/alueen-luvut.xlsx").getvalue())
        ).worksheets[0]
        assert [solu.value for solu in xlsx["D"]][1:] == [
            float(rivi[3].replace(",", ".")) for rivi in [rivi.split(";") for rivi in csv.splitlines()][1:]
        ]

    def test_municipalities_are_listed_beside_each_other(self, client, kirjaa, siilinjarvi):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        rivit = taulukko(client.get("/seuranta/alue/17/2025-08/"), "Alueen kuntien avainluvut")

        assert [rivi_[:3] for rivi_ in rivit[1:]] == [["Rautavaara", "–", "66"], ["Siilinjärvi", "–", "–"]]

    def test_month_has_neighbours(self, client, kirjaa):
        for kuukausi in (datetime.date(2025, 6, 1), HEINAKUU, ELOKUU):
            kirjaa((2025, 9, 9), kuukausi, TYOTTOMATLOPUSSA=66)

        page = sivu(client.get("/seuranta/alue/17/2025-07/"))

        assert [a["href"] for a in page.select("nav.kuukaudet a")] == [
            "/seuranta/alue/17/2025-06/",
            "/seuranta/alue/17/2025-08/",
        ]

    def test_sum_says_what_it_rests_on(self, client, kirjaa, siilinjarvi, alue):
        KuntaFactory(koodi="204", nimi_fi="Kaavi", alue=alue)
        kirjaa((2025, 9, 9), ELOKUU, AVPAIKATLOPUSSA=41)
        kirjaa((2025, 9, 9), ELOKUU, kunta=siilinjarvi, AVPAIKATLOPUSSA=SALASSA)

        response = client.get("/seuranta/alue/17/2025-08/AVPAIKATLOPUSSA/")

        vastaus = sivu(response).find(class_="vastaus")
        assert vastaus.strong.get_text() == "vähintään 42"
        assert "1 salassa pidettävä luku, 1 kunnan luku puuttuu" in vastaus.get_text()
        assert taulukko(response, "Alueen kuntien luvut")[1:] == [
            ["Rautavaara", "41"],
            ["Kaavi", "ei kirjattu"],
            ["Siilinjärvi", "salassa pidettävä"],
        ]

    def test_share_without_its_parts_has_no_sum(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTOSUUS="13.5")

        page = sivu(client.get("/seuranta/alue/17/2025-08/TYOTOSUUS/"))

        assert page.find(class_="vastaus").strong.get_text() == (
            "Alueella ei ole yhteistä lukua, koska osuuksia ei voi laskea yhteen."
        )

    def test_area_without_figures_says_what_will_come(self, client, alue):
        assert (
            "Alueen kuntien lukuja ei ole vielä kirjattu."
            in sivu(client.get("/seuranta/alue/17/")).get_text()
        )

    @pytest.mark.parametrize("osoite", ["99", "17/2025-07", "17/2025-08/UUDETAVP", "17/2025-08/X"])
    def test_what_is_not_there_is_not_found(self, client, kirjaa, osoite):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        assert client.get(f"/seuranta/alue/{osoite}/").status_code == 404

    def test_as_known_before_anything_was_says_so(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        response = client.get("/seuranta/alue/17/2025-08/?tiedossa=2025-09-01")

        assert "Kuukauden lukuja ei tunnettu vielä tuona päivänä." in sivu(response).get_text()
        assert response["X-Robots-Tag"] == "noindex"

    @pytest.mark.parametrize("kuntia", [1, 3])
    def test_queries_do_not_grow(self, client, kirjaa, alue, rautavaara, django_assert_num_queries, kuntia):
        kunnat = [rautavaara, *(KuntaFactory(koodi=f"90{n}", alue=alue) for n in range(kuntia - 1))]
        for kunta in kunnat:
            kirjaa((2025, 9, 9), ELOKUU, kunta=kunta, TYOTTOMATLOPUSSA=66)

        with django_assert_num_queries(10):
            client.get("/seuranta/alue/17/")
        with django_assert_num_queries(9):
            client.get("/seuranta/alue/17/2025-08/TYOTTOMATLOPUSSA/")


def test_series_shows_none_as_nought_and_missing_as_a_gap(client, kirjaa):
    kirjaa((2025, 8, 19), HEINAKUU, AVPAIKATLOPUSSA=Havainto.Puuttuva.EI_YHTAAN)
    kirjaa((2025, 9, 9), ELOKUU, AVPAIKATLOPUSSA=Havainto.Puuttuva.EI_SAATU)

    trendi = kuvat(client.get("/seuranta/687/2025-08/AVPAIKATLOPUSSA/"))[0]

    assert "7/2025: ei yhtään, 8/2025: tietoa ei ole saatu" in trendi.img["alt"]
    assert "8/2025 (tietoa ei ole saatu)" in trendi.find(class_="apuna").get_text()
    assert "7/2025" not in trendi.find(class_="apuna").get_text()
