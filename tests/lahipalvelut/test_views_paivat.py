import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from lahipalvelut import workflow
from lahipalvelut.models import Asiakasmaara, Palvelupaiva
from tests.factories import UserFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory
from tests.lahipalvelut.sivut import teksti
from tyollisyysalue.roolit import Rooli

PERUTAAN = {"syykoodi": "sairastuminen", "syy": "Kuume.", "muutosaika": "2025-06-10T07:00"}


def oma(rivi, user):
    rivi.vastuuhenkilo = user.henkilo
    rivi.save(update_fields=["vastuuhenkilo"])


class TestOmat:
    url = reverse("lahipalvelut:omat")

    @pytest.mark.usefixtures("paivan_iltana", "paiva")
    def test_unlogged_days_come_first_then_today_and_the_next(self, client, rivi, asiantuntija):
        oma(rivi, asiantuntija)
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 28))
        PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 6, 25))
        client.force_login(asiantuntija)

        context = client.get(self.url).context

        assert [paiva.pvm.day for paiva in context["kirjaamatta"]] == [28]
        assert [(rivi["paiva"].pvm.day, rivi["voi_kirjata"]) for rivi in context["tanaan"]] == [(11, True)]
        assert [(rivi["paiva"].pvm.day, rivi["voi_kirjata"]) for rivi in context["tulevat"]] == [(25, False)]

    @pytest.mark.usefixtures("paivan_iltana", "paiva")
    def test_days_of_others_are_listed_when_asked(self, client, asiantuntija):
        client.force_login(asiantuntija)

        assert client.get(self.url).context["tanaan"] == []
        assert len(client.get(self.url, {"kaikki": ""}).context["tanaan"]) == 1

    @pytest.mark.usefixtures("paivan_iltana", "paiva")
    def test_coordinator_has_the_whole_area(self, client, koordinaattori):
        client.force_login(koordinaattori)

        assert len(client.get(self.url).context["tanaan"]) == 1

    @pytest.mark.usefixtures("paivan_iltana")
    def test_one_tap_logs_the_day_and_returns_here(self, client, paiva, asiantuntija):
        client.force_login(asiantuntija)

        response = client.post(reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk]), {"paluu": "omat"})

        assert response.url == f"{self.url}?kirjattu={paiva.pk}"
        assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "pidetty"

    @pytest.mark.usefixtures("paivan_iltana")
    def test_logged_day_takes_counts_and_a_note_if_there_are_any(self, client, paiva, rivi, asiantuntija):
        oma(rivi, asiantuntija)
        client.force_login(asiantuntija)
        kirjattu = client.post(reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk]), {"paluu": "omat"})
        form = client.get(kirjattu.url).context["kirjattu"]["form"]

        response = client.post(
            reverse("lahipalvelut:paiva-tarkenna", args=[paiva.pk]),
            {
                "paluu": "omat",
                "versio": form["versio"].value(),
                "asiakkaat_paikalla": "7",
                "huomautus": "Video ei toiminut.",
            },
        )

        assert [*form.fields][3:] == ["asiakkaat_paikalla", "asiakkaat_puhelin", "huomautus"]
        assert response.url == self.url
        assert [(m.kanava, m.maara) for m in Asiakasmaara.objects.all()] == [("paikalla", 7)]
        assert Palvelupaiva.objects.get(pk=paiva.pk).huomautus == "Video ei toiminut."

    @pytest.mark.usefixtures("paivan_iltana", "paiva")
    @pytest.mark.parametrize("kirjattu", ["x", "0", "9" * 30])
    def test_wrong_address_of_a_logged_day_is_passed_over(self, client, asiantuntija, kirjattu):
        client.force_login(asiantuntija)

        assert client.get(self.url, {"kirjattu": kirjattu}).context["kirjattu"] is None

    @pytest.mark.usefixtures("paivan_iltana")
    def test_unlogged_days_have_pages(self, client, rivi, asiantuntija):
        oma(rivi, asiantuntija)
        for numero in range(21):
            PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2025, 5, 1 + numero))
        client.force_login(asiantuntija)

        sivut = [client.get(self.url, {"sivu": sivu}).context["kirjaamatta"] for sivu in ("1", "2", "x")]

        assert [len(sivu) for sivu in sivut] == [20, 1, 20]

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
        oma(rivi, asiantuntija)
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

    @pytest.mark.parametrize("nimi", ["paiva", "paiva-peru", "paiva-peru-kirjaus", "paiva-siirra"])
    def test_outsiders_do_not_find_it(self, client, paiva, kari, muu_asiantuntija, nimi):
        for user in (kari, muu_asiantuntija):
            client.force_login(user)
            assert client.get(reverse(f"lahipalvelut:{nimi}", args=[paiva.pk])).status_code == 404

    @pytest.mark.parametrize(
        "nimi", ["paiva-kirjaa", "paiva-tarkenna", "paiva-peru", "paiva-peru-kirjaus", "paiva-siirra"]
    )
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

        response = client.post(url)

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
        # Content types are read once a process.
        ContentType.objects.get_for_model(paiva)

        with django_assert_num_queries(6):
            client.get(paiva.get_absolute_url())


class TestAsiakkaat:
    """Counts show on the day's own form to the one who gives them and to the coordinator; to nobody else."""

    def lomake(self, client, user, paiva):
        client.force_login(user)
        return client.get(paiva.get_absolute_url()).context["form"]

    @pytest.fixture
    def kirjattu(self, paiva, rivi, asiantuntija, paivan_iltana):
        oma(rivi, asiantuntija)
        workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)
        workflow.tarkenna_kirjausta(paiva, user=asiantuntija, huomautus="", asiakkaat={"paikalla": 437})
        return paiva

    def test_who_was_there_and_the_coordinator_see_the_count(
        self, client, kirjattu, asiantuntija, koordinaattori
    ):
        for user in (asiantuntija, koordinaattori):
            assert self.lomake(client, user, kirjattu).initial["asiakkaat_paikalla"] == 437
            assert "437" in teksti(client.get(kirjattu.get_absolute_url()))

    def test_another_expert_of_the_area_does_not(self, client, kirjattu, alue):
        toinen = UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=alue)

        form = self.lomake(client, toinen, kirjattu)

        assert [nimi for nimi in form.fields if nimi.startswith("asiakkaat")] == []
        assert "437" not in teksti(client.get(kirjattu.get_absolute_url()))

    def test_what_another_posts_is_not_taken(self, client, kirjattu, alue):
        client.force_login(UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=alue))

        client.post(
            reverse("lahipalvelut:paiva-tarkenna", args=[kirjattu.pk]),
            {"asiakkaat_paikalla": "5", "versio": workflow.kirjauksen_versio(kirjattu)},
        )

        assert Asiakasmaara.objects.get().maara == 437

    def test_form_that_waited_does_not_write_over_what_was_stored_meanwhile(
        self, client, kirjattu, asiantuntija, koordinaattori
    ):
        lomake = self.lomake(client, asiantuntija, kirjattu)
        workflow.tarkenna_kirjausta(
            kirjattu, user=koordinaattori, huomautus="Toisen teksti.", asiakkaat={"paikalla": 438}
        )
        osoite = reverse("lahipalvelut:paiva-tarkenna", args=[kirjattu.pk])
        tiedot = {"versio": lomake["versio"].value(), "asiakkaat_paikalla": "5", "huomautus": "Oma teksti."}

        myohassa = client.post(osoite, tiedot)

        assert "Toinen käyttäjä tallensi" in teksti(myohassa)
        assert [rivi["arvo"] for rivi in myohassa.context["tallennetut"]][::2] == [438, "Toisen teksti."]
        assert myohassa.context["form"]["huomautus"].value() == "Oma teksti."
        assert Asiakasmaara.objects.get().maara == 438
        client.post(osoite, tiedot | {"versio": myohassa.context["form"]["versio"].value()})
        assert Asiakasmaara.objects.get().maara == 5

    def test_liaison_and_secretary_have_no_form(self, client, kirjattu, raija, sihteeri):
        for user in (raija, sihteeri):
            assert self.lomake(client, user, kirjattu) is None

    @pytest.mark.parametrize("maara", ["-1", "501", "x", "1,5"])
    def test_impossible_count_is_told_at_its_field(self, client, kirjattu, asiantuntija, maara):
        client.force_login(asiantuntija)

        response = client.post(
            reverse("lahipalvelut:paiva-tarkenna", args=[kirjattu.pk]),
            {"asiakkaat_puhelin": maara, "versio": workflow.kirjauksen_versio(kirjattu)},
        )

        assert list(response.context["form"].errors) == ["asiakkaat_puhelin"]


def test_own_days_list_has_all_of_them(client, paiva, rivi, asiantuntija, paivan_iltana):
    oma(rivi, asiantuntija)
    PalvelupaivaFactory(rivi=rivi, pvm=datetime.date(2024, 6, 12))
    client.force_login(asiantuntija)

    response = client.get(reverse("lahipalvelut:omat-luettelo"))

    assert [rivi.record.pvm.year for rivi in response.context["taulu"].page] == [2024, 2025]
