"""Which person-years of a month may be shown, so that no worker can be told from them. Pure.

The rule. A worker does at most one person-year, so a number of three or more is the work of three people at least: then
not even a colleague who knows his own share can tell another's. A process under three is not shown alone, not even when
it is one full year, since who works in a process is public. Small processes are shown together as one sum, to which the
smallest of the others are added until it is of two processes at least and three or more: else the total minus the rest
would betray them. Where nothing is left to add only the total is shown, and of an area under three nothing. Nought is
nobody's, so it is shown.

Everybody gets the same, the one who records included; only the form of recording shows what was written. The share of a
municipality is no row of this table: it is the area's total divided by jobseekers, and tells of no worker.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

PIENIN = Decimal(3)


@dataclass(frozen=True)
class Esitettava[Avain]:
    """``yhdessa`` are the processes shown as the one sum ``yhdessa_htv``; None is a number that is not shown."""

    prosessit: Mapping[Avain, Decimal]
    yhdessa: tuple[Avain, ...]
    yhdessa_htv: Decimal | None
    yhteensa: Decimal | None


def esitettava[Avain](luvut: Mapping[Avain, Decimal]) -> Esitettava[Avain]:
    """Of one month's person-years by process."""
    yhteensa = sum(luvut.values(), Decimal(0))
    nollat = {avain: htv for avain, htv in luvut.items() if not htv}
    if 0 < yhteensa < PIENIN:
        return Esitettava(nollat, tuple(avain for avain in luvut if avain not in nollat), None, None)
    # Equal numbers in the order of their keys, so that the same month always reads the same.
    jono = sorted((avain for avain in luvut if avain not in nollat), key=lambda avain: luvut[avain])
    yhdessa = [avain for avain in jono if luvut[avain] < PIENIN]
    muut = jono[len(yhdessa) :]
    while yhdessa and muut and (len(yhdessa) < 2 or _summa(luvut, yhdessa) < PIENIN):
        yhdessa.append(muut.pop(0))
    return Esitettava(
        {avain: htv for avain, htv in luvut.items() if avain in muut or avain in nollat},
        tuple(avain for avain in luvut if avain in yhdessa),
        _summa(luvut, yhdessa) if yhdessa else None,
        yhteensa,
    )


def _summa(luvut, avaimet):
    return sum((luvut[avain] for avain in avaimet), Decimal(0))
