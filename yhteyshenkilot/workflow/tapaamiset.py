"""Meetings of the groups: agreed, prepared, held or cancelled, and what is written of them."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello, liitteet
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Liite
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Asiakohta, Muistio, Osallistuminen, Tapaaminen
from yhteyshenkilot.workflow.kutsut import Viesti, edustukset, kutsutut, laheta, lukitse, tasmayta
from yhteyshenkilot.workflow.rivit import lisaa

Tila = Tapaaminen.Tila

SIIRTYMAT = {
    Tila.SUUNNITELTU: [Tila.PIDETTY, Tila.PERUTTU],
    Tila.PIDETTY: [],
    Tila.PERUTTU: [],
}

# What a calendar shows of a meeting: a change of these is told to those invited.
KALENTERIIN = ("alkuaika", "loppuaika", "paikka", "etayhteys")


@dataclass(frozen=True)
class Kohtasyote:
    """An item of the agenda as the editor gives it; ``pk`` when it was stored before."""

    otsikko: str
    teksti: str = ""
    esittelija: str = ""
    pk: int | None = None
    poista: bool = False


def _avaa(tapaaminen, user):
    """The stored meeting under its lock, for one who may keep it."""
    stored = lukitse(tapaaminen)
    vaadi(permissions.saa_yllapitaa(user, stored.ryhma.alue_id))
    return stored


def _avaa_suunniteltu(tapaaminen, user):
    stored = _avaa(tapaaminen, user)
    if not stored.on_suunniteltu:
        raise ValidationError(_vaara_tila(stored))
    return stored


def _vaara_tila(tapaaminen):
    return _("Tapaaminen on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä.") % {
        "tila": tapaaminen.get_tila_display()
    }


def _siirra(tapaaminen, tila, **muutokset):
    if tila not in SIIRTYMAT[Tila(tapaaminen.tila)]:
        raise ValidationError(_vaara_tila(tapaaminen))
    for kentta, arvo in (muutokset | {"tila": tila, "muutosaika": kello.nyt()}).items():
        setattr(tapaaminen, kentta, arvo)
    tapaaminen.full_clean()
    tapaaminen.save(update_fields=["tila", "muutosaika", *muutokset])


@transaction.atomic
def sovi_tapaaminen(
    ryhma, alkuaika, loppuaika, paikka, lisatieto="", *, user, etayhteys="", sarja=None, sarjan_pvm=None
):
    tapaaminen = Tapaaminen(
        ryhma=ryhma,
        alkuaika=alkuaika,
        loppuaika=loppuaika,
        paikka=paikka,
        etayhteys=etayhteys,
        lisatieto=lisatieto,
        sarja=sarja,
        sarjan_pvm=sarjan_pvm,
    )
    return lisaa(tapaaminen, "sovi_tapaaminen", user=user, alue_id=ryhma.alue_id)


def kalenterimuutos(tapaaminen, muutokset):
    """Whether the new values change what calendars show."""
    return any(getattr(tapaaminen, kentta) != muutokset.get(kentta) for kentta in KALENTERIIN)


@transaction.atomic
def muuta_tapaamista(tapaaminen, muutokset, *, versio, user):
    """Change time, place or text. Those invited are told of a new time or place, and asked again about a new time."""
    stored = _avaa_suunniteltu(tapaaminen, user)
    tarkista_versio(stored.versio, versio)
    muuttuneet = {
        kentta: [str(getattr(stored, kentta)), str(arvo)]
        for kentta, arvo in muutokset.items()
        if getattr(stored, kentta) != arvo
    }
    for kentta, arvo in muutokset.items():
        setattr(stored, kentta, arvo)
    kerrotaan = bool(muuttuneet.keys() & set(KALENTERIIN))
    if kerrotaan and stored.kutsuaika and stored.alkuaika <= kello.nyt():
        raise ValidationError(
            {"alkuaika": _("Kutsutun tapaamisen uuden ajan on oltava tulossa. Valitse myöhempi aika.")}
        )
    if kerrotaan:
        stored.jarjestysluku += 1
    stored.versio += 1
    stored.muutosaika = kello.nyt()
    stored.full_clean()
    stored.save(update_fields=[*muutokset, "jarjestysluku", "versio", "muutosaika"])
    audit.kirjaa(stored, "muuta_tapaamista", user=user, tiedot=muuttuneet)
    if kerrotaan and stored.kutsuaika:
        _kerro_muutoksesta(stored, muuttuneet.keys() & {"alkuaika", "loppuaika"}, user)
    return stored


def _kerro_muutoksesta(tapaaminen, uusi_aika, user):
    jaavat = {rivi.pk for rivi in kutsutut(tapaaminen)}
    if uusi_aika:
        for rivi in kutsutut(tapaaminen):
            rivi.vastaus, rivi.vastausaika = Osallistuminen.Vastaus.KUTSUTTU, None
            rivi.save(update_fields=["vastaus", "vastausaika"])
    # On another day the group may have other people.
    tasmayta(tapaaminen, user=user)
    saajat = [rivi for rivi in kutsutut(tapaaminen) if rivi.pk in jaavat]
    laheta(tapaaminen, saajat, Viesti.MUUTOS, user=user)


@transaction.atomic
def tallenna_asialista(tapaaminen, kohdat, *, versio, user):
    """Save the agenda in the order given. What ``kohdat`` does not mention stays: somebody may have added it."""
    stored = _avaa_suunniteltu(tapaaminen, user)
    tarkista_versio(stored.versio, versio)
    omat = {kohta.pk: kohta for kohta in stored.asiakohdat.listalla()}
    for jarjestys, syote in enumerate(kohdat, 1):
        kohta = omat.get(syote.pk) or Asiakohta(tapaaminen=stored)
        if syote.poista:
            kohta.poistettu = kello.nyt()
            if kohta.pk:
                kohta.save(update_fields=["poistettu"])
            continue
        kohta.jarjestys = jarjestys
        kohta.otsikko, kohta.teksti, kohta.esittelija = syote.otsikko, syote.teksti, syote.esittelija
        kohta.full_clean()
        kohta.save()
    stored.versio += 1
    stored.muutosaika = kello.nyt()
    stored.save(update_fields=["versio", "muutosaika"])
    audit.kirjaa(stored, "tallenna_asialista", user=user)
    return stored


@transaction.atomic
def peru_tapaaminen(tapaaminen, syy, *, user):
    """Cancel with a reason; the calendars of those invited take the meeting out."""
    stored = _avaa(tapaaminen, user)
    _siirra(stored, Tila.PERUTTU, peruutussyy=syy, jarjestysluku=stored.jarjestysluku + 1)
    audit.kirjaa(stored, "peru_tapaaminen", user=user, syy=syy)
    if stored.kutsuaika:
        laheta(stored, kutsutut(stored), Viesti.PERUUTUS, user=user)
    return stored


@transaction.atomic
def vastaa_kutsuun(osallistuminen, vastaus, *, user):
    """What a person says of coming; may be changed until the meeting begins."""
    tapaaminen = lukitse(osallistuminen.tapaaminen)
    stored = Osallistuminen.objects.select_related("henkilo", "tapaaminen__ryhma").get(pk=osallistuminen.pk)
    vaadi(permissions.saa_vastata_kutsuun(user, stored))
    if not tapaaminen.on_suunniteltu or tapaaminen.alkuaika <= kello.nyt() or not stored.kutsuttu:
        raise ValidationError(_("Kutsuun voi vastata ennen kuin tapaaminen alkaa."))
    if vastaus == Osallistuminen.Vastaus.KUTSUTTU:
        raise ValidationError(_("Valitse, pääsetkö tapaamiseen."))
    stored.vastaus, stored.vastausaika = vastaus, kello.nyt()
    stored.clean_fields(exclude=["tapaaminen", "henkilo", "kunta"])
    stored.save(update_fields=["vastaus", "vastausaika"])
    audit.kirjaa(stored, "vastaa_kutsuun", user=user, tiedot={"vastaus": vastaus})
    return stored


@transaction.atomic
def kirjaa_lasnaolo(tapaaminen, lasna, *, user):
    """Write down who was there; with that the meeting has been held. May be corrected later."""
    stored = _avaa(tapaaminen, user)
    if stored.alkuaika > kello.nyt():
        raise ValidationError(_("Läsnäolo kirjataan, kun tapaaminen on alkanut."))
    if stored.tila != Tila.PIDETTY:
        _siirra(stored, Tila.PIDETTY)
    mukana = edustukset(stored)
    rivit = {rivi.henkilo_id: rivi for rivi in stored.osallistumiset.all()}
    paikalla = {henkilo.pk: henkilo for henkilo in lasna}
    for pk, rivi in rivit.items():
        rivi.lasna = pk in paikalla
    Osallistuminen.objects.bulk_update(rivit.values(), ["lasna"])
    Osallistuminen.objects.bulk_create(
        Osallistuminen(
            tapaaminen=stored,
            henkilo=henkilo,
            kunta=mukana[pk].kunta if pk in mukana else henkilo.kunta,
            edustajana=pk in mukana,
            kutsuttu=False,
            lasna=True,
        )
        for pk, henkilo in paikalla.items()
        if pk not in rivit
    )
    audit.kirjaa(stored, "kirjaa_lasnaolo", user=user, tiedot={"lasna": len(paikalla)})
    return stored


@transaction.atomic
def tallenna_muistio(tapaaminen, teksti, *, versio, user, liite=None):
    """Write the memo of a meeting held; ``versio`` is 0 when there is none yet."""
    stored = _avaa(tapaaminen, user)
    muistio = Muistio.objects.filter(tapaaminen=stored).first() or Muistio(tapaaminen=stored, versio=0)
    _vaadi_julkaisematta(muistio)
    tarkista_versio(muistio.versio, versio)
    muistio.teksti = teksti
    muistio.versio += 1
    muistio.full_clean()
    muistio.save()
    if liite:
        liitteet.tallenna(muistio, liite, user=user, julkisuus=Liite.Julkisuus.JULKINEN)
    audit.kirjaa(stored, "tallenna_muistio", user=user)
    return muistio


def _vaadi_julkaisematta(muistio):
    if muistio.julkaisuaika:
        raise ValidationError(_("Muistio on julkaistu. Avaa se korjattavaksi, jos siinä on virhe."))


@transaction.atomic
def poista_muistion_liite(muistio, liite, *, user):
    stored = _avaa(muistio.tapaaminen, user)
    muistio = Muistio.objects.get(tapaaminen=stored)
    _vaadi_julkaisematta(muistio)
    muistio.liitteet.filter(pk=liite.pk, poistettu__isnull=True).update(poistettu=kello.nyt())
    audit.kirjaa(stored, "poista_muistion_liite", user=user, tiedot={"liite": liite.nimi})


@transaction.atomic
def julkaise_muistio(tapaaminen, *, user):
    """Approve the memo: those who see the meeting see it from now on, and are told."""
    stored = _avaa(tapaaminen, user)
    muistio = Muistio.objects.filter(tapaaminen=stored).first()
    if muistio is None or not (muistio.teksti or muistio.liitteet.filter(poistettu__isnull=True).exists()):
        raise ValidationError(_("Muistio on tyhjä. Kirjoita se tai liitä se tiedostona."))
    _vaadi_julkaisematta(muistio)
    muistio.julkaisuaika = kello.nyt()
    muistio.save(update_fields=["julkaisuaika"])
    audit.kirjaa(stored, "julkaise_muistio", user=user)
    ilmoita("yhteyshenkilot.tapaaminen", stored, tekija=user)
    return muistio


@transaction.atomic
def avaa_muistio(tapaaminen, syy, *, user):
    """Take a published memo back to be corrected, with the reason; the history keeps what was published."""
    stored = _avaa(tapaaminen, user)
    muistio = Muistio.objects.filter(tapaaminen=stored, julkaisuaika__isnull=False).first()
    if muistio is None:
        raise ValidationError(_("Muistiota ei ole julkaistu."))
    muistio.julkaisuaika = None
    muistio.save(update_fields=["julkaisuaika"])
    audit.kirjaa(stored, "avaa_muistio", user=user, syy=syy)
    return muistio
