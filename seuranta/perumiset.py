"""What undoing a batch would do: the figures of it that are still in force, beside what was in force before them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from seuranta.models import UUDEMPI, Havainto, Tuonti
from seuranta.tuonnit import Muutos, tiivista


@dataclass(frozen=True)
class Palautus:
    """A figure in force, and the earlier row that comes back in its place; None where nothing does."""

    nykyinen: Havainto
    edeltaja: Havainto | None

    def havainto(self, tuonti):
        """The row by which the batch of the undoing says it."""
        rivi = Havainto(
            kunta=self.nykyinen.kunta,
            mittari=self.nykyinen.mittari,
            kuukausi=self.nykyinen.kuukausi,
            tuonti=tuonti,
        )
        if self.edeltaja is None:
            rivi.mitatoity = True
        else:
            rivi.arvo, rivi.puuttuva = self.edeltaja.arvo, self.edeltaja.puuttuva
            rivi.palauttaa_id = self.edeltaja.palauttaa_id or self.edeltaja.pk
        return rivi


@dataclass(frozen=True)
class Peruminen:
    tuonti: Tuonti
    palautukset: list[Palautus]

    @cached_property
    def muutokset(self):
        return [
            Muutos(
                palautus.nykyinen.kunta,
                palautus.nykyinen.mittari,
                palautus.nykyinen.kuukausi,
                palautus.nykyinen.luku,
                palautus.edeltaja.luku if palautus.edeltaja else None,
            )
            for palautus in self.palautukset
        ]

    @property
    def palaavat(self):
        return [palautus for palautus in self.palautukset if palautus.edeltaja is not None]

    @property
    def poistuvia(self):
        return len(self.palautukset) - len(self.palaavat)

    @property
    def kuukaudet(self):
        return sorted({palautus.nykyinen.kuukausi for palautus in self.palautukset})

    @property
    def tiiviste(self):
        """The same only while undoing would do the same."""
        return tiivista(str(self.tuonti.pk), self.muutokset)


def suunnittele(tuonti):
    """What undoing the batch would do now."""
    korvattu = Exists(Havainto.objects.samasta_luvusta().filter(UUDEMPI))
    voimassa = Havainto.objects.filter(~korvattu, mitatoity=False).select_related("kunta", "mittari")
    rivit: list[Any] = [
        # A figure that another undoing brought back is the batch's too; what was before it was before the first row.
        *(voimassa.filter(tuonti=tuonti).annotate(alkuperainen=_edeltava("tuonti__aika", "tuonti"))),
        *(
            voimassa.filter(palauttaa__tuonti=tuonti).annotate(
                alkuperainen=_edeltava("palauttaa__tuonti__aika", "palauttaa__tuonti")
            )
        ),
    ]
    edeltajat = Havainto.objects.in_bulk({rivi.alkuperainen for rivi in rivit} - {None})
    return Peruminen(tuonti, [Palautus(rivi, _luku(edeltajat.get(rivi.alkuperainen))) for rivi in rivit])


def _edeltava(aika, tuonti):
    """The newest row before the batch that no undoing has taken out of force."""
    vanhemmat = Havainto.objects.samasta_luvusta().filter(
        Q(tuonti__aika__lt=OuterRef(aika)) | Q(tuonti__aika=OuterRef(aika), tuonti__lt=OuterRef(tuonti)),
        tuonti__peruutus__isnull=True,
        palauttaa__tuonti__peruutus__isnull=True,
    )
    return Subquery(vanhemmat.order_by("-tuonti__aika", "-tuonti_id").values("pk")[:1])


def _luku(havainto):
    return None if havainto is None or havainto.mitatoity else havainto
