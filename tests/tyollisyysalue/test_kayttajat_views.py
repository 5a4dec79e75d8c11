import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache

from tests.factories import AlueFactory, HenkiloFactory, JasenyysFactory, KuntaFactory, UserFactory
from tyollisyysalue import kayttajat, kello
from tyollisyysalue.models import Jasenyys, User
from tyollisyysalue.roolit import Rooli

TANAAN = datetime.date(2025, 11, 3)
EILEN = TANAAN - datetime.timedelta(days=1)
LISTA = "/hallinta/kayttajat/"
KUTSU = "/hallinta/kayttajat/kutsu/"


@pytest.fixture(autouse=True)
def marraskuu():
    cache.clear()
    with kello.aseta(datetime.datetime(2025, 11, 3, 9, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def ylasavo(db):
    return AlueFactory(koodi="45", nimi_fi="Ylä-Savo")


@pytest.fixture
def vieras(ylasavo):
    """A user of another area."""
    user = UserFactory(rooli=Rooli.SIHTEERI, alue=ylasavo, email="vieras@iisalmi.example")
    HenkiloFactory(user=user, alue=ylasavo, nimi="Ville Vieras")
    return user


@pytest.fixture
def hallitsija(client, paakayttaja):
    client.force_login(paakayttaja)
    return client


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


def rivit(response):
    sivu = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(solu.get_text(" ").split()) for solu in rivi.find_all(["th", "td"])]
        for rivi in sivu.select("tbody tr")
    ]


def nimet(response):
    return [rivi[0] for rivi in rivit(response)]


def teksti(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def tiedot(**muut):
    return {
        "sahkoposti": "matti@siilinjarvi.example",
        "nimi": "Matti Uusitalo",
        "nimike": "hallintosihteeri",
        "rooli": "yhdyshenkilo",
        "kunta": "749",
        "alkupvm": "2025-11-03",
        "kieli": "fi",
        **muut,
    }


class TestLista:
    def test_holds_people_roles_states_and_sign_ins(self, hallitsija, raija, kutsuttu, vieras):
        User.objects.filter(pk=raija.pk).update(last_login=kello.nyt())

        sisalto = rivit(hallitsija.get(LISTA))

        assert [rivi[:4] for rivi in sisalto] == [
            [
                "Matti Uusitalo",
                "matti@siilinjarvi.example",
                "kunnan yhdyshenkilö, Siilinjärvi 3.11.2025 alkaen",
                "kutsuttu",
            ],
            [
                "Pekka Ylitalo",
                "paakayttaja@kuopio.example",
                "pääkäyttäjä, Kuopio 1.1.2024 alkaen",
                "käytössä",
            ],
            [
                "Raija Vaarala",
                "raija@rautavaara.example",
                "kunnan yhdyshenkilö, Rautavaara 1.1.2024 alkaen",
                "käytössä",
            ],
        ]
        assert (sisalto[0][4], sisalto[2][4]) == ("—", "3.11.2025 klo 9.00")

    def test_shows_nothing_of_another_area(self, hallitsija, raija, vieras, ylasavo):
        JasenyysFactory(user=raija, rooli=Rooli.SIHTEERI, alue=ylasavo)

        sivu = teksti(hallitsija.get(LISTA))

        assert "Raija Vaarala" in sivu
        assert "Vieras" not in sivu
        assert "lautakunnan sihteeri, Ylä-Savo" not in sivu

    @pytest.mark.parametrize(
        ("haku", "odotetut"),
        [
            ("q=vaarala", ["Raija Vaarala"]),
            ("q=MATTI@", ["Matti Uusitalo"]),
            ("rooli=paakayttaja", ["Pekka Ylitalo"]),
            ("kunta=687", ["Raija Vaarala"]),
            ("tila=kutsuttu", ["Matti Uusitalo"]),
            ("tila=paattynyt", ["Sirpa Niemenmaa"]),
            ("tila=kaytossa&rooli=yhdyshenkilo", ["Raija Vaarala"]),
            ("rooli=sihteeri&tila=kaytossa", []),
            ("jarjestys=-nimi", ["Sirpa Niemenmaa", "Raija Vaarala", "Pekka Ylitalo", "Matti Uusitalo"]),
        ],
    )
    def test_is_filtered_and_ordered_by_the_address(
        self, hallitsija, raija, sihteeri, kutsuttu, haku, odotetut
    ):
        Jasenyys.objects.filter(user=sihteeri).update(loppupvm=EILEN)

        assert nimet(hallitsija.get(f"{LISTA}?{haku}")) == odotetut

    def test_municipality_of_another_area_cannot_be_asked_for(self, hallitsija, ylasavo):
        KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=ylasavo)

        response = hallitsija.get(f"{LISTA}?kunta=140")

        assert response.context["suodatin"].form.has_error("kunta", "invalid_choice")

    @pytest.mark.parametrize("maara", [1, 3])
    def test_takes_the_same_queries_for_any_number(
        self, hallitsija, rautavaara, django_assert_num_queries, maara
    ):
        for numero in range(maara):
            user = UserFactory(kunta=rautavaara)
            HenkiloFactory(user=user, alue=rautavaara.alue, nimi=f"Kunnan Väki {numero}")

        with django_assert_num_queries(7):
            hallitsija.get(LISTA)


class TestKutsu:
    def test_goes_out_and_leads_to_the_users_page(self, hallitsija, siilinjarvi):
        assert hallitsija.get(KUTSU).status_code == 200

        response = hallitsija.post(KUTSU, tiedot(), follow=True)

        user = User.objects.get(email="matti@siilinjarvi.example")
        assert response.redirect_chain == [(f"{LISTA}{user.pk}/", 302)]
        sivu = teksti(response)
        assert "Kutsu lähetettiin osoitteeseen matti@siilinjarvi.example." in sivu
        assert "linkki toimii 10.11.2025 klo 9.00 asti" in sivu.replace("\u00a0", " ")

    def test_known_address_is_said_to_be_known(self, hallitsija, raija, siilinjarvi):
        response = hallitsija.post(KUTSU, tiedot(sahkoposti="Raija@Rautavaara.example"), follow=True)

        assert "Osoitteella raija@rautavaara.example on jo tunnus." in teksti(response)
        assert User.objects.filter(email__iexact="raija@rautavaara.example").count() == 1

    @pytest.mark.parametrize(
        ("muutos", "kentta"),
        [
            ({"kunta": ""}, "kunta"),
            ({"rooli": "sihteeri"}, "kunta"),
            ({"rooli": ""}, "rooli"),
            ({"sahkoposti": "matti"}, "sahkoposti"),
            ({"nimi": ""}, "nimi"),
            ({"alkupvm": "2025-11-02"}, "alkupvm"),
            ({"loppupvm": "2025-11-02"}, "__all__"),
            ({"kunta": "140"}, "kunta"),
        ],
    )
    def test_refused_one_keeps_what_was_typed(self, hallitsija, siilinjarvi, ylasavo, muutos, kentta):
        KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=ylasavo)

        response = hallitsija.post(KUTSU, tiedot(**muutos))

        assert response.context["form"].has_error(kentta)
        assert 'value="hallintosihteeri"' in response.content.decode()
        assert not User.objects.filter(email="matti@siilinjarvi.example").exists()

    def test_area_is_chosen_by_one_who_keeps_several(self, hallitsija, paakayttaja, ylasavo):
        JasenyysFactory(user=paakayttaja, rooli=Rooli.PAAKAYTTAJA, alue=ylasavo)

        puuttuu = hallitsija.post(KUTSU, tiedot(rooli="sihteeri", kunta=""))
        hallitsija.post(KUTSU, tiedot(rooli="sihteeri", kunta="", alue="45"))

        assert puuttuu.context["form"].has_error("alue")
        assert Jasenyys.objects.get(rooli=Rooli.SIHTEERI).alue == ylasavo

    def test_mails_are_not_sent_without_limit(self, hallitsija, settings):
        settings.ACCOUNT_RATE_LIMITS = {"laheta_kutsu": "1/h/user"}
        hallitsija.post(KUTSU, {})

        response = hallitsija.post(KUTSU, tiedot())

        assert response.status_code == 429
        assert "Liian monta yritystä" in response.content.decode()


class TestKayttaja:
    def test_page_tells_memberships_and_what_happened(self, hallitsija, paakayttaja, raija):
        rivi = Jasenyys.objects.get(user=raija)
        kayttajat.muuta_paattymista(rivi, datetime.date(2025, 12, 31), user=paakayttaja)

        sivu = teksti(hallitsija.get(f"{LISTA}{raija.pk}/"))

        assert "kunnan yhdyshenkilö, Rautavaara 1.1.2024–31.12.2025" in sivu
        assert (
            "Jäsenyyden päättymistä muutettiin: kunnan yhdyshenkilö, Rautavaara (1.1.2024–31.12.2025)" in sivu
        )

    def test_page_tells_nothing_of_another_area(self, hallitsija, raija, ylasavo):
        ylasavon = UserFactory(rooli=Rooli.PAAKAYTTAJA, alue=ylasavo)
        kayttajat.lisaa_jasenyys(raija, Rooli.SIHTEERI, TANAAN, alue=ylasavo, user=ylasavon)

        sivu = teksti(hallitsija.get(f"{LISTA}{raija.pk}/"))

        assert "kunnan yhdyshenkilö, Rautavaara" in sivu
        assert "Ylä-Savo" not in sivu

    def test_costs_the_same_whatever_the_number_of_memberships(
        self, hallitsija, paakayttaja, raija, alue, django_assert_max_num_queries
    ):
        for numero in range(4):
            kunta = KuntaFactory(koodi=f"20{numero}", nimi_fi=f"Kunta {numero}", alue=alue)
            kayttajat.lisaa_jasenyys(raija, Rooli.YHDYSHENKILO, TANAAN, kunta=kunta, user=paakayttaja)

        with django_assert_max_num_queries(11):
            hallitsija.get(f"{LISTA}{raija.pk}/")

    def test_invitation_is_sent_again_and_cancelled(self, hallitsija, kutsuttu):
        sivu = f"{LISTA}{kutsuttu.pk}/"
        assert "Lähetä kutsu uudelleen" in teksti(hallitsija.get(sivu))

        assert hallitsija.post(f"{sivu}laheta-kutsu/").url == sivu
        assert kutsuttu.kutsut.count() == 2
        assert hallitsija.get(f"{sivu}peru-kutsu/").status_code == 200
        assert hallitsija.post(f"{sivu}peru-kutsu/").url == sivu
        kutsuttu.refresh_from_db()
        assert not kutsuttu.is_active

        assert "Käyttäjällä ei ole avointa kutsua." in teksti(hallitsija.post(f"{sivu}peru-kutsu/"))
        assert "Käyttäjällä ei ole jäsenyyttä." in teksti(
            hallitsija.post(f"{sivu}laheta-kutsu/", follow=True)
        )

    def test_expired_invitation_is_said_to_be(self, hallitsija, kutsuttu):
        with kello.aseta(kello.nyt() + datetime.timedelta(days=7)):
            sivu = teksti(hallitsija.get(f"{LISTA}{kutsuttu.pk}/"))

        assert "Linkki vanheni 10.11.2025. Lähetä kutsu uudelleen." in sivu

    def test_membership_is_added_ended_and_voided(self, hallitsija, raija):
        sivu = f"{LISTA}{raija.pk}/"
        lisays = {"rooli": "asiantuntija", "alkupvm": "2025-11-03"}
        assert hallitsija.get(f"{sivu}jasenyys/").status_code == 200
        assert hallitsija.post(f"{sivu}jasenyys/", lisays).url == sivu
        uusi = raija.jasenyydet.get(rooli=Rooli.ASIANTUNTIJA)

        osoite = f"/hallinta/jasenyydet/{uusi.pk}/"
        assert hallitsija.post(f"{osoite}paattyminen/", {"loppupvm": "2025-11-10"}).url == sivu
        uusi.refresh_from_db()
        assert uusi.loppupvm == datetime.date(2025, 11, 10)

        assert hallitsija.post(f"{osoite}mitatoi/", {"syy": ""}).context["form"].has_error("syy")
        assert hallitsija.post(f"{osoite}mitatoi/", {"syy": "Väärä rooli"}).url == sivu
        assert "mitätöity 3.11.2025" in teksti(hallitsija.get(sivu))

    def test_last_administrators_end_is_refused_on_the_form(self, hallitsija, paakayttaja):
        rivi = Jasenyys.objects.get(user=paakayttaja)

        response = hallitsija.post(f"/hallinta/jasenyydet/{rivi.pk}/paattyminen/", {"loppupvm": "2025-11-10"})

        [virhe] = response.context["form"].non_field_errors()
        assert virhe.startswith("Alueen viimeistä pääkäyttäjää ei voi poistaa.")
        assert 'value="2025-11-10"' in response.content.decode()

    def test_signing_in_is_blocked_with_a_reason(self, hallitsija, raija):
        sivu = f"{LISTA}{raija.pk}/"
        assert f'href="{sivu}esta/"' in hallitsija.get(sivu).content.decode()

        assert hallitsija.post(f"{sivu}esta/", {"syy": "Työsuhde päättyi."}).url == sivu

        nakyma = hallitsija.get(sivu)
        assert "Estetty." in teksti(nakyma)
        assert "Työsuhde päättyi." in teksti(nakyma)
        assert f'href="{sivu}esta/"' not in nakyma.content.decode()


@pytest.mark.parametrize("loppu", ["", "laheta-kutsu/", "peru-kutsu/", "jasenyys/", "esta/"])
def test_user_of_another_area_is_not_found(hallitsija, vieras, loppu):
    assert hallitsija.post(f"{LISTA}{vieras.pk}/{loppu}").status_code == 404


@pytest.mark.parametrize("loppu", ["paattyminen/", "mitatoi/"])
def test_membership_of_another_area_is_not_found(hallitsija, raija, ylasavo, loppu):
    """Nor that of a user who works for both."""
    muualla = JasenyysFactory(user=raija, rooli=Rooli.SIHTEERI, alue=ylasavo)

    assert hallitsija.post(f"/hallinta/jasenyydet/{muualla.pk}/{loppu}", {"syy": "x"}).status_code == 404
    muualla.refresh_from_db()
    assert (muualla.loppupvm, muualla.mitatoity) == (None, None)


@pytest.mark.parametrize("rooli", ["raija", "koordinaattori", "sihteeri", "esittelija"])
def test_others_are_denied(client, request, kutsuttu, rooli):
    user = request.getfixturevalue(rooli)
    client.force_login(user)

    for osoite in (
        LISTA,
        KUTSU,
        f"{LISTA}{kutsuttu.pk}/",
        # Oneself is visible, and still no page of the administration.
        f"{LISTA}{user.pk}/",
        f"/hallinta/jasenyydet/{kutsuttu.jasenyydet.get().pk}/mitatoi/",
    ):
        assert client.get(osoite).status_code == 403
