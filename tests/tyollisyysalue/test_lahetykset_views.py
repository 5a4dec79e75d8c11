import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.tyollisyysalue import palautusnaytteet as naytteet
from tests.tyollisyysalue.nayttetiedostot import PDF
from tests.tyollisyysalue.test_lahetykset import NYT, Palvelin
from tyollisyysalue import kello, lahetykset, palautukset, postiyhteys
from tyollisyysalue.lahetykset import Saaja
from tyollisyysalue.models import Palautus, Vastaanottaja

pytestmark = pytest.mark.django_db

Tila = Vastaanottaja.Tila
LUETTELO = reverse("lahetykset:list")
PALAUTUKSET = reverse("lahetykset:palautukset")


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def lahetys(alue, asiantuntija):
    """One sent, one in doubt, two refused."""
    saajat = [Saaja(nimi, f"{nimi}@kunta.example") for nimi in ("Aino", "Paavo", "Outi", "Esko")]
    lahetys = lahetykset.luo(
        "tyollisyysalue.tiedote",
        "Käyttökatko",
        "Portaali on poissa.",
        saajat,
        alue=alue,
        user=asiantuntija,
        pdf=("ohje.pdf", PDF),
    )
    virheet = {
        "Paavo": postiyhteys.Epaselva("yhteys katkesi"),
        "Outi": postiyhteys.Torjuttu("550 5.1.1 ei ole"),
        "Esko": postiyhteys.Torjuttu("552 5.2.2 täynnä"),
    }
    for minuutti in (0, 2):
        with kello.aseta(NYT + datetime.timedelta(minutes=minuutti)):
            lahetykset.laheta(lahetys, yhteys=Palvelin(**virheet))
    return lahetys


def rivi(lahetys, nimi):
    return lahetys.vastaanottajat.get(nimi=nimi)


def uudelleen(rivi):
    return reverse("lahetykset:uudelleen", args=[rivi.pk])


def sivu(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def solut(sivu):
    return [
        [" ".join(s.get_text().split()) for s in r.find_all(["td", "th"])] for r in sivu.select("tbody tr")
    ]


class TestLuettelo:
    def test_state_of_each_mail_and_of_all_is_told(self, client, koordinaattori, lahetys):
        client.force_login(koordinaattori)

        page = sivu(client.get(LUETTELO))

        assert solut(page) == [
            [
                "Käyttökatko",
                "Tiedote yhdyshenkilöille",
                "24.11.2026 klo 12.00",
                "4",
                "1 epäselvä 2 ei lähtenyt 1 lähetetty",
            ]
        ]
        tilat = {a["href"]: a.get_text() for a in page.select("dl.tiedot a")}
        assert tilat == {
            "?tila=epaselva": "1 vastaanottaja: epäselvä",
            "?tila=epaonnistui": "2 vastaanottajaa: ei lähtenyt",
            "?tila=lahetetty": "1 vastaanottaja: lähetetty",
        }

    @pytest.mark.parametrize(
        ("haku", "odotetut"),
        [
            ("tila=ongelmat", ["Käyttökatko"]),
            ("tila=odottaa", ["Uusi"]),
            ("tila=palautui", []),
            ("laji=tyollisyysalue.tiedote", ["Käyttökatko"]),
            ("alku=2026-11-24", ["Käyttökatko"]),
            ("loppu=2026-11-23", ["Uusi"]),
            ("q=käyttö", ["Käyttökatko"]),
            ("q=Paavo", ["Käyttökatko"]),
            ("q=uusi@kunta", ["Uusi"]),
        ],
    )
    def test_filters(self, client, koordinaattori, alue, lahetys, haku, odotetut):
        # A minute before midnight in Helsinki.
        with kello.aseta(datetime.datetime(2026, 11, 23, 23, 59, tzinfo=kello.HELSINKI)):
            lahetykset.luo("esitykset.kuittaus", "Uusi", "T", [Saaja("U", "uusi@kunta.example")], alue=alue)
        client.force_login(koordinaattori)

        page = sivu(client.get(f"{LUETTELO}?{haku}"))

        assert [rivi[0] for rivi in solut(page)] == odotetut

    @pytest.mark.parametrize("kuka", ["raija", "asiantuntija", "esittelija"])
    @pytest.mark.parametrize("osoite", [LUETTELO, PALAUTUKSET])
    def test_others_may_not_look(self, client, request, kuka, osoite):
        client.force_login(request.getfixturevalue(kuka))

        assert client.get(osoite).status_code == 403

    def test_front_page_tells_of_problems_of_late(self, client, sihteeri, lahetys):
        client.force_login(sihteeri)
        osa = sivu(client.get("/")).find("section", attrs={"aria-labelledby": "lahetysongelmat"})
        assert osa.a["href"] == f"/lahetykset/{lahetys.pk}/?tila=ongelmat"
        assert "3 vastaanottajaa" in osa.get_text()

        with kello.aseta(NYT + datetime.timedelta(days=15)):
            page = sivu(client.get("/"))

        assert page.find("section", attrs={"aria-labelledby": "lahetysongelmat"}) is None

    def test_administration_counts_problems(self, client, paakayttaja, lahetys):
        client.force_login(paakayttaja)

        page = sivu(client.get(reverse("hallinta:etusivu")))

        assert page.find("a", href=f"{LUETTELO}?tila=ongelmat").get_text() == "3"


class TestTiedot:
    def test_what_was_sent_and_what_the_servers_said(self, client, koordinaattori, lahetys):
        client.force_login(koordinaattori)

        page = sivu(client.get(lahetys.get_absolute_url()))

        assert page.h1.get_text() == "Käyttökatko"
        assert "Portaali on poissa." in page.get_text()
        assert page.find("a", string="ohje.pdf")
        assert "Epäselvästä viestistä ei tiedetä" in page.find(class_="ilmoitus-huomio").get_text()
        assert [(r[0], r[1], r[6], r[7]) for r in solut(page)] == [
            ("Aino", "lähetetty", "250 Ok", "–"),
            ("Esko", "ei lähtenyt", "552 5.2.2 täynnä", "Lähetä uudelleen: Esko"),
            ("Outi", "ei lähtenyt", "550 5.1.1 ei ole", "Lähetä uudelleen: Outi"),
            ("Paavo", "epäselvä", "yhteys katkesi", "Lähetä uudelleen: Paavo"),
        ]

    def test_attachment_can_be_read_by_those_who_see_the_mail(self, client, koordinaattori, lahetys):
        client.force_login(koordinaattori)

        response = client.get(lahetys.liitteet.get().get_absolute_url())

        assert response.status_code == 200
        assert response.getvalue() == PDF

    def test_sender_without_the_role_sees_it_but_sends_nothing_again(self, client, asiantuntija, lahetys):
        client.force_login(asiantuntija)

        page = sivu(client.get(lahetys.get_absolute_url()))

        assert page.find("a", href=uudelleen(rivi(lahetys, "Paavo"))) is None
        assert page.find("a", href=LUETTELO) is None
        assert client.get(uudelleen(rivi(lahetys, "Paavo"))).status_code == 403
        assert client.get(reverse("lahetykset:kaikki-uudelleen", args=[lahetys.pk])).status_code == 403

    @pytest.mark.parametrize("kuka", ["raija", "esittelija"])
    def test_outsiders_do_not_see_it(self, client, request, lahetys, kuka):
        client.force_login(request.getfixturevalue(kuka))

        assert client.get(lahetys.get_absolute_url()).status_code == 404
        assert client.post(uudelleen(rivi(lahetys, "Paavo"))).status_code == 404


class TestUudelleen:
    def test_mail_in_doubt_is_sent_after_a_warning(self, client, koordinaattori, lahetys):
        client.force_login(koordinaattori)
        osoite = uudelleen(rivi(lahetys, "Paavo"))

        page = sivu(client.get(osoite))
        assert "vastaanottaja saa saman viestin kahdesti" in page.get_text()
        assert rivi(lahetys, "Paavo").tila == Tila.EPASELVA
        response = client.post(osoite, follow=True)

        assert response.redirect_chain[-1][0] == lahetys.get_absolute_url()
        page = sivu(response)
        assert "Viesti lähtee uudelleen hetken kuluttua." in page.get_text()
        assert "Lähetettiin uudelleen: Paavo" in page.find(class_="aikajana").get_text()
        assert rivi(lahetys, "Paavo").tila == Tila.ODOTTAA

    def test_refused_mail_is_sent_with_what_the_server_said_in_sight(self, client, koordinaattori, lahetys):
        client.force_login(koordinaattori)

        page = sivu(client.get(uudelleen(rivi(lahetys, "Outi"))))

        assert "kahdesti" not in page.get_text()
        assert "550 5.1.1 ei ole" in page.get_text()

    def test_mail_that_somebody_sent_again_already_says_so(self, client, koordinaattori, sihteeri, lahetys):
        client.force_login(koordinaattori)
        lahetykset.laheta_uudelleen(rivi(lahetys, "Paavo"), user=sihteeri)

        page = sivu(client.post(uudelleen(rivi(lahetys, "Paavo"))))

        assert "Viesti on tilassa ”odottaa lähetystä”" in page.get_text()

    def test_all_that_were_refused_at_once(self, client, koordinaattori, lahetys):
        client.force_login(koordinaattori)
        osoite = reverse("lahetykset:kaikki-uudelleen", args=[lahetys.pk])
        assert sivu(client.get(lahetys.get_absolute_url())).find("a", href=osoite)

        assert "2 vastaanottajalle" in sivu(client.get(osoite)).get_text()
        response = client.post(osoite, follow=True)

        assert "Viesti lähtee uudelleen 2 vastaanottajalle" in sivu(response).get_text()
        assert [rivi(lahetys, n).tila for n in ("Outi", "Esko", "Paavo")] == [
            Tila.ODOTTAA,
            Tila.ODOTTAA,
            Tila.EPASELVA,
        ]


class TestPalautukset:
    @pytest.fixture
    def palautuneet(self, lahetys):
        palautukset.tallenna(naytteet.postfix(rivi(lahetys, "Aino").viestitunnus).encode())
        palautukset.tallenna(naytteet.poissaolo("<vieras@muualla.example>").encode())
        return Palautus.objects.order_by("pk")

    def test_administrator_sees_what_nobody_knows_the_mail_of(self, client, paakayttaja, palautuneet):
        client.force_login(paakayttaja)
        assert "1 viesti, josta ei tiedetä" in sivu(client.get(LUETTELO)).get_text()

        page = sivu(client.get(f"{PALAUTUKSET}?kohdistamatta=ei"))
        [solu] = solut(page)
        luettu = sivu(client.get(page.select_one("tbody th a")["href"]))

        assert (solu[0], solu[-1]) == ("Automaattinen vastaus: Yhteyshenkilöluettelo", "ei tiedossa")
        assert "Olen lomalla." in luettu.get_text()

    def test_coordinator_sees_those_of_the_areas_mail(self, client, koordinaattori, palautuneet, lahetys):
        client.force_login(koordinaattori)
        tuttu, vieras = palautuneet

        page = sivu(client.get(PALAUTUKSET))

        assert [r[0] for r in solut(page)] == ["Undelivered Mail Returned to Sender"]
        luettu = sivu(client.get(reverse("lahetykset:palautus", args=[tuttu.pk])))
        assert luettu.find("a", href=lahetys.get_absolute_url())
        assert client.get(reverse("lahetykset:palautus", args=[vieras.pk])).status_code == 404
