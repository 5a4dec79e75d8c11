"""The demo's requests: Rautavaara's case, and those of other municipalities in every state the portal knows."""

import datetime

from esitykset import workflow
from esitykset.demo import kasittely, rautavaara
from esitykset.demo.muut import ESITYKSET
from esitykset.demo.ote import poytakirjanote
from esitykset.models import Esitys
from tyollisyysalue import demo, kello
from tyollisyysalue.models import Kunta, Liite, Numerosarja
from tyollisyysalue.roolit import Rooli

Tila = Esitys.Tila

# The register takes other matters too, some in a day.
ASIOITA_PAIVASSA = 5
LUOKKA = "00.01.02"


def rakenna():
    """Nothing is made twice."""
    if Esitys.objects.exists():
        return
    kunnat = {k.koodi: k for k in Kunta.objects.filter(alue__koodi=demo.ALUE).select_related("alue")}
    rautavaara.rakenna(kunnat[rautavaara.KOODI])
    for tiedot in ESITYKSET:
        _rakenna(tiedot, kunnat[tiedot.kunta])
    kasittely.keskustele()


def jatka():
    """What the municipality thinks of the case's answer."""
    kasittely.arvioi()


def _rakenna(tiedot, kunta):
    """Bring a request to its state, each step on a working day of its own."""
    laatija, sihteeri = demo.yhdyshenkilo(kunta.koodi), demo.kirjautuja(Rooli.SIHTEERI)
    saapui = tiedot.saapumispvm()
    if tiedot.kirje:
        kasittely.kirjaa_kirje(tiedot, kunta, saapui, user=sihteeri)
        return
    with demo.hetki(saapui, 9, 10):
        esitys = workflow.luo(kunta, _kentat(tiedot, kunta, saapui), tiedot.kohdat, user=laatija)
    if tiedot.tila == Tila.LUONNOS:
        return
    with demo.hetki(saapui, 9, 40):
        if tiedot.on_liite:
            _liita_ote(esitys, user=laatija)
    with kello.aseta(datetime.datetime.combine(saapui, tiedot.klo, kello.HELSINKI)):
        workflow.laheta(esitys, user=laatija)
    kirjattu = demo.arkipaiva(saapui + datetime.timedelta(days=1))
    Numerosarja.objects.ohita(
        f"asia/{demo.ALUE}/{kirjattu.year}", ASIOITA_PAIVASSA * kirjattu.timetuple().tm_yday
    )
    with demo.hetki(kirjattu, 8, 50):
        workflow.kirjaa(esitys, LUOKKA, esitys.otsikko, user=sihteeri)
    if tiedot.tila == Tila.KIRJATTU:
        return
    with demo.hetki(demo.arkipaiva(kirjattu + datetime.timedelta(days=1)), 10, 20):
        workflow.ota_valmisteluun(esitys, user=sihteeri)
    if tiedot.tila != Tila.VALMISTELUSSA:
        kasittely.vie(esitys, tiedot.tila, laatija=laatija, sihteeri=sihteeri)


def _kentat(tiedot, kunta, saapui):
    kentat = {"otsikko": tiedot.otsikko, "johdanto": tiedot.johdanto}
    if tiedot.tila == Tila.LUONNOS:
        return kentat
    return kentat | {
        "toimielin": tiedot.toimielin,
        "paatospvm": demo.arkipaiva(saapui - datetime.timedelta(days=8), suunta=-1),
        "pykala": f"§ {tiedot.pykala}",
        "oma_numero": f"{kunta.nimi_fi[:3].upper()}/{2 * tiedot.pykala}/{saapui.year}",
        "kiireellinen": bool(tiedot.kiire),
        "kiireen_perustelu": tiedot.kiire,
    }


def _liita_ote(esitys, *, user):
    ote = poytakirjanote(
        esitys,
        tarkastettu=demo.arkipaiva(esitys.paatospvm + datetime.timedelta(days=2)),
        kappaleet=[f"{esitys.toimielin.capitalize()} päätti tehdä Kuopion työllisyysalueelle esityksen."],
    )
    workflow.lisaa_liite(esitys, ote, julkisuus=Liite.Julkisuus.JULKINEN, user=user)
