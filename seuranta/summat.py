"""Sums over municipalities. A secret figure is never zero: the sum is then a range.

In table 12r5 the smallest number shown beside zero is five, so a secret one is from one to four.
"""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seuranta.merkit import Puuttuva
from tyollisyysalue.tekstit import luku

PIENIN_SALAINEN, SUURIN_SALAINEN = 1, 4

NOLLAT = {Puuttuva.EI_YHTAAN, Puuttuva.EPALOOGINEN}


@dataclass(frozen=True)
class Vali:
    """What a number is at least and at most; ``enintaan`` is None where nothing tells."""

    vahintaan: Decimal
    enintaan: Decimal | None


@dataclass(frozen=True)
class Summa(Vali):
    salassa: int
    puuttuu: int


def summaa(luvut):
    """The sum of figures, each a ``Decimal``, a ``Puuttuva``, or None where nothing was recorded."""
    tunnettu, salassa, puuttuu = Decimal(0), 0, 0
    for arvo in luvut:
        if isinstance(arvo, Decimal):
            tunnettu += arvo
        elif arvo is Puuttuva.SALASSA:
            salassa += 1
        elif arvo not in NOLLAT:
            puuttuu += 1
    return summa(tunnettu, salassa, puuttuu)


def summa(tunnettu, salassa, puuttuu):
    """The sum of what is known and of so many secret figures, where so many more are not known."""
    return Summa(
        vahintaan=tunnettu + salassa * PIENIN_SALAINEN,
        enintaan=None if puuttuu else tunnettu + salassa * SUURIN_SALAINEN,
        salassa=salassa,
        puuttuu=puuttuu,
    )


def ilman_rajaa(summa):
    """The sum where nothing tells how large a secret figure is: it is at least what is known."""
    if not summa.salassa:
        return summa
    return replace(summa, vahintaan=summa.vahintaan - summa.salassa * PIENIN_SALAINEN, enintaan=None)


def osuus(osa, kokonaisuus):
    """``osa`` of ``kokonaisuus`` in per cent, or None when either is not known or there is nothing to divide by.

    A part is at most the whole.
    """
    if osa.enintaan is None or kokonaisuus.enintaan is None or not kokonaisuus.vahintaan:
        return None
    return Vali(
        vahintaan=100 * osa.vahintaan / kokonaisuus.enintaan,
        enintaan=max(
            100 * osa.vahintaan / kokonaisuus.enintaan,
            min(Decimal(100), 100 * osa.enintaan / kokonaisuus.vahintaan),
        ),
    )


def tarkka(vali, desimaalit):
    """The number as it is printed, where its ends are one; else None."""
    if vali.enintaan != vali.vahintaan:
        return None
    return vali.vahintaan.quantize(Decimal(1).scaleb(-desimaalit), ROUND_HALF_UP)


def sanoina(vali, desimaalit):
    """``1 741–1 744``, ``vähintään 1 741``, or one number where both ends are printed the same."""
    alku = luku(vali.vahintaan, desimaalit)
    if vali.enintaan is None:
        return _("vähintään %(luku)s") % {"luku": alku}
    loppu = luku(vali.enintaan, desimaalit)
    return alku if alku == loppu else f"{alku}–{loppu}"


def huomautus(summa):
    """How many figures of the sum are secret and how many are not known."""
    osat = []
    if summa.salassa:
        osat.append(
            ngettext("%(maara)d salassa pidettävä luku", "%(maara)d salassa pidettävää lukua", summa.salassa)
            % {"maara": summa.salassa}
        )
    if summa.puuttuu:
        osat.append(
            ngettext("%(maara)d kunnan luku puuttuu", "%(maara)d kunnan luvut puuttuvat", summa.puuttuu)
            % {"maara": summa.puuttuu}
        )
    return ", ".join(osat)
