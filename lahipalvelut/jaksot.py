"""Periods, lists, nearness, realisation and notice in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tyollisyysalue.tekstit import pvm, pvm_ilman_vuotta


def jakso_tekstina(alku, loppu):
    """A period, both ends included: ``8.1.–31.8.2025``, or ``1.12.2025–31.1.2026`` over a New Year."""
    if alku == loppu:
        return pvm(alku)
    if alku.year == loppu.year:
        return f"{pvm_ilman_vuotta(alku)}–{pvm(loppu)}"
    return f"{pvm(alku)}–{pvm(loppu)}"


def suhteessa(paiva, tanaan):
    """``huomenna``, ``5 päivän päästä``; empty when the day has been or is far away."""
    erotus = (paiva - tanaan).days
    if erotus == 0:
        return _("tänään")
    if erotus == 1:
        return _("huomenna")
    if 1 < erotus <= 14:
        return ngettext("%(maara)s päivän päästä", "%(maara)s päivän päästä", erotus) % {"maara": erotus}
    return ""


def toteumaosuus(luvut):
    """Of the counts of a period: how many days have been, and per cent of them held; None when none has been."""
    menneet = luvut["suunniteltu"] - luvut["edessa"]
    return {"menneet": menneet, "osuus": 100 * luvut["pidetty"] / menneet if menneet else None}


def ennakko_sanoina(tunteja):
    """Notice as people say it: full hours under two days, else full days."""
    if tunteja < 0:
        return _("vasta jälkikäteen")
    if tunteja < 1:
        return _("alle tunti ennen")
    if tunteja < 48:
        return ngettext("%(maara)s tunti ennen", "%(maara)s tuntia ennen", int(tunteja)) % {
            "maara": int(tunteja)
        }
    return ngettext("%(maara)s päivä ennen", "%(maara)s päivää ennen", int(tunteja // 24)) % {
        "maara": int(tunteja // 24)
    }
