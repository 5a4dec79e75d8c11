"""What is read: the list, a decision as a page and as a PDF."""

import datetime
import io

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from paatokset import workflow
from paatokset.models import Paatos
from tests.paatokset.factories import (
    HYVAKSYTTY,
    KESA,
    LAHETETTY,
    TARKASTETTU,
    kirjaa,
    kirjoita_osio,
    lisaa_fakta,
    nimea,
)
from tyollisyysalue import kello

LISTA = "/paatokset/"
NBSP = "\u00a0"


def rivit(response):
    return [row.record for row in response.context["taulu"].page.object_list]


def tee_paatoksia(malli, maara, **muut):
    """Checked decisions of the model's matter, § 101 onwards, written past the workflow."""
    return Paatos.objects.bulk_create(
        Paatos(
            asia=malli.asia,
            toimielin=malli.toimielin,
            esittelija=malli.esittelija,
            valmistelija=malli.valmistelija,
            esittelija_teksti="johtaja",
            valmistelija_teksti="sihteeri",
            **{
                "otsikko": f"Päätös {n:02}",
                "tila": "tarkastettu",
                "hyvaksymisaika": HYVAKSYTTY,
                "kokouspvm": datetime.date(2025, 10, 1),
                "vuosi": 2025,
                "pykala": 100 + n,
                "pykalatunnus": f"§{NBSP}{100 + n}",
                "lopputulos": "ehdotuksen_mukaan",
                "paatosteksti": "<p>Päätettiin.</p>",
                "kirjausaika": TARKASTETTU,
                "tarkastuspvm": datetime.date(2025, 10, 8),
            }
            | muut,
        )
        for n in range(1, maara + 1)
    )


@pytest.mark.usefixtures("pika_pdf")
class TestList:
    def test_public_sees_only_checked_decisions(self, client, kasitelty, sihteeri):
        assert rivit(client.get(LISTA)) == []

        with kello.aseta(TARKASTETTU):
            workflow.merkitse_tarkastetuksi(kasitelty, tarkastuspvm=TARKASTETTU.date(), user=sihteeri)
        response = client.get(LISTA)

        assert rivit(response) == [kasitelty]
        assert f"§{NBSP}58" in response.text
        assert "17.9.2025" in response.text

    def test_public_list_says_nothing_of_states(self, client, tarkastettu, raija):
        assert "tarkastettu" not in client.get(LISTA).text
        client.force_login(raija)
        response = client.get(LISTA)

        assert "tila" not in response.context["suodatin"].form.fields
        assert rivit(client.get(LISTA, {"tila": "luonnos"})) == [tarkastettu]

    def test_those_who_prepare_see_drafts_with_their_state(self, client, luonnos, sihteeri, esittelija):
        client.force_login(esittelija)
        response = client.get(LISTA)
        assert rivit(response) == [luonnos]
        assert 'class="tunniste' in response.text
        assert reverse("paatokset:uusi") not in response.text

        client.force_login(sihteeri)
        assert reverse("paatokset:uusi") in client.get(LISTA).text

    def test_list_is_filtered_by_the_address(self, client, tarkastettu, sihteeri):
        (muu,) = tee_paatoksia(
            tarkastettu, 1, kokouspvm=datetime.date(2024, 10, 1), vuosi=2024, otsikko="Muu asia"
        )
        client.force_login(sihteeri)

        assert set(rivit(client.get(LISTA))) == {tarkastettu, muu}
        assert rivit(client.get(LISTA, {"q": "esityksiin"})) == [tarkastettu]
        assert rivit(client.get(LISTA, {"q": "101"})) == [muu]
        assert rivit(client.get(LISTA, {"vuosi": "2024"})) == [muu]
        assert rivit(client.get(LISTA, {"tila": "luonnos"})) == []

    @pytest.mark.parametrize("haku", [{"vuosi": "x"}, {"tila": "x"}, {"jarjestys": "x"}, {"sivu": "99"}])
    def test_address_written_by_hand_breaks_nothing(self, client, tarkastettu, sihteeri, haku):
        client.force_login(sihteeri)

        assert client.get(LISTA, haku).status_code == 200

    @pytest.mark.kanta
    @pytest.mark.parametrize("sarake", ["kokouspvm", "pykalatunnus", "otsikko", "asia", "tila"])
    def test_list_is_sorted_both_ways(self, client, luonnos, sihteeri, sarake):
        tee_paatoksia(luonnos, 2)
        client.force_login(sihteeri)

        nouseva = rivit(client.get(LISTA, {"jarjestys": sarake}))
        laskeva = rivit(client.get(LISTA, {"jarjestys": f"-{sarake}"}))

        assert len(nouseva) == len(laskeva) == 3
        if sarake in ("otsikko", "pykalatunnus"):
            assert [p.otsikko for p in nouseva if p != luonnos] == ["Päätös 01", "Päätös 02"]
            assert [p.otsikko for p in laskeva if p != luonnos] == ["Päätös 02", "Päätös 01"]

    def test_list_comes_in_pages_and_keeps_its_filters(self, client, luonnos):
        tee_paatoksia(luonnos, 51)

        eka = client.get(LISTA, {"vuosi": "2025"})
        toka = client.get(LISTA, {"vuosi": "2025", "sivu": "2"})

        assert [p.pykala for p in rivit(eka)] == list(range(151, 101, -1))
        assert [p.pykala for p in rivit(toka)] == [101]
        assert "vuosi=2025&amp;sivu=2" in eka.text

    @pytest.mark.parametrize("maara", [1, 3])
    def test_list_costs_the_same_for_any_number_of_rows(
        self, client, luonnos, sihteeri, maara, django_assert_num_queries
    ):
        tee_paatoksia(luonnos, maara)

        with django_assert_num_queries(3):
            response = client.get(LISTA)
        assert len(rivit(response)) == maara

        client.force_login(sihteeri)
        with django_assert_num_queries(5):
            response = client.get(LISTA)
        assert len(rivit(response)) == maara + 1

    def test_list_says_what_will_appear(self, client, alue):
        assert "Päätös tulee tähän, kun kokouksen pöytäkirja on tarkastettu." in client.get(LISTA).text
        assert "Näillä rajauksilla ei ole päätöksiä." in client.get(LISTA, {"q": "x"}).text


@pytest.mark.usefixtures("pika_pdf")
class TestDetail:
    def test_checked_decision_is_everybodys(self, client, tarkastettu):
        response = client.get(tarkastettu.get_absolute_url())

        assert response.status_code == 200
        assert tarkastettu.otsikko in response.text
        assert response.context["marginaali"] is None
        assert "Valmistelu" not in response.text
        for tieto in ("Työllisyysaluelautakunta", "17.9.2025", f"§{NBSP}58", tarkastettu.asia.numero):
            assert tieto in response.text

    @pytest.mark.parametrize("vaihe", ["luonnos", "esittelijalla", "hyvaksytty", "kasitelty"])
    def test_what_is_not_public_is_not_found(self, client, request, vaihe, raija, kari, naapurisihteeri):
        paatos = request.getfixturevalue(vaihe)

        assert client.get(paatos.get_absolute_url()).status_code == 404
        assert client.get(reverse("paatokset:pdf", args=[paatos.pk])).status_code == 404
        for user in (raija, kari, naapurisihteeri, *muu_vaki(request)):
            client.force_login(user)
            assert client.get(paatos.get_absolute_url()).status_code == 404
            assert client.get(reverse("paatokset:pdf", args=[paatos.pk])).status_code == 404

    def test_draft_shows_facts_in_place_and_what_is_missing(self, client, luonnos, sihteeri):
        nimea("Rautavaara")
        _, lause = lisaa_fakta(luonnos, user=sihteeri)
        kirjoita_osio(luonnos, 1, f"<p>Alku. {lause}</p>", user=sihteeri)
        client.force_login(sihteeri)

        response = client.get(luonnos.get_absolute_url())

        assert f"Toinen nimi on Rautavaara klo{NBSP}13.00." in response.text
        assert "data-fakta" not in response.text
        assert "Kohdalla 2 ”Yhteyshenkilö” ei ole vastausta eikä perustelua." in response.text
        assert "Kohdalla 1 ”Lähipalvelut”" not in response.text
        assert "Luonnos aloitettiin" in response.text

    @pytest.mark.parametrize(
        ("vaihe", "sihteerin", "esittelijan"),
        [
            ("luonnos", ["laheta", "muokkaa"], []),
            ("esittelijalla", [], ["hyvaksy", "palauta"]),
            ("palautettu", ["laheta", "muokkaa"], []),
            ("hyvaksytty", ["kirjaa"], []),
            ("kasitelty", ["tarkasta"], []),
            ("tarkastettu", [], []),
        ],
    )
    def test_each_is_offered_the_acts_of_the_state(
        self, client, request, sihteeri, esittelija, vaihe, sihteerin, esittelijan
    ):
        paatos = request.getfixturevalue(vaihe)
        teot = ["hyvaksy", "kirjaa", "laheta", "muokkaa", "palauta", "tarkasta"]

        for user, omat in ((sihteeri, sihteerin), (esittelija, esittelijan)):
            client.force_login(user)
            teksti = client.get(paatos.get_absolute_url()).text
            assert [t for t in teot if f'"{reverse(f"paatokset:{t}", args=[paatos.pk])}"' in teksti] == omat

    def test_comment_of_the_return_is_shown(self, client, palautettu, sihteeri):
        client.force_login(sihteeri)

        assert "Tarkenna johdantoa." in client.get(palautettu.get_absolute_url()).text

    def test_page_speaks_the_decisions_language_within_the_readers(self, client, tarkastettu):
        client.cookies["django_language"] = "en"

        response = client.get(tarkastettu.get_absolute_url())

        assert '<html lang="en"' in response.text
        page = BeautifulSoup(response.text, "html.parser")
        assert page.find("h2", string="Päätösehdotus").find_parent(lang=True)["lang"] == "fi"
        assert page.h1["lang"] == "fi"
        # What the page itself says of the document is in the reader's language.
        assert page.find("dt", string="Matter number").find_parent(lang=True)["lang"] == "en"

    def test_frozen_decision_of_eight_facts_costs_at_most_twelve_queries(
        self, client, kahdeksan_faktaa, sihteeri, esittelija, django_assert_num_queries
    ):
        paatos = julkaise(kahdeksan_faktaa, sihteeri, esittelija)
        assert (paatos.osiot.count(), paatos.faktat.filter(jaadytysaika__isnull=False).count()) == (5, 8)

        with django_assert_num_queries(6):
            client.get(paatos.get_absolute_url())
        client.force_login(sihteeri)
        with django_assert_num_queries(12):
            client.get(paatos.get_absolute_url())

    def test_live_draft_of_eight_facts_costs_at_most_twelve_queries(
        self, client, kahdeksan_faktaa, sihteeri, django_assert_num_queries
    ):
        client.force_login(sihteeri)
        client.get(kahdeksan_faktaa.get_absolute_url())

        with django_assert_num_queries(12):
            client.get(kahdeksan_faktaa.get_absolute_url())


def muu_vaki(request):
    return [request.getfixturevalue(nimi) for nimi in ("asiantuntija", "koordinaattori", "paakayttaja")]


@pytest.fixture
def kahdeksan_faktaa(valmis, sihteeri, lahipaivat):
    """The finished draft with eight facts: four of the tests' and four of service days."""
    paikat = [
        lisaa_fakta(valmis, avain, parametrit, user=sihteeri)[1]
        for avain, parametrit in [
            ("testi.lause", KESA),
            ("testi.taulukko", KESA),
            ("lahipalvelut.toteuma", KESA),
            ("lahipalvelut.sovitut_paivat", KESA),
            ("lahipalvelut.toteuma", KESA),
            ("lahipalvelut.sovitut_paivat", KESA),
        ]
    ]
    kirjoita_osio(valmis, 2, "".join(f"<p>Näin.</p>{paikka}" for paikka in paikat), user=sihteeri)
    return valmis


def julkaise(paatos, sihteeri, esittelija):
    with kello.aseta(LAHETETTY):
        workflow.laheta_esittelijalle(paatos, user=sihteeri)
    with kello.aseta(HYVAKSYTTY):
        workflow.hyvaksy(paatos, user=esittelija)
    kirjaa(paatos, user=sihteeri)
    with kello.aseta(TARKASTETTU):
        workflow.merkitse_tarkastetuksi(paatos, tarkastuspvm=TARKASTETTU.date(), user=sihteeri)
    paatos.refresh_from_db()
    return paatos


class TestPdf:
    def test_public_gets_the_stored_bytes(self, client, tarkastettu):
        asiakirja = tarkastettu.asiakirjat.get()
        with asiakirja.tiedosto.open() as tiedosto:
            tallennettu = tiedosto.read()

        nimea("Muuttunut")
        response = client.get(reverse("paatokset:pdf", args=[tarkastettu.pk]))

        assert b"".join(response.streaming_content) == tallennettu
        assert response["Content-Type"] == "application/pdf"
        assert response["ETag"] == f'"{asiakirja.sha256}"'
        numero = tarkastettu.asia.numero.replace("/", "-")
        assert response["Content-Disposition"] == f'inline; filename="paatos-{numero}.pdf"'

    def test_draft_says_so(self, client, luonnos, sihteeri):
        client.force_login(sihteeri)

        response = client.get(reverse("paatokset:pdf", args=[luonnos.pk]))

        sivut = pypdf.PdfReader(io.BytesIO(response.content)).pages
        assert all("Luonnos" in sivu.extract_text() for sivu in sivut)
        assert "luonnos-" in response["Content-Disposition"]
