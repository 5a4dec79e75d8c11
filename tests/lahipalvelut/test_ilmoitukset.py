from datetime import date, datetime, time

import pytest

from lahipalvelut import workflow
from lahipalvelut.models import Palvelupaiva
from tests.factories import HenkiloFactory, UserFactory
from tests.ilmoitukset import laheta, paata_rooli, rauenneet, saajat, teksti
from tests.lahipalvelut.factories import PalvelusuunnitelmaFactory, SuunnitelmariviFactory
from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import lajit
from tyollisyysalue.models import Ilmoitus, Lahetys
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

    kaikki = [kavija.email, koordinaattori.email, raija.email]
    assert saajat(MUUTOS) == kaikki
    assert sorted(laheta(MUUTOS)) == [(osoite, PERUTTU) for osoite in kaikki]


def test_substitute_is_told_with_the_one_of_the_plan(paiva, kavija, koordinaattori, raija):
    aino = UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=paiva.kunta.alue, email="aino@kuopio.example")
    sijainen = HenkiloFactory(user=aino, alue=paiva.kunta.alue)
    paiva = workflow.aseta_sijainen(paiva, sijainen, user=koordinaattori)

    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert saajat(MUUTOS) == sorted([aino.email, kavija.email, koordinaattori.email, raija.email])


def test_who_gets_a_day_is_told_and_the_one_whose_day_it_was(paiva, kavija, koordinaattori):
    aino = UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=paiva.kunta.alue, email="aino@kuopio.example")
    sijainen = HenkiloFactory(nimi="Aino Harjula", user=aino, alue=paiva.kunta.alue)

    workflow.aseta_sijainen(paiva, sijainen, user=koordinaattori)

    otsikko = "Lähipalvelupäivän kävijä on nyt Aino Harjula: Rautavaara ke 11.6.2025"
    assert sorted(laheta("lahipalvelut.kavija")) == [(aino.email, otsikko), (kavija.email, otsikko)]


def test_mail_tells_the_reasons_code_and_not_its_words(paiva, koordinaattori, raija):
    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert (raija.email, PERUTTU) in laheta(MUUTOS)
    viesti = Lahetys.objects.first().teksti
    assert "Päivä: ke 11.6.2025 klo\u00a09.00–15.00" in viesti
    assert "Syy: henkilöstösyy" in viesti
    assert "sairastui" not in viesti


def test_who_cancels_is_told_too(paiva, kavija, raija):
    """The receipt that the notice went out."""
    workflow.peru(paiva, **SYY, user=kavija)

    assert saajat(MUUTOS) == [kavija.email, raija.email]


def test_person_who_does_not_sign_in_is_not_told(paiva, koordinaattori, raija):
    assert paiva.rivi.vastuuhenkilo.user is None

    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert saajat(MUUTOS) == [koordinaattori.email, raija.email]


def test_cancellation_taken_back_is_told_in_its_place(paiva, koordinaattori, raija):
    workflow.peru(paiva, **SYY, user=koordinaattori)
    workflow.peru_kirjaus(paiva, syy="Asiantuntija pääsi tulemaan.", user=koordinaattori)

    assert laheta(MUUTOS) == [(raija.email, TAKAISIN)]
    assert "Syy:" not in teksti()


def test_cancellation_taken_back_is_told_after_it_was_mailed(paiva, koordinaattori, raija):
    workflow.peru(paiva, **SYY, user=koordinaattori)
    assert (raija.email, PERUTTU) in laheta(MUUTOS)

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
    assert rauenneet(MUUTOS) == [koordinaattori.email, raija.email]


def test_whose_role_has_ended_is_not_told(paiva, kavija, koordinaattori, raija):
    """The schedule is public, so that everyone may read the day; telling of it is for those in office."""
    workflow.peru(paiva, **SYY, user=koordinaattori)
    paata_rooli(raija)
    paata_rooli(kavija)

    assert laheta(MUUTOS) == [(koordinaattori.email, PERUTTU)]
    assert rauenneet(MUUTOS) == [kavija.email, raija.email]


def test_every_liaison_of_the_municipality_is_told(paiva, koordinaattori, raija, rautavaara):
    toinen = UserFactory(kunta=rautavaara, email="toinen@rautavaara.example")

    workflow.peru(paiva, **SYY, user=koordinaattori)

    assert saajat(MUUTOS) == [koordinaattori.email, raija.email, toinen.email]


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


class TestSiirto:
    @pytest.fixture
    def siirretty(self, paiva, koordinaattori):
        return workflow.siirra_paiva(
            paiva,
            pvm=date(2025, 6, 13),
            alkuklo=time(10),
            loppuklo=time(14),
            palvelupiste=paiva.palvelupiste,
            **SYY,
            user=koordinaattori,
        )

    def test_move_is_told_with_the_new_day(self, paiva, siirretty, raija, koordinaattori):
        aihe = "Lähipalvelupäivä on siirretty: Rautavaara ke 11.6.2025, uusi päivä pe 13.6.2025"

        assert sorted(laheta(MUUTOS)) == [(koordinaattori.email, aihe), (raija.email, aihe)]
        viesti = Lahetys.objects.first().teksti
        assert "Päivä: pe 13.6.2025 klo\u00a010.00–14.00" in viesti
        assert "Syy: henkilöstösyy" in viesti
        assert "sairastui" not in viesti

    def test_substitute_is_told(self, paiva, asiantuntija, koordinaattori):
        paiva.sijainen = asiantuntija.henkilo
        paiva.save(update_fields=["sijainen"])

        workflow.peru(paiva, **SYY, user=koordinaattori)

        assert asiantuntija.email in saajat(MUUTOS)


def test_extra_day_is_told(paiva, koordinaattori, raija):
    workflow.lisaa_paiva(
        paiva.rivi,
        pvm=date(2025, 6, 18),
        alkuklo=time(9),
        loppuklo=time(12),
        palvelupiste=paiva.palvelupiste,
        user=koordinaattori,
    )

    assert laheta(MUUTOS) == [(raija.email, "Ylimääräinen lähipalvelupäivä: Rautavaara ke 18.6.2025")]


class TestMuistutukset:
    def aamuna(self, vuosi, kuukausi, pvm):
        return kello.aseta(datetime(vuosi, kuukausi, pvm, 5, tzinfo=kello.HELSINKI))

    def test_todays_days_are_told_once_to_those_who_go(self, paiva, kavija):
        with self.aamuna(2025, 6, 11):
            workflow.kerro_paivan_kaynnit()
            workflow.kerro_paivan_kaynnit()

        otsikot = Ilmoitus.objects.filter(laji="lahipalvelut.tanaan").values_list("user", "otsikko_fi")
        klo = "klo\u00a09.00–15.00"
        odotettu = f"Tänään lähipalvelussa: Rautavaara {klo}, {paiva.palvelupiste.nimi}"
        assert list(otsikot) == [(kavija.pk, odotettu)]

    def test_cancelled_day_is_not_told_as_todays(self, paiva, kavija, koordinaattori):
        workflow.peru(paiva, **SYY, user=koordinaattori)

        with self.aamuna(2025, 6, 11):
            workflow.kerro_paivan_kaynnit()

        assert saajat("lahipalvelut.tanaan") == []

    def test_unlogged_day_is_told_once_and_after_a_week_to_the_coordinator_too(
        self, paiva, kavija, koordinaattori
    ):
        saaneet = []
        for pvm in (11, 12, 13, 17, 18, 19, 20):
            with self.aamuna(2025, 6, pvm):
                workflow.muistuta_kirjaamattomista()
            saaneet.append(Ilmoitus.objects.filter(laji="lahipalvelut.kirjaamatta").count())

        assert saaneet == [0, 1, 1, 1, 3, 3, 3]
        assert set(saajat("lahipalvelut.kirjaamatta")) == {kavija.email, koordinaattori.email}

    def test_logged_day_is_not_reminded_of(self, paiva, kavija):
        with self.aamuna(2025, 6, 12):
            workflow.muistuta_kirjaamattomista()
            workflow.kirjaa_pidetyksi(paiva, user=kavija)
            ilmoitus = Ilmoitus.objects.get(laji="lahipalvelut.kirjaamatta")

            assert not lajit[ilmoitus.laji].on_ajankohtainen(Palvelupaiva.objects.get(pk=paiva.pk), kavija)
