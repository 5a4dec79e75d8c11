"""Requests in the search, for municipalities and those who handle requests."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset.models import Esitys
from esitykset.permissions import saa_lukea
from tyollisyysalue.haku import Osuma, Tulos, rekisteroi
from tyollisyysalue.tekstit import pvm


@rekisteroi("esitykset", gettext_lazy("Esitykset"), jarjestys=40)
def hae(user, haku, enintaan):
    if not saa_lukea(user) or not haku.sanat:
        return None
    esitykset = Esitys.objects.visible_to(user).haku(haku).parhaat_ensin(haku)
    return Tulos.riveista(
        esitykset.select_related("kunta", "asia")[: enintaan + 1],
        enintaan,
        osuma,
        f"{reverse('esitykset:list')}?{urlencode({'q': haku.teksti})}",
    )


def osuma(esitys):
    saapunut = esitys.saapumisaika and _("saapunut %(pvm)s") % {"pvm": pvm(esitys.saapumisaika)}
    osat = [esitys.kunta.nimi, esitys.asia and esitys.asia.numero, saapunut, esitys.get_tila_display()]
    return Osuma(
        otsikko=esitys.otsikko,
        url=esitys.get_absolute_url(),
        konteksti=", ".join(str(osa) for osa in osat if osa),
        kieli=esitys.kunta.kieli,
    )
