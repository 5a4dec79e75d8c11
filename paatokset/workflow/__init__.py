"""From draft to checked minutes: every change of a decision goes through here. Pages and the demo call the package."""

from paatokset.workflow.faktat import merkitse_nahdyiksi, muuttuneet
from paatokset.workflow.kattavuus import esitykset, kattavuus, kohdat, paatoksen_esitykset
from paatokset.workflow.kesken import (
    hylkaa_kesken,
    keskenerainen,
    kohde,
    merkitse_muokkaajaksi,
    muut_muokkaajat,
    oma_tallennus,
    tallenna_kesken,
)
from paatokset.workflow.kirjaus import kirjaa_paatos, merkitse_tarkastetuksi, pykalasarja
from paatokset.workflow.kommentit import kommentoi, ratkaise
from paatokset.workflow.luonnos import (
    MUOKATTAVAT_KENTAT,
    jata_vastaamatta,
    lisaa_fakta,
    luo_luonnos,
    luo_oma_luonnos,
    tallenna,
)
from paatokset.workflow.osiot import (
    anna_osio,
    aseta_julkisuus,
    lisaa_osio,
    merkitse_osio,
    poista_osio,
    siirra_osiota,
    tallenna_osio,
)
from paatokset.workflow.puutteet import puutteet
from paatokset.workflow.rakenne import tallenna_osat
from paatokset.workflow.siirtymat import SIIRTYMAT, Tila
from paatokset.workflow.tekstit import hetu_tekstissa
from paatokset.workflow.vaiheet import avaa, hyvaksy, laheta_esittelijalle, palauta
from paatokset.workflow.versiot import tallenna_versio

__all__ = [
    "MUOKATTAVAT_KENTAT",
    "SIIRTYMAT",
    "Tila",
    "anna_osio",
    "aseta_julkisuus",
    "avaa",
    "esitykset",
    "hetu_tekstissa",
    "hylkaa_kesken",
    "hyvaksy",
    "jata_vastaamatta",
    "kattavuus",
    "keskenerainen",
    "kirjaa_paatos",
    "kohdat",
    "kohde",
    "kommentoi",
    "laheta_esittelijalle",
    "lisaa_fakta",
    "lisaa_osio",
    "luo_luonnos",
    "luo_oma_luonnos",
    "merkitse_muokkaajaksi",
    "merkitse_nahdyiksi",
    "merkitse_osio",
    "merkitse_tarkastetuksi",
    "muut_muokkaajat",
    "muuttuneet",
    "oma_tallennus",
    "paatoksen_esitykset",
    "palauta",
    "poista_osio",
    "puutteet",
    "pykalasarja",
    "ratkaise",
    "siirra_osiota",
    "tallenna",
    "tallenna_kesken",
    "tallenna_osat",
    "tallenna_osio",
    "tallenna_versio",
]
