"""Cooperation groups, the municipalities in them and the people who represent these."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm as paivays
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Edustus, Ryhmajasenyys, Yhteistyoryhma
from yhteyshenkilot.workflow.kutsut import paivita_kutsut
from yhteyshenkilot.workflow.rivit import lisaa, paata


@transaction.atomic
def luo_ryhma(alue, *, user, laji, nimi_fi, nimi_sv="", nimi_en=""):
    ryhma = Yhteistyoryhma(alue=alue, laji=laji, nimi_fi=nimi_fi, nimi_sv=nimi_sv, nimi_en=nimi_en)
    return lisaa(ryhma, "luo_ryhma", user=user, alue_id=alue.pk)


@transaction.atomic
def lisaa_jasen(ryhma, kunta, alkupvm, loppupvm=None, *, user, edustaja=None):
    """A municipality joins; with ``edustaja`` it is represented from the first day on."""
    jasenyys = Ryhmajasenyys(ryhma=ryhma, kunta=kunta, alkupvm=alkupvm, loppupvm=loppupvm)
    lisaa(jasenyys, "lisaa_jasen", user=user, alue_id=ryhma.alue_id)
    if edustaja:
        nimea_edustus(
            ryhma, edustaja, Edustus.Tehtava.VARSINAINEN, alkupvm, loppupvm, jasenyys=jasenyys, user=user
        )
    return jasenyys


@transaction.atomic
def paata_jasenyys(jasenyys, loppupvm, *, user):
    """A municipality leaves, and with it those who represent it."""
    stored = Ryhmajasenyys.objects.select_for_update(of=["self"]).select_related("ryhma").get(pk=jasenyys.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.ryhma.alue_id))
    edustukset = stored.edustukset.select_for_update(of=["self"]).select_related("henkilo")
    if tuleva := edustukset.filter(alkupvm__gt=loppupvm).first():
        raise ValidationError(
            _(
                "%(nimi)s on nimetty edustamaan kuntaa %(pvm)s alkaen. "
                "Päätä jäsenyys aikaisintaan sinä päivänä."
            ),
            params={"nimi": tuleva.henkilo.nimi, "pvm": paivays(tuleva.alkupvm)},
        )
    # First the people: none of them may outlast the municipality.
    for edustus in edustukset.paattymatta(loppupvm + timedelta(days=1)):
        _paata_edustus(edustus, loppupvm, user)
    paata(stored, "loppupvm", loppupvm)
    audit.kirjaa(stored, "paata_jasenyys", user=user, tiedot={"loppupvm": loppupvm.isoformat()})
    paivita_kutsut(stored.ryhma, user=user)
    return stored


@transaction.atomic
def nimea_edustus(ryhma, henkilo, tehtava, alkupvm, loppupvm=None, *, jasenyys=None, user):
    """Name a person to the group. Meetings to which the others are invited already send an invitation."""
    edustus = Edustus(
        ryhma=ryhma,
        jasenyys=jasenyys,
        henkilo=henkilo,
        tehtava=tehtava,
        alkupvm=alkupvm,
        loppupvm=loppupvm,
    )
    lisaa(edustus, "nimea_edustus", user=user, alue_id=ryhma.alue_id)
    paivita_kutsut(ryhma, user=user)
    return edustus


@transaction.atomic
def paata_edustus(edustus, loppupvm, *, user):
    """Set a person's last day. Meetings after it are taken out of the person's calendar."""
    stored = (
        Edustus.objects.select_for_update(of=["self"])
        .select_related("ryhma", "jasenyys", "henkilo")
        .get(pk=edustus.pk)
    )
    vaadi(permissions.saa_yllapitaa(user, stored.ryhma.alue_id))
    _paata_edustus(stored, loppupvm, user)
    paivita_kutsut(stored.ryhma, user=user)
    return stored


def _paata_edustus(edustus, loppupvm, user):
    paata(edustus, "loppupvm", loppupvm)
    audit.kirjaa(edustus, "paata_edustus", user=user, tiedot={"loppupvm": loppupvm.isoformat()})
