import datetime
import threading
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from seuranta import mittarit, workflow
from seuranta.models import Havainto, Mittari, Tuonti
from tests.seuranta.conftest import ELOKUU, SALASSA, hetki, mittari
from tyollisyysalue import kello

SYYSKUU = datetime.date(2025, 9, 1)


def test_batch_keeps_who_when_and_from_what(kirjaa, koordinaattori, rautavaara):
    tuonti = kirjaa(
        (2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, AVPAIKATLOPUSSA=SALASSA, huomautus="demoaineistoa"
    )

    tuonti.refresh_from_db()
    assert (tuonti.user, tuonti.aika, tuonti.laji) == (koordinaattori, hetki(2025, 9, 9), Tuonti.Laji.KASIN)
    assert (tuonti.lahde, tuonti.julkaisupvm) == (
        "KEHA-keskus, Työnvälitystilasto",
        datetime.date(2025, 9, 9),
    )
    assert tuonti.huomautus == "demoaineistoa"
    assert {
        (h.kunta, h.mittari.koodi, h.kuukausi, h.luku) for h in tuonti.havainnot.select_related("mittari")
    } == {
        (rautavaara, "TYOTTOMATLOPUSSA", ELOKUU, Decimal(66)),
        (rautavaara, "AVPAIKATLOPUSSA", ELOKUU, SALASSA),
    }


def test_same_figures_again_are_refused(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, AVPAIKATLOPUSSA=SALASSA)

    with pytest.raises(ValidationError) as error:
        kirjaa((2025, 9, 10), ELOKUU, TYOTTOMATLOPUSSA=66, AVPAIKATLOPUSSA=SALASSA)

    assert error.value.messages == [
        "Samat luvut on jo kirjattu kuukaudelle 8/2025. Muuta lukua, jos se on tarkistunut."
    ]
    assert Tuonti.objects.count() == 1


def test_revision_stores_only_what_changed(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, TYOTTOMATLOPUSSA=66, HAKIJALOPUSSA=104)

    tuonti = kirjaa((2025, 10, 12), ELOKUU, TYOTTOMATLOPUSSA=67, HAKIJALOPUSSA=104)

    assert [(h.mittari.koodi, h.luku) for h in tuonti.havainnot.all()] == [("TYOTTOMATLOPUSSA", 67)]
    assert Havainto.objects.count() == 3


def test_number_may_become_secret(kirjaa):
    kirjaa((2025, 9, 9), ELOKUU, AVPAIKATLOPUSSA=5)

    kirjaa((2025, 10, 12), ELOKUU, AVPAIKATLOPUSSA=SALASSA)

    assert [h.luku for h in Havainto.objects.uusimmat()] == [SALASSA]


def test_batch_without_figures_is_refused(kirjaa):
    with pytest.raises(ValidationError) as error:
        kirjaa((2025, 9, 9), ELOKUU)

    assert error.value.messages == ["Anna ainakin yksi luku tai merkki."]


@pytest.mark.parametrize(
    ("julkaisupvm", "viesti"),
    [
        (
            datetime.date(2025, 9, 10),
            "Julkaisupäivä ei voi olla tulevaisuudessa. Anna viimeistään 9.9.2025.",
        ),
        (
            datetime.date(2025, 8, 31),
            "Luvut julkaistaan vasta kuukauden päätyttyä. Tarkista kuukausi ja päivä.",
        ),
    ],
)
def test_publication_day_lies_between_the_month_and_today(koordinaattori, rautavaara, julkaisupvm, viesti):
    with kello.aseta(hetki(2025, 9, 9)), pytest.raises(ValidationError) as error:
        workflow.kirjaa_luvut(
            rautavaara,
            ELOKUU,
            {mittari("TYOTTOMATLOPUSSA"): Decimal(66)},
            "KEHA-keskus",
            julkaisupvm,
            user=koordinaattori,
        )

    assert error.value.message_dict == {"julkaisupvm": [viesti]}
    assert not Tuonti.objects.exists()


def test_source_is_required(koordinaattori, rautavaara):
    with kello.aseta(hetki(2025, 9, 9)), pytest.raises(ValidationError) as error:
        workflow.kirjaa_luvut(
            rautavaara,
            ELOKUU,
            {mittari("TYOTTOMATLOPUSSA"): Decimal(66)},
            "",
            datetime.date(2025, 9, 9),
            user=koordinaattori,
        )

    assert list(error.value.message_dict) == ["lahde"]


@pytest.mark.parametrize("rooli", ["raija", "asiantuntija", "sihteeri", "esittelija", "paakayttaja"])
def test_others_than_the_coordinator_are_denied(request, rautavaara, rooli):
    user = request.getfixturevalue(rooli)

    with kello.aseta(hetki(2025, 9, 9)), pytest.raises(PermissionDenied):
        workflow.kirjaa_luvut(
            rautavaara,
            ELOKUU,
            {mittari("TYOTTOMATLOPUSSA"): Decimal(66)},
            "KEHA-keskus",
            datetime.date(2025, 9, 9),
            user=user,
        )

    assert not Tuonti.objects.exists()


def test_coordinator_of_another_area_is_denied(kirjaa, iisalmi):
    with pytest.raises(PermissionDenied):
        kirjaa((2025, 9, 9), ELOKUU, kunta=iisalmi, TYOTTOMATLOPUSSA=66)


@pytest.mark.kanta
@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_same_month_at_once_do_not_record_it_twice(koordinaattori, rautavaara):
    mittarit.lataa(Mittari)
    virheet = []

    def kirjaa():
        try:
            with kello.aseta(hetki(2025, 9, 9)):
                workflow.kirjaa_luvut(
                    rautavaara,
                    ELOKUU,
                    {mittari("TYOTTOMATLOPUSSA"): Decimal(66)},
                    "KEHA-keskus",
                    datetime.date(2025, 9, 9),
                    user=koordinaattori,
                )
        except ValidationError as error:
            virheet.append(error.message)
        finally:
            connection.close()

    with transaction.atomic():
        workflow.Kunta.objects.select_for_update(no_key=True).get(pk=rautavaara.pk)
        saikeet = [threading.Thread(target=kirjaa) for _ in range(2)]
        for saie in saikeet:
            saie.start()
    for saie in saikeet:
        saie.join()

    assert Havainto.objects.count() == 1
    assert len(virheet) == 1
