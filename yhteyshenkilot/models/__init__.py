from yhteyshenkilot.models.lahetykset import Luettelolahetys, Luettelosaaja
from yhteyshenkilot.models.ryhmat import Ryhmajasenyys, Tapaaminen, Yhteistyoryhma
from yhteyshenkilot.models.vastinparit import Vastinpari
from yhteyshenkilot.models.vastuut import Avainprosessi, Vastuu

__all__ = [
    "Avainprosessi",
    "Luettelolahetys",
    "Luettelosaaja",
    "Ryhmajasenyys",
    "Tapaaminen",
    "Vastinpari",
    "Vastuu",
    "Yhteistyoryhma",
]
