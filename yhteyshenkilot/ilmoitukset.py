"""Notices of contacts."""

from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.models import User
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm, viikonpaiva_pvm
from yhteyshenkilot.models import Muistio


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


@rekisteroi
class MuistioJulkaistu(Ilmoituslaji):
    """To the member municipalities' liaisons, and to those who were invited and sign in."""

    avain = "yhteyshenkilot.tapaaminen"
    nimi = gettext_lazy("Ryhmän tapaamisen muistio on julkaistu")

    def tilaajat(self, tapaaminen):
        kutsutut = User.objects.filter(
            is_active=True, henkilo__osallistumiset__in=tapaaminen.osallistumiset.kutsutut()
        )
        jasenkunnat = tapaaminen.ryhma.jasenet.voimassa(tapaaminen.pvm).select_related("kunta")
        yhdyshenkilot = [jasenet(kunta=jasenyys.kunta) for jasenyys in jasenkunnat]
        return {user.pk: user for user in chain(kutsutut, *yhdyshenkilot)}.values()

    def on_ajankohtainen(self, tapaaminen, user):
        """A memo that was taken back to be corrected is told of anew when it is published anew."""
        return Muistio.objects.filter(tapaaminen=tapaaminen, julkaisuaika__isnull=False).exists()

    def otsikko(self, tapaaminen):
        return _("Muistio on julkaistu: %(ryhma)s %(pvm)s") % {
            "ryhma": tapaaminen.ryhma.nimi,
            "pvm": viikonpaiva_pvm(tapaaminen.alkuaika),
        }
