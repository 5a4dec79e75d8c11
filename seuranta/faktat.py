"""Key figures as bound facts, as the portal knew them on a day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from seuranta import kaudet, kuukaudet, kuvat, luvut, sarjat, tietosuoja
from seuranta.lahteet import Lahde, passit
from seuranta.models import Havainto, Mittari, paivan_loppu
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Taulukko, rekisteroi
from tyollisyysalue.kielet import nimet, nimi
from tyollisyysalue.tekstit import helsingin_pvm, luku, pvm, sido


def ei_lukuja(kunta, paiva):
    return ValidationError(
        _("Kunnalle %(kunta)s ei ole kirjattu lukuja %(paiva)s mennessä. Kirjaa luvut tai vaihda päivä."),
        params={"kunta": kunta.nimi, "paiva": pvm(paiva)},
    )


class Avainluvut(Faktalaji):
    """What the facts of this app share: the figures of the newest month known on the day."""

    parametrit = ("kunta", "paiva")
    mittarit: tuple[str, ...] = ()

    def keraa(self, p):
        kunta = p.kuntarivi
        mittarit = Mittari.objects.avainluvut()
        if self.mittarit:
            mittarit = mittarit.filter(koodi__in=self.mittarit)
        kuukausi = kaudet.uusimman_kysely(kunta, mittarit, paivan_loppu(p.paiva))
        tunnetut = Havainto.objects.filter(kunta=kunta, kuukausi=kuukausi, mittari__in=mittarit)
        rivit = sorted(
            tunnetut.tiedossa_paivana(p.paiva).select_related("mittari", "tuonti"),
            key=lambda rivi: rivi.mittari.jarjestys,
        )
        if not rivit:
            raise ei_lukuja(kunta, p.paiva)
        sisalto = {
            "kunta": nimet(kunta),
            "kuukausi": rivit[0].kuukausi.isoformat(),
            "luvut": [
                {
                    "koodi": rivi.mittari.koodi,
                    "nimi": nimet(rivi.mittari),
                    "arvo": None if rivi.arvo is None else str(rivi.arvo),
                    "puuttuva": rivi.puuttuva,
                    "desimaalit": rivi.mittari.desimaalit,
                    **_tarkistus(rivi),
                }
                for rivi in rivit
            ],
            "lahteet": [lahde.json() for lahde in passit(rivit)],
        }
        return Aineisto(sisalto, rivit)

    def selite(self, sisalto):
        osat = [Lahde(**lahde).rivi() for lahde in sisalto["lahteet"]]
        if any(rivi["koodi"] == "TYOTOSUUS" and rivi["arvo"] for rivi in sisalto["luvut"]):
            osat.append(
                gettext(
                    "prosenttiosuus on laskettu työnvälityksen rekisteristä, ja työvoiman määrä on tavallisesti noin "
                    "kaksi vuotta vanha tieto"
                )
            )
        osat += _tarkistukset((nimi(luku["nimi"]), luku) for luku in sisalto["luvut"])
        return "; ".join(osat)


@rekisteroi
class AvainluvutTaulukko(Avainluvut):
    avain = "seuranta.avainluvut"
    nimi = _("Kunnan avainluvut")
    muoto = Muoto.TAULUKKO

    def tulosta(self, sisalto):
        return Taulukko(
            otsikko=otsikko(sisalto),
            sarakkeet=[gettext("Mittari"), gettext("Arvo")],
            rivit=[[nimi(rivi["nimi"]), teksti(rivi)] for rivi in sisalto["luvut"]],
        )


@rekisteroi
class AvainlukuLause(Avainluvut):
    avain = "seuranta.avainluku_lause"
    nimi = _("Kunnan työnhakijat ja työttömät")
    muoto = Muoto.LAUSE
    mittarit = ("HAKIJALOPUSSA", "TYOTTOMATLOPUSSA", "TYOTOSUUS")

    def tulosta(self, sisalto):
        rivit = {rivi["koodi"]: rivi for rivi in sisalto["luvut"]}
        hakijat, tyottomat = rivit.get("HAKIJALOPUSSA"), rivit.get("TYOTTOMATLOPUSSA")
        if hakijat and tyottomat and hakijat["arvo"] and tyottomat["arvo"]:
            maara = int(Decimal(hakijat["arvo"]))
            osat = ngettext(
                "%(hakijat)s työnhakija, joista työttömiä %(tyottomat)s",
                "%(hakijat)s työnhakijaa, joista työttömiä %(tyottomat)s",
                maara,
            ) % {"hakijat": teksti(hakijat), "tyottomat": teksti(tyottomat)}
        else:
            # "joista" needs both numbers: a secret one is said in words.
            osat = gettext("työnhakijoita: %(hakijat)s, työttömiä työnhakijoita: %(tyottomat)s") % {
                "hakijat": teksti(hakijat),
                "tyottomat": teksti(tyottomat),
            }
        osuus = rivit.get("TYOTOSUUS")
        if osuus and osuus["arvo"]:
            osat += gettext(" (%(osuus)s %% työvoimasta)") % {"osuus": teksti(osuus)}
        return sido(f"{otsikko(sisalto)}: {osat}.")


@rekisteroi
class TyottomatKaavio(Faktalaji):
    """Thirteen months up to the newest one known on the day."""

    avain = "seuranta.tyottomat_kaavio"
    nimi = _("Kunnan työttömät työnhakijat kuukausittain")
    muoto = Muoto.KAAVIO
    parametrit = ("kunta", "paiva")
    MITTARI = "TYOTTOMATLOPUSSA"
    KUUKAUSIA = 13

    def keraa(self, p):
        kunta, hetki = p.kuntarivi, paivan_loppu(p.paiva)
        mittarit = Mittari.objects.filter(koodi=self.MITTARI)
        viimeinen = kaudet.uusin(kunta, mittarit, hetki)
        if viimeinen is None:
            raise ei_lukuja(kunta, p.paiva)
        kuut = sarjat.kuut(viimeinen, self.KUUKAUSIA)
        rivit = list(
            Havainto.objects.filter(kunta=kunta, mittari__in=mittarit, kuukausi__in=kuut)
            .tiedossa(hetki)
            .select_related("mittari", "tuonti")
        )
        rivit.sort(key=lambda rivi: rivi.kuukausi)
        mittari = rivit[0].mittari
        sisalto = {
            "kunta": nimet(kunta),
            "mittari": {"nimi": nimet(mittari), "desimaalit": mittari.desimaalit},
            "luvut": [
                {
                    "kuukausi": rivi.kuukausi.isoformat(),
                    "arvo": None if rivi.arvo is None else str(rivi.arvo),
                    "puuttuva": rivi.puuttuva,
                    **_tarkistus(rivi),
                }
                for rivi in rivit
            ],
            "lahteet": [lahde.json() for lahde in passit(rivit)],
        }
        return Aineisto(sisalto, rivit)

    def tulosta(self, sisalto):
        desimaalit = sisalto["mittari"]["desimaalit"]
        tunnetut = {date.fromisoformat(rivi["kuukausi"]): _luku(rivi) for rivi in sisalto["luvut"]}
        kuva = kuvat.trendi(
            "trendi-13",
            nimi(sisalto["kunta"]),
            nimi(sisalto["mittari"]["nimi"]),
            sarjat.luvuista(tunnetut, desimaalit, max(tunnetut), self.KUUKAUSIA),
        )
        taulukko = Taulukko(
            otsikko=kuva.otsikko, sarakkeet=kuva.sarakkeet, rivit=[list(rivi) for rivi in kuva.rivit]
        )
        return taulukko, kuva.kaavio

    def selite(self, sisalto):
        rivit = list(_kuukausittain([Lahde(**lahde) for lahde in sisalto["lahteet"]]))
        return "; ".join(
            rivit
            + _tarkistukset(
                (kuukaudet.sanoin(date.fromisoformat(luku["kuukausi"])), luku) for luku in sisalto["luvut"]
            )
        )


def _tarkistus(rivi):
    """The day on which a revised figure was revised; nothing of another, so that it freezes as it always did."""
    return {"tarkistettu": helsingin_pvm(rivi.tuonti.aika).isoformat()} if rivi.tarkistus else {}


def _tarkistukset(nimetyt):
    """What the source line says of revised figures, each with its name."""
    return [
        gettext("%(nimi)s: luku tarkistettu %(pvm)s")
        % {"nimi": nimi_, "pvm": pvm(date.fromisoformat(luku_["tarkistettu"]))}
        for nimi_, luku_ in nimetyt
        if "tarkistettu" in luku_
    ]


def _luku(rivi):
    return Havainto.Puuttuva(rivi["puuttuva"]) if rivi["arvo"] is None else Decimal(rivi["arvo"])


def _kuukausittain(lahteet):
    """One line for each source that differs otherwise than by month and day: ``…, 2025M08–2026M08, CC BY 4.0``."""
    ryhmat: dict[tuple, list[Lahde]] = {}
    for lahde in lahteet:
        ryhmat.setdefault(
            (lahde.lahde, lahde.taulu, lahde.lisenssi, lahde.huomautus, lahde.maaritelma), []
        ).append(lahde)
    for ryhma in ryhmat.values():
        kuut = sorted(lahde.kuukausi for lahde in ryhma)
        uusin = max(ryhma, key=lambda lahde: lahde.julkaisupvm)
        jakso = kuut[0] if kuut[0] == kuut[-1] else f"{kuut[0]}–{kuut[-1]}"
        yield replace(uusin, kuukausi=jakso).rivi()


@rekisteroi
class JulkaistutKuukaudet(Faktalaji):
    avain = "seuranta.julkaistut_kuukaudet"
    nimi = _("Julkaistut kuukaudet")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "paiva")

    def keraa(self, p):
        kunta = p.kuntarivi
        # One measure tells of a month: a published table has them all.
        rivit = list(
            Havainto.objects.filter(kunta=kunta, mittari__koodi="TYOTTOMATLOPUSSA")
            .tiedossa_paivana(p.paiva)
            .select_related("mittari", "tuonti")
        )
        if not rivit:
            raise ei_lukuja(kunta, p.paiva)
        rivit.sort(key=lambda rivi: rivi.kuukausi)
        uusin = rivit[-1]
        sisalto = {
            "kunta": nimet(kunta),
            "maara": len(rivit),
            "ensimmainen": rivit[0].kuukausi.isoformat(),
            "viimeinen": uusin.kuukausi.isoformat(),
            "julkaisupvm": uusin.lahdetuonti.julkaisupvm.isoformat(),
            "paiva": p.paiva.isoformat(),
            "lahteet": [lahde.json() for lahde in passit([uusin])],
        }
        return Aineisto(sisalto, rivit)

    def tulosta(self, sisalto):
        sanat = {
            "kunta": nimi(sisalto["kunta"]),
            "paiva": pvm(date.fromisoformat(sisalto["paiva"])),
            "maara": sisalto["maara"],
            "ensimmainen": kuukaudet.sanoin(date.fromisoformat(sisalto["ensimmainen"])),
            "viimeinen": kuukaudet.sanoin(date.fromisoformat(sisalto["viimeinen"])),
            "julkaistu": pvm(date.fromisoformat(sisalto["julkaisupvm"])),
        }
        if sisalto["maara"] == 1:
            lause = gettext(
                "%(kunta)s: %(paiva)s mennessä luvut oli julkaistu yhdeltä kuukaudelta, %(viimeinen)s, "
                "joka julkaistiin %(julkaistu)s."
            )
        else:
            lause = gettext(
                "%(kunta)s: %(paiva)s mennessä luvut oli julkaistu %(maara)s kuukaudelta, %(ensimmainen)s – "
                "%(viimeinen)s, joista viimeinen julkaistiin %(julkaistu)s."
            )
        return sido(lause % sanat)

    def selite(self, sisalto):
        return "; ".join(Lahde(**lahde).rivi() for lahde in sisalto["lahteet"])


@rekisteroi
class Tietosuojasaanto(Faktalaji):
    """The rule of ``tietosuoja`` in words."""

    avain = "seuranta.tietosuojasaanto"
    nimi = _("Pienten lukujen tietosuojasääntö")
    muoto = Muoto.LAUSE
    parametrit = ()

    def keraa(self, p):
        return Aineisto({"suurin": tietosuoja.SUURIN_PIILOTETTAVA})

    def tulosta(self, sisalto):
        return sido(
            gettext(
                "Työllisyysalueen omista henkilömääristä näytetään nolla ja %(raja)s tai suurempi luku. Luvut "
                "1–%(suurin)s jätetään näyttämättä, ja lisäksi jätetään näyttämättä toinen luku aina, kun summasta, "
                "kuukausien erotuksesta tai muusta julkaistusta luvusta voisi laskea ensimmäisen. Asiakas- tai "
                "työntekijäkohtaisia lukuja ei julkaista."
            )
            % {"raja": sisalto["suurin"] + 1, "suurin": sisalto["suurin"]}
        )

    def selite(self, sisalto):
        return gettext(
            "Työllisyysalueportaalin tietosuojasääntö, sama kuin taulussa 12r5 (pienin luku on viisi)"
        )


def otsikko(sisalto):
    kuukausi = kuukaudet.sanoin(date.fromisoformat(sisalto["kuukausi"]))
    return f"{nimi(sisalto['kunta'])}, {kuukausi}"


def teksti(rivi):
    if rivi is None:
        return gettext("ei kirjattu")
    if rivi["arvo"] is None:
        return luvut.kirjoita(Havainto.Puuttuva(rivi["puuttuva"]), rivi["desimaalit"])
    return luku(Decimal(rivi["arvo"]), rivi["desimaalit"])
