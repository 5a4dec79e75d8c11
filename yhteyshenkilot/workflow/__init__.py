"""What people do with contacts, by subject. Pages and the demo call these through the package."""

from yhteyshenkilot.workflow.korjaukset import ehdota_korjausta, ratkaise_korjaus
from yhteyshenkilot.workflow.luettelot import edelliset_tiivisteet, kuntatiivisteet, laheta_luettelo
from yhteyshenkilot.workflow.perustiedot import (
    lisaa_henkilo,
    lisaa_prosessi,
    muuta_henkiloa,
    nimea_prosessi,
    vaihda_prosessin_kaytto,
)
from yhteyshenkilot.workflow.ryhmat import lisaa_jasen, luo_ryhma, paata_jasenyys
from yhteyshenkilot.workflow.tapaamiset import sovi_tapaaminen
from yhteyshenkilot.workflow.vastinpariehdotukset import (
    ehdota_vastinparia,
    peru_vastinpariehdotus,
    torju_vastinpariehdotus,
    vahvista_vastinpariehdotus,
)
from yhteyshenkilot.workflow.vastinparit import (
    luo_vastinpari,
    muistuta_vajaista_pareista,
    paata_vastinparin_puoli,
)
from yhteyshenkilot.workflow.vastuut import lisaa_vastuu, muuta_vastuun_julkisuutta, paata_vastuu

__all__ = [
    "edelliset_tiivisteet",
    "ehdota_korjausta",
    "ehdota_vastinparia",
    "kuntatiivisteet",
    "laheta_luettelo",
    "lisaa_henkilo",
    "lisaa_jasen",
    "lisaa_prosessi",
    "lisaa_vastuu",
    "luo_ryhma",
    "luo_vastinpari",
    "muistuta_vajaista_pareista",
    "muuta_henkiloa",
    "muuta_vastuun_julkisuutta",
    "nimea_prosessi",
    "paata_jasenyys",
    "paata_vastinparin_puoli",
    "paata_vastuu",
    "peru_vastinpariehdotus",
    "ratkaise_korjaus",
    "sovi_tapaaminen",
    "torju_vastinpariehdotus",
    "vahvista_vastinpariehdotus",
    "vaihda_prosessin_kaytto",
]
