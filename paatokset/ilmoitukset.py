"""Notices of a proposal on its way between the secretary and the presenter.

The decision itself is told of with the request that it answers (``esitykset.vastattu``).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paatokset.models import Paatos
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli

Tila = Paatos.Tila


class Ehdotuksesta(Ilmoituslaji):
    """While the proposal waits for those who hold ``rooli`` in the area."""

    malli = Paatos
    rooli: Rooli
    tila: Paatos.Tila

    def tilaajat(self, kohde):
        return jasenet(self.rooli, alue=kohde.asia.alue)

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila == self.tila

    def teksti(self, kohde):
        return "\n".join(
            [
                _("Päätös: %(otsikko)s") % {"otsikko": kohde.otsikko},
                _("Asianumero: %(numero)s") % {"numero": kohde.asia.numero},
            ]
        )


@rekisteroi
class Esittelijalla(Ehdotuksesta):
    avain = "paatokset.esittelijalla"
    nimi = gettext_lazy("Päätösehdotus luettavaksi ja hyväksyttäväksi")
    rooli = Rooli.ESITTELIJA
    roolit = [Rooli.ESITTELIJA]
    tila = Tila.ESITTELIJALLA

    def otsikko(self, kohde):
        return _("Päätösehdotus odottaa sinua: %(numero)s") % {"numero": kohde.asia.numero}


@rekisteroi
class Palautettu(Ehdotuksesta):
    avain = "paatokset.palautettu"
    nimi = gettext_lazy("Esittelijä palautti ehdotuksen valmisteluun")
    rooli = Rooli.SIHTEERI
    roolit = [Rooli.SIHTEERI]
    tila = Tila.PALAUTETTU

    def otsikko(self, kohde):
        return _("Ehdotus palautettiin valmisteluun: %(numero)s") % {"numero": kohde.asia.numero}


@rekisteroi
class Hyvaksytty(Ehdotuksesta):
    avain = "paatokset.hyvaksytty"
    nimi = gettext_lazy("Esittelijä hyväksyi ehdotuksen")
    rooli = Rooli.SIHTEERI
    roolit = [Rooli.SIHTEERI]
    tila = Tila.HYVAKSYTTY

    def otsikko(self, kohde):
        return _("Ehdotus on hyväksytty kokoukseen: %(numero)s") % {"numero": kohde.asia.numero}
