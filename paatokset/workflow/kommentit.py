"""What those who prepare and present say to each other of a draft."""

from django.core.exceptions import ValidationError
from django.db import transaction

from paatokset import permissions
from paatokset.models import Kommentti
from paatokset.workflow.siirtymat import lukittu
from paatokset.workflow.tekstit import hetu_tekstissa
from tyollisyysalue import audit, kello
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.permissions import vaadi


@transaction.atomic
def kommentoi(paatos, *, teksti, user, osio=None):
    paatos = lukittu(paatos)
    vaadi(permissions.saa_kommentoida(user, paatos))
    vaadi(osio is None or permissions.nakee_salaiset(user, paatos)(osio))
    return kirjoita(paatos, teksti, user=user, osio=osio)


def kirjoita(paatos, teksti, *, user, osio=None, palautus=False):
    """Under the decision's lock."""
    if sisaltaa_hetun(teksti):
        raise ValidationError(hetu_tekstissa())
    kommentti = Kommentti(
        paatos=paatos, osio=osio, teksti=teksti, kirjoittaja=user, palautus=palautus, aika=kello.nyt()
    )
    kommentti.full_clean()
    kommentti.save()
    return kommentti


@transaction.atomic
def ratkaise(kommentti, *, ratkaistu, user):
    """Dealt with, or open again after all."""
    paatos = lukittu(kommentti.paatos)
    vaadi(permissions.saa_kommentoida(user, paatos))
    vaadi(kommentti.osio is None or permissions.nakee_salaiset(user, paatos)(kommentti.osio))
    kommentti.ratkaistu = kello.nyt() if ratkaistu else None
    kommentti.ratkaisija = user if ratkaistu else None
    kommentti.full_clean()
    kommentti.save(update_fields=["ratkaistu", "ratkaisija"])
    tapahtuma = "ratkaise_kommentti" if ratkaistu else "avaa_kommentti"
    audit.kirjaa(paatos, tapahtuma, user=user, tiedot={"kommentti": kommentti.pk})
