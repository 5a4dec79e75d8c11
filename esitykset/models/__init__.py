from esitykset.models.asiat import KASITTELIJAT, Asia
from esitykset.models.esitykset import Esitys
from esitykset.models.kohdat import Kohta
from esitykset.models.liitokset import Asialinkki, Lukija
from esitykset.models.maaraajat import Maaraaika
from esitykset.models.viestit import Muistiinpano, Viesti

__all__ = [
    "KASITTELIJAT",
    "Asia",
    "Asialinkki",
    "Esitys",
    "Kohta",
    "Lukija",
    "Maaraaika",
    "Muistiinpano",
    "Viesti",
]
