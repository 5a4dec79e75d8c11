from lahipalvelut.models.paivat import Palvelupaiva
from lahipalvelut.models.suunnitelmat import Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi

__all__ = ["Palvelupaiva", "Palvelupiste", "Palvelusuunnitelma", "Suunnitelmarivi"]
