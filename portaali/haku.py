"""Municipalities in the search: their pages are here."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue.haku import Osuma, Tulos, rekisteroi
from tyollisyysalue.models import Kunta


@rekisteroi("kunnat", gettext_lazy("Kunnat"), jarjestys=10)
def hae(user, haku, enintaan):
    # Those served here come first: the others have only statistics.
    kunnat = Kunta.objects.visible_to(user).haku(haku).select_related("alue")
    return Tulos.riveista(
        kunnat.order_by("-alue__kaytossa", "aakkos")[: enintaan + 1],
        enintaan,
        osuma,
        reverse("seuranta:list"),
    )


def osuma(kunta):
    alue = _("työllisyysalue: %(alue)s") % {"alue": kunta.alue.nimi}
    return Osuma(
        otsikko=kunta.nimi,
        url=reverse("kunta", args=[kunta.koodi]),
        konteksti=alue if kunta.alue.kaytossa else _("%(alue)s, vain tilastot") % {"alue": alue},
    )
