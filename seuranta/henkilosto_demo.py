"""Person-years of the demo: three years by key process, invented. Whenever it is built a month has the same numbers."""

from decimal import Decimal

from seuranta import henkilosto, kuukaudet
from seuranta.models import Henkilostotilanne
from tyollisyysalue import avainprosessit, demo, kello
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.roolit import Rooli

KUUKAUSIA = 36
# Person-years of the processes in their order; small ones too, so that the page shows how they are put together.
POHJAT = [Decimal(n) for n in ("21.5", "9.0", "14.5", "6.5", "7.0", "5.5", "8.0", "7.5", "1.8", "4.0", "2.4")]


def rakenna():
    """Each month recorded on the day after it, those before the area's first day on that day; nothing twice."""
    if Henkilostotilanne.objects.exists():
        return
    alue, koordinaattori = Tyollisyysalue.objects.get(koodi=demo.ALUE), demo.kirjautuja(Rooli.KOORDINAATTORI)
    prosessit = avainprosessit.lue(alue)
    viimeinen = kuukaudet.siirra(kello.tanaan().replace(day=1), -1)
    for maara in range(1 - KUUKAUSIA, 1):
        kuukausi = kuukaudet.siirra(viimeinen, maara)
        with demo.hetki(max(kuukaudet.siirra(kuukausi, 1), demo.ALKU)):
            henkilosto.kirjaa_kuukausi(
                alue,
                kuukausi,
                {p.tunnus: htv(POHJAT[i % len(POHJAT)], kuukausi, i) for i, p in enumerate(prosessit)},
                0,
                user=koordinaattori,
            )


def htv(pohja, kuukausi, vuoro):
    """A slow growth, fewer hands in summer, and a swing of each process's own; with one decimal."""
    kulunut = (kuukausi.year - 2023) * 12 + kuukausi.month
    kerroin = 100 + Decimal(kulunut) / 6 - (5 if kuukausi.month in (7, 8) else 0)
    heilahdus = Decimal((kulunut * (vuoro + 3) + 5 * vuoro) % 7 - 3) / 10 if pohja >= 4 else 0
    return round(pohja * kerroin / 100 + heilahdus, 1)
