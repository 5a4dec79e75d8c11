"""What people do with plans and service days, by subject. Pages and the demo call these through the package."""

from lahipalvelut.workflow.paivat import (
    aseta_sijainen,
    kirjaa_pidetyksi,
    peru,
    peru_kirjaus,
    siirra_paivat,
)
from lahipalvelut.workflow.suunnitelmat import (
    jatka_paivia,
    lisaa_palvelupiste,
    lisaa_rivi,
    luo_paivat,
    luo_suunnitelma,
    muuta_suunnitelmaa,
    paivien_raja,
)

__all__ = [
    "aseta_sijainen",
    "jatka_paivia",
    "kirjaa_pidetyksi",
    "lisaa_palvelupiste",
    "lisaa_rivi",
    "luo_paivat",
    "luo_suunnitelma",
    "muuta_suunnitelmaa",
    "paivien_raja",
    "peru",
    "peru_kirjaus",
    "siirra_paivat",
]
