"""Notices of contacts."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm


@rekisteroi
class LuetteloKuittaamatta(Ilmoituslaji):
    """Of a sending of contact lists, the day after its time to acknowledge has run out."""

    avain = "yhteyshenkilot.luettelo_kuittaamatta"
    nimi = gettext_lazy("Kunta ei ole kuitannut yhteyshenkilöluetteloa")

    def tilaajat(self, kohde):
        return jasenet(Rooli.KOORDINAATTORI, alue=kohde.alue)

    def on_ajankohtainen(self, kohde, user):
        return bool(_myohassa(kohde))

    def otsikko(self, kohde):
        kuntia = _myohassa(kohde)
        return ngettext(
            "Yhteyshenkilöluettelo %(pvm)s on kuittaamatta %(kuntia)s kunnassa",
            "Yhteyshenkilöluettelo %(pvm)s on kuittaamatta %(kuntia)s kunnassa",
            kuntia,
        ) % {"pvm": pvm(kohde.lahetysaika), "kuntia": kuntia}

    def osoite(self, kohde):
        return reverse("yhteyshenkilot:kuittaamatta")


def _myohassa(lahetys):
    return lahetys.saajat.myohassa(kello.tanaan()).count()
