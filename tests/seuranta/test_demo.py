import datetime

import pytest
from django.core.management import call_command

from seuranta import demo
from seuranta.models import Havainto, Tuonti
from tyollisyysalue import demo as base_demo
from tyollisyysalue import faktat
from tyollisyysalue.faktat import Parametrit


@pytest.fixture
def demoalue(db):
    call_command("lataa_kunnat", verbosity=0)
    base_demo.rakenna()


def test_demo_records_marked_figures_once(demoalue):
    demo.rakenna()
    demo.rakenna()

    assert Tuonti.objects.count() == 5
    assert set(Tuonti.objects.values_list("huomautus", flat=True)) == {"demoaineistoa"}
    assert Havainto.objects.filter(kunta__koodi="687", puuttuva="...").count() == 2


def test_demo_gives_the_decision_its_sentence(demoalue):
    demo.rakenna()

    tuloste = faktat.esikatsele(
        "seuranta.avainluku_lause", Parametrit(kunta="687", paiva=datetime.date(2025, 9, 17)), "fi"
    )

    assert tuloste.teksti == (
        "Rautavaara, elokuu 2025: 104 työnhakijaa, joista työttömiä 66 (13,5\u00a0% työvoimasta)."
    )
    assert tuloste.selite.endswith("2025M08, julkaistu 9.9.2025, CC BY 4.0, demoaineistoa")
