"""The PxWeb JSON of StatFin's table 12r5, read whole or refused whole.

The file names its columns by code (``columns``), and its rows hold a key of dimension codes and values as strings.
Nothing here touches the database: the caller says which measures and municipalities there are.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from seuranta import aluekoodit, kuukaudet, luvut
from seuranta.aluekoodit import Aluelaji
from seuranta.merkit import Puuttuva
from tyollisyysalue.hetu import sisaltaa_hetun

# Five years of the whole table; the service gives out one year at a time.
ENIMMAISKOKO = 5 * 1024 * 1024
# A file of a wrong kind has thousands of errors, and the first of them tell why.
NAYTETTAVAT_VIRHEET = 50
ENSIMMAINEN_KUUKAUSI = date(2006, 1, 1)

_KUUKAUSI = re.compile(r"[0-9]{4}M[0-9]{2}")
_LUKU = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PAIVA = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Virhe:
    """Why the file cannot be stored; ``rivi`` is the number of the data row, 0 when it is of the whole file."""

    syy: str
    rivi: int = 0
    kohta: str = ""

    def __str__(self):
        if not self.rivi:
            return self.syy
        return _("Rivi %(rivi)s (%(kohta)s): %(syy)s") % {
            "rivi": self.rivi,
            "kohta": self.kohta,
            "syy": self.syy,
        }


class TaulukkoVirhe(Exception):
    """The file is refused. ``virheet`` holds the first reasons, ``maara`` counts them all."""

    def __init__(self, virheet, maara=None):
        self.virheet = list(virheet)
        self.maara = maara or len(self.virheet)
        super().__init__(self.otsikko())

    def otsikko(self):
        """One sentence for the form or the command line."""
        if not self.virheet[0].rivi:
            return str(self.virheet[0])
        return ngettext(
            "Tiedostoa ei tuotu, ja mitään ei tallennettu: siinä on %(maara)d virhe.",
            "Tiedostoa ei tuotu, ja mitään ei tallennettu: siinä on %(maara)d virhettä.",
            self.maara,
        ) % {"maara": self.maara}


@dataclass(frozen=True)
class Luku:
    """A figure of the file: codes of municipality and measure, month, and a ``Decimal`` or ``Puuttuva``."""

    kunta: str
    mittari: str
    kuukausi: date
    luku: Decimal | Puuttuva


@dataclass(frozen=True)
class Taulukko:
    """What a file holds: the figures of municipalities, and a count of everything else."""

    luvut: list[Luku]
    # How many areas there are of each kind, municipalities among them.
    alueet: Counter
    kuukaudet: list[date]
    # Secret cells of the whole file, and those of municipalities.
    salassa: int
    salassa_kunnissa: int
    # The day the source says the table was updated, if it does.
    paivitetty: date | None

    @property
    def kunnat(self):
        return self.alueet[Aluelaji.KUNTA]


def lue(tavut, *, mittarit, kunnat):
    """The table in ``tavut``. Raises ``TaulukkoVirhe``.

    ``mittarit`` is every measure of the table by its code, ``kunnat`` the three-character codes of municipalities.
    """
    data = _json(tavut)
    return _Lukija(data, mittarit, kunnat).taulukko()


def ohje():
    return _("Taulukko 12r5 PxWebin JSON-muodossa. Enintään %(enintaan)s megatavua.") % {
        "enintaan": ENIMMAISKOKO // 2**20
    }


def liian_suuri():
    return _(
        "Tiedosto on liian suuri. Suurin sallittu koko on %(enintaan)s megatavua. Valitse vähemmän kuukausia."
    ) % {"enintaan": ENIMMAISKOKO // 2**20}


def _json(tavut):
    if len(tavut) > ENIMMAISKOKO:
        raise _hylkays(liian_suuri())
    try:
        teksti = tavut.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _hylkays(
            _("Tiedoston merkistö ei ole UTF-8. Lataa taulukko palvelusta uudelleen JSON-muodossa.")
        ) from error
    _ei_hetua(teksti)
    try:
        data = json.loads(teksti, parse_constant=_ei_lukua)
        luettuna = json.dumps(data, ensure_ascii=False)
    except (ValueError, RecursionError) as error:
        raise _hylkays(
            _("Tiedosto ei ole ehjää JSONia: se on katkennut tai muuta muotoa. Lataa taulukko uudelleen.")
        ) from error
    # Again as it reads when the escapes are undone.
    _ei_hetua(luettuna)
    return data


def _ei_lukua(vakio):
    raise ValueError(vakio)


def _ei_hetua(teksti):
    if sisaltaa_hetun(teksti):
        raise _hylkays(_("Tiedostossa on henkilötunnus. Poista se ja tuo tiedosto uudelleen."))


def _hylkays(syy):
    return TaulukkoVirhe([Virhe(syy)])


def _nayta(arvo):
    """The start of a value of the file, safe to print: half a surrogate pair cannot even be encoded."""
    teksti = arvo if isinstance(arvo, str) else json.dumps(arvo)
    return "".join(merkki if merkki.isprintable() else "\ufffd" for merkki in teksti[:20])


class _Lukija:
    def __init__(self, data, mittarit, kunnat):
        self.mittarit = mittarit
        self.kunnat = kunnat
        self.virheet = []
        self.virheita = 0
        self.rivit = self._tunnista(data)
        self.paivitetty = _paivitetty(data)

    def taulukko(self):
        luvut_: list[Luku] = []
        kuukaudet_: set[date] = set()
        nahdyt: dict[tuple[str, date], int] = {}
        salassa: Counter[Aluelaji] = Counter()
        for numero, rivi in enumerate(self.rivit, start=1):
            avain = self._avain(numero, rivi)
            if avain is None:
                continue
            alue, laji, kuukausi = avain
            if (alue, kuukausi) in nahdyt:
                syy = _("Sama alue ja kuukausi on jo rivillä %(rivi)s.") % {"rivi": nahdyt[alue, kuukausi]}
                self._virhe(numero, self._kohta(rivi), syy)
                continue
            nahdyt[alue, kuukausi] = numero
            arvot = self._arvot(numero, rivi)
            salassa[laji] += sum(luku is Puuttuva.SALASSA for luku in arvot.values())
            if laji == Aluelaji.KUNTA:
                kuukaudet_.add(kuukausi)
                luvut_ += [Luku(alue[2:], mittari, kuukausi, luku) for mittari, luku in arvot.items()]
        if self.virheet:
            raise TaulukkoVirhe(self.virheet, self.virheita)
        if not luvut_:
            raise _hylkays(_("Tiedostossa ei ole yhdenkään kunnan rivejä. Valitse taulukon alueiksi kunnat."))
        return Taulukko(
            luvut=luvut_,
            alueet=Counter(aluekoodit.laji(alue) for alue in {alue for alue, _kuukausi in nahdyt}),
            kuukaudet=sorted(kuukaudet_),
            salassa=salassa.total(),
            salassa_kunnissa=salassa[Aluelaji.KUNTA],
            paivitetty=self.paivitetty,
        )

    def _virhe(self, numero, kohta, syy):
        self.virheita += 1
        if len(self.virheet) < NAYTETTAVAT_VIRHEET:
            self.virheet.append(Virhe(syy, numero, kohta))

    def _tunnista(self, data):
        """The rows, once the columns are known to be those of the table."""
        ei_taulukko = _hylkays(
            _("Tiedosto on JSONia mutta ei PxWebin taulukko. Lataa taulukko 12r5 palvelusta muodossa JSON.")
        )
        sarakkeet = data.get("columns") if isinstance(data, dict) else None
        rivit = data.get("data") if isinstance(data, dict) else None
        if not isinstance(sarakkeet, list) or not isinstance(rivit, list):
            raise ei_taulukko
        if not all(isinstance(s, dict) and isinstance(s.get("code"), str) for s in sarakkeet):
            raise ei_taulukko
        tyypit = {tyyppi: [s["code"] for s in sarakkeet if s.get("type") == tyyppi] for tyyppi in "dtc"}
        if sum(map(len, tyypit.values())) != len(sarakkeet):
            raise ei_taulukko
        if tyypit["d"] != ["Alue"] or len(tyypit["t"]) != 1:
            raise _hylkays(_("Taulukko ei ole 12r5: sen ulottuvuudet eivät ole alue ja kuukausi."))
        # The key holds the dimensions in the order of their columns.
        self.alueen_paikka = [s["type"] for s in sarakkeet if s["type"] in "dt"].index("d")
        self.koodit = tyypit["c"]
        self._tarkista_mittarit()
        return rivit

    def _tarkista_mittarit(self):
        puuttuvat = [koodi for koodi in self.mittarit if koodi not in self.koodit]
        vieraat = [koodi for koodi in self.koodit if koodi not in self.mittarit]
        kahdesti = [koodi for koodi, maara in Counter(self.koodit).items() if maara > 1]
        for koodit, syy in [
            (puuttuvat, _("Taulukko ei ole 12r5: siitä puuttuu sarakkeita: %(koodit)s.")),
            (vieraat, _("Taulukko ei ole 12r5: siinä on vieraita sarakkeita: %(koodit)s.")),
            (kahdesti, _("Taulukossa on sama sarake kahdesti: %(koodit)s.")),
        ]:
            if koodit:
                nimet = [_nayta(koodi) for koodi in koodit[:5]] + ["…"] * (len(koodit) > 5)
                raise _hylkays(syy % {"koodit": ", ".join(nimet)})

    def _kohta(self, rivi):
        return ", ".join(_nayta(osa) for osa in rivi["key"])

    def _avain(self, numero, rivi):
        """Area code, kind and month of a row, or None with the reason recorded."""
        avain = rivi.get("key") if isinstance(rivi, dict) else None
        if (
            not isinstance(avain, list)
            or len(avain) != 2
            or not all(isinstance(osa, str) for osa in avain)
            or not isinstance(rivi.get("values"), list)
        ):
            self._virhe(numero, "–", _("Rivillä ei ole aluetta, kuukautta ja lukuja."))
            return None
        kohta = self._kohta(rivi)
        alue, kuukausikoodi = avain[self.alueen_paikka], avain[1 - self.alueen_paikka]
        laji = aluekoodit.laji(alue)
        if laji is None:
            self._virhe(numero, kohta, _("Tuntematon aluekoodi."))
            return None
        if laji == Aluelaji.KUNTA and alue[2:] not in self.kunnat:
            self._virhe(numero, kohta, _("Tuntematon kunta. Kuntaluettelossa ei ole tätä koodia."))
            return None
        kuukausi = _kuukausi(kuukausikoodi)
        if kuukausi is None:
            self._virhe(numero, kohta, _("Tuntematon kuukausi. Koodin muoto on 2026M06."))
            return None
        if len(rivi["values"]) != len(self.koodit):
            syy = _("Rivillä on %(maara)s lukua, mutta sarakkeita on %(sarakkeita)s.")
            self._virhe(numero, kohta, syy % {"maara": len(rivi["values"]), "sarakkeita": len(self.koodit)})
            return None
        return alue, laji, kuukausi

    def _arvot(self, numero, rivi):
        arvot = {}
        for koodi, arvo in zip(self.koodit, rivi["values"], strict=True):
            try:
                arvot[koodi] = _arvo(arvo, self.mittarit[koodi])
            except ValueError as error:
                self._virhe(numero, f"{self._kohta(rivi)}, {koodi}", str(error))
        return arvot


def _kuukausi(koodi):
    if not _KUUKAUSI.fullmatch(koodi):
        return None
    try:
        kuukausi = kuukaudet.lue(koodi)
    except ValueError:
        return None
    return kuukausi if kuukausi >= ENSIMMAINEN_KUUKAUSI else None


def _arvo(arvo, mittari):
    if isinstance(arvo, str):
        if arvo in Puuttuva.values:
            return Puuttuva(arvo)
        if _LUKU.fullmatch(arvo):
            luku = Decimal(arvo)
            luvut.tarkista(luku, mittari)
            return luku
    raise ValueError(
        _("”%(arvo)s” ei ole luku eikä mikään merkeistä . .. ... .... -") % {"arvo": _nayta(arvo)}
    )


def _paivitetty(data):
    """The source writes ``2026-07-21T05.00.00Z``; anything else is left out rather than guessed."""
    try:
        return date.fromisoformat(_PAIVA.findall(data["metadata"][0]["updated"])[0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None
