"""The picker of facts, and a draft's facts in the editor."""

import pytest
from django.urls import reverse

from tests.paatokset.factories import kirjoita_osio, lisaa_fakta, nimea
from tyollisyysalue.models import Fakta
from yhteyshenkilot.models import Yhteistyoryhma


def osoite(nimi, *args):
    return reverse(f"paatokset:{nimi}", args=args)


@pytest.fixture
def sihteerin(client, sihteeri):
    client.force_login(sihteeri)
    return client


class TestPicker:
    @pytest.fixture(autouse=True)
    def nimi(self, luonnos):
        nimea("Rautavaara")

    def test_picker_offers_the_municipality_that_asks(self, sihteerin, luonnos):
        valitsin = sihteerin.get(osoite("muokkaa", luonnos.pk)).context["valitsin"]

        assert valitsin["kunta"].value() == "687"
        assert ("testi.lause", "Kunnan toinen nimi") in valitsin.fields["avain"].choices

    def test_sentence_is_previewed_and_not_bound(self, sihteerin, luonnos):
        response = sihteerin.get(
            osoite("fakta-esikatsele", luonnos.pk), {"avain": "testi.lause", "kunta": "687"}
        )

        assert "Toinen nimi on Rautavaara klo 13.00." in response.text.replace("\u00a0", " ")
        assert "kuntaluettelo" in response.text
        assert not Fakta.objects.exists()

    def test_table_is_previewed_as_a_table(self, sihteerin, luonnos):
        response = sihteerin.get(
            osoite("fakta-esikatsele", luonnos.pk), {"avain": "testi.taulukko", "kunta": "687"}
        )

        # In each of the three languages.
        assert response.text.count("<caption>Kunnan nimet</caption>") == 3
        assert response.text.count('<th scope="row">') == 6

    def test_chart_is_previewed_with_its_table(self, sihteerin, luonnos):
        response = sihteerin.get(
            osoite("fakta-esikatsele", luonnos.pk), {"avain": "testi.kaavio", "kunta": "687"}
        )

        assert 'alt="Palkkikaavio: Rautavaara 1"' in response.text
        assert 'src="data:image/svg+xml;base64,' in response.text
        assert "<caption>Kunnan nimet</caption>" in response.text

    def test_added_chart_comes_back_as_a_block_with_its_picture(self, sihteerin, luonnos):
        response = sihteerin.post(
            osoite("fakta-lisaa", luonnos.pk), {"avain": "testi.kaavio", "kunta": "687"}
        )

        assert response.json()["solmu"] == "faktataulukko"
        nakyma = response.json()["nakyma"]
        assert nakyma.pop("kuva").startswith("data:image/svg+xml;base64,")
        assert nakyma == {
            "otsikko": "Kunnan nimet",
            "sarakkeet": ["Peruste", "Nimi"],
            "rivit": [["§ 30", "Rautavaara"], ["§ 32", "–"]],
            "alt": "Palkkikaavio: Rautavaara 1",
        }

    @pytest.mark.parametrize(
        ("data", "virheet"),
        [
            ({}, {"avain": ["Tämä kenttä vaaditaan."]}),
            (
                {"avain": "testi.muu"},
                {"avain": ["Valitse oikea vaihtoehto. testi.muu ei ole vaihtoehtojen joukossa."]},
            ),
            ({"avain": "testi.lause"}, {"kunta": ["Tämä fakta tarvitsee tiedon. Täytä kenttä."]}),
            (
                {"avain": "testi.lause", "kunta": "140"},
                {"kunta": ["Valitse oikea vaihtoehto. Valintasi ei löydy vaihtoehtojen joukosta."]},
            ),
            (
                {"avain": "lahipalvelut.toteuma", "kunta": "687", "alkupvm": "2025-01-01"},
                {"loppupvm": ["Tämä fakta tarvitsee tiedon. Täytä kenttä."]},
            ),
            (
                {
                    "avain": "lahipalvelut.toteuma",
                    "kunta": "687",
                    "alkupvm": "2025-08-31",
                    "loppupvm": "2025-01-01",
                },
                {"loppupvm": ["Jakson loppu ei voi olla ennen sen alkua."]},
            ),
            (
                {
                    "avain": "lahipalvelut.toteuma",
                    "kunta": "687",
                    "alkupvm": "2025-01-01",
                    "loppupvm": "2025-01-31",
                },
                {
                    "__all__": [
                        "Rautavaara: jaksolla 1.1.–31.1.2025 ei ole lähipalvelupäiviä. "
                        "Valitse toinen kunta tai jakso."
                    ]
                },
            ),
            (
                {"avain": "yhteyshenkilot.tapaaminen", "paiva": "2025-09-09"},
                {"ryhma": ["Tämä fakta tarvitsee tiedon. Täytä kenttä."]},
            ),
            (
                {"avain": "testi.lause", "kunta": "687", "paiva": "32.13.2025"},
                {"paiva": ["Syötä oikea päivämäärä."]},
            ),
        ],
    )
    def test_preview_and_adding_say_what_is_wrong(self, sihteerin, luonnos, naapurisihteeri, data, virheet):
        esikatselu = sihteerin.get(osoite("fakta-esikatsele", luonnos.pk), data)
        lisays = sihteerin.post(osoite("fakta-lisaa", luonnos.pk), data)

        lauseet = [virhe for lista in virheet.values() for virhe in lista]
        assert esikatselu.context["form"].errors == virheet
        for lause in lauseet:
            assert f"<li>{lause}</li>" in esikatselu.text
        assert lisays.status_code == 400
        assert lisays.json() == {"virheet": lauseet}
        assert not Fakta.objects.exists()

    def test_group_of_another_area_is_refused(self, sihteerin, luonnos, naapurisihteeri):
        naapuri = naapurisihteeri.henkilo.alue
        ryhma = Yhteistyoryhma.objects.create(
            alue=naapuri, nimi_fi="Naapurin ryhmä", laji=Yhteistyoryhma.Laji.OPERATIIVINEN
        )

        response = sihteerin.get(
            osoite("fakta-esikatsele", luonnos.pk),
            {"avain": "yhteyshenkilot.tapaaminen", "paiva": "2025-09-09", "ryhma": ryhma.pk},
        )

        assert set(response.context["form"].errors) == {"ryhma"}

    def test_added_sentence_comes_back_for_the_editor(self, sihteerin, luonnos):
        response = sihteerin.post(
            osoite("fakta-lisaa", luonnos.pk), {"avain": "testi.lause", "kunta": "687", "paiva": ""}
        )

        fakta = luonnos.faktat.get()
        assert response.json() == {
            "tunnus": fakta.pk,
            "solmu": "fakta",
            "nakyma": {"teksti": "Toinen nimi on Rautavaara klo 13.00."},
        }
        assert fakta.parametrit == {"kunta": "687"}

    def test_added_table_comes_back_as_rows(self, sihteerin, luonnos):
        response = sihteerin.post(
            osoite("fakta-lisaa", luonnos.pk), {"avain": "testi.taulukko", "kunta": "687"}
        )

        assert response.json() == {
            "tunnus": luonnos.faktat.get().pk,
            "solmu": "faktataulukko",
            "nakyma": {
                "otsikko": "Kunnan nimet",
                "sarakkeet": ["Peruste", "Nimi"],
                "rivit": [["§ 30", "Rautavaara"], ["§ 32", "–"]],
            },
        }

    def test_editor_gets_what_the_facts_say_now(self, sihteerin, luonnos, sihteeri):
        fakta, _ = lisaa_fakta(luonnos, user=sihteeri)
        nimea("Muuttunut")

        faktat = sihteerin.get(osoite("muokkaa", luonnos.pk)).context["faktat"]

        assert faktat["tekstit"] == {fakta.pk: {"teksti": "Toinen nimi on Muuttunut klo 13.00."}}
        assert faktat["kentat"]["lahipalvelut.toteuma"] == ["kunta", "alkupvm", "loppupvm"]

    def test_each_has_its_method(self, sihteerin, luonnos):
        assert sihteerin.post(osoite("fakta-esikatsele", luonnos.pk)).status_code == 405
        assert sihteerin.get(osoite("fakta-lisaa", luonnos.pk)).status_code == 405


def test_draft_whose_fact_has_lost_its_data_can_be_opened_and_mended(sihteerin, luonnos, sihteeri):
    nimea("Rautavaara")
    fakta, lause = lisaa_fakta(luonnos, user=sihteeri)
    kirjoita_osio(luonnos, 1, f"<p>Alku. {lause}</p>", user=sihteeri)
    nimea("")
    puute = "Kunnalla ei ole toista nimeä. Lisää se."

    sivu = sihteerin.get(luonnos.get_absolute_url())
    muokkain = sihteerin.get(osoite("osio", luonnos.osiot.first().pk))

    assert puute in sivu.text
    assert muokkain.context["faktat"]["tekstit"] == {fakta.pk: {"teksti": puute}}
    assert sihteerin.get(osoite("pdf", luonnos.pk)).status_code == 200
