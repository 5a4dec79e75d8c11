"""Those who prepare and present decisions: what waits for them, and whether municipalities are served alike."""

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from esitykset.models import Esitys, Kohta, Maaraaika
from lahipalvelut.jaksot import toteumaosuus
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.toteuma import Toteuma
from paatokset.models import Paatos
from portaali import koosteet
from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.tekstit import helsingin_pvm

# Requests in the work list; the rest is behind the links to the whole lists.
TOITA = 40


def sihteeri(user):
    alueet = roolit.alueet(user, Rooli.SIHTEERI)
    maaraajat = Maaraaika.objects.avoimet().filter(esitys__asia=OuterRef("asia")).order_by("loppupvm")
    paatokset = (
        Paatos.objects.visible_to(user)
        .filter(asia__alue__in=alueet)
        .keskeneraiset()
        .select_related("asia")
        .annotate(maaraaika=Subquery(maaraajat.values("loppupvm")[:1]))
    )
    tyot = [
        esitystyo(rivi, ESITYSTYOT[rivi["esitys"].tila])
        for rivi in koosteet.esityslista(tyolla_olevat(user, alueet), TOITA)
    ]
    paatostyot = [paatostyo(rivi) for rivi in koosteet.paatoslista(paatokset.order_by("luontiaika", "pk"))]
    odottaa_muita = [tyo for tyo in paatostyot if tyo["tila"] == Paatos.Tila.ESITTELIJALLA]
    tyot += [tyo for tyo in paatostyot if tyo["tila"] != Paatos.Tila.ESITTELIJALLA]
    return {
        # By the day it is due; what has none waits since the day it came.
        "tyot": sorted(tyot, key=lambda tyo: (not tyo["kiireellinen"], tyo["maaraaika"] or tyo["pvm"])),
        "odottaa_muita": odottaa_muita,
    }


ESITYSTYOT = {
    Esitys.Tila.LUONNOS: gettext_lazy("Tarkista kirjeestä poimitut tiedot ja kirjaa esitys."),
    Esitys.Tila.SAAPUNUT: gettext_lazy("Kirjaa esitys ja anna sille asianumero."),
    Esitys.Tila.KIRJATTU: gettext_lazy("Aloita vastauksen päätösluonnos."),
    Esitys.Tila.VALMISTELUSSA: gettext_lazy("Aloita vastauksen päätösluonnos."),
    Esitys.Tila.TAYDENNETTAVANA: gettext_lazy("Odota kunnan täydennystä, tai jatka ilman sitä."),
    Esitys.Tila.VASTATTU: gettext_lazy(
        "Lue, mitä kunta kaipaa vastaukseen: vastaa viestillä tai avaa käsittely uudelleen."
    ),
}


def tyolla_olevat(user, alueet):
    """The requests that wait for the secretary, the one due first first."""
    Tila = Esitys.Tila
    ilman_paatosta = ~Exists(Paatos.objects.filter(asia=OuterRef("asia")))
    riittamaton = Exists(Kohta.objects.filter(esitys=OuterRef("pk"), riittavyys=Kohta.Riittavyys.EI_RIITTAVA))
    return (
        Esitys.objects.visible_to(user)
        .filter(kunta__alue__in=alueet)
        .filter(
            Q(tila__in=[Tila.LUONNOS, Tila.SAAPUNUT, Tila.TAYDENNETTAVANA])
            | Q(ilman_paatosta, tila__in=[Tila.KIRJATTU, Tila.VALMISTELUSSA])
            | Q(riittamaton, tila=Tila.VASTATTU)
        )
        .maaraaikoineen()
        .order_by(F("maaraaika").asc(nulls_first=True), "saapumisaika", "pk")
    )


def esitystyo(rivi, seuraavaksi):
    esitys = rivi["esitys"]
    return {
        "pvm": helsingin_pvm(esitys.saapumisaika or esitys.luontiaika),
        "pvm_selite": _("saapunut") if esitys.saapumisaika else _("aloitettu"),
        **erapaiva(esitys.maaraaika),
        "kohde": esitys,
        "kieli": esitys.kunta.kieli,
        "asia": esitys.asia.numero if esitys.asia else esitys.kunta.nimi,
        "tila": esitys.tila,
        "tila_sanoina": esitys.get_tila_display(),
        "laji": rivi["laji"],
        "kiireellinen": esitys.kiireellinen,
        "seuraavaksi": seuraavaksi,
    }


def erapaiva(maaraaika):
    return {"maaraaika": maaraaika, "myohassa": bool(maaraaika and maaraaika < kello.tanaan())}


def paatostyo(rivi):
    paatos = rivi["paatos"]
    Tila = Paatos.Tila
    seuraavaksi = {
        Tila.LUONNOS: _("Viimeistele luonnos ja lähetä se esittelijälle."),
        Tila.ESITTELIJALLA: _("Esittelijä lukee ehdotuksen ja hyväksyy tai palauttaa sen."),
        Tila.PALAUTETTU: _("Korjaa luonnos palautteen mukaan ja lähetä se uudelleen."),
        Tila.HYVAKSYTTY: _("Vie ehdotus kokoukseen ja kirjaa päätös."),
        Tila.KASITELTY: _("Merkitse pöytäkirja tarkastetuksi, niin päätös julkaistaan."),
    }
    if paatos.kokouspvm:
        pvm, selite = paatos.kokouspvm, _("kokous")
    elif paatos.hyvaksymisaika:
        pvm, selite = paatos.hyvaksymisaika.astimezone(kello.HELSINKI).date(), _("hyväksytty")
    else:
        pvm, selite = paatos.luontiaika.astimezone(kello.HELSINKI).date(), _("aloitettu")
    return {
        "pvm": pvm,
        "pvm_selite": selite,
        **erapaiva(paatos.maaraaika),
        "kohde": paatos,
        "kieli": paatos.kieli,
        "asia": paatos.asia.numero,
        "tila": paatos.tila,
        "tila_sanoina": paatos.get_tila_display(),
        "laji": rivi["laji"],
        "kiireellinen": False,
        "seuraavaksi": seuraavaksi[Tila(paatos.tila)],
    }


def esittelija(user):
    alueet = roolit.alueet(user, Rooli.ESITTELIJA)
    tilat = [Paatos.Tila.ESITTELIJALLA, Paatos.Tila.HYVAKSYTTY]
    paatokset = Paatos.objects.visible_to(user).filter(asia__alue__in=alueet, tila__in=tilat)
    rivit = koosteet.paatoslista(paatokset.select_related("asia").order_by("luontiaika", "pk"))
    return {
        "odottavat": [rivi for rivi in rivit if rivi["paatos"].tila == Paatos.Tila.ESITTELIJALLA],
        "hyvaksytyt": [rivi for rivi in rivit if rivi["paatos"].tila == Paatos.Tila.HYVAKSYTTY],
        "yhdenvertaisuus": yhdenvertaisuus(alueet),
    }


def yhdenvertaisuus(alueet):
    """Agreed and held days of each municipality since New Year, by the one definition of the schedule's pages."""
    tanaan = kello.tanaan()
    alku = tanaan.replace(month=1, day=1)
    tyhja = vars(Toteuma())
    toteumat = Palvelupaiva.objects.for_alueet(alueet).jaksolla(alku, tanaan).toteuma_kunnittain(tanaan)
    return {
        "alku": alku,
        "loppu": tanaan,
        "rivit": [
            {"kunta": kunta, **luvut, **toteumaosuus(luvut)}
            for kunta in Kunta.objects.filter(alue__in=alueet)
            for luvut in [toteumat.get(kunta.pk, tyhja)]
        ],
    }
