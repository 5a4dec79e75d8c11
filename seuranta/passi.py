"""The passport of a figure: where it comes from, what it means, and what it was before it was revised."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from seuranta import luvut
from seuranta.models import Havainto, Mittari
from tyollisyysalue.tekstit import helsingin_pvm


@dataclass(frozen=True)
class Versio:
    """The figure as one batch recorded it on the day ``tiedossa``; another one of the day may have replaced it."""

    havainto: Havainto
    teksti: str
    tiedossa: date
    on_paivan_viimeinen: bool
    on_voimassa: bool

    @property
    def haku(self):
        """What the address of the figure goes on with, to show this version for good."""
        tarkenne = "" if self.on_paivan_viimeinen else f"&tuonti={self.havainto.tuonti_id}"
        return f"?tiedossa={self.tiedossa.isoformat()}{tarkenne}"


@dataclass(frozen=True)
class Maaritelma:
    """Which version of the measure's name, unit and source is in force, and since when the portal has had it."""

    versio: int
    aika: datetime


def versiot(kunta, mittari, kuukausi, hetki):
    """Every version of the figure, newest first; the first that was known at ``hetki`` was in force then."""
    havainnot = (
        Havainto.objects.filter(kunta=kunta, mittari=mittari, kuukausi=kuukausi)
        .select_related("tuonti__user", "palauttaa__tuonti", "mittari")
        .order_by("-tuonti__aika", "-tuonti_id")
    )
    tulos: list[Versio] = []
    voimassa = False
    for havainto in havainnot:
        on_voimassa = not voimassa and havainto.tuonti.aika <= hetki
        voimassa = voimassa or on_voimassa
        paiva = helsingin_pvm(havainto.tuonti.aika)
        tulos.append(
            Versio(
                havainto,
                _("kumottu") if havainto.mitatoity else luvut.kirjoita(havainto.luku, mittari.desimaalit),
                paiva,
                not tulos or tulos[-1].tiedossa != paiva,
                on_voimassa,
            )
        )
    return tulos


def maaritelma(mittari):
    versiot_ = Mittari.pgh_event_model.objects.filter(pgh_obj_id=mittari.pk)  # type: ignore[attr-defined]
    tulos = versiot_.aggregate(versio=Count("pk"), aika=Max("pgh_created_at"))
    return Maaritelma(tulos["versio"], tulos["aika"])
