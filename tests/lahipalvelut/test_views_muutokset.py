import datetime
import uuid

import pytest
from django.urls import reverse

from lahipalvelut import workflow
from lahipalvelut.models import Jakso, Kirjaustunnus, Palvelupaiva, Suunnitelmarivi
from tests.lahipalvelut.factories import (
    PalvelupaivaFactory,
    PalvelusuunnitelmaFactory,
    SuunnitelmariviFactory,
)
from tests.lahipalvelut.sivut import luettuna, teksti
from tyollisyysalue import kello

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paivaa_ennen")]
TORSTAI = datetime.date(2025, 6, 12)


def tiedot(paiva, **muut):
    return {
        "pvm": "2025-06-12",
        "alkuklo": "09:00",
        "loppuklo": "15:00",
        "palvelupiste": paiva.palvelupiste_id,
        "syykoodi": "saa",
        "syy": "Tie on poikki.",
        "kerrottu": "Raijalle puhelimessa",
        "muutosaika": "2025-06-10T06:30",
        **muut,
    }


class TestSiirto:
    @pytest.fixture
    def url(self, paiva):
        return reverse("lahipalvelut:paiva-siirra", args=[paiva.pk])

    def test_form_proposes_a_free_day_and_tells_the_notice(self, client, url, asiantuntija):
        client.force_login(asiantuntija)

        response = client.get(url)

        assert response.context["form"].initial["pvm"] == TORSTAI
        assert "on to 12.6.2025" in teksti(response)
        assert "siitä ilmoitetaan 26 tuntia ennen" in teksti(response)

    def test_day_is_moved(self, client, url, paiva, asiantuntija):
        client.force_login(asiantuntija)

        response = client.post(url, tiedot(paiva), follow=True)

        paiva.refresh_from_db()
        assert (paiva.siirretty_paivaan.pvm, paiva.kerrottu) == (TORSTAI, "Raijalle puhelimessa")
        assert "on siirretty: uusi päivä on to 12.6.2025" in teksti(response)
        assert "Kunta on kuitannut ei vielä" in luettuna(response)

    def test_new_day_tells_where_it_comes_from(self, client, url, paiva, asiantuntija):
        client.force_login(asiantuntija)
        client.post(url, tiedot(paiva))

        response = client.get(Palvelupaiva.objects.get(alkupera="siirto").get_absolute_url())

        assert "Siirretty päivästä ke 11.6.2025" in luettuna(response)

    def test_clash_is_shown_before_and_the_second_sending_goes_past_it(
        self, client, url, paiva, siilinjarvi, asiantuntija
    ):
        toinen = SuunnitelmariviFactory(
            suunnitelma=PalvelusuunnitelmaFactory(kunta=siilinjarvi), vastuuhenkilo=paiva.kavija
        )
        PalvelupaivaFactory(rivi=toinen, pvm=TORSTAI)
        client.force_login(asiantuntija)

        eka = client.post(url, tiedot(paiva))
        assert "on samaan aikaan muualla: Siilinjärvi" in teksti(eka)
        assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "avoin"

        nahty = eka.context["form"]["nahty"].value()
        muualle = client.post(url, tiedot(paiva, pvm="2025-12-24", nahty=nahty))
        assert "pyhäpäivä: Jouluaatto" in teksti(muualle)

        toka = client.post(url, tiedot(paiva, nahty=nahty))
        assert toka.status_code == 302
        assert Palvelupaiva.objects.get(pk=paiva.pk).tila == "siirretty"

    def test_move_that_comes_again_is_answered_as_received(self, client, url, paiva, asiantuntija):
        """By then the new day is itself in the way."""
        client.force_login(asiantuntija)
        lomake = tiedot(paiva, lahetys=str(uuid.uuid4()))

        vastaukset = [client.post(url, lomake, follow=True) for _ in range(2)]

        assert "Lomake oli jo vastaanotettu" in teksti(vastaukset[1])
        assert Palvelupaiva.objects.count() == 2

    @pytest.mark.parametrize(
        ("muutos", "kentta"),
        [
            ({"syykoodi": ""}, "syykoodi"),
            ({"pvm": "x"}, "pvm"),
            ({"loppuklo": "08:00"}, "__all__"),
            ({"muutosaika": "2025-06-10T07:01"}, "muutosaika"),
            ({"pvm": "2025-06-11"}, "pvm"),
        ],
    )
    def test_bad_move_is_told_and_keeps_what_was_typed(
        self, client, url, paiva, asiantuntija, muutos, kentta
    ):
        client.force_login(asiantuntija)

        response = client.post(url, tiedot(paiva, **muutos))

        assert list(response.context["form"].errors) == [kentta]
        assert "Tie on poikki." in teksti(response)
        assert Palvelupaiva.objects.count() == 1


class TestLisapaiva:
    @pytest.fixture
    def url(self, rivi):
        return reverse("lahipalvelut:paiva-lisaa", args=["687"])

    def test_day_is_added_once_however_often_the_form_comes(self, client, url, rivi, asiantuntija):
        client.force_login(asiantuntija)
        lomake = {
            "rivi": rivi.pk,
            "pvm": "2025-06-18",
            "alkuklo": "09:00",
            "loppuklo": "12:00",
            "palvelupiste": rivi.palvelupiste_id,
            "syy": "Rekrytointi",
            "lahetys": str(uuid.uuid4()),
        }

        vastaukset = [client.post(url, lomake, follow=True) for _ in range(2)]

        assert "on lisätty aikatauluun" in teksti(vastaukset[0])
        assert "Lomake oli jo vastaanotettu" in teksti(vastaukset[1])
        assert [paiva.alkupera for paiva in Palvelupaiva.objects.all()] == ["lisapaiva"]
        assert Kirjaustunnus.objects.count() == 1

    def test_lines_are_told_by_their_person_and_rule(self, client, url, rivi, asiantuntija):
        client.force_login(asiantuntija)

        nimi = f"{rivi.vastuuhenkilo.nimi}: {rivi.toistuvuus.lause()}"
        assert nimi.replace("\u00a0", " ") in teksti(client.get(url)).replace("\u00a0", " ")

    def test_without_a_plan_there_is_no_form(self, client, siilinjarvi, asiantuntija):
        client.force_login(asiantuntija)

        response = client.get(reverse("lahipalvelut:paiva-lisaa", args=["749"]))

        assert Suunnitelmarivi.objects.count() == 0
        assert "Päivän voi lisätä, kun suunnitelma on hyväksytty." in teksti(response)

    def test_those_who_only_read_do_not_add(self, client, url, raija, sihteeri, muu_asiantuntija):
        for user in (raija, sihteeri, muu_asiantuntija):
            client.force_login(user)
            assert client.get(url).status_code == 403


class TestKuittaus:
    @pytest.fixture
    def peruttu(self, paiva, asiantuntija):
        return workflow.peru(paiva, syykoodi="saa", syy="Tie on poikki.", user=asiantuntija)

    def test_liaison_acknowledges_from_the_front_page(self, client, peruttu, raija):
        client.force_login(raija)
        assert "kuittaa, että kunta tietää siitä" in teksti(client.get("/"))

        response = client.post(
            reverse("lahipalvelut:paiva-kuittaa", args=[peruttu.pk]), {"paluu": "etusivu"}, follow=True
        )

        assert response.request["PATH_INFO"] == "/"
        assert "Muutos on kuitattu." in teksti(response)
        assert "kuittaa, että kunta tietää siitä" not in teksti(response)

    def test_and_from_the_days_page(self, client, peruttu, raija):
        client.force_login(raija)
        assert client.get(peruttu.get_absolute_url()).context["voi_kuitata"]

        response = client.post(reverse("lahipalvelut:paiva-kuittaa", args=[peruttu.pk]), follow=True)

        assert not response.context["voi_kuitata"]
        assert "Kunta on kuitannut muutoksen" in teksti(response)

    def test_taken_back_meanwhile(self, client, peruttu, raija, asiantuntija):
        workflow.peru_kirjaus(peruttu, syy="Päästiin.", user=asiantuntija)
        client.force_login(raija)

        response = client.post(reverse("lahipalvelut:paiva-kuittaa", args=[peruttu.pk]), follow=True)

        assert "Muutos on otettu takaisin" in teksti(response)

    def test_others_do_not(self, client, peruttu, asiantuntija, kari):
        for user, odotettu in [(asiantuntija, 403), (kari, 404)]:
            client.force_login(user)
            url = reverse("lahipalvelut:paiva-kuittaa", args=[peruttu.pk])
            assert client.post(url).status_code == odotettu


class TestSuljettuKuukausi:
    """The month of the new day is closed, that of the old one is not: the form asks for the reason and takes it."""

    @pytest.fixture(autouse=True)
    def toukokuu_on_suljettu(self, paiva, koordinaattori):
        Jakso.objects.create(
            kunta=paiva.kunta,
            kuukausi=datetime.date(2025, 5, 1),
            tila=Jakso.Tila.SULJETTU,
            muutettu=kello.nyt(),
            muuttaja=koordinaattori,
        )

    @pytest.fixture(params=["paiva-siirra", "paiva-lisaa"])
    def url(self, request, paiva):
        return reverse(
            f"lahipalvelut:{request.param}",
            args=[paiva.pk if request.param == "paiva-siirra" else paiva.kunta.koodi],
        )

    def test_coordinator_gives_the_reason(self, client, url, paiva, koordinaattori):
        client.force_login(koordinaattori)
        data = tiedot(paiva, pvm="2025-05-15", rivi=paiva.rivi_id)

        response = client.post(url, data)
        assert list(response.context["form"].errors) == ["korjaussyy"]
        data["korjaussyy"] = "Käynti jäi kirjaamatta."
        response = client.post(url, data)
        # What is in the way of a past day has been seen.
        client.post(url, data | {"nahty": response.context["form"].data["nahty"]})

        uusi = Palvelupaiva.objects.get(pvm=datetime.date(2025, 5, 15))
        assert uusi.korjaussyy == "Käynti jäi kirjaamatta."

    def test_others_are_told_that_it_is_closed(self, client, url, paiva, asiantuntija):
        client.force_login(asiantuntija)

        response = client.post(url, tiedot(paiva, pvm="2025-05-15", rivi=paiva.rivi_id))

        assert "suljettu" in teksti(response)
        assert not Palvelupaiva.objects.filter(pvm=datetime.date(2025, 5, 15)).exists()

    @pytest.mark.parametrize("pvm", ["2025-02-31", "", "x" * 40])
    def test_date_that_is_none_is_told_at_its_field(self, client, url, paiva, koordinaattori, pvm):
        client.force_login(koordinaattori)

        response = client.post(url, tiedot(paiva, pvm=pvm, rivi=paiva.rivi_id))

        assert list(response.context["form"].errors) == ["pvm"]
