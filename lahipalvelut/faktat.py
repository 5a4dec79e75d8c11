"""What a text can claim of a municipality's local service."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lahipalvelut import toteuma
from lahipalvelut.jaksot import SARAKKEET, ennakko_sanoina, jakso_tekstina, toteuma_sanoina
from lahipalvelut.models import Palvelupaiva, Suunnitelmarivi
from lahipalvelut.models.paivat import AKILLINEN_TUNTEINA
from seuranta import kuukaudet
from tyollisyysalue import kello
from tyollisyysalue.aikataulu import Toistuvuus
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Taulukko, rekisteroi
from tyollisyysalue.kielet import luettelo, nimet, nimi
from tyollisyysalue.tekstit import aikavali, pvm, viikonpaiva_pvm

_SUUNNITELMA = Palvelupaiva.Alkupera.SUUNNITELMA


def _nimi(sisalto):
    return nimi(sisalto["kunta"])


def _jakso(sisalto):
    return jakso_tekstina(date.fromisoformat(sisalto["alkupvm"]), date.fromisoformat(sisalto["loppupvm"]))


def _keraa_paivat(p):
    """The payload and the sources that facts of a period share."""
    kunta = p.kuntarivi
    paivat = list(
        Palvelupaiva.objects.for_kunta(kunta)
        .jaksolla(p.alkupvm, p.loppupvm)
        .select_related("palvelupiste", "siirretty_paivaan", "siirretty_paivasta")
        .order_by("pvm", "alkuklo", "pk")
    )
    if not paivat:
        raise ValidationError(
            _("%(kunta)s: jaksolla %(jakso)s ei ole lähipalvelupäiviä. Valitse toinen kunta tai jakso."),
            params={"kunta": kunta.nimi, "jakso": jakso_tekstina(p.alkupvm, p.loppupvm)},
        )
    return Aineisto(
        {
            "kunta": nimet(kunta),
            "alkupvm": p.alkupvm.isoformat(),
            "loppupvm": p.loppupvm.isoformat(),
            "luettu": kello.tanaan().isoformat(),
            "paivat": [
                {
                    "pvm": paiva.pvm.isoformat(),
                    "alkuklo": paiva.alkuklo.isoformat(),
                    "loppuklo": paiva.loppuklo.isoformat(),
                    "paikka": paiva.palvelupiste.nimi,
                    "tila": paiva.tila,
                    "alkupera": paiva.alkupera,
                    "syykoodi": paiva.syykoodi,
                    "akillinen": paiva.on_akillinen,
                    "tunteja": None if paiva.muutosaika is None else round(paiva.ilmoitettu_tunteja, 2),
                    "siirretty": _pvm(paiva.siirretty_paivaan),
                    "siirretty_paivasta": _pvm(paiva.alkuperainen),
                }
                for paiva in paivat
            ],
        },
        [
            *paivat,
            *(toinen for p in paivat for toinen in (p.siirretty_paivaan, p.alkuperainen) if toinen),
            *(paiva.palvelupiste for paiva in paivat),
        ],
    )


def _pvm(paiva):
    return paiva.pvm.isoformat() if paiva else None


def _iso(teksti):
    return pvm(date.fromisoformat(teksti))


def _tila_sanoina(paiva, luettu):
    """The state, and where the day came from when that was not the plan. A payload of old has less in it."""
    tila = _tila(paiva, luettu)
    if paiva.get("siirretty_paivasta"):
        return _("siirretty päivästä %(pvm)s: %(tila)s") % {
            "pvm": _iso(paiva["siirretty_paivasta"]),
            "tila": tila,
        }
    if paiva.get("alkupera") == Palvelupaiva.Alkupera.LISAPAIVA:
        return _("lisäpäivä: %(tila)s") % {"tila": tila}
    return tila


def _tila(paiva, luettu):
    tila = Palvelupaiva.Tila(paiva["tila"])
    if tila in Palvelupaiva.MUUTETUT:
        sanat = {"syy": Palvelupaiva.Syykoodi(paiva["syykoodi"]).label}
        if tila == Palvelupaiva.Tila.PERUTTU:
            if paiva["akillinen"]:
                return _("peruttu, äkillinen muutos (%(syy)s)") % sanat
            return _("peruttu (%(syy)s)") % sanat
        sanat["pvm"] = _iso(paiva["siirretty"])
        if paiva["akillinen"]:
            return _("siirretty päivään %(pvm)s, äkillinen muutos (%(syy)s)") % sanat
        return _("siirretty päivään %(pvm)s (%(syy)s)") % sanat
    if tila == Palvelupaiva.Tila.AVOIN and paiva["pvm"] < luettu:
        return _("ei vielä kirjattu")
    return str(tila.label)


@rekisteroi
class SovitutPaivat(Faktalaji):
    avain = "lahipalvelut.sovitut_paivat"
    nimi = gettext_lazy("Sovitut lähipalvelupäivät")
    muoto = Muoto.TAULUKKO
    parametrit = ("kunta", "jakso")

    def keraa(self, p):
        return _keraa_paivat(p)

    def tulosta(self, sisalto):
        return Taulukko(
            otsikko=_("Sovitut lähipalvelupäivät %(jakso)s, %(kunta)s")
            % {"jakso": _jakso(sisalto), "kunta": _nimi(sisalto)},
            sarakkeet=[_("Päivä"), _("Aika"), _("Paikka"), _("Tila")],
            rivit=[
                [
                    viikonpaiva_pvm(date.fromisoformat(paiva["pvm"])),
                    aikavali(time.fromisoformat(paiva["alkuklo"]), time.fromisoformat(paiva["loppuklo"])),
                    paiva["paikka"],
                    _tila_sanoina(paiva, sisalto["luettu"]),
                ]
                for paiva in sisalto["paivat"]
            ],
        )

    def selite(self, sisalto):
        return _selite(sisalto)


def _selite(sisalto):
    return _("Työllisyysalueportaalin lähipalvelupäivät, %(kunta)s, tilanne %(pvm)s") % {
        "kunta": _nimi(sisalto),
        "pvm": pvm(date.fromisoformat(sisalto["luettu"])),
    }


@rekisteroi
class Toteuma(Faktalaji):
    avain = "lahipalvelut.toteuma"
    nimi = gettext_lazy("Lähipalvelun toteuma")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "jakso")

    def keraa(self, p):
        return _keraa_paivat(p)

    def tulosta(self, sisalto):
        luvut = toteuma.luvut(sisalto["paivat"], sisalto["luettu"])
        return toteuma_sanoina(_jakso(sisalto), luvut, _akilliset_tiloittain(sisalto))

    def selite(self, sisalto):
        return _selite(sisalto)


def _akilliset_tiloittain(sisalto):
    tiloittain: dict[str, list[date]] = {}
    for paiva in sisalto["paivat"]:
        if paiva["akillinen"] and paiva.get("alkupera", _SUUNNITELMA) == _SUUNNITELMA:
            tiloittain.setdefault(paiva["tila"], []).append(date.fromisoformat(paiva["pvm"]))
    return tiloittain


@rekisteroi
class Toteumataulukko(Faktalaji):
    avain = "lahipalvelut.toteumataulukko"
    nimi = gettext_lazy("Lähipalvelun toteuma kuukausittain")
    muoto = Muoto.TAULUKKO
    parametrit = ("kunta", "jakso")

    def keraa(self, p):
        return _keraa_paivat(p)

    def tulosta(self, sisalto):
        kuut: dict[str, list] = {}
        for paiva in sisalto["paivat"]:
            kuut.setdefault(paiva["pvm"][:7], []).append(paiva)
        rivit = [(kuukaudet.sanoin(kuukaudet.lue(kuu)), paivat) for kuu, paivat in kuut.items()]
        if len(rivit) > 1:
            rivit.append((_("Yhteensä"), sisalto["paivat"]))
        return Taulukko(
            otsikko=_("Lähipalvelun toteuma %(jakso)s, %(kunta)s")
            % {"jakso": _jakso(sisalto), "kunta": _nimi(sisalto)},
            sarakkeet=[_("Kuukausi"), *(str(otsikko) for otsikko in SARAKKEET.values())],
            rivit=[
                [nimi, *(str(luvut[avain]) for avain in SARAKKEET)]
                for nimi, paivat in rivit
                for luvut in [toteuma.luvut(paivat, sisalto["luettu"])]
            ],
        )

    def selite(self, sisalto):
        return _selite(sisalto)


@rekisteroi
class AkillisetMuutokset(Faktalaji):
    avain = "lahipalvelut.akilliset_muutokset"
    nimi = gettext_lazy("Äkilliset muutokset lähipalvelussa")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "jakso")

    def keraa(self, p):
        return _keraa_paivat(p)

    def tulosta(self, sisalto):
        sanat = {"jakso": _jakso(sisalto), "raja": AKILLINEN_TUNTEINA}
        akilliset = [_akillinen(paiva) for paiva in sisalto["paivat"] if paiva["akillinen"]]
        if not akilliset:
            return (
                _(
                    "Jaksolla %(jakso)s ei ollut lähipalvelun muutoksia, joista kerrottiin alle %(raja)s tuntia ennen."
                )
                % sanat
            )
        return ngettext(
            "Jaksolla %(jakso)s oli %(maara)s lähipalvelun muutos, josta kerrottiin alle %(raja)s tuntia ennen: "
            "%(muutokset)s.",
            "Jaksolla %(jakso)s oli %(maara)s lähipalvelun muutosta, joista kerrottiin alle %(raja)s tuntia ennen: "
            "%(muutokset)s.",
            len(akilliset),
        ) % {**sanat, "maara": len(akilliset), "muutokset": luettelo(akilliset)}

    def selite(self, sisalto):
        return _selite(sisalto)


def _akillinen(paiva):
    sanat = {
        "pvm": _iso(paiva["pvm"]),
        "syy": Palvelupaiva.Syykoodi(paiva["syykoodi"]).label,
        "ennen": ennakko_sanoina(paiva["tunteja"]),
    }
    if paiva["tila"] == Palvelupaiva.Tila.SIIRRETTY:
        sanat["uusi"] = _iso(paiva["siirretty"])
        return _("%(pvm)s siirrettiin päivään %(uusi)s (%(syy)s, %(ennen)s)") % sanat
    return _("%(pvm)s peruttiin (%(syy)s, %(ennen)s)") % sanat


def _keraa_rivit(p):
    """The payload and the sources of facts that tell of the plan in force on a day."""
    kunta = p.kuntarivi
    rivit = list(Suunnitelmarivi.objects.voimassa(p.paiva).filter(suunnitelma__kunta=kunta))
    if not rivit:
        raise ValidationError(
            _("%(kunta)s: palvelusuunnitelmaa ei ole voimassa %(pvm)s. Valitse toinen kunta tai päivä."),
            params={"kunta": kunta.nimi, "pvm": pvm(p.paiva)},
        )
    # At most one plan is in force at a time, so every line is of the same one.
    suunnitelma = rivit[0].suunnitelma
    return Aineisto(
        {
            "kunta": nimet(kunta),
            "hyvaksymispvm": suunnitelma.hyvaksymispvm.isoformat(),
            "hyvaksymisviite": suunnitelma.hyvaksymisviite,
            "rivit": [
                {
                    "ankkuripvm": rivi.ankkuripvm.isoformat(),
                    "vali": rivi.vali,
                    "alkuklo": rivi.alkuklo.isoformat(),
                    "loppuklo": rivi.loppuklo.isoformat(),
                    "paikka": rivi.palvelupiste.nimi,
                    "osoite": rivi.palvelupiste.osoite,
                    "kanavat": rivi.kanavat,
                }
                for rivi in rivit
            ],
        },
        [suunnitelma, *rivit, *(rivi.palvelupiste for rivi in rivit)],
    )


def _suunnitelman_selite(sisalto):
    return _("palvelusuunnitelma, %(kunta)s, hyväksytty %(pvm)s (%(viite)s)") % {
        "kunta": _nimi(sisalto),
        "pvm": pvm(date.fromisoformat(sisalto["hyvaksymispvm"])),
        "viite": sisalto["hyvaksymisviite"],
    }


@rekisteroi
class Saanto(Faktalaji):
    avain = "lahipalvelut.saanto"
    nimi = gettext_lazy("Lähipalvelun säännöllisyys")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "paiva")

    def keraa(self, p):
        return _keraa_rivit(p)

    def tulosta(self, sisalto):
        return _("Lähipalvelua annetaan %(saannot)s.") % {
            "saannot": luettelo([_saanto(rivi) for rivi in sisalto["rivit"]]),
        }

    def selite(self, sisalto):
        return _suunnitelman_selite(sisalto)


def _saanto(rivi):
    toistuvuus = Toistuvuus(
        date.fromisoformat(rivi["ankkuripvm"]),
        rivi["vali"],
        time.fromisoformat(rivi["alkuklo"]),
        time.fromisoformat(rivi["loppuklo"]),
    )
    return f"{toistuvuus.lause()} ({rivi['paikka']}, {rivi['osoite']})"


@rekisteroi
class Kanavat(Faktalaji):
    avain = "lahipalvelut.kanavat"
    nimi = gettext_lazy("Palvelun kanavat")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "paiva")

    def keraa(self, p):
        return _keraa_rivit(p)

    def tulosta(self, sisalto):
        kaytossa = {kanava for rivi in sisalto["rivit"] for kanava in rivi["kanavat"]}
        return _("Asiakkaita palvellaan %(kanavat)s.") % {
            "kanavat": luettelo(
                [str(k.label) for k in Suunnitelmarivi.Kanava if k in kaytossa],
            ),
        }

    def selite(self, sisalto):
        return _suunnitelman_selite(sisalto)
