"""Who may, with contacts. What is visible is asked of the QuerySets; these speak of acts and pages."""

from tyollisyysalue import roolit
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Puoli


def saa_lukea(user):
    """The contact pages are for those who take part in an area's cooperation."""
    return bool(roolit.yhteistyoalueet(user))


def saa_lukea_kuntaa(user, kunta):
    return kunta.pk in roolit.kunnat(user) or kunta.alue_id in roolit.alueet(user)


def saa_yllapitaa(user, alue_id):
    return roolit.on(user, alue_id, Rooli.KOORDINAATTORI)


def saa_kuittaa(user, saaja):
    """The municipality's own liaison acknowledges its list."""
    return saaja.kunta_id in roolit.kunnat(user)


def saa_vastata_kutsuun(user, osallistuminen):
    """For oneself; a coordinator writes down what others have told by telephone or mail."""
    oma = osallistuminen.henkilo.user_id == user.pk
    return oma or saa_yllapitaa(user, osallistuminen.tapaaminen.ryhma.alue_id)


def saa_ehdottaa_korjausta(user, henkilo):
    """Anyone in the cooperation of the person's area; the public writes by the feedback form."""
    return henkilo.alue_id in roolit.yhteistyoalueet(user)


def saa_ratkaista_korjauksen(user, ehdotus):
    return ehdotus.on_avoin and saa_yllapitaa(user, ehdotus.henkilo.alue_id)


def osapuolet(user, kunta):
    """The sides of the municipality's counterpart pairs for which the user speaks."""
    puolet = set()
    if saa_yllapitaa(user, kunta.alue_id):
        puolet.add(Puoli.ALUE)
    if kunta.pk in roolit.kunnat(user):
        puolet.add(Puoli.KUNTA)
    return puolet


def saa_ehdottaa_vastinparia(user, kunta):
    return bool(osapuolet(user, kunta))


def saa_vastata_ehdotukseen(user, ehdotus):
    """The other side; whoever speaks for both does not confirm the own proposal."""
    toiset = osapuolet(user, ehdotus.kunta) - {ehdotus.puoli}
    return ehdotus.on_avoin and bool(toiset) and ehdotus.ehdottaja_id != user.pk


def saa_perua_ehdotuksen(user, ehdotus):
    return ehdotus.on_avoin and ehdotus.puoli in osapuolet(user, ehdotus.kunta)


def saa_paattaa_vastinparin_puolen(user, pari, puoli):
    """The coordinator either side, the liaison the municipality's."""
    omat = osapuolet(user, pari.kunta)
    return Puoli.ALUE in omat or (puoli == "kunnan" and Puoli.KUNTA in omat)


def saa_kirjata_poissaolon(user, henkilo):
    """The coordinator for the people whose contacts one keeps, and everyone for oneself."""
    oma = henkilo.user_id is not None and henkilo.user_id == user.pk
    return saa_yllapitaa(user, henkilo.alue_id) or (oma and henkilo.alue_id in roolit.yhteistyoalueet(user))


def saa_luovuttaa(user, henkilo):
    """See what of a person's work must pass to others."""
    return saa_kirjata_poissaolon(user, henkilo)
