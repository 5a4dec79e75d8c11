import datetime

import pytest
from django.core.management import call_command

from esitykset import demo
from esitykset.models import Esitys
from tyollisyysalue import demo as base_demo


@pytest.fixture
def esitykset(db):
    call_command("lataa_kunnat", verbosity=0)
    base_demo.rakenna()
    demo.rakenna()
    return list(Esitys.objects.order_by("pk"))


def test_rautavaaras_request_is_in_preparation_with_the_cases_dates(esitykset):
    esitys = esitykset[0]

    assert esitys.saapumishetki == "28.8.2025 klo\u00a014.12.37"
    assert (esitys.paatospvm, esitys.pykala) == (datetime.date(2025, 8, 25), "§ 143")
    assert esitys.asia.numero == "1743/00.01.02/2025"
    assert esitys.tila == Esitys.Tila.VALMISTELUSSA
    assert list(esitys.kohdat.values_list("numero", "otsikko")) == [
        (1, "Lähipalvelujen saatavuus ja saavutettavuus"),
        (2, "Yhteyshenkilön puuttuminen ja tiedonkulku"),
        (3, "Palvelujen vaikuttavuuden seuranta, tilastot ja yhteydenpito"),
        (4, "Palvelujen yhdenvertaisuus ja lakisääteisten palvelujen toteutuminen"),
        (5, "Henkilöstöresurssien riittävyys"),
    ]
    [liite] = esitys.liitteet.all()
    assert (liite.nimi, liite.tyyppi) == ("poytakirjanote-143.pdf", "application/pdf")
    paivat = [(t.tapahtuma, t.aika.date().isoformat()) for t in esitys.tapahtumat.all()]
    assert paivat[:3] == [
        ("ota_valmisteluun", "2025-09-02"),
        ("kirjaa", "2025-09-01"),
        ("laheta", "2025-08-28"),
    ]


def test_another_request_waits_to_be_registered(esitykset):
    assert len(esitykset) == 2
    assert esitykset[1].tila == Esitys.Tila.SAAPUNUT
    assert esitykset[1].kohdat.count() == 2


def test_nothing_is_built_twice(esitykset):
    demo.rakenna()

    assert list(Esitys.objects.order_by("pk")) == esitykset
