"""Calendars that a user's own program fetches: what kinds there are, and the addresses to fetch them from.

An app registers its kinds in ``<app>/syotteet.py``, which its ``AppConfig.ready`` imports::

    @rekisteroi
    class Tapaamiset(Syotelaji):
        avain = "yhteyshenkilot.tapaamiset"
        nimi = gettext_lazy("Ryhmien tapaamiset")
        ...

The address carries no rights of its own: each fetch reads what its user may see at that moment.
"""

import hashlib
import secrets
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import transaction

from tyollisyysalue import audit, kello
from tyollisyysalue.kalenteri import Merkinta, kalenteri
from tyollisyysalue.models import Kalenterisyote, User
from tyollisyysalue.permissions import vaadi


class Syotelaji:
    avain: ClassVar[str]
    # What the page and the calendar program call it: "Ryhmien tapaamiset".
    nimi: ClassVar[Any]
    # What the calendar holds, as a sentence.
    ohje: ClassVar[Any] = ""

    def saa_tilata(self, user: User) -> bool:
        raise NotImplementedError

    def merkinnat(self, user: User) -> Iterable[Merkinta]:
        """The events that the user may see now, in the language in force."""
        raise NotImplementedError


lajit: dict[str, Syotelaji] = {}


def rekisteroi(luokka):
    if luokka.avain in lajit:
        raise ValueError(f"two kinds of calendar are called {luokka.avain}")
    lajit[luokka.avain] = luokka()
    return luokka


def tilattavat(user):
    return [laji for laji in lajit.values() if laji.saa_tilata(user)]


@transaction.atomic
def luo(laji, kieli, *, user):
    """A new address; returns the row and the secret of the address, which is not kept anywhere."""
    vaadi(laji.saa_tilata(user))
    # The second of two presses waits, and then finds the address of the first.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    tunnus = secrets.token_urlsafe(32)
    syote = Kalenterisyote(
        user=user, laji=laji.avain, kieli=kieli, tiiviste=_tiiviste(tunnus), luontiaika=kello.nyt()
    )
    syote.full_clean()
    syote.save()
    audit.kirjaa(syote, "luo_kalenteri", user=user)
    return syote, tunnus


@transaction.atomic
def peru(syote, *, user):
    """From now on nothing is found at the address."""
    stored = Kalenterisyote.objects.select_for_update().get(pk=syote.pk)
    vaadi(stored.user_id == user.pk)
    if stored.peruttu is None:
        stored.peruttu = kello.nyt()
        stored.save(update_fields=["peruttu"])
        audit.kirjaa(stored, "peru_kalenteri", user=user)
    return stored


def avaa(tunnus):
    """The feed of an address, or None when the address is wrong or revoked, or its user may not sign in."""
    syote = (
        Kalenterisyote.objects.voimassa().select_related("user").filter(tiiviste=_tiiviste(tunnus)).first()
    )
    return syote if syote and syote.user.is_active and syote.laji in lajit else None


def sisalto(syote):
    """The calendar as its user may see it now; empty once the user's memberships are over."""
    laji = lajit[syote.laji]
    return kalenteri(laji.merkinnat(syote.user), nimi=str(laji.nimi))


def merkitse_haetuksi(syote):
    Kalenterisyote.objects.filter(pk=syote.pk).update(haettu=kello.nyt())


def _tiiviste(tunnus):
    return hashlib.sha256(tunnus.encode()).hexdigest()
