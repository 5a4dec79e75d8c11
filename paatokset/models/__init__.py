from paatokset.models.asiakirjat import Asiakirja
from paatokset.models.osiot import Kasittely, Osio
from paatokset.models.paatokset import VALMISTELIJAT, Paatos
from paatokset.models.toimielimet import Toimielin

__all__ = ["VALMISTELIJAT", "Asiakirja", "Kasittely", "Osio", "Paatos", "Toimielin"]
