"""What people do with plans and service days, by subject. Pages and the demo call these through the package."""

from lahipalvelut.workflow.jaksot import avaa_kuukausi, merkitse_valmiiksi, sulje_kuukausi
from lahipalvelut.workflow.kirjaukset import kerran, on_vastaanotettu, tarkenna_kirjausta
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
    "SIIRTYMAT",
    "Tila",
    "aseta_sijainen",
    "avaa_kuukausi",
    "jatka_paivia",
    "kerran",
    "kerro_paivan_kaynnit",
    "kirjaa_pidetyiksi",
    "kirjaa_pidetyksi",
    "kuittaa_muutos",
    "lisaa_paiva",
    "lisaa_palvelupiste",
    "lisaa_rivi",
    "luo_paivat",
    "luo_suunnitelma",
    "merkitse_valmiiksi",
    "muistuta_kirjaamattomista",
    "muuta_suunnitelmaa",
    "on_vastaanotettu",
    "paivien_raja",
    "peru",
    "peru_kirjaus",
    "siirra_paiva",
    "siirra_paivat",
    "sulje_kuukausi",
    "tarkenna_kirjausta",
]
