"""PxWeb's own JSON: columns by code, and rows that hold a key of dimension codes and values as strings."""

from django.utils.translation import gettext as _

from seuranta.lukijat import c1
from seuranta.lukijat.jsonteksti import on_teksti
from seuranta.lukijat.kuutio import Kuutio, Luokka, Muoto, Rivi, Rooli, Ulottuvuus, paiva, rooli
from seuranta.lukijat.virheet import hylkays, nayta


def lue(data):
    """The cube in a file that was read as JSON. Raises ``TaulukkoVirhe``."""
    sarakkeet, rivit = _osat(data)
    tyypit = [sarake.get("type") for sarake in sarakkeet]
    if not set(tyypit) <= {"d", "t", "c"}:
        raise ei_taulukko()
    nimet, varoitukset = _nimet(sarakkeet)
    nimetyt = list(zip(sarakkeet, tyypit, nimet, strict=True))
    # The key holds the dimensions in the order of their columns.
    ulottuvuudet = tuple(
        Ulottuvuus(sarake["code"], nimi, Rooli.AIKA if tyyppi == "t" else rooli(sarake["code"], ()))
        for sarake, tyyppi, nimi in nimetyt
        if tyyppi != "c"
    )
    sisalto = tuple(Luokka(sarake["code"], nimi) for sarake, tyyppi, nimi in nimetyt if tyyppi == "c")
    metadata = _metadata(data)
    return Kuutio(
        muoto=Muoto.PXJSON,
        ulottuvuudet=ulottuvuudet,
        sisalto=sisalto,
        lue_rivit=lambda virheet: _rivit(rivit, len(ulottuvuudet), len(sisalto), virheet),
        otsikko=c1.nimi(metadata.get("label"), "label")[0],
        lahde=c1.nimi(metadata.get("source"), "source")[0],
        # The source writes 2026-07-21T05.00.00Z; anything else is left out rather than guessed.
        paivitetty=paiva(metadata.get("updated")),
        varoitukset=tuple(varoitukset),
    )


def ei_taulukko():
    return hylkays(
        _("Tiedosto on JSONia mutta ei PxWebin taulukko. Lataa taulukko palvelusta muodossa JSON.")
    )


def _osat(data):
    sarakkeet, rivit = data.get("columns"), data.get("data")
    if not isinstance(sarakkeet, list) or not isinstance(rivit, list):
        raise ei_taulukko()
    if not all(isinstance(s, dict) and on_teksti(s.get("code")) for s in sarakkeet):
        raise ei_taulukko()
    return sarakkeet, rivit


def _metadata(data):
    metadata = data.get("metadata")
    ensimmainen = metadata[0] if isinstance(metadata, list) and metadata else None
    return ensimmainen if isinstance(ensimmainen, dict) else {}


def _nimet(sarakkeet):
    """The name of each column by language, and what was replaced in them. The file does not tell its language."""
    nimet, varoitukset = [], []
    for sarake in sarakkeet:
        c1.tarkista_koodi(sarake["code"], "columns")
        nimi, korvatut = c1.nimi(sarake.get("text"), nayta(sarake["code"]))
        nimet.append({"fi": nimi})
        varoitukset += korvatut
    return nimet, varoitukset


def _rivit(rivit, avaimia, lukuja, virheet):
    for numero, rivi in enumerate(rivit, start=1):
        avain = rivi.get("key") if isinstance(rivi, dict) else None
        if (
            not isinstance(avain, list)
            or len(avain) != avaimia
            or not all(map(on_teksti, avain))
            or not isinstance(rivi.get("values"), list)
        ):
            virheet.lisaa(_("Rivillä ei ole aluetta, kuukautta ja lukuja."), numero, "–")
        elif len(rivi["values"]) != lukuja:
            syy = _("Rivillä on %(maara)s lukua, mutta sarakkeita on %(sarakkeita)s.")
            maarat = {"maara": len(rivi["values"]), "sarakkeita": lukuja}
            virheet.lisaa(syy % maarat, numero, ", ".join(map(nayta, avain)))
        else:
            yield Rivi(numero, tuple(avain), rivi["values"])
