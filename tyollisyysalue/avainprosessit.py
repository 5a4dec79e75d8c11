"""Key processes of an area, for apps that may not look into the one that keeps them (yhteyshenkilot).

rekisteroi(lue)    # ``lue(alue)`` gives the area's ``Prosessi`` rows in their order, in use or not
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Prosessi:
    """``tunnus`` stays when the process is renamed or taken out of use."""

    tunnus: int
    nimi_fi: str
    nimi_sv: str
    nimi_en: str
    kaytossa: bool


Lukija = Callable[..., Iterable[Prosessi]]
_lukijat: list[Lukija] = []


def rekisteroi(lukija):
    _lukijat.append(lukija)
    return lukija


def lue(alue) -> list[Prosessi]:
    return [prosessi for lukija in _lukijat for prosessi in lukija(alue)]
