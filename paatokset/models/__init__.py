from paatokset.models.asiakirjat import Asiakirja
from paatokset.models.kirjasto import Fraasi, Fraasinkaytto, Lainkohta
from paatokset.models.osiot import Kasittely, Osio
from paatokset.models.paatokset import VALMISTELIJAT, Paatos
from paatokset.models.toimielimet import Asiakirjaosa, Toimielin
from paatokset.models.toisinnot import Osiotoisinto, Paatostoisinto
from paatokset.models.valmistelu import Kesken, Kommentti, Muokkaaja, Paatosversio, Vertailu

__all__ = [
    "VALMISTELIJAT",
    "Asiakirja",
    "Asiakirjaosa",
    "Fraasi",
    "Fraasinkaytto",
    "Kasittely",
    "Kesken",
    "Kommentti",
    "Lainkohta",
    "Muokkaaja",
    "Osio",
    "Osiotoisinto",
    "Paatos",
    "Paatostoisinto",
    "Paatosversio",
    "Toimielin",
    "Vertailu",
]
