"""One timeline for both sides: what happened to a request, what was said, and what the deadlines did.

It tells only of the events named here: what the area notes for itself has neither an event nor a row.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset.models import Esitys, Maaraaika, Viesti
from tyollisyysalue.tekstit import pvm

TAPAHTUMAT = {
    "laheta": gettext_lazy("Esitys saapui työllisyysalueelle"),
    "saapui": gettext_lazy("Esitys saapui työllisyysalueelle, ja sihteeri vei sen portaaliin"),
    "kirjaa": gettext_lazy("Kirjattu asiarekisteriin"),
    "ota_valmisteluun": gettext_lazy("Otettu valmisteluun"),
    "kasittelija": gettext_lazy("Käsittelijä vaihtui"),
    "jatka_ilman_taydennysta": gettext_lazy("Käsittelyä jatketaan ilman täydennystä"),
    "siirra": gettext_lazy("Siirretty toiselle viranomaiselle"),
    "peruuta": gettext_lazy("Kunta perui esityksen"),
    "vastaa": gettext_lazy("Vastattu"),
    "paata": gettext_lazy("Käsittely päättyi"),
    "avaa_uudelleen": gettext_lazy("Käsittely avattiin uudelleen"),
    "yhdista": gettext_lazy("Esitys siirtyi toiseen asiaan"),
    "riittava": gettext_lazy("Kunta: vastaus on riittävä"),
    "ei_riittava": gettext_lazy("Kunta: vastaus ei ole riittävä"),
    "maaraaika": gettext_lazy("Määräaika asetettiin"),
    "jatka_maaraaikaa": gettext_lazy("Määräaikaa jatkettiin"),
    "maaraaika_uudelleen": gettext_lazy("Määräaika laskettiin uudelleen, koska pyhäpäivät muuttuivat"),
    "taytetty": gettext_lazy("Määräaika täytettiin"),
}
VIESTIT = {
    (Viesti.Laji.VIESTI, Viesti.Suunta.KUNNALTA): gettext_lazy("Viesti kunnalta"),
    (Viesti.Laji.VIESTI, Viesti.Suunta.ALUEELTA): gettext_lazy("Viesti työllisyysalueelta"),
    (Viesti.Laji.TAYDENNYSPYYNTO, Viesti.Suunta.ALUEELTA): gettext_lazy("Täydennyspyyntö"),
    (Viesti.Laji.TAYDENNYS, Viesti.Suunta.KUNNALTA): gettext_lazy("Kunnan täydennys"),
}

# What the apps above know of the course of a request, such as the meeting that it goes to. Registered in
# ``AppConfig.ready``: functions from a request to rows of the timeline, the same for both sides.
lisarivit: list[Callable[[Esitys], list[dict[str, Any]]]] = []


def rivi(aika, nimi, *, tekija="", syy="", tarkennus="", liitteet=()):
    return {
        "aika": aika,
        "nimi": nimi,
        "tekija": tekija,
        "syy": syy,
        "tarkennus": tarkennus,
        "liitteet": liitteet,
    }


def aikajana(esitys, tapahtumat, viestit, liitteet):
    """The rows, the newest first. ``liitteet`` are the messages' attachments that the reader may see."""
    viestien_liitteet: dict[int, list] = {}
    for liite in liitteet:
        viestien_liitteet.setdefault(liite.object_id, []).append(liite)
    pyynnot = {t.tiedot["viesti"]: t for t in tapahtumat if t.tapahtuma == "pyyda_taydennysta"}
    rivit = [
        rivi(
            t.aika,
            TAPAHTUMAT[t.tapahtuma],
            tekija=t.tekija,
            syy=t.syy,
            tarkennus=tarkennus(t.tapahtuma, t.tiedot),
        )
        for t in tapahtumat
        if t.tapahtuma in TAPAHTUMAT
    ]
    rivit += [
        rivi(
            viesti.aika,
            VIESTIT[Viesti.Laji(viesti.laji), Viesti.Suunta(viesti.suunta)],
            tekija=viesti.kirjoittaja.nimi,
            syy=viesti.teksti,
            tarkennus=tarkennus("pyyda_taydennysta", pyynnot[viesti.pk].tiedot)
            if viesti.pk in pyynnot
            else "",
            liitteet=viestien_liitteet.get(viesti.pk, []),
        )
        for viesti in reversed(viestit)
    ]
    rivit += [lisa for lisarivi in lisarivit for lisa in lisarivi(esitys)]
    return sorted(rivit, key=lambda r: r["aika"], reverse=True)


def tarkennus(tapahtuma, tiedot):
    """What an event's data say, in the reader's language."""
    if tapahtuma == "pyyda_taydennysta":
        return _("Täydennys viimeistään %(pvm)s.") % {"pvm": _pvm(tiedot["viimeinen"])}
    if tapahtuma == "kirjaa":
        return _("Asianumero %(numero)s.") % {"numero": tiedot["asianumero"]}
    if tapahtuma == "kasittelija":
        return _("Käsittelijä: %(nimi)s.") % {"nimi": tiedot["kasittelija"]}
    if tapahtuma == "siirra":
        return _("Viranomainen: %(viranomainen)s.") % {"viranomainen": tiedot["viranomainen"]}
    if tapahtuma == "yhdista":
        return _("Asiasta %(mista)s asiaan %(mihin)s.") % tiedot
    if tapahtuma in ("riittava", "ei_riittava"):
        return _("Kohta %(numero)s.") % {"numero": tiedot["kohta"]}
    if tapahtuma == "avaa_uudelleen":
        return _("Uudelleen vastataan kohtiin: %(kohdat)s.") % {
            "kohdat": ", ".join(map(str, tiedot["kohdat"]))
        }
    if "laji" in tiedot:
        laji = Maaraaika.Laji(tiedot["laji"]).label
        if "vanha" in tiedot:
            return _("%(laji)s: aiemmin %(vanha)s, nyt %(uusi)s.") % {
                "laji": str(laji).capitalize(),
                "vanha": _pvm(tiedot["vanha"]),
                "uusi": _pvm(tiedot["viimeinen"]),
            }
        return _("%(laji)s %(pvm)s.") % {"laji": str(laji).capitalize(), "pvm": _pvm(tiedot["viimeinen"])}
    return ""


def _pvm(iso):
    return pvm(date.fromisoformat(iso))
