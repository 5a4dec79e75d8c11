"""Facts about contacts, sendings and groups, for texts that must be able to prove what they say."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Taulukko, rekisteroi
from tyollisyysalue.kielet import luettelo, nimet, nimi
from tyollisyysalue.tekstit import klo, pvm
from yhteyshenkilot.luettelo import LAJIEN_PAIKAT, on_ilman_sijaista
from yhteyshenkilot.models import (
    Luettelolahetys,
    Luettelosaaja,
    Osallistuminen,
    Ryhmajasenyys,
    Tapaaminen,
    Vastinpari,
    Vastuu,
    Yhteistyoryhma,
)


def paiva(sisalto):
    return pvm(date.fromisoformat(sisalto["paiva"]))


def henkilotieto(henkilo):
    """A person as a decision names one: with the title of that day."""
    return {"nimi": henkilo.nimi, "nimike": henkilo.nimike}


def nimettyna(henkilot):
    return "; ".join(f"{henkilo['nimi']}, {henkilo['nimike']}" for henkilo in henkilot) or "–"


class Kunnanvastuut(Faktalaji):
    """Shared by the facts that read a municipality's responsibilities as of a day."""

    parametrit = ("kunta", "paiva")

    def keraa(self, p):
        kunta = p.kuntarivi
        vastuut = list(
            Vastuu.objects.for_kunta(kunta)
            .voimassa(p.paiva)
            .select_related("henkilo", "prosessi")
            .order_by("prosessi__jarjestys", "prosessi", "henkilo__aakkos")
        )
        if not vastuut:
            raise ValidationError(
                _("Kunnalla (%(kunta)s) ei ole vastuuhenkilöitä %(pvm)s. Lisää ne yhteyshenkilöihin."),
                params={"kunta": kunta.nimi, "pvm": pvm(p.paiva)},
            )
        rivit: dict[int, dict[str, Any]] = {}
        for vastuu in vastuut:
            rivi = rivit.setdefault(
                vastuu.prosessi_id,
                {"prosessi": nimet(vastuu.prosessi), "ensisijaiset": [], "muut": [], "sijaiset": []},
            )
            rivi[LAJIEN_PAIKAT[vastuu.laji]].append(henkilotieto(vastuu.henkilo))
        return Aineisto(
            {"kunta": nimet(kunta), "paiva": p.paiva.isoformat(), "rivit": list(rivit.values())},
            [
                *vastuut,
                *(vastuu.henkilo for vastuu in vastuut),
                *(vastuu.prosessi for vastuu in vastuut),
            ],
        )

    def selite(self, sisalto):
        return _("Työllisyysalueportaalin yhteyshenkilötiedot, %(kunta)s, tilanne %(pvm)s") % {
            "kunta": nimi(sisalto["kunta"]),
            "pvm": paiva(sisalto),
        }


@rekisteroi
class Vastuuhenkilot(Kunnanvastuut):
    avain = "yhteyshenkilot.vastuuhenkilot"
    nimi = gettext_lazy("Vastuuhenkilöt avainprosesseittain")
    muoto = Muoto.TAULUKKO

    def tulosta(self, sisalto):
        return Taulukko(
            _("Vastuuhenkilöt, %(kunta)s, %(pvm)s")
            % {"kunta": nimi(sisalto["kunta"]), "pvm": paiva(sisalto)},
            [_("Avainprosessi"), _("Vastuuhenkilö"), _("Muut"), _("Sijainen")],
            [
                [
                    nimi(rivi["prosessi"]),
                    nimettyna(rivi["ensisijaiset"]),
                    nimettyna(rivi["muut"]),
                    nimettyna(rivi["sijaiset"]),
                ]
                for rivi in sisalto["rivit"]
            ],
        )


@rekisteroi
class Sijaiset(Kunnanvastuut):
    avain = "yhteyshenkilot.sijaiset"
    nimi = gettext_lazy("Sijaisten kattavuus")
    muoto = Muoto.LAUSE

    def tulosta(self, sisalto):
        vastuulliset = [rivi for rivi in sisalto["rivit"] if rivi["ensisijaiset"] or rivi["muut"]]
        ilman = [nimi(rivi["prosessi"]) for rivi in vastuulliset if on_ilman_sijaista(rivi)]
        maara = len(vastuulliset)
        alku = ngettext(
            "%(kunta)s, %(pvm)s: vastuuhenkilö on nimetty %(maara)s avainprosessiin.",
            "%(kunta)s, %(pvm)s: vastuuhenkilö on nimetty %(maara)s avainprosessiin.",
            maara,
        ) % {"kunta": nimi(sisalto["kunta"]), "pvm": paiva(sisalto), "maara": maara}
        if not vastuulliset:
            return alku
        if not ilman:
            # Not inside the string: what collects the texts to translate does not look there.
            loppu = _("Jokaiseen niistä on nimetty myös sijainen.")
            return f"{alku} {loppu}"
        loppu = ngettext(
            "Sijainen puuttuu yhdestä: %(prosessit)s.",
            "Sijainen puuttuu seuraavista: %(prosessit)s.",
            len(ilman),
        ) % {"prosessit": luettelo(ilman)}
        return f"{alku} {loppu}"


@rekisteroi
class Vastinparit(Faktalaji):
    avain = "yhteyshenkilot.vastinpari"
    nimi = gettext_lazy("Vastinpari")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "paiva")

    def keraa(self, p):
        kunta = p.kuntarivi
        parit = list(
            Vastinpari.objects.for_kunta(kunta)
            .on_taydellinen(p.paiva)
            .select_related("prosessi", "oma_henkilo", "kunnan_henkilo")
            .order_by("-laji", "pk")
        )
        if not parit:
            raise ValidationError(
                _(
                    "Kunnalla (%(kunta)s) ei ole vastinparia, jonka molemmat osapuolet ovat voimassa "
                    "%(pvm)s. Täydennä vastinpari yhteyshenkilöihin."
                ),
                params={"kunta": kunta.nimi, "pvm": pvm(p.paiva)},
            )
        return Aineisto(
            {
                "kunta": nimet(kunta),
                "paiva": p.paiva.isoformat(),
                "parit": [
                    {
                        "laji": pari.laji,
                        "prosessi": nimet(pari.prosessi),
                        "oma": {
                            **henkilotieto(pari.oma_henkilo),
                            "organisaatio": pari.oma_henkilo.organisaatio,
                        },
                        "kunnan": henkilotieto(pari.kunnan_henkilo),
                    }
                    for pari in parit
                ],
            },
            [*parit, *(h for pari in parit for h in (pari.oma_henkilo, pari.kunnan_henkilo))],
        )

    def tulosta(self, sisalto):
        return " ".join(self._lause(pari, nimi(sisalto["kunta"])) for pari in sisalto["parit"])

    def _lause(self, pari, kunta):
        lause = (
            _("Työnantajavastinparina toimivat %(oma)s ja %(kunnan)s.")
            if pari["laji"] == Vastinpari.Laji.TYONANTAJA
            else _("Vastinparina (%(prosessi)s) toimivat %(oma)s ja %(kunnan)s.")
        )
        return lause % {
            "prosessi": nimi(pari["prosessi"]),
            "oma": self._osapuoli(pari["oma"], pari["oma"]["organisaatio"]),
            "kunnan": self._osapuoli(pari["kunnan"], kunta),
        }

    def _osapuoli(self, henkilo, organisaatio):
        suluissa = ", ".join(osa for osa in (henkilo["nimike"], organisaatio) if osa)
        return f"{henkilo['nimi']} ({suluissa})"

    def selite(self, sisalto):
        return _("Työllisyysalueportaalin vastinparit, %(kunta)s, tilanne %(pvm)s") % {
            "kunta": nimi(sisalto["kunta"]),
            "pvm": paiva(sisalto),
        }


@rekisteroi
class Lahetykset(Faktalaji):
    avain = "yhteyshenkilot.lahetykset"
    nimi = gettext_lazy("Yhteyshenkilöluettelon lähetykset")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "jakso")

    def keraa(self, p):
        kunta = p.kuntarivi
        # A list that had nobody to go to was kept, and not sent.
        omat = Luettelosaaja.objects.filter(kunta=kunta).exclude(vastaanottajat=[])
        lahetykset = list(
            Luettelolahetys.objects.filter(pk__in=omat.values("lahetys"))
            .filter(lahetysaika__date__range=(p.alkupvm, p.loppupvm))
            .prefetch_related(Prefetch("saajat", Luettelosaaja.objects.exclude(vastaanottajat=[])))
            .order_by("lahetysaika", "pk")
        )
        if not lahetykset:
            raise ValidationError(
                _(
                    "Kuntaan (%(kunta)s) ei ole lähetetty yhteyshenkilöluetteloa %(alku)s–%(loppu)s. "
                    "Valitse toinen jakso."
                ),
                params={"kunta": kunta.nimi, "alku": pvm(p.alkupvm), "loppu": pvm(p.loppupvm)},
            )
        return Aineisto(
            {
                "kunta": nimet(kunta),
                "lahetykset": [
                    {
                        "aika": lahetys.lahetysaika.isoformat(),
                        "kuntia": len(lahetys.saajat.all()),
                        "lahettaja": lahetys.lahettajan_nimi,
                        "tiiviste": lahetys.tiiviste,
                    }
                    for lahetys in lahetykset
                ],
            },
            [*lahetykset, *(saaja for lahetys in lahetykset for saaja in lahetys.saajat.all())],
        )

    def tulosta(self, sisalto):
        return " ".join(
            ngettext(
                "Yhteyshenkilöluettelo on lähetetty työllisyysalueen %(kuntia)s kuntaan %(pvm)s.",
                "Yhteyshenkilöluettelo on lähetetty työllisyysalueen %(kuntia)s kuntaan %(pvm)s.",
                lahetys["kuntia"],
            )
            % {"kuntia": lahetys["kuntia"], "pvm": pvm(datetime.fromisoformat(lahetys["aika"]))}
            for lahetys in sisalto["lahetykset"]
        )

    def selite(self, sisalto):
        return "; ".join(
            _(
                "Työllisyysalueportaalin lähetys %(pvm)s %(klo)s, lähettäjä %(lahettaja)s, SHA-256 %(tiiviste)s"
            )
            % {
                "pvm": pvm(datetime.fromisoformat(lahetys["aika"])),
                "klo": klo(datetime.fromisoformat(lahetys["aika"])),
                "lahettaja": lahetys["lahettaja"],
                "tiiviste": lahetys["tiiviste"],
            }
            for lahetys in sisalto["lahetykset"]
        )


def ryhma(p):
    found = Yhteistyoryhma.objects.filter(pk=p.ryhma).first()
    if found is None:
        raise ValidationError(_("Ryhmää ei löydy. Valitse ryhmä luettelosta."))
    return found


def jasenet(ryhma, pvm):
    """Memberships of the day, municipalities in Finnish order."""
    return list(Ryhmajasenyys.objects.filter(ryhma=ryhma).voimassa(pvm).select_related("kunta"))


@rekisteroi
class SeuraavaTapaaminen(Faktalaji):
    avain = "yhteyshenkilot.tapaaminen"
    nimi = gettext_lazy("Ryhmän seuraava tapaaminen")
    muoto = Muoto.LAUSE
    parametrit = ("ryhma", "paiva")

    def keraa(self, p):
        rivi = ryhma(p)
        # One that has been held since was the next one then; a cancelled one is not.
        pidettavat = Tapaaminen.objects.exclude(tila=Tapaaminen.Tila.PERUTTU)
        tapaaminen = pidettavat.filter(ryhma=rivi, alkuaika__date__gt=p.paiva).order_by("alkuaika").first()
        if tapaaminen is None:
            raise ValidationError(
                _("Ryhmällä (%(ryhma)s) ei ole tapaamista %(pvm)s jälkeen. Lisää tapaaminen ryhmän sivulla."),
                params={"ryhma": rivi.nimi, "pvm": pvm(p.paiva)},
            )
        mukana = jasenet(rivi, p.paiva) if rivi.laji == Yhteistyoryhma.Laji.TUOTANTOALUE else []
        return Aineisto(
            {
                "ryhma": nimet(rivi),
                "paiva": p.paiva.isoformat(),
                "alkuaika": tapaaminen.alkuaika.isoformat(),
                "kunnat": [nimet(jasenyys.kunta) for jasenyys in mukana],
            },
            [tapaaminen, rivi, *mukana],
        )

    def tulosta(self, sisalto):
        alkuaika = datetime.fromisoformat(sisalto["alkuaika"])
        osat = {"ryhma": nimi(sisalto["ryhma"]), "pvm": pvm(alkuaika), "klo": klo(alkuaika)}
        if not sisalto["kunnat"]:
            return _("Seuraava tapaaminen (%(ryhma)s) pidetään %(pvm)s %(klo)s.") % osat
        kunnat = luettelo([nimi(kunta) for kunta in sisalto["kunnat"]])
        return _("Seuraava tapaaminen (%(ryhma)s) pidetään %(pvm)s %(klo)s, mukana %(kunnat)s.") % {
            **osat,
            "kunnat": kunnat,
        }

    def selite(self, sisalto):
        return _("Työllisyysalueportaalin tapaamiset, tilanne %(pvm)s") % {"pvm": paiva(sisalto)}


@rekisteroi
class PidetytTapaamiset(Faktalaji):
    avain = "yhteyshenkilot.pidetyt_tapaamiset"
    nimi = gettext_lazy("Ryhmien pidetyt tapaamiset")
    muoto = Muoto.TAULUKKO
    parametrit = ("kunta", "jakso")

    def keraa(self, p):
        kunta = p.kuntarivi
        jasenyydet = list(Ryhmajasenyys.objects.for_kunta(kunta))
        tapaamiset = [
            tapaaminen
            for tapaaminen in Tapaaminen.objects.filter(
                ryhma__in=[jasenyys.ryhma_id for jasenyys in jasenyydet],
                tila=Tapaaminen.Tila.PIDETTY,
                alkuaika__date__range=(p.alkupvm, p.loppupvm),
            )
            .select_related("ryhma")
            .order_by("alkuaika", "pk")
            if any(
                jasenyys.ryhma_id == tapaaminen.ryhma_id and jasenyys.on_voimassa(tapaaminen.pvm)
                for jasenyys in jasenyydet
            )
        ]
        if not tapaamiset:
            raise ValidationError(
                _(
                    "Kunnan (%(kunta)s) ryhmillä ei ole pidettyjä tapaamisia %(alku)s–%(loppu)s. "
                    "Valitse toinen jakso, tai kirjaa tapaamisten läsnäolo."
                ),
                params={"kunta": kunta.nimi, "alku": pvm(p.alkupvm), "loppu": pvm(p.loppupvm)},
            )
        lasna = list(
            Osallistuminen.objects.filter(tapaaminen__in=tapaamiset, lasna=True, kunta__isnull=False)
        )
        return Aineisto(
            {
                "kunta": nimet(kunta),
                "tapaamiset": [
                    {
                        "alkuaika": tapaaminen.alkuaika.isoformat(),
                        "ryhma": nimet(tapaaminen.ryhma),
                        "kuntia": len(
                            {rivi.kunta_id for rivi in lasna if rivi.tapaaminen_id == tapaaminen.pk}
                        ),
                    }
                    for tapaaminen in tapaamiset
                ],
            },
            [*tapaamiset, *dict.fromkeys(tapaaminen.ryhma for tapaaminen in tapaamiset), *lasna],
        )

    def tulosta(self, sisalto):
        return Taulukko(
            _("Pidetyt tapaamiset, %(kunta)s") % {"kunta": nimi(sisalto["kunta"])},
            [_("Päivä"), _("Ryhmä"), _("Kuntia läsnä")],
            [
                [
                    pvm(datetime.fromisoformat(tapaaminen["alkuaika"])),
                    nimi(tapaaminen["ryhma"]),
                    str(tapaaminen["kuntia"]),
                ]
                for tapaaminen in sisalto["tapaamiset"]
            ],
        )

    def selite(self, sisalto):
        return _("Työllisyysalueportaalin tapaamiset ja niihin kirjattu läsnäolo, %(kunta)s") % {
            "kunta": nimi(sisalto["kunta"])
        }


@rekisteroi
class Jasenet(Faktalaji):
    avain = "yhteyshenkilot.jasenet"
    nimi = gettext_lazy("Ryhmän jäsenkunnat")
    muoto = Muoto.LAUSE
    parametrit = ("ryhma", "paiva")

    def keraa(self, p):
        rivi = ryhma(p)
        jasenyydet = jasenet(rivi, p.paiva)
        if not jasenyydet:
            raise ValidationError(
                _("Ryhmällä (%(ryhma)s) ei ole jäseniä %(pvm)s. Lisää jäsenet ryhmän sivulla."),
                params={"ryhma": rivi.nimi, "pvm": pvm(p.paiva)},
            )
        return Aineisto(
            {
                "ryhma": nimet(rivi),
                "paiva": p.paiva.isoformat(),
                "kunnat": [nimet(jasenyys.kunta) for jasenyys in jasenyydet],
            },
            [*jasenyydet, rivi],
        )

    def tulosta(self, sisalto):
        kunnat = [nimi(kunta) for kunta in sisalto["kunnat"]]
        return ngettext(
            "Ryhmässä (%(ryhma)s) on mukana %(maara)s kunta: %(kunnat)s.",
            "Ryhmässä (%(ryhma)s) on mukana %(maara)s kuntaa: %(kunnat)s.",
            len(kunnat),
        ) % {"ryhma": nimi(sisalto["ryhma"]), "maara": len(kunnat), "kunnat": luettelo(kunnat)}

    def selite(self, sisalto):
        return _("Työllisyysalueportaalin yhteistyöryhmät, tilanne %(pvm)s") % {"pvm": paiva(sisalto)}
