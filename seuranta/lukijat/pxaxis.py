"""PC-Axis (PX): statements of keywords, and the figures in one run of which the last dimension varies fastest.

    STUB="Kuukausi";
    VALUES[sv]("Månad")="2024M01","2024M02";
    DATA=49.0 "..." 26.0;

Dimensions come in the order of STUB and HEADING. A string may go on on the next line, a missing figure is in quotes,
and the bytes are in the encoding that CODEPAGE names.
"""

import bisect
import itertools
import math
import re
from array import array
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from seuranta.lukijat import c1
from seuranta.lukijat.jsonteksti import ei_hetua
from seuranta.lukijat.kuutio import (
    ENIMMAISSOLUT,
    Kuutio,
    Luokka,
    Muoto,
    Rivi,
    Rooli,
    Ulottuvuus,
    liikaa,
    paiva,
    rooli,
    taulun_tunnus,
)
from seuranta.lukijat.virheet import hylkays, nayta
from seuranta.merkit import Puuttuva

_ALKU = re.compile(
    rb"\s*(CHARSET|AXIS-VERSION|CODEPAGE|LANGUAGES?|CREATION-DATE|DECIMALS|MATRIX|TITLE|STUB)\s*[=\[]"
)
_CODEPAGE = re.compile(rb'(?:^|;)\s*CODEPAGE\s*=\s*"([^"]{1,20})"')
_CHARSET = re.compile(rb'(?:^|;)\s*CHARSET\s*=\s*"ANSI"')
# Other names of theirs are one of these to Python.
_KOODISIVUT = {
    "iso-8859-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
    "cp1252": "cp1252",
    "utf-8": "utf-8-sig",
}
# Before CHARSET was invented the files were of MS-DOS.
_DOS = "cp850"

_LAUSE = re.compile(
    r"""\s*+(?P<sana>[A-Z][A-Z0-9-]*+)\s*+(?:\[(?P<kieli>[A-Za-z-]{1,10})\])?\s*+
    (?:\((?P<tarkenne>(?:[^")]++|"[^"]*+")*+)\))?\s*+=(?P<arvo>(?:[^";]++|"[^"]*+")*+);""",
    re.VERBOSE,
)
_OSA = re.compile(r'"(?P<teksti>[^"]*+)"|(?P<pilkku>,)|(?P<muu>[^\s",]++)')
_LUKU = re.compile(r'"[^"]*+"|[^\s"]++')
# A control character in these is in a code, or in what ties names and codes together.
_KOODIT = {
    "STUB",
    "HEADING",
    "CONTVARIABLE",
    "CODES",
    "TIMEVAL",
    "VARIABLECODE",
    "TABLEID",
    "MATRIX",
    "LANGUAGE",
    "DATA",
}


def on(tavut):
    """Whether the bytes begin as a file of this form does."""
    return bool(_ALKU.match(tavut.removeprefix(b"\xef\xbb\xbf")))


def lue(tavut):
    """The cube in a file. Raises ``TaulukkoVirhe``."""
    teksti = _teksti(tavut)
    ei_hetua(teksti)
    return _Tiedosto(teksti).kuutio()


def _teksti(tavut):
    """The text by the file's own CODEPAGE."""
    if tavut.startswith(b"\xef\xbb\xbf"):
        koodisivu = "utf-8"
    elif osuma := _CODEPAGE.search(tavut):
        koodisivu = osuma[1].decode("ascii", "replace").lower()
    else:
        koodisivu = "iso-8859-1" if _CHARSET.search(tavut) else _DOS
    if koodisivu != _DOS and koodisivu not in _KOODISIVUT:
        raise hylkays(
            _("Tiedoston merkistöä %(koodisivu)s (CODEPAGE) ei tunneta. Tunnetut ovat %(tunnetut)s.")
            % {"koodisivu": nayta(koodisivu), "tunnetut": ", ".join(_KOODISIVUT)}
        )
    try:
        return tavut.decode(_KOODISIVUT.get(koodisivu, koodisivu))
    except UnicodeDecodeError as error:
        raise hylkays(
            _("Rivi %(rivi)d: tiedoston merkistö ei ole %(koodisivu)s, vaikka CODEPAGE niin sanoo.")
            % {"rivi": tavut.count(b"\n", 0, error.start) + 1, "koodisivu": koodisivu}
        ) from error


@dataclass
class _Lause:
    sana: str
    kieli: str
    tarkenne: tuple[str, ...]
    arvo: str
    # Where the value begins in the text.
    alku: int


@dataclass
class _Tiedosto:
    teksti: str
    lauseet: dict[tuple, _Lause] = field(default_factory=dict)
    varoitukset: list[c1.Varoitus] = field(default_factory=list)

    def __post_init__(self):
        self.rivinvaihdot = [osuma.start() for osuma in re.finditer(r"\n", self.teksti)]
        self._jasenna()

    def rivi(self, paikka):
        return bisect.bisect_left(self.rivinvaihdot, paikka) + 1

    def _jasenna(self):
        paikka = 0
        loppu = len(self.teksti.rstrip("\x1a \r\n\t"))
        while paikka < loppu:
            osuma = _LAUSE.match(self.teksti, paikka)
            if osuma is None:
                raise hylkays(
                    _(
                        "Rivi %(rivi)d: tiedosto ei ole ehjää PX-muotoa tai se on katkennut. Lataa taulukko uudelleen."
                    )
                    % {"rivi": self.rivi(self._ei_tyhjaa(paikka))}
                )
            lause = _Lause(
                osuma["sana"],
                osuma["kieli"] or "",
                tuple(_lista(osuma["tarkenne"] or "")),
                osuma["arvo"],
                osuma.start("arvo"),
            )
            self._etsi_c1(lause, osuma)
            self.lauseet.setdefault((lause.sana, lause.kieli, lause.tarkenne), lause)
            paikka = osuma.end()

    def _ei_tyhjaa(self, paikka):
        osuma = re.compile(r"\S").search(self.teksti, paikka)
        return osuma.start() if osuma else paikka

    def _etsi_c1(self, lause, osuma):
        """Tell of control characters in names with their place; refuse them in codes and among figures."""
        for merkki, ennen in c1.etsi(osuma[0]):
            kohta = osuma.start() + ennen
            rivi = self.rivi(kohta)
            rivin_alku = self.rivinvaihdot[rivi - 2] + 1 if rivi > 1 else 0
            paikka = _("Rivi %(rivi)d, merkki %(merkki)d (%(sana)s)") % {
                "rivi": rivi,
                "merkki": kohta - rivin_alku + 1,
                "sana": lause.sana + (f"[{lause.kieli}]" if lause.kieli else ""),
            }
            if lause.sana in _KOODIT:
                raise c1.kielletty(merkki, paikka)
            self.varoitukset.append(c1.Varoitus(merkki, paikka))

    def arvot(self, sana, *tarkenne, kieli=""):
        """The strings of a statement, or an empty list."""
        lause = self.lauseet.get((sana, kieli, tarkenne))
        return _lista(lause.arvo) if lause else []

    def arvo(self, sana, *tarkenne, kieli=""):
        return next(iter(self.arvot(sana, *tarkenne, kieli=kieli)), "")

    def kuutio(self):
        stub, heading = self.arvot("STUB"), self.arvot("HEADING")
        nimet = stub + heading
        if not nimet or len(set(nimet)) != len(nimet):
            raise hylkays(
                _("PX-tiedostosta puuttuvat ulottuvuudet (STUB ja HEADING). Lataa taulukko uudelleen.")
            )
        if any(sana == "KEYS" for sana, _kieli, _tarkenne in self.lauseet):
            raise hylkays(
                _(
                    "PX-tiedostoa, jossa on avainsana KEYS, ei voi lukea. Lataa taulukko JSON-stat 2 -muodossa."
                )
            )
        paakieli = self.arvo("LANGUAGE") or "fi"
        kielet = {paakieli: ("", nimet)}
        for kieli in self.arvot("LANGUAGES"):
            kaannetyt = self.arvot("STUB", kieli=kieli) + self.arvot("HEADING", kieli=kieli)
            if kieli != paakieli and len(kaannetyt) == len(nimet):
                kielet[kieli] = (kieli, kaannetyt)
        kaikki = [self._ulottuvuus(paikka, nimi, kielet) for paikka, nimi in enumerate(nimet)]
        luvut, paikat = self._luvut(math.prod(len(ulottuvuus.luokat) for ulottuvuus in kaikki))
        sisalto = self.arvo("CONTVARIABLE")
        sisallon_paikka = nimet.index(sisalto) if sisalto in nimet else None
        ulottuvuudet = tuple(u for paikka, u in enumerate(kaikki) if paikka != sisallon_paikka)
        if len({ulottuvuus.koodi for ulottuvuus in kaikki}) != len(kaikki):
            raise hylkays(_("PX-tiedostossa on sama ulottuvuus kahdesti. Lataa taulukko uudelleen."))
        return Kuutio(
            muoto=Muoto.PX,
            ulottuvuudet=ulottuvuudet,
            sisalto=kaikki[sisallon_paikka].luokat if sisallon_paikka is not None else (Luokka("", {}),),
            lue_rivit=lambda _virheet: self._rivit(kaikki, sisallon_paikka, luvut, paikat),
            taulu=taulun_tunnus(self.arvo("TABLEID")),
            otsikko=c1.korvaa(self.arvo("DESCRIPTION") or self.arvo("TITLE")),
            lahde=c1.korvaa(self.arvo("SOURCE")),
            paivitetty=self._paivitetty(),
            varoitukset=tuple(self.varoitukset),
        )

    def _luvut(self, soluja):
        """The figures as they are written, and where each of them begins."""
        if soluja > ENIMMAISSOLUT:
            raise liikaa()
        data = self.lauseet.get(("DATA", "", ())) or _Lause("DATA", "", (), "", 0)
        luvut, paikat = [], array("L")
        for osuma in itertools.islice(_LUKU.finditer(data.arvo), soluja + 1):
            luvut.append(_luku(osuma[0]))
            paikat.append(data.alku + osuma.start())
        if len(luvut) != soluja:
            raise hylkays(
                _(
                    "PX-tiedostossa on eri määrä lukuja kuin sen ulottuvuuksien mukaan, %(soluja)d. "
                    "Lataa taulukko uudelleen."
                )
                % {"soluja": soluja}
            )
        return luvut, paikat

    def _ulottuvuus(self, paikka, nimi, kielet):
        nimiot = {
            kieli: [c1.korvaa(arvo) for arvo in self.arvot("VALUES", nimet[paikka], kieli=tunnus)]
            for kieli, (tunnus, nimet) in kielet.items()
        }
        koodit = self.arvot("CODES", nimi) or self.arvot("VALUES", nimi)
        virhe = None
        if not koodit:
            virhe = _("PX-tiedostosta puuttuvat muuttujan %(nimi)s arvot (VALUES). Lataa taulukko uudelleen.")
        elif len(set(koodit)) != len(koodit):
            virhe = _("PX-tiedoston muuttujalla %(nimi)s on sama koodi kahdesti. Lataa taulukko uudelleen.")
        elif any(arvot and len(arvot) != len(koodit) for arvot in nimiot.values()):
            virhe = _(
                "PX-tiedoston muuttujalla %(nimi)s on eri määrä koodeja ja nimiä. Lataa taulukko uudelleen."
            )
        if virhe:
            raise hylkays(virhe % {"nimi": nayta(nimi)})
        for koodi in koodit:
            # Without CODES the names are the codes.
            c1.tarkista_koodi(koodi, nayta(nimi))
        luokat = tuple(
            Luokka(koodi, {kieli: arvot[numero] for kieli, arvot in nimiot.items() if arvot})
            for numero, koodi in enumerate(koodit)
        )
        koodi = self.arvo("VARIABLECODE", nimi) or nimi
        return Ulottuvuus(
            koodi,
            {kieli: c1.korvaa(nimet[paikka]) for kieli, (_tunnus, nimet) in kielet.items()},
            self._rooli(nimi, koodi, luokat),
            luokat,
        )

    def _rooli(self, nimi, koodi, luokat):
        if ("TIMEVAL", "", (nimi,)) in self.lauseet:
            return Rooli.AIKA
        return rooli(koodi, luokat)

    def _paivitetty(self):
        """The newest of the days that the contents were updated."""
        paivat = [
            paiva(next(iter(_lista(lause.arvo)), ""))
            for (sana, kieli, _tarkenne), lause in self.lauseet.items()
            if sana == "LAST-UPDATED" and not kieli
        ]
        return max((p for p in paivat if p), default=None)

    def _rivit(self, kaikki, sisallon_paikka, luvut, paikat):
        askeleet = [math.prod(len(u.luokat) for u in kaikki[paikka + 1 :]) for paikka in range(len(kaikki))]
        sarakkeet = [0]
        if sisallon_paikka is not None:
            sarakkeet = [n * askeleet[sisallon_paikka] for n in range(len(kaikki[sisallon_paikka].luokat))]
        luokat = [
            [(luokka.koodi, numero * askeleet[paikka]) for numero, luokka in enumerate(ulottuvuus.luokat)]
            for paikka, ulottuvuus in enumerate(kaikki)
            if paikka != sisallon_paikka
        ]
        for yhdistelma in itertools.product(*luokat):
            ensimmainen = sum(osa for _koodi, osa in yhdistelma)
            numerot = [self.rivi(paikat[ensimmainen + sarake]) for sarake in sarakkeet]
            yield Rivi(
                numerot[0],
                tuple(koodi for koodi, _osa in yhdistelma),
                [luvut[ensimmainen + sarake] for sarake in sarakkeet],
                numerot,
            )


def _luku(teksti):
    """The mark inside quotes; a number in quotes is left as it is, for it is not a figure."""
    merkki = teksti[1:-1] if teksti[0] == '"' else teksti
    return merkki if merkki in _MERKIT else teksti


_MERKIT = set(Puuttuva.values)


def _lista(teksti):
    """Strings and words between commas; strings without a comma between them are one."""
    arvot: list[str] = []
    jatkuu = False
    for osuma in _OSA.finditer(teksti):
        if osuma["pilkku"]:
            jatkuu = False
        elif osuma["teksti"] is not None and jatkuu:
            arvot[-1] += _yhdella_rivilla(osuma["teksti"])
        else:
            arvot.append(_yhdella_rivilla(osuma["teksti"]) if osuma["teksti"] is not None else osuma["muu"])
            jatkuu = osuma["teksti"] is not None
    return arvot


def _yhdella_rivilla(teksti):
    return teksti.replace("\r", "").replace("\n", "")
