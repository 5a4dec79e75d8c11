"""Person-years of an area: recording a month at a time, and what of them may be shown."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from seuranta import permissions
from seuranta.henkilostopeite import Esitettava, esitettava
from seuranta.models import Henkilostotilanne
from tyollisyysalue import audit, avainprosessit, kello
from tyollisyysalue.avainprosessit import Prosessi
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.versiot import tarkista_versio

# A month before it is a slip of the fingers.
ENSIMMAINEN = date(2000, 1, 1)


@dataclass(frozen=True)
class Kuukausi:
    """What may be shown of a month; ``rivit`` by the id of the process are for the names."""

    kuukausi: date
    esitettava: Esitettava[int]
    rivit: dict[int, Henkilostotilanne]


def kuukausittain(alue, kuukausi=None) -> list[Kuukausi]:
    """The months, newest first, through ``henkilostopeite``: safe for any reader, by process for those who may."""
    rivit = Henkilostotilanne.objects.filter(alue=alue, **({"kuukausi": kuukausi} if kuukausi else {}))
    kuut: dict[date, dict[int, Henkilostotilanne]] = {}
    for rivi in rivit.order_by("-kuukausi", "prosessi"):
        kuut.setdefault(rivi.kuukausi, {})[rivi.prosessi] = rivi
    return [
        Kuukausi(kk, esitettava({tunnus: rivi.htv for tunnus, rivi in omat.items()}), omat)
        for kk, omat in kuut.items()
    ]


def uusin(alue, alkaen) -> tuple[date, Decimal] | None:
    """The newest month of the area since ``alkaen`` and its person-years in all, None where they may not be shown."""
    kuukausi = uusin_kuukausi(alue)
    if kuukausi is None or kuukausi < alkaen:
        return None
    [tulos] = kuukausittain(alue, kuukausi)
    return None if tulos.esitettava.yhteensa is None else (kuukausi, tulos.esitettava.yhteensa)


def uusin_kuukausi(alue) -> date | None:
    """Of the months that are over: when the clock is set back, later ones are not known."""
    rivit = Henkilostotilanne.objects.filter(alue=alue, kuukausi__lt=kello.tanaan().replace(day=1))
    return rivit.aggregate(uusin=Max("kuukausi"))["uusin"]


def kirjattavat(alue, kuukausi) -> dict[Prosessi, Decimal | None]:
    """Processes of the month's form: those in use, and those that have a number already."""
    tallessa = dict(
        Henkilostotilanne.objects.filter(alue=alue, kuukausi=kuukausi).values_list("prosessi", "htv")
    )
    return {
        prosessi: tallessa.get(prosessi.tunnus)
        for prosessi in avainprosessit.lue(alue)
        if prosessi.kaytossa or prosessi.tunnus in tallessa
    }


def kuukauden_versio(alue, kuukausi):
    """Of the month as a whole: the newest history row of any of its processes, 0 before the first."""
    versiot = Henkilostotilanne.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        alue=alue, kuukausi=kuukausi
    )
    return versiot.aggregate(uusin=Max("pgh_id"))["uusin"] or 0


def tarkista_kuukausi(kuukausi):
    """Person-years are of a month that is over."""
    if kuukausi < ENSIMMAINEN:
        raise ValidationError(_("Tarkista vuosi."))
    if kuukausi >= kello.tanaan().replace(day=1):
        raise ValidationError(_("Kuukausi ei ole vielä päättynyt. Valitse aiempi kuukausi."))


@transaction.atomic
def kirjaa_kuukausi(alue, kuukausi, luvut, annettu_versio, *, user):
    """Record or correct the person-years of a month: ``{id of the process: Decimal}``, every process of the form.

    The event tells how many numbers were recorded, not which: the numbers themselves are in the history of the rows.
    """
    vaadi(permissions.saa_kirjata_henkiloston(user, alue))
    tarkista_kuukausi(kuukausi)
    # Two who record the same month at once: the second must see the first one's numbers.
    Tyollisyysalue.objects.select_for_update(no_key=True).get(pk=alue.pk)
    tarkista_versio(kuukauden_versio(alue, kuukausi), annettu_versio)
    prosessit = kirjattavat(alue, kuukausi)
    if {prosessi.tunnus for prosessi in prosessit} != set(luvut):
        # A total of some processes would pass for the area's.
        raise ValidationError(
            _("Avainprosessit ovat muuttuneet sillä välin. Avaa sivu uudelleen ja täytä kaikki prosessit.")
        )
    muuttuneet = {p: vanha for p, vanha in prosessit.items() if luvut[p.tunnus] != vanha}
    if not muuttuneet:
        raise ValidationError(_("Samat henkilötyövuodet on jo kirjattu. Muuta lukua, jos se on tarkistunut."))
    for prosessi in muuttuneet:
        avain = {"alue": alue, "kuukausi": kuukausi, "prosessi": prosessi.tunnus}
        rivi = Henkilostotilanne.objects.filter(**avain).first() or Henkilostotilanne(**avain)
        rivi.nimi_fi, rivi.nimi_sv, rivi.nimi_en = prosessi.nimi_fi, prosessi.nimi_sv, prosessi.nimi_en
        rivi.htv = luvut[prosessi.tunnus]
        rivi.full_clean()
        rivi.save()
    uusia = sum(vanha is None for vanha in muuttuneet.values())
    audit.kirjaa(
        alue,
        "kirjaa_henkilotyovuodet",
        user=user,
        tiedot={
            "kuukausi": kuukausi.isoformat(),
            "uusia": uusia,
            "muuttuneita": len(muuttuneet) - uusia,
        },
    )
