from yhteyshenkilot.models.lahetykset import Luettelolahetys, Luettelosaaja
from yhteyshenkilot.models.ryhmat import Edustus, Ryhmajasenyys, Yhteistyoryhma
from yhteyshenkilot.models.tapaamiset import Asiakohta, Muistio, Osallistuminen, Tapaaminen, Tapaamissarja
from yhteyshenkilot.models.vastinparit import Vastinpari
from yhteyshenkilot.models.vastuut import Avainprosessi, Vastuu

__all__ = [
    "Asiakohta",
    "Avainprosessi",
    "Edustus",
    "Luettelolahetys",
    "Luettelosaaja",
    "Muistio",
    "Osallistuminen",
    "Ryhmajasenyys",
    "Tapaaminen",
    "Tapaamissarja",
    "Vastinpari",
    "Vastuu",
    "Yhteistyoryhma",
]
