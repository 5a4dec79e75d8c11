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


def saa_kirjata_poissaolon(user, henkilo):
    """The coordinator for the people whose contacts one keeps, and everyone for oneself."""
    oma = henkilo.user_id is not None and henkilo.user_id == user.pk
    return saa_yllapitaa(user, henkilo.alue_id) or (oma and henkilo.alue_id in roolit.yhteistyoalueet(user))


def saa_luovuttaa(user, henkilo):
    """See what of a person's work must pass to others."""
    return saa_kirjata_poissaolon(user, henkilo)
