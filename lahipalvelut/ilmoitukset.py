"""Notices of service days."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from lahipalvelut.permissions import KIRJAAJAT
from tyollisyysalue import kello
from tyollisyysalue.ilmoitukset import Ilmoituslaji, Tapa, jasenet, rekisteroi
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import aikavali, pvm, viikonpaiva_pvm

Tila = Palvelupaiva.Tila
Alkupera = Palvelupaiva.Alkupera
# A day that has gone unlogged so long is told to the coordinators too.
KOORDINAATTORILLE = timedelta(days=7)


def kunta_ja_pvm(paiva):
    return {"kunta": paiva.kunta.nimi, "pvm": viikonpaiva_pvm(paiva.pvm)}


def milloin_ja_missa(paiva):
    return [
        _("Päivä: %(pvm)s %(klo)s")
        % {"pvm": viikonpaiva_pvm(paiva.pvm), "klo": aikavali(paiva.alkuklo, paiva.loppuklo)},
        _("Paikka: %(paikka)s") % {"paikka": paiva.palvelupiste.nimi},
    ]


def kavijat(paiva, *roolit):
    """Who goes, as a user, while working in the area in one of the roles."""
    return jasenet(*roolit, alue=paiva.kunta.alue).filter(pk=paiva.kavija.user_id)


@rekisteroi
class Muutos(Ilmoituslaji):
    """A day was cancelled, moved or added, or its cancellation was taken back."""

    avain = "lahipalvelut.muutos"
    malli = Palvelupaiva
    nimi = gettext_lazy("Muutos lähipalvelupäivään")
    roolit = [Rooli.YHDYSHENKILO, *KIRJAAJAT]

    def tilaajat(self, kohde):
        """The municipality's liaisons; while working in the area those who were to come, and who made the change."""
        alueella = jasenet(*Rooli, alue=kohde.kunta.alue)
        vastuuhenkilo = kohde.rivi.vastuuhenkilo.user_id
        sijainen = kohde.sijainen.user_id if kohde.sijainen else None
        return [
            *jasenet(kunta=kohde.kunta),
            *alueella.filter(pk__in={vastuuhenkilo, sijainen, kohde.muutosilmoittaja_id} - {None}),
        ]

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila in (*Palvelupaiva.MUUTETUT, Tila.AVOIN)

    def otsikko(self, kohde):
        tiedot = kunta_ja_pvm(kohde)
        if kohde.tila == Tila.PERUTTU:
            return _("Lähipalvelupäivä on peruttu: %(kunta)s %(pvm)s") % tiedot
        if kohde.tila == Tila.SIIRRETTY:
            uusi = kohde.siirretty_paivaan
            if uusi.pvm == kohde.pvm:
                return _("Lähipalvelupäivän aika tai paikka on muuttunut: %(kunta)s %(pvm)s") % tiedot
            tiedot["uusi"] = viikonpaiva_pvm(uusi.pvm)
            return _("Lähipalvelupäivä on siirretty: %(kunta)s %(pvm)s, uusi päivä %(uusi)s") % tiedot
        if kohde.alkupera == Alkupera.LISAPAIVA:
            return _("Ylimääräinen lähipalvelupäivä: %(kunta)s %(pvm)s") % tiedot
        return _("Lähipalvelupäivän peruutus on otettu takaisin: %(kunta)s %(pvm)s") % tiedot

    def teksti(self, kohde):
        rivit = milloin_ja_missa(kohde)
        if kohde.tila == Tila.SIIRRETTY:
            uusi = kohde.siirretty_paivaan
            rivit += [_("Siirretty:"), *milloin_ja_missa(uusi)]
        if kohde.tila in Palvelupaiva.MUUTETUT:
            # The reason's code alone: its words may tell of a person.
            rivit.append(_("Syy: %(syy)s") % {"syy": kohde.get_syykoodi_display()})
        return "\n".join(rivit)


@rekisteroi
class Kavija(Ilmoituslaji):
    """A day was given to somebody, or taken over by somebody else."""

    avain = "lahipalvelut.kavija"
    malli = Palvelupaiva
    nimi = gettext_lazy("Lähipalvelupäivän kävijä on vaihtunut")
    roolit = KIRJAAJAT

    def tilaajat(self, kohde):
        """Who goes now, and the one of the plan."""
        alueella = jasenet(*KIRJAAJAT, alue=kohde.kunta.alue)
        return alueella.filter(pk__in={kohde.kavija.user_id, kohde.rivi.vastuuhenkilo.user_id} - {None})

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila == Tila.AVOIN and kohde.pvm >= kello.tanaan()

    def otsikko(self, kohde):
        return _("Lähipalvelupäivän kävijä on nyt %(nimi)s: %(kunta)s %(pvm)s") % {
            "nimi": kohde.kavija.nimi,
            **kunta_ja_pvm(kohde),
        }

    def teksti(self, kohde):
        return "\n".join(milloin_ja_missa(kohde))


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


@rekisteroi
class Tanaan(Ilmoituslaji):
    """Where one goes today."""

    avain = "lahipalvelut.tanaan"
    malli = Palvelupaiva
    nimi = gettext_lazy("Päivän lähipalvelukäynnit")
    oletus = Tapa.KOOSTE
    roolit = KIRJAAJAT

    def tilaajat(self, kohde):
        return kavijat(kohde, *KIRJAAJAT)

    def on_ajankohtainen(self, kohde, user):
        return kohde.tila == Tila.AVOIN and kohde.pvm == kello.tanaan()

    def otsikko(self, kohde):
        return _("Tänään lähipalvelussa: %(kunta)s %(klo)s, %(paikka)s") % {
            "kunta": kohde.kunta.nimi,
            "klo": aikavali(kohde.alkuklo, kohde.loppuklo),
            "paikka": kohde.palvelupiste.nimi,
        }

    def teksti(self, kohde):
        return "\n".join(milloin_ja_missa(kohde))


@rekisteroi
class Kirjaamatta(Ilmoituslaji):
    """A day has gone by, and nobody has said what became of it."""

    avain = "lahipalvelut.kirjaamatta"
    malli = Palvelupaiva
    nimi = gettext_lazy("Kirjaamaton lähipalvelupäivä")
    oletus = Tapa.KOOSTE
    roolit = KIRJAAJAT

    def tilaajat(self, kohde):
        """Who was there; of a day that has waited a week the coordinators too."""
        omat = {user.pk: user for user in kavijat(kohde, *KIRJAAJAT)}
        if kohde.pvm <= kello.tanaan() - KOORDINAATTORILLE:
            omat |= {user.pk: user for user in jasenet(Rooli.KOORDINAATTORI, alue=kohde.kunta.alue)}
        return omat.values()

    def on_ajankohtainen(self, kohde, user):
        return kohde.on_kirjaamatta

    def otsikko(self, kohde):
        return _("Lähipalvelupäivä on kirjaamatta: %(kunta)s %(pvm)s") % kunta_ja_pvm(kohde)

    def teksti(self, kohde):
        return "\n".join([*milloin_ja_missa(kohde), _("Merkitse, pidettiinkö päivä vai peruttiinko se.")])
