import datetime

import pytest

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import (
    AvainprosessiFactory,
    VastinpariFactory,
    VastuuFactory,
)
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti, vahvista
from yhteyshenkilot.models import (
    Vastinpari,
    Vastuu,
)

pytestmark = pytest.mark.django_db


def test_list_shows_a_liaison_the_own_municipality(kirjaudu, vastuu, siilinjarvi, milla):
    VastuuFactory(kunta=siilinjarvi, henkilo=milla, prosessi=vastuu.prosessi)

    raijan = rivit(kirjaudu("raija").get(osoite("list")))
    koordinaattorin = rivit(kirjaudu("koordinaattori").get(osoite("list")))

    assert [(rivi[0], rivi[3]) for rivi in raijan] == [
        ("Rautavaara", "Veera Salmenranta, yrityskoordinaattori")
    ]
    assert [rivi[0] for rivi in koordinaattorin] == ["Rautavaara", "Siilinjärvi"]


@pytest.mark.parametrize(
    ("haku", "henkilot"),
    [
        ({}, ["Veera", "Milla"]),
        ({"pvm": "2025-05-31"}, ["Veera"]),
        ({"kunta": "749"}, ["Milla"]),
        ({"laji": "sijainen"}, ["Milla"]),
        ({"henkilo": "salmen"}, ["Veera"]),
        ({"henkilo": "ei ketään"}, []),
        ({"pvm": "eilen"}, ["Veera", "Milla"]),
    ],
)
def test_list_is_filtered_by_the_address(kirjaudu, vastuu, siilinjarvi, milla, haku, henkilot):
    VastuuFactory(
        kunta=siilinjarvi,
        henkilo=milla,
        prosessi=vastuu.prosessi,
        laji=Vastuu.Laji.SIJAINEN,
        alkupvm="2025-06-01",
    )

    loydetyt = rivit(kirjaudu("koordinaattori").get(osoite("list"), haku))

    assert [rivi[3].split()[0] for rivi in loydetyt] == henkilot


@pytest.mark.parametrize("maara", [1, 3])
@pytest.mark.parametrize(("kuka", "kyselyja"), [("raija", 8), ("koordinaattori", 8)])
def test_list_query_count(kirjaudu, rautavaara, django_assert_num_queries, prosessi, kuka, kyselyja, maara):
    for _ in range(maara):
        VastuuFactory(kunta=rautavaara, prosessi=prosessi, laji=Vastuu.Laji.MUU)
    client = kirjaudu(kuka)

    with django_assert_num_queries(kyselyja):
        client.get(osoite("list"))


def test_detail_shows_people_with_ways_to_reach_them(kirjaudu, vastuu):
    response = kirjaudu("raija").get(osoite("detail", "687"))

    linkit = {linkki["href"] for linkki in sivu(response).main.select("a[href^=tel], a[href^=mailto]")}
    assert linkit == {"tel:0500000000", f"mailto:{vastuu.henkilo.sahkoposti}"}
    assert "Sijainen puuttuu: alkupalvelut." in teksti(response)


def test_detail_answers_who_it_was_on_a_day(kirjaudu, rautavaara, prosessi, veera, milla):
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=milla, loppupvm="2025-05-31")
    VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera, alkupvm="2025-06-01")
    client = kirjaudu("raija")

    ennen = teksti(client.get(osoite("detail", "687"), {"pvm": "2025-05-31"}))
    nyt = teksti(client.get(osoite("detail", "687")))

    assert "Milla Tuomikoski" in ennen
    assert "Veera Salmenranta" not in ennen
    assert "Veera Salmenranta" in nyt


def test_detail_shows_a_pair_with_an_ended_side_as_incomplete(kirjaudu, rautavaara):
    VastinpariFactory(kunta=rautavaara, kunnan_loppu="2025-05-31")

    response = kirjaudu("raija").get(osoite("detail", "687"))

    assert "vaillinainen" in teksti(response)
    assert sivu(response).main.find("del").get_text() == "Markku Rautajoki"


@pytest.mark.parametrize(
    ("kuka", "sisainen"), [("raija", True), ("kari", False), ("paakayttaja", False), ("asiantuntija", True)]
)
def test_internal_part_of_the_detail_by_role(kirjaudu, rautavaara, kuka, sisainen):
    response = kirjaudu(kuka).get(osoite("detail", "687"))

    assert response.status_code == 200
    assert ("Viimeksi lähetetty luettelo" in teksti(response)) == sisainen


def test_detail_of_an_unknown_municipality_is_not_found(kirjaudu):
    assert kirjaudu("koordinaattori").get(osoite("detail", "000")).status_code == 404


@pytest.mark.parametrize("maara", [1, 3])
def test_detail_query_count(kirjaudu, rautavaara, django_assert_num_queries, maara):
    for jarjestys in range(maara):
        VastuuFactory(kunta=rautavaara, prosessi=AvainprosessiFactory(nimi_fi=f"prosessi {jarjestys}"))
        VastinpariFactory(kunta=rautavaara)
    client = kirjaudu("koordinaattori")

    with django_assert_num_queries(12):
        client.get(osoite("detail", "687"))


def vastuun_tiedot(prosessi, henkilo, **muut):
    return {
        "prosessi": prosessi.pk,
        "henkilo": henkilo.pk,
        "laji": "ensisijainen",
        "alkupvm": "2025-06-01",
        "loppupvm": "",
        **muut,
    }


def test_coordinator_adds_a_responsibility(kirjaudu, rautavaara, prosessi, veera):
    response = kirjaudu("koordinaattori").post(osoite("vastuu-lisaa", "687"), vastuun_tiedot(prosessi, veera))

    vastuu = Vastuu.objects.get()
    assert response.url == osoite("detail", "687")
    assert (vastuu.henkilo, vastuu.kunta, vastuu.alkupvm) == (veera, rautavaara, datetime.date(2025, 6, 1))


def test_second_in_first_place_is_told_and_keeps_what_was_chosen(kirjaudu, vastuu, milla):
    response = kirjaudu("koordinaattori").post(
        osoite("vastuu-lisaa", "687"), vastuun_tiedot(vastuu.prosessi, milla)
    )

    assert Vastuu.objects.get() == vastuu
    assert "Päätä ensin hänen vastuunsa tai valitse toinen laji." in teksti(response)
    assert sivu(response).select_one("#id_henkilo option[selected]")["value"] == str(milla.pk)
    assert sivu(response).select_one("#id_alkupvm")["value"] == "2025-06-01"


def test_municipality_s_people_are_not_offered_as_responsible(kirjaudu, rautavaara, prosessi):
    kunnan = HenkiloFactory(alue=rautavaara.alue, kunta=rautavaara)

    response = kirjaudu("koordinaattori").post(
        osoite("vastuu-lisaa", "687"), vastuun_tiedot(prosessi, kunnan)
    )

    assert response.context["form"].has_error("henkilo", "invalid_choice")
    assert not Vastuu.objects.exists()


def test_coordinator_ends_a_responsibility(kirjaudu, vastuu):
    response = vahvista(
        kirjaudu("koordinaattori"), osoite("vastuu-paata", vastuu.pk), {"loppupvm": "2030-12-31"}
    )

    vastuu.refresh_from_db()
    assert response.url == osoite("detail", "687")
    assert vastuu.loppupvm == datetime.date(2030, 12, 31)


def test_ending_that_leaves_a_hole_is_asked_first(kirjaudu, vastuu):
    response = kirjaudu("koordinaattori").post(osoite("vastuu-paata", vastuu.pk), {"loppupvm": "2030-12-31"})

    vastuu.refresh_from_db()
    assert vastuu.loppupvm is None
    assert "Rautavaara: alkupalvelut, 1.1.2031 alkaen" in teksti(response)


def test_ending_that_leaves_none_is_done_at_once(kirjaudu, vastuu, milla):
    VastuuFactory(kunta=vastuu.kunta, prosessi=vastuu.prosessi, henkilo=milla, laji=Vastuu.Laji.SIJAINEN)

    response = kirjaudu("koordinaattori").post(osoite("vastuu-paata", vastuu.pk), {"loppupvm": "2030-12-31"})

    vastuu.refresh_from_db()
    assert response.url == osoite("detail", "687")
    assert vastuu.loppupvm == datetime.date(2030, 12, 31)


def test_end_before_start_is_told_on_the_form(kirjaudu, vastuu):
    response = kirjaudu("koordinaattori").post(osoite("vastuu-paata", vastuu.pk), {"loppupvm": "2024-12-31"})

    assert "Loppupäivä ei voi olla ennen alkupäivää." in teksti(response)


def test_coordinator_makes_a_pair_and_ends_a_side(kirjaudu, rautavaara, prosessi, veera):
    kunnan = HenkiloFactory(alue=rautavaara.alue, kunta=rautavaara, nimi="Markku Rautajoki")
    client = kirjaudu("koordinaattori")
    client.post(
        osoite("vastinpari-luo", "687"),
        {
            "laji": "tyonantaja",
            "prosessi": prosessi.pk,
            "oma_henkilo": veera.pk,
            "oma_alku": "2025-01-01",
            "kunnan_henkilo": kunnan.pk,
            "kunnan_alku": "2025-01-01",
        },
    )
    pari = Vastinpari.objects.get()

    client.post(osoite("vastinpari-paata", pari.pk, "kunnan"), {"loppupvm": "2030-01-31"})

    pari.refresh_from_db()
    assert (str(pari), pari.oma_loppu) == ("Veera Salmenranta – Markku Rautajoki", None)
    assert pari.kunnan_loppu == datetime.date(2030, 1, 31)


def test_pair_has_only_two_sides(kirjaudu, rautavaara):
    pari = VastinpariFactory(kunta=rautavaara)

    assert kirjaudu("koordinaattori").get(osoite("vastinpari-paata", pari.pk, "muu")).status_code == 404
