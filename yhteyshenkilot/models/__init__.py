from yhteyshenkilot.models.aukot import Aukkovaroitus
from yhteyshenkilot.models.lahetykset import Luettelolahetys, Luettelosaaja
from yhteyshenkilot.models.poissaolot import Poissaolo
from yhteyshenkilot.models.ryhmat import Ryhmajasenyys, Tapaaminen, Yhteistyoryhma
from yhteyshenkilot.models.vastinparit import Vastinpari
from yhteyshenkilot.models.vastuut import Avainprosessi, Vastuu

__all__ = [
    "Aukkovaroitus",
    "Avainprosessi",
    "Luettelolahetys",
    "Luettelosaaja",
    "Poissaolo",
    "Ryhmajasenyys",
    "Tapaaminen",
    "Vastinpari",
    "Vastuu",
    "Yhteistyoryhma",
]
