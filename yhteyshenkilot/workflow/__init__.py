"""What people do with contacts, by subject. Pages and the demo call these through the package."""

from yhteyshenkilot.workflow.aukot import varoita_aukoista
from yhteyshenkilot.workflow.luettelot import edelliset_tiivisteet, kuntatiivisteet, laheta_luettelo
from yhteyshenkilot.workflow.perustiedot import (
    lisaa_henkilo,
    lisaa_prosessi,
    muuta_henkiloa,
    nimea_prosessi,
    vaihda_prosessin_kaytto,
)
from yhteyshenkilot.workflow.poissaolot import kirjaa_poissaolo, mitatoi_poissaolo, muuta_poissaoloa
from yhteyshenkilot.workflow.ryhmat import lisaa_jasen, luo_ryhma, paata_jasenyys
from yhteyshenkilot.workflow.tapaamiset import sovi_tapaaminen
from yhteyshenkilot.workflow.vastinparit import luo_vastinpari, paata_vastinparin_puoli
from yhteyshenkilot.workflow.vastuut import lisaa_vastuu, paata_henkilon_vastuut, paata_vastuu, paatettavat

__all__ = [
    "edelliset_tiivisteet",
    "kirjaa_poissaolo",
    "kuntatiivisteet",
    "laheta_luettelo",
    "lisaa_henkilo",
    "lisaa_jasen",
    "lisaa_prosessi",
    "lisaa_vastuu",
    "luo_ryhma",
    "luo_vastinpari",
    "mitatoi_poissaolo",
    "muuta_henkiloa",
    "muuta_poissaoloa",
    "nimea_prosessi",
    "paata_henkilon_vastuut",
    "paata_jasenyys",
    "paata_vastinparin_puoli",
    "paata_vastuu",
    "paatettavat",
    "sovi_tapaaminen",
    "vaihda_prosessin_kaytto",
    "varoita_aukoista",
]
