import pytest

from esitykset import workflow
from esitykset.workflow import Vastaus
from tests.factories import UserFactory
from tests.ilmoitukset import laheta, paata_rooli, rauenneet, saajat, teksti
from tyollisyysalue.models import Ilmoitus
from tyollisyysalue.roolit import Rooli

SAAPUNUT, KIRJATTU, VASTATTU = (f"esitykset.{nimi}" for nimi in ("saapunut", "kirjattu", "vastattu"))


@pytest.fixture(autouse=True)
def muita(sihteeri, esittelija, koordinaattori, asiantuntija, kari, naapurialue, raija):
    """Others who could be told by mistake, and a secretary of another area."""
    UserFactory(rooli=Rooli.SIHTEERI, alue=naapurialue, email="sihteeri@ylasavo.example")


@pytest.fixture
def vastattu(valmistelussa, sihteeri):
    kohdat = valmistelussa.kohdat.all()
    vastaukset = {kohta.pk: Vastaus("<p>Vastaus.</p>", "Lautakunta 17.9.2025 § 58") for kohta in kohdat}
    workflow.tallenna_vastaukset(valmistelussa, vastaukset, user=sihteeri)
    return valmistelussa


def test_arrival_is_told_to_the_secretaries_of_the_area(saapunut, sihteeri):
    assert saajat(SAAPUNUT) == [sihteeri.email]
    assert laheta(SAAPUNUT) == [(sihteeri.email, "Uusi esitys kirjattavaksi: Rautavaara")]
    assert "Esitys: Esitys palvelujen toteutumisesta" in teksti()
    assert "Saapunut: 28.8.2025 klo\u00a014.12.37" in teksti()
    assert "Kohtia: 2" in teksti()


def test_draft_is_not_told(luonnos):
    assert Ilmoitus.objects.count() == 0


def test_arrival_is_not_told_once_it_is_registered(kirjattu, sihteeri):
    assert laheta(SAAPUNUT) == []
    assert rauenneet(SAAPUNUT) == [sihteeri.email]


def test_registering_is_told_to_the_liaisons_of_the_municipality(kirjattu, raija, rautavaara):
    assert saajat(KIRJATTU) == [raija.email]
    numero = kirjattu.asia.numero
    assert laheta(KIRJATTU) == [(raija.email, f"Esitys on kirjattu asianumerolla {numero}")]
    assert f"Asianumero: {numero}" in teksti()


def test_registering_is_not_told_once_it_is_answered(vastattu, raija):
    assert laheta(KIRJATTU) == []
    assert rauenneet(KIRJATTU) == [raija.email]


def test_answer_is_told_to_every_liaison_of_the_municipality(valmistelussa, sihteeri, raija, rautavaara):
    toinen = UserFactory(kunta=rautavaara, email="toinen@rautavaara.example")
    vastaukset = {
        kohta.pk: Vastaus("<p>Vastaus.</p>", "Lautakunta 17.9.2025 § 58")
        for kohta in valmistelussa.kohdat.all()
    }

    workflow.tallenna_vastaukset(valmistelussa, vastaukset, user=sihteeri)

    aihe = f"Esitykseen on vastattu: {valmistelussa.asia.numero}"
    assert laheta(VASTATTU) == [(raija.email, aihe), (toinen.email, aihe)]


@pytest.mark.parametrize(
    ("tila", "avain", "kuka"),
    [
        ("saapunut", SAAPUNUT, "sihteeri"),
        ("kirjattu", KIRJATTU, "raija"),
        ("vastattu", VASTATTU, "raija"),
    ],
)
def test_whose_role_has_ended_is_not_told(request, tila, avain, kuka):
    request.getfixturevalue(tila)
    user = request.getfixturevalue(kuka)
    assert saajat(avain) == [user.email]
    paata_rooli(user)

    assert laheta(avain) == []
    assert rauenneet(avain) == [user.email]
