"""The front page: a part for each role the reader has, or the public's."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render

from esitykset.models import Esitys
from esitykset.vaiheet import TUNNISTEET as ESITYKSEN_TUNNISTEET
from lahipalvelut.forms import KirjausForm
from lahipalvelut.models import Palvelupaiva, Palvelusuunnitelma
from lahipalvelut.permissions import KIRJAAJAT
from lahipalvelut.views.paivat import paivarivi
from paatokset.models import Paatos
from paatokset.tables import TUNNISTEET as PAATOKSEN_TUNNISTEET
from portaali import koosteet
from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Kunta, SailytettyViesti, User
from tyollisyysalue.permissions import saa_lukea_postia
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import luettelo

# Rows of a list on a front page; the rest is behind its "all" link.
RIVEJA = 5


@login_not_required
def etusivu(request):
    roolit_nyt = {jasenyys.rooli for jasenyys in roolit.jasenyydet(request.user)}
    osat = [
        {"template": f"portaali/etusivu_{rakenna.__name__}.html", **rakenna(request.user)}
        for rakenna, roolit_ in OSAT.items()
        if roolit_nyt & roolit_
    ]
    julkinen = not osat
    # A liaison works with one municipality; the others choose from all.
    kunnat_luettelona = roolit_nyt != {Rooli.YHDYSHENKILO}
    context = {
        "osat": osat,
        "kunnat": koosteet.kunnat_ja_seuraavat_paivat(request.user) if kunnat_luettelona else [],
        "kunnat_luettelona": kunnat_luettelona,
        "paatokset": uusimmat_paatokset(request.user) if julkinen else [],
        "julkinen": julkinen,
    }
    return render(request, "portaali/etusivu.html", context)


def uusimmat_paatokset(user):
    tarkastetut = Paatos.objects.visible_to(user).filter(tila=Paatos.Tila.TARKASTETTU)
    return tarkastetut.select_related("toimielin")[:RIVEJA]


def yhdyshenkilo(user):
    kunnat = Kunta.objects.filter(pk__in=roolit.kunnat(user))
    paivat = Palvelupaiva.objects.sisaisesti_visible_to(user).filter(kunta__in=kunnat)
    muuttuneet = paivat.muuttuneet(kello.nyt()).for_list()
    esitykset = Esitys.objects.visible_to(user).filter(kunta__in=kunnat)
    return {
        "kunnat": [
            rivi | {"luvut": koosteet.kuukauden_luvut(rivi["kunta"], koosteet.TARKEIMMAT)}
            for rivi in koosteet.kunnat_ja_seuraavat_paivat(user, kunnat)
        ],
        "muutokset": koosteet.muutokset(muuttuneet.order_by("-muutosaika")[:RIVEJA]),
        "esitykset": esityslista(esitykset),
    }


def asiantuntija(user):
    tanaan = kello.tanaan()
    tulevat = kirjaajan_paivat(user).filter(pvm__gte=tanaan)[:RIVEJA]
    return {"tulevat": [paivarivi(paiva, tanaan) for paiva in tulevat], "paluu": KirjausForm.OMAT}


def kirjaajan_paivat(user):
    return Palvelupaiva.objects.for_kirjaaja(user).for_list()


def kirjaamatta(user):
    paivat = kirjaajan_paivat(user).kirjaamatta(kello.tanaan())
    return {"kirjaamatta": list(paivat[:RIVEJA]), "paluu": KirjausForm.OMAT}


def koordinaattori(user):
    tanaan = kello.tanaan()
    alueet = {j.alue_id: j.alue for j in roolit.jasenyydet(user) if j.rooli == Rooli.KOORDINAATTORI}
    kunnat = list(Kunta.objects.filter(alue__in=alueet))
    suunnitellut = set(
        Palvelusuunnitelma.objects.filter(kunta__in=kunnat)
        .voimassa(tanaan)
        .values_list("kunta_id", flat=True)
    )
    return {
        "ilman_suunnitelmaa": [kunta for kunta in kunnat if kunta.pk not in suunnitellut],
        "ilman_sijaista": [
            osa
            for pk, alue in alueet.items()
            for osa in ilman_sijaista(alue, [kunta for kunta in kunnat if kunta.alue_id == pk], tanaan)
        ],
    }


def ilman_sijaista(alue, kunnat, pvm):
    """Municipalities in which nobody stands in for some key process, with those processes."""
    osat = map(luettelo.luettavaksi, luettelo.koosta(alue, kunnat, pvm)["kunnat"])
    return [osa for osa in osat if osa["ilman_sijaista"]]


def sihteeri(user):
    alueet = roolit.alueet(user, Rooli.SIHTEERI)
    esitykset = Esitys.objects.visible_to(user).filter(kunta__alue__in=alueet)
    keskeneraiset = list(
        Paatos.objects.visible_to(user).filter(asia__alue__in=alueet).keskeneraiset().select_related("asia")
    )
    valmistelussa = [Esitys.Tila.KIRJATTU, Esitys.Tila.VALMISTELUSSA]
    return {
        "kirjattavat": esityslista(esitykset.filter(tila=Esitys.Tila.SAAPUNUT)),
        "ilman_paatosta": esityslista(esitykset.filter(tila__in=valmistelussa, asia__paatokset__isnull=True)),
        "luonnokset": paatoslista(
            p for p in keskeneraiset if p.tila not in (Paatos.Tila.HYVAKSYTTY, Paatos.Tila.KASITELTY)
        ),
        "kokouksesta": paatoslista(
            p for p in keskeneraiset if p.tila in (Paatos.Tila.HYVAKSYTTY, Paatos.Tila.KASITELTY)
        ),
    }


def esittelija(user):
    alueet = roolit.alueet(user, Rooli.ESITTELIJA)
    odottavat = Paatos.objects.visible_to(user).filter(asia__alue__in=alueet, tila=Paatos.Tila.ESITTELIJALLA)
    return {"odottavat": paatoslista(odottavat.select_related("asia"))}


def paakayttaja(user):
    # None: this installation has a mail server, so no mail is kept.
    viestit = None
    if saa_lukea_postia(user):
        viestit = SailytettyViesti.objects.visible_to(user).defer("teksti")[:RIVEJA]
    return {"kayttajia": User.objects.visible_to(user).count(), "viestit": viestit}


def esityslista(esitykset):
    return [
        {"esitys": esitys, "laji": ESITYKSEN_TUNNISTEET.get(esitys.tila, "neutraali")}
        for esitys in esitykset.select_related("kunta", "asia")[:RIVEJA]
    ]


def paatoslista(paatokset):
    return [
        {"paatos": paatos, "laji": PAATOKSEN_TUNNISTEET.get(paatos.tila, "neutraali")} for paatos in paatokset
    ]


# In the order of the page; a user of many roles sees each part once.
OSAT = {
    yhdyshenkilo: {Rooli.YHDYSHENKILO},
    asiantuntija: {Rooli.ASIANTUNTIJA},
    kirjaamatta: set(KIRJAAJAT),
    koordinaattori: {Rooli.KOORDINAATTORI},
    sihteeri: {Rooli.SIHTEERI},
    esittelija: {Rooli.ESITTELIJA},
    paakayttaja: {Rooli.PAAKAYTTAJA},
}
