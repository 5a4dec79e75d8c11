"""A decision in its other language: the same row and sections with the other texts in them.

Provisions, facts, numbers and names are those of the decision; only what people have written has two versions.
"""

from copy import copy

from paatokset.models import Paatos

PAATOKSEN_TEKSTIT = [
    "otsikko",
    "ehdotus",
    "johdanto",
    "toimivalta",
    "vaikutukset",
    "muutoksenhaun_peruste",
]
# Of these the editor's, which may hold facts.
RIKKAAT = ["ehdotus", "johdanto"]
OSION_TEKSTIT = ["otsikko", "teksti"]


def toisinto(paatos):
    """The decision's other version, or None when none is wanted."""
    rivi = getattr(paatos, "toisinto", None)
    return rivi if rivi and rivi.kaytossa else None


def kielet(paatos):
    """Languages the decision is read in, its own first."""
    rivi = toisinto(paatos)
    return [paatos.kieli, *([rivi.kieli] if rivi else [])]


def toinen_kieli(paatos):
    return Paatos.Kieli.SV if paatos.kieli == Paatos.Kieli.FI else Paatos.Kieli.FI


def osiotoisinnot(paatos):
    """Sections' other texts by the section's id."""
    return {rivi.osio_id: rivi for rivi in paatos.osiotoisinnot.all()}


def tekstit(paatos):
    """The other version's texts that may hold facts; none when there is no such version."""
    rivi = toisinto(paatos)
    if rivi is None:
        return []
    return [rivi.ehdotus, rivi.johdanto, *(osio.teksti for osio in osiotoisinnot(paatos).values())]


def kielella(paatos, osiot, kieli):
    """The decision and its sections as they read in ``kieli``: copies, which nobody saves."""
    rivi = toisinto(paatos)
    if rivi is None or kieli != rivi.kieli:
        return paatos, osiot
    muut = osiotoisinnot(paatos)
    toinen = copy(paatos)
    for kentta in PAATOKSEN_TEKSTIT:
        setattr(toinen, kentta, getattr(rivi, kentta))
    toinen.kieli = rivi.kieli
    if paatos.lopputulos == Paatos.Lopputulos.EHDOTUKSEN_MUKAAN:
        toinen.paatosteksti = rivi.ehdotus
    elif paatos.paatosteksti:
        # What the meeting wrote exists in its own language alone, and says so to those who hear the page.
        toinen.paatosteksti = f'<div lang="{paatos.kieli}">{paatos.paatosteksti}</div>'
    return toinen, [_osio(osio, muut.get(osio.pk)) for osio in osiot]


def _osio(osio, rivi):
    toinen = copy(osio)
    for kentta in OSION_TEKSTIT:
        setattr(toinen, kentta, getattr(rivi, kentta) if rivi else "")
    return toinen
