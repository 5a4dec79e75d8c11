"""From draft to checked minutes: every change of a decision goes through here. Pages and the demo call the package."""

from paatokset.workflow.kattavuus import asian_kohdat, esitykset, kattavuus
from paatokset.workflow.kirjaus import kirjaa_paatos, merkitse_tarkastetuksi, pykalasarja
from paatokset.workflow.luonnos import (
    MUOKATTAVAT_KENTAT,
    hetu_tekstissa,
    jata_vastaamatta,
    lisaa_fakta,
    lisaa_osio,
    luo_luonnos,
    tallenna,
    tallenna_osio,
)
from paatokset.workflow.puutteet import puutteet
from paatokset.workflow.siirtymat import SIIRTYMAT, Tila
from paatokset.workflow.vaiheet import hyvaksy, laheta_esittelijalle, palauta

__all__ = [
    "MUOKATTAVAT_KENTAT",
    "SIIRTYMAT",
    "Tila",
    "asian_kohdat",
    "esitykset",
    "hetu_tekstissa",
    "hyvaksy",
    "jata_vastaamatta",
    "kattavuus",
    "kirjaa_paatos",
    "laheta_esittelijalle",
    "lisaa_fakta",
    "lisaa_osio",
    "luo_luonnos",
    "merkitse_tarkastetuksi",
    "palauta",
    "puutteet",
    "pykalasarja",
    "tallenna",
    "tallenna_osio",
]
