"""Who may, with requests. They speak of people; what state allows is asked of ``workflow``."""

from esitykset.models import KASITTELIJAT
from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli


def saa_lukea(user):
    return bool(roolit.kunnat(user) or roolit.alueet(user, *KASITTELIJAT))


def saa_laatia(user, kunta=None):
    """Liaisons write for their own municipality; without one: whether there is any to write for."""
    kunnat = roolit.kunnat(user)
    return kunta.pk in kunnat if kunta else bool(kunnat)


def saa_muokata(user, esitys):
    return esitys.kunta_id in roolit.kunnat(user)


def saa_lahettaa(user, esitys):
    return esitys.kunta_id in roolit.kunnat(user)


def saa_kirjata(user, esitys):
    return roolit.on(user, esitys.kunta.alue_id, Rooli.SIHTEERI)


def saa_avata_asian(user, alue_id):
    """Open a matter without a request."""
    return roolit.on(user, alue_id, Rooli.SIHTEERI)


def saa_ottaa_valmisteluun(user, esitys):
    return roolit.on(user, esitys.kunta.alue_id, Rooli.SIHTEERI)


def saa_vastata(user, esitys):
    return roolit.on(user, esitys.kunta.alue_id, Rooli.SIHTEERI)
