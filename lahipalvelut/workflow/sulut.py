"""Acts on closures: days on which a place, or a whole municipality, gives no service."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lahipalvelut import permissions
from lahipalvelut.models import Palvelusuunnitelma, Sulku
from lahipalvelut.workflow.jaksot import lukitse_kunta
from lahipalvelut.workflow.suunnitelmat import jatka_suunnitelmaa
from tyollisyysalue import audit, kello
from tyollisyysalue.permissions import vaadi


@transaction.atomic
def lisaa_sulku(kunta, *, user, **tiedot):
    """Days planned already wait for somebody to move or cancel them; later ones are not made."""
    vaadi(permissions.saa_suunnitella(user, kunta))
    sulku = Sulku(kunta=kunta, **tiedot)
    sulku.full_clean()
    sulku.save()
    audit.kirjaa(sulku, "lisaa_sulku", user=user)
    return sulku


@transaction.atomic
def kumoa_sulku(sulku, *, syy, user):
    """Withdraw a closure. Days ahead that it kept from being made come back."""
    vaadi(permissions.saa_suunnitella(user, sulku.kunta))
    stored = Sulku.objects.select_for_update(of=["self"]).select_related("kunta").get(pk=sulku.pk)
    if stored.kumottu:
        raise ValidationError(_("Sulku on jo kumottu."))
    stored.kumottu = kello.nyt()
    stored.save(update_fields=["kumottu"])
    audit.kirjaa(stored, "kumoa_sulku", user=user, syy=syy)
    # No plan ends while its days come back.
    lukitse_kunta(stored.kunta)
    tanaan = kello.tanaan()
    for suunnitelma in (
        Palvelusuunnitelma.objects.for_kunta(stored.kunta).paattymattomat(tanaan).select_related("kunta")
    ):
        jatka_suunnitelmaa(suunnitelma, alkaen=max(tanaan, suunnitelma.alkupvm))
    return stored
