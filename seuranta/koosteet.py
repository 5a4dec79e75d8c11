"""The figures of a municipality's page: one month beside the month and the year before, and what was revised."""

from dataclasses import dataclass

from seuranta import kaudet, kuukaudet, luvut
from seuranta.models import Havainto, Mittari

# A trend of three years, and the year before its first month.
NAYTETTAVAT_KUUKAUDET = 36


@dataclass(frozen=True)
class Rivi:
    """A measure in one month. The changes are empty where a figure is missing or secret."""

    mittari: Mittari
    havainto: Havainto
    teksti: str
    muutos_kuukaudessa: str
    muutos_vuodessa: str


@dataclass(frozen=True)
class Tarkistus:
    havainto: Havainto
    vanha: str
    uusi: str


def kunnan_havainnot(kunta, hetki):
    """The key figures in force of the newest three years, by month and measure code: ``{month: {code: figure}}``."""
    havainnot = Havainto.objects.filter(kunta=kunta, mittari__avainluku=True)
    uusin = kaudet.uusin(kunta, Mittari.objects.avainluvut())
    if uusin is None:
        return {}
    kuukausittain = {}
    for havainto in (
        havainnot.filter(kuukausi__gt=kuukaudet.siirra(uusin, -NAYTETTAVAT_KUUKAUDET))
        .tiedossa(hetki)
        .select_related("tuonti", "mittari")
    ):
        kuukausittain.setdefault(havainto.kuukausi, {})[havainto.mittari.koodi] = havainto
    return dict(sorted(kuukausittain.items(), reverse=True))


def uusimmat_luvut(kunta, hetki):
    """The key figures in force of the municipality's newest month, in the order of the published table."""
    havainnot = Havainto.objects.filter(kunta=kunta, mittari__avainluku=True)
    uusin = kaudet.uusimman_kysely(kunta, Mittari.objects.avainluvut())
    return sorted(
        havainnot.filter(kuukausi=uusin).tiedossa(hetki).select_related("tuonti", "mittari"),
        key=lambda havainto: havainto.mittari.jarjestys,
    )


def kuukauden_rivit(kuukausittain, kuukausi):
    def muutos(havainto, kuukausia):
        vanha = kuukausittain.get(kuukaudet.siirra(kuukausi, -kuukausia), {}).get(havainto.mittari.koodi)
        return luvut.muutos(havainto.luku, vanha.luku, havainto.mittari.desimaalit) if vanha else ""

    return [
        Rivi(
            mittari=havainto.mittari,
            havainto=havainto,
            teksti=luvut.kirjoita(havainto.luku, havainto.mittari.desimaalit),
            muutos_kuukaudessa=muutos(havainto, 1),
            muutos_vuodessa=muutos(havainto, 12),
        )
        for havainto in sorted(kuukausittain[kuukausi].values(), key=lambda h: h.mittari.jarjestys)
    ]


def tarkistukset(kuukausittain):
    """Revised figures with what they replaced, newest revision first."""
    tarkistetut = [h for havainnot in kuukausittain.values() for h in havainnot.values() if h.tarkistus]
    if not tarkistetut:
        return []
    vanhat = {
        (vanha.mittari_id, vanha.kuukausi): vanha
        for vanha in Havainto.objects.filter(
            kunta=tarkistetut[0].kunta_id,
            mittari__in=[h.mittari_id for h in tarkistetut],
            kuukausi__in=[h.kuukausi for h in tarkistetut],
        )
        .exclude(pk__in=[h.pk for h in tarkistetut])
        .order_by("tuonti__aika", "tuonti_id")
    }
    return [
        Tarkistus(
            havainto=havainto,
            vanha=luvut.kirjoita(
                vanhat[havainto.mittari_id, havainto.kuukausi].luku, havainto.mittari.desimaalit
            ),
            uusi=luvut.kirjoita(havainto.luku, havainto.mittari.desimaalit),
        )
        for havainto in sorted(tarkistetut, key=lambda h: h.tuonti.aika, reverse=True)
    ]
