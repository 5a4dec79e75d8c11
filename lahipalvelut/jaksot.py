"""Periods of days, both ends included, as they are written."""

from tyollisyysalue.tekstit import pvm


def jakso_tekstina(alku, loppu):
    """``8.1.–31.8.2025``, or ``1.12.2025–31.1.2026`` over a New Year."""
    if alku == loppu:
        return pvm(alku)
    if alku.year == loppu.year:
        return f"{alku.day}.{alku.month}.–{pvm(loppu)}"
    return f"{pvm(alku)}–{pvm(loppu)}"


def luettelo(osat, ja):
    """``a, b ja c``."""
    *alkuosat, viimeinen = osat
    return f"{', '.join(alkuosat)} {ja} {viimeinen}" if alkuosat else viimeinen
