"""The worker killed while it sends: nobody's mail is lost, and nobody gets it twice without the portal saying so."""

import random
from collections import Counter
from contextlib import suppress

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from tests.factories import AlueFactory
from tests.posti.conftest import odota, tapa, vanhenna_elonmerkit
from tyollisyysalue import lahetykset
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.lahetykset import Saaja
from tyollisyysalue.models import Vastaanottaja

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.kanta]

Tila = Vastaanottaja.Tila
VASTAANOTTAJIA = 300
TAPPOJA = 4


def luo(saajia, **kwargs):
    saajat = [Saaja(f"Saaja {n}", f"saaja{n}@kunta.example") for n in range(saajia)]
    return lahetykset.luo("koe", "Yhteyshenkilöluettelo", "Liitteenä luettelo.", saajat, **kwargs)


def jatka():
    """What the queue does of itself every other minute, and may have done already."""
    with suppress(AlreadyEnqueued):
        jonoon("tyollisyysalue.jobs.jatka_keskeytyneita", timestamp=0)


def kesken(lahetys):
    return lahetys.vastaanottajat.filter(tila__in=[Tila.ODOTTAA, Tila.LAHETYKSESSA]).count()


def tapa_kesken_kaiken(tyontekija, palvelin, kertoja):
    for _ in range(kertoja):
        alussa = len(palvelin.saapuneet())
        prosessi = tyontekija()
        jatka()
        lisaa = random.randint(10, 50)
        odota(lambda alussa=alussa, lisaa=lisaa: len(palvelin.saapuneet()) >= alussa + lisaa, vali=0.001)
        tapa(prosessi)
    jatka()


def test_killed_worker_loses_nothing_and_doubles_nothing_in_silence(tyontekija, palvelin, koordinaattori):
    palvelin.kaynnista("--hidas=0.005")
    lahetys = luo(VASTAANOTTAJIA, alue=AlueFactory())
    tunnukset = dict(lahetys.vastaanottajat.values_list("sahkoposti", "viestitunnus"))

    tapa_kesken_kaiken(tyontekija, palvelin, TAPPOJA)
    tyontekija()
    odota(lambda: not kesken(lahetys))

    tilat = dict(lahetys.vastaanottajat.values_list("sahkoposti", "tila"))
    epaselvat = {osoite for osoite, tila in tilat.items() if tila == Tila.EPASELVA}
    assert set(tilat.values()) <= {Tila.LAHETETTY, Tila.EPASELVA}
    assert len(epaselvat) <= TAPPOJA
    saapuneet = palvelin.saapuneet()
    assert {s["saaja"]: s["tunnus"] for s in saapuneet}.items() <= tunnukset.items()
    assert set(Counter(s["tunnus"] for s in saapuneet).values()) == {1}
    assert set(tilat) - {s["saaja"] for s in saapuneet} <= epaselvat

    for rivi in lahetys.vastaanottajat.filter(tila=Tila.EPASELVA):
        lahetykset.laheta_uudelleen(rivi, user=koordinaattori)
    odota(lambda: not kesken(lahetys))

    assert set(lahetys.vastaanottajat.values_list("tila", flat=True)) == {Tila.LAHETETTY}
    kerrat = Counter(s["saaja"] for s in palvelin.saapuneet())
    assert set(kerrat) == set(tunnukset)
    assert {osoite for osoite, kertoja in kerrat.items() if kertoja > 1} <= epaselvat
    assert {s["saaja"]: s["tunnus"] for s in palvelin.saapuneet()} == tunnukset


def test_worker_that_only_seems_dead_goes_on_alone(tyontekija, palvelin):
    """The queue gives its job to another while it sends; what it is sending is not taken for a dead run's."""
    palvelin.kaynnista("--hidas=0.05")
    lahetys = luo(60)
    eka = tyontekija()
    odota(lambda: palvelin.saapuneet())
    tyontekija()
    vanhenna_elonmerkit()
    jatka()
    toisella = ProcrastinateJob.objects.filter(task_name=lahetykset.TYO, attempts__gte=1)
    odota(lambda: toisella.exists())
    assert eka.poll() is None

    odota(lambda: not kesken(lahetys))

    assert set(lahetys.vastaanottajat.values_list("tila", flat=True)) == {Tila.LAHETETTY}
    kerrat = Counter(s["saaja"] for s in palvelin.saapuneet())
    assert (len(kerrat), set(kerrat.values())) == (60, {1})


def test_notice_in_doubt_goes_again_by_itself(tyontekija, palvelin):
    palvelin.kaynnista("--hidas=60")
    lahetys = luo(1, automaattinen=True)
    prosessi = tyontekija()
    odota(lambda: palvelin.saapuneet())
    tapa(prosessi)
    palvelin.pysayta()
    palvelin.kaynnista()

    jatka()
    tyontekija()
    odota(lambda: lahetys.vastaanottajat.get().tila == Tila.ODOTTAA)
    # A minute passes.
    lahetys.vastaanottajat.update(seuraava_yritys=None)
    jonoon(lahetykset.TYO, lahetys=lahetys.pk)
    odota(lambda: lahetys.vastaanottajat.get().tila == Tila.LAHETETTY)

    rivi = lahetys.vastaanottajat.get()
    assert rivi.yrityksia == 2
    assert [s["tunnus"] for s in palvelin.saapuneet()] == [rivi.viestitunnus] * 2
