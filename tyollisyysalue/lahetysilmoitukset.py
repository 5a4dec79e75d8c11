"""The notice of mail that did not arrive."""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.lahetykset import ONGELMA
from tyollisyysalue.models import Ilmoitus, Lahetys
from tyollisyysalue.roolit import Rooli


@rekisteroi
class LahetysOngelma(Ilmoituslaji):
    """Of a whole mail: thirty that come back one by one are one thing to look at, not thirty."""

    avain = ONGELMA
    nimi = gettext_lazy("Sähköposti ei mennyt perille")

    def tilaajat(self, kohde):
        tilaajat = set(jasenet(Rooli.KOORDINAATTORI, alue=kohde.alue)) if kohde.alue else set()
        if kohde.user and kohde.user.is_active:
            tilaajat.add(kohde.user)
        # Who has not yet seen the last one finds the new ones there too.
        nakematta = Ilmoitus.objects.nakematta().filter(
            laji=self.avain, content_type=ContentType.objects.get_for_model(Lahetys), object_id=kohde.pk
        )
        return tilaajat - {ilmoitus.user for ilmoitus in nakematta.select_related("user")}

    def on_ajankohtainen(self, kohde, user):
        return kohde.vastaanottajat.ongelmat().exists()

    def otsikko(self, kohde):
        maara = kohde.vastaanottajat.ongelmat().count()
        return ngettext(
            "Viesti ei mennyt perille %(maara)s vastaanottajalle: %(aihe)s",
            "Viesti ei mennyt perille %(maara)s vastaanottajalle: %(aihe)s",
            maara,
        ) % {"maara": maara, "aihe": kohde.aihe}

    def teksti(self, kohde):
        return _("Katso, mitä sähköpostipalvelin vastasi, ja lähetä viesti tarvittaessa uudelleen.")
