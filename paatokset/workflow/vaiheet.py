"""From the desk of the one who prepares to the presenter, and back or on."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset import workflow as esitysten_workflow
from esitykset.models import Esitys
from paatokset import permissions, rakenne, teksti, tuloste
from paatokset.models import Osiotoisinto, Paatosversio
from paatokset.workflow import toisinnot, versiot
from paatokset.workflow.faktat import korvaa_elavilla
from paatokset.workflow.kattavuus import esitykset
from paatokset.workflow.kommentit import kirjoita
from paatokset.workflow.puutteet import puutteet
from paatokset.workflow.siirtymat import Tila, lukittu, muokattavaksi, siirra
from paatokset.workflow.versiot import ota_versio
from tyollisyysalue import audit, faktat, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Fakta
from tyollisyysalue.permissions import vaadi

Syy = Paatosversio.Syy


@transaction.atomic
def laheta_esittelijalle(paatos, *, user):
    """Submit the draft; refused while an item has neither an answer nor a reason."""
    paatos = muokattavaksi(paatos, user)
    if lista := puutteet(paatos):
        raise ValidationError(lista)
    # What was registered into the matter after the draft was begun.
    for esitys in esitykset(paatos.asia).filter(tila=Esitys.Tila.KIRJATTU):
        esitysten_workflow.ota_valmisteluun(esitys, user=user)
    siirra(paatos, Tila.ESITTELIJALLA)
    ota_versio(paatos, Syy.ESITTELIJALLE, user=user)
    audit.kirjaa(paatos, "laheta_esittelijalle", user=user)
    ilmoita("paatokset.esittelijalla", paatos, tekija=user)


@transaction.atomic
def palauta(paatos, *, kommentti, user, osiokommentit=None):
    """Return the proposal with a comment on the whole and, by the section's id, on sections."""
    paatos = lukittu(paatos)
    vaadi(permissions.saa_esitella(user, paatos))
    siirra(paatos, Tila.PALAUTETTU)
    kirjoita(paatos, kommentti, user=user, palautus=True)
    osiot = {osio.pk: osio for osio in paatos.osiot.all()}
    for pk, kommentin_teksti in (osiokommentit or {}).items():
        if kommentin_teksti:
            kirjoita(paatos, kommentin_teksti, user=user, osio=osiot[pk], palautus=True)
    ota_versio(paatos, Syy.PALAUTETTU, user=user)
    audit.kirjaa(paatos, "palauta", user=user, syy=kommentti)
    ilmoita("paatokset.palautettu", paatos, tekija=user)


@transaction.atomic
def hyvaksy(paatos, *, user, tiiviste=None):
    """The presenter's approval: facts freeze, names stay as of the day, the proposal locks.

    ``tiiviste`` is of the text that the presenter had before him: when the data have changed it since, he reads again.
    """
    paatos = lukittu(paatos)
    vaadi(permissions.saa_esitella(user, paatos))
    if tiiviste is not None and tiiviste != versiot.tiiviste(versiot.sisalto(paatos)):
        raise ValidationError(
            _("Teksti on muuttunut sen jälkeen, kun avasit sivun. Lue se uudelleen ja hyväksy sitten.")
        )
    # Facts read alike in both languages only if they are the same facts.
    if lista := toisinnot.puutteet(paatos):
        raise ValidationError(lista)
    jaadyta(*tuloste.tekstit(paatos, paatos.osiot.all()))
    siirra(
        paatos,
        Tila.HYVAKSYTTY,
        hyvaksymisaika=kello.nyt(),
        esittelija_teksti=paatos.esittelijan_teksti,
        valmistelija_teksti=paatos.valmistelijan_teksti,
        rakenne=rakenne.jaadytettava(paatos),
    )
    ota_versio(paatos, Syy.HYVAKSYTTY, user=user)
    audit.kirjaa(paatos, "hyvaksy", user=user)
    ilmoita("paatokset.hyvaksytty", paatos, tekija=user)


def jaadyta(*tekstit):
    """Freeze the live facts of the texts."""
    for fakta in Fakta.objects.filter(pk__in=teksti.faktojen_tunnukset(*tekstit), jaadytysaika=None):
        faktat.jaadyta(fakta)


@transaction.atomic
def avaa(paatos, *, syy, user):
    """Open an approved proposal that the meeting has not decided.

    What was approved stays as its version and its frozen facts; the text goes on with live facts in their places.
    """
    paatos = lukittu(paatos)
    vaadi(permissions.saa_avata(user, paatos))
    ota_versio(paatos, Syy.AVATTU, user=user)
    siirra(
        paatos,
        Tila.PALAUTETTU,
        hyvaksymisaika=None,
        esittelija_teksti="",
        valmistelija_teksti="",
        rakenne=None,
    )
    osiot = list(paatos.osiot.all())
    uudet = korvaa_elavilla(paatos, teksti.faktojen_tunnukset(*tuloste.tekstit(paatos, osiot)))
    toisinto = getattr(paatos, "toisinto", None)
    _vaihda_faktat([paatos, *filter(None, [toisinto])], ["ehdotus", "johdanto"], uudet)
    _vaihda_faktat(osiot, ["teksti"], uudet)
    _vaihda_faktat(Osiotoisinto.objects.filter(paatos=paatos), ["teksti"], uudet)
    audit.kirjaa(paatos, "avaa", user=user, syy=syy)
    ilmoita("paatokset.palautettu", paatos, tekija=user)


def _vaihda_faktat(rivit, kentat, uudet):
    for rivi in rivit:
        for kentta in kentat:
            setattr(rivi, kentta, teksti.vaihda_faktat(getattr(rivi, kentta), uudet))
        rivi.versio += 1
        rivi.save(update_fields=[*kentat, "versio"])
