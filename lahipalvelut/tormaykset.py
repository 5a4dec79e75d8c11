"""Who and what is elsewhere at the time of a planned day: the person, the room, the team; and who is away."""

import enum
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _

from lahipalvelut.models import Palvelupaiva
from lahipalvelut.vaihto import Ehdokas
from tyollisyysalue.models import Henkilo
from tyollisyysalue.tekstit import aikavali
from yhteyshenkilot.models import Poissaolo, Vastuu


class Laji(enum.StrEnum):
    HENKILO = "henkilo"
    TILA = "tila"
    TIIMI = "tiimi"
    POISSA = "poissa"


@dataclass(frozen=True)
class Tormays:
    laji: Laji
    teksti: str
    # A team elsewhere is worth knowing; the others keep the day from being held as planned.
    on_este: bool = True


@dataclass(frozen=True)
class _Varattu:
    pvm: date
    alkuklo: time
    loppuklo: time
    henkilo: int
    nimi: str
    palvelupiste: int
    kunta: str
    kunta_id: int
    rivi: int | None

    def samaan_aikaan(self, ehdokas):
        return self.alkuklo < ehdokas.loppuklo and ehdokas.alkuklo < self.loppuklo


def tormaykset(
    ehdokkaat: Iterable[Ehdokas], kunta, rivit, *, ohita: Collection[int] = (), muut=()
) -> dict[Ehdokas, list[Tormays]]:
    """By candidate, without those that meet nothing.

    ``rivit`` are the lines that give the candidates, by their keys. ``ohita`` are ids of plans whose open days give
    way to these; ``muut`` are ``(candidates, municipality)`` of other plans that are being made at the same time.
    """
    ehdokkaat = list(ehdokkaat)
    if not ehdokkaat:
        return {}
    alku, loppu = min(e.pvm for e in ehdokkaat), max(e.pvm for e in ehdokkaat)
    varatut = _varatut(kunta, alku, loppu, ohita)
    henkilot = {
        henkilo.pk: henkilo
        for henkilo in Henkilo.objects.filter(
            pk__in={e.henkilo for joukko in [ehdokkaat, *(e for e, _k in muut)] for e in joukko}
        )
    }
    for joukko, kohde in [(ehdokkaat, kunta), *muut]:
        for ehdokas in joukko:
            varatut[ehdokas.pvm].append(
                _Varattu(
                    ehdokas.pvm,
                    ehdokas.alkuklo,
                    ehdokas.loppuklo,
                    ehdokas.henkilo,
                    henkilot[ehdokas.henkilo].nimi,
                    ehdokas.palvelupiste,
                    kohde.nimi,
                    kohde.pk,
                    ehdokas.rivi if kohde.pk == kunta.pk else None,
                )
            )
    poissa = defaultdict(list)
    for poissaolo in Poissaolo.objects.jaksolla(alku, loppu).filter(henkilo__in=henkilot):
        poissa[poissaolo.henkilo_id].append(poissaolo)
    tiimit = _tiimit(kunta, rivit, alku, loppu)
    tulos = {}
    for ehdokas in ehdokkaat:
        loydot = list(_ehdokkaan(ehdokas, kunta, varatut[ehdokas.pvm], tiimit.get(ehdokas.rivi, ())))
        if any(
            p.alkupvm <= ehdokas.pvm and (p.loppupvm is None or ehdokas.pvm <= p.loppupvm)
            for p in poissa[ehdokas.henkilo]
        ):
            loydot.append(
                Tormays(
                    Laji.POISSA,
                    _("%(henkilo)s on poissa") % {"henkilo": henkilot[ehdokas.henkilo].nimi},
                )
            )
        if loydot:
            tulos[ehdokas] = loydot
    return tulos


def _varatut(kunta, alku, loppu, ohita):
    varatut = defaultdict(list)
    paivat = (
        Palvelupaiva.objects.filter(kunta__alue=kunta.alue_id, tila=Palvelupaiva.Tila.AVOIN)
        .jaksolla(alku, loppu)
        .exclude(rivi__suunnitelma__in=ohita)
        .select_related("kunta", "rivi__vastuuhenkilo", "sijainen")
    )
    for paiva in paivat:
        varatut[paiva.pvm].append(
            _Varattu(
                paiva.pvm,
                paiva.alkuklo,
                paiva.loppuklo,
                paiva.kavija.pk,
                paiva.kavija.nimi,
                paiva.palvelupiste_id,
                paiva.kunta.nimi,
                paiva.kunta_id,
                paiva.rivi_id,
            )
        )
    return varatut


def _tiimit(kunta, rivit, alku, loppu):
    """Of each line the area's people who answer in the municipality for its key processes."""
    prosessit = {rivi: {prosessi.pk for prosessi in prosessit_} for rivi, prosessit_ in rivit.items()}
    vastuut = (
        Vastuu.objects.filter(kunta=kunta, prosessi__in=set().union(*prosessit.values()))
        .exclude(laji=Vastuu.Laji.SIJAINEN)
        .jaksolla(alku, loppu)
        .values_list("prosessi", "henkilo")
    )
    return {
        rivi: {henkilo for prosessi, henkilo in vastuut if prosessi in omat}
        for rivi, omat in prosessit.items()
    }


def _ehdokkaan(ehdokas, kunta, varatut, tiimi):
    for varattu in varatut:
        if not varattu.samaan_aikaan(ehdokas) or varattu.rivi == ehdokas.rivi:
            continue
        tiedot = {
            "henkilo": varattu.nimi,
            "kunta": varattu.kunta,
            "aika": aikavali(varattu.alkuklo, varattu.loppuklo),
        }
        if varattu.henkilo == ehdokas.henkilo:
            yield Tormays(
                Laji.HENKILO, _("%(henkilo)s on samaan aikaan muualla: %(kunta)s %(aika)s") % tiedot
            )
        elif varattu.palvelupiste == ehdokas.palvelupiste:
            yield Tormays(Laji.TILA, _("Tila on varattu %(aika)s (%(henkilo)s)") % tiedot)
        elif varattu.henkilo in tiimi and varattu.kunta_id != kunta.pk:
            yield Tormays(
                Laji.TIIMI,
                _("Tiimin %(henkilo)s on muualla: %(kunta)s %(aika)s") % tiedot,
                on_este=False,
            )
