"""A published table beside the figures in force: what importing it would change."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from seuranta import aluekoodit, kuukaudet, lukijat, pxweb, valitaulu
from seuranta.lukijat import mallipohja
from seuranta.lukijat.kuutio import Muoto
from seuranta.lukijat.virheet import hylkays, nayta
from seuranta.merkit import Puuttuva
from seuranta.models import Havainto, Maahavainto, Mittari, Taulukuvaus
from seuranta.tulkinta import Kuvaus, Luku, Paikka, Taulukko, tulkitse, valitse
from tyollisyysalue.hetu import sisaltaa_hetun
from tyollisyysalue.models import Kunta
from tyollisyysalue.tekstit import luku as luku_tekstina
from tyollisyysalue.tiedostot import turvallinen_nimi

TAULU = "12r5"
LAHDE = "KEHA-keskus, Työnvälitystilasto / Tilastokeskus"
# More than anybody looks through; a file of another year's figures would change them all.
NAYTETTAVAT_MUUTOKSET = 1_000


@dataclass(frozen=True)
class Tiedosto:
    """A file that was read without errors."""

    nimi: str
    koko: int
    sha256: str
    taulukko: Taulukko


@dataclass(frozen=True)
class Muutos:
    """A figure that differs from the one in force; None where there is none."""

    kunta: Kunta
    mittari: Mittari
    kuukausi: date
    vanha: Decimal | Puuttuva | None
    uusi: Decimal | Puuttuva | None


class Kuukausirivi(NamedTuple):
    """How many figures of municipalities a month has, and how many of them are of what kind."""

    kuukausi: date
    lukuja: int
    salassa: int
    uusia: int
    muuttuneita: int

    @property
    def ennallaan(self):
        return self.lukuja - self.uusia - self.muuttuneita


@dataclass(frozen=True)
class Vertailu:
    tiedosto: Tiedosto
    kuukausittain: list[Kuukausirivi]
    # The first of them.
    muuttuneet: list[Muutos]
    # The same for two comparisons of a file only when they would store the same over the same.
    tiiviste: str
    # All municipalities by code.
    kunnat: dict[str, Kunta]
    # The figures of the country that differ from those in force.
    maan_muutokset: list[Luku]

    @property
    def uusia(self):
        return sum(rivi.uusia for rivi in self.kuukausittain)

    @property
    def muuttuneita(self):
        return sum(rivi.muuttuneita for rivi in self.kuukausittain)

    @property
    def muutoksia(self):
        return self.uusia + self.muuttuneita + len(self.maan_muutokset)

    @property
    def ennallaan(self):
        return sum(rivi.ennallaan for rivi in self.kuukausittain)

    def tulos(self):
        """What the batch keeps of it, as JSON."""
        taulukko = self.tiedosto.taulukko
        return {
            "kuukaudet": [kuukausi.isoformat() for kuukausi in taulukko.kuukaudet],
            "alueet": {str(laji): maara for laji, maara in taulukko.alueet.items()},
            "paivitetty": taulukko.paivitetty.isoformat() if taulukko.paivitetty else None,
            "muoto": str(taulukko.muoto),
            "uusia": self.uusia,
            "muuttuneita": self.muuttuneita,
            "ennallaan": self.ennallaan,
            "maa": len(self.maan_muutokset),
            "salassa": taulukko.salassa,
            "salassa_kunnissa": taulukko.salassa_kunnissa,
        }


def kuvaukset():
    """The tables that can be imported, the built-in one first."""
    kuvatut = Taulukuvaus.objects.prefetch_related("mittarit")
    return [kuvaus_12r5(Mittari.objects.filter(taulu=TAULU)), *map(_kuvattu, kuvatut)]


def _kuvattu(kuvaus):
    return Kuvaus(
        taulu=kuvaus.taulu,
        alue=kuvaus.alue,
        aika=kuvaus.aika,
        lahde=kuvaus.lahde,
        mittarit={
            Paikka(mittari.sisalto, tuple(sorted(mittari.arvot.items()))): mittari
            for mittari in kuvaus.mittarit.all()
        },
    )


def kuvaus_12r5(mittarit):
    """Table 12r5, whose measures are called as its contents are."""
    return Kuvaus(
        taulu=TAULU,
        alue="Alue",
        mittarit={Paikka(mittari.koodi): mittari for mittari in mittarit},
        lahde=LAHDE,
        tasan=True,
        numerot=False,
    )


def _kuvaus(kuutio):
    if kuutio.muoto in (Muoto.CSV, Muoto.XLSX):
        return mallipohjan_kuvaus(kuutio)
    return valitse(kuutio, kuvaukset())


def mallipohjan_kuvaus(kuutio):
    """The table that the columns of a template are measures of, which need not be all of them."""
    koodit = [luokka.koodi for luokka in kuutio.sisalto]
    mittarit = {mittari.koodi: mittari for mittari in Mittari.objects.filter(koodi__in=koodit)}
    vieraat = [koodi for koodi in koodit if koodi not in mittarit]
    if vieraat:
        raise hylkays(
            _("Mallipohjassa on tuntemattomia sarakkeita: %(koodit)s. Sarakkeen nimi on mittarin koodi.")
            % {"koodit": ", ".join([nayta(koodi) for koodi in vieraat[:5]] + ["…"] * (len(vieraat) > 5))}
        )
    taulut = sorted({mittari.taulu for mittari in mittarit.values()})
    if len(taulut) > 1:
        raise hylkays(
            _("Mallipohjassa on usean taulukon mittareita: %(taulut)s. Tee kullekin oma tiedosto.")
            % {"taulut": ", ".join(taulut)}
        )
    return Kuvaus(
        taulu=taulut[0],
        alue=mallipohja.KUNTA,
        aika=mallipohja.KUUKAUSI,
        lahde=LAHDE if taulut[0] == TAULU else next(iter(mittarit.values())).lahde,
        mittarit={Paikka(koodi): mittari for koodi, mittari in mittarit.items()},
        tasan=True,
    )


def lue(nimi, tavut):
    """Read a file of one of the tables. Raises ``TaulukkoVirhe``."""
    if sisaltaa_hetun(nimi):
        raise hylkays(_("Tiedoston nimessä on henkilötunnus. Vaihda tiedoston nimi ja tuo se uudelleen."))
    kuutio = lukijat.lue(tavut)
    kunnat = set(Kunta.objects.values_list("koodi", flat=True))
    taulukko = tulkitse(kuutio, _kuvaus(kuutio), kunnat)
    return Tiedosto(turvallinen_nimi(nimi)[:200], len(tavut), hashlib.sha256(tavut).hexdigest(), taulukko)


def hae(taulu, kuut, haku=None):
    """Name and bytes of some months of a table out of the interface. Raises ``pxweb.HakuVirhe``."""
    kuvaus = next((kuvaus for kuvaus in kuvaukset() if kuvaus.taulu.casefold() == taulu.casefold()), None)
    if kuvaus is None:
        raise pxweb.HakuVirhe(_("Taulua %(taulu)s ei ole kuvattu.") % {"taulu": nayta(taulu)})
    tavut = (haku or pxweb.Haku()).hae(kuvaus, kuut)
    return f"haettu-{kuvaus.taulu}-{kuukaudet.koodi(kuut[-1])}.json", tavut


@transaction.atomic
def vertaa(tiedosto, kunnat, hetki):
    """What the file would change at ``hetki``; ``kunnat`` are all municipalities.

    Until the transaction ends ``valitaulu.tallenna`` stores it.
    """
    kunnat = {kunta.koodi: kunta for kunta in kunnat}
    taulukko = tiedosto.taulukko
    mittarit = {mittari.koodi: mittari for mittari in Mittari.objects.filter(taulu=taulukko.taulu)}
    valitaulu.tayta(
        (kunnat[kunta].pk, mittarit[mittari].pk, kuukausi, luku)
        for kunta, mittari, kuukausi, luku in taulukko.luvut
    )
    valitaulu.vertaa(
        Havainto.objects.filter(kuukausi__in=taulukko.kuukaudet, mittari__in=mittarit.values()).tiedossa(
            hetki
        )
    )
    kunnat_pk = {kunta.pk: kunta for kunta in kunnat.values()}
    mittarit_pk = {mittari.pk: mittari for mittari in mittarit.values()}
    kuukausittain = valitaulu.kuukausittain()
    maan_muutokset = _maan_muutokset(taulukko, mittarit, hetki)
    return Vertailu(
        tiedosto,
        [Kuukausirivi(*rivi) for *rivi, _summa in kuukausittain],
        [
            Muutos(kunnat_pk[kunta], mittarit_pk[mittari], kuukausi, vanha, uusi)
            for kunta, mittari, kuukausi, vanha, uusi in valitaulu.muuttuneet(NAYTETTAVAT_MUUTOKSET)
        ],
        hashlib.sha256(f"{tiedosto.sha256} {kuukausittain} {maan_muutokset}".encode()).hexdigest(),
        kunnat,
        maan_muutokset,
    )


def _maan_muutokset(taulukko, mittarit, hetki):
    """At most a few thousand: one figure for each measure and month."""
    voimassa = Maahavainto.objects.filter(
        kuukausi__in=taulukko.kuukaudet, mittari__in=mittarit.values()
    ).tiedossa(hetki)
    nykyiset = {(h.mittari.koodi, h.kuukausi): h.luku for h in voimassa.select_related("mittari")}
    return [luku for luku in taulukko.maan_luvut if nykyiset.get((luku.mittari, luku.kuukausi)) != luku.luku]


def selostus(tulos):
    """What a file held and what was stored of it, in a few sentences; ``tulos`` as ``Vertailu.tulos`` gives it."""
    maarat = {nimi: luku_tekstina(arvo) for nimi, arvo in tulos.items() if isinstance(arvo, int)}
    return [
        aluekoodit.yhteenveto(tulos["alueet"]) + ".",
        _("Kuukaudet: %(kuukaudet)s.")
        % {"kuukaudet": ", ".join(kuukaudet.sanoin(date.fromisoformat(kk)) for kk in tulos["kuukaudet"])},
        _("Kuntien lukuja: %(uusia)s uutta, %(muuttuneita)s muuttunutta, %(ennallaan)s ennallaan.") % maarat,
        *([_("Koko maan lukuja: %(maa)s uutta tai muuttunutta.") % maarat] if tulos.get("maa") else []),
        _("Salassa pidettäviä lukuja %(salassa)s, joista kuntien %(salassa_kunnissa)s.") % maarat,
    ]
