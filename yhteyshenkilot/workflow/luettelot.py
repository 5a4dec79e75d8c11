"""Sendings of the contact lists."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tiivisteet import json_tiiviste
from yhteyshenkilot import luettelo, permissions
from yhteyshenkilot.models import Luettelolahetys, Luettelosaaja


@transaction.atomic
def laheta_luettelo(alue, kunnat, *, user, nahty=None):
    """Send today's contact list to each municipality, and keep it as it was sent.

    ``nahty`` is the hash of the preview: what the sender saw is what leaves, or nothing does.
    """
    vaadi(permissions.saa_yllapitaa(user, alue.pk))
    if not kunnat:
        raise ValidationError(_("Valitse vähintään yksi kunta."))
    if any(kunta.alue_id != alue.pk for kunta in kunnat):
        raise ValidationError(_("Kaikki kunnat eivät kuulu työllisyysalueeseen. Valitse kunnat uudelleen."))
    sisalto = luettelo.koosta(alue, kunnat, kello.tanaan())
    tiiviste = json_tiiviste(sisalto)
    if nahty and nahty != tiiviste:
        raise ValidationError(
            _("Yhteystiedot muuttuivat esikatselun jälkeen. Tarkista luettelot ja lähetä uudelleen.")
        )
    lahetys = Luettelolahetys.objects.create(
        alue=alue,
        lahetysaika=kello.nyt(),
        lahettaja=user,
        lahettajan_nimi=user.nimi,
        sisalto=sisalto,
        tiiviste=tiiviste,
    )
    tiivisteet = kuntatiivisteet(sisalto)
    edelliset = edelliset_tiivisteet(kunnat, ennen=lahetys)
    saajat = luettelo.vastaanottajat(kunnat, kello.tanaan())
    Luettelosaaja.objects.bulk_create(
        Luettelosaaja(
            lahetys=lahetys,
            kunta=kunta,
            vastaanottajat=saajat[kunta.pk],
            tiiviste=tiivisteet[kunta.koodi],
            ennallaan=edelliset.get(kunta.pk) == tiivisteet[kunta.koodi],
        )
        for kunta in kunnat
    )
    audit.kirjaa(lahetys, "laheta_luettelo", user=user)
    jonoon("yhteyshenkilot.jobs.laheta_luettelo_sahkopostilla", lahetys=lahetys.pk)
    return lahetys


def kuntatiivisteet(sisalto):
    return {kunta["koodi"]: json_tiiviste(kunta) for kunta in sisalto["kunnat"]}


def edelliset_tiivisteet(kunnat, ennen=None):
    """Hash of the list last sent to each municipality, by the municipality's id."""
    saajat = Luettelosaaja.objects.filter(kunta__in=kunnat)
    if ennen:
        saajat = saajat.exclude(lahetys=ennen)
    uusimmat = saajat.order_by("kunta", "-lahetys__lahetysaika", "-pk").distinct("kunta")
    return dict(uusimmat.values_list("kunta", "tiiviste"))
