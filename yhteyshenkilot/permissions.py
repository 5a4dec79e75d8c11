"""Who may, with contacts. What is visible is asked of the QuerySets; these speak of acts and pages."""

from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli


def saa_lukea(user):
    """The contact pages are for those who take part in an area's cooperation."""
    return bool(roolit.yhteistyoalueet(user))


def saa_lukea_kuntaa(user, kunta):
    return kunta.pk in roolit.kunnat(user) or kunta.alue_id in roolit.alueet(user)


def saa_yllapitaa(user, alue_id):
    return roolit.on(user, alue_id, Rooli.KOORDINAATTORI)


def saa_kuittaa(user, saaja):
    """The municipality's own liaison acknowledges its list."""
    return saaja.kunta_id in roolit.kunnat(user)


def saa_vastata_kutsuun(user, osallistuminen):
    """For oneself; a coordinator writes down what others have told by telephone or mail."""
    oma = osallistuminen.henkilo.user_id == user.pk
    return oma or saa_yllapitaa(user, osallistuminen.tapaaminen.ryhma.alue_id)
