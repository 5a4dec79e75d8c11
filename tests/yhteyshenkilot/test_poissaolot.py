"""Absences: who may record one, what it touches, how it is shown, and the pages."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.factories import AlueFactory, HenkiloFactory, UserFactory
from tests.yhteyshenkilot.factories import (
    EdustusFactory,
    JasenFactory,
    PoissaoloFactory,
    TapaaminenFactory,
    VastinpariFactory,
    VastuuFactory,
)
from tests.yhteyshenkilot.sivut import osoite, rivit, sivu, teksti, vahvista
from tyollisyysalue import kello, koskeva
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.versiot import Vanhentunut
from tyollisyysalue.versiot import versio as versio_nyt
from yhteyshenkilot import poissa, workflow
from yhteyshenkilot.forms import VastuuForm
from yhteyshenkilot.models import Poissaolo, Vastuu

pytestmark = pytest.mark.django_db

ALKU, LOPPU = datetime.date(2026, 11, 24), datetime.date(2026, 12, 5)
MERKKI = "poissa 24.11.–5.12.2026"


@pytest.fixture(autouse=True)
def marraskuu():
    with kello.aseta(datetime.datetime(2026, 11, 24, 9, tzinfo=kello.HELSINKI)):
        yield


@pytest.fixture
def poissaolo(veera):
    return PoissaoloFactory(henkilo=veera)


@pytest.fixture
def sijainen(vastuu, milla):
    return VastuuFactory(
        kunta=vastuu.kunta, prosessi=vastuu.prosessi, henkilo=milla, laji=Vastuu.Laji.SIJAINEN
    )


@pytest.mark.parametrize(
    ("kuka", "nakee"),
    [
        ("raija", True),
        ("kari", True),
        ("asiantuntija", True),
        ("koordinaattori", True),
        ("paakayttaja", False),
    ],
)
def test_absence_is_seen_by_those_who_see_the_person(request, poissaolo, kuka, nakee):
    user = request.getfixturevalue(kuka)

    assert list(Poissaolo.objects.visible_to(user)) == [poissaolo] * nakee


def test_absence_is_not_seen_from_another_area(poissaolo):
    muualta = UserFactory(rooli=Rooli.KOORDINAATTORI, alue=AlueFactory(koodi="45", nimi_fi="Ylä-Savo"))

    assert not Poissaolo.objects.visible_to(muualta).exists()


@pytest.mark.parametrize(
    ("kuka", "kenen", "saa"),
    [
        ("koordinaattori", "veera", True),
        ("koordinaattori", "raija", True),
        ("asiantuntija", "asiantuntija", True),
        ("asiantuntija", "veera", False),
        ("raija", "raija", True),
        ("raija", "veera", False),
        ("kari", "raija", False),
        ("paakayttaja", "paakayttaja", False),
    ],
)
def test_coordinator_records_anyone_s_and_others_their_own(request, kuka, kenen, saa):
    user, kohde = request.getfixturevalue(kuka), request.getfixturevalue(kenen)
    henkilo = getattr(kohde, "henkilo", kohde)

    if not saa:
        with pytest.raises(PermissionDenied):
            workflow.kirjaa_poissaolo(henkilo, ALKU, LOPPU, user=user)
        return
    poissaolo = workflow.kirjaa_poissaolo(henkilo, ALKU, LOPPU, user=user)

    assert poissaolo.tapahtumat.get().tapahtuma == "kirjaa_poissaolo"


def test_no_field_could_hold_a_reason():
    kentat = {kentta.name for kentta in Poissaolo._meta.local_concrete_fields}

    assert kentat == {"id", "henkilo", "alkupvm", "loppupvm", "mitatoity"}


@pytest.mark.kanta
def test_absences_of_a_person_do_not_overlap(poissaolo, koordinaattori):
    with pytest.raises(ValidationError, match="on jo kirjattu poissaolo"):
        workflow.kirjaa_poissaolo(poissaolo.henkilo, LOPPU, None, user=koordinaattori)
    with pytest.raises(IntegrityError, match="poissaolo_ei_paallekkain"), transaction.atomic():
        PoissaoloFactory(henkilo=poissaolo.henkilo, alkupvm=LOPPU, loppupvm=None)

    workflow.mitatoi_poissaolo(poissaolo, user=koordinaattori)

    assert workflow.kirjaa_poissaolo(poissaolo.henkilo, LOPPU, None, user=koordinaattori).pk


def test_change_by_a_late_editor_is_refused(poissaolo, koordinaattori):
    versio = versio_nyt(poissaolo)
    aiemmin = LOPPU - datetime.timedelta(days=2)
    workflow.muuta_poissaoloa(poissaolo, ALKU, aiemmin, versio=versio, user=koordinaattori)

    with pytest.raises(Vanhentunut):
        workflow.muuta_poissaoloa(poissaolo, ALKU, None, versio=versio, user=koordinaattori)

    poissaolo.refresh_from_db()
    assert poissaolo.loppupvm == aiemmin


def test_absence_taken_back_holds_on_no_day_and_cannot_be_changed(poissaolo, koordinaattori):
    workflow.mitatoi_poissaolo(poissaolo, user=koordinaattori)

    assert not Poissaolo.objects.paivana(ALKU).exists()
    with pytest.raises(ValidationError, match="mitätöity"):
        workflow.mitatoi_poissaolo(poissaolo, user=koordinaattori)


@pytest.mark.parametrize(
    ("alku", "loppu", "sanat"),
    [
        (ALKU, LOPPU, MERKKI),
        (ALKU, ALKU, "poissa 24.11.2026"),
        (ALKU, None, "poissa 24.11.2026 alkaen"),
        (ALKU, datetime.date(2027, 1, 8), "poissa 24.11.2026–8.1.2027"),
    ],
)
def test_absence_in_words(alku, loppu, sanat):
    assert poissa.sanoina(Poissaolo(alkupvm=alku, loppupvm=loppu)) == sanat


class TestMerkki:
    def test_list_names_the_substitute_beside_the_one_who_is_away(self, kirjaudu, sijainen, poissaolo):
        loydetyt = rivit(kirjaudu("raija").get(osoite("list"), {"laji": "ensisijainen"}))

        assert [rivi[3] for rivi in loydetyt] == [
            f"Veera Salmenranta, yrityskoordinaattori {MERKKI} sijainen: Milla Tuomikoski"
        ]

    def test_list_of_a_day_outside_the_absence_has_no_badge(self, kirjaudu, sijainen, poissaolo):
        loydetyt = rivit(kirjaudu("raija").get(osoite("list"), {"laji": "ensisijainen", "pvm": "2026-12-06"}))

        assert [rivi[3] for rivi in loydetyt] == ["Veera Salmenranta, yrityskoordinaattori"]

    def test_municipality_s_contacts_have_it(self, kirjaudu, sijainen, poissaolo):
        main = sivu(kirjaudu("raija").get(osoite("detail", "687"))).main

        merkit = [merkki.find_parent("span", class_="d-block") for merkki in main.find_all(string=MERKKI)]
        assert [henkilo.strong.get_text() for henkilo in merkit] == ["Veera Salmenranta"]

    def test_people_have_it(self, kirjaudu, poissaolo):
        loydetyt = rivit(kirjaudu("koordinaattori").get(osoite("henkilot")))

        assert {rivi[0]: rivi[2] for rivi in loydetyt} == {
            "Kaisa Lehtovaara": "—",
            "Veera Salmenranta": MERKKI,
        }

    def test_page_of_the_person_has_it_for_those_in_the_cooperation(
        self, client, kirjaudu, vastuu, poissaolo
    ):
        type(vastuu.henkilo).objects.filter(pk=vastuu.henkilo_id).update(julkiset=["nimi"])
        polku = osoite("henkilo", vastuu.henkilo_id)

        julkinen, sisainen = teksti(client.get(polku)), teksti(kirjaudu("raija").get(polku))

        assert ("Veera Salmenranta" in julkinen, MERKKI in julkinen) == (True, False)
        assert MERKKI in sisainen

    def test_representative_of_a_group_has_it(self, kirjaudu, raija, rautavaara):
        edustus = EdustusFactory(jasenyys=JasenFactory(kunta=rautavaara), henkilo=raija.henkilo)
        PoissaoloFactory(henkilo=raija.henkilo)

        assert MERKKI in teksti(kirjaudu("koordinaattori").get(osoite("ryhma", edustus.ryhma_id)))

    def test_choices_have_it_and_say_what_is_coming(self, rautavaara, veera, milla):
        PoissaoloFactory(henkilo=veera, alkupvm=datetime.date(2026, 12, 7), loppupvm=None)

        valinnat = [str(nimi) for _, nimi in VastuuForm(kunta=rautavaara).fields["henkilo"].choices]

        assert valinnat[1:] == [
            "Milla Tuomikoski, nuorten palvelujen asiantuntija",
            "Veera Salmenranta, yrityskoordinaattori (poissa 7.12.2026 alkaen)",
        ]

    def test_choices_of_a_pair_a_group_and_a_meeting_have_it(self, kirjaudu, rautavaara, prosessi, poissaolo):
        ryhma = JasenFactory(kunta=rautavaara).ryhma
        tapaaminen = TapaaminenFactory(
            ryhma=ryhma,
            alkuaika=datetime.datetime(2026, 12, 1, 9, tzinfo=kello.HELSINKI),
            loppuaika=datetime.datetime(2026, 12, 1, 11, tzinfo=kello.HELSINKI),
        )
        client = kirjaudu("koordinaattori")

        loydetyt = {
            nimi: f"({MERKKI})" in teksti(client.get(osoite(nimi, tunnus)))
            for nimi, tunnus in [
                ("vastinpari-ehdota", "687"),
                ("edustus-nimea", ryhma.pk),
                ("tapaaminen-kutsu", tapaaminen.pk),
            ]
        }

        assert loydetyt == {"vastinpari-ehdota": True, "edustus-nimea": True, "tapaaminen-kutsu": True}

    @pytest.mark.parametrize("maara", [1, 3])
    def test_costs_the_same_whatever_the_number(
        self, kirjaudu, rautavaara, prosessi, maara, django_assert_num_queries
    ):
        for _ in range(maara):
            vastuu = VastuuFactory(kunta=rautavaara, prosessi=prosessi, laji=Vastuu.Laji.MUU)
            PoissaoloFactory(henkilo=vastuu.henkilo)
        client = kirjaudu("raija")

        with django_assert_num_queries(8):
            client.get(osoite("list"))
        with django_assert_num_queries(6):
            client.get(osoite("poissaolot"))


class TestKoskee:
    def hae(self, henkilo, user, loppu=LOPPU):
        return [
            (str(k.ryhma), k.teksti, k.sijainen, bool(k.siirto))
            for k in koskeva.hae(henkilo, ALKU, loppu, user)
        ]

    def test_responsibility_with_a_substitute_needs_no_act(
        self, vastuu, sijainen, veera, milla, koordinaattori
    ):
        assert self.hae(veera, koordinaattori) == [
            ("Vastuut", "Rautavaara: alkupalvelut (ensisijainen)", milla, False)
        ]

    def test_substitute_who_is_away_too_is_none(self, vastuu, sijainen, veera, milla, koordinaattori):
        PoissaoloFactory(henkilo=milla, alkupvm=LOPPU, loppupvm=None)

        assert self.hae(veera, koordinaattori) == [
            ("Vastuut", "Rautavaara: alkupalvelut (ensisijainen)", None, True)
        ]

    def test_act_is_for_the_coordinator(self, vastuu, veera, asiantuntija):
        assert self.hae(veera, asiantuntija) == [
            ("Vastuut", "Rautavaara: alkupalvelut (ensisijainen)", None, False)
        ]

    def test_liaison_sees_what_is_of_the_own_municipality(self, vastuu, veera, siilinjarvi, kari, raija):
        VastuuFactory(kunta=siilinjarvi, prosessi=vastuu.prosessi, henkilo=veera)

        assert [rivi[1] for rivi in self.hae(veera, kari)] == ["Siilinjärvi: alkupalvelut (ensisijainen)"]
        assert [rivi[1] for rivi in self.hae(veera, raija)] == ["Rautavaara: alkupalvelut (ensisijainen)"]

    def test_one_who_leaves_ends_each_and_pairs_too(
        self, vastuu, sijainen, veera, rautavaara, koordinaattori
    ):
        VastinpariFactory(kunta=rautavaara, oma_henkilo=veera)

        assert [(ryhma, siirto) for ryhma, _, _, siirto in self.hae(veera, koordinaattori, None)] == [
            ("Vastuut", True),
            ("Vastinparit", True),
        ]

    def test_what_ended_before_is_not_touched(self, vastuu, veera, koordinaattori):
        Vastuu.objects.update(loppupvm=ALKU - datetime.timedelta(days=1))

        assert self.hae(veera, koordinaattori) == []


class TestSivut:
    def test_absence_that_leaves_a_hole_is_asked_first(self, kirjaudu, vastuu, veera):
        client = kirjaudu("koordinaattori")
        tiedot = {"henkilo": veera.pk, "alkupvm": "2026-11-24", "loppupvm": "2026-12-05"}

        varoitus = client.post(osoite("poissaolo-uusi"), tiedot)
        assert "Rautavaara: alkupalvelut, 24.11.–5.12.2026" in teksti(varoitus)
        assert not Poissaolo.objects.exists()

        response = vahvista(client, osoite("poissaolo-uusi"), tiedot)
        poissaolo = Poissaolo.objects.get()
        assert response.url == poissaolo.get_absolute_url()
        assert (poissaolo.henkilo, poissaolo.alkupvm, poissaolo.loppupvm) == (veera, ALKU, LOPPU)

    def test_absence_with_a_substitute_is_recorded_at_once(self, kirjaudu, vastuu, sijainen, veera):
        response = kirjaudu("koordinaattori").post(
            osoite("poissaolo-uusi"), {"henkilo": veera.pk, "alkupvm": "2026-11-24", "loppupvm": ""}
        )

        assert response.url == Poissaolo.objects.get().get_absolute_url()

    def test_expert_may_choose_only_oneself(self, kirjaudu, veera, asiantuntija):
        client = kirjaudu("asiantuntija")

        valinnat = sivu(client.get(osoite("poissaolo-uusi"))).select("#id_henkilo option")
        client.post(osoite("poissaolo-uusi"), {"henkilo": veera.pk, "alkupvm": "2026-11-24"})

        assert [v["value"] for v in valinnat if v["value"]] == [str(asiantuntija.henkilo.pk)]
        assert not Poissaolo.objects.exists()

    def test_page_lists_what_the_absence_touches(self, kirjaudu, vastuu, poissaolo):
        luettu = teksti(kirjaudu("koordinaattori").get(poissaolo.get_absolute_url()))

        assert "Rautavaara: alkupalvelut (ensisijainen) sijainen puuttuu Lisää sijainen" in luettu
        assert "Rautavaara: alkupalvelut, 24.11.–5.12.2026" in luettu

    @pytest.mark.parametrize(
        ("kuka", "lukee", "muuttaa"),
        [
            ("raija", 200, 403),
            ("asiantuntija", 200, 403),
            ("koordinaattori", 200, 200),
            ("paakayttaja", 404, 404),
        ],
    )
    def test_pages_by_role(self, kirjaudu, poissaolo, kuka, lukee, muuttaa):
        client = kirjaudu(kuka)

        assert client.get(poissaolo.get_absolute_url()).status_code == lukee
        for nimi in ("poissaolo-muuta", "poissaolo-mitatoi"):
            assert client.get(osoite(nimi, poissaolo.pk)).status_code == muuttaa

    def test_days_are_changed(self, kirjaudu, poissaolo):
        client = kirjaudu("koordinaattori")
        url = osoite("poissaolo-muuta", poissaolo.pk)
        versio = sivu(client.get(url)).main.find("input", attrs={"name": "versio"})["value"]

        client.post(url, {"alkupvm": "2026-11-24", "loppupvm": "2026-11-30", "versio": versio})

        poissaolo.refresh_from_db()
        assert poissaolo.loppupvm == datetime.date(2026, 11, 30)

    def test_taken_back_absence_is_not_found(self, kirjaudu, poissaolo):
        client = kirjaudu("koordinaattori")

        client.post(osoite("poissaolo-mitatoi", poissaolo.pk))

        assert client.get(poissaolo.get_absolute_url()).status_code == 404
        assert rivit(client.get(osoite("poissaolot"))) == []

    @pytest.mark.parametrize(
        ("aika", "nimet"),
        [
            ("", ["Nyt", "Tuleva", "Mennyt"]),
            ("nyt", ["Nyt"]),
            ("tulossa", ["Tuleva"]),
            ("paattynyt", ["Mennyt"]),
        ],
    )
    def test_list_has_current_and_coming_first(self, kirjaudu, alue, aika, nimet):
        for nimi, alku, loppu in [("Mennyt", -9, -8), ("Tuleva", 5, 6), ("Nyt", -1, None)]:
            PoissaoloFactory(
                henkilo=HenkiloFactory(alue=alue, nimi=nimi),
                alkupvm=ALKU + datetime.timedelta(days=alku),
                loppupvm=None if loppu is None else ALKU + datetime.timedelta(days=loppu),
            )

        assert [
            rivi[0] for rivi in rivit(kirjaudu("raija").get(osoite("poissaolot"), {"aika": aika}))
        ] == nimet

    def test_all_responsibilities_end_on_one_day_after_they_were_seen(
        self, kirjaudu, vastuu, veera, rautavaara
    ):
        tuleva = VastuuFactory(
            kunta=rautavaara, prosessi=vastuu.prosessi, henkilo=veera, laji="muu", alkupvm="2027-02-01"
        )
        pari = VastinpariFactory(kunta=rautavaara, oma_henkilo=veera)
        client, url = kirjaudu("koordinaattori"), osoite("henkilo-paata-vastuut", veera.pk)

        nahty = teksti(client.post(url, {"loppupvm": "2026-12-31"}))
        assert "Rautavaara: alkupalvelut (ensisijainen)" in nahty
        assert "Rautavaara: alkupalvelut, 1.1.–31.1.2027" in nahty
        vahvista(client, url, {"loppupvm": "2026-12-31"})

        for rivi in (vastuu, tuleva, pari):
            rivi.refresh_from_db()
        viimeinen = datetime.date(2026, 12, 31)
        assert (vastuu.loppupvm, tuleva.loppupvm, pari.oma_loppu, pari.kunnan_loppu) == (
            viimeinen,
            None,
            viimeinen,
            None,
        )

    def test_nothing_to_end_is_told_at_the_field(self, kirjaudu, veera):
        response = kirjaudu("koordinaattori").post(
            osoite("henkilo-paata-vastuut", veera.pk), {"loppupvm": "2026-12-31"}
        )

        assert "Henkilöllä ei ole vastuita" in teksti(response)
