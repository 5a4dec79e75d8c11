"""Sudden and other changes of the schedule: moved and extra days, and the municipality's word that it knows."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lahipalvelut import permissions
from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from lahipalvelut.workflow.jaksot import lukitse_kunta
from lahipalvelut.workflow.korjaukset import korjaus
from lahipalvelut.workflow.paivat import (
    Tila,
    ilmoitusaika,
    korjattu,
    lukitse,
    paivita,
    vaadi_siirtyma,
    vaihda_tila,
)
from tyollisyysalue import audit, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi

# Further away it is a slip of the year.
ENINTAAN_PAASSA = timedelta(days=366)
Alkupera = Palvelupaiva.Alkupera


@transaction.atomic
def siirra_paiva(
    paiva,
    *,
    pvm,
    alkuklo,
    loppuklo,
    palvelupiste,
    syykoodi,
    syy,
    user,
    kerrottu="",
    muutosaika=None,
    korjaussyy="",
):
    """Move the day: it keeps its date and points to the new one, which is given back."""
    vaadi(permissions.saa_kirjata(user, paiva))
    lukitse_kunta(paiva.kunta)
    stored = lukitse(paiva)
    vaadi_siirtyma(stored, Tila.SIIRRETTY)
    ennallaan = (stored.pvm, stored.alkuklo, stored.loppuklo, stored.palvelupiste_id)
    if (pvm, alkuklo, loppuklo, palvelupiste.pk) == ennallaan:
        raise ValidationError({"pvm": _("Valitse toinen päivä, aika tai paikka kuin nykyinen.")})
    if abs(pvm - stored.pvm) > ENINTAAN_PAASSA:
        raise ValidationError({"pvm": _("Valitse päivä, joka on enintään vuoden päässä alkuperäisestä.")})
    uusi = _lisaa(
        stored.rivi,
        Alkupera.SIIRTO,
        user=user,
        korjaussyy=korjaussyy,
        pvm=pvm,
        alkuklo=alkuklo,
        loppuklo=loppuklo,
        palvelupiste=palvelupiste,
        sijainen=stored.sijainen,
    )
    vaihda_tila(
        paiva,
        Tila.SIIRRETTY,
        user=user,
        korjaussyy=korjaussyy,
        siirretty_paivaan=uusi,
        syykoodi=syykoodi,
        syy=syy,
        kerrottu=kerrottu,
        muutosaika=ilmoitusaika(muutosaika),
        muutosilmoittaja=user,
    )
    tiedot = {"syykoodi": syykoodi, "uusi": uusi.pk, "pvm": pvm.isoformat(), **korjattu(korjaussyy)}
    audit.kirjaa(paiva, "siirra_paiva", user=user, syy=syy, tiedot=tiedot)
    audit.kirjaa(uusi, "siirretty_tahan", user=user, tiedot={"pvm": stored.pvm.isoformat()})
    ilmoita("lahipalvelut.muutos", paiva)
    return uusi


@transaction.atomic
def lisaa_paiva(rivi, *, pvm, alkuklo, loppuklo, palvelupiste, user, sijainen=None, syy="", korjaussyy=""):
    """A day beside the plan. The line of the plan says who goes and how people are served."""
    kunta = rivi.suunnitelma.kunta
    vaadi(permissions.saa_lisata_paivia(user, kunta))
    if rivi.suunnitelma.tila != Palvelusuunnitelma.Tila.HYVAKSYTTY:
        raise ValidationError({"rivi": _("Valitse hyväksytyn suunnitelman rivi.")})
    if not rivi.suunnitelma.alkupvm - ENINTAAN_PAASSA <= pvm <= kello.tanaan() + ENINTAAN_PAASSA:
        raise ValidationError({"pvm": _("Tarkista vuosi: päivä on yli vuoden päässä suunnitelmasta.")})
    lukitse_kunta(kunta)
    uusi = _lisaa(
        rivi,
        Alkupera.LISAPAIVA,
        user=user,
        korjaussyy=korjaussyy,
        pvm=pvm,
        alkuklo=alkuklo,
        loppuklo=loppuklo,
        palvelupiste=palvelupiste,
        sijainen=None if sijainen == rivi.vastuuhenkilo else sijainen,
    )
    audit.kirjaa(uusi, "lisaa_paiva", user=user, syy=syy, tiedot=korjattu(korjaussyy))
    ilmoita("lahipalvelut.muutos", uusi, tekija=user)
    return uusi


def _lisaa(rivi, alkupera, *, user, korjaussyy, **tiedot):
    kunta = rivi.suunnitelma.kunta
    if tiedot["palvelupiste"].kunta_id != kunta.pk:
        raise ValidationError({"palvelupiste": _("Valitse tämän kunnan palvelupiste.")})
    uusi = Palvelupaiva(
        rivi=rivi,
        kunta=kunta,
        alkupera=alkupera,
        **tiedot,
        **korjaus(kunta, tiedot["pvm"], korjaussyy, user=user),
    )
    uusi.full_clean()
    uusi.save()
    return uusi


@transaction.atomic
def kuittaa_muutos(paiva, *, user):
    """The municipality knows of the change. The first to say so stays on record."""
    vaadi(permissions.saa_kuitata(user, paiva))
    stored = lukitse(paiva)
    if stored.tila not in Palvelupaiva.MUUTETUT:
        raise ValidationError(_("Muutos on otettu takaisin: päivä pidetään. Kuitattavaa ei ole."))
    if not stored.kuittausaika:
        paivita(paiva, stored, {"kuittausaika": kello.nyt(), "kuittaaja": user})
        audit.kirjaa(paiva, "kuittaa_muutos", user=user)
    return stored
