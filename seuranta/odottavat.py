"""Files that wait between their preview and the confirmation: kept for an hour, for the one who sent them."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

SAILYTYS = 60 * 60


@dataclass(frozen=True)
class Odottava:
    nimi: str
    tavut: bytes
    julkaisupvm: date
    # Out of the statistical service, not sent by the user.
    haettu: bool = False


def talleta(user, odottava):
    """Keep the file; returns the id by which ``hae`` finds it."""
    tunnus = uuid.uuid4()
    cache.set(_avain(user, tunnus), odottava, SAILYTYS)
    return tunnus


def hae(user, tunnus):
    """The file, or None when its time is over or it is another's."""
    return cache.get(_avain(user, tunnus))


def poista(user, tunnus):
    cache.delete(_avain(user, tunnus))


def _avain(user, tunnus):
    return f"tuonti:{user.pk}:{tunnus}"
