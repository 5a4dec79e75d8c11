"""Roles and what they reach. Reads only the memberships a user carries, so that models may use it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rooli(models.TextChoices):
    YHDYSHENKILO = "yhdyshenkilo", _("kunnan yhdyshenkilö")
    ASIANTUNTIJA = "asiantuntija", _("asiantuntija")
    KOORDINAATTORI = "koordinaattori", _("koordinaattori")
    SIHTEERI = "sihteeri", _("lautakunnan sihteeri")
    ESITTELIJA = "esittelija", _("esittelijä")
    PAAKAYTTAJA = "paakayttaja", _("pääkäyttäjä")


# Roles that work in an area; the administrator keeps users and sees no other work.
HENKILOSTO = (Rooli.ASIANTUNTIJA, Rooli.KOORDINAATTORI, Rooli.SIHTEERI, Rooli.ESITTELIJA)


def jasenyydet(user):
    """The user's memberships of today; none for one who has not signed in."""
    return user.jasenyydet_nyt if user.is_authenticated else []


def alueet(user, *roolit):
    """Ids of the areas in which the user works in one of the roles (any staff role when none is named)."""
    return {j.alue_id for j in jasenyydet(user) if j.alue_id and j.rooli in (roolit or HENKILOSTO)}


def kunnat(user):
    """Ids of the municipalities whose liaison the user is."""
    return {j.kunta_id for j in jasenyydet(user) if j.kunta_id}


def yhteistyoalueet(user):
    """Ids of the areas in whose cooperation the user takes part, as staff or as a municipality's liaison."""
    return alueet(user) | {j.kunta.alue_id for j in jasenyydet(user) if j.kunta_id}


def on(user, alue_id, *roolit):
    """Whether the user works in the area in one of the roles."""
    return alue_id in alueet(user, *roolit)
