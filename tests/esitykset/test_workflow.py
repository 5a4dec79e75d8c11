import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from esitykset import workflow
from esitykset.models import Asia, Esitys, Kohta
from esitykset.workflow import Kohtasyote, Vastaus
from tests.esitykset.conftest import KOHDAT, SAAPUI, TIEDOT
from tests.tyollisyysalue.nayttetiedostot import PDF
from tyollisyysalue import kello
from tyollisyysalue.models import Ilmoitus, Numerosarja
from tyollisyysalue.versiot import Vanhentunut

Tila = Esitys.Tila


def otsikot(esitys):
    return list(esitys.kohdat.values_list("numero", "otsikko"))


def liita(esitys, user):
    return workflow.lisaa_liite(esitys, SimpleUploadedFile("ote.pdf", PDF), julkisuus="julkinen", user=user)


def test_every_state_is_in_the_table():
    assert set(workflow.SIIRTYMAT) == set(Tila)


def test_luo_numbers_the_items(luonnos):
    assert luonnos.tila == Tila.LUONNOS
    assert otsikot(luonnos) == [(1, "Lähipalvelujen saatavuus"), (2, "Tiedonkulku")]


def test_luo_for_another_municipality_is_denied(raija, siilinjarvi):
    with pytest.raises(PermissionDenied):
        workflow.luo(siilinjarvi, TIEDOT, user=raija)


def test_tallenna_luonnos_changes_adds_and_removes_items(luonnos, raija):
    eka, toka = luonnos.kohdat.all()

    workflow.tallenna_luonnos(
        luonnos,
        luonnos.versio,
        {"otsikko": "Uusi otsikko"},
        [
            Kohtasyote("Uusi ensimmäinen", "Teksti"),
            Kohtasyote("Tiedonkulku paremmaksi", "Teksti", pk=toka.pk),
            Kohtasyote(pk=eka.pk, poista=True),
        ],
        user=raija,
    )

    luonnos.refresh_from_db()
    assert (luonnos.otsikko, luonnos.versio) == ("Uusi otsikko", 2)
    assert otsikot(luonnos) == [(1, "Uusi ensimmäinen"), (2, "Tiedonkulku paremmaksi")]
    assert luonnos.kohdat.get(numero=2).pk == toka.pk


@pytest.mark.kanta
def test_tallenna_luonnos_can_swap_numbers(luonnos, raija):
    eka, toka = luonnos.kohdat.all()
    syotteet = [Kohtasyote(k.otsikko, k.teksti, pk=k.pk) for k in (toka, eka)]

    workflow.tallenna_luonnos(luonnos, luonnos.versio, {}, syotteet, user=raija)

    assert otsikot(luonnos) == [(1, "Tiedonkulku"), (2, "Lähipalvelujen saatavuus")]


def test_tallenna_luonnos_keeps_items_it_does_not_know(luonnos, raija):
    workflow.tallenna_luonnos(luonnos, luonnos.versio, {}, [Kohtasyote("Uusi")], user=raija)

    assert [otsikko for _, otsikko in otsikot(luonnos)] == ["Uusi", "Lähipalvelujen saatavuus", "Tiedonkulku"]


def test_tallenna_luonnos_on_an_old_version_is_refused(luonnos, raija):
    workflow.tallenna_luonnos(luonnos, 1, {"otsikko": "Ensin"}, [], user=raija)

    with pytest.raises(Vanhentunut):
        workflow.tallenna_luonnos(luonnos, 1, {"otsikko": "Sitten"}, [], user=raija)

    assert Esitys.objects.get().otsikko == "Ensin"


def test_tallenna_luonnos_by_another_municipality_is_denied(luonnos, kari):
    with pytest.raises(PermissionDenied):
        workflow.tallenna_luonnos(luonnos, 1, {"otsikko": "Toinen"}, [], user=kari)


def test_draft_functions_refuse_a_filed_request(saapunut, raija):
    with pytest.raises(ValidationError, match="jo lähetetty"):
        workflow.tallenna_luonnos(saapunut, saapunut.versio, {}, [], user=raija)
    with pytest.raises(ValidationError, match="jo lähetetty"):
        liita(saapunut, raija)


def test_attachment_can_be_removed_from_a_draft(luonnos, raija):
    liite = liita(luonnos, raija)

    workflow.poista_liite(luonnos, liite, user=raija)

    liite.refresh_from_db()
    assert liite.poistettu is not None
    assert luonnos.versio == 3


def test_laheta_stores_the_arrival_and_defers_its_mails(luonnos, raija, sihteeri):
    liita(luonnos, raija)

    with kello.aseta(SAAPUI):
        workflow.laheta(luonnos, user=raija)

    luonnos.refresh_from_db()
    assert (luonnos.tila, luonnos.saapumisaika) == (Tila.SAAPUNUT, SAAPUI)
    kuittaus = luonnos.tapahtumat.get(tapahtuma="laheta")
    assert (kuittaus.aika, kuittaus.tekija) == (SAAPUI, "Raija Vaarala")
    assert kuittaus.tiedot == {"kohtia": 2, "liitteita": 1}
    assert list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "args")) == [
        ("tyollisyysalue.jobs.laheta", {"lahetys": luonnos.lahetykset.get().pk}),
        ("tyollisyysalue.jobs.laheta_ilmoitus", {"ilmoitus": Ilmoitus.objects.get().pk}),
    ]


def test_laheta_twice_is_refused(saapunut, raija):
    with pytest.raises(ValidationError, match="saapunut"):
        workflow.laheta(saapunut, user=raija)


def test_laheta_by_others_is_denied(luonnos, kari, sihteeri):
    for user in (kari, sihteeri):
        with pytest.raises(PermissionDenied):
            workflow.laheta(luonnos, user=user)


def test_laheta_refuses_a_text_that_the_sender_has_not_seen(luonnos, raija):
    workflow.tallenna_luonnos(luonnos, 1, {"otsikko": "Muuttunut"}, [], user=raija)

    with pytest.raises(Vanhentunut):
        workflow.laheta(luonnos, user=raija, versio=1)


@pytest.mark.parametrize(
    ("tiedot", "kohdat", "puute"),
    [
        ({"toimielin": ""}, KOHDAT, "Kirjoita, mikä kunnan toimielin päätti esityksestä."),
        ({"paatospvm": None}, KOHDAT, "Kirjoita kunnan päätöksen päivä."),
        (
            {"paatospvm": datetime.date(2025, 8, 29)},
            KOHDAT,
            "Kunnan päätöksen päivä ei voi olla lähetyspäivän jälkeen. Korjaa päivä.",
        ),
        ({}, [], "Lisää esitykseen vähintään yksi kohta."),
        ({}, [Kohtasyote(teksti="Teksti")], "Kirjoita kohdan 1 otsikko."),
        ({}, [KOHDAT[0], Kohtasyote(otsikko="Otsikko")], "Kirjoita kohdan 2 kuvaus."),
    ],
)
def test_laheta_says_what_is_missing(raija, rautavaara, tiedot, kohdat, puute):
    with kello.aseta(SAAPUI):
        luonnos = workflow.luo(rautavaara, TIEDOT | tiedot, kohdat, user=raija)

        with pytest.raises(ValidationError) as error:
            workflow.laheta(luonnos, user=raija)

    assert error.value.messages == [puute]
    assert Esitys.objects.get().tila == Tila.LUONNOS


@pytest.mark.kanta
def test_kirjaa_opens_a_matter_with_the_next_number_of_the_year(saapunut, sihteeri):
    Numerosarja.objects.create(avain="asia/17/2025", seuraava=1743)

    with kello.aseta(datetime.datetime(2025, 9, 1, 9, 5, tzinfo=kello.HELSINKI)):
        asia = workflow.kirjaa(saapunut, "00.01.02", "Rautavaaran esitys", user=sihteeri)

    saapunut.refresh_from_db()
    assert (saapunut.tila, saapunut.asia) == (Tila.KIRJATTU, asia)
    assert (asia.numero, asia.otsikko, asia.alue) == (
        "1743/00.01.02/2025",
        "Rautavaaran esitys",
        saapunut.kunta.alue,
    )
    assert saapunut.tapahtumat.get(tapahtuma="kirjaa").tiedot == {"asianumero": "1743/00.01.02/2025"}


@pytest.mark.kanta
def test_running_number_starts_again_each_year_of_helsinki(raija, rautavaara, sihteeri):
    numerot = []
    # Half past midnight on New Year's Day in Helsinki is still the old year in UTC.
    for hetki in (
        datetime.datetime(2025, 12, 31, 23, 30, tzinfo=kello.HELSINKI),
        datetime.datetime(2026, 1, 1, 0, 30, tzinfo=kello.HELSINKI),
        datetime.datetime(2026, 1, 2, 9, 0, tzinfo=kello.HELSINKI),
    ):
        with kello.aseta(hetki):
            esitys = workflow.luo(rautavaara, TIEDOT, KOHDAT, user=raija)
            workflow.laheta(esitys, user=raija)
            numerot.append(workflow.kirjaa(esitys, "00.01.02", "Otsikko", user=sihteeri).numero)

    assert numerot == ["1/00.01.02/2025", "1/00.01.02/2026", "2/00.01.02/2026"]


@pytest.mark.kanta
def test_kirjaa_with_a_bad_class_takes_no_number(saapunut, sihteeri):
    with pytest.raises(ValidationError):
        workflow.kirjaa(saapunut, "hallinto", "Otsikko", user=sihteeri)

    assert not Asia.objects.exists()
    assert not Numerosarja.objects.exists()


def test_kirjaa_by_others_is_denied(saapunut, raija, koordinaattori, esittelija):
    for user in (raija, koordinaattori, esittelija):
        with pytest.raises(PermissionDenied):
            workflow.kirjaa(saapunut, "00.01.02", "Otsikko", user=user)


def test_kirjaa_twice_is_refused(kirjattu, sihteeri):
    with pytest.raises(ValidationError, match="kirjattu"):
        workflow.kirjaa(kirjattu, "00.01.02", "Otsikko", user=sihteeri)

    assert Asia.objects.count() == 1


def test_ota_valmisteluun_needs_a_registered_request(saapunut, sihteeri):
    with pytest.raises(ValidationError, match="saapunut"):
        workflow.ota_valmisteluun(saapunut, user=sihteeri)


def test_tallenna_vastaukset_stores_answers_and_answers_the_request(valmistelussa, sihteeri):
    eka, toka = valmistelussa.kohdat.all()
    numero = "§ 58, 17.9.2025"

    workflow.tallenna_vastaukset(
        valmistelussa,
        {
            eka.pk: Vastaus(
                '<p class="alkupera">Lähipäivät <b>pidettiin</b>.<sup class="viite"><a href="#lahde-1">1</a></sup></p>'
                "<script>alert(1)</script>",
                numero,
            ),
            toka.pk: Vastaus("<p>Kohta ei kuulu toimielimelle.</p>", numero, vastattu=False),
        },
        user=sihteeri,
    )

    assert list(valmistelussa.kohdat.values_list("tila", "vastaus", "vastauksen_numero")) == [
        (Kohta.Tila.VASTATTU, '<p class="alkupera">Lähipäivät <b>pidettiin</b>.</p>', numero),
        (Kohta.Tila.EI_VASTATA, "<p>Kohta ei kuulu toimielimelle.</p>", numero),
    ]
    assert Esitys.objects.get().tila == Tila.VASTATTU


def test_tallenna_vastaukset_needs_an_answer_to_every_item(valmistelussa, sihteeri):
    eka = valmistelussa.kohdat.first()

    with pytest.raises(ValidationError, match="Jokaisella"):
        workflow.tallenna_vastaukset(valmistelussa, {eka.pk: Vastaus("<p>A</p>", "§ 58")}, user=sihteeri)

    assert Esitys.objects.get().tila == Tila.VALMISTELUSSA


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
def test_two_secretaries_at_once_never_get_the_same_number(raija, rautavaara, sihteeri):
    # Made without the workflow: the jobs of a sending would outlive this test's clean-up.
    esitykset = [
        Esitys.objects.create(
            kunta=rautavaara, laatija=raija, tila=Tila.SAAPUNUT, saapumisaika=SAAPUI, **TIEDOT
        )
        for _ in range(6)
    ]

    def kirjaa(esitys):
        try:
            return workflow.kirjaa(esitys, "00.01.02", "Otsikko", user=sihteeri).juokseva
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        numerot = list(pool.map(kirjaa, esitykset))

    assert sorted(numerot) == [1, 2, 3, 4, 5, 6]
