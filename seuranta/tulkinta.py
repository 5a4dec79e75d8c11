"""What a file of figures means: which cells are figures of a municipality's month, and which cannot be stored.

A file is judged whole: one faulty cell refuses it. Nothing here touches the database: the caller says which measures
and municipalities there are.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from seuranta import aluekoodit, kuukaudet, luvut
from seuranta.aluekoodit import Aluelaji
from seuranta.lukijat.c1 import Varoitus
from seuranta.lukijat.kuutio import Kuutio, Muoto, Rooli
from seuranta.lukijat.virheet import Virheet, hylkays, nayta
from seuranta.merkit import Puuttuva

_KUUKAUSI = re.compile(r"[0-9]{4}M[0-9]{2}")
_LUKU = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_KUNTANUMERO = re.compile(r"[0-9]{3}")
_MERKIT = {merkki.value: merkki for merkki in Puuttuva}


class Paikka(NamedTuple):
    """Where a measure stands in a table: one of the contents, and one value of each dimension beside area and time."""

    sisalto: str
    # (dimension, value), in the order of the dimensions' codes.
    arvot: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Kuvaus:
    """How a table is read."""

    taulu: str
    # Codes of the dimensions; without one of time it is the only one whose values are months.
    alue: str
    mittarit: Mapping[Paikka, Any]
    aika: str = ""
    # Whether the file must hold the whole table, and nothing but it.
    tasan: bool = False
    lahde: str = ""
    # Whether a municipality may be called by its number alone, KU687 or 687.
    numerot: bool = True

    @property
    def muut(self):
        """The dimensions of which one value is read."""
        return {koodi for paikka in self.mittarit for koodi, _arvo in paikka.arvot}

    def puute(self, kuutio):
        """Why the cube is not of this table, or an empty text."""
        koodit = [ulottuvuus.koodi for ulottuvuus in kuutio.ulottuvuudet]
        aika = self.ajan_koodi(kuutio)
        if aika is None or sorted(koodit) != sorted({self.alue, aika} | self.muut):
            if self.muut:
                odotetut = ", ".join(sorted({self.alue, self.aika} | self.muut))
                return _("Taulukko ei ole %(taulu)s: sen ulottuvuudet eivät ole %(odotetut)s.") % {
                    "taulu": self.taulu,
                    "odotetut": odotetut,
                }
            return _("Taulukko ei ole %(taulu)s: sen ulottuvuudet eivät ole alue ja kuukausi.") % {
                "taulu": self.taulu
            }
        return self._sisallon_puute([luokka.koodi for luokka in kuutio.sisalto])

    def ajan_koodi(self, kuutio):
        """The code of the dimension of time in this cube."""
        if self.aika:
            return self.aika
        ajat = kuutio.rooleittain(Rooli.AIKA)
        return ajat[0].koodi if len(ajat) == 1 else None

    def _sisallon_puute(self, koodit):
        tunnetut = list(dict.fromkeys(paikka.sisalto for paikka in self.mittarit))
        puuttuvat = [koodi for koodi in tunnetut if koodi not in koodit]
        vieraat = [koodi for koodi in koodit if koodi not in tunnetut] if self.tasan else []
        kahdesti = [koodi for koodi, maara in Counter(koodit).items() if maara > 1]
        for luetellut, syy in [
            (puuttuvat, _("Taulukko ei ole %(taulu)s: siitä puuttuu sarakkeita: %(koodit)s.")),
            (vieraat, _("Taulukko ei ole %(taulu)s: siinä on vieraita sarakkeita: %(koodit)s.")),
            (kahdesti, _("Taulukossa on sama sarake kahdesti: %(koodit)s.")),
        ]:
            if luetellut:
                nimet = [nayta(koodi) for koodi in luetellut[:5]] + ["…"] * (len(luetellut) > 5)
                return syy % {"taulu": self.taulu, "koodit": ", ".join(nimet)}
        return ""


class Luku(NamedTuple):
    """A figure of the file: codes of municipality and measure, month, and a ``Decimal`` or ``Puuttuva``.

    One of the country has no municipality.
    """

    kunta: str
    mittari: str
    kuukausi: date
    luku: Decimal | Puuttuva


@dataclass(frozen=True)
class Luvut:
    """The figures of municipalities, read from the file again each time: there may be millions of them."""

    lue: Callable[[], Iterator[Luku]]
    maara: int

    def __iter__(self):
        return self.lue()

    def __len__(self):
        return self.maara


@dataclass(frozen=True)
class Taulukko:
    """What a file holds: the figures of municipalities, and a count of everything else."""

    luvut: Luvut
    # Codes of the municipalities that have figures.
    kuntakoodit: frozenset[str]
    # How many areas there are of each kind, municipalities among them.
    alueet: Counter
    kuukaudet: list[date]
    # Secret cells of the whole file, and those of municipalities.
    salassa: int
    salassa_kunnissa: int
    # The day the source says the table was updated, if it does.
    paivitetty: date | None
    taulu: str = ""
    # As the figures are cited.
    lahde: str = ""
    muoto: Muoto = Muoto.PXJSON
    # The figures of the whole country, which the source gives beside those of municipalities.
    maan_luvut: tuple[Luku, ...] = ()
    # Cells of contents or groups that no measure of the table reads.
    ohitettuja: int = 0
    varoitukset: tuple[Varoitus, ...] = ()

    @property
    def kunnat(self):
        return self.alueet[Aluelaji.KUNTA]


def valitse(kuutio, kuvaukset):
    """Which of the tables the cube is of; the first of them is what it is compared with when it is of none.

    Raises ``TaulukkoVirhe``.
    """
    if kuutio.taulu:
        for kuvaus in kuvaukset:
            if kuvaus.taulu.casefold() == kuutio.taulu.casefold():
                return kuvaus
        raise hylkays(
            _("Taulukkoa %(taulu)s ei ole kuvattu. Kuvaa taulukko ensin: kerro, mitkä sen luvut tuodaan.")
            % {"taulu": nayta(kuutio.taulu)}
        )
    sopivat = [kuvaus for kuvaus in kuvaukset if not kuvaus.puute(kuutio)]
    # A file that holds a whole table also holds what another table picks from it.
    sopivat = [kuvaus for kuvaus in sopivat if kuvaus.tasan] or sopivat
    if len(sopivat) > 1:
        raise hylkays(
            _(
                "Tiedosto voi olla mikä tahansa näistä taulukoista: %(taulut)s. Lataa se JSON-stat 2- tai "
                "PX-muodossa, jossa on taulukon tunnus."
            )
            % {"taulut": ", ".join(kuvaus.taulu for kuvaus in sopivat)}
        )
    return sopivat[0] if sopivat else kuvaukset[0]


def tulkitse(kuutio, kuvaus, kunnat):
    """The table that the cube holds. Raises ``TaulukkoVirhe``.

    ``kunnat`` are the three-character codes of municipalities.
    """
    puute = kuvaus.puute(kuutio)
    if puute:
        raise hylkays(puute)
    return _Tulkki(kuutio, kuvaus, kunnat).taulukko()


@dataclass
class _Tulkki:
    kuutio: Kuutio
    kuvaus: Kuvaus
    kunnat: set[str]

    def __post_init__(self):
        self.virheet = Virheet(self.kuutio.muoto.paikan_ohje)
        self.alueen_paikka = self.kuutio.paikka(self.kuvaus.alue)
        self.ajan_paikka = self.kuutio.paikka(self.kuvaus.ajan_koodi(self.kuutio))
        self.muiden_paikat = [(koodi, self.kuutio.paikka(koodi)) for koodi in sorted(self.kuvaus.muut)]
        self.alueet: dict[str, tuple[str, Aluelaji | None, str]] = {}
        self.ajat: dict[str, date | None] = {}
        self.sarakkeet: dict[tuple, list] = {}

    def taulukko(self):
        nahdyt: dict[tuple, int] = {}
        alueet: dict[str, Aluelaji] = {}
        kuntakoodit: set[str] = set()
        kuukaudet_: set[date] = set()
        salassa: Counter = Counter()
        maan_luvut: list[Luku] = []
        maara = ohitettuja = 0
        for rivi in self.kuutio.lue_rivit(self.virheet):
            avain = self._avain(rivi)
            if avain is None:
                continue
            alue, laji, kuukausi = avain
            # Not by the key of the row: KU687 and 687 are the same municipality.
            mista = (alue, kuukausi, *self._muut(rivi))
            if mista in nahdyt:
                syy = _("Sama alue ja kuukausi on jo rivillä %(rivi)s.") % {"rivi": nahdyt[mista]}
                self.virheet.lisaa(syy, rivi.numero, _kohta(rivi))
                continue
            nahdyt[mista] = rivi.numero
            alueet[alue] = laji
            arvot = self._arvot(rivi)
            salassa[laji] += sum(luku is Puuttuva.SALASSA for _mittari, luku in arvot)
            ohitettuja += len(rivi.arvot) - len(arvot)
            if laji == Aluelaji.KUNTA and arvot:
                kuukaudet_.add(kuukausi)
                kuntakoodit.add(alue[2:])
                maara += len(arvot)
            elif laji == Aluelaji.MAA:
                maan_luvut += [Luku("", mittari, kuukausi, luku) for mittari, luku in arvot]
        self.virheet.nosta()
        if not maara:
            raise hylkays(_("Tiedostossa ei ole yhdenkään kunnan rivejä. Valitse taulukon alueiksi kunnat."))
        return Taulukko(
            luvut=Luvut(self._luvut, maara),
            kuntakoodit=frozenset(kuntakoodit),
            alueet=Counter(alueet.values()),
            kuukaudet=sorted(kuukaudet_),
            salassa=salassa.total(),
            salassa_kunnissa=salassa[Aluelaji.KUNTA],
            paivitetty=self.kuutio.paivitetty,
            taulu=self.kuvaus.taulu,
            lahde=self.kuvaus.lahde,
            muoto=self.kuutio.muoto,
            # A month of the country alone is no month of the batch.
            maan_luvut=tuple(luku for luku in maan_luvut if luku.kuukausi in kuukaudet_),
            ohitettuja=ohitettuja,
            varoitukset=self.kuutio.varoitukset,
        )

    def _luvut(self):
        """The figures of municipalities in rows that are known to be good."""
        for rivi in self.kuutio.lue_rivit(self.virheet):
            alue, laji, kuukausi = self._avain(rivi)
            if laji == Aluelaji.KUNTA:
                for mittari, luku in self._arvot(rivi):
                    yield Luku(alue[2:], mittari, kuukausi, luku)

    def _avain(self, rivi):
        """Area code, kind and month of a row, or None with the reason recorded."""
        koodi, kuukausikoodi = rivi.avain[self.alueen_paikka], rivi.avain[self.ajan_paikka]
        if koodi not in self.alueet:
            self.alueet[koodi] = self._alue(koodi)
        if kuukausikoodi not in self.ajat:
            self.ajat[kuukausikoodi] = _kuukausi(kuukausikoodi)
        alue, laji, syy = self.alueet[koodi]
        kuukausi = self.ajat[kuukausikoodi]
        if not syy and kuukausi is None:
            syy = _("Tuntematon kuukausi. Koodin muoto on 2026M06.")
        if syy:
            self.virheet.lisaa(syy, rivi.numero, _kohta(rivi))
            return None
        return alue, laji, kuukausi

    def _alue(self, koodi):
        """Code of StatFin's form, kind, and why the area is not known."""
        alue = f"KU{koodi}" if self.kuvaus.numerot and _KUNTANUMERO.fullmatch(koodi) else koodi
        laji = aluekoodit.laji(alue)
        if laji is None:
            return alue, laji, _("Tuntematon aluekoodi.")
        if laji == Aluelaji.KUNTA and alue[2:] not in self.kunnat:
            return alue, laji, _("Tuntematon kunta. Kuntaluettelossa ei ole tätä koodia.")
        return alue, laji, ""

    def _arvot(self, rivi):
        """``(code of measure, figure)`` of what the table's measures read from a row."""
        avain = self._muut(rivi)
        if avain not in self.sarakkeet:
            self.sarakkeet[avain] = self._mittarit(avain)
        arvot = []
        for sarake, sisalto, mittari, lue in self.sarakkeet[avain]:
            try:
                arvot.append((mittari.koodi, lue(rivi.arvot[sarake])))
            except ValueError as error:
                kohta = ", ".join(filter(None, [_kohta(rivi), nayta(sisalto)]))
                self.virheet.lisaa(str(error), rivi.paikka(sarake), kohta)
        return arvot

    def _muut(self, rivi):
        """The values of the dimensions beside area and time."""
        return tuple(rivi.avain[paikka] for _koodi, paikka in self.muiden_paikat)

    def _mittarit(self, avain):
        """Column, its code, measure and reader, of the columns that are read where the other dimensions have these
        values."""
        arvot = tuple((koodi, arvo) for (koodi, _paikka), arvo in zip(self.muiden_paikat, avain, strict=True))
        return [
            (sarake, luokka.koodi, mittari, _lukija(mittari))
            for sarake, luokka in enumerate(self.kuutio.sisalto)
            if (mittari := self.kuvaus.mittarit.get(Paikka(luokka.koodi, arvot)))
        ]


def _kohta(rivi):
    return ", ".join(map(nayta, rivi.avain))


def _kuukausi(koodi):
    if not _KUUKAUSI.fullmatch(koodi):
        return None
    try:
        return kuukaudet.lue(koodi)
    except ValueError:
        return None


def _lukija(mittari):
    """A function that reads a cell of the measure. Most cells of a column are like some other one of it."""

    @lru_cache(maxsize=4_096)
    def lue_teksti(teksti):
        if teksti in _MERKIT:
            return _MERKIT[teksti]
        if not _LUKU.fullmatch(teksti):
            raise _ei_luku(teksti)
        luku = Decimal(teksti)
        luvut.tarkista(luku, mittari)
        return luku

    def lue(arvo):
        if not isinstance(arvo, str):
            raise _ei_luku(arvo)
        return lue_teksti(arvo)

    return lue


def _ei_luku(arvo):
    return ValueError(
        _("”%(arvo)s” ei ole luku eikä mikään merkeistä . .. ... .... -") % {"arvo": nayta(arvo)}
    )
