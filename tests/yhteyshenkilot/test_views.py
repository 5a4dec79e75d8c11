import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import (
    AvainprosessiFactory,
    JasenFactory,
    RyhmaFactory,
    TapaaminenFactory,
    VastinpariFactory,
    VastuuFactory,
)
from tyollisyysalue import kello
from tyollisyysalue.models import Henkilo
from yhteyshenkilot import workflow
from yhteyshenkilot.models import (
    Avainprosessi,
    Luettelolahetys,
    Ryhmajasenyys,
    Tapaaminen,
    Vastinpari,
    Vastuu,
    Yhteistyoryhma,
)

pytestmark = pytest.mark.django_db


def osoite(nimi, *args):
    return reverse(f"yhteyshenkilot:{nimi}", args=args)


def sivu(response):
    return BeautifulSoup(response.content, "html.parser")


def rivit(response):
    return [
        [solu.get_text(" ", strip=True) for solu in rivi.find_all(["th", "td"])]
        for rivi in sivu(response).select("tbody tr")
    ]


def teksti(response):
    return sivu(response).main.get_text(" ", strip=True)


@pytest.fixture
def kirjaudu(client, request):
    """Sign in by the name of the cast's fixture; returns the client."""

    def kirjaudu(kuka):
        client.force_login(request.getfixturevalue(kuka))
        return client

    return kirjaudu


@pytest.fixture
def vastuu(rautavaara, prosessi, veera):
    return VastuuFactory(kunta=rautavaara, prosessi=prosessi, henkilo=veera)


# The list of responsibilities


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
@pytest.mark.parametrize(("kuka", "kyselyja"), [("raija", 9), ("koordinaattori", 9)])
def test_list_query_count(kirjaudu, rautavaara, django_assert_num_queries, prosessi, kuka, kyselyja, maara):
    for _ in range(maara):
        VastuuFactory(kunta=rautavaara, prosessi=prosessi, laji=Vastuu.Laji.MUU)
    client = kirjaudu(kuka)

    with django_assert_num_queries(kyselyja):
        client.get(osoite("list"))


# A municipality's page


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
    ("kuka", "tila"), [("raija", 200), ("kari", 404), ("paakayttaja", 404), ("asiantuntija", 200)]
)
def test_detail_by_role(kirjaudu, rautavaara, kuka, tila):
    assert kirjaudu(kuka).get(osoite("detail", "687")).status_code == tila


def test_detail_of_an_unknown_municipality_is_not_found(kirjaudu):
    assert kirjaudu("koordinaattori").get(osoite("detail", "000")).status_code == 404


@pytest.mark.parametrize("maara", [1, 3])
def test_detail_query_count(kirjaudu, rautavaara, django_assert_num_queries, maara):
    for jarjestys in range(maara):
        VastuuFactory(kunta=rautavaara, prosessi=AvainprosessiFactory(nimi_fi=f"prosessi {jarjestys}"))
        VastinpariFactory(kunta=rautavaara)
    client = kirjaudu("koordinaattori")

    with django_assert_num_queries(11):
        client.get(osoite("detail", "687"))


# Responsibilities


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


# People and processes


def henkilon_tiedot(**muut):
    return {
        "nimi": "Riikka Savilampi",
        "nimike": "kotoutumisen asiantuntija",
        "kunta": "",
        "organisaatio": "",
        "puhelin": "050 000 0009",
        "sahkoposti": "riikka.savilampi@kuopio.example",
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
    vanha = workflow.versio(veera)
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

    with django_assert_num_queries(8):
        client.get(osoite("henkilot"))


def test_coordinator_adds_and_renames_a_process(kirjaudu):
    client = kirjaudu("koordinaattori")
    nimet = {"nimi_fi": "tuet", "nimi_sv": "", "nimi_en": ""}
    client.post(osoite("prosessi-lisaa"), nimet)
    prosessi = Avainprosessi.objects.get()

    client.post(
        osoite("prosessi-nimea", prosessi.pk),
        {**nimet, "nimi_fi": "palkkatuki", "versio": workflow.versio(prosessi)},
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


# Sendings


def test_coordinator_sends_what_the_preview_showed(kirjaudu, vastuu, siilinjarvi, raija):
    client = kirjaudu("koordinaattori")
    valinta = sivu(client.get(osoite("lahetys-uusi")))
    koodit = [ruutu["value"] for ruutu in valinta.select("input[name=kunnat][checked]")]

    esikatselu = client.get(osoite("lahetys-esikatselu"), {"kunnat": koodit})
    lomake = sivu(esikatselu).select_one("main form")
    tiedot = {
        "kunnat": [kentta["value"] for kentta in lomake.select("input[name=kunnat]")],
        "nahty": lomake.select_one("input[name=nahty]")["value"],
    }
    response = client.post(osoite("lahetys-esikatselu"), tiedot)

    lahetys = Luettelolahetys.objects.get()
    assert koodit == ["687", "749"]
    assert "Raija Vaarala, raija@rautavaara.example" in teksti(esikatselu)
    assert response.url == osoite("lahetys", lahetys.pk)
    assert lahetys.tiiviste == tiedot["nahty"]


def test_preview_that_is_out_of_date_is_shown_anew(kirjaudu, vastuu):
    client = kirjaudu("koordinaattori")

    response = client.post(osoite("lahetys-esikatselu"), {"kunnat": ["687"], "nahty": "0" * 64})

    assert "Yhteystiedot muuttuivat esikatselun jälkeen." in teksti(response)
    assert not Luettelolahetys.objects.exists()


def test_preview_without_municipalities_asks_for_one(kirjaudu, rautavaara):
    response = kirjaudu("koordinaattori").get(osoite("lahetys-esikatselu"))

    assert "Valitse vähintään yksi kunta." in teksti(response)


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


@pytest.mark.parametrize("maara", [1, 3])
def test_sendings_query_count(kirjaudu, koordinaattori, vastuu, django_assert_num_queries, maara):
    for _ in range(maara):
        workflow.laheta_luettelo(vastuu.kunta.alue, [vastuu.kunta], user=koordinaattori)
    client = kirjaudu("koordinaattori")

    with django_assert_num_queries(6):
        client.get(osoite("lahetykset"))
    with django_assert_num_queries(7):
        client.get(osoite("lahetys", Luettelolahetys.objects.first().pk))


# Groups


def test_group_with_members_and_meetings(kirjaudu, rautavaara):
    ryhma = RyhmaFactory(nimi_fi="operatiivinen ohjausryhmä", alue=rautavaara.alue)
    client = kirjaudu("koordinaattori")
    client.post(
        osoite("jasen-lisaa", ryhma.pk),
        {"kunta": rautavaara.pk, "edustaja": "", "alkupvm": "2025-01-01", "loppupvm": ""},
    )
    client.post(
        osoite("tapaaminen-sovi", ryhma.pk),
        {"alkuaika": "2031-11-06T13:00", "paikka": "Kuopion kaupungintalo", "lisatieto": ""},
    )

    response = client.get(osoite("ryhma", ryhma.pk))

    assert Ryhmajasenyys.objects.get().kunta == rautavaara
    assert Tapaaminen.objects.get().alkuaika == datetime.datetime(2031, 11, 6, 13, tzinfo=kello.HELSINKI)
    assert "to 6.11.2031 klo 13.00" in teksti(response).replace("\u00a0", " ")


def test_meeting_twice_at_the_same_time_is_told(kirjaudu, rautavaara):
    aika = datetime.datetime(2031, 11, 6, 13, tzinfo=kello.HELSINKI)
    tapaaminen = TapaaminenFactory(ryhma=RyhmaFactory(alue=rautavaara.alue), alkuaika=aika)

    response = kirjaudu("koordinaattori").post(
        osoite("tapaaminen-sovi", tapaaminen.ryhma_id),
        {"alkuaika": "2031-11-06T13:00", "paikka": "Teams", "lisatieto": ""},
    )

    assert "Ryhmällä on jo tapaaminen tähän aikaan." in teksti(response)
    assert sivu(response).select_one("#id_alkuaika")["value"] == "2031-11-06T13:00"


def test_coordinator_makes_a_group(kirjaudu, alue):
    kirjaudu("koordinaattori").post(
        osoite("ryhma-luo"), {"laji": "tuotantoalue", "nimi_fi": "koillinen tuotantoalue"}
    )

    assert Yhteistyoryhma.objects.get().alue == alue


def test_coordinator_ends_a_membership(kirjaudu, rautavaara):
    jasenyys = JasenFactory(kunta=rautavaara)

    kirjaudu("koordinaattori").post(osoite("jasen-paata", jasenyys.pk), {"loppupvm": "2030-12-31"})

    jasenyys.refresh_from_db()
    assert jasenyys.loppupvm == datetime.date(2030, 12, 31)


@pytest.mark.parametrize(("kuka", "tila"), [("raija", 200), ("kari", 404), ("sihteeri", 200)])
def test_group_by_role(kirjaudu, rautavaara, kuka, tila):
    jasenyys = JasenFactory(kunta=rautavaara)

    assert kirjaudu(kuka).get(osoite("ryhma", jasenyys.ryhma_id)).status_code == tila


@pytest.mark.parametrize("maara", [1, 3])
def test_groups_query_count(kirjaudu, rautavaara, siilinjarvi, django_assert_num_queries, maara):
    for numero in range(maara):
        ryhma = JasenFactory(kunta=rautavaara).ryhma
        JasenFactory(ryhma=ryhma, kunta=siilinjarvi)
        TapaaminenFactory(ryhma=ryhma, alkuaika=kello.nyt() + datetime.timedelta(days=numero))
    client = kirjaudu("koordinaattori")

    with django_assert_num_queries(6):
        client.get(osoite("ryhmat"))
    with django_assert_num_queries(8):
        client.get(osoite("ryhma", Yhteistyoryhma.objects.first().pk))


# Who may open what


@pytest.fixture
def osoitteet(rautavaara, vastuu):
    jasenyys = JasenFactory(kunta=rautavaara)
    return {
        "lukijan": [osoite("list"), osoite("lahetykset"), osoite("ryhmat")],
        "koordinaattorin": [
            osoite("vastuu-lisaa", "687"),
            osoite("vastuu-paata", vastuu.pk),
            osoite("vastinpari-luo", "687"),
            osoite("vastinpari-paata", VastinpariFactory(kunta=rautavaara).pk, "oma"),
            osoite("henkilot"),
            osoite("henkilo-lisaa"),
            osoite("henkilo-muuta", vastuu.henkilo_id),
            osoite("prosessit"),
            osoite("prosessi-lisaa"),
            osoite("prosessi-nimea", vastuu.prosessi_id),
            osoite("lahetys-uusi"),
            osoite("lahetys-esikatselu"),
            osoite("ryhma-luo"),
            osoite("jasen-lisaa", jasenyys.ryhma_id),
            osoite("jasen-paata", jasenyys.pk),
            osoite("tapaaminen-sovi", jasenyys.ryhma_id),
        ],
    }


@pytest.mark.parametrize(
    ("kuka", "lukijan", "koordinaattorin"),
    [
        ("raija", 200, 403),
        ("asiantuntija", 200, 403),
        ("sihteeri", 200, 403),
        ("esittelija", 200, 403),
        ("koordinaattori", 200, 200),
    ],
)
def test_pages_by_role(kirjaudu, osoitteet, kuka, lukijan, koordinaattorin):
    client = kirjaudu(kuka)

    assert {client.get(url).status_code for url in osoitteet["lukijan"]} == {lukijan}
    assert {client.get(url).status_code for url in osoitteet["koordinaattorin"]} == {koordinaattorin}


def test_pages_are_closed_to_the_administrator(kirjaudu, osoitteet):
    client = kirjaudu("paakayttaja")

    assert {client.get(url).status_code for url in osoitteet["lukijan"]} == {403}
    assert {client.get(url).status_code for url in osoitteet["koordinaattorin"]} <= {403, 404}


def test_pages_ask_the_public_to_sign_in(client, osoitteet):
    for url in osoitteet["lukijan"] + osoitteet["koordinaattorin"]:
        assert client.get(url).url.startswith(reverse("account_login"))
