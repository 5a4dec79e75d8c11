"""What the contacts tell users of."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import pvm
from yhteyshenkilot import aukot


@rekisteroi
class Aukko(Ilmoituslaji):
    """Of an ``Aukkovaroitus``."""

    avain = "yhteyshenkilot.aukko"
    nimi = gettext_lazy("Avainprosessiin on tulossa aukko")

    def tilaajat(self, kohde):
        return jasenet(Rooli.KOORDINAATTORI, alue=kohde.kunta.alue)

    def on_ajankohtainen(self, kohde, user):
        """Nobody has been named in the meantime."""
        return aukot.on_auki(kohde.kunta, kohde.prosessi, max(kohde.alkupvm, kello.tanaan()))

    def otsikko(self, kohde):
        return _("Aukko %(pvm)s alkaen: %(kunta)s, %(prosessi)s") % {
            "pvm": pvm(kohde.alkupvm),
            "kunta": kohde.kunta.nimi,
            "prosessi": kohde.prosessi.nimi,
        }

    def teksti(self, kohde):
        return _(
            "Kukaan ei hoida avainprosessia kunnassa tästä päivästä alkaen. Nimeä sijainen tai uusi vastuuhenkilö."
        )
