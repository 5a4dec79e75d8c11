"""The chart of the ledger, with its table and a text that states its numbers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lahipalvelut.jaksot import SARAKKEET
from seuranta import kuukaudet
from tyollisyysalue import kaaviot
from tyollisyysalue.kaaviot import Kaavio


@dataclass(frozen=True)
class Kuva:
    """``sarakkeet`` and ``rivit`` are the table of the chart; the first column names the rows."""

    otsikko: str
    kaavio: Kaavio
    sarakkeet: list[str]
    rivit: list[tuple[str, ...]]


def toteumakuva(kuukausittain, paikka, jakso):
    """Held days of each month as bars, each with how many of the planned days that have been it is; None of none."""
    if not any(luvut["suunniteltu"] for luvut in kuukausittain.values()):
        return None
    otsikko = _("Pidetyt lähipalvelupäivät kuukausittain, %(paikka)s, %(jakso)s") % {
        "paikka": paikka,
        "jakso": jakso,
    }
    palkit = [
        (kuukaudet.lyhyt(kuukausi), luvut["pidetty"], f"{luvut['pidetty']}/{luvut['menneet']}")
        for kuukausi, luvut in kuukausittain.items()
    ]
    alt = _("Palkkikaavio. %(otsikko)s. Pidetyt ja jo olleet suunnitellut päivät: %(numerot)s.") % {
        "otsikko": otsikko,
        "numerot": ", ".join(f"{nimi}: {teksti}" for nimi, _maara, teksti in palkit),
    }
    return Kuva(
        otsikko,
        kaaviot.kaavio(kaaviot.palkit(palkit), alt),
        [_("Kuukausi"), *(str(sarake) for sarake in SARAKKEET.values())],
        [
            (kuukaudet.sanoin(kuukausi), *(str(luvut[avain]) for avain in SARAKKEET))
            for kuukausi, luvut in kuukausittain.items()
        ],
    )
