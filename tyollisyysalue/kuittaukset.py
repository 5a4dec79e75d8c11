"""The link with which a recipient acknowledges a mail without signing in: signed, for this alone, good for 60 days."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse

from tyollisyysalue import audit, kello
from tyollisyysalue.models import Vastaanottaja

VOIMASSA = timedelta(days=60)
_SUOLA = "tyollisyysalue.kuittaukset"


class Vanhentunut(Exception):
    """The link was ours, and has been too old to use for some time."""


def linkki(vastaanottaja):
    """The whole address, for the mail."""
    tunnus = signing.dumps(vastaanottaja.pk, salt=_SUOLA)
    return settings.PORTAALIN_OSOITE + reverse("kuittaus", args=[tunnus])


def avaa(tunnus):
    """The recipient of a link, or None when the link is wrong; ``Vanhentunut`` when it is too old."""
    try:
        pk = signing.loads(tunnus, salt=_SUOLA, max_age=VOIMASSA)
    except signing.SignatureExpired as error:
        raise Vanhentunut from error
    except signing.BadSignature:
        return None
    return Vastaanottaja.objects.select_related("lahetys").filter(pk=pk, lahetys__kuitattava=True).first()


@transaction.atomic
def kuittaa(vastaanottaja, *, kuittaaja, user=None):
    """Write down who acknowledged and when. Only the first time counts: a second press changes nothing."""
    lukittu = Vastaanottaja.objects.select_for_update().get(pk=vastaanottaja.pk)
    if lukittu.kuittausaika is None:
        lukittu.kuittausaika, lukittu.kuittaaja = kello.nyt(), kuittaaja
        lukittu.save(update_fields=["kuittausaika", "kuittaaja"])
        # By the link nobody has signed in; whose link it was is on the row.
        audit.kirjaa(lukittu, "kuittaa", user=user, tiedot={} if user else {"linkilla": True})
    return lukittu
