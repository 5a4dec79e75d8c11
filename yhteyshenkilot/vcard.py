"""People of the directory as vCard 4.0 (RFC 6350); icalendar escapes values and folds lines."""

from django.conf import settings
from django.urls import reverse
from icalendar import Component
from icalendar.prop import vN, vOrg, vText, vUri

from yhteyshenkilot.nimet import isolla


class Kortti(Component):
    name = "VCARD"
    # The version has to come first.
    canonical_order = ("VERSION", "KIND", "FN", "N")  # type: ignore[assignment]


def kortit(henkilot):
    """A file of one card or many, from ``hakemisto.Yhteystieto``."""
    return b"".join(kortti(henkilo).to_ical() for henkilo in henkilot)


def kortti(henkilo):
    osoite = settings.PORTAALIN_OSOITE + reverse("yhteyshenkilot:henkilo", args=[henkilo.id])
    tulos = Kortti()
    tulos.add("version", vText("4.0"))
    tulos.add("kind", vText("individual"))
    tulos.add("fn", vText(henkilo.nimi))
    tulos.add("n", nimen_osat(henkilo.nimi))
    tulos.add("org", vOrg((henkilo.organisaatio,)))
    tulos.add("title", vText(henkilo.nimike))
    for prosessi, kunnat in henkilo.prosesseittain():
        kunnissa = ", ".join(kunta.nimi for kunta, _laji in kunnat)
        tulos.add("role", vText(f"{isolla(prosessi.nimi)} ({kunnissa})"))
    if henkilo.puhelin:
        numero = "".join(merkki for merkki in henkilo.puhelin if merkki.isdigit() or merkki == "+")
        tulos.add("tel", vUri(f"tel:{numero}"), parameters={"VALUE": "uri", "TYPE": "work"})
    if henkilo.sahkoposti:
        tulos.add("email", vText(henkilo.sahkoposti), parameters={"TYPE": "work"})
    tulos.add("url", vUri(osoite))
    tulos.add("uid", vUri(osoite))
    return tulos


def nimen_osat(nimi):
    """Family name and given names. The portal keeps a name in one piece, the last word of which is the family's."""
    # A semicolon would be taken for the border of two parts by some readers, escaped or not.
    *etunimet, sukunimi = nimi.replace(";", " ").split() or [""]
    return vN((sukunimi, " ".join(etunimet), "", "", ""))
