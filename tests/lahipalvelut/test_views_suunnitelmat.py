import datetime

import pytest
from django.urls import reverse

from lahipalvelut.models import Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import PalvelupisteFactory
from tests.lahipalvelut.sivut import teksti


class TestSuunnitelma:
    tiedot = {
        "alkupvm": "2025-01-01",
        "loppupvm": "",
        "hyvaksymispvm": "2024-12-11",
        "hyvaksymisviite": "päätös § 24",
        "perustelu": "Asiakasmäärä suhteessa henkilötyövuosiin.",
    }

    def test_coordinator_makes_a_plan(self, client, rautavaara, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(reverse("lahipalvelut:suunnitelma-uusi", args=["687"]), self.tiedot)

        suunnitelma = Palvelusuunnitelma.objects.get(kunta=rautavaara)
        assert response.url == reverse("lahipalvelut:suunnitelma", args=[suunnitelma.pk])

    def test_overlap_is_told_and_what_was_typed_is_kept(self, client, suunnitelma, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(
            reverse("lahipalvelut:suunnitelma-uusi", args=["687"]),
            self.tiedot | {"perustelu": "Aivan uusi perustelu."},
        )

        assert response.context["form"].non_field_errors() == [
            "Kunnalla on jo palvelusuunnitelma osan tästä ajasta. Valitse aika, jolle suunnitelmaa ei ole."
        ]
        assert "Aivan uusi perustelu." in teksti(response)
        assert Palvelusuunnitelma.objects.count() == 1

    @pytest.mark.usefixtures("rautavaara")
    @pytest.mark.parametrize("nimi", ["suunnitelma-uusi", "palvelupiste-uusi"])
    def test_others_than_the_coordinator_are_refused(self, client, asiantuntija, raija, nimi):
        for user in (asiantuntija, raija):
            client.force_login(user)
            assert client.get(reverse(f"lahipalvelut:{nimi}", args=["687"])).status_code == 403

    def test_page_of_a_plan_is_for_the_area_and_the_municipality(self, client, rivi, raija, kari):
        url = reverse("lahipalvelut:suunnitelma", args=[rivi.suunnitelma.pk])
        client.force_login(raija)
        oma = client.get(url)
        client.force_login(kari)

        assert "Joka toinen keskiviikko" in teksti(oma)
        assert client.get(url).status_code == 404

    def test_details_of_a_plan_are_corrected(self, client, suunnitelma, koordinaattori):
        client.force_login(koordinaattori)
        url = reverse("lahipalvelut:suunnitelma-muokkaa", args=[suunnitelma.pk])

        client.post(url, self.tiedot | {"hyvaksymisviite": "päätös § 25", "versio": "1"})

        suunnitelma.refresh_from_db()
        assert (suunnitelma.hyvaksymisviite, suunnitelma.versio) == ("päätös § 25", 2)

    def test_second_editor_sees_both_texts_and_may_then_save(self, client, suunnitelma, koordinaattori):
        client.force_login(koordinaattori)
        url = reverse("lahipalvelut:suunnitelma-muokkaa", args=[suunnitelma.pk])
        client.post(url, self.tiedot | {"perustelu": "Ensimmäisen teksti.", "versio": "1"})
        oma = self.tiedot | {"perustelu": "Toisen teksti.", "versio": "1"}

        response = client.post(url, oma)

        assert "Ensimmäisen teksti." in teksti(response)
        assert "Toisen teksti." in teksti(response)
        assert 'name="versio" value="2"' in teksti(response)
        suunnitelma.refresh_from_db()
        assert suunnitelma.perustelu == "Ensimmäisen teksti."

        client.post(url, oma | {"versio": "2"})

        suunnitelma.refresh_from_db()
        assert suunnitelma.perustelu == "Toisen teksti."

    def test_coordinator_adds_a_place(self, client, rautavaara, koordinaattori):
        client.force_login(koordinaattori)

        client.post(
            reverse("lahipalvelut:palvelupiste-uusi", args=["687"]),
            {"nimi": "Kirjasto", "osoite": "Koulutie 2", "saapumisohje": "Ramppi pihalta."},
        )

        assert Palvelupiste.objects.get(kunta=rautavaara).osoite == "Koulutie 2"

    def test_place_of_the_same_name_is_told(self, client, rautavaara, koordinaattori):
        PalvelupisteFactory(kunta=rautavaara, nimi="Kirjasto")
        client.force_login(koordinaattori)

        response = client.post(
            reverse("lahipalvelut:palvelupiste-uusi", args=["687"]),
            {"nimi": "Kirjasto", "osoite": "Koulutie 2"},
        )

        assert response.context["form"].non_field_errors() == ["Kunnassa on jo tämänniminen palvelupiste."]


class TestRivi:
    @pytest.fixture
    def url(self, suunnitelma):
        return reverse("lahipalvelut:rivi-uusi", args=[suunnitelma.pk])

    @pytest.fixture
    def tiedot(self, suunnitelma):
        return {
            "ankkuripvm": "2025-10-15",
            "vali": "2",
            "alkuklo": "09:00",
            "loppuklo": "15:00",
            "palvelupiste": PalvelupisteFactory(kunta=suunnitelma.kunta).pk,
            "kanavat": ["paikalla", "video"],
            "vastuuhenkilo": HenkiloFactory(alue=suunnitelma.kunta.alue).pk,
        }

    def test_preview_shows_the_rule_its_days_and_holidays_and_saves_nothing(
        self, client, url, tiedot, koordinaattori
    ):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot | {"toiminto": "esikatsele"})

        esikatselu = response.context["esikatselu"]
        assert esikatselu["lause"] == "joka toinen keskiviikko klo\u00a09.00–15.00"
        assert [paiva["pvm"] for paiva in esikatselu["paivat"]][:2] == [
            datetime.date(2025, 10, 15),
            datetime.date(2025, 10, 29),
        ]
        assert len(esikatselu["paivat"]) == 12
        assert {p["pvm"]: p["pyha"] for p in esikatselu["paivat"] if p["pyha"]} == {
            datetime.date(2025, 12, 24): "Jouluaatto"
        }
        assert 'value="2025-10-15"' in teksti(response)
        assert not Suunnitelmarivi.objects.exists()

    def test_saving_makes_the_days(self, client, url, tiedot, suunnitelma, koordinaattori):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot | {"toiminto": "tallenna"})

        rivi = suunnitelma.rivit.get()
        assert response.url == reverse("lahipalvelut:suunnitelma", args=[suunnitelma.pk])
        assert rivi.kanavat == ["paikalla", "video"]
        assert rivi.palvelupaivat.first().pvm == datetime.date(2025, 10, 15)

    @pytest.mark.parametrize(
        ("muutos", "kentta"),
        [
            ({"vali": "9"}, "__all__"),
            ({"loppuklo": "08:00"}, "__all__"),
            ({"kanavat": []}, "kanavat"),
            ({"ankkuripvm": "keskiviikko"}, "ankkuripvm"),
        ],
    )
    @pytest.mark.parametrize("toiminto", ["esikatsele", "tallenna"])
    def test_bad_rule_is_told(self, client, url, tiedot, koordinaattori, muutos, kentta, toiminto):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot | muutos | {"toiminto": toiminto})

        assert list(response.context["form"].errors) == [kentta]
        assert response.context["esikatselu"] is None
        assert not Suunnitelmarivi.objects.exists()

    def test_place_and_person_of_elsewhere_cannot_be_chosen(
        self, client, url, tiedot, siilinjarvi, koordinaattori
    ):
        client.force_login(koordinaattori)
        muualta = {
            "palvelupiste": PalvelupisteFactory(kunta=siilinjarvi).pk,
            "vastuuhenkilo": HenkiloFactory(alue=siilinjarvi.alue, kunta=siilinjarvi).pk,
        }

        response = client.post(url, tiedot | muualta | {"toiminto": "tallenna"})

        assert set(response.context["form"].errors) == {"palvelupiste", "vastuuhenkilo"}

    def test_specialist_is_refused_and_outsider_does_not_find_it(self, client, url, asiantuntija, kari):
        client.force_login(asiantuntija)
        assert client.get(url).status_code == 403

        client.force_login(kari)
        assert client.get(url).status_code == 404
