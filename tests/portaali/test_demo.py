from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from esitykset.models import Esitys
from lahipalvelut.models import Palvelupaiva
from paatokset.demo.rautavaara import parametrit
from paatokset.models import Asiakirja, Paatos
from seuranta.models import Havainto
from tyollisyysalue import demo as perusdemo
from tyollisyysalue import palaute_demo
from tyollisyysalue.demo import KIRJAUTUJAT, SALASANA
from tyollisyysalue.faktat import LAJIT
from tyollisyysalue.models import Palaute, Sopimus, User
from tyollisyysalue.rajoitteet import FAKTALAHDE
from yhteyshenkilot.models import Luettelolahetys, Vastuu

pytestmark = pytest.mark.django_db

MALLIT = [User, Havainto, Sopimus, Vastuu, Luettelolahetys, Palvelupaiva, Esitys, Paatos, Asiakirja]


def run():
    output = StringIO()
    call_command("demo", stdout=output)
    return output.getvalue()


def test_demo_holds_the_case_and_is_made_once(client):
    call_command("lataa_kunnat", stdout=StringIO())

    output = run()

    paatos = Paatos.objects.get(asia__esitykset__kunta__koodi="687")
    assert (paatos.asia.numero, paatos.pykalatunnus, paatos.tila) == (
        "1743/00.01.02/2025",
        "§\u00a058",
        Paatos.Tila.TARKASTETTU,
    )
    assert [osoite in output for osoite, *_ in KIRJAUTUJAT] == [True] * 6
    assert client.login(email=KIRJAUTUJAT[0][0], password=SALASANA)
    maarat = [malli._default_manager.count() for malli in MALLIT]
    assert 0 not in maarat

    for avain, arvot in parametrit().values():
        # A change of any row that a fact rests on must make its kept reading old.
        mallit = {type(rivi) for rivi in LAJIT[avain].keraa(arvot).rivit}
        assert [malli for malli in mallit if FAKTALAHDE not in malli._meta.triggers] == []

    assert run() == output

    assert [malli._default_manager.count() for malli in MALLIT] == maarat


def test_demo_has_requests_and_decisions_in_every_state():
    call_command("lataa_kunnat", stdout=StringIO())

    run()

    assert set(Esitys.objects.values_list("tila", flat=True)) == set(Esitys.Tila)
    assert set(Paatos.objects.values_list("tila", flat=True)) == set(Paatos.Tila)
    julkiset = Paatos.objects.visible_to(AnonymousUser())
    assert list(julkiset.values_list("kokouspvm", "lopputulos")) == [
        (date(2026, 2, 18), Paatos.Lopputulos.MUUTETTU),
        (date(2025, 12, 10), Paatos.Lopputulos.EHDOTUKSEN_MUKAAN),
        (date(2025, 9, 17), Paatos.Lopputulos.EHDOTUKSEN_MUKAAN),
    ]
    # What has been approved rests on frozen facts, what is being written on live ones.
    for paatos in Paatos.objects.all():
        jaadytetty = paatos.hyvaksymisaika is not None
        assert {fakta.on_jaadytetty for fakta in paatos.faktat.all()} == {jaadytetty}


def test_demo_has_feedback_with_and_without_an_answer():
    call_command("lataa_kunnat", stdout=StringIO())
    perusdemo.rakenna()

    palaute_demo.rakenna()
    palaute_demo.rakenna()

    assert list(Palaute.objects.order_by("saapumisaika").values_list("tila", flat=True)) == [
        Palaute.Tila.VASTATTU,
        Palaute.Tila.SAAPUNUT,
    ]


def test_demo_is_refused_in_production(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="Set DEMO=1"):
        run()

    assert not User.objects.exists()
