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
    ehdokkaat: Iterable[Ehdokas], kunta, prosessit, *, ohita: Collection[int] = ()
) -> dict[Ehdokas, list[Tormays]]:
    """By candidate, without those that meet nothing.

    ``prosessit`` gives key processes by the keys of the lines. ``ohita`` are ids of plans whose open days give way.
    """
    return yhdessa([(list(ehdokkaat), kunta, prosessit)], ohita=ohita)[0]


def yhdessa(joukot, *, ohita: Collection[int] = ()) -> list[dict[Ehdokas, list[Tormays]]]:
    """Of plans of an area that are being made at the same time: ``[(candidates, municipality, key processes)]``.

    Each meets the days that there are, and the candidates of the others and its own.
    """
    kaikki = [ehdokas for ehdokkaat, _kunta, _prosessit in joukot for ehdokas in ehdokkaat]
    if not kaikki:
        return [{} for _joukko in joukot]
    alku, loppu = min(e.pvm for e in kaikki), max(e.pvm for e in kaikki)
    varatut = _varatut(joukot[0][1].alue_id, alku, loppu, ohita)
    henkilot = {henkilo.pk: henkilo for henkilo in Henkilo.objects.filter(pk__in={e.henkilo for e in kaikki})}
    for ehdokkaat, kunta, _prosessit in joukot:
        for e in ehdokkaat:
            varatut[e.pvm].append(
                _Varattu(
                    e.pvm,
                    e.alkuklo,
                    e.loppuklo,
                    e.henkilo,
                    henkilot[e.henkilo].nimi,
                    e.palvelupiste,
                    kunta.nimi,
                    kunta.pk,
                    e.rivi,
                )
            )
    poissa = defaultdict(list)
    for poissaolo in Poissaolo.objects.jaksolla(alku, loppu).filter(henkilo__in=henkilot):
        poissa[poissaolo.henkilo_id].append(poissaolo)
    return [
        _joukon(ehdokkaat, kunta, varatut, poissa, henkilot, _tiimit(kunta, prosessit, alku, loppu))
        for ehdokkaat, kunta, prosessit in joukot
    ]


def _joukon(ehdokkaat, kunta, varatut, poissa, henkilot, tiimit):
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


def _varatut(alue_id, alku, loppu, ohita):
    varatut = defaultdict(list)
    paivat = (
        Palvelupaiva.objects.filter(kunta__alue=alue_id, tila=Palvelupaiva.Tila.AVOIN)
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


def _tiimit(kunta, prosessit, alku, loppu):
    """Of each line the area's people who answer in the municipality for its key processes."""
    avaimet = {rivi: {prosessi.pk for prosessi in omat} for rivi, omat in prosessit.items()}
    kaikki = set().union(*avaimet.values())
    if not kaikki:
        return {}
    vastuut = list(
        Vastuu.objects.filter(kunta=kunta, prosessi__in=kaikki)
        .exclude(laji=Vastuu.Laji.SIJAINEN)
        .jaksolla(alku, loppu)
        .values_list("prosessi", "henkilo")
    )
    return {
        rivi: {henkilo for prosessi, henkilo in vastuut if prosessi in omat} for rivi, omat in avaimet.items()
    }


def _ehdokkaan(ehdokas, kunta, varatut, tiimi):
    for varattu in varatut:
        oma = varattu.rivi == ehdokas.rivi and varattu.kunta_id == kunta.pk
        if oma or not varattu.samaan_aikaan(ehdokas):
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
