import datetime

import pytest
from django.core.management import call_command

from esitykset import demo
from esitykset.models import Esitys
from tyollisyysalue import demo as base_demo
from tyollisyysalue import kello
from tyollisyysalue.models import Liite


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
    assert [esitys for esitys in esitykset if esitys.tila == Esitys.Tila.SAAPUNUT] == [esitykset[1]]
    assert esitykset[1].kunta.koodi == "687"
    assert esitykset[1].kohdat.count() == 2


def test_requests_of_other_municipalities_are_in_every_state_before_the_answer(esitykset):
    muut = esitykset[2:]

    assert {esitys.tila for esitys in muut} == {"luonnos", "kirjattu", "valmistelussa"}
    assert len({esitys.kunta_id for esitys in muut}) == 10
    lahetetyt = [esitys for esitys in muut if esitys.tila != Esitys.Tila.LUONNOS]
    for esitys in lahetetyt:
        assert esitys.paatospvm < esitys.saapumisaika.date() <= esitys.asia.avattu.date() <= kello.tanaan()
    # The register's numbers follow the days.
    asiat = sorted((esitys.asia.avattu, esitys.asia.juokseva) for esitys in lahetetyt)
    assert [numero for _avattu, numero in asiat] == sorted(numero for _avattu, numero in asiat)
    assert {liite.tyyppi for liite in Liite.objects.all()} == {"application/pdf"}
    assert Liite.objects.count() == 6


def test_nothing_is_built_twice(esitykset):
    demo.rakenna()

    assert list(Esitys.objects.order_by("pk")) == esitykset
