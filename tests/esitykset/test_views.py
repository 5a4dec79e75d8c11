import pytest
from django.urls import reverse

from esitykset import workflow
from esitykset.models import Asia, Esitys
from tests.esitykset.conftest import KOHDAT, TIEDOT

Tila = Esitys.Tila


def osoite(nimi, esitys):
    return reverse(f"esitykset:{nimi}", args=[esitys.pk])


@pytest.mark.parametrize("maara", [1, 3])
def test_list_costs_the_same_for_any_number_of_rows(
    client, raija, rautavaara, sihteeri, maara, django_assert_num_queries
):
    for _ in range(maara):
        esitys = workflow.luo(rautavaara, TIEDOT, KOHDAT, user=raija)
        workflow.laheta(esitys, user=raija)
        workflow.kirjaa(esitys, "00.01.02", "Otsikko", user=sihteeri)
    client.force_login(sihteeri)

    with django_assert_num_queries(7):
        response = client.get(reverse("esitykset:list"))

    assert len(response.context["taulu"].rows) == maara


def test_list_shows_own_requests_with_their_state(client, kirjattu, raija):
    client.force_login(raija)

    response = client.get(reverse("esitykset:list"))

    assert [row.record for row in response.context["taulu"].rows] == [kirjattu]
    assert kirjattu.asia.numero in response.text
    assert 'class="tunniste tunniste-tieto">kirjattu<' in response.text
    assert "Laadi esitys" in response.text


def test_list_is_filtered_by_the_address(client, kirjattu, sihteeri, kari, siilinjarvi):
    toinen = workflow.luo(siilinjarvi, TIEDOT | {"otsikko": "Toinen esitys"}, KOHDAT, user=kari)
    workflow.laheta(toinen, user=kari)
    client.force_login(sihteeri)

    def loydetyt(**haku):
        response = client.get(reverse("esitykset:list"), haku)
        return {row.record for row in response.context["taulu"].rows}

    assert loydetyt() == {kirjattu, toinen}
    assert loydetyt(tila="saapunut") == {toinen}
    assert loydetyt(kunta="687") == {kirjattu}
    assert loydetyt(q="toinen") == {toinen}
    assert loydetyt(q=kirjattu.asia.numero) == {kirjattu}


def test_list_says_what_will_appear(client, raija, sihteeri):
    client.force_login(raija)
    assert "Kunnalla ei ole vielä esityksiä." in client.get(reverse("esitykset:list")).text

    client.force_login(sihteeri)
    assert "Esityksiä ei ole vielä saapunut." in client.get(reverse("esitykset:list")).text
    assert "Näillä rajauksilla" in client.get(reverse("esitykset:list"), {"q": "x"}).text


def test_list_is_for_those_who_handle_requests(client, asiantuntija, paakayttaja):
    for user in (asiantuntija, paakayttaja):
        client.force_login(user)
        assert client.get(reverse("esitykset:list")).status_code == 403


@pytest.mark.parametrize("nimi", ["detail", "muokkaa", "laheta", "kirjaa"])
def test_pages_of_a_request_ask_to_sign_in_and_are_not_found_by_outsiders(
    client, luonnos, kari, sihteeri, nimi
):
    assert client.get(osoite(nimi, luonnos)).status_code == 302
    for user in (kari, sihteeri):
        client.force_login(user)
        assert client.get(osoite(nimi, luonnos)).status_code == 404


@pytest.mark.parametrize(
    ("nimi", "kielletyt"),
    [
        ("muokkaa", ["sihteeri", "koordinaattori", "esittelija"]),
        ("laheta", ["sihteeri", "koordinaattori", "esittelija"]),
        ("kirjaa", ["raija", "koordinaattori", "esittelija"]),
    ],
)
def test_wrong_role_is_denied(client, request, saapunut, nimi, kielletyt):
    for user in kielletyt:
        client.force_login(request.getfixturevalue(user))
        assert client.get(osoite(nimi, saapunut)).status_code == 403


def test_detail_shows_the_receipt_to_the_second(
    client, saapunut, raija, sihteeri, django_assert_max_num_queries
):
    for user in (raija, sihteeri):
        client.force_login(user)
        with django_assert_max_num_queries(12):
            response = client.get(saapunut.get_absolute_url())

        assert "28.8.2025 klo\u00a014.12.37" in response.text
        assert "Esitys saapui työllisyysalueelle" in response.text


def test_detail_offers_the_act_of_the_state_to_the_right_role(client, luonnos, raija, sihteeri, esittelija):
    def teot(user):
        client.force_login(user)
        response = client.get(luonnos.get_absolute_url())
        return [n for n in ("saa_muokata", "saa_kirjata", "saa_ottaa_valmisteluun") if response.context[n]]

    assert teot(raija) == ["saa_muokata"]
    workflow.laheta(luonnos, user=raija)
    assert (teot(raija), teot(sihteeri), teot(esittelija)) == ([], ["saa_kirjata"], [])
    workflow.kirjaa(luonnos, "00.01.02", "Otsikko", user=sihteeri)
    assert (teot(raija), teot(sihteeri), teot(esittelija)) == ([], ["saa_ottaa_valmisteluun"], [])
    workflow.ota_valmisteluun(luonnos, user=sihteeri)
    assert (teot(raija), teot(sihteeri), teot(esittelija)) == ([], [], [])


def test_detail_shows_answers_with_the_decisions_number(client, valmistelussa, sihteeri, raija):
    vastaus = workflow.Vastaus("<p>Lähipäivät pidettiin.</p>", "§ 58, 17.9.2025")
    workflow.tallenna_vastaukset(
        valmistelussa, {kohta.pk: vastaus for kohta in valmistelussa.kohdat.all()}, user=sihteeri
    )
    client.force_login(raija)

    response = client.get(valmistelussa.get_absolute_url())

    assert response.text.count("<p>Lähipäivät pidettiin.</p>") == 2
    assert "§ 58, 17.9.2025" in response.text


def test_texts_of_a_request_are_escaped(client, raija, rautavaara):
    kohta = workflow.Kohtasyote("<b>Otsikko</b>", "<script>alert(1)</script>")
    esitys = workflow.luo(rautavaara, TIEDOT, [kohta], user=raija)
    client.force_login(raija)

    response = client.get(esitys.get_absolute_url())

    assert "<script>alert" not in response.text
    assert "&lt;b&gt;Otsikko" in response.text


def test_sending_is_confirmed_first(client, luonnos, raija):
    client.force_login(raija)
    sivu = client.get(osoite("laheta", luonnos))
    assert "Lähetettyä esitystä ei voi muuttaa eikä perua." in sivu.text

    response = client.post(osoite("laheta", luonnos), {"versio": luonnos.versio}, follow=True)

    luonnos.refresh_from_db()
    assert luonnos.tila == Tila.SAAPUNUT
    assert luonnos.saapumishetki in response.text


def test_sending_an_unfinished_draft_says_what_is_missing(client, raija, rautavaara):
    luonnos = workflow.luo(rautavaara, TIEDOT | {"toimielin": ""}, user=raija)
    client.force_login(raija)

    sivu = client.get(osoite("laheta", luonnos))
    client.post(osoite("laheta", luonnos), {"versio": luonnos.versio})

    assert sivu.context["puutteet"] == [
        "Kirjoita, mikä kunnan toimielin päätti esityksestä.",
        "Lisää esitykseen vähintään yksi kohta.",
    ]
    assert Esitys.objects.get().tila == Tila.LUONNOS


def test_sending_a_text_changed_meanwhile_shows_it_again(client, luonnos, raija):
    client.force_login(raija)
    workflow.tallenna_luonnos(luonnos, 1, {"otsikko": "Muuttunut"}, [], user=raija)

    response = client.post(osoite("laheta", luonnos), {"versio": 1}, follow=True)

    assert "Lue se uudelleen ennen lähettämistä." in response.text
    assert "Muuttunut" in response.text
    assert Esitys.objects.get().tila == Tila.LUONNOS


def test_filed_request_is_neither_edited_nor_sent_again(client, saapunut, raija):
    client.force_login(raija)

    for nimi in ("muokkaa", "laheta"):
        assert client.get(osoite(nimi, saapunut)).url == saapunut.get_absolute_url()


def test_secretary_registers_a_request(client, saapunut, sihteeri):
    client.force_login(sihteeri)
    form = client.get(osoite("kirjaa", saapunut)).context["form"]
    assert (form["luokka"].value(), form["otsikko"].value()) == ("00.01.02", saapunut.otsikko)

    response = client.post(
        osoite("kirjaa", saapunut), {"luokka": "00.01.02", "otsikko": "Rautavaaran esitys"}, follow=True
    )

    asia = Asia.objects.get()
    assert asia.otsikko == "Rautavaaran esitys"
    assert f"Esitys kirjattiin asianumerolla {asia.numero}." in response.text


def test_registering_with_a_bad_class_keeps_the_form(client, saapunut, sihteeri):
    client.force_login(sihteeri)

    response = client.post(osoite("kirjaa", saapunut), {"luokka": "hallinto", "otsikko": "Oma otsikko"})

    assert response.context["form"].errors == {
        "luokka": ["Kirjoita tehtäväluokka numeroina ja pistein, esimerkiksi 00.01.02."]
    }
    assert response.context["form"]["otsikko"].value() == "Oma otsikko"
    assert not Asia.objects.exists()


def test_registering_twice_leads_to_the_request(client, kirjattu, sihteeri):
    client.force_login(sihteeri)

    assert client.post(osoite("kirjaa", kirjattu)).url == kirjattu.get_absolute_url()


def test_secretary_takes_into_preparation(client, kirjattu, sihteeri, raija):
    url = osoite("ota-valmisteluun", kirjattu)
    client.force_login(raija)
    assert client.post(url).status_code == 403
    client.force_login(sihteeri)
    assert client.get(url).status_code == 405

    client.post(url)

    kirjattu.refresh_from_db()
    assert kirjattu.tila == Tila.VALMISTELUSSA
    assert "ei voi tehdä" in client.post(url, follow=True).text
