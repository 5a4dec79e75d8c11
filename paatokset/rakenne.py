"""The parts of a decision's document: the body's own order and headings, fixed at approval."""

from django.utils.translation import get_language

from paatokset.models import Asiakirjaosa

Laji = Asiakirjaosa.Laji

# Kuopio's order, for a body that has none of its own. The headings are data on the paper's language, not the reader's.
OLETUS = [
    (Laji.EHDOTUS, "Päätösehdotus", "Beslutsförslag"),
    (Laji.PAATOS, "Päätös", "Beslut"),
    (Laji.SELOSTUS, "Selostus", "Redogörelse"),
    (Laji.TOIMIVALTA, "Toimivallan peruste", "Behörighetsgrund"),
    (Laji.VAIKUTUKSET, "Vaikutusten arviointi", "Bedömning av konsekvenser"),
    (Laji.MUUTOKSENHAKU, "Muutoksenhaku", "Ändringssökande"),
    (Laji.LISATIEDOT, "Lisätietoja", "Mer information"),
]


def pohja(toimielin):
    """The parts of the body's documents now, as kept with an approved proposal."""
    osat = [
        {"laji": osa.laji, "fi": osa.otsikko_fi, "sv": osa.otsikko_sv}
        for osa in sorted(toimielin.osat.all(), key=lambda osa: osa.jarjestys)
    ]
    return osat or [{"laji": laji.value, "fi": fi, "sv": sv} for laji, fi, sv in OLETUS]


def jaadytettava(paatos):
    """What approval keeps: the parts, and the provisions that sections are secret by, as printed that day."""
    return {
        "osat": pohja(paatos.toimielin),
        "lainkohdat": {
            str(osio.pk): {
                "fi": osio.salassapidon_lainkohta.teksti_fi,
                "sv": osio.salassapidon_lainkohta.teksti_sv,
            }
            for osio in paatos.osiot.all()
            if osio.salassapidon_lainkohta
        },
    }


def osat(paatos):
    """``[{"laji", "otsikko", "malli"}]`` in the active language, each with the template of its contents."""
    # Approved before bodies had parts of their own: Kuopio's order.
    rivit = paatos.rakenne["osat"] if paatos.rakenne else pohja(paatos.toimielin)
    return [
        {
            "laji": rivi["laji"],
            "otsikko": _kielella(rivi),
            "malli": f"paatokset/osat/{rivi['laji']}.html",
        }
        for rivi in rivit
    ]


def lainkohta(paatos, osio):
    """The provision of a secret section as printed."""
    if paatos.rakenne and (jaadytetty := paatos.rakenne["lainkohdat"].get(str(osio.pk))):
        return _kielella(jaadytetty)
    return osio.salassapidon_lainkohta.teksti


def _kielella(rivi):
    return (rivi["sv"] if get_language() == "sv" else "") or rivi["fi"]
