"""Writing a request and its arrival: by the municipality in the portal, or by the secretary from a letter."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset import kuittaus, permissions
from esitykset.models import Esitys, Kohta
from esitykset.workflow.perusta import (
    Tila,
    kasvata_versio,
    lukitse,
    siirra_tilaan,
    tarkista_siirtyma,
)
from esitykset.workflow.rekisteri import kirjaa_lukittu
from tyollisyysalue import audit, kello, liitteet
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio


@dataclass(frozen=True)
class Kohtasyote:
    """An item as the editor gives it; ``pk`` when it was stored before."""

    otsikko: str = ""
    teksti: str = ""
    vaatimus: str = ""
    pk: int | None = None
    poista: bool = False


@transaction.atomic
def luo(kunta, tiedot, kohdat=(), *, user):
    vaadi(permissions.saa_laatia(user, kunta))
    esitys = Esitys(kunta=kunta, laatija=user, **tiedot)
    esitys.full_clean()
    esitys.save()
    _tallenna_kohdat(esitys, kohdat)
    audit.kirjaa(esitys, "luo", user=user)
    return esitys


@transaction.atomic
def syota(kunta, tiedot, kohdat=(), *, saapumistapa, saapui, user):
    """A draft from what came by letter or mail. When it came is proposed, and settled by ``kirjaa_kirje``."""
    vaadi(permissions.saa_syottaa(user, kunta))
    if saapumistapa == Esitys.Saapumistapa.PORTAALI:
        raise ValidationError(_("Valitse, miten esitys on saapunut."))
    esitys = Esitys(kunta=kunta, laatija=user, saapumistapa=saapumistapa, **tiedot)
    esitys.full_clean()
    esitys.save()
    _tallenna_kohdat(esitys, kohdat)
    audit.kirjaa(esitys, "syota", user=user, tiedot={"saapui": saapui.isoformat()})
    return esitys


def ehdotettu_saapuminen(esitys):
    """When a letter is thought to have come, as its draft was last saved. A draft itself has not arrived."""
    tapahtuma = esitys.tapahtumat.filter(tapahtuma="syota").first()
    return datetime.fromisoformat(tapahtuma.tiedot["saapui"]) if tapahtuma else None


@transaction.atomic
def tallenna_luonnos(esitys, versio, tiedot, kohdat, *, saapui=None, user):
    """Save a draft whole. Items that ``kohdat`` does not mention stay: somebody else may have added them."""
    _avaa_luonnos(esitys, user)
    if kunta := tiedot.get("kunta"):
        # A letter's municipality is what its reader took it for.
        vaadi(kunta == esitys.kunta or (esitys.on_alueen_luonnos and permissions.saa_syottaa(user, kunta)))
    tapa = tiedot.get("saapumistapa", esitys.saapumistapa)
    if (tapa == Esitys.Saapumistapa.PORTAALI) == esitys.on_alueen_luonnos:
        raise ValidationError(_("Valitse, miten esitys on saapunut."))
    tarkista_versio(esitys.versio, versio)
    for kentta, arvo in tiedot.items():
        setattr(esitys, kentta, arvo)
    esitys.full_clean()
    esitys.versio += 1
    esitys.save(update_fields=[*tiedot, "versio"])
    _tallenna_kohdat(esitys, kohdat)
    if saapui and esitys.on_alueen_luonnos and saapui != ehdotettu_saapuminen(esitys):
        audit.kirjaa(esitys, "syota", user=user, tiedot={"saapui": saapui.isoformat()})


@transaction.atomic
def lisaa_liite(esitys, upload, *, julkisuus, peruste="", user):
    _avaa_luonnos(esitys, user)
    liite = liitteet.tallenna(esitys, upload, user=user, julkisuus=julkisuus, peruste=peruste)
    kasvata_versio(esitys)
    return liite


@transaction.atomic
def poista_liite(esitys, liite, *, user):
    _avaa_luonnos(esitys, user)
    esitys.liitteet.filter(pk=liite.pk, poistettu__isnull=True).update(poistettu=kello.nyt())
    kasvata_versio(esitys)


def puutteet(esitys):
    """What a draft still lacks before it can be sent, as sentences."""
    kohdat = list(esitys.kohdat.all())
    # A letter stands as it came, decided by a body or not.
    kirjeena = esitys.on_alueen_luonnos
    ehdot = [
        (kirjeena or esitys.toimielin, _("Kirjoita, mikä kunnan toimielin päätti esityksestä.")),
        (kirjeena or esitys.paatospvm, _("Kirjoita kunnan päätöksen päivä.")),
        (
            not esitys.paatospvm or esitys.paatospvm <= kello.tanaan(),
            _("Kunnan päätöksen päivä ei voi olla lähetyspäivän jälkeen. Korjaa päivä."),
        ),
        (kohdat, _("Lisää esitykseen vähintään yksi kohta.")),
    ]
    for kohta in kohdat:
        numero = {"numero": kohta.numero}
        ehdot += [
            (kohta.otsikko, _("Kirjoita kohdan %(numero)s otsikko.") % numero),
            (kohta.teksti or (kirjeena and kohta.vaatimus), _("Kirjoita kohdan %(numero)s kuvaus.") % numero),
        ]
    return [lause for ehto, lause in ehdot if not ehto]


@transaction.atomic
def laheta(esitys, *, user, versio=None):
    """File the request. The event is its receipt; ``versio`` is the one the sender saw on the confirmation."""
    lukitse(esitys)
    vaadi(permissions.saa_lahettaa(user, esitys))
    tarkista_siirtyma(esitys, Tila.SAAPUNUT)
    if versio is not None:
        tarkista_versio(esitys.versio, versio)
    if lauseet := puutteet(esitys):
        raise ValidationError(lauseet)
    # The moment it became available here, not when someone opened it (13/2003 § 10).
    siirra_tilaan(esitys, Tila.SAAPUNUT, saapumisaika=kello.nyt())
    audit.kirjaa(esitys, "laheta", user=user, tiedot=_maarat(esitys))
    kuittaus.laheta(esitys, user=user)
    ilmoita("esitykset.saapunut", esitys, tekija=user)


@transaction.atomic
def kirjaa_kirje(esitys, *, saapui, luokka, user):
    """What came by letter or mail has arrived, at the moment given, and is a matter of the register: in one step."""
    lukitse(esitys)
    vaadi(permissions.saa_syottaa(user, esitys.kunta))
    if not esitys.on_alueen_luonnos:
        raise ValidationError(_("Esitys on jo kirjattu."))
    if saapui > kello.nyt():
        raise ValidationError(
            {"saapui": _("Saapumisaika on tulevaisuudessa. Kirjoita, milloin esitys tuli perille.")}
        )
    if esitys.paatospvm and esitys.paatospvm > saapui.astimezone(kello.HELSINKI).date():
        raise ValidationError({"saapui": _("Esitys ei ole voinut saapua ennen kunnan päätöstä.")})
    if lauseet := puutteet(esitys):
        raise ValidationError(lauseet)
    siirra_tilaan(esitys, Tila.SAAPUNUT, saapumisaika=saapui)
    audit.kirjaa(esitys, "saapui", user=user, tiedot=_maarat(esitys))
    # The receipt is owed to the sender of an electronic message (13/2003 § 12).
    if esitys.saapumistapa == Esitys.Saapumistapa.SAHKOPOSTI:
        kuittaus.laheta(esitys, user=user)
    return kirjaa_lukittu(esitys, luokka, esitys.otsikko, user=user)


def _maarat(esitys):
    return {
        "kohtia": esitys.kohdat.count(),
        "liitteita": esitys.liitteet.filter(poistettu__isnull=True).count(),
    }


def _avaa_luonnos(esitys, user):
    lukitse(esitys)
    vaadi(permissions.saa_muokata(user, esitys))
    if not esitys.on_luonnos:
        raise ValidationError(_("Esitys on jo lähetetty, joten sitä ei voi enää muuttaa."))


def _tallenna_kohdat(esitys, syotteet):
    vanhat = {kohta.pk: kohta for kohta in esitys.kohdat.all()}
    kohdat = []
    for syote in syotteet:
        kohta = vanhat.pop(syote.pk, None)
        if syote.poista:
            if kohta:
                kohta.delete()
            continue
        kohta = kohta or Kohta(esitys=esitys)
        kohta.otsikko, kohta.teksti, kohta.vaatimus = syote.otsikko, syote.teksti, syote.vaatimus
        kohdat.append(kohta)
    kohdat += vanhat.values()
    for numero, kohta in enumerate(kohdat, 1):
        kohta.numero = numero
        kohta.clean_fields(exclude=["esitys"])
    # One statement: numbers may change places.
    Kohta.objects.bulk_update(
        [kohta for kohta in kohdat if kohta.pk], ["numero", "otsikko", "teksti", "vaatimus"]
    )
    Kohta.objects.bulk_create(kohta for kohta in kohdat if not kohta.pk)
