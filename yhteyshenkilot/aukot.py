"""Coverage of an area as the database has it, for pages, front pages and the job that warns."""

from dataclasses import dataclass
from datetime import date, timedelta

from tyollisyysalue import kello
from tyollisyysalue.models import Henkilo, Kunta
from yhteyshenkilot.kattavuus import Kattavuus, Poissa, Vastuujakso, uudet_aukot
from yhteyshenkilot.models import Avainprosessi, Poissaolo, Vastuu
from yhteyshenkilot.poissa import jakso
from yhteyshenkilot.poissa import liita as poissa_aikana

# How far ahead the page looks, and how long before a hole opens the coordinators are told.
PAIVIA_ETEENPAIN = timedelta(days=90)
VAROITUSAIKA = timedelta(days=30)
# A hole without an end is counted to here: what comes after is planned later.
VUOSI = timedelta(days=365)


@dataclass(frozen=True)
class Tilanne:
    """Everything that coverage between two days rests on, read once."""

    kunnat: list[Kunta]
    prosessit: list[Avainprosessi]
    vastuut: list[Vastuu]
    poissaolot: list[Poissaolo]

    @property
    def henkilot(self) -> dict[int, Henkilo]:
        return {vastuu.henkilo_id: vastuu.henkilo for vastuu in self.vastuut}

    def kattavuus(self, *, vastuut=None, poissaolot=None):
        """Of the rows as they are, or as they would be after a change."""
        return Kattavuus(
            map(vastuujakso, self.vastuut if vastuut is None else vastuut),
            map(poissa, self.poissaolot if poissaolot is None else poissaolot),
        )

    def aukot(self, alku, loppu, kattavuus=None):
        """The holes with their rows: ``(Aukko, municipality, process)``, the first to open first."""
        kunnat = {kunta.pk: kunta for kunta in self.kunnat}
        prosessit = {prosessi.pk: prosessi for prosessi in self.prosessit}
        return [
            (aukko, kunnat[aukko.kunta], prosessit[aukko.prosessi])
            for alue in {kunta.alue_id for kunta in self.kunnat}
            for aukko in (kattavuus or self.kattavuus()).kaikki_aukot(
                [kunta.pk for kunta in self.kunnat if kunta.alue_id == alue],
                [prosessi.pk for prosessi in self.prosessit if prosessi.alue_id == alue],
                alku,
                loppu,
            )
        ]


def vastuujakso(vastuu):
    return Vastuujakso(
        vastuu.kunta_id, vastuu.prosessi_id, vastuu.henkilo_id, vastuu.laji, vastuu.alkupvm, vastuu.loppupvm
    )


def poissa(poissaolo):
    return Poissa(poissaolo.henkilo_id, poissaolo.alkupvm, poissaolo.loppupvm)


def lue(kunnat, alku, loppu):
    """Coverage of the municipalities between two days. A process out of use is nobody's duty any more."""
    kunnat = list(kunnat)
    prosessit = Avainprosessi.objects.filter(alue__in={kunta.alue_id for kunta in kunnat}).kaytossa()
    rivit = list(
        poissa_aikana(
            Vastuu.objects.filter(kunta__in=kunnat)
            .jaksolla(alku, loppu)
            .select_related("henkilo", "prosessi"),
            "henkilo",
            alku,
            asti=loppu,
        )
    )
    vastuut = {rivi.pk: rivi for rivi in rivit}
    poissaolot = {rivi.poissaolo.pk: rivi.poissaolo for rivi in rivit if rivi.poissaolo}
    return Tilanne(kunnat, list(prosessit), list(vastuut.values()), list(poissaolot.values()))


def uudet(henkilo, alku, loppu, *, poissaolo=None, korvaa=None, paattyvat=()):
    """In words the holes that a change would leave, from today on.

    The change is an absence of the person, in place of ``korvaa``; or the end, on the day before ``alku``, of the
    responsibilities ``paattyvat``.
    """
    alku = max(alku, kello.tanaan())
    asti = None if loppu else alku + VUOSI
    loppu = loppu or alku + VUOSI
    if loppu < alku:
        return []
    tilanne = lue(kunnat(henkilo), alku, loppu)
    poissaolot = [rivi for rivi in tilanne.poissaolot if rivi != korvaa]
    jalkeen = tilanne.kattavuus(
        vastuut=[vastuu for vastuu in tilanne.vastuut if vastuu not in paattyvat],
        poissaolot=[*poissaolot, poissaolo] if poissaolo else poissaolot,
    )
    ennen = [rivi[0] for rivi in tilanne.aukot(alku, loppu)]
    rivit = tilanne.aukot(alku, loppu, jalkeen)
    paikat = {(aukko.kunta, aukko.prosessi): (kunta, prosessi) for aukko, kunta, prosessi in rivit}
    return [
        sanoina(aukko, *paikat[aukko.kunta, aukko.prosessi], asti)
        for aukko in uudet_aukot(ennen, [rivi[0] for rivi in rivit])
    ]


def henkilon(henkilo, alku, loppu):
    """In words the holes of what the person answers for, between two days; ``loppu`` None is without an end."""
    asti = None if loppu else alku + VUOSI
    loppu = loppu or alku + VUOSI
    omat = set(Vastuu.objects.filter(henkilo=henkilo).jaksolla(alku, loppu).values_list("kunta", "prosessi"))
    tilanne = lue(kunnat(henkilo), alku, loppu)
    return [
        sanoina(aukko, kunta, prosessi, asti)
        for aukko, kunta, prosessi in tilanne.aukot(alku, loppu)
        if (kunta.pk, prosessi.pk) in omat
    ]


def kunnat(henkilo):
    """The municipalities where the person answers for something, at any time."""
    return Kunta.objects.filter(pk__in=Vastuu.objects.filter(henkilo=henkilo).values("kunta"))


def sanoina(aukko, kunta, prosessi, asti=None):
    """``Kaavi: nuoret, 24.11.–5.12.2026``. Of a hole that goes on at ``asti`` the end is not known."""
    aika = jakso(aukko.alku, None if asti and aukko.loppu >= asti else aukko.loppu)
    return f"{kunta.nimi}: {prosessi.nimi}, {aika}"


def on_auki(kunta, prosessi, pvm: date):
    """Whether nobody serves the process in the municipality on the day."""
    tilanne = lue([kunta], pvm, pvm)
    return bool(tilanne.kattavuus().aukot(kunta.pk, prosessi.pk, pvm, pvm))
