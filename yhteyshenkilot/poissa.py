"""Who is away, said wherever a person is shown or chosen.

    for vastuu in poissa.liita(Vastuu.objects.all(), "henkilo", pvm):
        poissa.merkki(vastuu.poissaolo)

One join and no query more: the database lets a person have one absence a day at most.
"""

from datetime import timedelta

from django.db.models import FilteredRelation, Q
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from tyollisyysalue import kello
from tyollisyysalue.tables import tunniste
from tyollisyysalue.tekstit import pvm as paivays
from tyollisyysalue.tekstit import pvm_ilman_vuotta
from yhteyshenkilot.models import Poissaolo

# One who chooses a person chooses for the weeks ahead, too.
VALITTAESSA_NAKYY = timedelta(days=60)


def liita(queryset, polku, pvm, nimi="poissaolo", *, asti=None):
    """Give each row the absence, on the day, of the person that ``polku`` leads to ("" for rows of people).

    With ``asti`` the absences from the day to that one: then a row comes once for each.
    ``pvm`` is a date or an expression of the row. A row of one who is not away gets no attribute: its model has a None
    of that name, or the reader asks with ``getattr``.
    """
    polku = f"{polku}__poissaolot" if polku else "poissaolot"
    ehto = (
        Q(**{f"{polku}__mitatoity__isnull": True, f"{polku}__alkupvm__lte": asti or pvm})
        & (Q(**{f"{polku}__loppupvm__isnull": True}) | Q(**{f"{polku}__loppupvm__gte": pvm}))
    )  # fmt: skip
    return queryset.annotate(**{nimi: FilteredRelation(polku, condition=ehto)}).select_related(nimi)


def jakso(alku, loppu):
    """``24.11.–5.12.2026``, ``5.12.2026``, ``24.11.2026 alkaen``."""
    if loppu is None:
        return _("%(pvm)s alkaen") % {"pvm": paivays(alku)}
    if alku == loppu:
        return paivays(loppu)
    alusta = pvm_ilman_vuotta(alku) if alku.year == loppu.year else paivays(alku)
    return f"{alusta}–{paivays(loppu)}"


def sanoina(poissaolo):
    return _("poissa %(aika)s") % {"aika": jakso(poissaolo.alkupvm, poissaolo.loppupvm)}


def merkki(poissaolo):
    """The badge, empty for one who is not away."""
    return tunniste(sanoina(poissaolo), "huomio") if poissaolo else ""


def merkitse_valinnat(kentta):
    """Let the choices of a form's field say who of them is away, or soon will be."""

    def lue():
        tanaan = kello.tanaan()
        poissaolot = Poissaolo.objects.jaksolla(tanaan, tanaan + VALITTAESSA_NAKYY)
        # The nearest one of each last, so that it is the one kept.
        rivit = poissaolot.filter(henkilo__in=kentta.queryset.order_by().values("pk")).order_by("-alkupvm")
        return {poissaolo.henkilo_id: poissaolo for poissaolo in rivit}

    poissaolot = SimpleLazyObject(lue)
    nimea = kentta.label_from_instance

    def nimi(henkilo):
        teksti = nimea(henkilo)
        return f"{teksti} ({sanoina(poissaolot[henkilo.pk])})" if henkilo.pk in poissaolot else teksti

    kentta.label_from_instance = nimi
