"""What the front pages and the municipality's page have in common."""

from typing import Any, cast

from django.db.models import Count, OuterRef, Subquery

from esitykset.vaiheet import TUNNISTEET as ESITYKSEN_TUNNISTEET
from lahipalvelut.jaksot import suhteessa
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.muutossanat import muutos_sanoina
from paatokset.models import Paatos
from paatokset.tables import TUNNISTEET as PAATOKSEN_TUNNISTEET
from seuranta import luvut
from seuranta.koosteet import alueen_summat, uusimmat_luvut
from seuranta.lahteet import lahteet
from seuranta.models import Havainto
from seuranta.tables import LYHYET
from tyollisyysalue import kello
from tyollisyysalue.models import Kunta, Tyollisyysalue
from yhteyshenkilot import hakemisto, permissions, poissa
from yhteyshenkilot.models import Vastuu

# Rows of a list on a front page; the rest is behind its "all" link.
RIVEJA = 5

# The figures that a front page has room for.
TARKEIMMAT = ("TYOTTOMATLOPUSSA", "TYOTOSUUS", "PITKAAIKAISTYOTTOMAT", "AVPAIKATLOPUSSA")

# Those and what an area's share is counted from.
SUMMATTAVAT = (*TARKEIMMAT, "TYOVOIMATK")


def kunnat_ja_seuraavat_paivat(user, kunnat=None):
    """Municipalities in use with the next service day of each."""
    kunnat = Kunta.objects.visible_to(user).kaytossa() if kunnat is None else kunnat
    nyt = kello.nyt()
    paivat = (
        Palvelupaiva.objects.visible_to(user)
        .filter(kunta__in=kunnat)
        .seuraava_kunnittain(nyt)
        .select_related("palvelupiste")
    )
    seuraavat = {paiva.kunta_id: paiva for paiva in paivat}
    return [paivineen(kunta, seuraavat.get(kunta.pk)) for kunta in kunnat]


def paivineen(kunta, paiva):
    return {
        "kunta": kunta,
        "seuraava": paiva,
        "laheisyys": suhteessa(paiva.pvm, kello.tanaan()) if paiva else "",
    }


def muutokset(paivat):
    """Of service days the cancelled ones, each with what to say of it in public."""
    return [{"paiva": paiva, "teksti": muutos_sanoina(paiva)} for paiva in paivat if paiva.muutosaika]


def kuukauden_luvut(kunta, koodit=tuple(LYHYET)):
    """The newest month of a municipality: its figures in words, and where they come from."""
    havainnot = [h for h in uusimmat_luvut(kunta, kello.nyt()) if h.mittari.koodi in koodit]
    return {
        "kuukausi": havainnot[0].kuukausi if havainnot else None,
        "luvut": [(LYHYET[h.mittari.koodi], luvut.kirjoita(h.luku, h.mittari.desimaalit)) for h in havainnot],
        "lahteet": lahteet(havainnot),
    }


def alueiden_luvut():
    """The newest month of each area in use: figures added up over its municipalities, and where they come from."""
    havainnot = Havainto.objects.filter(kunta__alue__kaytossa=True, mittari__koodi__in=SUMMATTAVAT)
    uusin = havainnot.ilman_mitatoityja().order_by("-kuukausi").values("kuukausi")[:1]
    alueittain: dict[Tyollisyysalue, list[Any]] = {}
    for havainto in (
        havainnot.filter(kuukausi=Subquery(uusin))
        .tiedossa(kello.nyt())
        .select_related("kunta__alue", "mittari", "tuonti")
        .annotate(kuntia=alueen_kuntia("kunta__alue"))
    ):
        alueittain.setdefault(cast("Tyollisyysalue", havainto.kunta.alue), []).append(havainto)
    return [
        {
            "alue": alue,
            "kuukausi": rivit[0].kuukausi,
            "luvut": [
                (LYHYET[summa.koodi], summa) for summa in alueen_summat(rivit, rivit[0].kuntia, TARKEIMMAT)
            ],
            "lahteet": lahteet(rivit),
        }
        for alue, rivit in sorted(alueittain.items(), key=lambda osa: osa[0].koodi)
    ]


def alueen_kuntia(alue):
    """How many municipalities the area of the row outside has, with figures or without."""
    kunnat = Kunta.objects.filter(alue=OuterRef(alue)).order_by().values("alue")
    return Subquery(kunnat.annotate(maara=Count("pk")).values("maara"))


def uusimmat_paatokset(user):
    tarkastetut = Paatos.objects.visible_to(user).filter(tila=Paatos.Tila.TARKASTETTU)
    return tarkastetut.select_related("toimielin")[:RIVEJA]


def esityslista(esitykset, maara=RIVEJA):
    return [
        {"esitys": esitys, "laji": ESITYKSEN_TUNNISTEET.get(esitys.tila, "neutraali")}
        for esitys in esitykset.select_related("kunta", "asia")[:maara]
    ]


def paatoslista(paatokset):
    return [
        {"paatos": paatos, "laji": PAATOKSEN_TUNNISTEET.get(paatos.tila, "neutraali")} for paatos in paatokset
    ]


def vastuut_prosesseittain(user, kunta):
    """Who answers for each key process today, and who stands in, with the details that the user sees."""
    prosessit: dict[int, dict[str, Any]] = {}
    tanaan = kello.tanaan()
    vastuut = hakemisto.vastuut(user).for_kunta(kunta).voimassa(tanaan)
    if permissions.saa_lukea_kuntaa(user, kunta):
        vastuut = poissa.liita(vastuut, "henkilo", tanaan)
    for vastuu in vastuut.order_by("prosessi__jarjestys", "prosessi", "henkilo__aakkos"):
        osa = prosessit.setdefault(
            vastuu.prosessi_id, {"prosessi": vastuu.prosessi, "vastuussa": [], "sijaiset": []}
        )
        henkilo = hakemisto.yhteystieto(vastuu.henkilo, vastuu.nakyvat, poissaolo=vastuu.poissaolo)
        if vastuu.laji == Vastuu.Laji.SIJAINEN:
            osa["sijaiset"].append(henkilo)
        elif vastuu.laji == Vastuu.Laji.ENSISIJAINEN:
            osa["vastuussa"].insert(0, henkilo)
        else:
            osa["vastuussa"].append(henkilo)
    return list(prosessit.values())
