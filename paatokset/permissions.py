"""Who may do what with a decision."""

from paatokset.models import Paatos
from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli

MUOKATTAVAT = (Paatos.Tila.LUONNOS, Paatos.Tila.PALAUTETTU)


def on_valmistelija(user, alue_id):
    """Sees the draft with its margin: items, sources and events."""
    return roolit.on(user, alue_id, Rooli.SIHTEERI, Rooli.ESITTELIJA)


def saa_laatia(user, alue_id):
    return roolit.on(user, alue_id, Rooli.SIHTEERI)


def saa_muokata(user, paatos):
    return saa_laatia(user, paatos.asia.alue_id) and paatos.tila in MUOKATTAVAT


def saa_esitella(user, paatos):
    """Return the proposal or approve it."""
    return roolit.on(user, paatos.asia.alue_id, Rooli.ESITTELIJA) and paatos.tila == Paatos.Tila.ESITTELIJALLA


def saa_kirjata(user, paatos):
    return saa_laatia(user, paatos.asia.alue_id) and paatos.tila == Paatos.Tila.HYVAKSYTTY


def saa_merkita_tarkastetuksi(user, paatos):
    return saa_laatia(user, paatos.asia.alue_id) and paatos.tila == Paatos.Tila.KASITELTY
