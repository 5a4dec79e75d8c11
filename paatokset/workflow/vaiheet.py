"""From the desk of the one who prepares to the presenter, and back or on."""

from django.core.exceptions import ValidationError
from django.db import transaction

from paatokset import permissions, teksti, tuloste
from paatokset.workflow import toisinnot
from paatokset.workflow.puutteet import puutteet
from paatokset.workflow.siirtymat import Tila, lukittu, muokattavaksi, siirra
from tyollisyysalue import audit, faktat, kello
from tyollisyysalue.ilmoitukset import ilmoita
from tyollisyysalue.models import Fakta
from tyollisyysalue.permissions import vaadi


@transaction.atomic
def laheta_esittelijalle(paatos, *, user):
    """Submit the draft; refused while an item has neither an answer nor a reason."""
    paatos = muokattavaksi(paatos, user)
    if lista := puutteet(paatos):
        raise ValidationError(lista)
    siirra(paatos, Tila.ESITTELIJALLA)
    audit.kirjaa(paatos, "laheta_esittelijalle", user=user)
    ilmoita("paatokset.esittelijalla", paatos, tekija=user)


@transaction.atomic
def palauta(paatos, *, kommentti, user):
    paatos = lukittu(paatos)
    vaadi(permissions.saa_esitella(user, paatos))
    siirra(paatos, Tila.PALAUTETTU)
    audit.kirjaa(paatos, "palauta", user=user, syy=kommentti)
    ilmoita("paatokset.palautettu", paatos, tekija=user)


@transaction.atomic
def hyvaksy(paatos, *, user):
    """The presenter's approval: facts freeze, names stay as of the day, the proposal locks."""
    paatos = lukittu(paatos)
    vaadi(permissions.saa_esitella(user, paatos))
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
    )
    audit.kirjaa(paatos, "hyvaksy", user=user)
    ilmoita("paatokset.hyvaksytty", paatos, tekija=user)


def jaadyta(*tekstit):
    """Freeze the live facts of the texts."""
    for fakta in Fakta.objects.filter(pk__in=teksti.faktojen_tunnukset(*tekstit), jaadytysaika=None):
        faktat.jaadyta(fakta)
