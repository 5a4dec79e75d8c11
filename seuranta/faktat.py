"""Key figures as bound facts, as the portal knew them on a day."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from seuranta import kaudet, kuukaudet, luvut
from seuranta.lahteet import Lahde
from seuranta.lahteet import lahteet as lukujen_lahteet
from seuranta.models import Havainto, Mittari, paivan_loppu
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Taulukko, rekisteroi
from tyollisyysalue.kielet import nimet, nimi
from tyollisyysalue.tekstit import luku, pvm, sido


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
            raise ValidationError(
                _(
                    "Kunnalle %(kunta)s ei ole kirjattu lukuja %(paiva)s mennessä. Kirjaa luvut tai vaihda päivä."
                ),
                params={"kunta": kunta.nimi, "paiva": pvm(p.paiva)},
            )
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
                }
                for rivi in rivit
            ],
            "lahteet": [lahde.json() for lahde in lukujen_lahteet(rivit)],
        }
        return Aineisto(sisalto, rivit)

    def selite(self, sisalto):
        return "; ".join(Lahde(**lahde).rivi() for lahde in sisalto["lahteet"])


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


def otsikko(sisalto):
    kuukausi = kuukaudet.sanoin(date.fromisoformat(sisalto["kuukausi"]))
    return f"{nimi(sisalto['kunta'])}, {kuukausi}"


def teksti(rivi):
    if rivi is None:
        return gettext("ei kirjattu")
    if rivi["arvo"] is None:
        return luvut.kirjoita(Havainto.Puuttuva(rivi["puuttuva"]), rivi["desimaalit"])
    return luku(Decimal(rivi["arvo"]), rivi["desimaalit"])
