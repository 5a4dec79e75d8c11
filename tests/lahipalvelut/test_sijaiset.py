"""Substitutes on service days: who may name one, whose day it then is, and the forms."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from lahipalvelut import workflow
from lahipalvelut.models import Palvelupaiva
from tests.factories import HenkiloFactory, UserFactory
from tests.lahipalvelut.factories import PalvelupaivaFactory, SuunnitelmariviFactory
from tests.yhteyshenkilot.factories import AvainprosessiFactory, PoissaoloFactory, VastuuFactory
from tyollisyysalue import koskeva
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Vastuu

pytestmark = pytest.mark.django_db

EKA, TOKA = datetime.date(2025, 6, 11), datetime.date(2025, 6, 25)


@pytest.fixture(autouse=True)
def ennen(paivaa_ennen):
    """The day before 11.6.2025."""


@pytest.fixture
def aino(alue):
    """An expert who signs in and stands in for Milla, whose days these are."""
    user = UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=alue)
    return HenkiloFactory(user=user, alue=alue, nimi="Aino Harjula")


@pytest.fixture
def milla(rivi):
    rivi.vastuuhenkilo.user = UserFactory(rooli=Rooli.ASIANTUNTIJA, alue=rivi.suunnitelma.kunta.alue)
    rivi.vastuuhenkilo.save()
    return rivi.vastuuhenkilo


@pytest.fixture
def poissa(milla):
    return PoissaoloFactory(henkilo=milla, alkupvm=EKA, loppupvm=TOKA)


def omat(user):
    return list(Palvelupaiva.objects.for_kirjaaja(user))


def main(response):
    return BeautifulSoup(response.content, "html.parser").main


def test_day_is_the_substitute_s_and_no_longer_of_the_plan_s_own(paiva, aino, milla, koordinaattori):
    assert (omat(milla.user), omat(aino.user)) == ([paiva], [])

    workflow.aseta_sijainen(paiva, aino, user=koordinaattori)

    assert (omat(milla.user), omat(aino.user)) == ([], [paiva])
    paiva.refresh_from_db()
    assert paiva.kavija == aino
    tapahtuma = paiva.tapahtumat.get()
    assert (tapahtuma.tapahtuma, tapahtuma.tiedot["kavija"]) == ("aseta_sijainen", "Aino Harjula")


def test_day_is_given_back(paiva, aino, milla, koordinaattori):
    workflow.aseta_sijainen(paiva, aino, user=koordinaattori)
    workflow.aseta_sijainen(paiva, None, user=koordinaattori)

    paiva.refresh_from_db()
    assert (paiva.sijainen, paiva.kavija) == (None, milla)


@pytest.mark.parametrize(
    ("kuka", "saa"), [("milla", True), ("koordinaattori", True), ("aino", False), ("raija", False)]
)
def test_substitute_is_named_by_the_coordinator_and_the_one_whose_day_it_is(
    request, paiva, milla, aino, kuka, saa
):
    kuka = request.getfixturevalue(kuka)
    user = getattr(kuka, "user", kuka)

    if not saa:
        with pytest.raises(PermissionDenied):
            workflow.aseta_sijainen(paiva, aino, user=user)
        return
    assert workflow.aseta_sijainen(paiva, aino, user=user).sijainen == aino


def test_both_may_log_the_day(paiva, aino, milla, koordinaattori, paivan_iltana):
    workflow.aseta_sijainen(paiva, aino, user=koordinaattori)

    workflow.kirjaa_pidetyksi(paiva, user=aino.user)
    workflow.peru_kirjaus(paiva, syy="Väärä päivä.", user=milla.user)
    workflow.kirjaa_pidetyksi(paiva, user=milla.user)

    assert Palvelupaiva.objects.get().tila == Palvelupaiva.Tila.PIDETTY


def test_only_open_days_move_and_only_to_the_area_s_own(paiva, aino, raija, koordinaattori):
    with pytest.raises(ValidationError, match="oma henkilö"):
        workflow.aseta_sijainen(paiva, raija.henkilo, user=koordinaattori)
    workflow.peru(paiva, syykoodi="muu", syy="Syy.", user=koordinaattori)

    with pytest.raises(ValidationError, match="tilassa ”peruttu”"):
        workflow.aseta_sijainen(paiva, aino, user=koordinaattori)


def test_clash_is_the_substitute_s(paiva, aino, milla, siilinjarvi, koordinaattori):
    toinen = PalvelupaivaFactory(
        rivi=SuunnitelmariviFactory(suunnitelma__kunta=siilinjarvi, vastuuhenkilo=milla)
    )
    assert set(Palvelupaiva.objects.paallekkaiset()) == {paiva, toinen}

    workflow.aseta_sijainen(paiva, aino, user=koordinaattori)
    assert not Palvelupaiva.objects.paallekkaiset().exists()

    workflow.aseta_sijainen(toinen, aino, user=koordinaattori)
    assert set(Palvelupaiva.objects.paallekkaiset()) == {paiva, toinen}


class TestKoskee:
    def hae(self, henkilo, user, loppu=TOKA):
        return [
            (str(k.ryhma), k.pvm, k.sijainen, k.puuttuu, bool(k.siirto), bool(k.kaikki))
            for k in koskeva.hae(henkilo, EKA, loppu, user)
        ]

    def test_days_to_move_and_those_moved(self, paiva, rivi, milla, aino, koordinaattori):
        PalvelupaivaFactory(rivi=rivi, pvm=TOKA)
        PalvelupaivaFactory(rivi=rivi, pvm=TOKA + datetime.timedelta(days=14))
        workflow.aseta_sijainen(paiva, aino, user=koordinaattori)

        ryhma = "Lähipalvelupäivät"
        assert self.hae(milla, koordinaattori) == [
            (ryhma, EKA, aino, False, True, False),
            (ryhma, TOKA, None, True, True, True),
        ]
        assert [rivi[0] for rivi in self.hae(milla, koordinaattori, None)] == [
            ryhma,
            ryhma,
            ryhma,
            "Palvelusuunnitelmien rivit",
        ]

    def test_substitute_s_own_absence_touches_the_day(self, paiva, milla, aino, koordinaattori):
        workflow.aseta_sijainen(paiva, aino, user=koordinaattori)
        PoissaoloFactory(henkilo=aino, alkupvm=EKA, loppupvm=EKA)

        assert self.hae(aino, koordinaattori) == [("Lähipalvelupäivät", EKA, None, True, True, True)]
        assert self.hae(milla, koordinaattori) == [("Lähipalvelupäivät", EKA, None, True, True, True)]

    def test_seen_by_whom_and_moved_by_whom(self, paiva, milla, aino, raija, kari):
        nahty = {
            nimi: [(rivi[4], rivi[5]) for rivi in self.hae(milla, user)]
            for nimi, user in {"oma": milla.user, "muu": aino.user, "raija": raija, "kari": kari}.items()
        }

        assert nahty == {
            "oma": [(True, True)],
            "muu": [(False, False)],
            "raija": [(False, False)],
            "kari": [],
        }


class TestSivut:
    def test_form_offers_the_municipality_s_substitutes_first(
        self, client, paiva, milla, aino, koordinaattori
    ):
        hanna = HenkiloFactory(alue=aino.alue, nimi="Hanna Karhulampi")
        VastuuFactory(
            kunta=paiva.kunta,
            prosessi=AvainprosessiFactory(alue=aino.alue),
            henkilo=hanna,
            laji=Vastuu.Laji.SIJAINEN,
        )
        client.force_login(koordinaattori)
        url = reverse("lahipalvelut:paiva-sijainen", args=[paiva.pk])

        valinnat = [v.get_text() for v in main(client.get(url)).select("#id_sijainen option")]
        response = client.post(url, {"sijainen": hanna.pk})

        assert valinnat[1].startswith("Hanna Karhulampi, työllisyysasiantuntija – kunnan prosessien sijainen")
        assert len(valinnat) == 4
        assert response.url == paiva.get_absolute_url()
        assert Palvelupaiva.objects.get().sijainen == hanna

    def test_pages_show_who_goes_and_who_is_away(self, client, paiva, poissa, aino, koordinaattori):
        client.force_login(koordinaattori)
        ennen = main(client.get(paiva.get_absolute_url())).get_text(" ", strip=True)
        workflow.aseta_sijainen(paiva, aino, user=koordinaattori)

        jalkeen = main(client.get(paiva.get_absolute_url())).get_text(" ", strip=True)
        kunnan = main(client.get(reverse("lahipalvelut:detail", args=["687"]))).get_text(" ", strip=True)
        omat = main(client.get(reverse("lahipalvelut:omat"))).get_text(" ", strip=True)

        assert "Milla Tuomikoski, työllisyysasiantuntija poissa 11.6.–25.6.2025" in ennen
        assert "Aino Harjula, työllisyysasiantuntija sijaisena, suunnitelmassa Milla Tuomikoski" in jalkeen
        assert "Aino Harjula" in kunnan
        assert "Aino Harjula (sijaisena: Milla Tuomikoski)" in omat

    def test_public_sees_no_names(self, client, paiva, poissa, aino, koordinaattori):
        workflow.aseta_sijainen(paiva, aino, user=koordinaattori)

        for url in (reverse("lahipalvelut:detail", args=["687"]), reverse("lahipalvelut:list")):
            sivu = client.get(url).text
            assert "Aino Harjula" not in sivu
            assert "Milla Tuomikoski" not in sivu
            assert "poissa 11.6." not in sivu

    def test_all_days_move_after_a_preview_of_what_is_in_the_way(
        self, client, paiva, rivi, poissa, milla, aino, siilinjarvi, koordinaattori
    ):
        toinen = PalvelupaivaFactory(rivi=rivi, pvm=TOKA)
        PalvelupaivaFactory(
            rivi=SuunnitelmariviFactory(suunnitelma__kunta=siilinjarvi, vastuuhenkilo=aino), pvm=TOKA
        )
        client.force_login(koordinaattori)
        url = reverse("lahipalvelut:siirrot", args=[milla.pk]) + "?alku=2025-06-11&loppu=2025-06-25"

        esikatselu = main(client.post(url, {"sijainen": aino.pk}))
        assert [rivi.select(".tunniste") != [] for rivi in esikatselu.select(".rivit li")] == [False, True]
        assert "samaan aikaan muualla: Siilinjärvi" in esikatselu.get_text()
        assert Palvelupaiva.objects.filter(sijainen__isnull=False).count() == 0
        nahty = esikatselu.find("input", attrs={"name": "nahty"})["value"]
        client.post(url, {"sijainen": aino.pk, "nahty": nahty})

        assert set(Palvelupaiva.objects.filter(sijainen=aino)) == {paiva, toinen}

    @pytest.mark.parametrize(
        ("kuka", "tila"),
        [("koordinaattori", 200), ("asiantuntija", 403), ("raija", 403), ("paakayttaja", 404)],
    )
    def test_moving_all_by_role(self, client, request, paiva, milla, kuka, tila):
        client.force_login(request.getfixturevalue(kuka))

        assert (
            client.get(reverse("lahipalvelut:siirrot", args=[milla.pk]), {"alku": "2025-06-11"}).status_code
            == tila
        )

    @pytest.mark.parametrize("maara", [1, 3])
    def test_moving_costs_the_same_whatever_the_number(
        self, client, rivi, milla, koordinaattori, maara, django_assert_max_num_queries
    ):
        for numero in range(maara):
            PalvelupaivaFactory(rivi=rivi, pvm=EKA + datetime.timedelta(weeks=2 * numero))
        client.force_login(koordinaattori)

        with django_assert_max_num_queries(9):
            client.get(reverse("lahipalvelut:siirrot", args=[milla.pk]), {"alku": "2025-06-11"})
