"""How each user wants to hear of each kind of notice, and the link that ends mails without signing in.

They are the user's own wishes and no acts in any matter: the history of the rows is record enough.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from tyollisyysalue.ilmoitukset import Tapa, lajit
from tyollisyysalue.models import Ilmoitusasetus, User

VOIMASSA = timedelta(days=365)
_SUOLA = "tyollisyysalue.ilmoitukset.peru"


def tavat(user):
    """``{key: way}`` of every kind: as the user has chosen, else as the kind itself says."""
    valitut = dict(user.ilmoitusasetukset.values_list("laji", "tapa"))
    return {avain: Tapa(valitut.get(avain, laji.oletus)) for avain, laji in lajit.items()}


@transaction.atomic
def aseta(user, uudet):
    """Store the ways of ``uudet``; what is as it was leaves no row."""
    nykyiset = tavat(user)
    for avain, tapa in uudet.items():
        if tapa != nykyiset[avain]:
            Ilmoitusasetus.objects.update_or_create(user=user, laji=avain, defaults={"tapa": tapa})


def aseta_kieli(user, kieli):
    """The language of the user's mails."""
    if user.kieli != kieli:
        user.kieli = kieli
        user.save(update_fields=["kieli"])


def perumislinkki(user, avaimet):
    """The whole address, for the footer of a mail, of the page that ends mails of the kinds."""
    tunnus = signing.dumps([user.pk, *avaimet], salt=_SUOLA)
    return settings.PORTAALIN_OSOITE + reverse("ilmoitukset:peru", args=[tunnus])


def avaa(tunnus):
    """User and kinds of a link, or None when the link is wrong or too old. Kinds that are no more are left out."""
    try:
        pk, *avaimet = signing.loads(tunnus, salt=_SUOLA, max_age=VOIMASSA)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk).first()
    return (user, [avain for avain in avaimet if avain in lajit]) if user else None
