import datetime

import factory

from lahipalvelut.models import Palvelupaiva, Palvelupiste, Palvelusuunnitelma, Suunnitelmarivi
from tests.factories import HenkiloFactory, KuntaFactory, Tehdas


class PalvelupisteFactory(Tehdas):
    class Meta:
        model = Palvelupiste

    kunta = factory.SubFactory(KuntaFactory)
    nimi = factory.Sequence(lambda n: f"Kunnantalo {n}")
    osoite = "Savotantie 1"


class PalvelusuunnitelmaFactory(Tehdas):
    class Meta:
        model = Palvelusuunnitelma

    kunta = factory.SubFactory(KuntaFactory)
    alkupvm = datetime.date(2025, 1, 1)
    tila = "hyvaksytty"
    hyvaksymispvm = datetime.date(2024, 12, 11)
    hyvaksymisviite = "päätös § 24"
    perustelu = "Asiakasmäärä suhteessa henkilötyövuosiin."


class SuunnitelmariviFactory(Tehdas):
    """Every other Wednesday from 8.1.2025."""

    class Meta:
        model = Suunnitelmarivi

    suunnitelma = factory.SubFactory(PalvelusuunnitelmaFactory)
    ankkuripvm = datetime.date(2025, 1, 8)
    vali = 2
    alkuklo = datetime.time(9)
    loppuklo = datetime.time(15)
    kanavat = ["paikalla", "puhelin"]
    palvelupiste = factory.SubFactory(PalvelupisteFactory, kunta=factory.SelfAttribute("..suunnitelma.kunta"))
    vastuuhenkilo = factory.SubFactory(
        HenkiloFactory, alue=factory.SelfAttribute("..suunnitelma.kunta.alue"), nimi="Milla Tuomikoski"
    )


class PalvelupaivaFactory(Tehdas):
    class Meta:
        model = Palvelupaiva

    rivi = factory.SubFactory(SuunnitelmariviFactory)
    kunta = factory.SelfAttribute("rivi.suunnitelma.kunta")
    palvelupiste = factory.SelfAttribute("rivi.palvelupiste")
    pvm = datetime.date(2025, 6, 11)
    alkuklo = datetime.time(9)
    loppuklo = datetime.time(15)

    class Params:
        pidetty = factory.Trait(
            tila="pidetty",
            kirjausaika=datetime.datetime(2025, 6, 25, 12, tzinfo=datetime.UTC),
        )
        peruttu = factory.Trait(
            tila="peruttu",
            syykoodi="sairastuminen",
            syy="Asiantuntija sairastui yöllä.",
            muutosaika=datetime.datetime(2025, 6, 11, 4, 30, tzinfo=datetime.UTC),
        )


def siirra(paiva, *, user, pvm, muutosaika=None, **uuden):
    """Move a day past the workflow: its new day."""
    uusi = PalvelupaivaFactory(rivi=paiva.rivi, pvm=pvm, alkupera="siirto", **uuden)
    paiva.tila, paiva.siirretty_paivaan = "siirretty", uusi
    paiva.syykoodi, paiva.syy = "saa", "Tie oli poikki."
    paiva.muutosaika = muutosaika or datetime.datetime(2025, 6, 10, 12, tzinfo=datetime.UTC)
    paiva.muutosilmoittaja = user
    paiva.save()
    return uusi
