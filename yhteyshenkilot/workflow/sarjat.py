"""Series of meetings: a rule that makes rows, and may later change those that nobody has touched."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tyollisyysalue import audit, kello
from tyollisyysalue.permissions import vaadi
from tyollisyysalue.pyhat import pyha
from tyollisyysalue.versiot import tarkista_versio
from yhteyshenkilot import permissions
from yhteyshenkilot.models import Asiakohta, Tapaaminen, Tapaamissarja
from yhteyshenkilot.workflow.rivit import lisaa
from yhteyshenkilot.workflow.tapaamiset import peru_tapaaminen, sovi_tapaaminen


@dataclass(frozen=True)
class Sarjapaiva:
    """A day of the rule: a holiday is left for a person to decide, and so is a day on which the group meets anyway."""

    pvm: date
    pyha: str
    tapaaminen: Tapaaminen | None = None

    @property
    def vapaa(self):
        return not self.pyha and self.tapaaminen is None


def paivat(sarja, alkaen):
    """The days of the rule from a day on, each with what stands in its way."""
    tapaamiset = {
        tapaaminen.pvm: tapaaminen
        for tapaaminen in Tapaaminen.objects.filter(ryhma=sarja.ryhma_id).exclude(
            tila=Tapaaminen.Tila.PERUTTU
        )
    }
    return [Sarjapaiva(pvm, pyha(pvm) or "", tapaamiset.get(pvm)) for pvm in sarja.paivat(alkaen)]


def hetket(sarja, pvm):
    """When a meeting of the series begins and ends on a day."""
    return {
        "alkuaika": datetime.combine(pvm, sarja.alkuklo, tzinfo=kello.HELSINKI),
        "loppuaika": datetime.combine(pvm, sarja.loppuklo, tzinfo=kello.HELSINKI),
    }


def _luo_tapaaminen(sarja, pvm, user):
    sovi_tapaaminen(
        sarja.ryhma,
        paikka=sarja.paikka,
        etayhteys=sarja.etayhteys,
        sarja=sarja,
        sarjan_pvm=pvm,
        user=user,
        **hetket(sarja, pvm),
    )


@transaction.atomic
def luo_sarja(ryhma, *, user, **tiedot):
    """Make a series and its meetings from today on, but none on a holiday."""
    sarja = Tapaamissarja(ryhma=ryhma, **tiedot)
    lisaa(sarja, "luo_sarja", user=user, alue_id=ryhma.alue_id)
    for paiva in paivat(sarja, kello.tanaan()):
        if paiva.vapaa:
            _luo_tapaaminen(sarja, paiva.pvm, user)
    return sarja


def koskemattomat(sarja):
    """Meetings to come that nobody has prepared, moved or invited to: a change of the rule may change these."""
    return (
        sarja.tapaamiset.alkaen(kello.nyt())
        .filter(alkuaika__date__gt=kello.tanaan(), versio=1, kutsuaika__isnull=True)
        .exclude(pk__in=Asiakohta.objects.listalla().values("tapaaminen"))
    )


def pysyvat(sarja):
    """Meetings to come that stay as they are whatever becomes of the rule."""
    return sarja.tapaamiset.alkaen(kello.nyt()).exclude(pk__in=koskemattomat(sarja).values("pk"))


@transaction.atomic
def muuta_sarjaa(sarja, muutokset: dict[str, Any], *, versio, user):
    """Change the rule. Untouched meetings move to the days of the new one; what is over or prepared stays.

    A meeting keeps its row and its UID when it moves, so that calendars move it too. Meetings for which the new rule
    has no day are cancelled.
    """
    stored = Tapaamissarja.objects.select_for_update(of=["self"]).select_related("ryhma").get(pk=sarja.pk)
    vaadi(permissions.saa_yllapitaa(user, stored.ryhma.alue_id))
    tarkista_versio(stored.versio, versio)
    for kentta, arvo in muutokset.items():
        setattr(stored, kentta, arvo)
    stored.versio += 1
    stored.full_clean()
    stored.save(update_fields=[*muutokset, "versio"])
    audit.kirjaa(stored, "muuta_sarjaa", user=user)

    siirrettavat = {rivi.pk: rivi for rivi in koskemattomat(stored).select_for_update(of=["self"])}
    # A meeting that was moved by hand still stands for the day that the rule had given it.
    varatut = set(
        stored.tapaamiset.exclude(tila=Tapaaminen.Tila.PERUTTU)
        .exclude(pk__in=siirrettavat)
        .values_list("sarjan_pvm", flat=True)
    )
    huomenna = kello.tanaan() + timedelta(days=1)
    uudet = [
        paiva.pvm
        for paiva in paivat(stored, huomenna)
        if not paiva.pyha
        and paiva.pvm not in varatut
        and (paiva.tapaaminen is None or paiva.tapaaminen.pk in siirrettavat)
    ]
    # Who is on a right day already stays there; the others take the free days in order.
    paikoillaan = {rivi.pvm: rivi for rivi in siirrettavat.values() if rivi.pvm in uudet}
    muut = [rivi for rivi in siirrettavat.values() if rivi.pvm not in uudet]
    vapaat = [pvm for pvm in uudet if pvm not in paikoillaan]
    siirrot = [*((rivi, pvm) for pvm, rivi in paikoillaan.items()), *zip(muut, vapaat, strict=False)]
    for rivi, pvm in siirrot:
        _siirra(rivi, stored, pvm, user)
    for rivi in muut[len(vapaat) :]:
        peru_tapaaminen(rivi, _("Tapaamissarja muuttui."), user=user)
    for pvm in vapaat[len(muut) :]:
        _luo_tapaaminen(stored, pvm, user)
    return stored


def _siirra(tapaaminen, sarja, pvm, user):
    uudet = hetket(sarja, pvm) | {"paikka": sarja.paikka, "etayhteys": sarja.etayhteys, "sarjan_pvm": pvm}
    if all(getattr(tapaaminen, kentta) == arvo for kentta, arvo in uudet.items()):
        return
    for kentta, arvo in uudet.items():
        setattr(tapaaminen, kentta, arvo)
    tapaaminen.jarjestysluku += 1
    tapaaminen.muutosaika = kello.nyt()
    tapaaminen.full_clean()
    tapaaminen.save(update_fields=[*uudet, "jarjestysluku", "muutosaika"])
    audit.kirjaa(tapaaminen, "siirra_sarjan_mukana", user=user)
