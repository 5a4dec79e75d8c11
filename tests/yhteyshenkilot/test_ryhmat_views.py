import datetime

import pytest

from tests.yhteyshenkilot.factories import (
    JasenFactory,
    RyhmaFactory,
    TapaaminenFactory,
)
from tests.yhteyshenkilot.sivut import osoite, sivu, teksti
from tyollisyysalue import kello
from yhteyshenkilot.models import (
    Ryhmajasenyys,
    Tapaaminen,
    Yhteistyoryhma,
)

pytestmark = pytest.mark.django_db


def test_group_with_members_and_meetings(kirjaudu, rautavaara):
    ryhma = RyhmaFactory(nimi_fi="operatiivinen ohjausryhmä", alue=rautavaara.alue)
    client = kirjaudu("koordinaattori")
    client.post(
        osoite("jasen-lisaa", ryhma.pk),
        {"kunta": rautavaara.pk, "edustaja": "", "alkupvm": "2025-01-01", "loppupvm": ""},
    )
    client.post(
        osoite("tapaaminen-sovi", ryhma.pk),
        {"alkuaika": "2031-11-06T13:00", "loppuaika": "2031-11-06T15:00", "paikka": "Kuopion kaupungintalo"},
    )

    response = client.get(osoite("ryhma", ryhma.pk))

    assert Ryhmajasenyys.objects.get().kunta == rautavaara
    assert Tapaaminen.objects.get().alkuaika == datetime.datetime(2031, 11, 6, 13, tzinfo=kello.HELSINKI)
    assert "to 6.11.2031 klo 13.00" in teksti(response).replace("\u00a0", " ")


def test_meeting_twice_at_the_same_time_is_told(kirjaudu, rautavaara):
    aika = datetime.datetime(2031, 11, 6, 13, tzinfo=kello.HELSINKI)
    tapaaminen = TapaaminenFactory(ryhma=RyhmaFactory(alue=rautavaara.alue), alkuaika=aika)

    response = kirjaudu("koordinaattori").post(
        osoite("tapaaminen-sovi", tapaaminen.ryhma_id),
        {"alkuaika": "2031-11-06T13:00", "loppuaika": "2031-11-06T15:00", "paikka": "Teams"},
    )

    assert "Ryhmällä on jo tapaaminen tähän aikaan." in teksti(response)
    assert sivu(response).select_one("#id_alkuaika")["value"] == "2031-11-06T13:00"


def test_coordinator_makes_a_group(kirjaudu, alue):
    kirjaudu("koordinaattori").post(
        osoite("ryhma-luo"), {"laji": "tuotantoalue", "nimi_fi": "koillinen tuotantoalue"}
    )

    assert Yhteistyoryhma.objects.get().alue == alue


def test_coordinator_ends_a_membership(kirjaudu, rautavaara):
    jasenyys = JasenFactory(kunta=rautavaara)

    kirjaudu("koordinaattori").post(osoite("jasen-paata", jasenyys.pk), {"loppupvm": "2030-12-31"})

    jasenyys.refresh_from_db()
    assert jasenyys.loppupvm == datetime.date(2030, 12, 31)


@pytest.mark.parametrize(("kuka", "tila"), [("raija", 200), ("kari", 404), ("sihteeri", 200)])
def test_group_by_role(kirjaudu, rautavaara, kuka, tila):
    jasenyys = JasenFactory(kunta=rautavaara)

    assert kirjaudu(kuka).get(osoite("ryhma", jasenyys.ryhma_id)).status_code == tila


@pytest.mark.parametrize("maara", [1, 3])
def test_groups_query_count(kirjaudu, rautavaara, siilinjarvi, django_assert_num_queries, maara):
    for numero in range(maara):
        ryhma = JasenFactory(kunta=rautavaara).ryhma
        JasenFactory(ryhma=ryhma, kunta=siilinjarvi)
        TapaaminenFactory(ryhma=ryhma, alkuaika=kello.nyt() + datetime.timedelta(days=numero))
    client = kirjaudu("koordinaattori")

    with django_assert_num_queries(5):
        client.get(osoite("ryhmat"))
    with django_assert_num_queries(10):
        client.get(osoite("ryhma", Yhteistyoryhma.objects.first().pk))
