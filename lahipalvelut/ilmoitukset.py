"""Notices of service days."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from lahipalvelut.permissions import KIRJAAJAT
from tyollisyysalue.ilmoitukset import Ilmoituslaji, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import aikavali, pvm, viikonpaiva_pvm

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


@rekisteroi
class Suunnitelma(Ilmoituslaji):
    """A plan was approved, and days have come or gone."""

    avain = "lahipalvelut.suunnitelma"
    malli = Palvelusuunnitelma
    nimi = gettext_lazy("Uusi palvelusuunnitelma")
    roolit = [Rooli.YHDYSHENKILO, *KIRJAAJAT]

    def tilaajat(self, kohde):
        """The municipality's liaisons, and those whom the plan sends there."""
        alueella = jasenet(*Rooli, alue=kohde.kunta.alue)
        return [
            *jasenet(kunta=kohde.kunta),
            *alueella.filter(pk__in=kohde.rivit.values("vastuuhenkilo__user")),
        ]

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila == Palvelusuunnitelma.Tila.HYVAKSYTTY

    def otsikko(self, kohde):
        return _("Uusi palvelusuunnitelma: %(kunta)s %(pvm)s alkaen") % {
            "kunta": kohde.kunta.nimi,
            "pvm": pvm(kohde.alkupvm),
        }

    def teksti(self, kohde):
        return "\n".join(
            [
                *(rivi.toistuvuus.lause().capitalize() for rivi in kohde.rivit.all()),
                _("Hyväksytty %(pvm)s: %(viite)s")
                % {"pvm": pvm(kohde.hyvaksymispvm), "viite": kohde.hyvaksymisviite},
            ]
        )
