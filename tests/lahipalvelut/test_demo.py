import datetime

import pytest
from django.core.management import call_command

from lahipalvelut import demo
from lahipalvelut.models import Palvelupaiva
from tyollisyysalue import demo as perusdemo
from tyollisyysalue import kello


@pytest.fixture
def rakennettu(db):
    call_command("lataa_kunnat", verbosity=0)
    with kello.aseta(datetime.datetime(2026, 11, 24, 9, tzinfo=kello.HELSINKI)):
        perusdemo.rakenna()
        demo.rakenna()
        demo.jatka()
        yield


@pytest.mark.usefixtures("rakennettu")
def test_demo_follows_the_case():
    rautavaara = Palvelupaiva.objects.filter(kunta__koodi="687")
    sairaana, jouluaatto = rautavaara.filter(tila="peruttu")

    toteuma = rautavaara.jaksolla(datetime.date(2025, 1, 8), datetime.date(2025, 8, 31)).toteuma(
        kello.tanaan()
    )
    assert toteuma == {"suunniteltu": 17, "pidetty": 16, "peruttu": 1, "edessa": 0, "kirjaamatta": 0}
    assert (sairaana.pvm, sairaana.syykoodi, sairaana.ilmoitettu_tunteja, sairaana.on_akillinen) == (
        datetime.date(2025, 6, 11),
        "sairastuminen",
        1.5,
        True,
    )
    assert (jouluaatto.pvm, jouluaatto.syykoodi, jouluaatto.on_akillinen) == (
        datetime.date(2025, 12, 24),
        "arkipyha",
        False,
    )
    assert list(rautavaara.kirjaamatta(kello.tanaan()).values_list("pvm", flat=True)) == [
        datetime.date(2026, 10, 28),
        datetime.date(2026, 11, 11),
    ]
    assert rautavaara.last().pvm == datetime.date(2028, 2, 16)


@pytest.mark.usefixtures("rakennettu")
def test_demo_is_built_once():
    ennen = Palvelupaiva.objects.count()

    demo.rakenna()
    demo.jatka()

    assert Palvelupaiva.objects.count() == ennen
