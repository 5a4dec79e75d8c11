"""Months, kept as their first day."""

import calendar
import re
from datetime import date

from django.utils.formats import date_format

# The source has none older. Without a bound an address of the year 1 would be counted three years back from.
ENSIMMAINEN = date(2006, 1, 1)

# 8/2025, 8.2025, 2025-08 and the 2025M08 of the statistics.
_KK_VUOSI = re.compile(r"(?P<kk>\d{1,2})[./](?P<vuosi>\d{4})")
_VUOSI_KK = re.compile(r"(?P<vuosi>\d{4})(?:-|[Mm])(?P<kk>\d{1,2})")


def lue(teksti):
    """The month that a text names. Raises ``ValueError`` when it names none, or one before there were figures."""
    osuma = _KK_VUOSI.fullmatch(teksti.strip()) or _VUOSI_KK.fullmatch(teksti.strip())
    if not osuma:
        raise ValueError(f"{teksti!r} is not a month")
    kuukausi = date(int(osuma["vuosi"]), int(osuma["kk"]), 1)
    if kuukausi < ENSIMMAINEN:
        raise ValueError(f"{teksti!r} is a month before the first")
    return kuukausi


def koodi(kuukausi):
    """``2025M08``, as the source writes it."""
    return f"{kuukausi.year}M{kuukausi.month:02}"


def osoitteessa(kuukausi):
    """``2025-08``, for an address."""
    return f"{kuukausi.year}-{kuukausi.month:02}"


def lyhyt(kuukausi):
    """``8/2025``."""
    return f"{kuukausi.month}/{kuukausi.year}"


def sanoin(kuukausi):
    """``elokuu 2025``, in the active language."""
    return date_format(kuukausi, "YEAR_MONTH_FORMAT")


def viimeinen_paiva(kuukausi):
    return kuukausi.replace(day=calendar.monthrange(kuukausi.year, kuukausi.month)[1])


def siirra(kuukausi, maara):
    """The month ``maara`` months later."""
    jarjestys = kuukausi.year * 12 + kuukausi.month - 1 + maara
    return date(jarjestys // 12, jarjestys % 12 + 1, 1)
