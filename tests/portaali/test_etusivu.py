import pytest
from django.urls import reverse

from esitykset.models import Esitys
from lahipalvelut.models import Suunnitelmarivi
from paatokset.models import Paatos
from tests.factories import JasenyysFactory, KuntaFactory, UserFactory
from tests.paatokset.factories import ToimielinFactory
from tests.portaali import maailma
from tyollisyysalue import kello
from tyollisyysalue.models import SailytettyViesti
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.django_db

ETUSIVU = "/"
KAIKKI = ["raija", "asiantuntija", "koordinaattori", "sihteeri", "esittelija", "paakayttaja"]


@pytest.fixture(autouse=True)
def syyskuun_alku():
    with kello.aseta(maailma.NYT):
        yield


@pytest.fixture
def rakenna(rautavaara, siilinjarvi, raija, sihteeri, esittelija, koordinaattori):
    """Fill Rautavaara with so many rows of everything that a front page lists."""

    def rakenna(maara):
        toimielin = ToimielinFactory(alue=rautavaara.alue)
        maailma.paivat(rautavaara, maara, user=koordinaattori)
        maailma.vastuut(rautavaara, maara)
        maailma.luvut(rautavaara, maara, user=koordinaattori)
        maailma.sopimukset(rautavaara)
        for numero in range(maara):
            KuntaFactory(koodi=f"90{numero}", nimi_fi=f"Kunta {numero}", alue=rautavaara.alue)
            maailma.esitys(rautavaara, raija=raija)
            maailma.esitys(rautavaara, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU)
            for tila in Paatos.Tila:
                kirjattu = maailma.esitys(
                    rautavaara, raija=raija, sihteeri=sihteeri, tila=Esitys.Tila.KIRJATTU
                )
                paatos = maailma.luonnos(kirjattu, toimielin, esittelija=esittelija, sihteeri=sihteeri)
                maailma.vie_tilaan(paatos, tila)
            SailytettyViesti.objects.create(
                aika=maailma.NYT,
                lahettaja="a@b.example",
                vastaanottajat="c@d.example",
                aihe="Kuittaus",
                teksti="",
            )

    return rakenna


@pytest.mark.parametrize("maara", [1, 3])
@pytest.mark.parametrize(
    ("kuka", "kyselyja"),
    [
        (None, 4),
        ("raija", 9),
        ("asiantuntija", 8),
        ("koordinaattori", 12),
        ("sihteeri", 9),
        ("esittelija", 7),
        ("paakayttaja", 8),
    ],
)
def test_costs_the_same_whatever_the_number_of_rows(
    request, kirjaudu, rakenna, django_assert_num_queries, maara, kuka, kyselyja
):
    rakenna(maara)
    client = kirjaudu(kuka)

    with django_assert_num_queries(kyselyja):
        client.get(ETUSIVU)


@pytest.mark.parametrize("kuka", [None, *KAIKKI])
def test_empty_page_says_what_will_appear(kirjaudu, alue, kuka):
    response = kirjaudu(kuka).get(ETUSIVU)

    assert response.status_code == 200
    assert "ei ole" in response.content.decode() or "on kirjattu" in response.content.decode()


def test_public_finds_the_next_day_of_a_municipality(client, rakenna):
    rakenna(1)

    response = client.get(ETUSIVU)

    rivit = {rivi["kunta"].koodi: rivi["seuraava"] for rivi in response.context["kunnat"]}
    # 3.9. has been cancelled.
    assert rivit["687"].pvm.isoformat() == "2025-09-10"
    assert rivit["749"] is None
    assert reverse("kunta", args=["687"]) in response.content.decode()


def test_public_sees_checked_decisions_and_the_way_in(client, rakenna):
    rakenna(1)

    response = client.get(ETUSIVU)

    assert [paatos.tila for paatos in response.context["paatokset"]] == [Paatos.Tila.TARKASTETTU]
    assert f'href="{reverse("account_login")}"' in response.content.decode()


def osat(client):
    return {osa["template"]: osa for osa in client.get(ETUSIVU).context["osat"]}


def test_liaison_sees_own_day_changes_requests_and_figures(kirjaudu, rakenna):
    rakenna(1)

    [osa] = osat(kirjaudu("raija")).values()

    assert [rivi["seuraava"].pvm.isoformat() for rivi in osa["kunnat"]] == ["2025-09-10"]
    assert [muutos["paiva"].pvm.isoformat() for muutos in osa["muutokset"]] == ["2025-09-03"]
    assert len(osa["esitykset"]) == 5
    assert osa["kunnat"][0]["luvut"]["kuukausi"].isoformat() == "2025-07-01"


def test_liaison_of_another_municipality_sees_none_of_it(kirjaudu, rakenna, kari):
    rakenna(1)

    [osa] = osat(kirjaudu("kari")).values()

    assert [rivi["kunta"].koodi for rivi in osa["kunnat"]] == ["749"]
    assert (osa["muutokset"], osa["esitykset"]) == ([], [])


def test_expert_logs_past_days_from_the_page(kirjaudu, rakenna, asiantuntija):
    rakenna(1)
    Suunnitelmarivi.objects.update(vastuuhenkilo=asiantuntija.henkilo)
    client = kirjaudu("asiantuntija")
    sivu = osat(client)
    [paiva] = sivu["portaali/etusivu_kirjaamatta.html"]["kirjaamatta"]
    assert [r["paiva"].pvm.isoformat() for r in sivu["portaali/etusivu_asiantuntija.html"]["tulevat"]] == [
        "2025-09-03",
        "2025-09-10",
    ]
    osoite = reverse("lahipalvelut:paiva-kirjaa", args=[paiva.pk])
    assert osoite in client.get(ETUSIVU).content.decode()

    client.post(osoite)

    assert osat(client)["portaali/etusivu_kirjaamatta.html"]["kirjaamatta"] == []


def test_coordinator_sees_holes(kirjaudu, rakenna):
    rakenna(1)

    osa = osat(kirjaudu("koordinaattori"))["portaali/etusivu_koordinaattori.html"]

    assert [kunta.koodi for kunta in osa["ilman_suunnitelmaa"]] == ["900", "749"]
    assert [(o["koodi"], o["ilman_sijaista"]) for o in osa["ilman_sijaista"]] == [("687", ["prosessi 0"])]


def test_secretary_sees_work_by_what_it_waits_for(kirjaudu, rakenna):
    rakenna(1)

    [osa] = osat(kirjaudu("sihteeri")).values()

    assert [r["esitys"].tila for r in osa["kirjattavat"]] == [Esitys.Tila.SAAPUNUT]
    assert [r["esitys"].tila for r in osa["ilman_paatosta"]] == [Esitys.Tila.KIRJATTU]
    assert {r["paatos"].tila for r in osa["luonnokset"]} == {"luonnos", "esittelijalla", "palautettu"}
    assert {r["paatos"].tila for r in osa["kokouksesta"]} == {"hyvaksytty", "kasitelty"}


def test_presenter_sees_what_waits_for_review(kirjaudu, rakenna):
    rakenna(1)

    [osa] = osat(kirjaudu("esittelija")).values()

    assert [r["paatos"].tila for r in osa["odottavat"]] == [Paatos.Tila.ESITTELIJALLA]


def test_administrator_sees_users_and_mail(kirjaudu, rakenna, paakayttaja):
    rakenna(1)

    [osa] = osat(kirjaudu("paakayttaja")).values()

    assert (osa["kayttajia"], len(osa["viestit"])) == (5, 1)


def test_user_of_many_roles_sees_each_part_once(client, asiantuntija, alue):
    JasenyysFactory(user=asiantuntija, rooli=Rooli.KOORDINAATTORI, alue=alue)
    client.force_login(asiantuntija)

    assert list(osat(client)) == [
        "portaali/etusivu_asiantuntija.html",
        "portaali/etusivu_kirjaamatta.html",
        "portaali/etusivu_koordinaattori.html",
    ]


def test_user_without_a_role_sees_the_public_page(client, alue):
    client.force_login(UserFactory())

    response = client.get(ETUSIVU)

    assert response.context["julkinen"]
    assert f'href="{reverse("account_login")}"' not in response.content.decode()
