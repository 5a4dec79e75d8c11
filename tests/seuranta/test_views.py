import datetime

import pytest
from bs4 import BeautifulSoup

from seuranta.models import Havainto, Tuonti
from tests.factories import KuntaFactory
from tests.seuranta import aito
from tests.seuranta.conftest import ELOKUU, SALASSA, hetki
from tyollisyysalue import kello

HEINAKUU = datetime.date(2025, 7, 1)
# The genuine figures under a month that is over in these tests.
KESAKUUSSA_2025 = aito.TAVUT.replace(b"2026M06", b"2025M06")
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


def taulukko(response, mika=0):
    """Rows of a table, by its place or the start of its caption, as texts without the structure of the markup."""
    taulukot = sivu(response).find_all("table")
    if isinstance(mika, str):
        taulukot = [t for t in taulukot if t.caption.get_text().startswith(mika)]
        mika = 0
    return [
        [" ".join(solu.get_text(" ").split()) for solu in rivi.find_all(["th", "td"])]
        for rivi in taulukot[mika].find_all("tr")
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

        assert (
            "Lähde: KEHA-keskus, Työnvälitystilasto, CC BY 4.0. "
            "Taulu 12r5, 2025M08, julkaistu 9.9.2025, demoaineistoa."
        ) in " ".join(teksti.split())
        assert "Se ei ole työvoimatutkimuksen työttömyysaste." in teksti
        assert "Työvoiman määrä on tavallisesti noin kaksi vuotta vanha tieto." in teksti
        assert "Alle 25-vuotiaissa ovat mukana myös alle 20-vuotiaat." in teksti

    def test_source_of_an_imported_table_is_told_as_its_licence_asks(self, client, tuo):
        tuo((2025, 11, 1), KESAKUUSSA_2025)

        assert (
            "Lähde: KEHA-keskus, Työnvälitystilasto / Tilastokeskus, CC BY 4.0. "
            "Taulu 12r5, 2025M06, julkaistu 1.11.2025."
        ) in " ".join(sivu(client.get("/seuranta/")).get_text().split())

    def test_area_is_summed_with_secret_figures_as_a_range(self, client, tuo):
        tuo((2025, 11, 1), KESAKUUSSA_2025)

        assert taulukko(client.get("/seuranta/"), 1) == [
            ["Mittari", "Yhteensä", "Huomautus"],
            ["Työnhakijoita", "16 880", ""],
            ["Työttömiä", "10 529", ""],
            ["% työvoimasta", "12,6", "laskettu alueen summista"],
            ["Pitkäaikaistyöttömiä", "4 840", ""],
            ["Alle 25-v.", "1 741–1 744", "1 salassa pidettävä luku"],
            ["Yli 50-v.", "3 267", ""],
            ["Avoimia paikkoja", "458–470", "4 salassa pidettävää lukua"],
            ["Uusia paikkoja", "535–541", "2 salassa pidettävää lukua"],
        ]

    def test_sum_of_a_part_says_what_it_lacks(self, client, kirjaa, siilinjarvi):
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, TYOTOSUUS="13.5", UUDETAVP=SALASSA)
        kirjaa((2025, 9, 9), ELOKUU, kunta=siilinjarvi, UUDETAVP=Havainto.Puuttuva.EI_SAATU)

        assert taulukko(client.get("/seuranta/"), 1)[1:] == [
            ["Työttömiä", "vähintään 66", "1 kunnan luku puuttuu"],
            ["% työvoimasta", "–", "laskettu alueen summista"],
            ["Uusia paikkoja", "vähintään 1", "1 salassa pidettävä luku, 1 kunnan luku puuttuu"],
        ]

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

        with django_assert_num_queries(8):
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
        assert [rivi[0] for rivi in taulukko(response, "Avainluvut kuukausittain")] == [
            "Kuukausi , järjestä nousevasti",
            "elokuu 2025",
            "heinäkuu 2025",
            "elokuu 2024",
        ]

    def test_month_can_be_chosen(self, client, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71)
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        assert taulukko(client.get("/seuranta/687/2025-07/"))[1][1] == "71"

    def test_earlier_address_of_a_month_leads_to_its_own(self, client, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71)

        response = client.get("/seuranta/687/?kk=2025-07")

        assert (response.status_code, response.url) == (301, "/seuranta/687/2025-07/")

    def test_every_measure_of_an_imported_month_is_shown(self, client, tuo):
        tuo((2025, 11, 1), KESAKUUSSA_2025)

        response = client.get("/seuranta/687/")

        assert len(taulukko(response)) == 1 + 11
        assert ["Työttömien työnhakijoiden %-osuus työvoimasta (%)", "13,7", "–", "–"] in taulukko(response)
        assert [rivi[:2] for rivi in taulukko(response, "Muut luvut")[1:]] == [
            ["Työttömät työnhakijat ryhmittäin"],
            ["Työttömät työnhakijat, miehet (lkm.)", "32"],
            ["Työttömät työnhakijat, naiset (lkm.)", "35"],
            ["Alle 20-v. työttömät työnhakijat (lkm.)", "salassa pidettävä"],
            ["Vamm./pitkäaik.sair. työttömät työnhakijat (lkm.)", "10"],
            ["Kassan jäseniä työttömistä työnhakijoista laskentapäivänä (lkm.)", "19"],
            ["Lyhennetty työviikko"],
            ["Lyhennetyllä työviikolla laskentapäivänä (lkm.)", "0"],
            ["Palveluissa olevat"],
            ["Työllistettynä olevat laskentapäivänä (lkm.)", "salassa pidettävä"],
            ["Työharj./työelämävalmennuksessa olevat laskentapäivänä (lkm.)", "0"],
            ["Työ- ja koulutuskokeilussa olevat laskentapäivänä (lkm.)", "salassa pidettävä"],
            ["Työvoimakoulutuksessa olevat laskentapäivänä (lkm.)", "salassa pidettävä"],
            ["Valmennuksessa olevat laskentapäivänä (lkm.)", "0"],
            ["Muissa palveluissa olevat laskentapäivänä (lkm.)", "0"],
        ]

    def test_measures_are_named_in_the_language_of_the_page(self, client, tuo):
        tuo((2025, 11, 1), KESAKUUSSA_2025)

        rivit = taulukko(client.get("/seuranta/687/", headers={"accept-language": "sv"}), "Övriga")

        assert ["Arbetslösa arbetssökande män (st.)", "32"] in [rivi[:2] for rivi in rivit]

    def test_municipality_outside_the_areas_in_use_has_its_figures(self, client, tuo):
        tuo((2025, 11, 1), KESAKUUSSA_2025)

        response = client.get("/seuranta/140/")

        assert sivu(response).h1.get_text() == "Iisalmi, kesäkuu 2025"
        assert (len(taulukko(response)), len(taulukko(response, "Muut luvut"))) == (1 + 11, 1 + 12 + 3)

    def test_month_and_source_that_a_change_is_counted_from_are_marked(self, client, kirjaa):
        kirjaa((2025, 8, 19), HEINAKUU, TYOTTOMATLOPUSSA=71, huomautus="demoaineistoa")
        kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66)

        response = client.get("/seuranta/687/")

        assert [rivi[-1] for rivi in taulukko(response, "Avainluvut kuukausittain")] == [
            "Huomautus",
            "",
            "demoaineistoa",
        ]
        assert [(lahde.kuukausi, lahde.huomautus) for lahde in response.context["lahteet"]] == [
            ("2025M07", "demoaineistoa"),
            ("2025M08", ""),
        ]

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

        with django_assert_num_queries(11):
            client.get("/seuranta/687/")


class TestKirjaa:
    def test_coordinator_records_a_month(self, client, koordinaattori, rautavaara):
        client.force_login(koordinaattori)

        response = client.post("/seuranta/687/kirjaa/", LOMAKE)

        assert (response.status_code, response.url) == (302, "/seuranta/687/2025-08/")
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
