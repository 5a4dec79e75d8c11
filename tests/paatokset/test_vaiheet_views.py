"""Acts that move a decision on."""

import datetime

import pytest
from django.urls import reverse

from paatokset.models import Asiakirja, Paatos
from tests.paatokset.factories import HYVAKSYTTY, KIRJATTU, LAHETETTY, TARKASTETTU, nimea, toinen_hyvaksytty
from tyollisyysalue import kello

pytestmark = pytest.mark.usefixtures("pika_pdf")

Tila = Paatos.Tila
KIRJAUS = {"kokouspvm": "2025-09-17", "pykala": "58", "lopputulos": "ehdotuksen_mukaan", "paatosteksti": ""}


def osoite(nimi, paatos):
    return reverse(f"paatokset:{nimi}", args=[paatos.pk])


def tila(paatos):
    return Paatos.objects.get(pk=paatos.pk).tila


@pytest.mark.parametrize(
    ("vaihe", "teko", "tekija", "aika", "data", "uusi", "viesti"),
    [
        (
            "valmis",
            "laheta",
            "sihteeri",
            LAHETETTY,
            {},
            "esittelijalla",
            "Ehdotus on lähetetty esittelijälle.",
        ),
        (
            "esittelijalla",
            "palauta",
            "esittelija",
            HYVAKSYTTY,
            {"kommentti": "Tarkenna."},
            "palautettu",
            "Ehdotus on palautettu valmisteluun.",
        ),
        (
            "esittelijalla",
            "hyvaksy",
            "esittelija",
            HYVAKSYTTY,
            {},
            "hyvaksytty",
            "Ehdotus on hyväksytty ja faktat on jäädytetty.",
        ),
        (
            "hyvaksytty",
            "kirjaa",
            "sihteeri",
            KIRJATTU,
            KIRJAUS,
            "kasitelty",
            "Päätös on kirjattu ja asiakirja on valmis.",
        ),
        (
            "kasitelty",
            "tarkasta",
            "sihteeri",
            TARKASTETTU,
            {"tarkastuspvm": "2025-09-22"},
            "tarkastettu",
            "Päätös on nyt julkinen.",
        ),
    ],
)
def test_act_moves_the_decision_on_and_says_so(
    client, request, vaihe, teko, tekija, aika, data, uusi, viesti
):
    paatos = request.getfixturevalue(vaihe)
    client.force_login(request.getfixturevalue(tekija))

    with kello.aseta(aika):
        response = client.post(osoite(teko, paatos), data, follow=True)

    assert response.redirect_chain == [(paatos.get_absolute_url(), 302)]
    assert viesti in response.text
    assert tila(paatos) == uusi


TEOT = [
    ("luonnos", "laheta", "esittelija"),
    ("esittelijalla", "palauta", "sihteeri"),
    ("esittelijalla", "hyvaksy", "sihteeri"),
    ("hyvaksytty", "kirjaa", "esittelija"),
    ("kasitelty", "tarkasta", "esittelija"),
]


@pytest.mark.parametrize(("vaihe", "teko", "vaara"), TEOT)
def test_outsider_finds_nothing_and_wrong_role_is_denied(client, request, vaihe, teko, vaara):
    paatos = request.getfixturevalue(vaihe)
    url = osoite(teko, paatos)

    assert client.post(url).status_code == 302
    for nimi in ("raija", "asiantuntija", "koordinaattori", "paakayttaja", "naapurisihteeri"):
        client.force_login(request.getfixturevalue(nimi))
        assert client.post(url).status_code == 404
    client.force_login(request.getfixturevalue(vaara))
    assert client.post(url).status_code == 403
    assert tila(paatos) == vaihe


@pytest.mark.parametrize("teko", ["laheta", "palauta", "hyvaksy", "kirjaa", "tarkasta"])
def test_published_decision_has_no_more_acts(client, tarkastettu, raija, sihteeri, esittelija, teko):
    for user in (raija, sihteeri, esittelija):
        client.force_login(user)
        assert client.post(osoite(teko, tarkastettu)).status_code == 403


def test_sending_is_for_post_only(client, luonnos, sihteeri):
    client.force_login(sihteeri)

    assert client.get(osoite("laheta", luonnos)).status_code == 405


def test_sending_an_unfinished_draft_tells_every_shortage(client, luonnos, sihteeri):
    client.force_login(sihteeri)

    response = client.post(osoite("laheta", luonnos), follow=True)

    viestit = [str(m) for m in response.context["messages"]]
    assert len(viestit) == 9
    assert viestit[0] == "Kohdalla 1 ”Lähipalvelut” ei ole vastausta eikä perustelua."
    assert viestit[-1] == "Valitse muutoksenhaku."
    assert tila(luonnos) == Tila.LUONNOS


def test_returning_needs_a_comment(client, esittelijalla, esittelija):
    client.force_login(esittelija)
    assert "Valmistelija näkee kommentit" in client.get(osoite("palauta", esittelijalla)).text

    response = client.post(osoite("palauta", esittelijalla), {"kommentti": " "})

    assert set(response.context["form"].errors) == {"kommentti"}
    assert tila(esittelijalla) == Tila.ESITTELIJALLA


def test_approval_is_confirmed_first(client, esittelijalla, esittelija):
    client.force_login(esittelija)

    response = client.get(osoite("hyvaksy", esittelijalla))

    assert "Ehdotuksen voi avata uudelleen vain ennen kokousta" in response.text
    # The text that is approved is on the page.
    assert "Kokous alkaa klo\u00a013.00." in response.text
    assert tila(esittelijalla) == Tila.ESITTELIJALLA


def test_approval_of_a_fact_without_data_says_what_is_wrong(client, esittelijalla, esittelija):
    nimea("")
    client.force_login(esittelija)

    response = client.post(osoite("hyvaksy", esittelijalla))

    assert "Kunnalla ei ole toista nimeä. Lisää se." in response.text
    assert tila(esittelijalla) == Tila.ESITTELIJALLA


class TestRecording:
    def test_form_suggests_the_next_number(self, client, kasitelty, sihteeri, esittelija):
        toinen = toinen_hyvaksytty(kasitelty, sihteeri, esittelija)
        client.force_login(sihteeri)

        with kello.aseta(KIRJATTU):
            form = client.get(osoite("kirjaa", toinen)).context["form"]

        assert form["pykala"].value() == 59

    @pytest.mark.parametrize(
        ("data", "virheet"),
        [
            ({"kokouspvm": ""}, {"kokouspvm": ["Tämä kenttä vaaditaan."]}),
            (
                {"kokouspvm": "2025-09-19"},
                {"kokouspvm": ["Kokouspäivä on tulevaisuudessa. Kirjaa päätös kokouksen jälkeen."]},
            ),
            ({"pykala": "0"}, {"pykala": ["Tämän luvun on oltava vähintään 1."]}),
            ({"pykala": "10000"}, {"pykala": ["Tämän arvon on oltava enintään 9999."]}),
            ({"lopputulos": ""}, {"lopputulos": ["Tämä kenttä vaaditaan."]}),
            (
                {"lopputulos": "muutettu"},
                {"paatosteksti": ["Kirjoita päätös sellaisena kuin kokous sen teki."]},
            ),
            (
                {"lopputulos": "muutettu", "paatosteksti": "<p></p>"},
                {"paatosteksti": ["Kirjoita päätös sellaisena kuin kokous sen teki."]},
            ),
        ],
    )
    def test_bad_record_is_refused_and_kept(self, client, hyvaksytty, sihteeri, data, virheet):
        client.force_login(sihteeri)

        with kello.aseta(KIRJATTU):
            response = client.post(osoite("kirjaa", hyvaksytty), KIRJAUS | data)

        form = response.context["form"]
        assert form.errors == virheet
        assert form["kokouspvm"].value() == (KIRJAUS | data)["kokouspvm"]
        assert tila(hyvaksytty) == Tila.HYVAKSYTTY
        assert not Asiakirja.objects.exists()

    def test_number_that_is_taken_is_told(self, client, kasitelty, sihteeri, esittelija):
        toinen = toinen_hyvaksytty(kasitelty, sihteeri, esittelija)
        client.force_login(sihteeri)

        with kello.aseta(KIRJATTU):
            response = client.post(osoite("kirjaa", toinen), KIRJAUS)

        assert "Toimielimellä on jo tämä pykälä tänä vuonna." in response.text
        assert response.context["form"]["pykala"].value() == "58"

    def test_changed_decision_is_recorded_as_typed(self, client, hyvaksytty, sihteeri):
        client.force_login(sihteeri)

        with kello.aseta(KIRJATTU):
            client.post(
                osoite("kirjaa", hyvaksytty),
                KIRJAUS | {"lopputulos": "muutettu", "paatosteksti": "<p>Päätettiin toisin.</p>"},
            )

        hyvaksytty.refresh_from_db()
        assert hyvaksytty.paatosteksti == "<p>Päätettiin toisin.</p>"


class TestChecking:
    @pytest.mark.parametrize(
        ("pvm", "virheet"),
        [
            ("", {"tarkastuspvm": ["Tämä kenttä vaaditaan."]}),
            ("2025-09-23", {"tarkastuspvm": ["Päivä on tulevaisuudessa. Merkitse tarkastus sen jälkeen."]}),
            ("2025-09-16", {"__all__": ["Pöytäkirja tarkastetaan kokouspäivänä tai sen jälkeen."]}),
        ],
    )
    def test_bad_day_is_refused(self, client, kasitelty, sihteeri, pvm, virheet):
        client.force_login(sihteeri)

        with kello.aseta(TARKASTETTU):
            response = client.post(osoite("tarkasta", kasitelty), {"tarkastuspvm": pvm})

        assert response.context["form"].errors == virheet
        assert tila(kasitelty) == Tila.KASITELTY

    def test_form_suggests_today(self, client, kasitelty, sihteeri):
        client.force_login(sihteeri)

        with kello.aseta(TARKASTETTU):
            form = client.get(osoite("tarkasta", kasitelty)).context["form"]

        assert form["tarkastuspvm"].value() == datetime.date(2025, 9, 22)
