"""Decisions in the search: checked ones for everybody, drafts for those who prepare them."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from paatokset.models import Paatos
from tyollisyysalue.haku import Osuma, Tulos, rekisteroi
from tyollisyysalue.tekstit import pvm


@rekisteroi("paatokset", gettext_lazy("Päätökset"), jarjestys=50)
def hae(user, haku, enintaan):
    if not haku.sanat:
        return None
    paatokset = Paatos.objects.visible_to(user).haku(haku).parhaat_ensin(haku)
    return Tulos.riveista(
        paatokset.select_related("toimielin", "asia")[: enintaan + 1],
        enintaan,
        osuma,
        f"{reverse('paatokset:list')}?{urlencode({'q': haku.teksti})}",
    )


def osuma(paatos):
    if paatos.on_kirjattu:
        missa = f"{paatos.toimielin.nimi} {pvm(paatos.kokouspvm)}, {paatos.pykalatunnus}"
    else:
        missa = str(paatos.get_tila_display())
    return Osuma(
        otsikko=paatos.otsikko,
        url=paatos.get_absolute_url(),
        konteksti=f"{missa}, {paatos.asia.numero}",
        kieli=paatos.kieli,
    )
