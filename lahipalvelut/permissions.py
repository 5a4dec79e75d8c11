"""Who may, in local service."""

from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli

KIRJAAJAT = (Rooli.ASIANTUNTIJA, Rooli.KOORDINAATTORI)


def saa_suunnitella(user, kunta):
    return roolit.on(user, kunta.alue_id, Rooli.KOORDINAATTORI)


def suunniteltavat_alueet(user):
    """Ids of the areas whose plans the user makes."""
    return roolit.alueet(user, Rooli.KOORDINAATTORI)


def saa_suunnitella_jossain(user):
    return bool(suunniteltavat_alueet(user))


def saa_kirjata_jossain(user):
    """Whether the page of own service days is for the user."""
    return bool(roolit.alueet(user, *KIRJAAJAT))


def saa_kirjata(user, paiva):
    """Log a day as held, cancel it, or take either back."""
    return roolit.on(user, paiva.kunta.alue_id, *KIRJAAJAT)


def saa_nahda_sisaiset(user, kunta):
    """Names, notes and texts of reasons: the area's staff and the liaison of the municipality itself."""
    return roolit.on(user, kunta.alue_id) or kunta.pk in roolit.kunnat(user)


def saa_siirtaa(user, paiva):
    """Name who goes in place of another: the coordinator, and the one whose day it is, now or by the plan."""
    omat = {paiva.kavija.user_id, paiva.rivi.vastuuhenkilo.user_id}
    oma = user.pk in omat and roolit.on(user, paiva.kunta.alue_id, *KIRJAAJAT)
    return oma or saa_suunnitella(user, paiva.kunta)


def saa_siirtaa_henkilon(user, henkilo):
    """Move all of a person's days."""
    oma = henkilo.user_id == user.pk and roolit.on(user, henkilo.alue_id, *KIRJAAJAT)
    return oma or roolit.on(user, henkilo.alue_id, Rooli.KOORDINAATTORI)


def saa_lisata_paivia(user, kunta):
    """Give a day beside the plan."""
    return roolit.on(user, kunta.alue_id, *KIRJAAJAT)


def saa_korjata_suljettua(user, kunta):
    """Change a day of a month that has been closed, with a reason."""
    return roolit.on(user, kunta.alue_id, Rooli.KOORDINAATTORI)


def saa_merkita_valmiiksi(user, kunta):
    """Say that a month's days are logged, and take that back."""
    return roolit.on(user, kunta.alue_id, *KIRJAAJAT)


def saa_sulkea(user, kunta):
    """Close a month, and open a closed one."""
    return roolit.on(user, kunta.alue_id, Rooli.KOORDINAATTORI)


def saa_kirjata_asiakkaat(user, paiva):
    """Numbers of customers on one day: as ``Asiakasmaara.visible_to``, who sees them is who writes them."""
    oma = user.pk in (paiva.kavija.user_id, paiva.kirjaaja_id)
    return roolit.on(user, paiva.kunta.alue_id, Rooli.KOORDINAATTORI) or (
        oma and roolit.on(user, paiva.kunta.alue_id, Rooli.ASIANTUNTIJA)
    )


def saa_kuitata(user, paiva):
    """Say that the municipality knows of the change."""
    return paiva.kunta_id in roolit.kunnat(user)
