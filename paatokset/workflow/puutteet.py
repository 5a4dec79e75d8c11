"""Everything that keeps a draft from the presenter, each told by the module that knows it."""

from paatokset.workflow import kattavuus, kirjasto, lainkohdat, muisti, toisinnot


def puutteet(paatos, rivit=None):
    """As sentences; empty when the draft is ready. ``rivit`` is its ``kattavuus`` where the caller has it already."""
    return [
        *kattavuus.puutteet(paatos, rivit),
        *lainkohdat.puutteet(paatos),
        *kirjasto.puutteet(paatos),
        *toisinnot.puutteet(paatos),
        *muisti.puutteet(paatos),
    ]
