"""What a reader sees of a person in a responsibility: the one rule, which ``VastuuQuerySet`` says in SQL."""

from enum import Enum, auto

from tyollisyysalue.julkisuus import Tieto

KAIKKI = frozenset(Tieto)
EI_MITAAN: frozenset[Tieto] = frozenset()


class Suhde(Enum):
    """How the reader stands to the responsibility."""

    JULKINEN = auto()
    # In the cooperation of the same area, but neither its staff nor the municipality's liaison.
    ALUE = auto()
    OMA = auto()


def nakyvat(henkilon, vastuun, suhde, on_voimassa):
    """The details that the reader sees; without the name there is nothing to see.

    ``henkilon`` is the person's own setting, None when there is no person. ``vastuun`` is the responsibility's, None
    when it is as the person's. Those in the cooperation read every detail of a person whom they find.
    """
    if henkilon is None:
        return EI_MITAAN
    if suhde is Suhde.OMA:
        return KAIKKI
    julkiset = frozenset(henkilon if vastuun is None else vastuun)
    if not on_voimassa or Tieto.NIMI not in julkiset:
        return EI_MITAAN
    return KAIKKI if suhde is Suhde.ALUE else julkiset
