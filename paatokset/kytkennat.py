"""What the requests below ask of decisions, without knowing them: registered in ``AppConfig.ready``."""

from django.utils.translation import gettext as _

from esitykset.aikajana import rivi
from paatokset.models import Paatos
from tyollisyysalue.tekstit import pvm


def yhdistamisen_esteet(asia):
    """A matter with a decision under way is not merged: the decision's sections answer its own items."""
    kesken = Paatos.objects.keskeneraiset().filter(asia=asia).first()
    if kesken is None:
        return []
    return [
        _("Asiassa %(numero)s on keskeneräinen päätös ”%(otsikko)s”. Vie se ensin loppuun.")
        % {"numero": asia.numero, "otsikko": kesken.otsikko}
    ]


def kokoukset(esitys):
    """When the body dealt with the matter; what it decided is public when the minutes are checked."""
    if not esitys.asia_id:
        return []
    kasitellyt = Paatos.objects.filter(
        asia=esitys.asia_id, kokouspvm__isnull=False, kirjausaika__isnull=False
    )
    return [
        rivi(
            paatos.kirjausaika,
            _("Toimielin käsitteli asian"),
            tarkennus=_("%(toimielin)s, kokous %(pvm)s.")
            % {"toimielin": paatos.toimielin.nimi, "pvm": pvm(paatos.kokouspvm)},
        )
        for paatos in kasitellyt.select_related("toimielin")
    ]
