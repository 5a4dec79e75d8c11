import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.utils import ProgrammingError

from esitykset.models import Asia, Esitys, Kohta
from tests.conftest import staff
from tests.esitykset.conftest import SAAPUI
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.kanta


def esitykset(user):
    return list(Esitys.objects.visible_to(user))


def test_draft_is_visible_to_own_liaisons_only(luonnos, raija, kari, sihteeri, koordinaattori):
    assert esitykset(raija) == [luonnos]
    assert esitykset(kari) == []
    assert esitykset(sihteeri) == []
    assert esitykset(koordinaattori) == []


def test_filed_request_is_visible_to_those_who_handle_it(
    saapunut, raija, kari, sihteeri, esittelija, koordinaattori, asiantuntija, paakayttaja
):
    for user in (raija, sihteeri, esittelija, koordinaattori):
        assert esitykset(user) == [saapunut]
    for user in (kari, asiantuntija, paakayttaja, AnonymousUser()):
        assert esitykset(user) == []


def test_filed_request_is_hidden_from_another_area(saapunut, naapurialue):
    assert esitykset(staff(naapurialue, Rooli.SIHTEERI, "Outi Naapuri")) == []


def test_items_and_matter_are_seen_with_the_request(kirjattu, raija, kari, sihteeri):
    assert Kohta.objects.visible_to(raija).count() == 2
    assert Kohta.objects.visible_to(kari).count() == 0
    assert list(Asia.objects.visible_to(raija)) == [kirjattu.asia]
    assert list(Asia.objects.visible_to(sihteeri)) == [kirjattu.asia]
    assert list(Asia.objects.visible_to(kari)) == []


@pytest.mark.parametrize(
    "muutos",
    [
        {"otsikko": "Toinen"},
        {"johdanto": "Toinen"},
        {"paatospvm": None},
        {"saapumisaika": SAAPUI + datetime.timedelta(days=1)},
        {"kiireellinen": True, "kiireen_perustelu": "Heti."},
        {"tila": "luonnos", "saapumisaika": None},
    ],
)
def test_filed_request_cannot_be_changed_even_past_the_workflow(saapunut, muutos):
    with pytest.raises(ProgrammingError), transaction.atomic():
        Esitys.objects.filter(pk=saapunut.pk).update(**muutos)

    assert Esitys.objects.get(pk=saapunut.pk).otsikko == "Esitys palvelujen toteutumisesta"


def test_draft_can_be_changed(luonnos):
    assert Esitys.objects.filter(pk=luonnos.pk).update(otsikko="Toinen") == 1


@pytest.mark.parametrize(
    "muutos", [{"otsikko": "Toinen"}, {"teksti": "Toinen"}, {"vaatimus": ""}, {"numero": 7}]
)
def test_items_of_a_filed_request_cannot_be_changed(saapunut, muutos):
    kohta = saapunut.kohdat.first()

    with pytest.raises(ProgrammingError), transaction.atomic():
        Kohta.objects.filter(pk=kohta.pk).update(**muutos)


def test_items_of_a_filed_request_cannot_be_added_removed_or_moved_away(saapunut, raija, rautavaara):
    toinen = Esitys.objects.create(kunta=rautavaara, otsikko="Toinen", laatija=raija)

    with pytest.raises(ProgrammingError), transaction.atomic():
        Kohta.objects.create(esitys=saapunut, numero=3, otsikko="Uusi")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Kohta.objects.filter(esitys=saapunut).delete()
    with pytest.raises(ProgrammingError), transaction.atomic():
        Kohta.objects.filter(esitys=saapunut, numero=1).update(esitys=toinen)

    assert saapunut.kohdat.count() == 2


def test_matters_number_cannot_be_changed(kirjattu):
    with pytest.raises(ProgrammingError), transaction.atomic():
        Asia.objects.filter(pk=kirjattu.asia_id).update(numero="1/00.01.02/2024")


def test_arrival_time_and_state_go_together(luonnos):
    with pytest.raises(IntegrityError, match="esitys_saapumisaika_lahetetylla"), transaction.atomic():
        Esitys.objects.filter(pk=luonnos.pk).update(tila="saapunut")
    with pytest.raises(IntegrityError, match="esitys_saapumisaika_lahetetylla"), transaction.atomic():
        Esitys.objects.filter(pk=luonnos.pk).update(saapumisaika=SAAPUI)


def test_registered_request_has_a_matter(saapunut):
    with pytest.raises(IntegrityError, match="esitys_asia_kirjatulla"), transaction.atomic():
        Esitys.objects.filter(pk=saapunut.pk).update(tila="kirjattu")


def test_municipality_decides_before_it_sends(luonnos):
    with pytest.raises(IntegrityError, match="esitys_paatetty_ennen_saapumista"), transaction.atomic():
        Esitys.objects.filter(pk=luonnos.pk).update(
            tila="saapunut", saapumisaika=SAAPUI, paatospvm=datetime.date(2025, 8, 29)
        )


def test_day_of_decision_is_compared_with_helsinkis_day(luonnos):
    """0.30 in Helsinki is still yesterday in UTC."""
    keskiyon_jalkeen = SAAPUI.replace(hour=0, minute=30)

    paivitetty = Esitys.objects.filter(pk=luonnos.pk).update(
        tila="saapunut", saapumisaika=keskiyon_jalkeen, paatospvm=datetime.date(2025, 8, 28)
    )

    assert paivitetty == 1


def test_urgency_needs_a_reason(luonnos):
    with pytest.raises(IntegrityError, match="esitys_kiireella_perustelu"), transaction.atomic():
        Esitys.objects.filter(pk=luonnos.pk).update(kiireellinen=True)


def test_numbers_of_matters_are_unique(kirjattu):
    asia = kirjattu.asia
    samat = {"alue": asia.alue, "luokka": "00.01.02", "otsikko": "Toinen", "avattu": SAAPUI}

    with pytest.raises(IntegrityError, match="asia_juokseva_kerran_vuodessa"), transaction.atomic():
        Asia.objects.create(**samat, vuosi=asia.vuosi, juokseva=asia.juokseva, numero="muu")
    with pytest.raises(IntegrityError, match="asia_numero_kerran"), transaction.atomic():
        Asia.objects.create(**samat, vuosi=asia.vuosi, juokseva=999, numero=asia.numero)


def test_item_number_is_unique_in_a_request(luonnos):
    with pytest.raises(IntegrityError, match="kohta_numero_kerran"), transaction.atomic():
        Kohta.objects.create(esitys=luonnos, numero=1)


def test_answered_item_has_answer_and_number(saapunut):
    with pytest.raises(IntegrityError, match="kohta_vastaus_ja_numero"), transaction.atomic():
        saapunut.kohdat.update(tila="vastattu")


def test_arrival_is_printed_to_the_second(saapunut):
    assert saapunut.saapumishetki == "28.8.2025 klo\u00a014.12.37"
