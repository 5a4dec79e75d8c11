"""Who may, in figures. They are public: a predicate is needed only to record them."""

from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli


def saa_kirjata(user, kunta):
    return roolit.on(user, kunta.alue_id, Rooli.KOORDINAATTORI)
