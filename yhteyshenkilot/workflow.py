"""What people do with contacts: responsibilities, counterpart pairs, sendings, groups and meetings."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello
from tyollisyysalue.jonoon import jonoon
from tyollisyysalue.models import Henkilo
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.tekstit import pvm as paivays
from tyollisyysalue.tiivisteet import json_tiiviste
from tyollisyysalue.versiot import tarkista_versio, versio
from yhteyshenkilot import luettelo, permissions
from yhteyshenkilot.models import (
    Avainprosessi,
    Luettelolahetys,
    Luettelosaaja,
    Ryhmajasenyys,
    Tapaaminen,
    Vastinpari,
    Vastuu,
    Yhteistyoryhma,
)


def _lisaa(rivi, tapahtuma, *, user, alue_id):
    """Save a new row once its rules hold, and write down who added it."""
    vaadi(permissions.saa_yllapitaa(user, alue_id))
    rivi.full_clean()
    rivi.save()
    audit.kirjaa(rivi, tapahtuma, user=user)
    return rivi


def _muuta(rivi, muutokset, *, user, versio_lomakkeella):
    """Change fields of a row that several people may edit at once, unless it changed under the editor."""
    stored = type(rivi).objects.select_for_update().get(pk=rivi.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.alue_id))
    tarkista_versio(versio(stored), versio_lomakkeella)
    ennen = {kentta: getattr(stored, kentta) for kentta in muutokset}
    for kentta, arvo in muutokset.items():
        setattr(stored, kentta, arvo)
    stored.full_clean()
    stored.save(update_fields=list(muutokset))
    return stored, {
        kentta: [str(ennen[kentta] or ""), str(arvo or "")]
        for kentta, arvo in muutokset.items()
        if ennen[kentta] != arvo
    }


@transaction.atomic
def lisaa_henkilo(alue, *, user, **tiedot):
    return _lisaa(Henkilo(alue=alue, **tiedot), "lisaa_henkilo", user=user, alue_id=alue.pk)


@transaction.atomic
def muuta_henkiloa(henkilo, muutokset, *, versio, user):
    stored, muuttui = _muuta(henkilo, muutokset, user=user, versio_lomakkeella=versio)
    audit.kirjaa(stored, "muuta_henkiloa", user=user, tiedot=muuttui)
    return stored


@transaction.atomic
def lisaa_prosessi(alue, *, user, nimi_fi, nimi_sv="", nimi_en=""):
    """Add a key process as the last one of the area's list."""
    viimeinen = Avainprosessi.objects.filter(alue=alue).aggregate(viimeinen=Max("jarjestys"))["viimeinen"]
    prosessi = Avainprosessi(
        alue=alue, nimi_fi=nimi_fi, nimi_sv=nimi_sv, nimi_en=nimi_en, jarjestys=(viimeinen or 0) + 1
    )
    return _lisaa(prosessi, "lisaa_prosessi", user=user, alue_id=alue.pk)


@transaction.atomic
def nimea_prosessi(prosessi, muutokset, *, versio, user):
    """Rename; responsibilities stay and the former names remain in the history."""
    stored, muuttui = _muuta(prosessi, muutokset, user=user, versio_lomakkeella=versio)
    audit.kirjaa(stored, "nimea_prosessi", user=user, tiedot=muuttui)
    return stored


@transaction.atomic
def vaihda_prosessin_kaytto(prosessi, kaytossa, *, user):
    stored = Avainprosessi.objects.select_for_update().get(pk=prosessi.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.alue_id))
    stored.kaytossa = kaytossa
    stored.save(update_fields=["kaytossa"])
    audit.kirjaa(stored, "ota_kayttoon" if kaytossa else "poista_kaytosta", user=user)
    return stored


@transaction.atomic
def lisaa_vastuu(henkilo, prosessi, kunta, laji, alkupvm, loppupvm=None, *, user):
    vastuu = Vastuu(
        henkilo=henkilo, prosessi=prosessi, kunta=kunta, laji=laji, alkupvm=alkupvm, loppupvm=loppupvm
    )
    return _lisaa(vastuu, "lisaa_vastuu", user=user, alue_id=kunta.alue_id)


def _paata(rivi, kentta, loppupvm):
    """Set the last day, which may be moved until it has passed."""
    paattynyt = getattr(rivi, kentta)
    if paattynyt and paattynyt < kello.tanaan():
        raise ValidationError(
            _("Päättymispäivä oli %(pvm)s. Päättynyttä ei voi enää muuttaa."),
            params={"pvm": paivays(paattynyt)},
        )
    setattr(rivi, kentta, loppupvm)
    rivi.full_clean()
    rivi.save(update_fields=[kentta])


@transaction.atomic
def paata_vastuu(vastuu, loppupvm, *, user):
    stored = Vastuu.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=vastuu.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.kunta.alue_id))
    _paata(stored, "loppupvm", loppupvm)
    audit.kirjaa(stored, "paata_vastuu", user=user, tiedot={"loppupvm": loppupvm.isoformat()})
    return stored


@transaction.atomic
def luo_vastinpari(kunta, *, user, **tiedot):
    pari = Vastinpari(kunta=kunta, **tiedot)
    return _lisaa(pari, "luo_vastinpari", user=user, alue_id=kunta.alue_id)


@transaction.atomic
def paata_vastinparin_puoli(pari, puoli, loppupvm, *, user):
    """End the area's side (``oma``) or the municipality's (``kunnan``); the pair stays, incomplete."""
    stored = Vastinpari.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=pari.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.kunta.alue_id))
    _paata(stored, f"{puoli}_loppu", loppupvm)
    audit.kirjaa(
        stored,
        "paata_vastinparin_puoli",
        user=user,
        tiedot={"puoli": puoli, "loppupvm": loppupvm.isoformat()},
    )
    return stored


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


@transaction.atomic
def luo_ryhma(alue, *, user, laji, nimi_fi, nimi_sv="", nimi_en=""):
    ryhma = Yhteistyoryhma(alue=alue, laji=laji, nimi_fi=nimi_fi, nimi_sv=nimi_sv, nimi_en=nimi_en)
    return _lisaa(ryhma, "luo_ryhma", user=user, alue_id=alue.pk)


@transaction.atomic
def lisaa_jasen(ryhma, kunta, alkupvm, loppupvm=None, *, user, edustaja=None):
    jasenyys = Ryhmajasenyys(ryhma=ryhma, kunta=kunta, edustaja=edustaja, alkupvm=alkupvm, loppupvm=loppupvm)
    return _lisaa(jasenyys, "lisaa_jasen", user=user, alue_id=ryhma.alue_id)


@transaction.atomic
def paata_jasenyys(jasenyys, loppupvm, *, user):
    stored = Ryhmajasenyys.objects.select_for_update(of=["self"]).select_related("ryhma").get(pk=jasenyys.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.ryhma.alue_id))
    _paata(stored, "loppupvm", loppupvm)
    audit.kirjaa(stored, "paata_jasenyys", user=user, tiedot={"loppupvm": loppupvm.isoformat()})
    return stored


@transaction.atomic
def sovi_tapaaminen(ryhma, alkuaika, paikka, lisatieto="", *, user):
    tapaaminen = Tapaaminen(ryhma=ryhma, alkuaika=alkuaika, paikka=paikka, lisatieto=lisatieto)
    return _lisaa(tapaaminen, "sovi_tapaaminen", user=user, alue_id=ryhma.alue_id)
