"""Periods, lists, nearness, realisation and notice in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tyollisyysalue.kielet import luettelo
from tyollisyysalue.tekstit import pvm, pvm_ilman_vuotta

# The counts of the ledger that its tables have as columns: the first is the others together.
SARAKKEET = {
    "suunniteltu": gettext_lazy("Suunniteltu"),
    "pidetty": gettext_lazy("Pidetty"),
    "peruttu": gettext_lazy("Peruttu"),
    "siirretty": gettext_lazy("Siirretty"),
    "kirjaamatta": gettext_lazy("Ei vielä kirjattu"),
    "edessa": gettext_lazy("Edessä"),
}


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
    """Of the counts of a period: how many planned days have been, and per cent of them held; None when none has."""
    menneet = luvut["menneet"]
    return {"menneet": menneet, "osuus": 100 * luvut["pidetty"] / menneet if menneet else None}


def toteuma_sanoina(jakso, luvut, akilliset):
    """The ledger's own sentence. It names every planned day, and what was held beside them.

    ``jakso`` is in words, ``luvut`` the counts of ``lahipalvelut.toteuma``; ``akilliset`` are by state the dates of
    planned days that were changed at short notice.
    """
    if luvut["suunniteltu"]:
        # The municipality stands elsewhere: the case endings of place names cannot be derived.
        teksti = ngettext(
            "Jaksolle %(jakso)s suunnitellusta %(maara)s lähipalvelupäivästä %(osat)s.",
            "Jaksolle %(jakso)s suunnitelluista %(maara)s lähipalvelupäivästä %(osat)s.",
            luvut["suunniteltu"],
        ) % {
            "jakso": jakso,
            "maara": luvut["suunniteltu"],
            "osat": luettelo(_suunniteltujen_osat(luvut, akilliset)),
        }
    else:
        teksti = _("Jaksolle %(jakso)s ei ollut suunniteltu lähipalvelupäiviä.") % {"jakso": jakso}
    muut = _muut_pidetyt(luvut)
    return f"{teksti} {muut}" if muut else teksti


def _suunniteltujen_osat(luvut, akilliset):
    """What became of the days, a clause for each outcome that there is; together they cover every day."""
    osat = [
        (luvut["pidetty"], _("pidettiin %(maara)s"), ""),
        (luvut["peruttu"], _("peruttiin %(maara)s"), akilliset_sanoina(akilliset.get("peruttu", []))),
        (luvut["siirretty"], _("siirrettiin %(maara)s"), akilliset_sanoina(akilliset.get("siirretty", []))),
        (luvut["kirjaamatta"], _("kirjaamatta on %(maara)s"), ""),
        (luvut["edessa"], _("edessä on vielä %(maara)s"), ""),
    ]
    return [teksti % {"maara": maara} + lisa for maara, teksti, lisa in osat if maara]


def akilliset_sanoina(paivat):
    if not paivat:
        return ""
    teksti = ngettext("äkillinen muutos %(paivat)s", "äkilliset muutokset %(paivat)s", len(paivat))
    return f" ({teksti % {'paivat': luettelo([pvm(paiva) for paiva in paivat])}})"


def _muut_pidetyt(luvut):
    osat = []
    if siirrot := luvut["siirtopaivia_pidetty"]:
        osat.append(
            ngettext("%(maara)s siirretty päivä", "%(maara)s siirrettyä päivää", siirrot) % {"maara": siirrot}
        )
    if lisat := luvut["lisapaivia_pidetty"]:
        osat.append(ngettext("%(maara)s lisäpäivä", "%(maara)s lisäpäivää", lisat) % {"maara": lisat})
    return _("Lisäksi pidettiin %(osat)s.") % {"osat": luettelo(osat)} if osat else ""


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
