"""Those who give local service and those who plan it: own days, and holes and clashes of the area."""

from datetime import timedelta

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from lahipalvelut.paiva_forms import KirjausForm
from lahipalvelut.views.paivat import paivarivi
from portaali import koosteet
from seuranta import kuukaudet
from seuranta.models import Havainto
from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import aukot
from yhteyshenkilot.models import Luettelolahetys, Luettelosaaja, Poissaolo, Tapaaminen, Vastuu
from yhteyshenkilot.odottavat import odottavat
from yhteyshenkilot.poissa import jakso

# A new plan takes about so long to prepare and approve.
SUUNNITELMAN_VAROAIKA = timedelta(days=90)
PAALLEKKAISYYKSIA_ASTI = timedelta(days=60)
TAPAAMISIA = 3
# The statistics of a month come out around the 20th of the next; later than this they are late with us.
LUVUT_VIIMEISTAAN = 25


def asiantuntija(user):
    tanaan = kello.tanaan()
    tulevat = list(kirjaajan_paivat(user).filter(pvm__gte=tanaan)[: koosteet.RIVEJA])
    return {
        "tanaan": [paivarivi(paiva, tanaan) for paiva in tulevat if paiva.pvm == tanaan],
        "tulevat": [paivarivi(paiva, tanaan) for paiva in tulevat if paiva.pvm > tanaan],
        "poissaolot": [
            {"poissaolo": poissaolo, "jakso": jakso(poissaolo.alkupvm, poissaolo.loppupvm)}
            for poissaolo in Poissaolo.objects.filter(henkilo__user=user).paattymatta(tanaan)
        ],
        "paluu": KirjausForm.OMAT,
    }


def kirjaajan_paivat(user):
    return Palvelupaiva.objects.for_kirjaaja(user).for_list().with_poissaolot()


def kirjaamatta(user):
    paivat = kirjaajan_paivat(user).kirjaamatta(kello.tanaan())
    return {"kirjaamatta": list(paivat[: koosteet.RIVEJA]), "paluu": KirjausForm.OMAT}


def koordinaattori(user):
    tanaan = kello.tanaan()
    alueet = roolit.alueet(user, Rooli.KOORDINAATTORI)
    kunnat = list(kunnat_tilanteineen(alueet, tanaan))
    tilanne = aukot.lue(kunnat, tanaan, tanaan + aukot.VAROITUSAIKA)
    return {
        "kattavuus": kattavuuden_tilanne(tilanne, tanaan),
        "suunnitelmat": suunnitelmien_aukot(kunnat, tanaan),
        "paallekkaiset": Palvelupaiva.objects.for_alueet(alueet)
        .jaksolla(tanaan, tanaan + PAALLEKKAISYYKSIA_ASTI)
        .paallekkaiset()
        .for_list()[: 2 * koosteet.RIVEJA],
        **tapaamiset(alueet),
        "ilman_sijaista": ilman_sijaista(tilanne, tanaan),
        "luvut": lukujen_tilanne(kunnat, tanaan),
        "lahetys": next((lahetyksen_tilanne(kunta) for kunta in kunnat if kunta.lahetys), None),
        "yhteystiedot": odottavat(user),
    }


def kunnat_tilanteineen(alueet, tanaan):
    """The municipalities, each with its newest month of figures; in the same query what is told of all of them."""
    uusin = Havainto.objects.filter(kunta=OuterRef("pk")).ilman_mitatoityja().order_by("-kuukausi")
    lahetys = Luettelolahetys.objects.filter(alue__in=alueet).order_by("-lahetysaika", "-pk")
    return Kunta.objects.filter(alue__in=alueet).annotate(
        uusin_kuukausi=Subquery(uusin.values("kuukausi")[:1]),
        lahetys=Subquery(lahetys.values("pk")[:1]),
        lahetysaika=Subquery(lahetys.values("lahetysaika")[:1]),
        kuittaamatta=kuittaamattomia(alueet, tanaan),
    )


def lahetyksen_tilanne(kunta):
    return {"pk": kunta.lahetys, "lahetysaika": kunta.lahetysaika, "kuittaamatta": kunta.kuittaamatta}


def kuittaamattomia(alueet, tanaan):
    """How many contact lists municipalities have not acknowledged in time, as a part of another query."""
    saajat = Luettelosaaja.objects.filter(lahetys__alue__in=alueet).myohassa(tanaan)
    return Coalesce(
        Subquery(
            saajat.order_by()
            .annotate(kaikki=Value(1))
            .values("kaikki")
            .annotate(maara=Count("pk"))
            .values("maara")
        ),
        0,
    )


def kattavuuden_tilanne(tilanne, tanaan):
    """Holes of today, those that open within a month, and who is away today."""
    asti = tanaan + aukot.VAROITUSAIKA
    kaikki = tilanne.aukot(tanaan, asti)
    tulevat = [rivi for rivi in kaikki if rivi[0].alku > tanaan]
    poissa_nyt = {p.henkilo_id: p for p in tilanne.poissaolot if p.on_paivana(tanaan)}
    return {
        "nyt": len(kaikki) - len(tulevat),
        "tulevia": len(tulevat),
        "tulevat": [
            aukot.sanoina(aukko, kunta, prosessi, asti)
            for aukko, kunta, prosessi in tulevat[: koosteet.RIVEJA]
        ],
        "poissa": [
            {"henkilo": henkilo, "poissaolo": poissa_nyt[pk]}
            for pk, henkilo in sorted(tilanne.henkilot.items(), key=lambda osa: osa[1].aakkos)
            if pk in poissa_nyt
        ],
    }


def suunnitelmien_aukot(kunnat, tanaan):
    """Municipalities without a plan today, or whose plan ends soon with no other after it; with the draft there is."""
    Tila = Palvelusuunnitelma.Tila
    suunnitelmat: dict[int, list[Palvelusuunnitelma]] = {}
    luonnokset = {}
    for suunnitelma in Palvelusuunnitelma.objects.filter(kunta__in=kunnat).exclude(tila=Tila.HYLATTY):
        if suunnitelma.tila == Tila.LUONNOS:
            luonnokset[suunnitelma.kunta_id] = suunnitelma
        elif suunnitelma.loppupvm is None or suunnitelma.loppupvm >= tanaan:
            suunnitelmat.setdefault(suunnitelma.kunta_id, []).append(suunnitelma)
    aukot = []
    for kunta in kunnat:
        omat = sorted(suunnitelmat.get(kunta.pk, []), key=lambda suunnitelma: suunnitelma.alkupvm)
        if not omat or omat[0].alkupvm > tanaan:
            aukot.append({"kunta": kunta, "alkaa": omat[0].alkupvm if omat else None, "paattyy": None})
        elif (loppu := omat[-1].loppupvm) and loppu < tanaan + SUUNNITELMAN_VAROAIKA:
            aukot.append({"kunta": kunta, "alkaa": None, "paattyy": loppu})
    return [aukko | {"luonnos": luonnokset.get(aukko["kunta"].pk)} for aukko in aukot]


def tapaamiset(alueet):
    """In one query the meetings of which nobody has said whether they were held, and the next ones."""
    nyt = kello.nyt()
    rivit = (
        Tapaaminen.objects.filter(ryhma__alue__in=alueet, tila=Tapaaminen.Tila.SUUNNITELTU)
        .select_related("ryhma")
        .order_by("alkuaika")[: 2 * koosteet.RIVEJA]
    )
    return {
        "kirjaamatta": [rivi for rivi in rivit if rivi.loppuaika < nyt],
        "tapaamiset": [rivi for rivi in rivit if rivi.loppuaika >= nyt][:TAPAAMISIA],
    }


def ilman_sijaista(tilanne, tanaan):
    """``{municipality: its processes}`` where somebody answers today and nobody is named to stand in."""
    lajit: dict[tuple[int, int], set[str]] = {}
    prosessit = {}
    for vastuu in tilanne.vastuut:
        if vastuu.alkupvm <= tanaan and (vastuu.loppupvm is None or vastuu.loppupvm >= tanaan):
            lajit.setdefault((vastuu.kunta_id, vastuu.prosessi_id), set()).add(vastuu.laji)
            prosessit[vastuu.prosessi_id] = vastuu.prosessi
    jarjestyksessa = sorted(prosessit.values(), key=lambda prosessi: (prosessi.jarjestys, prosessi.pk))
    puuttuvat = {
        kunta: [
            prosessi.nimi
            for prosessi in jarjestyksessa
            if Vastuu.Laji.SIJAINEN not in lajit.get((kunta.pk, prosessi.pk), {Vastuu.Laji.SIJAINEN})
        ]
        for kunta in tilanne.kunnat
    }
    return {kunta: nimet for kunta, nimet in puuttuvat.items() if nimet}


def lukujen_tilanne(kunnat, tanaan):
    """The newest month with figures against the newest that has surely been published."""
    uusin = max((kunta.uusin_kuukausi for kunta in kunnat if kunta.uusin_kuukausi), default=None)
    taaksepain = 1 if tanaan.day >= LUVUT_VIIMEISTAAN else 2
    odotettu = kuukaudet.siirra(tanaan.replace(day=1), -taaksepain)
    return {"uusin": uusin, "odotettu": odotettu, "puuttuu": uusin is None or uusin < odotettu}
