"""How a deadline is counted, as data that any language can tell: its steps are stored with the deadline.

A counting is a list of parts: the first from the starting day, then one for each extension from the end before it.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from tyollisyysalue import maaraajat
from tyollisyysalue.pyhat import pyha
from tyollisyysalue.tekstit import pvm, viikonpaiva_pvm

# The area's own target for an answer; no act says one.
TAVOITE_PAIVIA = 60
# 621/1999 § 14: two weeks, or a month when there is much to go through.
ASIAKIRJAPYYNTO_PAIVIA = 14
LAAJA_ASIAKIRJAPYYNTO_KUUKAUSIA = 1

PAIVA, KUUKAUSI, KASIN = "paiva", "kuukausi", "kasin"
Laskenta = dict[str, Any]


def laske(alku: date, maara: int, yksikko: str) -> Laskenta:
    """A counting of one part."""
    return {"osat": [_osa(alku, maara, yksikko)]}


def kasin(alku: date, viimeinen: date) -> Laskenta:
    """A last day that a person set: it is not moved, whatever day it is."""
    return {"osat": [_kasin(alku, viimeinen)]}


def jatka(laskenta: Laskenta, *, paivia: int | None = None, viimeinen: date | None = None) -> Laskenta:
    """The counting extended by days or to a day."""
    alku = loppu(laskenta)
    osa = _kasin(alku, viimeinen) if viimeinen else _osa(alku, paivia or 0, PAIVA)
    return {"osat": [*laskenta["osat"], osa]}


def uudelleen(laskenta: Laskenta) -> Laskenta:
    """The same counting by the holidays known now."""
    osat: list[Laskenta] = []
    for osa in laskenta["osat"]:
        alku = date.fromisoformat(osat[-1]["loppu"] if osat else osa["alku"])
        if osa["yksikko"] == KASIN:
            osat.append({**osa, "alku": alku.isoformat()})
        else:
            osat.append(_osa(alku, osa["maara"], osa["yksikko"]))
    return {"osat": osat}


def loppu(laskenta: Laskenta) -> date:
    return date.fromisoformat(laskenta["osat"][-1]["loppu"])


def askeleet(laskenta: Laskenta) -> list[str]:
    """The steps as sentences in the active language, from the stored data alone."""
    lauseet = []
    for numero, osa in enumerate(laskenta.get("osat", [])):
        alku, viimeinen = date.fromisoformat(osa["alku"]), date.fromisoformat(osa["loppu"])
        if osa["yksikko"] == KASIN:
            lauseet.append(
                (
                    _("Jatkettu käsin: viimeinen päivä on %(pvm)s.")
                    if numero
                    else _("Asetettu käsin: viimeinen päivä on %(pvm)s.")
                )
                % {"pvm": viikonpaiva_pvm(viimeinen)}
            )
            continue
        if numero:
            lauseet.append(
                _("Jatko lasketaan edellisestä viimeisestä päivästä %(pvm)s.") % {"pvm": pvm(alku)}
            )
        else:
            lauseet.append(_("Alkaa %(pvm)s. Alkupäivää ei lasketa mukaan.") % {"pvm": viikonpaiva_pvm(alku)})
        lauseet.append(
            _maara_sanoina(osa)
            % {"maara": osa["maara"], "pvm": viikonpaiva_pvm(date.fromisoformat(osa["nimellinen"]))}
        )
        lauseet += [
            _("%(pvm)s on %(syy)s: siirtyy seuraavaan päivään.")
            % {"pvm": viikonpaiva_pvm(date.fromisoformat(ohitettu["pvm"])), "syy": _syy(ohitettu)}
            for ohitettu in osa["ohitetut"]
        ]
        lauseet.append(_("Viimeinen päivä on %(pvm)s.") % {"pvm": viikonpaiva_pvm(viimeinen)})
    return lauseet


def _maara_sanoina(osa):
    if osa["yksikko"] == KUUKAUSI:
        return ngettext(
            "%(maara)s kuukausi päättyy %(pvm)s.", "%(maara)s kuukautta päättyy %(pvm)s.", osa["maara"]
        )
    return ngettext("%(maara)s päivä päättyy %(pvm)s.", "%(maara)s päivää päättyy %(pvm)s.", osa["maara"])


def _syy(ohitettu):
    if nimi := ohitettu["pyha"].get((get_language() or "fi")[:2]):
        return nimi
    return _("sunnuntai") if date.fromisoformat(ohitettu["pvm"]).weekday() == 6 else _("lauantai")


def _osa(alku, maara, yksikko):
    kuukausina = yksikko == KUUKAUSI
    nimellinen = maaraajat.kuukausien_paasta(alku, maara) if kuukausina else alku + timedelta(days=maara)
    viimeinen = maaraajat.siirra_arkipaivaan(nimellinen)
    ohitetut = [nimellinen + timedelta(days=n) for n in range((viimeinen - nimellinen).days)]
    return {
        "alku": alku.isoformat(),
        "maara": maara,
        "yksikko": yksikko,
        "nimellinen": nimellinen.isoformat(),
        "ohitetut": [{"pvm": paiva.isoformat(), "pyha": _pyhan_nimet(paiva)} for paiva in ohitetut],
        "loppu": viimeinen.isoformat(),
    }


def _kasin(alku, viimeinen):
    return {"alku": alku.isoformat(), "yksikko": KASIN, "loppu": viimeinen.isoformat()}


def _pyhan_nimet(paiva):
    nimet = {}
    for kieli, _nimi in settings.LANGUAGES:
        with override(kieli):
            if nimi := pyha(paiva):
                nimet[kieli] = nimi
    return nimet
