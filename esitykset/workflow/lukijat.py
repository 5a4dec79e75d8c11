"""Who of the area's staff reads a request because a part of its answer is theirs; called by the decision's workflow.

The caller has asked who may assign the part: these record what follows from it.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from esitykset.models import Lukija
from esitykset.workflow.perusta import lukitse
from tyollisyysalue import audit, kello


@transaction.atomic
def anna_luettavaksi(esitys, henkilo, user):
    """From now on the person reads the request; nothing happens when it is so already."""
    lukitse(esitys)
    if henkilo.alue_id != esitys.kunta.alue_id or henkilo.kunta_id:
        raise ValidationError(_("Valitse henkilö työllisyysalueen omasta henkilöstöstä."))
    lukija = esitys.lukijat.voimassa().filter(henkilo=henkilo).first()
    if lukija is None:
        lukija = Lukija(esitys=esitys, henkilo=henkilo)
        lukija.full_clean()
        lukija.save()
        # Not on the timeline of both sides: how the area divides its work is its own.
        audit.kirjaa(esitys, "anna_luettavaksi", user=user, tiedot={"henkilo": henkilo.pk})
    return lukija


@transaction.atomic
def ota_pois(esitys, henkilo, user):
    """The person's part was given to somebody else, or is no more."""
    lukitse(esitys)
    lukija = esitys.lukijat.voimassa().filter(henkilo=henkilo).first()
    if lukija is not None:
        lukija.loppuaika = kello.nyt()
        lukija.save(update_fields=["loppuaika"])
        audit.kirjaa(esitys, "ota_pois", user=user, tiedot={"henkilo": henkilo.pk})
