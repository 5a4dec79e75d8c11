"""How long municipalities waited for their answers. One definition for the comparison's page and the facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Q

from esitykset.models import Esitys
from tyollisyysalue import kello
from tyollisyysalue.tekstit import helsingin_pvm

Tila = Esitys.Tila
AVOIMET = (Tila.SAAPUNUT, Tila.KIRJATTU, Tila.TAYDENNETTAVANA, Tila.VALMISTELUSSA)
VASTATUT = (Tila.VASTATTU, Tila.PAATTYNYT)


@dataclass(frozen=True)
class Vastausajat:
    """``paivat`` of the answers given in the period, each from arrival to answer; the rest is as things are now."""

    paivat: tuple[int, ...] = ()
    avoinna: int = 0
    myohassa: int = 0

    @property
    def vastattuja(self) -> int:
        return len(self.paivat)

    @property
    def mediaani(self) -> float | None:
        return median(self.paivat) if self.paivat else None


def kunnittain(kunnat: Iterable, alku: date, loppu: date) -> dict[int, Vastausajat]:
    """By the id of the municipality, for those that have a request to tell of."""
    # Both in one query: the page that shows them reads much else.
    vastatut = Q(tila__in=VASTATUT, vastausaika__date__gte=alku, vastausaika__date__lte=loppu)
    esitykset = Esitys.objects.filter(vastatut | Q(tila__in=AVOIMET), kunta__in=kunnat).maaraaikoineen()
    paivat: dict[int, list[int]] = {}
    avoinna: dict[int, list[bool]] = {}
    tanaan = kello.tanaan()
    for kunta, saapui, vastattu, maaraaika in esitykset.order_by("pk").values_list(
        "kunta", "saapumisaika", "vastausaika", "maaraaika"
    ):
        if vastattu:
            paivat.setdefault(kunta, []).append((helsingin_pvm(vastattu) - helsingin_pvm(saapui)).days)
        else:
            avoinna.setdefault(kunta, []).append(bool(maaraaika and maaraaika < tanaan))
    return {
        kunta: Vastausajat(
            tuple(paivat.get(kunta, [])), len(avoinna.get(kunta, [])), sum(avoinna.get(kunta, []))
        )
        for kunta in paivat.keys() | avoinna.keys()
    }
