"""What the two sides say to each other, and what the area says to itself."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset import permissions
from esitykset.models import Muistiinpano, Viesti
from esitykset.workflow.perusta import Tila, lukitse
from tyollisyysalue import liitteet
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Liite
from tyollisyysalue.permissions import vaadi


@transaction.atomic
def laheta_viesti(esitys, teksti, tiedostot=(), *, user):
    """A message to the other side. It changes nothing of the request, and may be written in any state after arrival."""
    lukitse(esitys)
    vaadi(permissions.saa_viestia(user, esitys))
    if esitys.on_luonnos:
        raise ValidationError(_("Viestejä voi kirjoittaa, kun esitys on saapunut."))
    kunnalta = permissions.on_kunnan(user, esitys)
    suunta = Viesti.Suunta.KUNNALTA if kunnalta else Viesti.Suunta.ALUEELTA
    viesti = kirjoita(esitys, teksti, suunta, Viesti.Laji.VIESTI, tiedostot=tiedostot, user=user)
    ilmoita("esitykset.viesti_kunnalta" if kunnalta else "esitykset.viesti_alueelta", esitys, tekija=user)
    return viesti


@transaction.atomic
def kirjoita_muistiinpano(esitys, teksti, *, user):
    """A note for those who handle requests. It makes neither an event nor a notice: both sides read those."""
    vaadi(permissions.saa_lukea_muistiinpanoja(user, esitys))
    vaadi_teksti(teksti, "teksti", _("Kirjoita muistiinpano."))
    if esitys.tila == Tila.LUONNOS and not esitys.on_alueen_luonnos:
        raise ValidationError(_("Muistiinpanoja voi kirjoittaa, kun esitys on saapunut."))
    muistiinpano = Muistiinpano(esitys=esitys, teksti=teksti, kirjoittaja=user)
    muistiinpano.full_clean()
    muistiinpano.save()
    return muistiinpano


def kirjoita(esitys, teksti, suunta, laji, *, tiedostot=(), user):
    """Store a message with its files: ``tiedostot`` are ``(upload, publicity, ground)``."""
    vaadi_teksti(teksti, "teksti", _("Kirjoita viesti."))
    viesti = Viesti(esitys=esitys, suunta=suunta, laji=laji, teksti=teksti, kirjoittaja=user)
    viesti.full_clean()
    viesti.save()
    for upload, julkisuus, peruste in tiedostot:
        liitteet.tallenna(
            viesti, upload, user=user, julkisuus=julkisuus or Liite.Julkisuus.JULKINEN, peruste=peruste
        )
    return viesti


def vaadi_teksti(teksti, kentta, virhe):
    if not teksti or not teksti.strip():
        raise ValidationError({kentta: virhe})
