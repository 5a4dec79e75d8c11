"""What a text can claim of a municipality's local service."""

from datetime import date, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lahipalvelut.jaksot import jakso_tekstina
from lahipalvelut.models import Palvelupaiva, Suunnitelmarivi
from tyollisyysalue import kello
from tyollisyysalue.aikataulu import Toistuvuus
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Taulukko, rekisteroi
from tyollisyysalue.kielet import luettelo, nimet, nimi
from tyollisyysalue.tekstit import aikavali, pvm, viikonpaiva_pvm


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
        .select_related("palvelupiste")
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
                    "syykoodi": paiva.syykoodi,
                    "akillinen": paiva.on_akillinen,
                }
                for paiva in paivat
            ],
        },
        [*paivat, *(paiva.palvelupiste for paiva in paivat)],
    )


def _tila_sanoina(paiva, luettu):
    if paiva["tila"] == Palvelupaiva.Tila.PERUTTU:
        syy = Palvelupaiva.Syykoodi(paiva["syykoodi"]).label
        if paiva["akillinen"]:
            return _("peruttu, äkillinen muutos (%(syy)s)") % {"syy": syy}
        return _("peruttu (%(syy)s)") % {"syy": syy}
    if paiva["tila"] == Palvelupaiva.Tila.AVOIN and paiva["pvm"] < luettu:
        return _("ei vielä kirjattu")
    return str(Palvelupaiva.Tila(paiva["tila"]).label)


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
        # The municipality stands in the note: the case endings of place names cannot be derived.
        return ngettext(
            "Jaksolle %(jakso)s suunnitellusta %(maara)s lähipalvelupäivästä %(osat)s.",
            "Jaksolle %(jakso)s suunnitelluista %(maara)s lähipalvelupäivästä %(osat)s.",
            len(sisalto["paivat"]),
        ) % {
            "jakso": _jakso(sisalto),
            "maara": len(sisalto["paivat"]),
            "osat": luettelo(_toteuman_osat(sisalto)),
        }

    def selite(self, sisalto):
        return _selite(sisalto)


def _toteuman_osat(sisalto):
    """What became of the days, a clause for each outcome that there is; together they cover every day."""
    tila = Palvelupaiva.Tila
    paivat = sisalto["paivat"]
    pidetty = sum(paiva["tila"] == tila.PIDETTY for paiva in paivat)
    perutut = [paiva for paiva in paivat if paiva["tila"] == tila.PERUTTU]
    avoimet = [paiva for paiva in paivat if paiva["tila"] == tila.AVOIN]
    edessa = sum(paiva["pvm"] >= sisalto["luettu"] for paiva in avoimet)
    osat = []
    if pidetty:
        osat.append(_("pidettiin %(maara)s") % {"maara": pidetty})
    if perutut:
        osat.append(_("peruttiin %(maara)s") % {"maara": len(perutut)} + _akilliset(perutut))
    if len(avoimet) > edessa:
        osat.append(_("kirjaamatta on %(maara)s") % {"maara": len(avoimet) - edessa})
    if edessa:
        osat.append(_("edessä on vielä %(maara)s") % {"maara": edessa})
    return osat


def _akilliset(perutut):
    paivat = [pvm(date.fromisoformat(paiva["pvm"])) for paiva in perutut if paiva["akillinen"]]
    if not paivat:
        return ""
    teksti = ngettext("äkillinen muutos %(paivat)s", "äkilliset muutokset %(paivat)s", len(paivat))
    return f" ({teksti % {'paivat': luettelo(paivat)}})"


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
