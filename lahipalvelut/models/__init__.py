from lahipalvelut.models.asiakasmaarat import Asiakasmaara
from lahipalvelut.models.jaksot import Jakso
from lahipalvelut.models.kirjaustunnukset import Kirjaustunnus
from lahipalvelut.models.paivat import Palvelupaiva
from lahipalvelut.models.sulut import Sulku
from lahipalvelut.models.suunnitelmat import Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi

__all__ = [
    "Asiakasmaara",
    "Jakso",
    "Kirjaustunnus",
    "Palvelupaiva",
    "Palvelupiste",
    "Palvelusuunnitelma",
    "Sulku",
    "Suunnitelmarivi",
]
