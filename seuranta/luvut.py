"""Figures as people read and write them."""

from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from seuranta.models import Havainto
from tyollisyysalue.tekstit import NBSP, luku

# Word processors turn three full stops and a hyphen into these.
_KORJATUT = {"…": "...", "–": "-", "−": "-"}


def lue(teksti):
    """A number or a missing code out of what was typed. Raises ``ValueError`` with a sentence for people."""
    teksti = _KORJATUT.get(teksti.strip(), teksti.strip())
    if teksti in Havainto.Puuttuva.values:
        return Havainto.Puuttuva(teksti)
    try:
        arvo = Decimal(teksti.replace(NBSP, "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        arvo = Decimal("NaN")
    if not arvo.is_finite():
        raise ValueError(_("Kirjoita luku, esimerkiksi 66 tai 13,5, tai jokin merkeistä . .. ... .... -"))
    return arvo


def kirjoita(arvo, desimaalit):
    """A figure for people: the number, or in words why there is none."""
    if isinstance(arvo, Havainto.Puuttuva):
        return str(arvo.label)
    return luku(arvo, desimaalit)


def muutos(uusi, vanha, desimaalit):
    """The change between two figures with its sign; empty when either of them is no number."""
    if not isinstance(uusi, Decimal) or not isinstance(vanha, Decimal):
        return ""
    ero = uusi - vanha
    return ("+" if ero > 0 else "") + luku(ero, desimaalit)
