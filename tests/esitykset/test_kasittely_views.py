"""The pages of the acts on a request, and what the other side hears of them."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from esitykset import workflow
from esitykset.models import Asialinkki, Esitys, Kohta
from esitykset.workflow import Kohtasyote, Vastaus
from tests.esitykset.conftest import TIEDOT
from tests.factories import HenkiloFactory, UserFactory
from tests.ilmoitukset import laheta, saajat, teksti
from tests.paatokset.factories import ToimielinFactory
from tests.portaali import maailma
from tyollisyysalue import kello
from tyollisyysalue.models import Ilmoitus
from tyollisyysalue.roolit import Rooli

Tila = Esitys.Tila
NYT = datetime.datetime(2025, 9, 3, 10, tzinfo=kello.HELSINKI)
NUMERO = "Lautakunta 17.9.2025 § 58"


def osoite(nimi, esitys, *args):
    return reverse(f"esitykset:{nimi}", args=[esitys.pk, *args])


@pytest.fixture(autouse=True)
def syyskuussa():
    with kello.aseta(NYT):
        yield


@pytest.fixture
def vastattu(valmistelussa, sihteeri):
    vastaukset = {k.pk: Vastaus(f"<p>Vastaus {k.numero}.</p>", NUMERO) for k in valmistelussa.kohdat.all()}
    workflow.tallenna_vastaukset(valmistelussa, vastaukset, user=sihteeri)
    return valmistelussa


@pytest.fixture
def sihteerin(client, sihteeri):
    client.force_login(sihteeri)
    return client


def tila(esitys):
    return Esitys.objects.get(pk=esitys.pk).tila


def toinen_asia(kunta, raija, sihteeri, otsikko="Toinen esitys"):
    esitys = workflow.luo(kunta, {**TIEDOT, "otsikko": otsikko}, [Kohtasyote("Kohta", "Teksti")], user=raija)
    workflow.laheta(esitys, user=raija)
    workflow.kirjaa(esitys, "00.01.02", otsikko, user=sihteeri)
    return esitys


def test_completion_goes_there_and_back(client, kirjattu, raija, sihteeri):
    client.force_login(sihteeri)
    client.post(osoite("pyyda-taydennysta", kirjattu), {"teksti": "Mitkä päivät?", "viimeinen": "2025-09-19"})
    assert tila(kirjattu) == Tila.TAYDENNETTAVANA
    assert saajat("esitykset.taydennyspyynto") == [raija.email]

    client.force_login(raija)
    assert "Mitkä päivät?" in client.get(osoite("taydenna", kirjattu)).text
    tiedot = {"teksti": "Keskiviikot.", "liitteet-TOTAL_FORMS": 2, "liitteet-INITIAL_FORMS": 0}
    client.post(osoite("taydenna", kirjattu), tiedot)

    assert tila(kirjattu) == Tila.VALMISTELUSSA
    assert saajat("esitykset.taydennetty") == [sihteeri.email]
    # What was filed stays as it was filed.
    assert kirjattu.kohdat.first().teksti == "Käynti jäi pitämättä."


def test_a_due_date_of_today_is_refused(sihteerin, kirjattu):
    response = sihteerin.post(
        osoite("pyyda-taydennysta", kirjattu), {"teksti": "Mitkä?", "viimeinen": "2025-09-03"}
    )

    assert "tämän päivän jälkeen" in response.text
    assert tila(kirjattu) == Tila.KIRJATTU


def test_transfer_asks_first_and_tells_the_sender(sihteerin, kirjattu, raija):
    sivu = sihteerin.get(osoite("siirra", kirjattu))
    assert "434/2003 21 §" in sivu.text

    assert sihteerin.post(osoite("siirra", kirjattu), {"viranomainen": "", "syy": ""}).status_code == 200
    sihteerin.post(osoite("siirra", kirjattu), {"viranomainen": "ELY-keskus", "syy": "Kuuluu sinne."})

    kirjattu.refresh_from_db()
    assert (kirjattu.tila, kirjattu.siirretty_mihin) == (Tila.SIIRRETTY, "ELY-keskus")
    assert kirjattu.asia.suljettu == NYT
    assert laheta("esitykset.siirretty") == [
        (raija.email, "Esitys on siirretty: Esitys palvelujen toteutumisesta")
    ]
    assert "Viranomainen: ELY-keskus" in teksti()


def test_the_municipality_takes_its_request_back_with_a_reason(client, saapunut, raija, sihteeri):
    client.force_login(raija)
    assert client.post(osoite("peruuta", saapunut), {"syy": ""}).status_code == 200
    client.post(osoite("peruuta", saapunut), {"syy": "Asia hoitui."})

    assert tila(saapunut) == Tila.PERUUTETTU
    assert saajat("esitykset.peruutettu") == [sihteeri.email]
    client.force_login(sihteeri)
    assert "Asia hoitui." in client.get(saapunut.get_absolute_url()).text


def test_an_answered_request_cannot_be_taken_back(client, vastattu, raija):
    client.force_login(raija)

    assert client.post(osoite("peruuta", vastattu), {"syy": "x"}).url == vastattu.get_absolute_url()
    assert tila(vastattu) == Tila.VASTATTU


def test_the_municipality_judges_each_answer_and_the_area_hears(client, vastattu, raija, sihteeri):
    client.force_login(raija)
    client.post(osoite("riittava", vastattu, 1))
    assert client.post(osoite("ei-riittava", vastattu, 2), {"perustelu": ""}).status_code == 200
    client.post(osoite("ei-riittava", vastattu, 2), {"perustelu": "Sijainen puuttuu."})

    assert list(vastattu.kohdat.values_list("riittavyys", "riittavyyden_perustelu")) == [
        ("riittava", ""),
        ("ei_riittava", "Sijainen puuttuu."),
    ]
    assert saajat("esitykset.riittavyys")[-1] == sihteeri.email
    client.force_login(sihteeri)
    sivu = client.get(vastattu.get_absolute_url()).text
    assert "Sijainen puuttuu." in sivu
    assert osoite("riittava", vastattu, 1) not in sivu
    assert client.post(osoite("riittava", vastattu, 1)).status_code == 403


def test_an_open_item_cannot_be_judged(client, valmistelussa, raija):
    client.force_login(raija)

    client.post(osoite("riittava", valmistelussa, 1))

    assert valmistelussa.kohdat.first().riittavyys == ""
    assert client.post(osoite("riittava", valmistelussa, 9)).status_code == 404


def test_chosen_items_are_opened_again_and_their_earlier_answers_stay_readable(
    client, vastattu, raija, sihteeri
):
    eka, toka = vastattu.kohdat.all()
    workflow.arvioi(toka, riittava=False, perustelu="Sijainen puuttuu.", user=raija)
    client.force_login(sihteeri)
    # The item that was not enough is chosen already.
    assert client.get(osoite("avaa", vastattu)).context["form"].initial["kohdat"] == [toka.pk]
    assert client.post(osoite("avaa", vastattu), {"syy": "x"}).status_code == 200
    client.post(osoite("avaa", vastattu), {"kohdat": [toka.pk], "syy": "Sijainen puuttuu."})

    eka.refresh_from_db()
    toka.refresh_from_db()
    assert (tila(vastattu), eka.tila, toka.tila) == (Tila.VALMISTELUSSA, "vastattu", "avoin")
    assert (toka.vastaus, toka.riittavyys) == ("", "")
    assert saajat("esitykset.avattu") == [raija.email]
    for user in (raija, sihteeri):
        client.force_login(user)
        sivu = client.get(vastattu.get_absolute_url())
        assert "Aiempi vastaus" in sivu.text
        assert "<p>Vastaus 2.</p>" in sivu.text

    # Only the open item needs an answer; the other keeps its own.
    workflow.tallenna_vastaukset(vastattu, {toka.pk: Vastaus("<p>Uusi.</p>", "§ 71")}, user=sihteeri)
    assert list(vastattu.kohdat.values_list("vastaus", flat=True)) == ["<p>Vastaus 1.</p>", "<p>Uusi.</p>"]
    assert workflow.aiemmat_vastaukset(vastattu) == {toka.pk: [(NUMERO, "<p>Vastaus 2.</p>")]}


def test_ending_closes_the_matter_and_opening_again_opens_it(sihteerin, vastattu, sihteeri):
    sihteerin.post(osoite("paata", vastattu))
    vastattu.refresh_from_db()
    assert (vastattu.tila, vastattu.asia.suljettu) == (Tila.PAATTYNYT, NYT)

    workflow.avaa_uudelleen(vastattu, vastattu.kohdat.all(), syy="Uusi tieto.", user=sihteeri)
    vastattu.asia.refresh_from_db()
    assert vastattu.asia.suljettu is None


def test_a_request_is_given_to_another_secretary_who_then_hears_of_it(
    sihteerin, kirjattu, alue, raija, sihteeri
):
    toinen = UserFactory(rooli=Rooli.SIHTEERI, alue=alue, email="toinen@kuopio.example")
    henkilo = HenkiloFactory(user=toinen, alue=alue, nimi="Toini Toinen")
    sihteerin.post(osoite("kasittelija", kirjattu), {"kasittelija": henkilo.pk})

    kirjattu.refresh_from_db()
    assert kirjattu.kasittelija == henkilo
    assert saajat("esitykset.kasiteltavaksi") == [toinen.email]
    Ilmoitus.objects.all()
    workflow.laheta_viesti(kirjattu, "Hei!", user=raija)
    assert saajat("esitykset.viesti_kunnalta") == [toinen.email]


def test_only_a_secretary_of_the_area_can_be_the_handler(sihteerin, kirjattu, esittelija):
    sihteerin.post(osoite("kasittelija", kirjattu), {"kasittelija": esittelija.henkilo.pk})

    kirjattu.refresh_from_db()
    assert kirjattu.kasittelija.nimi == "Sirpa Niemenmaa"


def test_matters_are_linked_once_and_each_leads_to_the_other(
    sihteerin, kirjattu, rautavaara, raija, sihteeri
):
    toinen = toinen_asia(rautavaara, raija, sihteeri)
    data = {"numero": toinen.asia.numero, "selite": "Sama palvelu."}
    sihteerin.post(reverse("esitykset:asia-liita", args=[kirjattu.asia_id]), data)

    assert Asialinkki.objects.count() == 1
    for oma, muu in ((kirjattu, toinen), (toinen, kirjattu)):
        assert muu.asia.numero in sihteerin.get(reverse("esitykset:asia", args=[oma.asia_id])).text
    uudelleen = sihteerin.post(
        reverse("esitykset:asia-liita", args=[toinen.asia_id]),
        {"numero": kirjattu.asia.numero, "selite": "Taas."},
    )
    assert "jo yhdistetty toisiinsa" in uudelleen.text
    itseensa = sihteerin.post(reverse("esitykset:asia-liita", args=[toinen.asia_id]), data)
    assert "ei voi liittää itseensä" in itseensa.text


def test_a_merged_matters_requests_move_and_it_points_on(
    sihteerin, client, kirjattu, rautavaara, raija, sihteeri
):
    toinen = toinen_asia(rautavaara, raija, sihteeri)
    vanha = kirjattu.asia
    response = sihteerin.post(
        reverse("esitykset:asia-yhdista", args=[vanha.pk]),
        {"numero": toinen.asia.numero, "selite": "Sama asia."},
    )

    assert response.url == reverse("esitykset:asia", args=[toinen.asia_id])
    kirjattu.refresh_from_db()
    vanha.refresh_from_db()
    assert kirjattu.asia == toinen.asia
    assert (vanha.yhdistetty, vanha.suljettu) == (toinen.asia, NYT)
    assert toinen.asia.numero in sihteerin.get(reverse("esitykset:asia", args=[vanha.pk])).text
    assert saajat("esitykset.yhdistetty") == [raija.email]
    client.force_login(raija)
    assert (
        f"Asiasta {vanha.numero} asiaan {toinen.asia.numero}." in client.get(kirjattu.get_absolute_url()).text
    )


def test_a_matter_with_a_decision_under_way_is_not_merged(kirjattu, rautavaara, raija, sihteeri, esittelija):
    toinen = toinen_asia(rautavaara, raija, sihteeri)
    toimielin = ToimielinFactory(alue=rautavaara.alue)
    maailma.luonnos(kirjattu, toimielin, esittelija=esittelija, sihteeri=sihteeri)

    with pytest.raises(ValidationError, match="keskeneräinen päätös"):
        workflow.yhdista(kirjattu.asia, toinen.asia, syy="Sama.", user=sihteeri)
    with pytest.raises(ValidationError, match="itseensä"):
        workflow.yhdista(toinen.asia, toinen.asia, syy="Sama.", user=sihteeri)

    assert Esitys.objects.get(pk=kirjattu.pk).asia == kirjattu.asia


def test_a_matter_with_an_answered_request_is_not_merged(vastattu, rautavaara, raija, sihteeri):
    toinen = toinen_asia(rautavaara, raija, sihteeri)

    with pytest.raises(ValidationError, match="johon on vastattu"):
        workflow.yhdista(vastattu.asia, toinen.asia, syy="Sama.", user=sihteeri)
    workflow.paata(vastattu, user=sihteeri)
    with pytest.raises(ValidationError, match="suljettu"):
        workflow.yhdista(vastattu.asia, toinen.asia, syy="Sama.", user=sihteeri)


def test_a_matter_is_its_municipalitys_and_the_areas(client, kirjattu, raija, kari, sihteeri):
    sivu = reverse("esitykset:asia", args=[kirjattu.asia_id])
    for user, koodi in ((raija, 200), (sihteeri, 200), (kari, 404)):
        client.force_login(user)
        assert client.get(sivu).status_code == koodi
    client.force_login(raija)
    assert client.get(reverse("esitykset:asia-yhdista", args=[kirjattu.asia_id])).status_code == 403


def test_the_request_page_costs_the_same_whatever_has_happened(
    client, vastattu, raija, sihteeri, django_assert_max_num_queries
):
    for n in range(4):
        workflow.laheta_viesti(vastattu, f"Viesti {n}", user=raija)
        workflow.kirjoita_muistiinpano(vastattu, f"Muistiinpano {n}", user=sihteeri)
    workflow.avaa_uudelleen(vastattu, vastattu.kohdat.all(), syy="Uusi tieto.", user=sihteeri)
    client.force_login(sihteeri)
    client.get(vastattu.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(vastattu.get_absolute_url())
    assert Kohta.objects.count() == 2
