"""What people do with plans and service days, by subject. Pages and the demo call these through the package."""

from lahipalvelut.vaikutukset import paivien_raja
from lahipalvelut.workflow.paivat import (
    SIIRTYMAT,
    Tila,
    aseta_sijainen,
    kirjaa_pidetyksi,
    peru,
    peru_kirjaus,
    siirra_paivat,
)
from lahipalvelut.workflow.sulut import kumoa_sulku, lisaa_sulku
from lahipalvelut.workflow.suunnitelmat import (
    hylkaa,
    hyvaksy,
    hyvaksyttava,
    jatka_paivia,
    kopioi,
    lisaa_palvelupiste,
    lisaa_rivi,
    luo_paivat,
    luo_suunnitelma,
    luonnostele,
    muuta_luonnosta,
    muuta_rivia,
    muuta_suunnitelmaa,
    poista_rivi,
    uusi_versio,
)

__all__ = [
    "SIIRTYMAT",
    "Tila",
    "aseta_sijainen",
    "hylkaa",
    "hyvaksy",
    "hyvaksyttava",
    "jatka_paivia",
    "kirjaa_pidetyksi",
    "kopioi",
    "kumoa_sulku",
    "lisaa_palvelupiste",
    "lisaa_rivi",
    "lisaa_sulku",
    "luo_paivat",
    "luo_suunnitelma",
    "luonnostele",
    "muuta_luonnosta",
    "muuta_rivia",
    "muuta_suunnitelmaa",
    "paivien_raja",
    "peru",
    "peru_kirjaus",
    "poista_rivi",
    "siirra_paivat",
    "uusi_versio",
]
