"""Who may, in the base. Predicates over what a user's memberships reach (``roolit``)."""

from django.core.exceptions import PermissionDenied

from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli


def vaadi(sallittu):
    """Stop here unless a predicate allowed it: the guard of every workflow function and of pages with a form."""
    if not sallittu:
        raise PermissionDenied


def saa_lukea_postia(user):
    return bool(roolit.alueet(user, Rooli.PAAKAYTTAJA))


def saa_hallita_sopimuksia(user, alue_id):
    return roolit.on(user, alue_id, Rooli.PAAKAYTTAJA)


def saa_lisata_sopimuksia(user):
    return bool(roolit.alueet(user, Rooli.PAAKAYTTAJA))


def saa_lukea_palautteita(user):
    return bool(roolit.alueet(user, Rooli.PAAKAYTTAJA))


def saa_vastata_palautteeseen(user, palaute):
    return roolit.on(user, palaute.alue_id, Rooli.PAAKAYTTAJA)
