"""What people do with contacts, by subject. Pages and the demo call these through the package."""

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
from yhteyshenkilot.workflow.ryhmat import lisaa_jasen, luo_ryhma, paata_jasenyys
from yhteyshenkilot.workflow.tapaamiset import sovi_tapaaminen
from yhteyshenkilot.workflow.vastinparit import luo_vastinpari, paata_vastinparin_puoli
from yhteyshenkilot.workflow.vastuut import lisaa_vastuu, paata_vastuu

__all__ = [
    "ilmoita_kuittaamattomista",
    "kuittaa_luettelo",
    "laheta_kunnalle",
    "laheta_luettelo",
    "laheta_luettelo_uudelleen",
    "lisaa_henkilo",
    "lisaa_jasen",
    "lisaa_prosessi",
    "lisaa_vastuu",
    "luo_ryhma",
    "luo_vastinpari",
    "muuta_henkiloa",
    "nimea_prosessi",
    "paata_jasenyys",
    "paata_vastinparin_puoli",
    "paata_vastuu",
    "sovi_tapaaminen",
    "vaihda_prosessin_kaytto",
]
