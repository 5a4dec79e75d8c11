"""The notice of mail that did not arrive."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.lahetykset import ONGELMA
from tyollisyysalue.models import Ilmoitus, Lahetys
from tyollisyysalue.models.lahetykset import LAHETTAJAT
from tyollisyysalue.roolit import Rooli


@rekisteroi
class LahetysOngelma(Ilmoituslaji):
    """Of a whole mail: thirty that come back one by one are one thing to look at, not thirty."""

    avain = ONGELMA
    malli = Lahetys
    nimi = gettext_lazy("Sähköposti ei mennyt perille")
    roolit = LAHETTAJAT

    def tilaajat(self, kohde):
        tilaajat = set(jasenet(Rooli.KOORDINAATTORI, alue=kohde.alue)) if kohde.alue else set()
        if kohde.user and kohde.user.is_active:
            tilaajat.add(kohde.user)
        return tilaajat

    def on_ajankohtainen(self, kohde, user):
        # Who has been mailed and has not yet looked finds the new ones there too.
        kerrotut = Ilmoitus.objects.nakematta().filter(
            user=user,
            laji=self.avain,
            content_type=ContentType.objects.get_for_model(Lahetys),
            object_id=kohde.pk,
            lahetys__isnull=False,
        )
        return kohde.vastaanottajat.ongelmat().exists() and not kerrotut.exists()

    def otsikko(self, kohde):
        maara = kohde.vastaanottajat.ongelmat().count()
        return ngettext(
            "Viesti ei mennyt perille %(maara)s vastaanottajalle: %(aihe)s",
            "Viesti ei mennyt perille %(maara)s vastaanottajalle: %(aihe)s",
            maara,
        ) % {"maara": maara, "aihe": kohde.aihe}

    def teksti(self, kohde):
        return _("Katso, mitä sähköpostipalvelin vastasi, ja lähetä viesti tarvittaessa uudelleen.")
