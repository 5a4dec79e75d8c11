"""The base's own bound facts."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, rekisteroi
from tyollisyysalue.kielet import nimet, nimi
from tyollisyysalue.models import Sopimus
from tyollisyysalue.sopimukset import PAIVAT
from tyollisyysalue.tekstit import pvm, sido

Tila = Sopimus.Tila


@rekisteroi
class KayttooikeusSopimus(Faktalaji):
    """Where the agreement on access to the client-information system stood on a day."""

    avain = "tyollisyysalue.sopimus"
    nimi = _("Sopimus asiakastietojärjestelmän käyttöoikeuksista")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "paiva")

    def keraa(self, p):
        kunta = p.kuntarivi
        sopimus = (
            Sopimus.objects.filter(laji=Sopimus.Laji.KAYTTOOIKEUS, kunta=kunta, lahetyspvm__lte=p.paiva)
            .order_by("-lahetyspvm", "-pk")
            .first()
        )
        if sopimus is None:
            raise ValidationError(
                _(
                    "Kunnalle %(kunta)s ei ole lähetetty sopimusta käyttöoikeuksista %(paiva)s mennessä. "
                    "Lisää sopimus tai vaihda päivä."
                ),
                params={"kunta": kunta.nimi, "paiva": pvm(p.paiva)},
            )
        # The last state reached by the day; the days, not the state of today, tell what it was then.
        tila, tilapvm = [
            (tila, paiva)
            for tila, kentta in PAIVAT.items()
            if (paiva := getattr(sopimus, kentta)) and paiva <= p.paiva
        ][-1]
        sisalto = {
            "kunta": nimet(kunta),
            "tila": tila,
            "tilapvm": tilapvm.isoformat(),
            "paiva": p.paiva.isoformat(),
        }
        return Aineisto(sisalto, [sopimus])

    def tulosta(self, sisalto):
        lause = {
            Tila.LAHETETTY: gettext(
                "Sopimus asiakastietojärjestelmän käyttöoikeuksista on lähetetty kuntaan %(pvm)s; käyttöoikeudet "
                "voidaan myöntää, kun kunta on hyväksynyt sopimuksen."
            ),
            Tila.HYVAKSYTTY: gettext(
                "Kunta on hyväksynyt sopimuksen asiakastietojärjestelmän käyttöoikeuksista %(pvm)s, joten "
                "käyttöoikeudet voidaan myöntää."
            ),
            Tila.OIKEUDET_MYONNETTY: gettext(
                "Asiakastietojärjestelmän käyttöoikeudet on myönnetty kunnalle sopimuksen perusteella %(pvm)s."
            ),
            Tila.PAATTYNYT: gettext(
                "Kunnan sopimus asiakastietojärjestelmän käyttöoikeuksista on päättynyt %(pvm)s."
            ),
        }[sisalto["tila"]]
        return sido(lause % {"pvm": pvm(date.fromisoformat(sisalto["tilapvm"]))})

    def selite(self, sisalto):
        return gettext("Työllisyysalueportaalin sopimusluettelo, %(kunta)s, tilanne %(paiva)s") % {
            "kunta": nimi(sisalto["kunta"]),
            "paiva": pvm(date.fromisoformat(sisalto["paiva"])),
        }
