"""Who may, in the base. Predicates over what a user's memberships reach (``roolit``)."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from tyollisyysalue import roolit
from tyollisyysalue.models import Tyollisyysalue, User
from tyollisyysalue.models.lahetykset import LAHETTAJAT
from tyollisyysalue.roolit import Rooli


def vaadi(sallittu):
    """Stop here unless a predicate allowed it: the guard of every workflow function and of pages with a form."""
    if not sallittu:
        raise PermissionDenied


def saa_hallita(user):
    """The administration pages."""
    return bool(roolit.alueet(user, Rooli.PAAKAYTTAJA))


def saa_hallita_kayttajia(user, alue_id):
    """Memberships of the area and of its municipalities."""
    return roolit.on(user, alue_id, Rooli.PAAKAYTTAJA)


def saa_hallita_kayttajaa(user, kohde):
    """A user with a membership, be it over, where ``user`` is the administrator."""
    return saa_hallita(user) and User.objects.visible_to(user).filter(pk=kohde.pk).exists()


def saa_muuttaa_aluetta(user, alue_id):
    return roolit.on(user, alue_id, Rooli.PAAKAYTTAJA)


def saa_lukea_postia(user):
    return bool(roolit.alueet(user, Rooli.PAAKAYTTAJA))


def on_sopimuksen_osapuoli(user, sopimus):
    """Those who work for the area, and the municipality's own liaison."""
    return roolit.on(user, sopimus.alue_id, *Rooli) or sopimus.kunta_id in roolit.kunnat(user)


def saa_hallita_sopimuksia(user, alue_id):
    return roolit.on(user, alue_id, Rooli.PAAKAYTTAJA)


def saa_lisata_sopimuksia(user):
    return bool(roolit.alueet(user, Rooli.PAAKAYTTAJA))


def saa_lukea_palautteita(user):
    return bool(roolit.alueet(user, Rooli.PAAKAYTTAJA))


def saa_vastata_palautteeseen(user, palaute):
    return roolit.on(user, palaute.alue_id, Rooli.PAAKAYTTAJA)


def saa_lahettaa_uudelleen(user, lahetys):
    """Those who look after the area's mail; of a mail without an area its sender and the administrators."""
    if lahetys.alue_id:
        return roolit.on(user, lahetys.alue_id, *LAHETTAJAT)
    return saa_hallita(user) or (user.is_authenticated and lahetys.user_id == user.pk)


def saa_seurata_lahetyksia(user):
    """The delivery of some area's mail."""
    return bool(roolit.alueet(user, *LAHETTAJAT))


def vertailtavat_alueet(user):
    """The areas in use whose municipalities the user may see beside each other."""
    omat = Q(pk__in=roolit.yhteistyoalueet(user))
    return Tyollisyysalue.objects.visible_to(user).kaytossa().filter(omat | Q(yhdenvertaisuus_julkinen=True))
