"""What people do with contacts, by subject. Pages and the demo call these through the package."""

from yhteyshenkilot.workflow.aukot import varoita_aukoista
from yhteyshenkilot.workflow.korjaukset import ehdota_korjausta, ratkaise_korjaus
from yhteyshenkilot.workflow.kutsut import kutsu, peru_kutsu
from yhteyshenkilot.workflow.luettelot import (
    ilmoita_kuittaamattomista,
    kuittaa_luettelo,
    laheta_kunnalle,
    laheta_luettelo,
    laheta_luettelo_uudelleen,
)
from yhteyshenkilot.workflow.perustiedot import (
    lisaa_henkilo,
    lisaa_prosessi,
    muuta_henkiloa,
    nimea_prosessi,
    vaihda_prosessin_kaytto,
)
from yhteyshenkilot.workflow.poissaolot import kirjaa_poissaolo, mitatoi_poissaolo, muuta_poissaoloa
from yhteyshenkilot.workflow.ryhmat import (
    lisaa_jasen,
    luo_ryhma,
    nimea_edustus,
    paata_edustus,
    paata_jasenyys,
)
from yhteyshenkilot.workflow.sarjat import luo_sarja, muuta_sarjaa
from yhteyshenkilot.workflow.tapaamiset import (
    avaa_muistio,
    julkaise_muistio,
    kirjaa_lasnaolo,
    muuta_tapaamista,
    peru_tapaaminen,
    poista_muistion_liite,
    sovi_tapaaminen,
    tallenna_asialista,
    tallenna_muistio,
    vastaa_kutsuun,
)
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
from yhteyshenkilot.workflow.vastuut import (
    lisaa_vastuu,
    muuta_vastuun_julkisuutta,
    paata_henkilon_vastuut,
    paata_vastuu,
    paatettavat,
)

__all__ = [
    "avaa_muistio",
    "ehdota_korjausta",
    "ehdota_vastinparia",
    "ilmoita_kuittaamattomista",
    "julkaise_muistio",
    "kirjaa_lasnaolo",
    "kirjaa_poissaolo",
    "kuittaa_luettelo",
    "kutsu",
    "laheta_kunnalle",
    "laheta_luettelo",
    "laheta_luettelo_uudelleen",
    "lisaa_henkilo",
    "lisaa_jasen",
    "lisaa_prosessi",
    "lisaa_vastuu",
    "luo_ryhma",
    "luo_sarja",
    "luo_vastinpari",
    "mitatoi_poissaolo",
    "muistuta_vajaista_pareista",
    "muuta_henkiloa",
    "muuta_poissaoloa",
    "muuta_sarjaa",
    "muuta_tapaamista",
    "muuta_vastuun_julkisuutta",
    "nimea_edustus",
    "nimea_prosessi",
    "paata_edustus",
    "paata_henkilon_vastuut",
    "paata_jasenyys",
    "paata_vastinparin_puoli",
    "paata_vastuu",
    "paatettavat",
    "peru_kutsu",
    "peru_tapaaminen",
    "peru_vastinpariehdotus",
    "poista_muistion_liite",
    "ratkaise_korjaus",
    "sovi_tapaaminen",
    "tallenna_asialista",
    "tallenna_muistio",
    "torju_vastinpariehdotus",
    "vahvista_vastinpariehdotus",
    "vaihda_prosessin_kaytto",
    "varoita_aukoista",
    "vastaa_kutsuun",
]
