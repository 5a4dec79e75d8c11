import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from tests.factories import AlueFactory, JasenyysFactory, UserFactory
from tyollisyysalue import kayttajat, kello
from tyollisyysalue.models import Jasenyys
from tyollisyysalue.roolit import Rooli

TANAAN = datetime.date(2025, 11, 3)
EILEN = TANAAN - datetime.timedelta(days=1)
HUOMENNA = TANAAN + datetime.timedelta(days=1)
SALASANA = "Pitkä salasana 12"


@pytest.fixture(autouse=True)
def marraskuu():
    cache.clear()
    with kello.aseta(datetime.datetime(2025, 11, 3, 9, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def kutsuttu(paakayttaja, siilinjarvi):
    return kayttajat.kutsu(
        "matti@siilinjarvi.example",
        Rooli.YHDYSHENKILO,
        TANAAN,
        kunta=siilinjarvi,
        nimi="Matti Uusitalo",
        nimike="hallintosihteeri",
        user=paakayttaja,
    )[0]


@pytest.fixture
def linkki(kutsuttu):
    return f"/tili/kutsu/{kayttajat.avain(kutsuttu.kutsut.get())}/"


def teksti(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def salasanat(salasana=SALASANA, uudestaan=None):
    return {"salasana": salasana, "uudestaan": salasana if uudestaan is None else uudestaan}


def kirjaudu(client, osoite, salasana=SALASANA, seuraavaksi=""):
    return client.post(
        "/tili/login/", {"login": osoite, "password": salasana, "next": seuraavaksi}, follow=True
    )


class TestLinkki:
    def test_leads_through_the_password_to_the_front_page(self, client, linkki, kutsuttu):
        lomake = client.get(linkki, follow=True)
        # The key does not stay in the address.
        assert lomake.redirect_chain == [("/tili/kutsu/", 302)]
        assert "matti@siilinjarvi.example" in teksti(lomake)

        response = client.post("/tili/kutsu/", salasanat(), follow=True)

        assert response.redirect_chain == [("/", 302)]
        assert response.context["user"] == kutsuttu
        assert "Salasana on asetettu, ja olet kirjautunut sisään." in teksti(response)

    def test_password_signs_in_afterwards(self, client, linkki, kutsuttu):
        client.get(linkki)
        client.post("/tili/kutsu/", salasanat())
        client.logout()

        response = kirjaudu(client, "matti@siilinjarvi.example")

        assert response.context["user"] == kutsuttu

    @pytest.mark.parametrize(
        ("data", "kentta"),
        [
            (salasanat("lyhyt"), "salasana"),
            (salasanat("password1234"), "salasana"),
            (salasanat("matti@siilinjarvi"), "salasana"),
            (salasanat(SALASANA, "Muu salasana 123"), "uudestaan"),
            (salasanat("", SALASANA), "salasana"),
        ],
    )
    def test_bad_password_is_refused_at_its_field(self, client, linkki, kutsuttu, data, kentta):
        client.get(linkki)

        response = client.post("/tili/kutsu/", data)

        assert list(response.context["form"].errors) == [kentta]
        kutsuttu.refresh_from_db()
        assert not kutsuttu.has_usable_password()
        assert kutsuttu.kutsut.avoimet().count() == 1

    def test_used_link_says_what_to_do(self, client, linkki):
        client.get(linkki)
        client.post("/tili/kutsu/", salasanat())
        client.logout()

        response = client.get(linkki, follow=True)

        assert response.status_code == 410
        assert "kirjaudu sisään" in teksti(response)

    def test_every_bad_link_gets_the_same_answer(self, client, paakayttaja, linkki, kutsuttu):
        """Whoever tries links learns nothing of who has been invited."""
        kayttajat.peru_kutsu(kutsuttu, user=paakayttaja)
        peruttu = client.get(linkki, follow=True)
        keksitty = client.get("/tili/kutsu/Mg:1xVpdu:keksitty/", follow=True)
        client.session.flush()
        ilman = client.get("/tili/kutsu/")

        assert {peruttu.status_code, keksitty.status_code, ilman.status_code} == {410}
        assert teksti(peruttu) == teksti(keksitty) == teksti(ilman)

    def test_reading_the_mail_by_machine_does_not_use_the_link(self, client, linkki):
        for _ in range(3):
            assert client.get(linkki, follow=True).status_code == 200

    def test_the_invited_one_takes_the_place_of_who_was_signed_in(self, client, linkki, kutsuttu, raija):
        client.force_login(raija)
        client.get(linkki)

        response = client.post("/tili/kutsu/", salasanat(), follow=True)

        assert response.context["user"] == kutsuttu

    def test_tries_are_counted(self, client, linkki, settings):
        settings.ACCOUNT_RATE_LIMITS = {"kutsu": "2/m/ip"}

        tilat = [client.get(linkki).status_code for _ in range(3)]

        assert tilat == [302, 302, 429]

    def test_membership_that_begins_later_is_told(self, client, kutsuttu, linkki):
        Jasenyys.objects.filter(user=kutsuttu).update(alkupvm=HUOMENNA)
        client.get(linkki)

        response = client.post("/tili/kutsu/", salasanat(), follow=True)

        assert response.redirect_chain == [("/tili/oikeudet/", 302)]
        assert "Käyttöoikeutesi ei ole vielä alkanut" in teksti(response)


class TestOikeudet:
    @pytest.fixture
    def paattynyt(self, raija):
        Jasenyys.objects.filter(user=raija).update(loppupvm=EILEN)
        return raija

    def test_whose_rights_are_over_is_told_whom_to_ask(self, client, paattynyt):
        response = kirjaudu(client, paattynyt.email, "salasana")

        assert response.redirect_chain[-1] == ("/tili/oikeudet/", 302)
        sivu = teksti(response)
        assert "Käyttöoikeutesi on päättynyt" in sivu
        assert "kunnan yhdyshenkilö, Rautavaara 1.1.2024–2.11.2025" in sivu
        assert "Kuopio, Kuopion kaupunki kirjaamo@kuopio.example" in sivu

    def test_others_go_on_to_the_front_page(self, client, raija):
        assert kirjaudu(client, raija.email, "salasana").redirect_chain[-1] == ("/", 302)

    def test_session_that_goes_on_past_the_day_is_told_on_every_page(self, client, raija):
        Jasenyys.objects.filter(user=raija).update(loppupvm=TANAAN)
        client.force_login(raija)
        huomautus = "Sinulla ei ole tänään käyttöoikeuksia"
        assert huomautus not in teksti(client.get("/"))

        with kello.aseta(datetime.datetime(2025, 11, 4, 0, 0, tzinfo=kello.HELSINKI)):
            etusivu, kielletty = client.get("/"), client.get("/esitykset/")

        assert huomautus in teksti(etusivu)
        assert (kielletty.status_code, huomautus in teksti(kielletty)) == (403, True)

    def test_one_with_rights_reads_them_too(self, client, raija):
        JasenyysFactory(user=raija, rooli=Rooli.SIHTEERI, alue=AlueFactory(koodi="45", nimi_fi="Ylä-Savo"))
        client.force_login(raija)

        sivu = teksti(client.get("/tili/oikeudet/"))

        assert "kunnan yhdyshenkilö, Rautavaara" in sivu
        assert "lautakunnan sihteeri, Ylä-Savo" in sivu

    def test_one_without_any_membership_gets_the_areas_in_use(self, client, alue):
        AlueFactory(koodi="45", nimi_fi="Ylä-Savo", kaytossa=False)
        client.force_login(UserFactory())

        sivu = teksti(client.get("/tili/oikeudet/"))

        assert "Sinulla ei ole käyttöoikeuksia" in sivu
        assert "Kuopion kaupunki" in sivu
        assert "Ylä-Savo" not in sivu

    def test_blocked_user_gets_the_answer_of_a_wrong_password(self, client, paakayttaja, raija):
        kayttajat.esta_kirjautuminen(raija, "Työsuhde päättyi", user=paakayttaja)

        estetty = kirjaudu(client, raija.email, "salasana")
        tuntematon = kirjaudu(client, "tuntematon@rautavaara.example", "salasana")

        assert not estetty.context["user"].is_authenticated
        assert estetty.context["form"].errors == tuntematon.context["form"].errors

    def test_user_out_of_use_is_told_whom_to_ask(self, client, raija):
        raija.is_active = False
        raija.save(update_fields=["is_active"])

        response = kirjaudu(client, raija.email, "salasana")

        assert response.redirect_chain[-1] == ("/tili/inactive/", 302)
        assert "ota yhteyttä työllisyysalueesi pääkäyttäjään" in teksti(response)
