"""Deadlines in days (150/1930): the starting day is not counted, and a last day on which nobody works moves on."""

from datetime import timedelta

from tyollisyysalue.pyhat import pyha

_LAUANTAI = 5


def viimeinen_paiva(alku, paivia):
    """The last of ``paivia`` days after ``alku``, or the next working day (§ 2, § 5)."""
    paiva = alku + timedelta(days=paivia)
    while paiva.weekday() >= _LAUANTAI or pyha(paiva):
        paiva += timedelta(days=1)
    return paiva
