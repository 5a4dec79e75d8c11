"""Who may, with requests. They speak of people; what state allows is asked of ``workflow``."""

from esitykset.models import KASITTELIJAT, Esitys
from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli


def saa_lukea(user):
    return bool(roolit.kunnat(user) or roolit.alueet(user, *KASITTELIJAT))


def saa_laatia(user, kunta=None):
    """Liaisons write for their own municipality; without one: whether there is any to write for."""
    kunnat = roolit.kunnat(user)
    return kunta.pk in kunnat if kunta else bool(kunnat)


def saa_syottaa(user, kunta=None):
    """Secretaries enter what came by letter or mail, for any municipality of their area."""
    alueet = roolit.alueet(user, Rooli.SIHTEERI)
    return kunta.alue_id in alueet if kunta else bool(alueet)


def saa_muokata(user, esitys):
    """A draft: the municipality's own is its liaisons', one from a letter the secretary's."""
    if esitys.saapumistapa != Esitys.Saapumistapa.PORTAALI:
        return saa_syottaa(user, esitys.kunta)
    return on_kunnan(user, esitys)


def saa_lahettaa(user, esitys):
    return esitys.saapumistapa == Esitys.Saapumistapa.PORTAALI and on_kunnan(user, esitys)


def saa_kirjata(user, esitys):
    return saa_kasitella(user, esitys)


def saa_avata_asian(user, alue_id):
    """Open a matter without a request."""
    return roolit.on(user, alue_id, Rooli.SIHTEERI)


def saa_ottaa_valmisteluun(user, esitys):
    return saa_kasitella(user, esitys)


def saa_vastata(user, esitys):
    return saa_kasitella(user, esitys)


def saa_kasitella(user, esitys):
    """The secretary's acts: handler, completion, transfer, end, reopening, deadlines."""
    return roolit.on(user, esitys.kunta.alue_id, Rooli.SIHTEERI)


def saa_kasitella_asiaa(user, asia):
    return roolit.on(user, asia.alue_id, Rooli.SIHTEERI)


def saa_toimia_kuntana(user, esitys):
    """The municipality's acts: completing, taking back, and judging whether the answers are enough."""
    return on_kunnan(user, esitys)


def saa_viestia(user, esitys):
    return on_kunnan(user, esitys) or saa_kasitella(user, esitys)


def saa_lukea_muistiinpanoja(user, esitys):
    """Notes are between those who handle requests; whoever reads them may write one."""
    return roolit.on(user, esitys.kunta.alue_id, *KASITTELIJAT)


def on_kunnan(user, esitys):
    return esitys.kunta_id in roolit.kunnat(user)
