"""Notices of a proposal on its way between the secretary and the presenter.

The decision itself is told of with the request that it answers (``esitykset.vastattu``).
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from paatokset import permissions
from paatokset.models import Osio, Paatos
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.roolit import HENKILOSTO, Rooli
from tyollisyysalue.tekstit import pvm

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


class Osiosta(Ilmoituslaji):
    """Of a section that somebody prepares. Its heading stays out of mails: it may be secret."""

    malli = Osio

    def teksti(self, kohde):
        rivit = [
            _("Päätös: %(otsikko)s") % {"otsikko": kohde.paatos.otsikko},
            _("Osio: %(numero)s") % {"numero": kohde.jarjestys},
        ]
        if kohde.maarapvm:
            rivit.append(_("Valmis viimeistään: %(pvm)s") % {"pvm": pvm(kohde.maarapvm)})
        return "\n".join(rivit)


@rekisteroi
class OsioAnnettu(Osiosta):
    avain = "paatokset.osio_annettu"
    nimi = gettext_lazy("Päätösluonnoksen osio valmisteltavaksi")
    roolit = HENKILOSTO

    def tilaajat(self, kohde):
        return [kohde.vastuuhenkilo.user] if kohde.vastuuhenkilo and kohde.vastuuhenkilo.user else []

    def on_ajankohtainen(self, kohde, user):
        return (
            kohde.poistettu is None
            and kohde.valmisaika is None
            and kohde.paatos.tila in permissions.MUOKATTAVAT
        )

    def otsikko(self, kohde):
        return _("Sinulle annettiin osio valmisteltavaksi: %(numero)s") % {"numero": kohde.paatos.asia.numero}


@rekisteroi
class OsioValmis(Osiosta):
    avain = "paatokset.osio_valmis"
    nimi = gettext_lazy("Päätösluonnoksen osio on valmis")
    roolit = [Rooli.SIHTEERI]

    def tilaajat(self, kohde):
        return jasenet(Rooli.SIHTEERI, alue=kohde.paatos.asia.alue)

    def on_ajankohtainen(self, kohde, user):
        return kohde.valmisaika is not None and kohde.paatos.tila in permissions.MUOKATTAVAT

    def otsikko(self, kohde):
        return _("Osio on valmis: %(numero)s") % {"numero": kohde.paatos.asia.numero}
