"""The difference of two contact lists (``erot``) as sentences, in the language in force."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tyollisyysalue.kielet import nimi
from yhteyshenkilot.erot import OSAPUOLET, henkilorivit

LAJIT = {
    "ensisijaiset": gettext_lazy("vastuuhenkilö"),
    "muut": gettext_lazy("muu vastuuhenkilö"),
    "sijaiset": gettext_lazy("sijainen"),
}
KENTAT = {
    "nimi": gettext_lazy("nimi"),
    "nimike": gettext_lazy("nimike"),
    "organisaatio": gettext_lazy("organisaatio"),
    "puhelin": gettext_lazy("puhelin"),
    "sahkoposti": gettext_lazy("sähköposti"),
    "laji": gettext_lazy("laji"),
    "koodi": gettext_lazy("kuntanumero"),
}
# The portal's own marks: that one has come to be known is no news to a reader.
VAITI = {"id", "paikka", "voimassa"}


def sanoina(ero):
    """Every change as a sentence, each once: contact details of a person in many processes change but once.

    Empty when there is nothing to tell: the list reads as it did, be it stored in a newer form.
    """
    lauseet = [
        *_kunta(ero.get("kentat", {})),
        *_prosessit(ero.get("prosessit", {})),
        *_yhteystiedot(ero),
        *_parit(ero.get("vastinparit", {})),
    ]
    return list(dict.fromkeys(lauseet))


def isolla(sana):
    return sana[:1].upper() + sana[1:]


def _kunta(kentat):
    for kentta, (vanha, uusi) in kentat.items():
        if kentta == "nimi":
            yield _nimesta(_("Kunta"), vanha, uusi)
        elif kentta not in VAITI:
            yield _kentasta(_("Kunta"), kentta, vanha, uusi)


def _nimesta(mika, vanha, uusi):
    sanat = {"mika": mika, "vanha": nimi(vanha), "uusi": nimi(uusi)}
    if sanat["vanha"] == sanat["uusi"]:
        return _("%(mika)s: nimi muuttui toisella kielellä.") % sanat
    return _("%(mika)s: nimi on nyt %(uusi)s (oli %(vanha)s).") % sanat


def _kentasta(kuka, kentta, vanha, uusi):
    sanat = {"kuka": kuka, "kentta": KENTAT.get(kentta, kentta), "vanha": vanha, "uusi": uusi}
    if not vanha:
        return _("%(kuka)s: uusi tieto, %(kentta)s %(uusi)s.") % sanat
    if not uusi:
        return _("%(kuka)s: poistettu tieto, %(kentta)s %(vanha)s.") % sanat
    return _("%(kuka)s: %(kentta)s on nyt %(uusi)s (oli %(vanha)s).") % sanat


def _prosessit(ero):
    for rivi in _uudet(ero):
        prosessi = isolla(nimi(rivi["nimi"]))
        yield _("Uusi avainprosessi: %(prosessi)s.") % {"prosessi": prosessi}
        for henkilo in henkilorivit(rivi):
            yield _tuli(prosessi, henkilo)
    for rivi in _poistuneet(ero):
        yield _("Avainprosessi ei ole enää luettelossa: %(prosessi)s.") % {
            "prosessi": isolla(nimi(rivi["nimi"]))
        }
    for rivi, muutos in _muuttuneet(ero):
        vanha, uusi = muutos.get("kentat", {}).get("nimi", (rivi["nimi"], rivi["nimi"]))
        if vanha != uusi:
            yield _nimesta(_("Avainprosessi"), vanha, uusi)
        yield from _henkilot(isolla(nimi(uusi)), muutos.get("henkilot", {}))
    if ero.get("jarjestys"):
        yield _("Avainprosessien järjestys muuttui.")


def _henkilot(prosessi, ero):
    for rivi in _uudet(ero):
        yield _tuli(prosessi, rivi)
    for rivi in _poistuneet(ero):
        yield _("%(prosessi)s: %(henkilo)s ei ole enää %(laji)s.") % {
            "prosessi": prosessi,
            "henkilo": rivi["nimi"],
            "laji": LAJIT[rivi["paikka"]],
        }
    for rivi, muutos in _muuttuneet(ero):
        if "paikka" in muutos["kentat"]:
            vanha, uusi = muutos["kentat"]["paikka"]
            yield _("%(prosessi)s: %(henkilo)s on nyt %(uusi)s (oli %(vanha)s).") % {
                "prosessi": prosessi,
                "henkilo": rivi["nimi"],
                "vanha": LAJIT[vanha],
                "uusi": LAJIT[uusi],
            }


def _tuli(prosessi, henkilo):
    return _("%(prosessi)s: uusi %(laji)s on %(henkilo)s.") % {
        "prosessi": prosessi,
        "laji": LAJIT[henkilo["paikka"]],
        "henkilo": _esittely(henkilo),
    }


def _esittely(henkilo):
    tiedot = (henkilo[kentta] for kentta in ("nimi", "nimike", "puhelin", "sahkoposti"))
    return ", ".join(tieto for tieto in tiedot if tieto)


def _yhteystiedot(ero):
    for _prosessi, muutos in _muuttuneet(ero.get("prosessit", {})):
        for rivi, henkilon_muutos in _muuttuneet(muutos.get("henkilot", {})):
            yield from _tiedoista(rivi, henkilon_muutos)
    for pari, muutos in _muuttuneet(ero.get("vastinparit", {})):
        for puoli in OSAPUOLET:
            if puoli in muutos and not _on_vaihtunut(muutos[puoli]):
                yield from _tiedoista(pari[puoli], muutos[puoli])


def _tiedoista(henkilo, muutos):
    for kentta, (vanha, uusi) in muutos["kentat"].items():
        if kentta not in VAITI:
            yield _kentasta(henkilo["nimi"], kentta, vanha, uusi)


def _on_vaihtunut(muutos):
    """Whether a side of a pair is another person, and not the same with other details."""
    kentat = muutos["kentat"]
    if "id" in kentat and None not in kentat["id"]:
        return True
    return "nimi" in kentat and "sahkoposti" in kentat


def _parit(ero):
    for rivi in _uudet(ero):
        yield _("Uusi vastinpari (%(prosessi)s): %(oma)s ja %(kunnan)s.") % {
            "prosessi": nimi(rivi["prosessi"]),
            **{puoli: _esittely(rivi[puoli]) for puoli in OSAPUOLET},
        }
    for rivi in _poistuneet(ero):
        yield _("Vastinpari ei ole enää luettelossa (%(prosessi)s): %(oma)s ja %(kunnan)s.") % {
            "prosessi": nimi(rivi["prosessi"]),
            **{puoli: rivi[puoli]["nimi"] for puoli in OSAPUOLET},
        }
    for rivi, muutos in _muuttuneet(ero):
        vanha, uusi = muutos.get("kentat", {}).get("prosessi", (rivi["prosessi"], rivi["prosessi"]))
        pari = _("Vastinpari (%(prosessi)s)") % {"prosessi": nimi(uusi)}
        if vanha != uusi:
            yield _nimesta(_("Vastinparin avainprosessi"), vanha, uusi)
        if "laji" in muutos.get("kentat", {}):
            yield _("%(pari)s: laji muuttui.") % {"pari": pari}
        for puoli in OSAPUOLET:
            if puoli in muutos:
                yield from _puolesta(pari, rivi[puoli], muutos[puoli])


def _puolesta(pari, henkilo, muutos):
    kentat = muutos["kentat"]
    if _on_vaihtunut(muutos):
        yield _("%(pari)s: henkilö on nyt %(uusi)s (oli %(vanha)s).") % {
            "pari": pari,
            "vanha": henkilo["nimi"],
            "uusi": kentat.get("nimi", [None, henkilo["nimi"]])[1],
        }
    if "voimassa" in kentat:
        sanat = {"pari": pari, "henkilo": kentat.get("nimi", [None, henkilo["nimi"]])[1]}
        if kentat["voimassa"][1]:
            yield _("%(pari)s: %(henkilo)s on nyt voimassa.") % sanat
        else:
            yield _("%(pari)s: %(henkilo)s ei ole enää voimassa.") % sanat


def _uudet(ero):
    return [lisatty["rivi"] for lisatty in ero.get("lisatyt", [])]


def _poistuneet(ero):
    return [poistettu["rivi"] for poistettu in ero.get("poistetut", [])]


def _muuttuneet(ero):
    return [(muuttunut["rivi"], muuttunut["muutos"]) for muuttunut in ero.get("muuttuneet", [])]
