"""Who represents whom in a group, and when."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from tests.factories import HenkiloFactory
from tests.yhteyshenkilot.factories import EdustusFactory, JasenFactory, RyhmaFactory
from tests.yhteyshenkilot.sivut import osoite, sivu, teksti
from tyollisyysalue import koskeva
from yhteyshenkilot import workflow
from yhteyshenkilot.models import Edustus

pytestmark = pytest.mark.django_db

Tehtava = Edustus.Tehtava
ALKU = datetime.date(2025, 1, 1)
KESAKUU = datetime.date(2025, 6, 1)
TOUKOKUU = datetime.date(2025, 5, 31)


@pytest.fixture
def jasenyys(rautavaara):
    return JasenFactory(ryhma=RyhmaFactory(alue=rautavaara.alue), kunta=rautavaara)


@pytest.fixture
def edustaja(jasenyys):
    return EdustusFactory(jasenyys=jasenyys)


@pytest.mark.kanta
def test_second_representative_is_refused_by_the_database(jasenyys, edustaja):
    with pytest.raises(IntegrityError, match="edustus_yksi_varsinainen"), transaction.atomic():
        EdustusFactory(jasenyys=jasenyys, alkupvm=KESAKUU)


@pytest.mark.kanta
def test_person_is_in_a_group_once_at_a_time(jasenyys, edustaja):
    with pytest.raises(IntegrityError, match="edustus_henkilo_kerran"), transaction.atomic():
        EdustusFactory(jasenyys=jasenyys, henkilo=edustaja.henkilo, tehtava=Tehtava.VARA)


@pytest.mark.kanta
def test_second_chair_is_refused_by_the_database(jasenyys):
    EdustusFactory(ryhma=jasenyys.ryhma, tehtava=Tehtava.PUHEENJOHTAJA)

    with pytest.raises(IntegrityError, match="edustus_yksi_puheenjohtaja"), transaction.atomic():
        EdustusFactory(ryhma=jasenyys.ryhma, tehtava=Tehtava.PUHEENJOHTAJA)


@pytest.mark.kanta
def test_task_is_that_of_the_side(jasenyys):
    with pytest.raises(IntegrityError, match="edustus_tehtava_kunnan_tai_alueen"), transaction.atomic():
        EdustusFactory(jasenyys=jasenyys, tehtava=Tehtava.SIHTEERI)
    with pytest.raises(IntegrityError, match="edustus_tehtava_kunnan_tai_alueen"), transaction.atomic():
        EdustusFactory(ryhma=jasenyys.ryhma, tehtava=Tehtava.VARA)


def test_successor_begins_the_day_after_and_substitutes_are_many(jasenyys, edustaja, koordinaattori):
    workflow.paata_edustus(edustaja, datetime.date(2199, 12, 31), user=koordinaattori)
    for _ in range(2):
        EdustusFactory(jasenyys=jasenyys, tehtava=Tehtava.VARA)

    EdustusFactory(jasenyys=jasenyys, alkupvm=datetime.date(3000, 1, 1))

    assert jasenyys.edustukset.count() == 4


@pytest.mark.parametrize(
    ("muutokset", "kentta"),
    [
        ({"alkupvm": datetime.date(2024, 12, 31)}, "alkupvm"),
        ({"loppupvm": None}, "loppupvm"),
        ({"loppupvm": datetime.date(2026, 1, 1)}, "loppupvm"),
    ],
)
def test_representative_is_there_within_the_membership(jasenyys, muutokset, kentta):
    jasenyys.loppupvm = datetime.date(2025, 12, 31)
    jasenyys.save(update_fields=["loppupvm"])
    tiedot = {"alkupvm": ALKU, "loppupvm": jasenyys.loppupvm} | muutokset
    rivi = EdustusFactory.build(
        jasenyys=jasenyys, henkilo=HenkiloFactory(alue=jasenyys.ryhma.alue, kunta=jasenyys.kunta), **tiedot
    )

    with pytest.raises(ValidationError) as error:
        rivi.full_clean()

    assert list(error.value.message_dict) == [kentta]


def test_representative_works_for_the_municipality_and_the_area_s_own_for_the_area(jasenyys, siilinjarvi):
    alue = jasenyys.ryhma.alue
    vieras = HenkiloFactory(alue=alue, kunta=siilinjarvi)

    for rivi in (
        EdustusFactory.build(jasenyys=jasenyys, henkilo=vieras),
        EdustusFactory.build(ryhma=jasenyys.ryhma, henkilo=vieras),
        EdustusFactory.build(ryhma=RyhmaFactory(alue=alue), jasenyys=jasenyys, henkilo=vieras),
    ):
        with pytest.raises(ValidationError) as error:
            rivi.full_clean()
        assert set(error.value.message_dict) <= {"henkilo", "jasenyys"}


def test_leaving_municipality_takes_its_people_with_it(jasenyys, edustaja, koordinaattori):
    loppu = datetime.date(2999, 6, 30)

    workflow.paata_jasenyys(jasenyys, loppu, user=koordinaattori)

    edustaja.refresh_from_db()
    jasenyys.refresh_from_db()
    assert (jasenyys.loppupvm, edustaja.loppupvm) == (loppu, loppu)


def test_membership_does_not_end_before_somebody_begins(jasenyys, koordinaattori):
    EdustusFactory(jasenyys=jasenyys, alkupvm=datetime.date(2999, 8, 1))

    with pytest.raises(ValidationError, match=r"1\.8\.2999"):
        workflow.paata_jasenyys(jasenyys, datetime.date(2999, 6, 30), user=koordinaattori)


def test_naming_is_for_the_coordinator(jasenyys, raija):
    with pytest.raises(PermissionDenied):
        workflow.nimea_edustus(
            jasenyys.ryhma,
            HenkiloFactory(alue=jasenyys.ryhma.alue),
            Tehtava.PUHEENJOHTAJA,
            ALKU,
            user=raija,
        )


def test_new_member_comes_with_a_representative(kirjaudu, jasenyys, siilinjarvi):
    satu = HenkiloFactory(alue=siilinjarvi.alue, kunta=siilinjarvi, nimi="Satu Kasurinharju")
    tiedot = {"kunta": siilinjarvi.pk, "edustaja": satu.pk, "alkupvm": "2025-02-01", "loppupvm": ""}

    kirjaudu("koordinaattori").post(osoite("jasen-lisaa", jasenyys.ryhma_id), tiedot)

    edustus = Edustus.objects.get(henkilo=satu)
    assert (edustus.kunta, edustus.tehtava, edustus.alkupvm) == (
        siilinjarvi,
        Tehtava.VARSINAINEN,
        datetime.date(2025, 2, 1),
    )


def test_representative_of_another_municipality_is_told_at_the_field(kirjaudu, jasenyys, siilinjarvi):
    vieras = HenkiloFactory(alue=siilinjarvi.alue, kunta=jasenyys.kunta)
    tiedot = {"kunta": siilinjarvi.pk, "edustaja": vieras.pk, "alkupvm": "2025-02-01", "loppupvm": ""}

    response = kirjaudu("koordinaattori").post(osoite("jasen-lisaa", jasenyys.ryhma_id), tiedot)

    assert response.context["form"].errors == {"edustaja": ["Valitse henkilö, joka on kunnan palveluksessa."]}


def test_coordinator_names_and_ends(kirjaudu, jasenyys):
    henkilo = HenkiloFactory(alue=jasenyys.ryhma.alue, kunta=jasenyys.kunta, nimi="Markku Rautajoki")
    client = kirjaudu("koordinaattori")
    tiedot = {
        "jasenyys": jasenyys.pk,
        "henkilo": henkilo.pk,
        "tehtava": "vara",
        "alkupvm": "2025-02-01",
        "loppupvm": "",
    }

    client.post(osoite("edustus-nimea", jasenyys.ryhma_id), tiedot)
    edustus = Edustus.objects.get()
    client.post(osoite("edustus-paata", edustus.pk), {"loppupvm": "2199-12-31"})

    edustus.refresh_from_db()
    assert (edustus.tehtava, edustus.loppupvm) == (Tehtava.VARA, datetime.date(2199, 12, 31))


def test_second_representative_is_told_on_the_form(kirjaudu, jasenyys, edustaja):
    henkilo = HenkiloFactory(alue=jasenyys.ryhma.alue, kunta=jasenyys.kunta)
    tiedot = {
        "jasenyys": jasenyys.pk,
        "henkilo": henkilo.pk,
        "tehtava": "varsinainen",
        "alkupvm": "2025-02-01",
    }

    response = kirjaudu("koordinaattori").post(osoite("edustus-nimea", jasenyys.ryhma_id), tiedot)

    assert "Kunnalla on ryhmässä jo edustaja osan tästä ajasta." in teksti(response)


def test_group_is_shown_as_of_a_day(kirjaudu, jasenyys):
    for nimi, alku, loppu in [("Markku Rautajoki", ALKU, TOUKOKUU), ("Raija Vaarala", KESAKUU, None)]:
        henkilo = HenkiloFactory(alue=jasenyys.ryhma.alue, kunta=jasenyys.kunta, nimi=nimi)
        EdustusFactory(jasenyys=jasenyys, henkilo=henkilo, alkupvm=alku, loppupvm=loppu)
    client = kirjaudu("asiantuntija")

    nyt = teksti(client.get(osoite("ryhma", jasenyys.ryhma_id)))
    silloin = teksti(client.get(osoite("ryhma", jasenyys.ryhma_id), {"pvm": "2025-05-31"}))

    assert ("Raija Vaarala" in nyt, "Markku Rautajoki" in nyt) == (True, False)
    assert ("Raija Vaarala" in silloin, "Markku Rautajoki" in silloin) == (False, True)


def test_leaver_s_seats_are_in_the_hand_over(jasenyys, edustaja, koordinaattori):
    vara = EdustusFactory(jasenyys=jasenyys, tehtava=Tehtava.VARA)

    rivit = koskeva.hae(edustaja.henkilo, datetime.date(2025, 3, 1), None, koordinaattori)

    [rivi] = [rivi for rivi in rivit if jasenyys.ryhma.nimi in rivi.teksti]
    assert rivi.siirto == osoite("edustus-paata", edustaja.pk)
    assert rivi.sijainen == vara.henkilo


def test_hand_over_shows_a_liaison_no_act(jasenyys, edustaja, raija, kari):
    alku = datetime.date(2025, 3, 1)

    assert [rivi.siirto for rivi in koskeva.hae(edustaja.henkilo, alku, None, raija)] == [None]
    assert koskeva.hae(edustaja.henkilo, alku, None, kari) == []


def test_members_see_no_acts(kirjaudu, jasenyys, edustaja):
    page = sivu(kirjaudu("raija").get(osoite("ryhma", jasenyys.ryhma_id)))

    assert osoite("edustus-paata", edustaja.pk) not in str(page)
    assert osoite("edustus-nimea", jasenyys.ryhma_id) not in str(page)
