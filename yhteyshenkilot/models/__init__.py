from yhteyshenkilot.models.aukot import Aukkovaroitus
from yhteyshenkilot.models.korjausehdotukset import Korjausehdotus, Korjauskentta
from yhteyshenkilot.models.lahetykset import Luettelolahetys, Luettelosaaja
from yhteyshenkilot.models.poissaolot import Poissaolo
from yhteyshenkilot.models.ryhmat import Edustus, Ryhmajasenyys, Yhteistyoryhma
from yhteyshenkilot.models.tapaamiset import Asiakohta, Muistio, Osallistuminen, Tapaaminen, Tapaamissarja
from yhteyshenkilot.models.vastinpariehdotukset import Vastinpariehdotus
from yhteyshenkilot.models.vastinparit import Puoli, Vastinpari
from yhteyshenkilot.models.vastuut import Avainprosessi, Vastuu

__all__ = [
    "Asiakohta",
    "Aukkovaroitus",
    "Avainprosessi",
    "Edustus",
    "Korjausehdotus",
    "Korjauskentta",
    "Luettelolahetys",
    "Luettelosaaja",
    "Muistio",
    "Osallistuminen",
    "Poissaolo",
    "Puoli",
    "Ryhmajasenyys",
    "Tapaaminen",
    "Tapaamissarja",
    "Vastinpari",
    "Vastinpariehdotus",
    "Vastuu",
    "Yhteistyoryhma",
]
