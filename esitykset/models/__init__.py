from esitykset.models.asiat import KASITTELIJAT, Asia
from esitykset.models.esitykset import Esitys
from esitykset.models.kohdat import Kohta

__all__ = ["KASITTELIJAT", "Asia", "Esitys", "Kohta"]
