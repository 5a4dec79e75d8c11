"""Deadlines in days and months (150/1930).

The starting day is not counted, and a last day on which nobody works moves on.
"""

import calendar
from datetime import date, timedelta

from tyollisyysalue.pyhat import pyha

_LAUANTAI = 5


def viimeinen_paiva(alku, paivia):
    """The last of ``paivia`` days after ``alku``, or the next working day (§ 2, § 5)."""
    return siirra_arkipaivaan(alku + timedelta(days=paivia))


def kuukausien_paasta(alku, kuukausia):
    """The day of that number some months on, or the month's last where it has none (§ 3)."""
    vuosi, kuukausi = divmod(alku.year * 12 + alku.month - 1 + kuukausia, 12)
    viimeinen = calendar.monthrange(vuosi, kuukausi + 1)[1]
    return date(vuosi, kuukausi + 1, min(alku.day, viimeinen))


def siirra_arkipaivaan(paiva):
    """The day itself, or the next on which people work (§ 5)."""
    while paiva.weekday() >= _LAUANTAI or pyha(paiva):
        paiva += timedelta(days=1)
    return paiva
