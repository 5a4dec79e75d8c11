from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

import esitykset.permissions
import lahipalvelut.permissions
import tyollisyysalue.permissions
from tyollisyysalue import roolit
from tyollisyysalue.models import Tyollisyysalue


def navigaatio(request):
    # An error page may be drawn before the middleware has told who asks.
    user = getattr(request, "user", AnonymousUser())
    kohdat = [{"url": reverse(nimi), "nimi": teksti} for nimi, teksti in paavalikko(user)]
    # Of /lahipalvelut/ and /lahipalvelut/omat/ the longer one is where the reader is.
    osuvat = [kohta["url"] for kohta in kohdat if request.path.startswith(kohta["url"])]
    taalla = max(osuvat, key=len, default=None)
    return {
        "navigaatio": [{**kohta, "aktiivinen": kohta["url"] == taalla} for kohta in kohdat],
        "palvelualue": SimpleLazyObject(partial(palvelualue, user)),
        "ilman_oikeuksia": user.is_authenticated and not roolit.jasenyydet(user),
    }


def paavalikko(user):
    """URL name and text of each entry for the user."""
    kohdat = [
        (True, "lahipalvelut:list", _("Lähipalvelut")),
        (lahipalvelut.permissions.saa_kirjata_jossain(user), "lahipalvelut:omat", _("Omat päivät")),
        (True, "yhteyshenkilot:list", _("Yhteyshenkilöt")),
        (True, "seuranta:list", _("Tilastot")),
        (esitykset.permissions.saa_lukea(user), "esitykset:list", _("Esitykset")),
        (True, "paatokset:list", _("Päätökset")),
        (True, "sopimukset:list", _("Sopimukset")),
        (tyollisyysalue.permissions.saa_hallita(user), "hallinta:etusivu", _("Hallinta")),
    ]
    return [(nimi, teksti) for saa, nimi, teksti in kohdat if saa]


def palvelualue(user):
    """The user's area, else the only one this installation serves; None when there are several or none."""
    jasenyydet = roolit.jasenyydet(user)
    alueet = {jasenyys.alue or jasenyys.kunta.alue for jasenyys in jasenyydet}
    if not alueet:
        alueet = set(Tyollisyysalue.objects.kaytossa()[:2])
    return alueet.pop() if len(alueet) == 1 else None
