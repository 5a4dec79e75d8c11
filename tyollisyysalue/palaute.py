"""The course of feedback: anyone gives it, an administrator answers it within the time the law gives."""

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello, permissions
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.maaraajat import viimeinen_paiva
from tyollisyysalue.models import Numerosarja, Palaute
from tyollisyysalue.permissions import vaadi

Tila = Palaute.Tila

# 306/2019 § 10: two weeks for feedback on accessibility. The portal promises the same for any other.
VASTAUSPAIVIA = 14

# The receipt's address names one piece of feedback and nothing else.
_SUOLA = "palaute"
VOIMASSA = 60 * 24 * 60 * 60


@transaction.atomic
def anna(alue, *, aihe, teksti, kieli, sivu="", nimi="", sahkoposti=""):
    """Store feedback, number it, and let both sides know. Anyone may, signed in or not."""
    tanaan = kello.tanaan()
    numero = Numerosarja.objects.varaa(f"palaute/{alue.koodi}/{tanaan.year}")
    palaute = Palaute(
        alue=alue,
        numero=f"{numero}/{tanaan.year}",
        aihe=aihe,
        sivu=sivu,
        teksti=teksti,
        nimi=nimi,
        sahkoposti=sahkoposti,
        kieli=kieli,
        saapumisaika=kello.nyt(),
        maarapvm=viimeinen_paiva(tanaan, VASTAUSPAIVIA),
    )
    palaute.full_clean()
    palaute.save()
    # Who gave it is on the row alone, not in the event nor the history, so that it can be taken away there.
    audit.kirjaa(palaute, Tila.SAAPUNUT)
    if sahkoposti:
        jonoon("tyollisyysalue.jobs.laheta_palautteen_kuittaus", palaute=palaute.pk)
    if alue.sahkoposti:
        jonoon("tyollisyysalue.jobs.ilmoita_palautteesta", palaute=palaute.pk)
    return palaute


@transaction.atomic
def vastaa(palaute, vastaus, *, user):
    """Answer once: what has been sent is not changed afterwards."""
    stored = Palaute.objects.select_for_update().get(pk=palaute.pk)
    vaadi(permissions.saa_vastata_palautteeseen(user, stored))
    if stored.tila == Tila.VASTATTU:
        raise ValidationError(_("Palautteeseen on jo vastattu."))
    stored.tila = Tila.VASTATTU
    stored.vastaus = vastaus
    stored.vastausaika = kello.nyt()
    stored.vastaaja = user
    stored.full_clean()
    stored.save(update_fields=["tila", "vastaus", "vastausaika", "vastaaja"])
    audit.kirjaa(stored, Tila.VASTATTU, user=user)
    if stored.sahkoposti:
        jonoon("tyollisyysalue.jobs.laheta_vastaus_palautteeseen", palaute=stored.pk)
    return stored


def myohassa(palaute):
    return palaute.tila == Tila.SAAPUNUT and palaute.maarapvm < kello.tanaan()


def tunnus(palaute):
    """What the receipt's address carries: who has it sees the receipt and the answer, not the giver."""
    return signing.dumps(palaute.pk, salt=_SUOLA)


def tunnuksella(tunnus):
    """The feedback of a receipt's address, or None when the address is wrong or too old."""
    try:
        pk = signing.loads(tunnus, salt=_SUOLA, max_age=VOIMASSA)
    except signing.BadSignature:
        return None
    return Palaute.objects.filter(pk=pk).first()
