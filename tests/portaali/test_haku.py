from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from esitykset.models import Asia, Esitys
from lahipalvelut.models import Suunnitelmarivi
from paatokset.models import Osio, Paatos
from portaali.views.haku import OSUMIA
from tests.factories import AlueFactory, HenkiloFactory, KuntaFactory, UserFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory
from tests.paatokset.factories import ToimielinFactory
from tests.portaali import maailma
from tyollisyysalue import kello

pytestmark = [pytest.mark.django_db, pytest.mark.kanta]

HAKU = "/haku/"


@pytest.fixture(autouse=True)
def syyskuun_alku():
    with kello.aseta(maailma.NYT):
        yield


@pytest.fixture
def rakenna(rautavaara, siilinjarvi, raija, kari, sihteeri, esittelija, koordinaattori):
    """Of each kind ``maara`` rows of Rautavaara in every state, and one request of Siilinjärvi."""

    def rakenna(maara):
        toimielin = ToimielinFactory(alue=rautavaara.alue)
        maailma.paivat(rautavaara, maara, user=koordinaattori)
        for numero in range(maara):
            HenkiloFactory(alue=rautavaara.alue, kunta=rautavaara, nimi=f"Ulla Nimetön {numero}")
            maailma.esitys(rautavaara, raija=raija, tila=Esitys.Tila.LUONNOS)
            for tila in (Paatos.Tila.LUONNOS, Paatos.Tila.TARKASTETTU):
                esitys = maailma.esitys(rautavaara, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU)
                paatos = maailma.luonnos(esitys, toimielin, esittelija=esittelija, sihteeri=sihteeri)
                maailma.vie_tilaan(paatos, tila)
        maailma.esitys(siilinjarvi, raija=kari)

    return rakenna


def tulokset(client, q):
    response = client.get(HAKU, {"q": q})
    assert response.status_code == 200
    return {laji.avain: tulos for laji, tulos in response.context["tulokset"]}


def maarat(client, q):
    return {avain: len(tulos.osumat) for avain, tulos in tulokset(client, q).items()}


RAUTAVAARA = {"kunnat": 1, "paivat": 2}


@pytest.mark.parametrize(
    ("kuka", "osumia"),
    [
        (None, RAUTAVAARA | {"paatokset": 1}),
        ("kari", RAUTAVAARA | {"henkilot": 2, "paatokset": 1}),
        ("raija", RAUTAVAARA | {"henkilot": 2, "esitykset": 3, "paatokset": 1}),
        ("asiantuntija", RAUTAVAARA | {"henkilot": 2, "paatokset": 1}),
        ("koordinaattori", RAUTAVAARA | {"henkilot": 2, "esitykset": 2, "paatokset": 1}),
        ("sihteeri", RAUTAVAARA | {"henkilot": 2, "esitykset": 2, "paatokset": 2}),
        ("esittelija", RAUTAVAARA | {"henkilot": 2, "esitykset": 2, "paatokset": 2}),
        ("paakayttaja", RAUTAVAARA | {"paatokset": 1}),
    ],
)
def test_each_role_finds_what_it_may_see(kirjaudu, rakenna, kuka, osumia):
    rakenna(1)

    assert maarat(kirjaudu(kuka), "Rautavaara") == osumia


def test_public_never_learns_of_a_request_a_draft_or_a_person(client, rakenna, raija):
    rakenna(1)
    salainen = Asia.objects.filter(paatokset__tila=Paatos.Tila.TARKASTETTU)
    salainen.update(julkisuus=Asia.Julkisuus.SALASSA)
    numero = Esitys.objects.get(asia__paatokset__tila=Paatos.Tila.LUONNOS).asia.numero

    for q in ("esitys palveluista", "vastaus", "Nimetön", numero):
        assert maarat(client, q) == {}

    client.force_login(raija)
    assert maarat(client, "esitys palveluista") == {"esitykset": 3}
    assert maarat(client, "Nimetön") == {"henkilot": 1}
    assert maarat(client, numero) == {"esitykset": 1}


def test_liaison_of_another_area_finds_only_what_is_public(client, rakenna):
    rakenna(1)
    muu = KuntaFactory(koodi="140", nimi_fi="Iisalmi", alue=AlueFactory(koodi="45"))
    client.force_login(UserFactory(kunta=muu))

    assert maarat(client, "Nimetön") == {}
    assert maarat(client, "Rautavaara") == RAUTAVAARA | {"paatokset": 1}


@pytest.mark.parametrize("maara", [1, 3])
@pytest.mark.parametrize(("kuka", "kyselyja"), [(None, 5), ("raija", 8), ("sihteeri", 8)])
def test_costs_the_same_whatever_the_number_of_rows(
    kirjaudu, rakenna, django_assert_num_queries, maara, kuka, kyselyja
):
    rakenna(maara)
    client = kirjaudu(kuka)

    with django_assert_num_queries(kyselyja):
        client.get(HAKU, {"q": "Rautavaara"})


@pytest.mark.parametrize(
    ("q", "esityksia"),
    [
        # The item is called "Lähipalvelut" and its text "Kerrotaan lähipäivät."
        ("lähipalvelujen", 1),
        ("LÄHIPALVELUISTA", 1),
        ("lähipäivien", 1),
        ("lähipal", 1),
        ("palveluissa", 1),
        ("esitys siilinjärven", 1),
        ("lähipalvelut siilinjärveltä", 1),
        ("lähipalvelut rautavaaralta", 0),
        ('"esitys palveluista"', 1),
        ('"palveluista esitys"', 0),
        ("esitys -palveluista", 0),
        ("junaraiteet", 0),
    ],
)
def test_request_is_found_by_inflected_words_of_itself_and_its_items(
    client, siilinjarvi, kari, sihteeri, q, esityksia
):
    maailma.esitys(siilinjarvi, raija=kari)
    client.force_login(kari)

    assert maarat(client, q).get("esitykset", 0) == esityksia


def test_numbers_are_found_by_their_beginning(client, siilinjarvi, kari, sihteeri):
    esitys = maailma.esitys(
        siilinjarvi, raija=kari, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU, oma_numero="33/2025"
    )
    client.force_login(kari)

    for q in (esitys.asia.numero, esitys.asia.numero.split("/")[0] + "/", "33/2025", "33/"):
        assert maarat(client, q) == {"esitykset": 1}
    assert maarat(client, "3/2025") == {}


def test_decision_is_found_by_its_sections_and_number(client, rakenna):
    rakenna(1)
    paatos = Paatos.objects.get(tila=Paatos.Tila.TARKASTETTU)
    luonnos = Paatos.objects.get(tila=Paatos.Tila.LUONNOS)
    Osio.objects.create(
        paatos=luonnos, jarjestys=9, otsikko="Kuljetukset", teksti="<p>Taksit <b>kulkevat</b>.</p>"
    )

    assert maarat(client, "taksien") == {}
    assert maarat(client, f"§ {paatos.pykala}") == {"paatokset": 1}
    assert [o.kieli for o in tulokset(client, paatos.asia.numero)["paatokset"].osumat] == ["fi"]
    Paatos.objects.filter(pk=luonnos.pk).update(paatosteksti="")
    maailma.vie_tilaan(luonnos, Paatos.Tila.TARKASTETTU)
    assert maarat(client, "taksien") == {"paatokset": 1}
    # Marks of the text are not words of it.
    assert maarat(client, "strong") == {}


def test_the_best_hit_is_first(client, siilinjarvi, kari):
    maailma.esitys(siilinjarvi, raija=kari, otsikko="Esitys taksien ajoista")
    paras = maailma.esitys(
        siilinjarvi, raija=kari, otsikko="Taksit", johdanto="Taksin tilaus, taksien määrä ja taksikortit."
    )
    maailma.esitys(siilinjarvi, raija=kari, otsikko="Esitys takseista")
    client.force_login(kari)

    osumat = tulokset(client, "taksi")["esitykset"].osumat

    assert len(osumat) == 3
    assert osumat[0].url == paras.get_absolute_url()


@pytest.mark.parametrize(
    ("q", "paivat"),
    [
        ("rautavaara", ["3.9.2025", "10.9.2025"]),
        ("kunnantalo", ["3.9.2025", "10.9.2025"]),
        ("10.9.2025", ["10.9.2025"]),
        ("ke 10.9.2025", ["10.9.2025"]),
        ("10.9.", ["10.9.2025"]),
        ("2025-09-10", ["10.9.2025"]),
        ("9/2025", ["3.9.2025", "10.9.2025"]),
        ("08.2025 Rautavaaralla", ["20.8.2025"]),
        ("Rautavaara 8/2025", ["20.8.2025"]),
        ("Siilinjärvi 8/2025", []),
        ("31.2.2025", []),
        ("13/2025", []),
        ("0/2025", []),
        ("1.1.0000", []),
    ],
)
def test_service_day_is_found_by_municipality_place_and_date(client, rakenna, q, paivat):
    rakenna(1)

    tulos = tulokset(client, q).get("paivat")

    osumat = tulos.osumat if tulos else []
    assert [osuma.otsikko.split()[1] for osuma in osumat] == paivat
    assert {osuma.url for osuma in osumat} <= {reverse("lahipalvelut:detail", args=["687"])}


def test_more_hits_lead_to_the_list_of_the_same_days(client, rakenna):
    rakenna(1)
    rivi = Suunnitelmarivi.objects.get()
    for paiva in range(1, OSUMIA + 2):
        PalvelupaivaFactory(rivi=rivi, pvm=date(2025, 12, paiva))

    tulos = tulokset(client, "Rautavaara 12/2025")["paivat"]

    assert (len(tulos.osumat), tulos.on_lisaa) == (OSUMIA, True)
    assert tulos.kaikki == f"{reverse('lahipalvelut:list')}?alku=2025-12-01&loppu=2025-12-31&kunta=687"
    assert len(client.get(tulos.kaikki).context["table"].rows) == OSUMIA + 1


def test_own_list_finds_what_the_search_found(client, rakenna, raija):
    rakenna(3)
    client.force_login(raija)

    tulos = tulokset(client, "palvelujen esitys")["esitykset"]

    assert (len(tulos.osumat), tulos.on_lisaa) == (OSUMIA, True)
    assert len(client.get(tulos.kaikki).context["taulu"].rows) == 9


@pytest.mark.parametrize(
    "q",
    [
        "'",
        "''; drop table x; --",
        ":*",
        "a:*",
        "&",
        "a & | !",
        "<->",
        "\\",
        "a\\",
        "\0",
        "a\0b",
        "x" * 200,
        "x" * 500,
        "ä" * 200,
        "ja on että",
        '"',
        '"""',
        "-",
        "-x",
        "--",
        "or or",
        "%",
        "_",
        "🙂",
        "½ ²",
        "İ",
        "9" * 200,
        "99999999999.9.2025",
        "http://a.b/c?d=e&f",
        "a@b.c",
    ],
)
@pytest.mark.parametrize("kuka", [None, "sihteeri"])
def test_hostile_input_is_answered(kirjaudu, rakenna, kuka, q):
    rakenna(1)

    response = kirjaudu(kuka).get(HAKU, {"q": q})

    assert response.status_code == 200
    assert ("Tarkista" in response.text) or response.context["tulokset"] or response.context["form"].errors


def test_identity_code_is_not_echoed(client, alue):
    response = client.get(HAKU, {"q": "Ville 131052-308T"}, follow=True)

    assert response.redirect_chain == [(HAKU, 302)]
    assert "Haussa oli henkilötunnus." in response.text
    assert "131052-308T" not in response.text


def test_empty_search_tells_what_can_be_searched(client, alue, raija):
    assert "Mitä voit hakea" in client.get(HAKU).text
    assert "asianumerolla" in client.get(HAKU, {"q": "  "}).text
    assert "Henkilöt" not in client.get(HAKU).text

    client.force_login(raija)
    assert "Henkilöt" in client.get(HAKU).text


def test_nothing_found_says_what_to_try(client, alue):
    sivu = client.get(HAKU, {"q": "<b>junaraiteet</b>"}).text

    assert "Haulla ”&lt;b&gt;junaraiteet&lt;/b&gt;” ei löytynyt mitään." in sivu
    assert "5.11.2025" in sivu


def test_box_in_the_header_leads_here_and_has_a_label(client, alue):
    sivu = BeautifulSoup(client.get("/").content, "html.parser")

    lomake = sivu.header.find("form", role="search")
    assert (lomake["action"], lomake.input["name"]) == (HAKU, "q")
    assert lomake.find("label", attrs={"for": lomake.input["id"]}).text == "Hae portaalista"


def test_title_in_another_language_is_marked(client, rakenna):
    rakenna(1)
    client.cookies["django_language"] = "sv"

    sivu = client.get(HAKU, {"q": "vastaus"}).text

    assert 'lang="fi">Vastaus esitykseen</a>' in sivu
