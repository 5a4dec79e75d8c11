"""What exists before the journey begins, and what would only be repetition of what the journey shows once."""

import asyncio
import datetime
import threading
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import connections
from procrastinate.contrib.django import app

from lahipalvelut import workflow as lahipalvelun_workflow
from lahipalvelut.models import Palvelupaiva
from paatokset.models import Toimielin
from paatokset.workflow import pykalasarja
from seuranta import mittarit
from seuranta.models import Mittari
from tests.browser.kello_middleware import hetki
from tyollisyysalue import demo, kello, sopimukset_demo
from tyollisyysalue.models import Numerosarja, Tyollisyysalue
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import workflow as yhteyshenkiloiden_workflow
from yhteyshenkilot.demo import PROSESSIT

ASIANUMERO = 1743
PYKALA = 58
# Added by hand in the browser.
LOMAKKEELLA = "alkupalvelut"


def rakenna():
    call_command("lataa_kunnat", stdout=StringIO())
    mittarit.lataa(Mittari)
    demo.rakenna()
    sopimukset_demo.rakenna()
    alue = Tyollisyysalue.objects.get(koodi=demo.ALUE)
    lautakunta = Toimielin.objects.create(
        alue=alue, nimi_fi="Työllisyysaluelautakunta", alkupvm=datetime.date(2025, 1, 1)
    )
    # The registers had numbers before the portal.
    Numerosarja.objects.create(avain=f"asia/{demo.ALUE}/2025", seuraava=ASIANUMERO)
    Numerosarja.objects.ohita(pykalasarja(lautakunta, 2025), PYKALA - 1)


def lisaa_muut_prosessit():
    alue = Tyollisyysalue.objects.get(koodi=demo.ALUE)
    koordinaattori = demo.kirjautuja(Rooli.KOORDINAATTORI)
    with kello.aseta(hetki()):
        for fi, sv, en in PROSESSIT:
            if fi != LOMAKKEELLA:
                yhteyshenkiloiden_workflow.lisaa_prosessi(
                    alue, nimi_fi=fi, nimi_sv=sv, nimi_en=en, user=koordinaattori
                )


def kirjaa_pidetyiksi(ennen):
    """Log the days that are still open, each on its own afternoon."""
    asiantuntija = demo.kirjautuja(Rooli.ASIANTUNTIJA)
    for paiva in Palvelupaiva.objects.for_list().filter(tila=Palvelupaiva.Tila.AVOIN, pvm__lt=ennen):
        with demo.hetkena(paiva.pvm.year, paiva.pvm.month, paiva.pvm.day, 15, 40):
            lahipalvelun_workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)


def aja_tyot():
    """Run what waits in the queue as the worker would, in a thread: the browser's loop runs in this one."""
    virheet: list[Exception] = []
    saie = threading.Thread(target=_aja_tyot, args=[hetki(), virheet])
    saie.start()
    saie.join()
    assert virheet == []


def _aja_tyot(hetki, virheet):
    async def aja():
        connector: Any = app.connector
        with app.replace_connector(connector.get_worker_connector()) as worker_app:
            async with worker_app.open_async():
                await worker_app.run_worker_async(
                    wait=False,
                    listen_notify=False,
                    install_signal_handlers=False,
                )

    try:
        with kello.aseta(hetki):
            asyncio.run(aja())
    except Exception as error:
        virheet.append(error)
    finally:
        connections.close_all()
