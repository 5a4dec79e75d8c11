"""Days of closed months: what a change of them takes."""

from django.core.exceptions import ValidationError

from lahipalvelut import permissions
from lahipalvelut.models import Jakso, Palvelupaiva
from tyollisyysalue import kello


def korjaus(kunta, pvm, korjaussyy, *, user):
    """The columns that open a closed month for one change; none when the month is open."""
    if not Jakso.objects.on_suljettu(kunta.pk, pvm):
        return {}
    if not korjaussyy.strip() or not permissions.saa_korjata_suljettua(user, kunta):
        nimi = "palvelupaiva_suljettu_kuukausi"
        raise ValidationError(str(Palvelupaiva.triggerien_sanomat[nimi]), code=nimi)
    return {"korjausaika": kello.nyt(), "korjaussyy": korjaussyy.strip()}
