import pytest

from lahipalvelut import workflow
from lahipalvelut.models import Palvelupaiva
from tests.factories import HenkiloFactory, UserFactory
from tests.ilmoitukset import laheta, paata_rooli, rauenneet, saajat, teksti
from tests.lahipalvelut.factories import PalvelusuunnitelmaFactory, SuunnitelmariviFactory
from tyollisyysalue import kello
from tyollisyysalue.models import Ilmoitus
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.usefixtures("paivaa_ennen", "kari", "raija", "sihteeri", "muu_asiantuntija")

MUUTOS = "lahipalvelut.muutos"
PERUTTU = "Lähipalvelupäivä on peruttu: Rautavaara ke 11.6.2025"
TAKAISIN = "Lähipalvelupäivän peruutus on otettu takaisin: Rautavaara ke 11.6.2025"
SYY = {"syykoodi": Palvelupaiva.Syykoodi.SAIRASTUMINEN, "syy": "Asiantuntija sairastui yöllä."}


@pytest.fixture
def kavija(paiva, asiantuntija):
    """The one who was to come is a user."""
    paiva.rivi.vastuuhenkilo = asiantuntija.henkilo
    paiva.rivi.save(update_fields=["vastuuhenkilo"])
    return asiantuntija


def test_cancellation_is_told_to_the_liaison_and_to_who_was_to_come(paiva, kavija, koordinaattori, raija):
    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert saajat(MUUTOS) == [kavija.email, raija.email]
    assert sorted(laheta(MUUTOS)) == [(kavija.email, PERUTTU), (raija.email, PERUTTU)]


def test_substitute_is_who_was_to_come(paiva, kavija, koordinaattori, raija):
    aino = UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=paiva.kunta.alue, email="aino@kuopio.example")
    sijainen = HenkiloFactory(user=aino, alue=paiva.kunta.alue)
    paiva = workflow.aseta_sijainen(paiva, sijainen, user=koordinaattori)

    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert saajat(MUUTOS) == [aino.email, raija.email]


def test_mail_tells_the_reasons_code_and_not_its_words(paiva, koordinaattori, raija):
    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert laheta(MUUTOS) == [(raija.email, PERUTTU)]
    assert "Päivä: ke 11.6.2025 klo\u00a09.00–15.00" in teksti()
    assert "Syy: henkilöstösyy" in teksti()
    assert "sairastui" not in teksti()


def test_who_cancels_is_not_told(paiva, kavija, raija):
    workflow.peru(paiva, **SYY, user=kavija)

    assert saajat(MUUTOS) == [raija.email]


def test_person_who_does_not_sign_in_is_not_told(paiva, koordinaattori, raija):
    assert paiva.rivi.vastuuhenkilo.user is None

    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert saajat(MUUTOS) == [raija.email]


def test_cancellation_taken_back_is_told_in_its_place(paiva, koordinaattori, raija):
    workflow.peru(paiva, **SYY, user=koordinaattori)
    workflow.peru_kirjaus(paiva, syy="Asiantuntija pääsi tulemaan.", user=koordinaattori)

    assert laheta(MUUTOS) == [(raija.email, TAKAISIN)]
    assert "Syy:" not in teksti()


def test_cancellation_taken_back_is_told_after_it_was_mailed(paiva, koordinaattori, raija):
    workflow.peru(paiva, **SYY, user=koordinaattori)
    assert laheta(MUUTOS) == [(raija.email, PERUTTU)]

    workflow.peru_kirjaus(paiva, syy="Asiantuntija pääsi tulemaan.", user=koordinaattori)

    assert laheta(MUUTOS) == [(raija.email, TAKAISIN)]


def test_bookkeeping_is_not_told(paiva, koordinaattori):
    with kello.aseta(paiva.alkaa):
        workflow.kirjaa_pidetyksi(paiva, user=koordinaattori)
        workflow.peru_kirjaus(paiva, syy="Kirjattiin väärä päivä.", user=koordinaattori)

    assert Ilmoitus.objects.count() == 0


def test_change_is_not_told_once_the_day_was_held(paiva, koordinaattori, raija):
    workflow.peru(paiva, **SYY, user=koordinaattori)
    Palvelupaiva.objects.filter(pk=paiva.pk).update(
        tila="pidetty",
        syykoodi="",
        syy="",
        muutosaika=None,
        muutosilmoittaja=None,
        kirjaaja=koordinaattori,
        kirjausaika=paiva.muutosaika,
    )

    assert laheta(MUUTOS) == []
    assert rauenneet(MUUTOS) == [raija.email]


def test_whose_role_has_ended_is_not_told(paiva, kavija, koordinaattori, raija):
    """The schedule is public, so that everyone may read the day; telling of it is for those in office."""
    workflow.peru(paiva, **SYY, user=koordinaattori)
    paata_rooli(raija)
    paata_rooli(kavija)

    assert laheta(MUUTOS) == []
    assert rauenneet(MUUTOS) == [kavija.email, raija.email]


def test_every_liaison_of_the_municipality_is_told(paiva, koordinaattori, raija, rautavaara):
    toinen = UserFactory(kunta=rautavaara, email="toinen@rautavaara.example")

    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert saajat(MUUTOS) == [raija.email, toinen.email]


class TestSuunnitelma:
    """A plan that was approved is told to the municipality and to those whom it sends there."""

    avain = "lahipalvelut.suunnitelma"

    @pytest.fixture
    def luonnos(self, rautavaara, asiantuntija):
        luonnos = PalvelusuunnitelmaFactory(
            kunta=rautavaara, tila="luonnos", hyvaksymispvm=None, hyvaksymisviite=""
        )
        SuunnitelmariviFactory(suunnitelma=luonnos, vastuuhenkilo=asiantuntija.henkilo)
        return luonnos

    def test_is_told_when_it_is_approved_and_not_before(self, luonnos, koordinaattori, asiantuntija, raija):
        assert saajat(self.avain) == []

        workflow.hyvaksy(luonnos, hyvaksymispvm=kello.tanaan(), hyvaksymisviite="§ 24", user=koordinaattori)

        assert saajat(self.avain) == [asiantuntija.email, raija.email]
        assert {aihe for _osoite, aihe in laheta(self.avain)} == {
            "Uusi palvelusuunnitelma: Rautavaara 1.1.2025 alkaen"
        }

    def test_mail_has_the_rule(self, luonnos, koordinaattori, asiantuntija):
        paata_rooli(asiantuntija)

        workflow.hyvaksy(luonnos, hyvaksymispvm=kello.tanaan(), hyvaksymisviite="§ 24", user=koordinaattori)
        laheta(self.avain)

        assert "Joka toinen keskiviikko klo\u00a09.00–15.00" in teksti()
