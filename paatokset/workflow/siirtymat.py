"""The states of a decision: what may follow what, and the lock every change takes."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from paatokset import permissions
from paatokset.models import Paatos
from tyollisyysalue.permissions import vaadi

Tila = Paatos.Tila

# Which state may follow which. Serving and finality come with their own issue.
SIIRTYMAT = {
    Tila.LUONNOS: [Tila.ESITTELIJALLA],
    Tila.ESITTELIJALLA: [Tila.PALAUTETTU, Tila.HYVAKSYTTY],
    Tila.PALAUTETTU: [Tila.ESITTELIJALLA],
    # Back to the desk while the meeting has not decided.
    Tila.HYVAKSYTTY: [Tila.KASITELTY, Tila.PALAUTETTU],
    Tila.KASITELTY: [Tila.TARKASTETTU],
    Tila.TARKASTETTU: [],
}


def lukittu(paatos):
    """The stored decision under its row lock, which every change of it and of its sections takes."""
    return Paatos.objects.select_for_update(of=["self"]).select_related("asia").get(pk=paatos.pk)


def siirra(paatos, tila, **muutokset):
    """Move the locked decision to ``tila``, or refuse if its stored state no longer allows it."""
    if tila not in SIIRTYMAT[paatos.tila]:
        raise ValidationError(
            _("Päätös on tilassa ”%(tila)s”, joten toimintoa ei voi tehdä. Lataa sivu uudelleen."),
            params={"tila": paatos.get_tila_display()},
        )
    paatos.tila = tila
    for kentta, arvo in muutokset.items():
        setattr(paatos, kentta, arvo)
    paatos.versio += 1
    paatos.full_clean()
    paatos.save(update_fields=["tila", "versio", *muutokset])


def muokattavaksi(paatos, user):
    paatos = lukittu(paatos)
    vaadi(permissions.saa_muokata(user, paatos))
    return paatos
