"""Where a request stands and what happens next, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset.models import Esitys

Tila = Esitys.Tila

TUNNISTEET = {
    Tila.SAAPUNUT: "huomio",
    Tila.KIRJATTU: "tieto",
    Tila.VALMISTELUSSA: "tieto",
    Tila.VASTATTU: "onnistui",
}

# What the timeline tells; work on a draft is the municipality's own.
TAPAHTUMAT = {
    "laheta": gettext_lazy("Esitys saapui työllisyysalueelle"),
    "kirjaa": gettext_lazy("Kirjattu asiarekisteriin"),
    "ota_valmisteluun": gettext_lazy("Otettu valmisteluun"),
    "vastaa": gettext_lazy("Vastattu"),
}


def seuraavaksi(esitys):
    """What happens next, as a sentence to both sides."""
    return {
        Tila.LUONNOS: _(
            "Luonnos näkyy vain kunnan yhdyshenkilöille. Lähetä se, kun kunta on päättänyt asiasta."
        ),
        Tila.SAAPUNUT: _("Lautakunnan sihteeri kirjaa esityksen ja antaa sille asianumeron."),
        Tila.KIRJATTU: _("Lautakunnan sihteeri ottaa esityksen valmisteluun."),
        Tila.VALMISTELUSSA: _(
            "Työllisyysalue valmistelee vastausta jokaiseen kohtaan. Vastauksesta päättää toimielin kokouksessaan."
        ),
        Tila.VASTATTU: _("Toimielin on vastannut esitykseen. Vastaukset ovat kohtien alla."),
        Tila.PAATTYNYT: _("Esityksen käsittely on päättynyt."),
    }[Tila(esitys.tila)]


def vaiheet(esitys):
    """The whole course as steps: ``(name, "tehty" | "nyt" | "tulossa")``."""
    polku = [
        (Tila.LUONNOS, _("Kunta laatii esityksen")),
        (Tila.SAAPUNUT, _("Esitys saapuu työllisyysalueelle")),
        (Tila.KIRJATTU, _("Sihteeri kirjaa asian")),
        (Tila.VALMISTELUSSA, _("Vastausta valmistellaan")),
        (Tila.VASTATTU, _("Toimielin vastaa")),
        (Tila.PAATTYNYT, _("Käsittely päättyy")),
    ]
    tassa = [tila for tila, _nimi in polku].index(esitys.tila)
    return [
        (nimi, "tehty" if i < tassa else "nyt" if i == tassa else "tulossa")
        for i, (_tila, nimi) in enumerate(polku)
    ]


def aikajana(tapahtumat):
    """Events for ``includes/aikajana.html``."""
    return [
        {
            "aika": tapahtuma.aika,
            "nimi": TAPAHTUMAT[tapahtuma.tapahtuma],
            "tekija": tapahtuma.tekija,
            "syy": tapahtuma.syy,
        }
        for tapahtuma in tapahtumat
    ]
