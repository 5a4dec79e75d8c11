import pytest
from bs4 import BeautifulSoup

from tests.yhteyshenkilot.conftest import postita
from tests.yhteyshenkilot.factories import VastuuFactory
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti
from tests.yhteyshenkilot.test_workflow_luettelot import kopio, paivan_paasta
from tyollisyysalue import kuittaukset
from tyollisyysalue.models import Vastaanottaja
from yhteyshenkilot import workflow
from yhteyshenkilot.models import Luettelolahetys, Vastuu

pytestmark = pytest.mark.django_db


def valitut(response):
    return [ruutu["value"] for ruutu in sivu(response).select("input[name=kunnat][checked]")]


def lahetystiedot(esikatselu):
    lomake = sivu(esikatselu).select_one("main form")
    return {
        "kunnat": [kentta["value"] for kentta in lomake.select("input[name=kunnat]")],
        "nahty": lomake.select_one("input[name=nahty]")["value"],
    }


def test_coordinator_sends_what_the_preview_showed(kirjaudu, vastuu, siilinjarvi, raija):
    client = kirjaudu("koordinaattori")
    koodit = valitut(client.get(osoite("lahetys-uusi")))

    esikatselu = client.get(osoite("lahetys-esikatselu"), {"kunnat": koodit})
    response = client.post(osoite("lahetys-esikatselu"), lahetystiedot(esikatselu))

    lahetys = Luettelolahetys.objects.get()
    assert koodit == ["687", "749"]
    assert "Raija Vaarala, raija@rautavaara.example" in teksti(esikatselu)
    assert "Tämä on ensimmäinen kunnalle lähetetty luettelo." in teksti(esikatselu)
    assert "kunnalla ei ole yhdyshenkilöä portaalissa" in teksti(esikatselu)
    assert response.url == osoite("lahetys", lahetys.pk)
    assert [saaja.kunta.koodi for saaja in lahetys.saajat.all()] == ["687", "749"]


def test_preview_pressed_twice_sends_once(kirjaudu, vastuu):
    client = kirjaudu("koordinaattori")
    tiedot = lahetystiedot(client.get(osoite("lahetys-esikatselu"), {"kunnat": ["687"]}))

    client.post(osoite("lahetys-esikatselu"), tiedot)
    response = client.post(osoite("lahetys-esikatselu"), tiedot)

    assert "luetteloita lähetettiin esikatselun jälkeen" in teksti(response)
    assert Luettelolahetys.objects.count() == 1


def test_preview_that_is_out_of_date_is_shown_anew(kirjaudu, vastuu):
    client = kirjaudu("koordinaattori")

    response = client.post(osoite("lahetys-esikatselu"), {"kunnat": ["687"], "nahty": "0" * 64})

    assert "Yhteystiedot muuttuivat" in teksti(response)
    assert not Luettelolahetys.objects.exists()


def test_preview_without_municipalities_asks_for_one(kirjaudu, rautavaara):
    response = kirjaudu("koordinaattori").get(osoite("lahetys-esikatselu"))

    assert "Valitse vähintään yksi kunta." in teksti(response)


def test_list_that_reads_as_it_did_is_not_chosen_beforehand(
    kirjaudu, lahetys, lapinlahti, siilinjarvi, prosessi, milla
):
    VastuuFactory(kunta=siilinjarvi, prosessi=prosessi, henkilo=milla)

    response = kirjaudu("koordinaattori").get(osoite("lahetys-uusi"))

    assert valitut(response) == ["402", "749"]
    assert "Rautavaara: ennallaan, lähetetty viimeksi 12.6.2025" in teksti(response)
    assert "Siilinjärvi: 1 muutos edelliseen; ei yhdyshenkilöä, joten sähköpostia ei lähde" in teksti(
        response
    )
    assert "Lapinlahti: ensimmäinen luettelo; ei yhdyshenkilöä" in teksti(response)


def test_when_nothing_has_changed_the_page_says_so(kirjaudu, lahetys):
    response = kirjaudu("koordinaattori").get(osoite("lahetys-uusi"))

    assert valitut(response) == []
    assert "Yksikään luettelo ei ole muuttunut" in teksti(response)


def test_preview_shows_what_is_new_and_what_is_identical(kirjaudu, lahetys, milla, prosessi, siilinjarvi):
    VastuuFactory(kunta=siilinjarvi, prosessi=prosessi, henkilo=milla, laji=Vastuu.Laji.MUU)

    response = kirjaudu("koordinaattori").get(osoite("lahetys-esikatselu"), {"kunnat": ["687", "749"]})

    [rautavaara, siilinjarvi] = [
        osa.get_text(" ", strip=True) for osa in sivu(response).select("section.mb-5")
    ][:2]
    assert "ennallaan edellisestä" in rautavaara
    assert "Luettelo on sama kuin 12.6.2025 lähetetty." in rautavaara
    assert "Muuttunut edellisestä 12.6.2025:" in siilinjarvi
    assert "Alkupalvelut: uusi muu vastuuhenkilö on Milla Tuomikoski" in siilinjarvi


def test_sending_shows_a_liaison_only_the_own_list(kirjaudu, lahetys):
    raijan = teksti(kirjaudu("raija").get(osoite("lahetys", lahetys.pk)))
    koordinaattorin = teksti(kirjaudu("koordinaattori").get(osoite("lahetys", lahetys.pk)))

    assert lahetys.tiiviste in raijan
    assert "sisältö täsmää" in raijan
    assert "Veera Salmenranta" in raijan
    assert "Siilinjärvi" in koordinaattorin
    assert "Siilinjärvi" not in raijan


def test_sending_to_others_is_not_found(kirjaudu, koordinaattori, rautavaara):
    lahetys = workflow.laheta_luettelo(rautavaara.alue, [rautavaara], user=koordinaattori)

    assert kirjaudu("kari").get(osoite("lahetys", lahetys.pk)).status_code == 404


def test_sending_shows_what_became_of_each_mail(kirjaudu, saaja):
    Vastaanottaja.objects.update(tila=Vastaanottaja.Tila.PALAUTUI, selite="550 Tuntematon osoite")

    response = teksti(kirjaudu("koordinaattori").get(osoite("lahetys", saaja.lahetys_id)))

    assert "Raija Vaarala, raija@rautavaara.example palautui 550 Tuntematon osoite" in response
    assert "ei vielä kuitattu, kuitattava viimeistään 26.6.2025" in response
    assert "Kunnalla ei ollut yhdyshenkilöä portaalissa" in response


def test_sending_shows_who_acknowledged(kirjaudu, saaja):
    kuittaukset.kuittaa(kopio(saaja), kuittaaja="Raija Vaarala")

    response = kirjaudu("koordinaattori").get(osoite("lahetys", saaja.lahetys_id))

    assert "Raija Vaarala, 12.6.2025 klo 10.15" in teksti(response).replace("\u00a0", " ")
    assert "Lähetä uudelleen" not in teksti(response)


def test_sending_whose_mail_is_in_the_making_says_so(kirjaudu, lahetys):
    client = kirjaudu("koordinaattori")

    assert "viestiä valmistellaan" in teksti(client.get(osoite("lahetys", lahetys.pk)))
    with paivan_paasta(1):
        assert "viestin lähtemisestä ei ole tietoa" in teksti(client.get(osoite("lahetys", lahetys.pk)))


def test_stored_difference_is_compared_with_one_made_anew(
    kirjaudu, saaja, koordinaattori, rautavaara, monkeypatch
):
    with paivan_paasta(1):
        toinen = workflow.laheta_luettelo(rautavaara.alue, [rautavaara], user=koordinaattori)
    client = kirjaudu("koordinaattori")

    assert "muutokset täsmäävät" in teksti(client.get(osoite("lahetys", toinen.pk)))
    monkeypatch.setattr("yhteyshenkilot.erot.vertaa", lambda vanha, uusi: {"kentat": {"koodi": ["1", "2"]}})
    assert "muutokset eivät täsmää" in teksti(client.get(osoite("lahetys", toinen.pk)))


@pytest.mark.parametrize(
    ("kuka", "status"), [("raija", 200), ("koordinaattori", 200), ("kari", 404), ("paakayttaja", 200)]
)
def test_document_is_for_those_who_see_the_list(kirjaudu, saaja, kuka, status):
    liite = saaja.lahetykset.get().liitteet.get()

    response = kirjaudu(kuka).get(liite.get_absolute_url())

    assert response.status_code == status
    if status == 200:
        assert response.getvalue().startswith(b"%PDF")


def test_liaison_acknowledges_in_the_portal(kirjaudu, saaja):
    client = kirjaudu("raija")
    sivulla = client.get(osoite("lahetys", saaja.lahetys_id))
    lomake = sivu(sivulla).select_one(f"form[action='{osoite('lahetys-kuittaa', saaja.pk)}']")

    response = client.post(lomake["action"], follow=True)

    assert "Luettelo on kuitattu." in response.text
    assert kopio(saaja).kuittaaja == "Raija Vaarala"
    assert sivu(response).select(f"form[action='{osoite('lahetys-kuittaa', saaja.pk)}']") == []


@pytest.mark.parametrize(("kuka", "status"), [("kari", 404), ("koordinaattori", 403), ("paakayttaja", 404)])
def test_others_do_not_acknowledge(kirjaudu, saaja, kuka, status):
    assert kirjaudu(kuka).post(osoite("lahetys-kuittaa", saaja.pk)).status_code == status
    assert kopio(saaja).kuittausaika is None


def test_mail_that_has_not_left_is_not_acknowledged(kirjaudu, lahetys, rautavaara):
    saaja = lahetys.saajat.get(kunta=rautavaara)

    response = kirjaudu("raija").post(osoite("lahetys-kuittaa", saaja.pk), follow=True)

    assert "Viesti ei ole vielä lähtenyt." in response.text


def test_one_button_sends_again_to_those_who_have_not_acknowledged(kirjaudu, saaja):
    client = kirjaudu("koordinaattori")
    lomake = sivu(client.get(osoite("lahetys", saaja.lahetys_id))).select_one(
        f"form[action='{osoite('lahetys-uudelleen')}']"
    )
    tiedot = {
        kentta["name"]: kentta["value"]
        for kentta in lomake.select("input")
        if kentta["name"] != "csrfmiddlewaretoken"
    }

    response = client.post(lomake["action"], tiedot, follow=True)

    assert response.redirect_chain == [(osoite("lahetys", saaja.lahetys_id), 302)]
    assert "Luettelo lähetetään uudelleen 1 kuntaan." in response.text
    assert saaja.lahetykset.count() == 2


def test_what_cannot_be_sent_again_is_told(kirjaudu, saaja):
    kuittaukset.kuittaa(kopio(saaja), kuittaaja="Raija Vaarala")

    response = kirjaudu("koordinaattori").post(
        osoite("lahetys-uudelleen"), {"saajat": [saaja.pk]}, follow=True
    )

    assert "Rautavaara: luettelo on jo kuitattu." in response.text
    assert saaja.lahetykset.count() == 1


def test_unknown_list_is_not_sent_again(kirjaudu, saaja):
    response = kirjaudu("koordinaattori").post(osoite("lahetys-uudelleen"), {"saajat": [0]}, follow=True)

    assert "Luetteloa ei löydy." in response.text


@pytest.mark.parametrize("kuka", ["raija", "kari", "asiantuntija", "sihteeri", "esittelija", "paakayttaja"])
def test_others_do_not_send_again(kirjaudu, saaja, kuka):
    assert kirjaudu(kuka).post(osoite("lahetys-uudelleen"), {"saajat": [saaja.pk]}).status_code == 403
    assert saaja.lahetykset.count() == 1


def test_new_liaison_is_pointed_out(kirjaudu, saaja, raija):
    client = kirjaudu("koordinaattori")
    ennen = teksti(client.get(osoite("lahetys", saaja.lahetys_id)))
    raija.jasenyydet.update(loppupvm="2025-06-01")

    jalkeen = teksti(client.get(osoite("lahetys", saaja.lahetys_id)))

    assert "Kunnan yhdyshenkilö on vaihtunut" not in ennen
    assert "Kunnan yhdyshenkilö on vaihtunut: lähetä uusi luettelo" in jalkeen


def test_late_lists_are_listed_until_acknowledged(kirjaudu, saaja):
    client = kirjaudu("koordinaattori")
    with paivan_paasta(16):
        [rivi] = rivit(client.get(osoite("kuittaamatta")))
        kuittaukset.kuittaa(kopio(saaja), kuittaaja="Raija Vaarala")
        tyhja = teksti(client.get(osoite("kuittaamatta")))

    assert rivi == [
        "Rautavaara",
        "12.6.2025",
        "26.6.2025",
        "2",
        "Raija Vaarala",
        "1",
        "Lähetä uudelleen : Rautavaara",
    ]
    assert "Luetteloita ei ole kuittaamatta." in tyhja


def test_late_lists_are_sent_again_from_their_list(kirjaudu, saaja):
    client = kirjaudu("koordinaattori")
    with paivan_paasta(16):
        sivulla = sivu(client.get(osoite("kuittaamatta")))
        painike = sivulla.select_one("tbody button")
        lomake = sivulla.find(id=painike["form"])

        response = client.post(lomake["action"], {painike["name"]: painike["value"]})

    assert response.url == osoite("kuittaamatta")
    assert saaja.lahetykset.count() == 2


def etusivulla(client):
    return BeautifulSoup(client.get("/").content, "html.parser").main.get_text(" ", strip=True)


def test_front_pages_tell_what_waits(kirjaudu, saaja):
    with paivan_paasta(15):
        raijan = etusivulla(kirjaudu("raija"))
        koordinaattorin = etusivulla(kirjaudu("koordinaattori"))
        kuittaukset.kuittaa(kopio(saaja), kuittaaja="Raija Vaarala")
        raijan_jalkeen = etusivulla(kirjaudu("raija"))
        koordinaattorin_jalkeen = etusivulla(kirjaudu("koordinaattori"))

    assert "Kuittaa luettelo: tarkista" in raijan
    assert "1 kunta ei ole kuitannut luetteloaan ajoissa" in koordinaattorin
    assert "Kuittaa luettelo" not in raijan_jalkeen
    assert "ei ole kuitannut" not in koordinaattorin_jalkeen


@pytest.mark.parametrize("maara", [1, 3])
def test_sendings_query_count(
    kirjaudu,
    koordinaattori,
    vastuu,
    siilinjarvi,
    lapinlahti,
    raija,
    kari,
    django_assert_max_num_queries,
    maara,
):
    kunnat = [vastuu.kunta, siilinjarvi, lapinlahti][:maara]
    for paiva in range(maara):
        with paivan_paasta(paiva):
            lahetys = workflow.laheta_luettelo(vastuu.kunta.alue, kunnat, user=koordinaattori)
            postita(lahetys, vastuu.kunta)
    client = kirjaudu("koordinaattori")
    sivut = {
        osoite("lahetykset"): 6,
        osoite("lahetys", lahetys.pk): 12,
        osoite("kuittaamatta"): 8,
        osoite("lahetys-uusi"): 12,
        f"{osoite('lahetys-esikatselu')}?kunnat=687": 12,
    }

    for url, enintaan in sivut.items():
        with django_assert_max_num_queries(enintaan):
            assert client.get(url).status_code == 200
