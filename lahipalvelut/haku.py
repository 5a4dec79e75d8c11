"""Service days in the search: by municipality, place and date."""

import re
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from lahipalvelut.models import Palvelupaiva
from lahipalvelut.permissions import saa_nahda_sisaiset
from seuranta import kuukaudet
from tyollisyysalue import kello
from tyollisyysalue.haku import Haku, Osuma, Tulos, rekisteroi
from tyollisyysalue.tekstit import aikavali, viikonpaiva_pvm

# 5.11.2025, ke 5.11.2025, 5.11. of this year, 2025-11-05.
_PAIVA = re.compile(
    r"(?<!\S)(?:(?:ma|ti|ke|to|pe|la|su)\s+)?"
    r"(?:(?P<pv>\d{1,2})\.(?P<kk>\d{1,2})\.(?P<vuosi>\d{4})?|(?P<iso>\d{4}-\d{2}-\d{2}))(?!\S)"
)
# 11/2025, 11.2025.
_KUUKAUSI = re.compile(r"(?<!\S)\d{1,2}[./]\d{4}(?!\S)")


@rekisteroi("paivat", gettext_lazy("Lähipalvelupäivät"), jarjestys=20)
def hae(user, haku, enintaan):
    jakso, muu = lue_jakso(haku.teksti)
    sanat = Haku(muu).sanat
    if not sanat and not jakso:
        return Tulos()
    paivat = Palvelupaiva.objects.visible_to(user).filter(kunta__alue__kaytossa=True).haku(sanat)
    paivat = paivat.jaksolla(*jakso) if jakso else paivat.tulevat(kello.nyt())
    rivit = list(paivat.for_list()[: enintaan + 1])
    return Tulos.riveista(rivit, enintaan, lambda paiva: osuma(user, paiva), kaikki(jakso, rivit))


def lue_jakso(teksti):
    """The first day and the last of the date or month that is named, or None; and what else was written."""
    if osuma := _PAIVA.search(teksti):
        try:
            paiva = (
                date.fromisoformat(osuma["iso"])
                if osuma["iso"]
                else date(int(osuma["vuosi"] or kello.tanaan().year), int(osuma["kk"]), int(osuma["pv"]))
            )
        except ValueError:
            return None, teksti
        return (paiva, paiva), _ilman(osuma)
    if osuma := _KUUKAUSI.search(teksti):
        try:
            kuukausi = kuukaudet.lue(osuma[0])
        except ValueError:
            return None, teksti
        return (kuukausi, kuukaudet.viimeinen_paiva(kuukausi)), _ilman(osuma)
    return None, teksti


def _ilman(osuma):
    return f"{osuma.string[: osuma.start()]} {osuma.string[osuma.end() :]}"


def kaikki(jakso, paivat):
    """The schedule of the same time and, when it is one, the same municipality."""
    ehdot: dict[str, str] = {}
    if jakso:
        ehdot |= {"alku": jakso[0].isoformat(), "loppu": jakso[1].isoformat()}
    if len(kunnat := {paiva.kunta.koodi for paiva in paivat}) == 1:
        ehdot["kunta"] = kunnat.pop()
    return f"{reverse('lahipalvelut:list')}?{urlencode(ehdot)}"


def osuma(user, paiva):
    sisaiset = saa_nahda_sisaiset(user, paiva.kunta)
    kunnan_sivu = reverse("lahipalvelut:detail", args=[paiva.kunta.koodi])
    return Osuma(
        otsikko=f"{viikonpaiva_pvm(paiva.pvm)} {aikavali(paiva.alkuklo, paiva.loppuklo)}, {paiva.kunta.nimi}",
        url=paiva.get_absolute_url() if sisaiset else kunnan_sivu,
        konteksti=f"{paiva.palvelupiste.nimi}, {paiva.tila_sanoina}",
    )
