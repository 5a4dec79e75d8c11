"""Notices of service days."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.models import Palvelupaiva
from lahipalvelut.permissions import KIRJAAJAT
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import aikavali, viikonpaiva_pvm

Tila = Palvelupaiva.Tila


@rekisteroi
class Muutos(Ilmoituslaji):
    """A day was cancelled, or its cancellation was taken back."""

    avain = "lahipalvelut.muutos"
    malli = Palvelupaiva
    nimi = gettext_lazy("Muutos lähipalvelupäivään")
    roolit = [Rooli.YHDYSHENKILO, *KIRJAAJAT]

    def tilaajat(self, kohde):
        """The municipality's liaisons, and the one who was to come, while working in the area."""
        alueella = jasenet(*Rooli, alue=kohde.kunta.alue)
        return [
            *jasenet(kunta=kohde.kunta),
            *alueella.filter(pk=kohde.kavija.user_id),
        ]

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila in (Tila.PERUTTU, Tila.AVOIN)

    def otsikko(self, kohde):
        tiedot = {"kunta": kohde.kunta.nimi, "pvm": viikonpaiva_pvm(kohde.pvm)}
        if kohde.tila == Tila.PERUTTU:
            return _("Lähipalvelupäivä on peruttu: %(kunta)s %(pvm)s") % tiedot
        return _("Lähipalvelupäivän peruutus on otettu takaisin: %(kunta)s %(pvm)s") % tiedot

    def teksti(self, kohde):
        rivit = [
            _("Päivä: %(pvm)s %(klo)s")
            % {"pvm": viikonpaiva_pvm(kohde.pvm), "klo": aikavali(kohde.alkuklo, kohde.loppuklo)},
            _("Paikka: %(paikka)s") % {"paikka": kohde.palvelupiste.nimi},
        ]
        if kohde.tila == Tila.PERUTTU:
            # The reason's code alone: its words may tell of a person.
            rivit.append(_("Syy: %(syy)s") % {"syy": kohde.get_syykoodi_display()})
        return "\n".join(rivit)
