"""What a text can claim of the grounds of a municipality's plan: as they stood when it was approved."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.jaksot import jakso_tekstina
from lahipalvelut.mitoitus import Mitoitus
from lahipalvelut.models import Palvelusuunnitelma
from seuranta import kuukaudet
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, Taulukko, rekisteroi
from tyollisyysalue.kielet import nimet, nimi
from tyollisyysalue.tekstit import luku, pvm


@rekisteroi
class Mitoitusperusteet(Faktalaji):
    avain = "lahipalvelut.mitoitus"
    nimi = gettext_lazy("Lähipalvelun mitoituksen perusteet")
    muoto = Muoto.TAULUKKO
    parametrit = ("kunta", "paiva")

    def keraa(self, p):
        kunta = p.kuntarivi
        suunnitelma = (
            Palvelusuunnitelma.objects.for_kunta(kunta)
            .voimassa(p.paiva)
            .filter(perusteet__isnull=False)
            .first()
        )
        if suunnitelma is None:
            raise ValidationError(
                _(
                    "%(kunta)s: %(pvm)s ei ole voimassa palvelusuunnitelmaa, jonka mitoituksen perusteet on "
                    "tallennettu. Valitse toinen kunta tai päivä."
                ),
                params={"kunta": kunta.nimi, "pvm": pvm(p.paiva)},
            )
        return Aineisto(
            {
                "kunta": nimet(kunta),
                "hyvaksymispvm": suunnitelma.hyvaksymispvm.isoformat(),
                "hyvaksymisviite": suunnitelma.hyvaksymisviite,
                "perusteet": suunnitelma.perusteet,
            },
            [suunnitelma],
        )

    def tulosta(self, sisalto):
        mitoitus = Mitoitus.jsonista(sisalto["perusteet"])
        rivit = []
        if mitoitus.hakijat:
            rivit.append(
                [
                    _("Työnhakijoita, %(kuukausi)s")
                    % {"kuukausi": kuukaudet.sanoin(mitoitus.hakijat.kuukausi)},
                    luku(mitoitus.hakijat.maara),
                ]
            )
        rivit += [
            [
                _("Lähipäiviä %(jakso)s") % {"jakso": jakso_tekstina(mitoitus.alku, mitoitus.loppu)},
                luku(mitoitus.paivia),
            ],
            [_("Henkilöpäiviä"), luku(mitoitus.henkilopaivia)],
        ]
        if mitoitus.tuhatta_kohti is not None:
            rivit.append([_("Lähipäiviä 1 000 työnhakijaa kohti"), luku(mitoitus.tuhatta_kohti, 1)])
        if henkilosto := mitoitus.henkilosto:
            rivit.append(
                [
                    _("Henkilötyövuosia koko työllisyysalueella, %(kuukausi)s")
                    % {"kuukausi": kuukaudet.sanoin(henkilosto.kuukausi)},
                    luku(henkilosto.htv, 1),
                ]
            )
            if henkilosto.osuus is not None:
                rivit.append(
                    [
                        _("Kunnan osuus henkilötyövuosista, laskettu työnhakijoiden suhteessa"),
                        luku(henkilosto.osuus, 1),
                    ]
                )
        return Taulukko(
            otsikko=_("Lähipalvelun mitoituksen perusteet, %(kunta)s") % {"kunta": nimi(sisalto["kunta"])},
            sarakkeet=[_("Peruste"), _("Määrä")],
            rivit=rivit,
        )

    def selite(self, sisalto):
        suunnitelma = _("palvelusuunnitelma, %(kunta)s, hyväksytty %(pvm)s (%(viite)s)") % {
            "kunta": nimi(sisalto["kunta"]),
            "pvm": pvm(date.fromisoformat(sisalto["hyvaksymispvm"])),
            "viite": sisalto["hyvaksymisviite"],
        }
        mitoitus = Mitoitus.jsonista(sisalto["perusteet"])
        henkilosto = _("henkilötyövuodet työllisyysalueen omasta kirjauksesta") if mitoitus.henkilosto else ""
        return "; ".join(filter(None, [suunnitelma, mitoitus.lahderivi, henkilosto]))
