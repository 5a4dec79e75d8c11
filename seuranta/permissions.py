"""Who may, in figures. They are public: predicates are for recording them, and for what the batches tell of it."""

from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli


def saa_kirjata(user, kunta):
    return roolit.on(user, kunta.alue_id, Rooli.KOORDINAATTORI)


def saa_tuoda(user):
    """A table holds the whole country, so the coordinator of any area in use may import it."""
    return any(j.rooli == Rooli.KOORDINAATTORI and j.alue.kaytossa for j in roolit.jasenyydet(user))


def saa_lukea_tuonteja(user):
    return bool(roolit.alueet(user))
