"""Mail that must be known to have left: a row for each recipient, sent by the worker, and what the servers said."""

import hashlib
import uuid
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import get_language

from tyollisyysalue import kello, liitteet
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.models import Lahetys, Liite, User, Vastaanottaja
from tyollisyysalue.tiivisteet import json_tiiviste


@dataclass(frozen=True)
class Saaja:
    nimi: str
    sahkoposti: str
    user: User | None = None


def luo(
    laji,
    aihe,
    teksti,
    saajat,
    *,
    alue=None,
    kohde=None,
    user=None,
    kieli=None,
    kalenteri="",
    pdf=None,
    kuitattava=False,
    automaattinen=False,
):
    """Store a mail for the ``Saaja`` named and queue it. Call it inside the transaction of what it tells of.

    ``pdf`` is ``(file name, bytes)``. An address that comes twice gets the mail once. Without recipients None.
    """
    osoitteet = {saaja.sahkoposti.lower(): saaja for saaja in reversed(saajat)}
    if not osoitteet:
        return None
    lahetys = Lahetys.objects.create(
        laji=laji,
        alue=alue,
        kohde=kohde,
        kieli=kieli or get_language() or settings.LANGUAGE_CODE,
        aihe=aihe,
        teksti=teksti,
        kalenteri=kalenteri,
        kuitattava=kuitattava,
        automaattinen=automaattinen,
        tiiviste=json_tiiviste(
            {"aihe": aihe, "teksti": teksti, "kalenteri": kalenteri, "pdf": _tiiviste(pdf)}
        ),
        luontiaika=kello.nyt(),
        user=user,
        lahettaja=user.nimi if user else "Työllisyysalueportaali",
    )
    if pdf:
        nimi, tavut = pdf
        liitteet.tallenna(
            lahetys, ContentFile(tavut, name=nimi), user=user, julkisuus=Liite.Julkisuus.JULKINEN
        )
    Vastaanottaja.objects.bulk_create(
        Vastaanottaja(
            lahetys=lahetys,
            user=saaja.user,
            nimi=saaja.nimi,
            sahkoposti=saaja.sahkoposti,
            viestitunnus=f"<{uuid.uuid4()}@{_verkkotunnus()}>",
            muutosaika=lahetys.luontiaika,
        )
        for saaja in osoitteet.values()
    )
    jonoon("tyollisyysalue.jobs.laheta", lahetys=lahetys.pk)
    return lahetys


def _tiiviste(pdf):
    return hashlib.sha256(pdf[1]).hexdigest() if pdf else ""


def _verkkotunnus():
    return urlsplit(settings.PORTAALIN_OSOITE).hostname
