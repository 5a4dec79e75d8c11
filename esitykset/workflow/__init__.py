"""The course of a request, from the municipality's draft to the answer."""

from esitykset.workflow.kasittely import (
    jatka_ilman_taydennysta,
    ota_valmisteluun,
    paata,
    peruuta,
    pyyda_taydennysta,
    siirra,
    taydenna,
)
from esitykset.workflow.lukijat import anna_luettavaksi, ota_pois
from esitykset.workflow.luonnos import (
    Kohtasyote,
    ehdotettu_saapuminen,
    kirjaa_kirje,
    laheta,
    lisaa_liite,
    luo,
    poista_liite,
    puutteet,
    syota,
    tallenna_luonnos,
)
from esitykset.workflow.maaraajat import (
    aseta as aseta_maaraaika,
)
from esitykset.workflow.maaraajat import (
    jatka as jatka_maaraaikaa,
)
from esitykset.workflow.maaraajat import (
    jatkettuna,
    laske_uudelleen,
    merkitse_taytetyksi,
    muistuta,
)
from esitykset.workflow.perusta import SIIRTYMAT, voi_siirtya
from esitykset.workflow.rekisteri import (
    aseta_kasittelija,
    avaa_asia,
    kasittelijat,
    kirjaa,
    liita_asiat,
    yhdista,
    yhdistamisen_esteet,
)
from esitykset.workflow.vastaukset import (
    Vastaus,
    aiemmat_vastaukset,
    arvioi,
    avaa_uudelleen,
    tallenna_vastaukset,
)
from esitykset.workflow.viestit import kirjoita_muistiinpano, laheta_viesti

__all__ = [
    "SIIRTYMAT",
    "Kohtasyote",
    "Vastaus",
    "aiemmat_vastaukset",
    "anna_luettavaksi",
    "arvioi",
    "aseta_kasittelija",
    "aseta_maaraaika",
    "avaa_asia",
    "avaa_uudelleen",
    "ehdotettu_saapuminen",
    "jatka_ilman_taydennysta",
    "jatka_maaraaikaa",
    "jatkettuna",
    "kasittelijat",
    "kirjaa",
    "kirjaa_kirje",
    "kirjoita_muistiinpano",
    "laheta",
    "laheta_viesti",
    "laske_uudelleen",
    "liita_asiat",
    "lisaa_liite",
    "luo",
    "merkitse_taytetyksi",
    "muistuta",
    "ota_pois",
    "ota_valmisteluun",
    "paata",
    "peruuta",
    "poista_liite",
    "puutteet",
    "pyyda_taydennysta",
    "siirra",
    "syota",
    "tallenna_luonnos",
    "tallenna_vastaukset",
    "taydenna",
    "voi_siirtya",
    "yhdista",
    "yhdistamisen_esteet",
]
