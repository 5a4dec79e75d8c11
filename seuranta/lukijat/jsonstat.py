"""JSON-stat 2: dimensions with their categories, and one list of values of which the last dimension varies fastest.

A list of datasets of the same dimensions is read as one: a table fetched in parts.
"""

import itertools
import math

from django.utils.translation import gettext as _

from seuranta.lukijat import c1
from seuranta.lukijat.jsonteksti import Numero, on_teksti
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

_ROOLIT = {"time": Rooli.AIKA, "geo": Rooli.ALUE}
_KIELET = ("fi", "sv", "en")


def on(data):
    """Whether JSON is of this form."""
    return isinstance(data, dict) and ("dimension" in data or data.get("class") == "dataset")


def lue(osat):
    """The cube in datasets that were read as JSON. Raises ``TaulukkoVirhe``."""
    if not osat or not all(map(on, osat)):
        raise _ei_taulukko(_("osista jokin ei ole JSON-stat-taulukko"))
    taulut: list[_Taulu] = []
    for osa in osat:
        # One by one: a small dataset may speak of a million cells, and a file holds hundreds of such.
        taulut.append(_Taulu(osa))
        if sum(taulu.soluja for taulu in taulut) > ENIMMAISSOLUT:
            raise liikaa()
    eka = taulut[0]
    if any(taulu.koodit != eka.koodit or taulu.sisallon_koodit != eka.sisallon_koodit for taulu in taulut):
        raise _ei_taulukko(_("osissa on eri ulottuvuudet tai eri tiedot"))
    luokat = [
        tuple({luokka.koodi: luokka for taulu in taulut for luokka in taulu.luokat[koodi]}.values())
        for koodi in eka.koodit
    ]

    def rivit(_virheet):
        alku = 0
        for taulu in taulut:
            yield from taulu.rivit(alku)
            alku += taulu.soluja

    return Kuutio(
        muoto=Muoto.JSONSTAT,
        ulottuvuudet=tuple(
            Ulottuvuus(koodi, eka.nimet[koodi], eka.rooli(koodi), luokat_)
            for koodi, luokat_ in zip(eka.koodit, luokat, strict=True)
        ),
        sisalto=eka.sisalto,
        lue_rivit=rivit,
        taulu=eka.taulu,
        otsikko=eka.otsikko,
        lahde=eka.lahde,
        paivitetty=eka.paivitetty,
        varoitukset=tuple(varoitus for taulu in taulut for varoitus in taulu.varoitukset),
    )


def _ei_taulukko(syy):
    return hylkays(
        _("Tiedosto ei ole ehjä JSON-stat 2 -taulukko: %(syy)s. Lataa taulukko uudelleen.") % {"syy": syy}
    )


def _sanakirja(data, nimi):
    arvo = data.get(nimi)
    if not isinstance(arvo, dict):
        raise _ei_taulukko(_("siinä ei ole kohtaa %(nimi)s") % {"nimi": nimi})
    return arvo


class _Taulu:
    """One dataset."""

    def __init__(self, data):
        self.varoitukset = []
        self.kieli = self._kieli(data)
        self.kaikki = data.get("id")
        if not isinstance(self.kaikki, list) or not self.kaikki or not all(map(on_teksti, self.kaikki)):
            raise _ei_taulukko(_("siinä ei ole kohtaa %(nimi)s") % {"nimi": "id"})
        if len(set(self.kaikki)) != len(self.kaikki):
            raise _ei_taulukko(_("sama ulottuvuus on siinä kahdesti"))
        ulottuvuudet = _sanakirja(data, "dimension")
        self.nimet, self.luokat = {}, {}
        for koodi in self.kaikki:
            c1.tarkista_koodi(koodi, "id")
            kuvaus = ulottuvuudet.get(koodi)
            if not isinstance(kuvaus, dict):
                raise _ei_taulukko(_("siinä ei ole ulottuvuutta %(koodi)s") % {"koodi": nayta(koodi)})
            self.nimet[koodi] = self._nimi(kuvaus.get("label"), koodi)
            self.luokat[koodi] = self._luokat(koodi, _sanakirja(kuvaus, "category"))
        koot = [len(self.luokat[koodi]) for koodi in self.kaikki]
        if data.get("size") != [Numero(koko) for koko in koot]:
            raise _ei_taulukko(_("ulottuvuuksien koot (size) eivät täsmää niiden luokkiin"))
        self.soluja = math.prod(koot)
        if self.soluja > ENIMMAISSOLUT:
            raise liikaa()
        self._roolit(data)
        self._arvot(data)
        extension = data.get("extension")
        px = extension.get("px") if isinstance(extension, dict) else None
        self.taulu = taulun_tunnus(px.get("tableid")) if isinstance(px, dict) else ""
        self.otsikko = self._teksti(data.get("label"), "label")
        self.lahde = self._teksti(data.get("source"), "source")
        self.paivitetty = paiva(data.get("updated"))

    def _kieli(self, data):
        # PxWeb tells the language in its own extension, if at all.
        extension = data.get("extension")
        px = extension.get("px") if isinstance(extension, dict) else None
        kieli = px.get("language") if isinstance(px, dict) else None
        return kieli if kieli in _KIELET else "fi"

    def _teksti(self, arvo, paikka):
        teksti, varoitukset = c1.nimi(arvo, paikka)
        self.varoitukset += varoitukset
        return teksti

    def _nimi(self, arvo, paikka):
        return {self.kieli: teksti} if (teksti := self._teksti(arvo, paikka)) else {}

    def _luokat(self, koodi, category):
        nimet = category.get("label") if isinstance(category.get("label"), dict) else {}
        # A dimension of one category may leave the index out.
        index = category.get("index", list(nimet) if len(nimet) == 1 else None)
        if isinstance(index, dict):
            paikat = sorted(index.values(), key=lambda paikka: (len(str(paikka)), str(paikka)))
            if paikat != [Numero(paikka) for paikka in range(len(index))]:
                raise _ei_taulukko(
                    _("ulottuvuuden %(koodi)s luokkien järjestys puuttuu") % {"koodi": nayta(koodi)}
                )
            index = sorted(index, key=lambda luokka: int(index[luokka]))
        if not isinstance(index, list) or not index or not all(map(on_teksti, index)):
            raise _ei_taulukko(_("ulottuvuuden %(koodi)s luokat puuttuvat") % {"koodi": nayta(koodi)})
        for luokka in index:
            c1.tarkista_koodi(luokka, nayta(koodi))
        if len(set(index)) != len(index):
            raise _ei_taulukko(
                _("ulottuvuudessa %(koodi)s on sama luokka kahdesti") % {"koodi": nayta(koodi)}
            )
        return [Luokka(luokka, self._nimi(nimet.get(luokka), f"{koodi} {luokka}")) for luokka in index]

    def _roolit(self, data):
        roolit = data.get("role") if isinstance(data.get("role"), dict) else {}
        self.roolit = {
            koodi: _ROOLIT[nimi]
            for nimi, koodit in roolit.items()
            if nimi in _ROOLIT and isinstance(koodit, list)
            for koodi in koodit
            if on_teksti(koodi)
        }
        metric = roolit.get("metric")
        sisallot = [koodi for koodi in self.kaikki if isinstance(metric, list) and koodi in metric]
        if len(sisallot) > 1:
            raise _ei_taulukko(_("siinä on kaksi tietojen ulottuvuutta"))
        self.sisallon_koodi = sisallot[0] if sisallot else None
        self.koodit = [koodi for koodi in self.kaikki if koodi != self.sisallon_koodi]
        # Without a dimension of contents every row holds one figure, whose code is empty.
        self.sisalto = tuple(self.luokat[sisallot[0]]) if sisallot else (Luokka("", {}),)
        self.sisallon_koodit = [luokka.koodi for luokka in self.sisalto]

    def rooli(self, koodi):
        return self.roolit.get(koodi) or rooli(koodi, self.luokat[koodi])

    def _arvot(self, data):
        arvot, merkit = data.get("value"), data.get("status")
        if isinstance(arvot, list) and len(arvot) != self.soluja:
            raise _ei_taulukko(
                _("siinä on %(maara)d lukua, mutta ulottuvuuksien mukaan %(soluja)d")
                % {"maara": len(arvot), "soluja": self.soluja}
            )
        self.arvot = self._paikoittain(arvot, "value")
        # One text is the status of every cell.
        self.merkit = (
            dict.fromkeys(range(self.soluja), merkit)
            if on_teksti(merkit)
            else self._paikoittain(merkit, "status")
        )

    def _paikoittain(self, arvot, nimi):
        """``{number of cell: value}``, of a list or of a dict by number."""
        if arvot is None and nimi == "status":
            return {}
        if isinstance(arvot, list) and len(arvot) == self.soluja:
            return dict(enumerate(arvot))
        # A number longer than any cell's is not worth the counting.
        if isinstance(arvot, dict) and all(
            avain.isascii() and avain.isdecimal() and len(avain) < 10 for avain in arvot
        ):
            paikat = {int(avain): arvo for avain, arvo in arvot.items()}
            if all(paikka < self.soluja for paikka in paikat) and len(paikat) == len(arvot):
                return paikat
        raise _ei_taulukko(_("kohta %(nimi)s ei vastaa ulottuvuuksia") % {"nimi": nimi})

    def _arvo(self, paikka):
        """A number as text, or the mark that says why there is none; ``None`` where nothing says it."""
        arvo, merkki = self.arvot.get(paikka), self.merkit.get(paikka)
        if arvo is None:
            return merkki
        # A figure that is marked as missing could be either.
        return f"{arvo} {merkki}" if merkki is not None and merkki in Puuttuva.values else arvo

    def rivit(self, alku):
        askeleet = {}
        askel = 1
        for koodi in reversed(self.kaikki):
            askeleet[koodi] = askel
            askel *= len(self.luokat[koodi])
        sarakkeet = [numero * askeleet.get(self.sisallon_koodi, 0) for numero in range(len(self.sisalto))]
        luokat = [
            [(luokka.koodi, numero * askeleet[koodi]) for numero, luokka in enumerate(self.luokat[koodi])]
            for koodi in self.koodit
        ]
        for yhdistelma in itertools.product(*luokat):
            paikka = sum(osa for _koodi, osa in yhdistelma)
            numerot = [paikka + sarake for sarake in sarakkeet]
            yield Rivi(
                alku + numerot[0] + 1,
                tuple(koodi for koodi, _osa in yhdistelma),
                [self._arvo(numero) for numero in numerot],
                [alku + numero + 1 for numero in numerot],
            )
