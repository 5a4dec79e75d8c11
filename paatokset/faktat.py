"""The decisions' own bound fact: a provision, or another decision, as it is cited."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from paatokset.models import Lainkohta
from tyollisyysalue import kello
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, rekisteroi
from tyollisyysalue.tekstit import pvm, sido


@rekisteroi
class Lainkohtaviite(Faktalaji):
    avain = "paatokset.lainkohta"
    nimi = gettext_lazy("Lainkohta tai päätösviite")
    muoto = Muoto.LAUSE
    parametrit = ("lainkohta",)

    def keraa(self, p):
        lainkohta = Lainkohta.objects.filter(pk=p.lainkohta).first()
        if lainkohta is None or not lainkohta.on_voimassa(kello.tanaan()):
            raise ValidationError(
                _("Lainkohta ”%(lainkohta)s” ei ole voimassa. Valitse voimassa oleva lainkohta."),
                params={"lainkohta": lainkohta or p.lainkohta},
            )
        return Aineisto(
            {
                "teksti": {"fi": lainkohta.teksti_fi, "sv": lainkohta.teksti_sv},
                "alkupvm": lainkohta.alkupvm.isoformat(),
                "loppupvm": lainkohta.loppupvm.isoformat() if lainkohta.loppupvm else "",
            },
            [lainkohta],
        )

    def tulosta(self, sisalto):
        return sido(sisalto["teksti"].get(get_language()) or sisalto["teksti"]["fi"])

    def selite(self, sisalto):
        alku = pvm(date.fromisoformat(sisalto["alkupvm"]))
        if not sisalto["loppupvm"]:
            return _("Työllisyysalueportaalin lainkohtaluettelo, voimassa %(alku)s alkaen") % {"alku": alku}
        return _("Työllisyysalueportaalin lainkohtaluettelo, voimassa %(alku)s–%(loppu)s") % {
            "alku": alku,
            "loppu": pvm(date.fromisoformat(sisalto["loppupvm"])),
        }
