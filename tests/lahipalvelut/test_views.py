import datetime

import pytest
from django.urls import reverse

from lahipalvelut.models import Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tests.factories import HenkiloFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory, PalvelupisteFactory

SYY = "Asiantuntija sairastui yöllä."
PERUTAAN = {"syykoodi": "sairastuminen", "syy": "Kuume.", "muutosaika": "2025-06-10T07:00"}


def teksti(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


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

        assert "sairastuminen" in teksti(response)
        assert SYY not in teksti(response)
        assert "Milla Tuomikoski" not in teksti(response)

    @pytest.mark.parametrize("maara", [1, 3])
    @pytest.mark.usefixtures("paivaa_ennen")
    def test_query_count(self, client, rivi, asiantuntija, django_assert_num_queries, maara):
        for numero in range(maara):
            PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 11 + numero))
        client.force_login(asiantuntija)

        with django_assert_num_queries(7):
            client.get(self.url)


class TestDetail:
    @pytest.mark.usefixtures("paivaa_ennen", "paiva")
    def test_first_thing_is_the_next_day(self, client, rautavaara):
        response = client.get(kunnan_sivu(rautavaara))

        assert 'ke 11.6.2025 klo 9.00–15.00</strong> <span class="apuna">(huomenna)' in teksti(response)
        assert "joka toinen keskiviikko klo 9.00–15.00" in teksti(response)

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_cancelled_day_is_not_the_next_one_but_is_told(self, client, rautavaara, rivi, asiantuntija):
        PalvelupaivaFactory(rivi=rivi, peruttu=True, muutosilmoittaja=asiantuntija)
        seuraava = PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))

        response = client.get(kunnan_sivu(rautavaara))

        assert response.context["seuraava"] == seuraava
        assert "Äkillinen muutos: sairastuminen, ilmoitettu 11.6.2025 klo 7.30 (1 tunti ennen)." in teksti(
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
        assert toteuma["luvut"] == {
            "suunniteltu": 2,
            "pidetty": 1,
            "peruttu": 1,
            "edessa": 0,
            "kirjaamatta": 0,
        }
        assert "50 % menneistä 2 päivästä" in teksti(response)

    @pytest.mark.usefixtures("paiva", "paivaa_ennen")
    def test_day_ahead_is_not_counted_as_missed(self, client, rautavaara):
        response = client.get(kunnan_sivu(rautavaara), {"alku": "2025-06-01", "loppu": "2025-06-30"})

        assert response.context["toteuma"]["osuus"] is None

    @pytest.mark.parametrize(
        ("loppu", "viesti"),
        [
            ("2025-04-30", "Loppupäivä ei voi olla ennen alkupäivää."),
            ("2027-06-01", "Valitse enintään kahden vuoden jakso."),
        ],
    )
    def test_wrong_period_is_told_at_its_field(self, client, rautavaara, loppu, viesti):
        response = client.get(kunnan_sivu(rautavaara), {"alku": "2025-05-01", "loppu": loppu})

        assert response.context["toteuma"]["jakso"].errors == {"loppu": [viesti]}
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

        with django_assert_num_queries(10):
            client.get(kunnan_sivu(rivi.suunnitelma.kunta))


class TestOmat:
    url = reverse("lahipalvelut:omat")

    @pytest.mark.usefixtures("paivan_iltana", "paiva")
    def test_unlogged_days_come_first_then_today_and_the_next(self, client, rivi, asiantuntija):
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28))
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))
        client.force_login(asiantuntija)

        context = client.get(self.url).context

        assert [paiva.pvm.day for paiva in context["kirjaamatta"]] == [28]
        assert [(rivi["paiva"].pvm.day, rivi["voi_kirjata"]) for rivi in context["tanaan"]] == [(11, True)]
        assert [(rivi["paiva"].pvm.day, rivi["voi_kirjata"]) for rivi in context["tulevat"]] == [(25, False)]

    @pytest.mark.usefixtures("paivan_iltana")
    def test_one_tap_logs_the_day_and_returns_here(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)

        response = client.post(reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk]), {"paluu": "omat"})

        assert response.url == self.url
        assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "pidetty"

    @pytest.mark.usefixtures("paivan_iltana", "paiva")
    def test_another_areas_days_are_not_listed(self, client, muu_asiantuntija):
        client.force_login(muu_asiantuntija)

        context = client.get(self.url).context

        assert (list(context["kirjaamatta"]), context["tanaan"], context["tulevat"]) == ([], [], [])

    def test_liaison_is_refused(self, client, raija):
        client.force_login(raija)

        assert client.get(self.url).status_code == 403

    def test_public_is_asked_to_sign_in(self, client):
        assert client.get(self.url).url.startswith("/tili/login/")

    @pytest.mark.parametrize("maara", [1, 3])
    @pytest.mark.usefixtures("paivan_iltana")
    def test_query_count(self, client, rivi, asiantuntija, django_assert_num_queries, maara):
        for numero in range(maara):
            PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 11 + numero))
            PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 11 + numero))
        client.force_login(asiantuntija)

        with django_assert_num_queries(6):
            client.get(self.url)


class TestPaiva:
    @pytest.mark.usefixtures("paivaa_ennen")
    def test_day_tells_its_history(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)
        client.post(reverse("lahipalvelut:paiva-peru", args=[paiva.pk]), PERUTAAN)

        response = client.get(paiva.get_absolute_url())

        assert [(t["nimi"], t["tekija"], t["syy"]) for t in response.context["tapahtumat"]] == [
            ("Peruttu", "Aino Harjula", "Kuume.")
        ]
        assert response.context["voi_perua"] is False
        assert response.context["voi_perua_kirjauksen"] is True

    def test_liaison_reads_without_acts(self, client, paiva, raija):
        client.force_login(raija)

        context = client.get(paiva.get_absolute_url()).context

        assert (context["voi_kirjata"], context["voi_perua"], context["voi_perua_kirjauksen"]) == (
            False,
            False,
            False,
        )

    @pytest.mark.parametrize("nimi", ["paiva", "paiva-peru", "paiva-peru-kirjaus"])
    def test_outsiders_do_not_find_it(self, client, paiva, kari, muu_asiantuntija, nimi):
        for user in (kari, muu_asiantuntija):
            client.force_login(user)
            assert client.get(reverse(f"lahipalvelut:{nimi}", args=[paiva.pk])).status_code == 404

    @pytest.mark.parametrize("nimi", ["paiva-kirjaa", "paiva-peru", "paiva-peru-kirjaus"])
    def test_acts_of_those_who_only_read_are_refused(self, client, paiva, raija, sihteeri, nimi):
        for user in (raija, sihteeri):
            client.force_login(user)
            assert client.post(reverse(f"lahipalvelut:{nimi}", args=[paiva.pk]), PERUTAAN).status_code == 403

    def test_log_is_posted(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)

        assert client.get(reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk])).status_code == 405

    @pytest.mark.usefixtures("paivan_iltana")
    def test_second_log_is_told(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)
        url = reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk])
        client.post(url)

        response = client.post(url, follow=True)

        assert "Päivä 11.6.2025 on tilassa ”pidetty”, joten toimintoa ei voi tehdä." in teksti(response)

    @pytest.mark.usefixtures("paivan_iltana")
    def test_identity_code_in_a_note_is_refused_without_echo(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)

        response = client.post(
            reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk]),
            {"huomautus": "Asiakas 131052-308T kävi aamulla."},
        )

        assert "huomautus" in response.context["form"].errors
        assert "131052-308T" not in teksti(response)
        assert "kävi aamulla" in teksti(response)
        assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "avoin"

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_cancelling_names_the_day_and_the_notice(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)

        response = client.get(reverse("lahipalvelut:paiva-peru", args=[paiva.pk]))

        assert "Perutaanko Rautavaara, ke 11.6.2025?" in teksti(response)
        assert "siitä ilmoitetaan 26 tuntia ennen" in teksti(response)
        assert 'value="2025-06-10T07:00"' in teksti(response)

    @pytest.mark.usefixtures("paivaa_ennen")
    def test_day_is_cancelled(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)

        response = client.post(reverse("lahipalvelut:paiva-peru", args=[paiva.pk]), PERUTAAN)

        paiva.refresh_from_db()
        assert response.url == paiva.get_absolute_url()
        assert (paiva.tila, paiva.syykoodi, paiva.ilmoitettu_tunteja) == ("peruttu", "sairastuminen", 26)

    @pytest.mark.usefixtures("paivaa_ennen")
    @pytest.mark.parametrize(
        ("kentta", "arvo"), [("syykoodi", ""), ("syy", " "), ("muutosaika", "2025-06-10T07:01")]
    )
    def test_bad_cancelling_keeps_what_was_typed(self, client, paiva, asiantuntija, kentta, arvo):
        client.force_login(asiantuntija)
        tiedot = {**PERUTAAN, "syy": "Kuume ja yskä."} | {kentta: arvo}

        response = client.post(reverse("lahipalvelut:paiva-peru", args=[paiva.pk]), tiedot)

        assert list(response.context["form"].errors) == [kentta]
        assert kentta == "syy" or "Kuume ja yskä." in teksti(response)
        assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "avoin"

    @pytest.mark.usefixtures("paivan_iltana")
    def test_wrong_log_is_opened_again_with_a_reason(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)
        client.post(reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk]))
        url = reverse("lahipalvelut:paiva-peru-kirjaus", args=[paiva.pk])

        ilman = client.post(url, {"syy": ""})
        client.post(url, {"syy": "Väärä päivä."})

        assert list(ilman.context["form"].errors) == ["syy"]
        assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "avoin"

    def test_query_count(self, client, paiva, asiantuntija, django_assert_num_queries):
        client.force_login(asiantuntija)

        with django_assert_num_queries(6):
            client.get(paiva.get_absolute_url())


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
