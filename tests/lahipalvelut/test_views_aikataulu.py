import datetime

import pytest
from django.urls import reverse

from tests.lahipalvelut.factories import PalvelupaivaFactory
from tests.lahipalvelut.sivut import teksti

SYY = "Asiantuntija sairastui yöllä."


def kunnan_sivu(kunta):
    return reverse("lahipalvelut:detail", args=[kunta.koodi])


class TestList:
    url = reverse("lahipalvelut:list")

    @pytest.mark.usefixtures("paivaa_ennen", "paiva")
    def test_public_sees_coming_days(self, client):
        response = client.get(self.url)

        assert [paiva.pvm for paiva in response.context["table"].data] == [datetime.date(2025, 6, 11)]
        assert "ke 11.6.2025" in teksti(response)

    @pytest.mark.usefixtures("paivan_iltana", "paiva")
    def test_days_gone_by_are_shown_when_asked_for(self, client, rivi, siilinjarvi):
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28))

        def paivat(**ehdot):
            return [paiva.pvm.day for paiva in client.get(self.url, ehdot).context["table"].data]

        assert paivat() == [11]
        assert paivat(alku="2025-05-01") == [28, 11]
        assert paivat(alku="2025-05-01", loppu="2025-06-01") == [28]
        assert paivat(alku="2025-05-01", kunta="687") == [28, 11]
        assert paivat(alku="2025-05-01", kunta="749") == []
        assert paivat(alku="2025-05-01", tila="pidetty") == []
        assert paivat(alku="2025-05-01", alue="17") == [28, 11]

    @pytest.mark.usefixtures("paiva")
    def test_unknown_filter_value_is_told_at_its_field(self, client):
        response = client.get(self.url, {"alku": "eilen", "kunta": "999"})

        assert set(response.context["suodatin"].errors) == {"alku", "kunta"}

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_reason_in_words_and_names_stay_inside(self, client, rivi, asiantuntija):
        PalvelupaivaFactory(rivi=rivi, peruttu=True, muutosilmoittaja=asiantuntija)
        client.force_login(asiantuntija)

        response = client.get(self.url)

        assert "henkilöstösyy" in teksti(response)
        assert SYY not in teksti(response)
        assert "Milla Tuomikoski" not in teksti(response)

    @pytest.mark.parametrize("maara", [1, 3])
    @pytest.mark.usefixtures("paivaa_ennen")
    def test_query_count(self, client, rivi, asiantuntija, django_assert_num_queries, maara):
        for numero in range(maara):
            PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 11 + numero))
        client.force_login(asiantuntija)

        with django_assert_num_queries(6):
            client.get(self.url)


class TestDetail:
    @pytest.mark.usefixtures("paivaa_ennen", "paiva")
    def test_first_thing_is_the_next_day(self, client, rautavaara):
        response = client.get(kunnan_sivu(rautavaara))

        assert (
            'ke 11.6.2025 <span class="yhdessa">klo 9.00–15.00</span></strong> <span class="apuna">(huomenna)'
            in teksti(response)
        )
        assert "joka toinen keskiviikko klo 9.00–15.00" in teksti(response)

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_cancelled_day_is_not_the_next_one_but_is_told(self, client, rautavaara, rivi, asiantuntija):
        PalvelupaivaFactory(rivi=rivi, peruttu=True, muutosilmoittaja=asiantuntija)
        seuraava = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))

        response = client.get(kunnan_sivu(rautavaara))

        assert response.context["seuraava"] == seuraava
        assert "Äkillinen muutos: henkilöstösyy, ilmoitettu 11.6.2025 klo 7.30 (1 tunti ennen)." in teksti(
            response
        )

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_what_may_describe_a_person_is_for_the_area_and_the_municipality(
        self, client, rautavaara, rivi, asiantuntija, raija, kari, muu_asiantuntija
    ):
        PalvelupaivaFactory(rivi=rivi, peruttu=True, muutosilmoittaja=asiantuntija)
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25), huomautus="Avain haettava.")
        sisaiset = {SYY, "Avain haettava.", "Milla Tuomikoski"}

        def nakyvat():
            sivu = teksti(client.get(kunnan_sivu(rautavaara)))
            return {sana for sana in sisaiset if sana in sivu}

        assert nakyvat() == set()
        for user in (kari, muu_asiantuntija):
            client.force_login(user)
            assert nakyvat() == set()
        for user in (raija, asiantuntija):
            client.force_login(user)
            assert nakyvat() == sisaiset

    def test_ledger_of_a_chosen_period_balances(self, client, rautavaara, rivi, asiantuntija):
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28), pidetty=True, kirjaaja=asiantuntija)
        PalvelupaivaFactory(rivi=rivi, peruttu=True, muutosilmoittaja=asiantuntija)
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 9, 3))

        response = client.get(kunnan_sivu(rautavaara), {"alku": "2025-05-01", "loppu": "2025-08-31"})

        toteuma = response.context["toteuma"]
        luvut = toteuma["luvut"]
        assert (luvut.suunniteltu, luvut.pidetty, luvut.peruttu, luvut.menneet) == (2, 1, 1, 2)
        assert "50 % menneistä 2 päivästä" in teksti(response)

    @pytest.mark.usefixtures("paiva", "paivaa_ennen")
    def test_day_ahead_is_not_counted_as_missed(self, client, rautavaara):
        response = client.get(kunnan_sivu(rautavaara), {"alku": "2025-06-01", "loppu": "2025-06-30"})

        assert response.context["toteuma"]["luvut"].osuus is None

    @pytest.mark.parametrize(
        ("loppu", "viesti"),
        [
            ("2025-04-30", "Loppupäivä ei voi olla ennen alkupäivää."),
            ("2027-06-01", "Valitse enintään kahden vuoden jakso."),
        ],
    )
    def test_wrong_period_is_told_at_its_field(self, client, rautavaara, loppu, viesti):
        response = client.get(kunnan_sivu(rautavaara), {"alku": "2025-05-01", "loppu": loppu})

        assert response.context["suodatin"].errors == {"loppu": [viesti]}
        assert 'value="2025-05-01"' in teksti(response)

    @pytest.mark.usefixtures("rautavaara")
    @pytest.mark.parametrize("koodi", ["999", "omaa"])
    def test_unknown_municipality_is_not_found(self, client, koodi):
        assert client.get(reverse("lahipalvelut:detail", args=[koodi])).status_code == 404

    def test_municipality_of_an_area_not_in_use_is_not_found(self, client, rautavaara):
        rautavaara.alue.kaytossa = False
        rautavaara.alue.save()

        assert client.get(kunnan_sivu(rautavaara)).status_code == 404

    def test_municipality_without_a_plan_says_what_will_come(self, client, rautavaara):
        response = client.get(kunnan_sivu(rautavaara))

        assert "Päivät tulevat tähän, kun palvelusuunnitelmaan on lisätty rivi." in teksti(response)

    @pytest.mark.parametrize("maara", [1, 3])
    @pytest.mark.usefixtures("paivaa_ennen")
    def test_query_count(self, client, rivi, koordinaattori, django_assert_num_queries, maara):
        for numero in range(maara):
            PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 11 + numero))
            PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 11 + numero))
        client.force_login(koordinaattori)

        with django_assert_num_queries(9):
            client.get(kunnan_sivu(rivi.suunnitelma.kunta))
