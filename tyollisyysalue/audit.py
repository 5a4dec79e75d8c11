"""The record of what people did."""

from tyollisyysalue import kello
from tyollisyysalue.models import Tapahtuma


def kirjaa(kohde, tapahtuma, *, user=None, syy="", tiedot=None):
    """Write an event of ``kohde``. Without a user the portal itself did it."""
    return Tapahtuma.objects.create(
        kohde=kohde,
        tapahtuma=tapahtuma,
        user=user,
        tekija=user.nimi if user else "Työllisyysalueportaali",
        aika=kello.nyt(),
        syy=syy,
        tiedot=tiedot or {},
    )
