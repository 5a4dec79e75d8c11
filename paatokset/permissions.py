"""Who may do what with a decision."""

from paatokset.models import Paatos
from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli

MUOKATTAVAT = (Paatos.Tila.LUONNOS, Paatos.Tila.PALAUTETTU)
KOMMENTOITAVAT = (*MUOKATTAVAT, Paatos.Tila.ESITTELIJALLA)


def on_valmistelija(user, alue_id):
    """Sees the draft with its margin: items, sources and events."""
    return roolit.on(user, alue_id, Rooli.SIHTEERI, Rooli.ESITTELIJA)


def saa_laatia(user, alue_id):
    return roolit.on(user, alue_id, Rooli.SIHTEERI)


def saa_muokata(user, paatos):
    return saa_laatia(user, paatos.asia.alue_id) and paatos.tila in MUOKATTAVAT


def on_vastuussa(user, osio):
    """The section is the user's own to prepare."""
    henkilo = osio.vastuuhenkilo
    return bool(henkilo and henkilo.user_id and henkilo.user_id == user.pk)


def osallistuu(user, paatos):
    """Sees the draft with its margin, for the whole of it or for a section."""
    alue_id = paatos.asia.alue_id
    return on_valmistelija(user, alue_id) or (
        roolit.on(user, alue_id) and any(on_vastuussa(user, osio) for osio in paatos.osiot.all())
    )


def saa_kirjoittaa_osiota(user, paatos, osio):
    """The secretary every section, those to whom one has been given that one."""
    return saa_muokata(user, paatos) or (
        paatos.tila in MUOKATTAVAT and roolit.on(user, paatos.asia.alue_id) and on_vastuussa(user, osio)
    )


def saa_lisata_faktoja(user, paatos):
    return any(saa_kirjoittaa_osiota(user, paatos, osio) for osio in paatos.osiot.all()) or saa_muokata(
        user, paatos
    )


def saa_kommentoida(user, paatos):
    return paatos.tila in KOMMENTOITAVAT and osallistuu(user, paatos)


def nakee_salaiset(user, paatos):
    """Which sections the user reads: a predicate of a section, the secret ones to those who prepare them."""
    if on_valmistelija(user, paatos.asia.alue_id):
        return lambda osio: True
    on_vakea = roolit.on(user, paatos.asia.alue_id)
    return lambda osio: not osio.on_salainen or (on_vakea and on_vastuussa(user, osio))


def saa_muuttaa_osia(user, toimielin):
    """The order and headings of the body's documents."""
    return saa_laatia(user, toimielin.alue_id)


def saa_avata(user, paatos):
    """Take back an approval while the meeting has not decided: the presenter answers for the proposal."""
    return roolit.on(user, paatos.asia.alue_id, Rooli.ESITTELIJA) and paatos.tila == Paatos.Tila.HYVAKSYTTY


def saa_esitella(user, paatos):
    """Return the proposal or approve it."""
    return roolit.on(user, paatos.asia.alue_id, Rooli.ESITTELIJA) and paatos.tila == Paatos.Tila.ESITTELIJALLA


def saa_kirjata(user, paatos):
    return saa_laatia(user, paatos.asia.alue_id) and paatos.tila == Paatos.Tila.HYVAKSYTTY


def saa_merkita_tarkastetuksi(user, paatos):
    return saa_laatia(user, paatos.asia.alue_id) and paatos.tila == Paatos.Tila.KASITELTY
