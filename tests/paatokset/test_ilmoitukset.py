import pytest

from paatokset import workflow
from tests.ilmoitukset import laheta, paata_rooli, rauenneet, saajat, teksti
from tests.paatokset.factories import HYVAKSYTTY
from tyollisyysalue import kello

pytestmark = pytest.mark.usefixtures("raija", "kari", "koordinaattori", "asiantuntija", "naapurisihteeri")

ESITTELIJALLA, PALAUTETTU, HYVAKSYTTY_ = (
    f"paatokset.{nimi}" for nimi in ("esittelijalla", "palautettu", "hyvaksytty")
)


def test_submitted_proposal_is_told_to_the_presenter(esittelijalla, esittelija):
    numero = esittelijalla.asia.numero
    assert saajat(ESITTELIJALLA) == [esittelija.email]
    assert laheta(ESITTELIJALLA) == [(esittelija.email, f"Päätösehdotus odottaa sinua: {numero}")]
    assert "Päätös: Vastaus Rautavaaran kunnan esitykseen" in teksti()


def test_returned_proposal_is_told_to_the_secretaries(palautettu, sihteeri):
    numero = palautettu.asia.numero
    assert saajat(PALAUTETTU) == [sihteeri.email]
    assert laheta(PALAUTETTU) == [(sihteeri.email, f"Ehdotus palautettiin valmisteluun: {numero}")]
    # What the presenter wrote is read in the portal.
    assert "Tarkenna" not in teksti()


def test_approved_proposal_is_told_to_the_secretaries(hyvaksytty, sihteeri):
    numero = hyvaksytty.asia.numero
    assert saajat(HYVAKSYTTY_) == [sihteeri.email]
    assert laheta(HYVAKSYTTY_) == [(sihteeri.email, f"Ehdotus on hyväksytty kokoukseen: {numero}")]


def test_presenter_is_not_told_of_what_was_handled(palautettu, esittelija):
    assert laheta(ESITTELIJALLA) == []
    assert rauenneet(ESITTELIJALLA) == [esittelija.email]


def test_return_is_not_told_once_it_was_submitted_again(palautettu, sihteeri, esittelija):
    with kello.aseta(HYVAKSYTTY):
        workflow.laheta_esittelijalle(palautettu, user=sihteeri)

    assert laheta(PALAUTETTU) == []
    assert rauenneet(PALAUTETTU) == [sihteeri.email]
    # The second time tells again, in place of the first that nobody had heard.
    assert [osoite for osoite, _aihe in laheta(ESITTELIJALLA)] == [esittelija.email]


def test_approval_is_not_told_once_it_was_recorded(kasitelty, sihteeri):
    assert laheta(HYVAKSYTTY_) == []
    assert rauenneet(HYVAKSYTTY_) == [sihteeri.email]


def test_checked_decision_is_told_to_the_liaison_as_an_answer(tarkastettu, raija):
    assert saajat("esitykset.vastattu") == [raija.email]


@pytest.mark.parametrize(
    ("tila", "avain", "kuka"),
    [
        ("esittelijalla", ESITTELIJALLA, "esittelija"),
        ("palautettu", PALAUTETTU, "sihteeri"),
        ("hyvaksytty", HYVAKSYTTY_, "sihteeri"),
    ],
)
def test_whose_role_has_ended_is_not_told(request, tila, avain, kuka):
    request.getfixturevalue(tila)
    user = request.getfixturevalue(kuka)
    assert saajat(avain) == [user.email]
    paata_rooli(user)

    assert laheta(avain) == []
    assert rauenneet(avain) == [user.email]
