"""What people do with plans and service days, by subject. Pages and the demo call these through the package."""

from lahipalvelut.vaikutukset import paivien_raja
from lahipalvelut.workflow.jaksot import avaa_kuukausi, merkitse_valmiiksi, sulje_kuukausi
from lahipalvelut.workflow.kirjaukset import (
    kerran,
    kirjauksen_versio,
    on_vastaanotettu,
    tarkenna_kirjausta,
)
from lahipalvelut.workflow.muistutukset import kerro_paivan_kaynnit, muistuta_kirjaamattomista
from lahipalvelut.workflow.muutokset import kuittaa_muutos, lisaa_paiva, siirra_paiva
from lahipalvelut.workflow.paivat import (
    SIIRTYMAT,
    Tila,
    aseta_sijainen,
    kirjaa_pidetyiksi,
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
    "avaa_kuukausi",
    "hylkaa",
    "hyvaksy",
    "hyvaksyttava",
    "jatka_paivia",
    "kerran",
    "kerro_paivan_kaynnit",
    "kirjaa_pidetyiksi",
    "kirjaa_pidetyksi",
    "kirjauksen_versio",
    "kopioi",
    "kuittaa_muutos",
    "kumoa_sulku",
    "lisaa_paiva",
    "lisaa_palvelupiste",
    "lisaa_rivi",
    "lisaa_sulku",
    "luo_paivat",
    "luo_suunnitelma",
    "luonnostele",
    "merkitse_valmiiksi",
    "muistuta_kirjaamattomista",
    "muuta_luonnosta",
    "muuta_rivia",
    "muuta_suunnitelmaa",
    "on_vastaanotettu",
    "paivien_raja",
    "peru",
    "peru_kirjaus",
    "poista_rivi",
    "siirra_paiva",
    "siirra_paivat",
    "sulje_kuukausi",
    "tarkenna_kirjausta",
    "uusi_versio",
]
