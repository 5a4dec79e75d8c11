import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.lahipalvelut.factories import PalvelupaivaFactory, siirra
from tests.lahipalvelut.sivut import teksti
from tests.yhteyshenkilot.factories import AvainprosessiFactory

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

    @pytest.mark.usefixtures("paivaa_ennen", "paiva")
    def test_days_of_a_channel_and_of_a_process(self, client, rivi):
        prosessi = AvainprosessiFactory(alue=rivi.suunnitelma.kunta.alue)

        def maara(**ehdot):
            return len(client.get(self.url, ehdot).context["table"].data)

        assert (maara(kanava="puhelin"), maara(kanava="video"), maara(prosessi=prosessi.pk)) == (1, 0, 0)
        rivi.prosessit.add(prosessi)
        sivu = client.get(self.url, {"prosessi": prosessi.pk})
        assert len(sivu.context["table"].data) == 1
        assert f"/lahipalvelut/prosessit/{prosessi.pk}.ics?kieli=fi" in teksti(sivu)

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

        with django_assert_num_queries(8):
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

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_moved_day_says_where_to_why_and_since_when(self, client, rautavaara, rivi, asiantuntija):
        vanha = PalvelupaivaFactory(rivi=rivi)
        uusi = siirra(
            vanha,
            user=asiantuntija,
            pvm=datetime.date(2025, 6, 13),
            muutosaika=datetime.datetime(2025, 6, 10, 4, tzinfo=datetime.UTC),
        )

        response = client.get(kunnan_sivu(rautavaara))

        assert response.context["seuraava"] == uusi
        assert (
            "Siirretty: ke 11.6.2025.</strong> Äkillinen muutos: uusi päivä pe 13.6.2025 "
            f"klo 9.00–15.00, {uusi.palvelupiste.nimi}; sää tai liikenne, ilmoitettu 10.6.2025 klo 7.00 "
            "(26 tuntia ennen)."
        ) in teksti(response)
        assert "siirretty päivästä ke 11.6.2025" in teksti(response)

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_extra_day_is_called_one(self, client, rautavaara, rivi):
        PalvelupaivaFactory(rivi=rivi, alkupera="lisapaiva")

        assert "lisäpäivä" in teksti(client.get(kunnan_sivu(rautavaara)))

    @pytest.mark.usefixtures("paivaa_ennen", "paiva")
    def test_how_to_reach_the_service_by_each_channel(self, client, rautavaara, rivi):
        alue = rautavaara.alue
        alue.puhelin, alue.videopalvelu, alue.sahkoposti = "017 000 0000", "Varaa aika puhelimitse.", ""
        alue.save()
        rivi.palvelupiste.saapumisohje = "Ovi parkkipaikan puolella, luiska."
        rivi.palvelupiste.save()

        def tavat():
            sivu = client.get(kunnan_sivu(rautavaara))
            osio = BeautifulSoup(sivu.content, "html.parser").find(
                "section", attrs={"aria-labelledby": "tavoitat"}
            )
            return {dt.text: " ".join(dt.find_next("dd").text.split()) for dt in osio.find_all("dt")}

        assert tavat() == {
            "Paikan päällä": f"{rivi.palvelupiste}Ovi parkkipaikan puolella, luiska.",
            "Puhelimitse": "017 000 0000",
        }
        rivi.kanavat = ["video"]
        rivi.save()
        assert tavat() == {"Videoyhteydellä": "Varaa aika puhelimitse."}

    def test_list_of_the_ledger_is_narrowed_by_the_address(self, client, rautavaara, rivi, asiantuntija):
        pidetty = PalvelupaivaFactory(rivi=rivi, pidetty=True, kirjaaja=asiantuntija)
        PalvelupaivaFactory(
            rivi=rivi, pvm=datetime.date(2025, 5, 28), peruttu=True, muutosilmoittaja=asiantuntija
        )
        ehdot = {"alku": "2025-05-01", "loppu": "2025-08-31", "tila": "pidetty"}

        response = client.get(kunnan_sivu(rautavaara), ehdot)

        assert list(response.context["taulu"].data) == [pidetty]
        # The figures are of the whole period all the same.
        assert response.context["toteuma"]["luvut"].suunniteltu == 2

    def test_chart_of_the_ledger_is_a_file(self, client, rautavaara, rivi, asiantuntija):
        PalvelupaivaFactory(rivi=rivi, pidetty=True, kirjaaja=asiantuntija)
        ehdot = {"alku": "2025-05-01", "loppu": "2025-08-31"}

        kaavio = client.get(reverse("lahipalvelut:toteuma-kaavio", args=["687", "svg"]), ehdot)

        assert kaavio.headers["Content-Type"] == "image/svg+xml"
        assert "6/2025: 1/1" in kaavio.text
        assert (
            client.get(kaavio.request["PATH_INFO"], {"alku": "2024-05-01", "loppu": "2024-06-01"}).status_code
            == 404
        )
        assert client.get(reverse("lahipalvelut:toteuma-kaavio", args=["687", "gif"])).status_code == 404

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

        with django_assert_num_queries(11):
            client.get(kunnan_sivu(rivi.suunnitelma.kunta))
