import datetime

import pytest
from bs4 import BeautifulSoup

from seuranta.models import Havainto, Tuonti
from tests.factories import KuntaFactory
from tests.seuranta.conftest import ELOKUU, SALASSA, hetki
from tyollisyysalue import kello

HEINAKUU = datetime.date(2025, 7, 1)
EI_KIRJATTU = "–"
LOMAKE = {
    "kuukausi": "8/2025",
    "lahde": "KEHA-keskus, Työnvälitystilasto",
    "julkaisupvm": "2025-09-09",
    "huomautus": "",
    "HAKIJALOPUSSA": "104",
    "TYOTTOMATLOPUSSA": "66",
    "TYOTOSUUS": "13,5",
    "AVPAIKATLOPUSSA": "...",
}


@pytest.fixture(autouse=True)
def syyskuu():
    with kello.aseta(hetki(2025, 11, 1)):
        yield


def sivu(response):
    return BeautifulSoup(response.content, "html.parser")


def taulukko(response, indeksi=0):
    """Rows of a table as texts, without the soft structure of the markup."""
    return [
        [" ".join(solu.get_text(" ").split()) for solu in rivi.find_all(["th", "td"])]
        for rivi in sivu(response).find_all("table")[indeksi].find_all("tr")
    ]


class TestKuntaList:
    def test_public_sees_the_newest_month_of_the_area(self, client, kirjaa, siilinjarvi):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTOSUUS="13.5", AVPAIKATLOPUSSA=SALASSA)

        response = client.get("/seuranta/")

        assert sivu(response).h1.get_text() == "Kuntien avainluvut, elokuu 2025"
        assert taulukko(response)[1:] == [
            [
                "Rautavaara",
                EI_KIRJATTU,
                "66",
                "13,5",
                *[EI_KIRJATTU] * 3,
                "salassa pidettävä",
                EI_KIRJATTU,
            ],
            ["Siilinjärvi", *[EI_KIRJATTU] * 8],
        ]

    def test_source_stands_beside_the_figures(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, huomautus="demoaineistoa")

        teksti = sivu(client.get("/seuranta/")).get_text()

        assert "taulu 12r5, 2025M08, julkaistu 9.9.2025, CC BY 4.0, demoaineistoa." in teksti
        assert "Työvoiman määrä on tavallisesti noin kaksi vuotta vanha tieto." in teksti

    def test_month_can_be_chosen(self, client, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        response = client.get("/seuranta/?kk=2025-07")

        assert sivu(response).h1.get_text() == "Kuntien avainluvut, heinäkuu 2025"
        assert taulukko(response)[1][2] == "71"

    @pytest.mark.parametrize("haku", ["kk=2024-01", "kk=x", "alue=99"])
    def test_unknown_choice_is_told_and_the_newest_month_shown(self, client, kirjaa, haku):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        response = client.get(f"/seuranta/?{haku}")

        assert response.status_code == 200
        assert taulukko(response)[1][2] == "66"

    @pytest.mark.kanta
    @pytest.mark.parametrize(
        ("jarjestys", "kunnat"),
        [
            ("TYOTTOMATLOPUSSA", ["Siilinjärvi", "Rautavaara", "Kaavi"]),
            ("-TYOTTOMATLOPUSSA", ["Kaavi", "Rautavaara", "Siilinjärvi"]),
            ("kunta", ["Kaavi", "Rautavaara", "Siilinjärvi"]),
        ],
    )
    def test_list_is_sorted_by_number_with_secret_ones_together(
        self, client, kirjaa, alue, siilinjarvi, jarjestys, kunnat
    ):
        kaavi = KuntaFactory(koodi="204", nimi_fi="Kaavi", alue=alue)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        kirjaa((2025, 9, 9), ELOKUU, kunta=kaavi, TYOTTOMATLOPUSSA=146)
        kirjaa((2025, 9, 9), ELOKUU, kunta=siilinjarvi, TYOTTOMATLOPUSSA=SALASSA)

        rivit = taulukko(client.get(f"/seuranta/?jarjestys={jarjestys}"))

        assert [rivi[0] for rivi in rivit[1:]] == kunnat

    def test_municipalities_outside_the_areas_in_use_are_left_out(self, client, kirjaa, iisalmi):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        assert [rivi[0] for rivi in taulukko(client.get("/seuranta/"))[1:]] == ["Rautavaara"]

    def test_empty_list_says_what_will_appear(self, client, rautavaara):
        assert "Lukuja ei ole vielä kirjattu." in sivu(client.get("/seuranta/")).get_text()

    def test_without_an_area_in_use_the_page_still_opens(self, client, db):
        assert client.get("/seuranta/").status_code == 200

    @pytest.mark.parametrize("maara", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, kirjaa, alue, django_assert_num_queries, maara):
        for numero in range(maara):
            kunta = KuntaFactory(koodi=f"20{numero}", nimi_fi=f"Kunta {numero}", alue=alue)
            kirjaa((2025, 9, 9), ELOKUU, kunta=kunta, TYOTTOMATLOPUSSA=66, HAKIJALOPUSSA=104)

        with django_assert_num_queries(7):
            client.get("/seuranta/")


class TestKuntaDetail:
    def test_public_sees_the_newest_month_with_changes(self, client, kirjaa):
        kirjaa((2024, 9, 24), datetime.date(2024, 8, 1), TYOTTOMATLOPUSSA=60)
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71, AVPAIKATLOPUSSA=SALASSA)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, AVPAIKATLOPUSSA=5)

        response = client.get("/seuranta/687/")

        assert sivu(response).h1.get_text() == "Rautavaara, elokuu 2025"
        assert taulukko(response) == [
            ["Mittari", "Arvo", "Muutos kuukaudessa", "Muutos vuodessa"],
            ["Työttömät työnhakijat laskentapäivänä (lkm.)", "66", "−5", "+6"],
            ["Avoimet työpaikat kuukauden laskentapäivänä (lkm.)", "5", "–", "–"],
        ]
        assert [rivi[0] for rivi in taulukko(response, 1)] == [
            "Kuukausi",
            "elokuu 2025",
            "heinäkuu 2025",
            "elokuu 2024",
        ]

    def test_month_can_be_chosen(self, client, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        assert taulukko(client.get("/seuranta/687/?kk=2025-07"))[1][1] == "71"

    def test_revision_is_marked_and_the_earlier_figure_told(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67)

        response = client.get("/seuranta/687/")

        assert taulukko(response)[1][1] == "67 tarkistettu 12.10.2025"
        assert "66 → 67, tarkistettu 12.10.2025" in sivu(response).get_text()

    def test_secret_figure_is_said_in_words(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, AVPAIKATLOPUSSA=SALASSA)

        assert taulukko(client.get("/seuranta/687/"))[1][1] == "salassa pidettävä"

    def test_municipality_outside_the_areas_in_use_has_a_page(self, client, iisalmi):
        assert sivu(client.get("/seuranta/140/")).h1.get_text() == "Iisalmi"

    def test_unknown_municipality_is_not_found(self, client, rautavaara):
        assert client.get("/seuranta/999/").status_code == 404

    def test_figures_after_the_clock_are_not_shown(self, client, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        with kello.aseta(hetki(2025, 9, 8)):
            response = client.get("/seuranta/687/")

        assert "Kunnan lukuja ei ole vielä kirjattu." in sivu(response).get_text()

    @pytest.mark.parametrize(
        ("rooli", "nakyy"), [("koordinaattori", True), ("raija", False), ("sihteeri", False)]
    )
    def test_only_the_coordinator_is_offered_recording(self, client, request, kirjaa, rooli, nakyy):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)
        client.force_login(request.getfixturevalue(rooli))

        linkit = [a["href"] for a in sivu(client.get("/seuranta/687/")).main.find_all("a")]

        assert ("/seuranta/687/kirjaa/" in linkit) is nakyy
        assert ("/seuranta/687/kirjaa/?kk=2025-08" in linkit) is nakyy

    @pytest.mark.parametrize("kuukausia", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, kirjaa, django_assert_num_queries, kuukausia):
        for kuukausi in range(1, kuukausia + 1):
            kirjaa((2025, 8, 1), datetime.date(2025, kuukausi, 1), TYOTTOMATLOPUSSA=66, HAKIJALOPUSSA=104)
            kirjaa((2025, 8, 2), datetime.date(2025, kuukausi, 1), TYOTTOMATLOPUSSA=67)

        with django_assert_num_queries(6):
            client.get("/seuranta/687/")


class TestKirjaa:
    def test_coordinator_records_a_month(self, client, koordinaattori, rautavaara):
        client.force_login(koordinaattori)

        response = client.post("/seuranta/687/kirjaa/", LOMAKE)

        assert (response.status_code, response.url) == (302, "/seuranta/687/?kk=2025-08")
        assert {h.mittari.koodi: str(h.luku) for h in Havainto.objects.select_related("mittari")} == {
            "HAKIJALOPUSSA": "104.00",
            "TYOTTOMATLOPUSSA": "66.00",
            "TYOTOSUUS": "13.50",
            "AVPAIKATLOPUSSA": "...",
        }

    def test_form_is_filled_with_the_month_to_revise(self, client, koordinaattori, kirjaa):
        kirjaa((2025, 9, 9), ELOKUU, HAKIJALOPUSSA=1040, TYOTOSUUS="13.5", AVPAIKATLOPUSSA=SALASSA)
        client.force_login(koordinaattori)

        kentat = sivu(client.get("/seuranta/687/kirjaa/?kk=2025-08"))

        assert [
            kentat.find(id=f"id_{nimi}").get("value")
            for nimi in ("kuukausi", "HAKIJALOPUSSA", "TYOTOSUUS", "AVPAIKATLOPUSSA", "LOMAUTETTU")
        ] == ["8/2025", "1\u00a0040", "13,5", "...", None]

    def test_filled_form_saved_untouched_is_told_to_be_the_same(self, client, koordinaattori, rautavaara):
        client.force_login(koordinaattori)
        client.post("/seuranta/687/kirjaa/", LOMAKE)

        response = client.post("/seuranta/687/kirjaa/", LOMAKE)

        assert response.context["form"].non_field_errors() == [
            "Samat luvut on jo kirjattu kuukaudelle 8/2025. Muuta lukua, jos se on tarkistunut."
        ]
        assert Tuonti.objects.count() == 1

    @pytest.mark.parametrize(
        ("kentta", "arvo", "virhe"),
        [
            ("kuukausi", "elokuu", "Kirjoita kuukausi muodossa 8/2025."),
            (
                "TYOTTOMATLOPUSSA",
                "kuusi",
                "Kirjoita luku, esimerkiksi 66 tai 13,5, tai jokin merkeistä . .. ... .... -",
            ),
            ("TYOTTOMATLOPUSSA", "66,5", "Anna kokonaisluku."),
            ("TYOTTOMATLOPUSSA", "-3", "Luku ei voi olla negatiivinen. Anna nolla tai suurempi luku."),
            ("TYOTTOMATLOPUSSA", "99999999999", "Luku on liian suuri. Tarkista se lähteestä."),
            ("TYOTOSUUS", "101", "Prosenttiosuus on enintään 100."),
            ("TYOTOSUUS", "13,55", "Anna luku yhdellä desimaalilla."),
            (
                "julkaisupvm",
                "2025-12-01",
                "Julkaisupäivä ei voi olla tulevaisuudessa. Anna viimeistään 1.11.2025.",
            ),
            (
                "julkaisupvm",
                "2025-08-31",
                "Luvut julkaistaan vasta kuukauden päätyttyä. Tarkista kuukausi ja päivä.",
            ),
            ("huomautus", "Soita 131052-308T", "Tekstissä oli henkilötunnus."),
        ],
    )
    def test_error_stands_at_its_field_and_the_rest_is_kept(
        self, client, koordinaattori, rautavaara, kentta, arvo, virhe
    ):
        client.force_login(koordinaattori)

        response = client.post("/seuranta/687/kirjaa/", LOMAKE | {kentta: arvo})

        assert response.status_code == 200
        form = response.context["form"]
        assert list(form.errors) == [kentta]
        assert form.errors[kentta][0].startswith(virhe)
        assert sivu(response).find(id="id_HAKIJALOPUSSA")["value"] == "104"
        assert not Tuonti.objects.exists()

    def test_form_without_figures_is_refused(self, client, koordinaattori, rautavaara):
        client.force_login(koordinaattori)
        tyhja = {"kuukausi": "8/2025", "lahde": "KEHA-keskus", "julkaisupvm": "2025-09-09"}

        response = client.post("/seuranta/687/kirjaa/", tyhja)

        assert response.context["form"].non_field_errors() == ["Anna ainakin yksi luku tai merkki."]

    @pytest.mark.parametrize("rooli", ["raija", "asiantuntija", "sihteeri", "esittelija", "paakayttaja"])
    def test_others_are_denied(self, client, request, rautavaara, rooli):
        client.force_login(request.getfixturevalue(rooli))

        assert client.get("/seuranta/687/kirjaa/").status_code == 403
        assert client.post("/seuranta/687/kirjaa/", LOMAKE).status_code == 403

    def test_coordinator_of_another_area_is_denied(self, client, koordinaattori, iisalmi):
        client.force_login(koordinaattori)

        assert client.get("/seuranta/140/kirjaa/").status_code == 403

    def test_unknown_municipality_is_not_found(self, client, koordinaattori):
        client.force_login(koordinaattori)

        assert client.get("/seuranta/999/kirjaa/").status_code == 404

    def test_public_is_asked_to_sign_in(self, client, rautavaara):
        assert client.get("/seuranta/687/kirjaa/").url.startswith("/tili/login/")
