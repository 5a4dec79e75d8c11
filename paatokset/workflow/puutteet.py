"""Everything that keeps a draft from the presenter, each told by the module that knows it."""

from paatokset.workflow import kirjasto, lainkohdat, muisti, toisinnot
from paatokset.workflow.kattavuus import puutteet as luonnoksen_puutteet


def puutteet(paatos, rivit=None):
    """As sentences; empty when the draft is ready. ``rivit`` is its ``kattavuus`` where the caller has it already."""
    return [
        *luonnoksen_puutteet(paatos, rivit),
        *lainkohdat.puutteet(paatos),
        *kirjasto.puutteet(paatos),
        *toisinnot.puutteet(paatos),
        *muisti.puutteet(paatos),
    ]
