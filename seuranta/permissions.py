"""Who may, in figures. They are public: predicates are for recording them, and for what the batches tell of it."""

from seuranta.models import Tuonti
from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli


def saa_kirjata(user, kunta):
    return roolit.on(user, kunta.alue_id, Rooli.KOORDINAATTORI)


def saa_tuoda(user):
    """A table holds the whole country, so the coordinator of any area in use may import it."""
    return any(j.rooli == Rooli.KOORDINAATTORI and j.alue.kaytossa for j in roolit.jasenyydet(user))


def saa_kuvata_tauluja(user):
    """Which tables there are is a question of what is imported."""
    return saa_tuoda(user)


def saa_perua(user, tuonti):
    """Whoever may record such a batch may undo it. An undoing is not undone: the file is imported again."""
    if tuonti.laji == Tuonti.Laji.PERUUTUS:
        return False
    if tuonti.laji == Tuonti.Laji.KASIN:
        return saa_kirjata(user, tuonti.havainnot.select_related("kunta")[0].kunta)
    return saa_tuoda(user)


def saa_lukea_tuonteja(user):
    return bool(roolit.alueet(user))


def saa_kirjata_henkiloston(user, alue):
    return roolit.on(user, alue.pk, Rooli.KOORDINAATTORI)


def saa_lukea_henkiloston_prosesseittain(user, alue):
    """The area's staff, and the liaisons of its municipalities; everybody reads the total."""
    return alue.pk in roolit.yhteistyoalueet(user)
