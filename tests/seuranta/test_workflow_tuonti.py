import datetime
import hashlib
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import connection, transaction

from seuranta import mittarit, tuonnit, workflow
from seuranta.lukijat.virheet import TaulukkoVirhe
from seuranta.models import Havainto, Maahavainto, Mittari, Tuonti
from tests.factories import AlueFactory, UserFactory
from tests.seuranta import aito
from tests.seuranta.conftest import SALASSA, hetki
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli

KESAKUU = datetime.date(2026, 6, 1)
HEINAKUUN_21 = (2026, 7, 21)


def voimassa(kunta="687", **muut):
    """The figures in force by code."""
    havainnot = Havainto.objects.filter(kunta__koodi=kunta, **muut).uusimmat().select_related("mittari")
    return {havainto.mittari.koodi: havainto.luku for havainto in havainnot}


def test_every_municipality_gets_its_figures(tuo):
    tuo(HEINAKUUN_21, aito.TAVUT)

    assert Havainto.objects.values("kunta").distinct().count() == 308
    assert (Havainto.objects.count(), Havainto.objects.filter(puuttuva="...").count()) == (7084, 840)
    rautavaara = voimassa()
    assert (rautavaara["TYOTTOMATLOPUSSA"], rautavaara["TYOVOIMATK"], rautavaara["TYOTOSUUS"]) == (
        67,
        490,
        Decimal("13.7"),
    )
    assert (rautavaara["TYOTTOMAT20"], rautavaara["VALMENNUSLOP"]) == (SALASSA, 0)
    assert set(Havainto.objects.values_list("kuukausi", flat=True)) == {KESAKUU}


def test_batch_keeps_the_file_and_what_came_of_it(tuo, koordinaattori):
    tuonti = tuo(HEINAKUUN_21, aito.TAVUT, nimi="C:\\lataukset\\12r5 kunnat.JSON", huomautus="demoaineistoa")

    tuonti.refresh_from_db()
    assert (tuonti.laji, tuonti.user, tuonti.aika) == ("pxweb", koordinaattori, hetki(*HEINAKUUN_21))
    assert (tuonti.taulu, tuonti.tiedosto, tuonti.koko) == ("12r5", "12r5 kunnat.json", len(aito.TAVUT))
    assert tuonti.sha256 == hashlib.sha256(aito.TAVUT).hexdigest()
    assert tuonti.lahde == "KEHA-keskus, Työnvälitystilasto / Tilastokeskus"
    assert (tuonti.julkaisupvm, tuonti.huomautus) == (datetime.date(2026, 7, 21), "demoaineistoa")
    assert tuonti.tulos == {
        "kuukaudet": ["2026-06-01"],
        "alueet": {
            "maa": 1,
            "kunta": 308,
            "maakunta": 20,
            "seutukunta": 70,
            "ely": 17,
            "ulkomaat": 1,
            "tuntematon": 4,
        },
        "paivitetty": "2026-07-21",
        "muoto": "pxjson",
        "uusia": 7084,
        "muuttuneita": 0,
        "ennallaan": 0,
        "maa": 23,
        "salassa": 904,
        "salassa_kunnissa": 840,
    }


def test_same_file_again_changes_nothing(tuo):
    tuo(HEINAKUUN_21, aito.TAVUT)

    assert tuo((2026, 7, 22), aito.TAVUT) is None

    assert (Tuonti.objects.count(), Havainto.objects.count()) == (1, 7084)


def test_revised_file_stores_only_what_differs(tuo):
    tuo(HEINAKUUN_21, aito.TAVUT)

    tuonti = tuo((2026, 8, 20), aito.muutettu(TYOTTOMATLOPUSSA="68", TYOTTOMAT20="5", UUDETAVP="..."))

    assert {h.mittari.koodi: h.luku for h in tuonti.havainnot.select_related("mittari")} == {
        "TYOTTOMATLOPUSSA": 68,
        "TYOTTOMAT20": 5,
        "UUDETAVP": SALASSA,
    }
    assert (tuonti.tulos["uusia"], tuonti.tulos["muuttuneita"], tuonti.tulos["ennallaan"]) == (0, 3, 7081)
    assert sorted(
        (h.mittari.koodi, h.vanha_arvo, h.vanha_puuttuva)
        for h in tuonti.havainnot.muuttuneet().select_related("mittari")
    ) == [("TYOTTOMAT20", None, "..."), ("TYOTTOMATLOPUSSA", 67, ""), ("UUDETAVP", 5, "")]


def test_figures_recorded_by_hand_are_revised(tuo, kirjaa):
    kirjaa(HEINAKUUN_21, KESAKUU, TYOTTOMATLOPUSSA=67, HAKIJALOPUSSA=105)

    tuonti = tuo((2026, 7, 22), aito.TAVUT)

    assert (tuonti.tulos["uusia"], tuonti.tulos["muuttuneita"], tuonti.tulos["ennallaan"]) == (7082, 1, 1)
    assert voimassa()["HAKIJALOPUSSA"] == 106


def test_other_months_are_left_alone(tuo, kirjaa):
    kirjaa((2026, 6, 22), datetime.date(2026, 5, 1), TYOTTOMATLOPUSSA=70)

    tuo(HEINAKUUN_21, aito.TAVUT)

    assert voimassa(kuukausi="2026-05-01") == {"TYOTTOMATLOPUSSA": 70}


def test_whole_country_is_stored_in_few_statements(suomi, koordinaattori, django_assert_num_queries):
    with kello.aseta(hetki(*HEINAKUUN_21)):
        tiedosto = tuonnit.lue("12r5.json", aito.TAVUT)
        with django_assert_num_queries(29):
            workflow.tuo_taulukko(tiedosto, datetime.date(2026, 7, 21), user=koordinaattori)


@pytest.mark.parametrize(
    ("paiva", "julkaisupvm", "viesti"),
    [
        (
            HEINAKUUN_21,
            datetime.date(2026, 7, 22),
            "Julkaisupäivä ei voi olla tulevaisuudessa. Anna viimeistään 21.7.2026.",
        ),
        (
            HEINAKUUN_21,
            datetime.date(2026, 6, 30),
            "Luvut julkaistaan vasta kuukauden päätyttyä. Tarkista kuukausi ja päivä.",
        ),
    ],
)
def test_publication_day_lies_between_the_month_and_today(suomi, koordinaattori, paiva, julkaisupvm, viesti):
    tiedosto = tuonnit.lue("12r5.json", aito.TAVUT)
    for toimi in (workflow.esikatsele_taulukko, workflow.tuo_taulukko):
        with kello.aseta(hetki(*paiva)), pytest.raises(ValidationError) as error:
            toimi(tiedosto, julkaisupvm, user=koordinaattori)

        assert error.value.message_dict == {"julkaisupvm": [viesti]}
    assert not Tuonti.objects.exists()


def test_preview_tells_what_would_be_stored_and_stores_nothing(tuo, koordinaattori):
    tuo(HEINAKUUN_21, aito.TAVUT)
    uusi = tuonnit.lue("12r5.json", aito.muutettu(TYOTTOMATLOPUSSA="68", TYOTTOMAT20="5"))

    with kello.aseta(hetki(2026, 8, 20)):
        vertailu = workflow.esikatsele_taulukko(uusi, datetime.date(2026, 8, 20), user=koordinaattori)

    assert [(m.kunta.koodi, m.mittari.koodi, m.kuukausi, m.vanha, m.uusi) for m in vertailu.muuttuneet] == [
        ("687", "TYOTTOMATLOPUSSA", KESAKUU, 67, 68),
        ("687", "TYOTTOMAT20", KESAKUU, SALASSA, 5),
    ]
    assert (vertailu.uusia, vertailu.muuttuneita, vertailu.ennallaan) == (0, 2, 7082)
    assert vertailu.kuukausittain == [(KESAKUU, 7084, 839, 0, 2)]
    assert vertailu.kuukausittain[0].ennallaan == 7082
    assert Havainto.objects.count() == 7084


def test_accepted_preview_is_what_is_stored(tuo, suomi, koordinaattori):
    tiedosto = tuonnit.lue("12r5.json", aito.TAVUT)
    with kello.aseta(hetki(*HEINAKUUN_21)):
        vertailu = workflow.esikatsele_taulukko(tiedosto, datetime.date(2026, 7, 21), user=koordinaattori)

    tuonti = tuo(HEINAKUUN_21, aito.TAVUT, tiiviste=vertailu.tiiviste)

    assert tuonti.havainnot.count() + tuonti.maahavainnot.count() == vertailu.muutoksia


def test_nothing_is_stored_when_the_figures_changed_after_the_preview(tuo, kirjaa, suomi, koordinaattori):
    tiedosto = tuonnit.lue("12r5.json", aito.TAVUT)
    with kello.aseta(hetki(*HEINAKUUN_21)):
        vertailu = workflow.esikatsele_taulukko(tiedosto, datetime.date(2026, 7, 21), user=koordinaattori)
    kirjaa(HEINAKUUN_21, KESAKUU, TYOTTOMATLOPUSSA=70)

    with pytest.raises(ValidationError) as error:
        tuo((2026, 7, 22), aito.TAVUT, tiiviste=vertailu.tiiviste)

    assert error.value.messages == [
        "Voimassa olevat luvut ovat muuttuneet esikatselun jälkeen. Tarkista muutokset ja vahvista uudelleen."
    ]
    assert Havainto.objects.count() == 1


def test_many_figures_by_the_template_are_compared_in_the_database(tuo):
    rivit = ["kunta;kuukausi;HAKIJALOPUSSA;TYOTOSUUS"]
    rivit += [f"687;{vuosi}M{kk:02};{vuosi + kk};..." for vuosi in range(2010, 2026) for kk in range(1, 13)]
    tuo(HEINAKUUN_21, "\n".join(rivit).encode(), nimi="luvut.csv")
    rivit[5], rivit[6] = rivit[5].replace("...", "9,5"), rivit[6] + "\n049;2010M06;5;-"

    tuonti = tuo((2026, 7, 22), "\n".join(rivit).encode(), nimi="luvut.csv")

    assert Havainto.objects.count() == 2 * 16 * 12 + 3
    assert (tuonti.tulos["uusia"], tuonti.tulos["muuttuneita"], tuonti.tulos["ennallaan"]) == (2, 1, 383)
    [muuttunut] = tuonti.havainnot.muuttuneet()
    assert (muuttunut.vanha_puuttuva, muuttunut.arvo, str(muuttunut.kuukausi)) == (
        "...",
        Decimal("9.5"),
        "2010-05-01",
    )


def test_municipality_called_in_two_ways_is_there_twice(suomi):
    with pytest.raises(TaulukkoVirhe) as error:
        tuonnit.lue("luvut.csv", b"kunta;kuukausi;HAKIJALOPUSSA\n687;2026M06;5\nKU687;2026M06;6")

    assert [str(virhe) for virhe in error.value.virheet] == [
        "Rivi 3 (KU687, 2026M06): Sama alue ja kuukausi on jo rivillä 2."
    ]


def test_command_line_imports_without_a_user(tuo):
    assert tuo(HEINAKUUN_21, aito.TAVUT, user=None).user is None


@pytest.mark.parametrize("rooli", ["raija", "asiantuntija", "sihteeri", "esittelija", "paakayttaja"])
def test_others_than_a_coordinator_are_denied(request, suomi, rooli):
    user = request.getfixturevalue(rooli)
    tiedosto = tuonnit.lue("12r5.json", aito.TAVUT)

    for toimi in (workflow.esikatsele_taulukko, workflow.tuo_taulukko):
        with kello.aseta(hetki(*HEINAKUUN_21)), pytest.raises(PermissionDenied):
            toimi(tiedosto, datetime.date(2026, 7, 21), user=user)

    assert not Tuonti.objects.exists()


def test_coordinator_of_an_area_that_is_not_in_use_is_denied(tuo):
    muualta = UserFactory(rooli=Rooli.KOORDINAATTORI, alue=AlueFactory(koodi="45", kaytossa=False))

    with pytest.raises(PermissionDenied):
        tuo(HEINAKUUN_21, aito.TAVUT, user=muualta)


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
def test_two_who_import_the_same_month_at_once_store_it_once(koordinaattori):
    mittarit.lataa(Mittari)
    call_command("lataa_kunnat", verbosity=0)
    tiedosto = tuonnit.lue("12r5.json", aito.TAVUT)
    tulokset = []

    def tuo():
        try:
            with kello.aseta(hetki(*HEINAKUUN_21)):
                tulokset.append(workflow.tuo_taulukko(tiedosto, datetime.date(2026, 7, 21)))
        finally:
            connection.close()

    with transaction.atomic():
        Kunta.objects.select_for_update(no_key=True).get(koodi="687")
        saikeet = [threading.Thread(target=tuo) for _ in range(2)]
        for saie in saikeet:
            saie.start()
    for saie in saikeet:
        saie.join()

    assert sorted(tuonti is None for tuonti in tulokset) == [False, True]
    assert (Tuonti.objects.count(), Havainto.objects.count()) == (1, 7084)


class TestKokoMaa:
    """The country's figures, which the source gives beside those of municipalities."""

    def luku(self, paiva: tuple[int, int, int], koodi="TYOTTOMATLOPUSSA"):
        havainnot = Maahavainto.objects.filter(mittari__koodi=koodi).tiedossa(hetki(*paiva, tunti=12))
        return [havainto.luku for havainto in havainnot]

    def test_they_are_stored_as_published(self, tuo):
        tuonti = tuo((2026, 7, 21), aito.TAVUT)

        assert tuonti.tulos["maa"] == 23
        assert self.luku((2026, 7, 21)) == [352001]
        assert self.luku((2026, 7, 20)) == []

    def test_same_file_again_changes_nothing(self, tuo):
        tuo((2026, 7, 21), aito.TAVUT)

        assert tuo((2026, 7, 22), aito.TAVUT) is None
        assert Maahavainto.objects.count() == 23

    def test_revision_of_the_country_alone_is_a_batch(self, tuo):
        tuo((2026, 7, 21), aito.TAVUT)

        tuonti = tuo((2026, 7, 22), aito.muutettu("SSS", TYOTTOMATLOPUSSA="352002"))

        assert (tuonti.tulos["uusia"], tuonti.tulos["muuttuneita"], tuonti.tulos["maa"]) == (0, 0, 1)
        assert self.luku((2026, 7, 21)) == [352001]
        assert self.luku((2026, 7, 22)) == [352002]

    def test_undoing_brings_back_the_earlier_one_from_its_day_on(self, tuo, koordinaattori):
        tuo((2026, 7, 21), aito.TAVUT)
        tuonti = tuo((2026, 7, 22), aito.muutettu("SSS", TYOTTOMATLOPUSSA="352002"))
        with kello.aseta(hetki(2026, 7, 24)):
            workflow.peru_tuonti(tuonti, "Väärä", user=koordinaattori)

        assert self.luku((2026, 7, 23)) == [352002]
        assert self.luku((2026, 7, 24)) == [352001]

    def test_preview_and_undoing_tell_of_them(self, client, tuo, koordinaattori):
        tuonti = tuo((2026, 7, 21), aito.TAVUT)
        client.force_login(koordinaattori)

        assert (
            "Koko maan lukuja: 23 uutta tai muuttunutta."
            in client.get(f"/seuranta/tuonnit/{tuonti.pk}/").text
        )
        assert (
            "Tuonnin koko maan luvut (23) perutaan samalla"
            in client.get(f"/seuranta/tuonnit/{tuonti.pk}/peru/").text
        )
