import pytest

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti
from tyollisyysalue.models import Henkilo
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import workflow
from yhteyshenkilot.models import (
    Avainprosessi,
)

pytestmark = pytest.mark.django_db


def henkilon_tiedot(**muut):
    return {
        "nimi": "Riikka Savilampi",
        "nimike": "kotoutumisen asiantuntija",
        "kunta": "",
        "organisaatio": "",
        "puhelin": "050 000 0009",
        "sahkoposti": "riikka.savilampi@kuopio.example",
        "julkiset": "-",
        **muut,
    }


def test_coordinator_adds_a_person(kirjaudu, alue):
    kirjaudu("koordinaattori").post(osoite("henkilo-lisaa"), henkilon_tiedot())

    assert Henkilo.objects.get(nimi="Riikka Savilampi").alue == alue


def test_personal_identity_code_is_refused_without_echo(kirjaudu):
    response = kirjaudu("koordinaattori").post(
        osoite("henkilo-lisaa"), henkilon_tiedot(nimike="asiantuntija 131052-308T")
    )

    assert "131052-308T" not in response.content.decode()
    assert response.context["form"].has_error("nimike", "hetu")
    assert sivu(response).select_one("#id_puhelin")["value"] == "050 000 0009"
    assert not Henkilo.objects.filter(nimi="Riikka Savilampi").exists()


def test_late_editor_is_shown_both_texts_and_may_save_again(kirjaudu, koordinaattori, veera):
    client = kirjaudu("koordinaattori")
    vanha = versio_nyt(veera)
    workflow.muuta_henkiloa(veera, {"puhelin": "050 111 1111"}, versio=vanha, user=koordinaattori)
    tiedot = henkilon_tiedot(nimi="Veera Salmenranta", puhelin="050 222 2222", versio=vanha)

    myohassa = client.post(osoite("henkilo-muuta", veera.pk), tiedot)

    assert "050 111 1111" in teksti(myohassa)
    assert sivu(myohassa).select_one("#id_puhelin")["value"] == "050 222 2222"
    tiedot["versio"] = sivu(myohassa).select_one("#id_versio")["value"]
    client.post(osoite("henkilo-muuta", veera.pk), tiedot)
    veera.refresh_from_db()
    assert veera.puhelin == "050 222 2222"


@pytest.mark.parametrize("maara", [1, 3])
def test_people_query_count(kirjaudu, django_assert_num_queries, rautavaara, maara):
    HenkiloFactory.create_batch(maara, alue=rautavaara.alue, kunta=rautavaara, organisaatio="")
    client = kirjaudu("koordinaattori")

    with django_assert_num_queries(7):
        client.get(osoite("henkilot"))


def test_coordinator_adds_and_renames_a_process(kirjaudu):
    client = kirjaudu("koordinaattori")
    nimet = {"nimi_fi": "tuet", "nimi_sv": "", "nimi_en": ""}
    client.post(osoite("prosessi-lisaa"), nimet)
    prosessi = Avainprosessi.objects.get()

    client.post(
        osoite("prosessi-nimea", prosessi.pk),
        {**nimet, "nimi_fi": "palkkatuki", "versio": versio_nyt(prosessi)},
    )

    prosessi.refresh_from_db()
    assert prosessi.nimi_fi == "palkkatuki"
    assert [rivi[0] for rivi in rivit(client.get(osoite("prosessit")))] == ["Palkkatuki"]


def test_process_of_the_same_name_is_refused(kirjaudu, prosessi):
    response = kirjaudu("koordinaattori").post(osoite("prosessi-lisaa"), {"nimi_fi": "alkupalvelut"})

    assert "Työllisyysalueella on jo tämänniminen avainprosessi." in teksti(response)


def test_process_is_taken_out_of_use_and_back(kirjaudu, prosessi):
    client = kirjaudu("koordinaattori")

    client.post(osoite("prosessi-kaytto", prosessi.pk))
    prosessi.refresh_from_db()
    pois = prosessi.kaytossa
    client.post(osoite("prosessi-kaytto", prosessi.pk), {"kaytossa": "1"})
    prosessi.refresh_from_db()

    assert (pois, prosessi.kaytossa) == (False, True)
