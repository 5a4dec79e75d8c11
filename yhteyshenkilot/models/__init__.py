from yhteyshenkilot.models.korjausehdotukset import Korjausehdotus, Korjauskentta
from yhteyshenkilot.models.lahetykset import Luettelolahetys, Luettelosaaja
from yhteyshenkilot.models.ryhmat import Ryhmajasenyys, Tapaaminen, Yhteistyoryhma
from yhteyshenkilot.models.vastinpariehdotukset import Vastinpariehdotus
from yhteyshenkilot.models.vastinparit import Puoli, Vastinpari
from yhteyshenkilot.models.vastuut import Avainprosessi, Vastuu

__all__ = [
    "Avainprosessi",
    "Korjausehdotus",
    "Korjauskentta",
    "Luettelolahetys",
    "Luettelosaaja",
    "Puoli",
    "Ryhmajasenyys",
    "Tapaaminen",
    "Vastinpari",
    "Vastinpariehdotus",
    "Vastuu",
    "Yhteistyoryhma",
]
