"""A municipality's liaison: the municipality's days, what waits, people to call, figures, own requests."""

from django.db.models import Exists, OuterRef

from esitykset import vaiheet
from esitykset.models import Esitys
from lahipalvelut.models import Palvelupaiva
from portaali import koosteet
from tyollisyysalue import kello, roolit
from yhteyshenkilot.models import Luettelosaaja, Tapaaminen
from yhteyshenkilot.odottavat import odottavat


def yhdyshenkilo(user):
    # The memberships hold them already: one query less.
    kunnat = sorted({j.kunta for j in roolit.jasenyydet(user) if j.kunta_id}, key=lambda kunta: kunta.aakkos)
    paivat = Palvelupaiva.objects.sisaisesti_visible_to(user).filter(kunta__in=kunnat).for_list()
    muuttuneet = list(paivat.muuttuneet(kello.nyt()).order_by("-muutosaika"))
    esitykset = koosteet.esityslista(Esitys.objects.visible_to(user).filter(kunta__in=kunnat))
    return {
        "kunnat": [
            rivi
            | {
                "luvut": koosteet.kuukauden_luvut(rivi["kunta"], koosteet.TARKEIMMAT),
                "prosessit": koosteet.vastuut_prosesseittain(user, rivi["kunta"]),
            }
            for rivi in koosteet.kunnat_ja_seuraavat_paivat(user, kunnat)
        ],
        "muutokset": koosteet.muutokset(muuttuneet[: koosteet.RIVEJA]),
        "kuittaamatta": [paiva for paiva in muuttuneet if not paiva.kuittausaika][: koosteet.RIVEJA],
        "luonnokset": [rivi for rivi in esitykset if rivi["esitys"].on_luonnos],
        "taydennettavat": [rivi for rivi in esitykset if rivi["esitys"].tila == Esitys.Tila.TAYDENNETTAVANA],
        "yhteystiedot": odottavat(user),
        "tapaaminen": Tapaaminen.objects.visible_to(user).alkaen(kello.nyt()).select_related("ryhma").first(),
        "luettelo": Luettelosaaja.objects.filter(kunta__in=kunnat)
        .annotate(kuittaamatta=Exists(Luettelosaaja.objects.kuittaamatta().filter(pk=OuterRef("pk"))))
        .select_related("lahetys")
        .defer("lahetys__sisalto", "muutokset")
        .order_by("-lahetys__lahetysaika")
        .first(),
        "esitykset": [
            rivi | {"seuraavaksi": vaiheet.seuraavaksi(rivi["esitys"])}
            for rivi in esitykset
            if not rivi["esitys"].on_luonnos
        ],
    }
