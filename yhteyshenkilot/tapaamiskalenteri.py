"""A meeting as an event of a calendar: the same in an invitation, in a file to download and in a feed."""

from django.conf import settings
from django.utils.translation import gettext as _

from tyollisyysalue.kalenteri import Merkinta, Osallistuja, Vastaus
from yhteyshenkilot.models import Osallistuminen

VASTAUKSET = {
    Osallistuminen.Vastaus.KUTSUTTU: Vastaus.EI_VASTANNUT,
    Osallistuminen.Vastaus.TULOSSA: Vastaus.TULOSSA,
    Osallistuminen.Vastaus.EI_PAASE: Vastaus.EI_PAASE,
}


def sahkoposti(henkilo):
    """Where mail reaches a person: the address of the contacts, else the one of signing in."""
    kirjautuja = henkilo.user if henkilo.user and henkilo.user.is_active else None
    return henkilo.sahkoposti or (kirjautuja.email if kirjautuja else "")


def osoite(tapaaminen):
    return settings.PORTAALIN_OSOITE + tapaaminen.get_absolute_url()


def merkinta(tapaaminen, kutsutut=(), *, leima=None):
    """The event in the language in force. ``kutsutut`` are rows of ``Osallistuminen``: the feed names nobody.

    Reads ``tapaaminen.listalla``, the items on the agenda.
    """
    return Merkinta(
        tunnus=str(tapaaminen.kalenteritunnus),
        jarjestysluku=tapaaminen.jarjestysluku,
        leima=leima or tapaaminen.muutosaika,
        alku=tapaaminen.alkuaika,
        loppu=tapaaminen.loppuaika,
        otsikko=otsikko(tapaaminen),
        paikka=tapaaminen.paikka,
        kuvaus=kuvaus(tapaaminen),
        osoite=osoite(tapaaminen),
        peruttu=tapaaminen.on_peruttu,
        jarjestaja=jarjestaja(tapaaminen.ryhma.alue) if kutsutut else None,
        kutsutut=tuple(
            Osallistuja(kutsuttu.henkilo.nimi, sposti, VASTAUKSET[kutsuttu.vastaus])
            for kutsuttu in kutsutut
            if (sposti := sahkoposti(kutsuttu.henkilo))
        ),
    )


def otsikko(tapaaminen):
    nimi = tapaaminen.ryhma.nimi
    return nimi[:1].upper() + nimi[1:]


def kuvaus(tapaaminen):
    osat = []
    if tapaaminen.on_peruttu:
        osat.append(_("Tapaaminen on peruttu: %(syy)s") % {"syy": tapaaminen.peruutussyy})
    if tapaaminen.lisatieto:
        osat.append(tapaaminen.lisatieto)
    if tapaaminen.etayhteys:
        osat.append(_("Etäyhteys: %(osoite)s") % {"osoite": tapaaminen.etayhteys})
    if kohdat := [f"{numero}. {kohta.otsikko}" for numero, kohta in enumerate(tapaaminen.listalla, 1)]:
        osat.append("\n".join([_("Asialista:"), *kohdat]))
    osat.append(_("Tapaaminen portaalissa: %(osoite)s") % {"osoite": osoite(tapaaminen)})
    return "\n\n".join(osat)


def jarjestaja(alue):
    """The area's own address: programs tie an event to its organiser, and coordinators change."""
    return Osallistuja(alue.asiakirjanimi or alue.nimi, alue.sahkoposti or settings.DEFAULT_FROM_EMAIL)
