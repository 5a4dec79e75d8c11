import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core import signing
from django.urls import reverse

from tests.tyollisyysalue import ilmoitusapu
from tests.tyollisyysalue.ilmoitusapu import AVAIN, ILTA, TOINEN, ilmoitus, sopimus
from tyollisyysalue import ilmoitusasetukset, jobs, kello
from tyollisyysalue.ilmoitukset import Tapa, lajit
from tyollisyysalue.models import Ilmoitus, Ilmoitusasetus, Sopimus

pytestmark = pytest.mark.django_db

LISTA, ASETUKSET, LUETUIKSI = (reverse(f"ilmoitukset:{nimi}") for nimi in ("list", "asetukset", "luetuiksi"))


@pytest.fixture(autouse=True)
def omat_lajit(monkeypatch):
    ilmoitusapu.rekisteroi(monkeypatch)


@pytest.fixture(autouse=True)
def ilta():
    with kello.aseta(ILTA):
        yield


@pytest.fixture
def kohde(rautavaara):
    return sopimus(rautavaara)


@pytest.fixture
def oma(kohde, raija):
    return ilmoitus(kohde)


def sivulla(response):
    return BeautifulSoup(response.content, "html.parser")


def rivit(response):
    return [
        [" ".join(solu.get_text().split()) for solu in rivi.find_all(["th", "td"])]
        for rivi in sivulla(response).select("#luettelo tbody tr")
    ]


class TestLuettelo:
    def test_own_ones_say_in_words_which_are_new(self, client, oma, kohde, raija):
        toinen = ilmoitus(kohde, TOINEN)
        Ilmoitus.objects.filter(pk=oma.pk).update(nahty=ILTA)
        client.force_login(raija)

        response = client.get(LISTA)

        otsikko = f"Sopimus {kohde.pk}: Rautavaara"
        assert rivit(response) == [
            [otsikko, "uusi", "Muistutus sopimuksesta", "23.11.2026 klo 19.05"],
            [otsikko, "luettu", "Sopimus lähetetty", "23.11.2026 klo 19.05"],
        ]
        linkit = [a["href"] for a in sivulla(response).select("#luettelo tbody a")]
        assert linkit == [f"/ilmoitukset/{toinen.pk}/", f"/ilmoitukset/{oma.pk}/"]

    def test_others_are_not_there(self, client, oma, kari):
        client.force_login(kari)

        response = client.get(LISTA)

        assert rivit(response) == []
        assert "Ilmoituksia ei löytynyt." in response.text

    @pytest.mark.parametrize(
        ("haku", "lajit_"),
        [
            ({"tila": "uusi"}, ["Muistutus sopimuksesta"]),
            ({"tila": "luettu"}, ["Sopimus lähetetty"]),
            ({"laji": AVAIN}, ["Sopimus lähetetty"]),
            ({"laji": AVAIN, "tila": "uusi"}, []),
        ],
    )
    def test_filtered(self, client, oma, kohde, raija, haku, lajit_):
        ilmoitus(kohde, TOINEN)
        Ilmoitus.objects.filter(pk=oma.pk).update(nahty=ILTA)
        client.force_login(raija)

        assert [rivi[2] for rivi in rivit(client.get(LISTA, haku))] == lajit_

    @pytest.mark.parametrize("maara", [1, 3])
    def test_costs_the_same_whatever_the_number_of_rows(
        self, client, kohde, raija, django_assert_num_queries, maara
    ):
        for _numero in range(maara):
            ilmoitus(kohde)
            Ilmoitus.objects.update(nahty=ILTA)
        client.force_login(raija)

        # Session, user, memberships, name, count, rows.
        with django_assert_num_queries(5):
            assert len(rivit(client.get(LISTA))) == maara

    def test_all_are_marked_seen_at_once(self, client, oma, kohde, raija, kari, siilinjarvi):
        muun = ilmoitus(sopimus(siilinjarvi))
        ilmoitus(kohde, TOINEN)
        client.force_login(raija)

        response = client.post(LUETUIKSI, follow=True)

        assert "2 ilmoitusta merkittiin luetuiksi." in response.text
        assert list(Ilmoitus.objects.nakematta()) == [muun]

    def test_marking_is_not_done_by_a_link(self, client, oma, raija):
        client.force_login(raija)

        assert client.get(LUETUIKSI).status_code == 405
        assert list(Ilmoitus.objects.nakematta()) == [oma]


class TestAvaaminen:
    def test_it_is_seen_and_leads_to_the_thing(self, client, oma, raija):
        client.force_login(raija)

        response = client.get(oma.get_absolute_url())

        assert (response.status_code, response.url) == (302, f"/sopimukset/{oma.object_id}/")
        oma.refresh_from_db()
        assert oma.nahty == ILTA

    def test_first_time_stays(self, client, oma, raija):
        Ilmoitus.objects.update(nahty=ILTA - datetime.timedelta(days=1))
        client.force_login(raija)

        client.get(oma.get_absolute_url())

        oma.refresh_from_db()
        assert oma.nahty == ILTA - datetime.timedelta(days=1)

    def test_another_users_is_not_found(self, client, oma, kari):
        client.force_login(kari)

        assert client.get(oma.get_absolute_url()).status_code == 404
        oma.refresh_from_db()
        assert oma.nahty is None

    def test_what_may_not_be_read_any_more_is_said_so(self, client, oma, raija, siilinjarvi):
        Sopimus.objects.update(kunta=siilinjarvi)
        client.force_login(raija)

        response = client.get(oma.get_absolute_url())

        assert response.status_code == 404
        assert "Ilmoituksen asia ei ole enää nähtävissäsi" in response.text
        assert "Sopimus 1" not in response.text

    def test_kind_that_is_no_more_is_no_error(self, client, oma, raija, monkeypatch):
        monkeypatch.delitem(lajit, AVAIN)
        client.force_login(raija)

        assert client.get(oma.get_absolute_url()).status_code == 404


class TestAsetukset:
    def test_kinds_of_ones_roles_with_the_way_in_force(self, client, raija):
        ilmoitusasetukset.aseta(raija, {AVAIN: Tapa.KOOSTE})
        client.force_login(raija)

        page = sivulla(client.get(ASETUKSET))

        valitut = {kentta["name"]: kentta["value"] for kentta in page.select("input[type=radio][checked]")}
        assert valitut[AVAIN] == "kooste"
        assert TOINEN not in valitut
        assert valitut["esitykset.vastattu"] == "heti"
        selite = page.find("input", attrs={"name": AVAIN, "value": "heti"}).parent.get_text(strip=True)
        assert selite == "Sopimus lähetetty: heti sähköpostilla"

    def tiedot(self, client, **muutokset):
        page = sivulla(client.get(ASETUKSET))
        valitut = {kentta["name"]: kentta["value"] for kentta in page.select("input[type=radio][checked]")}
        return valitut | {"kieli": "fi"} | muutokset

    def test_stored(self, client, raija):
        client.force_login(raija)

        response = client.post(ASETUKSET, self.tiedot(client, **{AVAIN: "ei"}, kieli="sv"), follow=True)

        assert "Ilmoitusten asetukset tallennettiin." in response.text
        asetus = Ilmoitusasetus.objects.get()
        assert (asetus.user, asetus.laji, asetus.tapa) == (raija, AVAIN, "ei")
        raija.refresh_from_db()
        assert raija.kieli == "sv"

    @pytest.mark.parametrize("muutos", [{AVAIN: "joskus"}, {"kieli": "de"}])
    def test_what_is_not_a_choice_is_refused_at_the_field(self, client, raija, muutos):
        client.force_login(raija)

        response = client.post(ASETUKSET, self.tiedot(client, **muutos))

        assert response.status_code == 200
        [kentta] = response.context["form"].errors
        assert kentta in muutos
        assert sivulla(response).find(class_="virheyhteenveto").find("a")["href"].startswith("#id_")
        assert Ilmoitusasetus.objects.count() == 0

    def test_kind_without_an_answer_stays_as_it_is(self, client, raija):
        client.force_login(raija)
        ilmoitusasetukset.aseta(raija, {AVAIN: Tapa.EI})

        client.post(ASETUKSET, self.tiedot(client, **{AVAIN: ""}))

        assert ilmoitusasetukset.tavat(raija)[AVAIN] == Tapa.EI

    def test_kind_of_another_role_is_not_stored(self, client, raija):
        client.force_login(raija)

        client.post(ASETUKSET, self.tiedot(client, **{TOINEN: "ei"}))

        assert Ilmoitusasetus.objects.count() == 0


class TestPeru:
    def linkki(self, raija, *avaimet):
        return ilmoitusasetukset.perumislinkki(raija, avaimet).removeprefix("http://localhost:8000")

    def test_link_says_what_would_end_and_changes_nothing(self, client, raija):
        response = client.get(self.linkki(raija, AVAIN))

        assert response.status_code == 200
        assert [
            label.get_text(strip=True) for label in sivulla(response).select("main .form-check label")
        ] == ["Sopimus lähetetty"]
        assert "raija@rautavaara.example" in response.text
        assert "no-store" in response["Cache-Control"]
        assert Ilmoitusasetus.objects.count() == 0

    def test_address_of_the_page_is_not_given_on(self, client, raija):
        sivu = sivulla(client.get(self.linkki(raija, AVAIN)))

        assert sivu.select_one('footer a[href*="palaute"]')["href"] == reverse("palaute")
        assert sivu.select_one("meta[name=robots]")["content"] == "noindex, nofollow"

    def test_button_ends_the_chosen_kinds(self, client, raija):
        linkki = self.linkki(raija, AVAIN, TOINEN)

        response = client.post(linkki, {"lajit": [AVAIN]}, follow=True)

        tavat = ilmoitusasetukset.tavat(raija)
        assert (tavat[AVAIN], tavat[TOINEN]) == (Tapa.EI, Tapa.KOOSTE)
        # What is left can still be ended.
        assert "Muistutus sopimuksesta" in response.text

    def test_all_ended_says_so(self, client, raija):
        response = client.post(self.linkki(raija, AVAIN), {"lajit": [AVAIN]}, follow=True)

        assert "Sähköposti-ilmoitukset on lopetettu" in response.text

    @pytest.mark.parametrize("lajit_", [[], [TOINEN], ["esitykset.vastattu"]])
    def test_only_the_kinds_of_the_link(self, client, raija, lajit_):
        response = client.post(self.linkki(raija, AVAIN), {"lajit": lajit_})

        assert response.status_code == 200
        assert response.context["form"].errors
        assert Ilmoitusasetus.objects.count() == 0

    def test_broken_or_old_link_is_not_found(self, client, raija):
        linkki = self.linkki(raija, AVAIN)
        assert client.get(linkki).status_code == 200

        assert client.get("/ilmoitukset/peru/x/").status_code == 404
        assert client.post(linkki[:-2] + "/", {"lajit": [AVAIN]}).status_code == 404
        assert Ilmoitusasetus.objects.count() == 0

    def test_link_of_a_year_ago_is_not_found(self, client, raija):
        with time_machine.travel("2025-01-02T12:00:00Z"):
            linkki = self.linkki(raija, AVAIN)
        with time_machine.travel("2026-01-02T11:00:00Z"):
            assert client.get(linkki).status_code == 200

        with time_machine.travel("2026-01-02T13:00:00Z"):
            assert client.get(linkki).status_code == 404

    def test_link_of_another_purpose_is_not_found(self, client, raija):
        assert client.get(reverse("ilmoitukset:peru", args=[signing.dumps([raija.pk])])).status_code == 404


class TestKieli:
    def test_choice_of_language_is_that_of_mails_too(self, client, raija):
        client.force_login(raija)

        response = client.post(reverse("set_language"), {"language": "sv", "next": LISTA})

        assert (response.status_code, response.url) == (302, LISTA)
        raija.refresh_from_db()
        assert raija.kieli == "sv"

    def test_language_that_is_not_is_not_stored(self, client, raija):
        client.force_login(raija)

        client.post(reverse("set_language"), {"language": "xx"})

        raija.refresh_from_db()
        assert raija.kieli == "fi"

    def test_public_chooses_as_before(self, client, db):
        response = client.post(reverse("set_language"), {"language": "en", "next": "/"})

        assert response.cookies["django_language"].value == "en"


class TestEtusivu:
    def test_newest_unseen_and_their_number(self, client, kohde, raija, mittarit):
        for _numero in range(7):
            # Mailed at once, so that the next does not take its place.
            jobs.laheta_ilmoitus(ilmoitus(kohde).pk)
        client.force_login(raija)

        osa = sivulla(client.get("/")).find(attrs={"aria-labelledby": "uudet-ilmoitukset"})

        assert len(osa.select("li")) == 5
        linkki = osa.select_one("p a")
        assert (linkki.get_text(), linkki["href"]) == (
            "Näytä kaikki 7 uutta ilmoitusta",
            f"{LISTA}?tila=uusi",
        )

    def test_without_any_it_says_what_comes(self, client, raija, mittarit):
        client.force_login(raija)

        osa = sivulla(client.get("/")).find(attrs={"aria-labelledby": "uudet-ilmoitukset"})

        assert "Uusia ilmoituksia ei ole." in osa.get_text()
        assert osa.select_one("a")["href"] == LISTA
