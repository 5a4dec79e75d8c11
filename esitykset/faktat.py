"""How soon requests are answered, as bound facts."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from esitykset import vastausajat
from esitykset.models import Esitys
from tyollisyysalue import kello
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Taulukko, rekisteroi
from tyollisyysalue.kielet import nimet, nimi
from tyollisyysalue.models import Kunta
from tyollisyysalue.tekstit import luku, pvm, sido


def vastatut_jaksolla(kunnat, p):
    """The requests that the figures of the period rest on."""
    return list(
        Esitys.objects.filter(
            kunta__in=kunnat,
            tila__in=vastausajat.VASTATUT,
            vastausaika__date__gte=p.alkupvm,
            vastausaika__date__lte=p.loppupvm,
        ).order_by("pk")
    )


def kunnan_luvut(kunta, ajat):
    return {
        "kunta": nimet(kunta),
        "vastattuja": ajat.vastattuja,
        "mediaani": None if ajat.mediaani is None else str(ajat.mediaani),
        "avoinna": ajat.avoinna,
        "myohassa": ajat.myohassa,
    }


class Vastausaikafakta(Faktalaji):
    parametrit = ("kunta", "jakso")

    def selite(self, sisalto):
        return gettext(
            "Portaalin esitysrekisteri: esityksen saapumisesta vastaukseen, vastaukset %(alku)s–%(loppu)s; avoimet "
            "%(paiva)s. Siirretyt ja perutut esitykset eivät ole mukana."
        ) % {nimi: pvm(date.fromisoformat(sisalto[nimi])) for nimi in ("alku", "loppu", "paiva")}


def jakso(p):
    return {
        "alku": p.alkupvm.isoformat(),
        "loppu": p.loppupvm.isoformat(),
        "paiva": kello.tanaan().isoformat(),
    }


@rekisteroi
class VastausajatLause(Vastausaikafakta):
    avain = "esitykset.vastausajat_lause"
    nimi = _("Vastausaika kunnan esityksiin")
    muoto = Muoto.LAUSE

    def keraa(self, p):
        kunta = p.kuntarivi
        ajat = vastausajat.kunnittain([kunta], p.alkupvm, p.loppupvm).get(kunta.pk)
        if ajat is None:
            raise ValidationError(
                _("Kunnalla %(kunta)s ei ole esityksiä, joihin olisi vastattu jaksolla."),
                params={"kunta": kunta.nimi},
            )
        return Aineisto({**jakso(p), **kunnan_luvut(kunta, ajat)}, vastatut_jaksolla([kunta], p))

    def tulosta(self, sisalto):
        tiedot = {
            "kunta": nimi(sisalto["kunta"]),
            "vastattuja": luku(sisalto["vastattuja"]),
            "mediaani": mediaani_sanoina(sisalto["mediaani"]),
            "avoinna": luku(sisalto["avoinna"]),
            "myohassa": luku(sisalto["myohassa"]),
        }
        if not sisalto["vastattuja"]:
            alku = gettext("%(kunta)s: jaksolla ei ole vastattu esityksiin") % tiedot
        else:
            alku = (
                ngettext(
                    "%(kunta)s: vastattu %(vastattuja)s esitykseen, vastausaika %(mediaani)s päivää",
                    "%(kunta)s: vastattu %(vastattuja)s esitykseen, vastausajan mediaani %(mediaani)s päivää",
                    sisalto["vastattuja"],
                )
                % tiedot
            )
        return sido(
            gettext("%(alku)s; avoinna %(avoinna)s, niistä myöhässä %(myohassa)s.") % {**tiedot, "alku": alku}
        )


@rekisteroi
class VastausajatTaulukko(Vastausaikafakta):
    avain = "esitykset.vastausajat"
    nimi = _("Vastausajat kunnittain")
    muoto = Muoto.TAULUKKO

    def keraa(self, p):
        kunnat = list(Kunta.objects.filter(alue=p.kuntarivi.alue_id))
        ajat = vastausajat.kunnittain(kunnat, p.alkupvm, p.loppupvm)
        return Aineisto(
            {
                **jakso(p),
                "rivit": [kunnan_luvut(kunta, ajat[kunta.pk]) for kunta in kunnat if kunta.pk in ajat],
            },
            vastatut_jaksolla(kunnat, p),
        )

    def tulosta(self, sisalto):
        return Taulukko(
            otsikko=gettext("Vastausajat kuntien esityksiin"),
            sarakkeet=[
                gettext("Kunta"),
                gettext("Vastattuja"),
                gettext("Mediaani, päivää"),
                gettext("Avoinna"),
                gettext("Myöhässä"),
            ],
            rivit=[
                [
                    nimi(rivi["kunta"]),
                    luku(rivi["vastattuja"]),
                    mediaani_sanoina(rivi["mediaani"]),
                    luku(rivi["avoinna"]),
                    luku(rivi["myohassa"]),
                ]
                for rivi in sisalto["rivit"]
            ],
        )


def mediaani_sanoina(mediaani):
    return "–" if mediaani is None else luku(float(mediaani), 0 if float(mediaani).is_integer() else 1)
