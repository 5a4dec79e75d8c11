import datetime

import pytest
from django.core.management import call_command

from lahipalvelut import demo
from lahipalvelut.models import Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tyollisyysalue import demo as perusdemo
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta, Tapahtuma
from yhteyshenkilot import demo as yhteyshenkiloiden_demo


@pytest.fixture
def rakennettu(db):
    call_command("lataa_kunnat", verbosity=0)
    with kello.aseta(datetime.datetime(2026, 11, 24, 9, tzinfo=kello.HELSINKI)):
        perusdemo.rakenna()
        yhteyshenkiloiden_demo.rakenna()
        demo.rakenna()
        demo.jatka()
        yield


@pytest.mark.usefixtures("rakennettu")
def test_demo_follows_the_case():
    rautavaara = Palvelupaiva.objects.filter(kunta__koodi="687")
    sairaana, jouluaatto, loppiainen = rautavaara.filter(tila="peruttu")

    toteuma = rautavaara.jaksolla(datetime.date(2025, 1, 8), datetime.date(2025, 8, 31)).toteuma(
        kello.tanaan()
    )
    assert {nimi: maara for nimi, maara in toteuma.items() if maara} == {
        "suunniteltu": 17,
        "pidetty": 16,
        "peruttu": 1,
        "menneet": 17,
    }
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
    # Of the days to come the one on a holiday has been seen to.
    assert (loppiainen.pvm, loppiainen.syykoodi) == (datetime.date(2027, 1, 6), "arkipyha")
    assert list(rautavaara.kirjaamatta(kello.tanaan()).values_list("pvm", flat=True)) == [
        datetime.date(2026, 10, 28),
        datetime.date(2026, 11, 11),
    ]
    assert rautavaara.last().pvm == datetime.date(2028, 2, 16)


@pytest.mark.usefixtures("rakennettu")
def test_demo_is_built_once():
    ennen = list(Palvelupaiva.objects.order_by("pk").values()), Tapahtuma.objects.count()

    demo.rakenna()
    demo.jatka()

    assert (list(Palvelupaiva.objects.order_by("pk").values()), Tapahtuma.objects.count()) == ennen


@pytest.mark.usefixtures("rakennettu")
def test_every_municipality_has_places_and_a_plan():
    kunnat = set(Kunta.objects.filter(alue__koodi="17").values_list("koodi", flat=True))
    voimassa = Palvelusuunnitelma.objects.voimassa(kello.tanaan())
    rivit = Suunnitelmarivi.objects.voimassa(kello.tanaan())

    assert len(kunnat) == 11
    assert set(Palvelupiste.objects.exclude(saapumisohje="").values_list("kunta__koodi", flat=True)) == kunnat
    assert set(Palvelusuunnitelma.objects.values_list("kunta__koodi", flat=True)) == kunnat
    # One plan is late and one is to be made soon, for the coordinator.
    assert kunnat - set(voimassa.values_list("kunta__koodi", flat=True)) == {"921"}
    assert list(voimassa.exclude(loppupvm=None).values_list("kunta__koodi", "loppupvm")) == [
        ("844", datetime.date(2026, 12, 31))
    ]
    assert set(rivit.values_list("vali", flat=True)) == {1, 2, 3}
    assert sorted(
        rivit.filter(suunnitelma__kunta__koodi="749").values_list("ankkuripvm__iso_week_day", flat=True)
    ) == [
        2,
        4,
    ]
    assert [rivi for rivi in rivit if not rivi.prosessit.exists()] == []


@pytest.mark.usefixtures("rakennettu")
def test_every_municipality_has_days_logged_cancelled_open_and_ahead():
    tanaan = kello.tanaan()

    for rivi in Suunnitelmarivi.objects.paattymattomat(tanaan):
        toteuma = rivi.palvelupaivat.toteuma(tanaan)
        assert (toteuma["kirjaamatta"], toteuma["pidetty"] > 15, toteuma["edessa"] > 0) == (2, True, True)
    menneet = Palvelupaiva.objects.filter(pvm__lt=tanaan)
    perutut = menneet.filter(tila="peruttu")
    # Every municipality's days sum up to what a reader takes for true.
    assert 0.04 < perutut.count() / menneet.count() < 0.15
    assert set(perutut.values_list("kunta__koodi", flat=True)) == set(
        menneet.values_list("kunta__koodi", flat=True)
    )
    assert set(perutut.values_list("syykoodi", flat=True)) == set(Palvelupaiva.Syykoodi)


@pytest.mark.usefixtures("rakennettu")
def test_nobody_is_in_two_places_at_once():
    paivat = Palvelupaiva.objects.values_list("rivi__vastuuhenkilo", "pvm", "alkuklo")

    assert len(set(paivat)) == len(paivat)
