"""The directory as data: people with the details that the reader sees, from responsibilities read by ``visible_to``."""

from dataclasses import dataclass, field
from itertools import groupby

from tyollisyysalue import kello, roolit
from tyollisyysalue.julkisuus import Tieto
from tyollisyysalue.models import Henkilo
from yhteyshenkilot import poissa
from yhteyshenkilot.models import Poissaolo, Vastuu
from yhteyshenkilot.nakyvyys import KAIKKI


@dataclass
class Yhteystieto:
    """A person as this reader may see one. ``vastuut`` are those in sight, by process and municipality."""

    id: int
    nimi: str
    nimike: str
    organisaatio: str
    puhelin: str
    sahkoposti: str
    vastuut: list[Vastuu] = field(default_factory=list)
    poissaolo: Poissaolo | None = None

    def prosesseittain(self):
        """``(process, [(municipality, kind in words)])``."""
        vastuut = sorted(self.vastuut, key=lambda v: (v.prosessi.jarjestys, v.prosessi_id, v.kunta.aakkos))
        return [
            (prosessi, [(vastuu.kunta, vastuu.get_laji_display()) for vastuu in omat])
            for prosessi, omat in groupby(vastuut, key=lambda vastuu: vastuu.prosessi)
        ]


def vastuut(user):
    """What the reader sees of responsibilities, with all that the directory prints of each."""
    return (
        Vastuu.objects.visible_to(user)
        .select_related("kunta", "prosessi", "henkilo__kunta", "henkilo__alue")
        .order_by("kunta__aakkos", "prosessi__jarjestys", "laji", "henkilo__aakkos")
    )


def yhteystieto(henkilo, nakyvat, vastuut=(), poissaolo=None):
    return Yhteystieto(
        id=henkilo.pk,
        nimi=henkilo.nimi,
        nimike=henkilo.nimike,
        organisaatio=henkilo.organisaatio or (henkilo.kunta or henkilo.alue).nimi,
        puhelin=henkilo.puhelin if Tieto.PUHELIN in nakyvat else "",
        sahkoposti=henkilo.sahkoposti if Tieto.SAHKOPOSTI in nakyvat else "",
        vastuut=list(vastuut),
        poissaolo=poissaolo,
    )


def henkilot(vastuut):
    """Each person once, with every detail that one of the responsibilities shows."""
    omat: dict[int, list[Vastuu]] = {}
    for vastuu in vastuut:
        omat.setdefault(vastuu.henkilo_id, []).append(vastuu)
    tiedot = [
        yhteystieto(rivit[0].henkilo, {tieto for rivi in rivit for tieto in rivi.nakyvat}, rivit)
        for rivit in omat.values()
    ]
    return sorted(tiedot, key=lambda tieto: tieto.vastuut[0].henkilo.aakkos)


def henkilo(user, pk):
    """One person with today's responsibilities, or None for a reader who may not see the person."""
    nakyvat_vastuut = vastuut(user).voimassa(kello.tanaan()).filter(henkilo=pk)
    henkilot_ = poissa.liita(Henkilo.objects.select_related("kunta", "alue"), "", kello.tanaan())
    rivi = henkilot_.filter(pk=pk).first()
    if rivi and rivi.alue_id in roolit.yhteistyoalueet(user):
        return yhteystieto(rivi, KAIKKI, nakyvat_vastuut, getattr(rivi, "poissaolo", None))
    loydetyt = henkilot(nakyvat_vastuut)
    return loydetyt[0] if loydetyt else None


def prosesseittain(vastuut):
    """``(process, [(person, kind in words)])`` of one municipality's responsibilities, in the order they came."""
    return [
        (prosessi, [(yhteystieto(v.henkilo, v.nakyvat), v.get_laji_display()) for v in omat])
        for prosessi, omat in groupby(vastuut, key=lambda vastuu: vastuu.prosessi)
    ]


def kunnittain(vastuut):
    """``(municipality, its processes)`` of responsibilities that come in the order of municipalities."""
    return [
        (kunta, prosesseittain(omat)) for kunta, omat in groupby(vastuut, key=lambda vastuu: vastuu.kunta)
    ]
