"""What is told of contacts, groups and meetings; times and places of meetings go by invitation instead."""

from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.models import User
from tyollisyysalue.tekstit import viikonpaiva_pvm
from yhteyshenkilot.models import Muistio


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
