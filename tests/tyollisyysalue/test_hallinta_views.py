import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction

from tests.factories import AlueFactory, historia
from tyollisyysalue import alueet
from tyollisyysalue.models import Tapahtuma, Tyollisyysalue
from tyollisyysalue.versiot import versio

HALLINTA = "/hallinta/"
ALUE = "/hallinta/alue/17/"


@pytest.fixture
def hallitsija(client, paakayttaja):
    client.force_login(paakayttaja)
    return client


def sivu(response):
    return BeautifulSoup(response.content, "html.parser")


def teksti(response):
    return " ".join(sivu(response).main.get_text(" ").split())


def tiedot(alue, **muut):
    return {
        "asiakirjanimi": "Kuopion työllisyysalue",
        "jarjestaja": "Kuopion kaupunki",
        "y_tunnus": "",
        "osoite": "PL 000, 70000 Kuopio",
        "sahkoposti": "kirjaamo@kuopio.example",
        "puhelin": "017 000 0000",
        "kuittausaika_paivina": 14,
        "versio": versio(alue),
        **muut,
    }


def test_front_page_leads_to_every_part(hallitsija, alue, raija):
    linkit = {a["href"] for a in sivu(hallitsija.get(HALLINTA)).main.select("a")}

    assert linkit >= {
        "/hallinta/kayttajat/",
        "/hallinta/kayttajat/kutsu/",
        "/sopimukset/",
        "/sopimukset/uusi/",
        ALUE,
        "/hallinta/posti/",
    }


def test_front_page_counts(hallitsija, raija):
    tiedot = [dd.get_text() for dd in sivu(hallitsija.get(HALLINTA)).select("main dd")]

    assert tiedot == ["2", "0", "0", "0", "0"]


@pytest.mark.parametrize(("paivia", "jalkeen"), [("1", 1), ("90", 90), ("0", 14), ("91", 14), ("", 14)])
def test_time_for_acknowledging_is_a_day_to_ninety(hallitsija, alue, paivia, jalkeen):
    hallitsija.post(ALUE, tiedot(alue, kuittausaika_paivina=paivia))

    alue.refresh_from_db()
    assert alue.kuittausaika_paivina == jalkeen


@pytest.mark.kanta
@pytest.mark.parametrize("paivia", [0, 91])
def test_database_refuses_other_times_for_acknowledging(alue, paivia):
    with pytest.raises(IntegrityError, match="alue_kuittausaika"), transaction.atomic():
        Tyollisyysalue.objects.filter(pk=alue.pk).update(kuittausaika_paivina=paivia)


@pytest.mark.parametrize("rooli", ["raija", "koordinaattori", "sihteeri", "esittelija"])
def test_others_are_denied(client, request, alue, rooli):
    client.force_login(request.getfixturevalue(rooli))

    assert client.get(HALLINTA).status_code == 403
    assert client.get(ALUE).status_code == 403


def test_details_are_changed_and_told_in_the_timeline(hallitsija, alue, paakayttaja):
    response = hallitsija.post(ALUE, tiedot(alue, puhelin="017 111 1111"), follow=True)

    alue.refresh_from_db()
    assert alue.puhelin == "017 111 1111"
    [tapahtuma] = Tapahtuma.objects.for_omistaja(alue)
    assert (tapahtuma.user, tapahtuma.tiedot) == (paakayttaja, {"puhelin": ["", "017 111 1111"]})
    assert "Tietoja muutettiin: puhelin" in teksti(response)


def test_nothing_changed_leaves_no_event(hallitsija, alue):
    versioita = historia(Tyollisyysalue).objects.count()

    hallitsija.post(ALUE, tiedot(alue, puhelin=""))

    assert not Tapahtuma.objects.for_omistaja(alue).exists()
    assert historia(Tyollisyysalue).objects.count() == versioita


def test_bad_address_is_refused_at_its_field(hallitsija, alue):
    response = hallitsija.post(ALUE, tiedot(alue, sahkoposti="kirjaamo", osoite="Tulliportinkatu 31"))

    assert response.context["form"].has_error("sahkoposti")
    assert 'value="Tulliportinkatu 31"' in response.content.decode()


def test_late_editor_is_shown_both_and_may_save_again(hallitsija, alue, paakayttaja):
    vanha = tiedot(alue, puhelin="017 222 2222")
    alueet.muuta_tietoja(alue, {"puhelin": "017 111 1111"}, versio_lomakkeella=versio(alue), user=paakayttaja)

    myohassa = hallitsija.post(ALUE, vanha)

    assert "017 111 1111" in teksti(myohassa)
    assert sivu(myohassa).select_one("#id_puhelin")["value"] == "017 222 2222"
    hallitsija.post(ALUE, vanha | {"versio": sivu(myohassa).select_one("#id_versio")["value"]})
    alue.refresh_from_db()
    assert alue.puhelin == "017 222 2222"


def test_another_area_is_denied(hallitsija):
    AlueFactory(koodi="45", nimi_fi="Ylä-Savo")

    assert hallitsija.get("/hallinta/alue/45/").status_code == 403
    assert hallitsija.get("/hallinta/alue/99/").status_code == 404


def test_events_of_an_area_are_not_public(hallitsija, alue, paakayttaja, raija):
    hallitsija.post(ALUE, tiedot(alue))

    assert Tapahtuma.objects.for_omistaja(alue).exists()
    assert not Tapahtuma.objects.for_omistaja(alue).visible_to(raija).exists()
