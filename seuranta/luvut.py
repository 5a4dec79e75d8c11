"""Figures as people read and write them."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from seuranta.merkit import Puuttuva
from tyollisyysalue.tekstit import luku

# What Python reads besides, 1_000 and 1e5, nobody means as a figure of a table.
_LUKU = re.compile(r"[-−]?[0-9]{1,20}([.,][0-9]{1,20})?")
_TUHANNET = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")
# Word processors turn three full stops and a hyphen into these.
_KORJATUT = {"…": "...", "–": "-", "−": "-"}


def korjaa_merkki(teksti):
    return _KORJATUT.get(teksti, teksti)


def lue(teksti):
    """A number or a missing code out of what was typed. Raises ``ValueError`` with a sentence for people."""
    teksti = korjaa_merkki(teksti.strip())
    if teksti in Puuttuva.values:
        return Puuttuva(teksti)
    teksti = _TUHANNET.sub("", teksti)
    if not _LUKU.fullmatch(teksti):
        raise ValueError(_("Kirjoita luku, esimerkiksi 66 tai 13,5, tai jokin merkeistä . .. ... .... -"))
    return Decimal(teksti.replace("−", "-").replace(",", "."))


def tarkista(arvo, mittari):
    """Refuse a number that the measure cannot have: ``ValueError`` with a sentence for people."""
    if arvo < 0:
        raise ValueError(_("Luku ei voi olla negatiivinen. Anna nolla tai suurempi luku."))
    # Before the rounding, which a number of thirty digits would break.
    if arvo >= 10**10:
        raise ValueError(_("Luku on liian suuri. Tarkista se lähteestä."))
    if arvo != round(arvo, mittari.desimaalit):
        raise ValueError(
            {
                0: _("Anna kokonaisluku."),
                1: _("Anna luku yhdellä desimaalilla."),
            }.get(mittari.desimaalit, _("Desimaaleja on enintään kaksi."))
        )
    if mittari.yksikko == "prosentti" and arvo > 100:
        raise ValueError(_("Prosenttiosuus on enintään 100."))


def kirjoita(arvo, desimaalit):
    """A figure for people: the number, or in words why there is none."""
    if isinstance(arvo, Puuttuva):
        return str(arvo.label)
    return luku(arvo, desimaalit)


def muutos(uusi, vanha, desimaalit):
    """The change between two figures with its sign; empty when either of them is no number."""
    if not isinstance(uusi, Decimal) or not isinstance(vanha, Decimal):
        return ""
    ero = uusi - vanha
    return ("+" if ero > 0 else "") + luku(ero, desimaalit)
