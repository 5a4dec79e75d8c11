"""Figures of the demo. They are invented, and say so wherever they show."""

import datetime
from decimal import Decimal

from seuranta import mittarit, workflow
from seuranta.models import Havainto, Mittari, Tuonti
from tyollisyysalue import demo
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli

HUOMAUTUS = "demoaineistoa"
SARAKKEET = (
    "HAKIJALOPUSSA",
    "TYOTTOMATLOPUSSA",
    "TYOVOIMATK",
    "TYOTOSUUS",
    "PITKAAIKAISTYOTTOMAT",
    "TYOTTOMAT25",
    "TYOTTOMAT50",
    "TYOTTOMATULK",
    "LOMAUTETTU",
    "AVPAIKATLOPUSSA",
    "UUDETAVP",
)

# Municipality, month, day of publication, figures in the order of SARAKKEET; "..." is secret.
LUVUT = [
    ("687", (2025, 6), (2025, 7, 22), "107 69 490 14.1 30 7 38 5 6 5 8"),
    ("687", (2025, 7), (2025, 8, 19), "109 71 490 14.5 30 8 38 5 7 ... 6"),
    ("687", (2025, 8), (2025, 9, 9), "104 66 490 13.5 29 6 37 5 5 ... 7"),
    ("402", (2025, 8), (2025, 9, 9), "792 461 3904 11.8 208 63 196 24 38 12 21"),
    ("749", (2025, 8), (2025, 9, 9), "1562 921 10111 9.1 402 158 341 66 71 41 58"),
]


def rakenna():
    """Record the figures on their days of publication; nothing is recorded twice."""
    if Tuonti.objects.exists():
        return
    # The migration has loaded them, but a browser test empties every table when it ends.
    mittarit.lataa(Mittari)
    sarakkeet = Mittari.objects.in_bulk(SARAKKEET, field_name="koodi")
    koordinaattori = demo.kirjautuja(Rooli.KOORDINAATTORI)
    for koodi, kuukausi, julkaistu, luvut in LUVUT:
        with demo.hetkena(*julkaistu, 10):
            workflow.kirjaa_luvut(
                Kunta.objects.get(koodi=koodi),
                datetime.date(*kuukausi, 1),
                {
                    sarakkeet[mittari]: Havainto.Puuttuva.SALASSA if luku == "..." else Decimal(luku)
                    for mittari, luku in zip(SARAKKEET, luvut.split(), strict=True)
                },
                sarakkeet["HAKIJALOPUSSA"].lahde,
                datetime.date(*julkaistu),
                huomautus=HUOMAUTUS,
                user=koordinaattori,
            )
