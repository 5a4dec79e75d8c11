"""The link with which a recipient acknowledges a mail without signing in: signed, for this alone, good for 60 days."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from tyollisyysalue.models import Vastaanottaja

VOIMASSA = timedelta(days=60)
_SUOLA = "tyollisyysalue.kuittaukset"


def linkki(vastaanottaja):
    """The whole address, for the mail."""
    tunnus = signing.dumps(vastaanottaja.pk, salt=_SUOLA)
    return settings.PORTAALIN_OSOITE + reverse("kuittaus", args=[tunnus])


def avaa(tunnus):
    """The recipient of a link, or None when the link is wrong or too old."""
    try:
        pk = signing.loads(tunnus, salt=_SUOLA, max_age=VOIMASSA)
    except signing.BadSignature:
        return None
    return Vastaanottaja.objects.select_related("lahetys").filter(pk=pk).first()
