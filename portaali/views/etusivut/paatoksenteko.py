"""Those who prepare and present decisions: what waits for them, and whether municipalities are served alike."""

from django.utils.translation import gettext as _

from esitykset.models import Esitys
from lahipalvelut.jaksot import toteumaosuus
from lahipalvelut.models import Palvelupaiva
from lahipalvelut.toteuma import Toteuma
from paatokset.models import Paatos
from portaali import koosteet
from tyollisyysalue import kello, roolit
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli

# Rows of each source of the work list; the rest is behind the links to the whole lists.
TOITA = 15


def sihteeri(user):
    alueet = roolit.alueet(user, Rooli.SIHTEERI)
    esitykset = Esitys.objects.visible_to(user).filter(kunta__alue__in=alueet).order_by("saapumisaika", "pk")
    ilman_paatosta = esitykset.filter(
        tila__in=[Esitys.Tila.KIRJATTU, Esitys.Tila.VALMISTELUSSA], asia__paatokset__isnull=True
    )
    paatokset = (
        Paatos.objects.visible_to(user).filter(asia__alue__in=alueet).keskeneraiset().select_related("asia")
    )
    tyot = [
        esitystyo(rivi, _("Kirjaa esitys ja anna sille asianumero."))
        for rivi in koosteet.esityslista(esitykset.filter(tila=Esitys.Tila.SAAPUNUT), TOITA)
    ]
    tyot += [
        esitystyo(rivi, _("Aloita vastauksen päätösluonnos."))
        for rivi in koosteet.esityslista(ilman_paatosta, TOITA)
    ]
    paatostyot = [paatostyo(rivi) for rivi in koosteet.paatoslista(paatokset.order_by("luontiaika", "pk"))]
    odottaa_muita = [tyo for tyo in paatostyot if tyo["tila"] == Paatos.Tila.ESITTELIJALLA]
    tyot += [tyo for tyo in paatostyot if tyo["tila"] != Paatos.Tila.ESITTELIJALLA]
    return {
        "tyot": sorted(tyot, key=lambda tyo: (not tyo["kiireellinen"], tyo["pvm"])),
        "odottaa_muita": odottaa_muita,
    }


def esitystyo(rivi, seuraavaksi):
    esitys = rivi["esitys"]
    return {
        "pvm": esitys.saapumisaika.astimezone(kello.HELSINKI).date(),
        "pvm_selite": _("saapunut"),
        "kohde": esitys,
        "kieli": esitys.kunta.kieli,
        "asia": esitys.asia.numero if esitys.asia else esitys.kunta.nimi,
        "tila": esitys.tila,
        "tila_sanoina": esitys.get_tila_display(),
        "laji": rivi["laji"],
        "kiireellinen": esitys.kiireellinen,
        "seuraavaksi": seuraavaksi,
    }


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
