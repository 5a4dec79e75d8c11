"""What a text can claim of the plans of an area's municipalities together."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lahipalvelut.models import Palvelusuunnitelma
from tyollisyysalue.faktat import Aineisto, Faktalaji, Muoto, rekisteroi
from tyollisyysalue.kielet import luettelo, nimet, nimi
from tyollisyysalue.models import Kunta
from tyollisyysalue.tekstit import pvm, sido


@rekisteroi
class Suunnitelmat(Faktalaji):
    """Which municipalities of the area had a plan in force on a day; the municipality only names the area."""

    avain = "lahipalvelut.suunnitelmat"
    nimi = gettext_lazy("Alueen kuntien palvelusuunnitelmat")
    muoto = Muoto.LAUSE
    parametrit = ("kunta", "paiva")

    def keraa(self, p):
        alue = p.kuntarivi.alue
        kunnat = list(Kunta.objects.filter(alue=alue))
        suunnitelmat = list(Palvelusuunnitelma.objects.voimassa(p.paiva).filter(kunta__alue=alue))
        katetut = {suunnitelma.kunta_id for suunnitelma in suunnitelmat}
        return Aineisto(
            {
                "paiva": p.paiva.isoformat(),
                "kuntia": len(kunnat),
                "ilman": [nimet(kunta) for kunta in kunnat if kunta.pk not in katetut],
            },
            [*suunnitelmat, *kunnat],
        )

    def tulosta(self, sisalto):
        ilman = sisalto["ilman"]
        sanat = {
            "pvm": _paiva(sisalto),
            "kuntia": sisalto["kuntia"],
            "katettu": sisalto["kuntia"] - len(ilman),
        }
        if not ilman:
            lause = _("Lähipalvelusuunnitelma on %(pvm)s voimassa alueen jokaisessa kunnassa (%(kuntia)s).")
        else:
            sanat["ilman"] = luettelo([nimi(kunta) for kunta in ilman])
            lause = _(
                "Lähipalvelusuunnitelma on %(pvm)s voimassa alueen %(kuntia)s kunnasta %(katettu)s kunnassa. "
                "Ilman suunnitelmaa: %(ilman)s."
            )
        return sido(lause % sanat)

    def selite(self, sisalto):
        return _("Työllisyysalueportaalin palvelusuunnitelmat, tilanne %(pvm)s") % {"pvm": _paiva(sisalto)}


def _paiva(sisalto):
    return pvm(date.fromisoformat(sisalto["paiva"]))
