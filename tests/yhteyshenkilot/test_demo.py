import datetime

import pytest
from django.core.management import call_command

from tyollisyysalue import demo as perusdemo
from tyollisyysalue import faktat, kello
from tyollisyysalue.faktat import Parametrit
from yhteyshenkilot import demo, luettelo
from yhteyshenkilot.models import (
    Avainprosessi,
    Luettelolahetys,
    Tapaaminen,
    Vastinpari,
    Vastuu,
    Yhteistyoryhma,
)

pytestmark = pytest.mark.django_db

KOKOUS = datetime.date(2025, 9, 17)


@pytest.fixture
def rakennettu(capsys):
    call_command("lataa_kunnat")
    perusdemo.rakenna()
    demo.rakenna()


def test_case_of_rautavaara(rakennettu):
    alue, kunnat = alue_ja_kunta("687")
    sisalto = luettelo.koosta(alue, kunnat, KOKOUS)

    rautavaara = luettelo.luettavaksi(sisalto["kunnat"][0])

    assert rautavaara["ilman_sijaista"] == ["kotoutuminen"]
    assert {rivi["nimi"]: [h["nimi"] for h in rivi["ensisijaiset"]] for rivi in rautavaara["prosessit"]} == {
        "alkupalvelut": ["Aino Harjula"],
        "nuoret": ["Milla Tuomikoski"],
        "nopea työllistyminen": ["Aino Harjula"],
        "työkyky": ["Oskari Pihlajasalo"],
        "kotoutuminen": ["Riikka Savilampi"],
        "työnantaja- ja yrityspalvelut": ["Veera Salmenranta"],
        "aloittavan yrittäjän palvelut": ["Heikki Louhivuori"],
    }
    assert [str(pari) for pari in Vastinpari.objects.all()] == ["Veera Salmenranta – Markku Rautajoki"]


def alue_ja_kunta(koodi):
    prosessi = Avainprosessi.objects.select_related("alue").first()
    return prosessi.alue, prosessi.alue.kunnat.filter(koodi=koodi)


def test_list_was_sent_to_all_eleven_on_12_june(rakennettu):
    lahetys = Luettelolahetys.objects.get()

    assert lahetys.lahetysaika.astimezone(kello.HELSINKI) == datetime.datetime(
        2025, 6, 12, 10, 15, tzinfo=kello.HELSINKI
    )
    assert lahetys.saajat.count() == 11


def test_meetings_of_the_case_are_the_next_ones_after_the_board_s(rakennettu):
    lauseet = [
        faktat.esikatsele(
            "yhteyshenkilot.tapaaminen", Parametrit(ryhma=ryhma.pk, paiva=KOKOUS), "fi"
        ).teksti.replace("\u00a0", " ")
        for ryhma in Yhteistyoryhma.objects.order_by("laji")
    ]

    assert lauseet == [
        "Seuraava tapaaminen (operatiivinen ohjausryhmä) pidetään 6.11.2025 klo 13.00.",
        "Seuraava tapaaminen (koillinen tuotantoalue) pidetään 25.9.2025 klo 9.00, "
        "mukana Lapinlahti, Rautavaara ja Siilinjärvi.",
    ]
    assert Tapaaminen.objects.alkaen(kello.nyt()).count() == 2


def test_second_build_adds_nothing(rakennettu):
    ennen = {malli: malli.objects.count() for malli in (Vastuu, Luettelolahetys, Tapaaminen)}

    demo.rakenna()

    assert {malli: malli.objects.count() for malli in ennen} == ennen
