"""The demo's decisions: the case's, checked, and after it others in every state on the way there."""

from dataclasses import replace
from datetime import date, timedelta

from esitykset.models import Asia, Kohta
from paatokset import workflow
from paatokset.demo import kirjasto, rautavaara
from paatokset.demo.kirjoitus import kaanna, kirjoita_osiot, tallenna
from paatokset.demo.muut import PAATOKSET
from paatokset.models import Fraasi, Paatos, Toimielin
from paatokset.workflow import kirjasto as kirjaston_kaytto
from paatokset.workflow import muisti
from tyollisyysalue import demo
from tyollisyysalue.faktat import LAJIT, Parametrit
from tyollisyysalue.models import Tyollisyysalue
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Yhteistyoryhma

Tila = Paatos.Tila


def rakenna():
    """The board and the case's decision; nothing is made twice."""
    if Toimielin.objects.exists():
        return
    lautakunta = Toimielin.objects.create(
        alue=Tyollisyysalue.objects.get(koodi=demo.ALUE),
        nimi_fi="Työllisyysaluelautakunta",
        nimi_sv="Sysselsättningsområdesnämnden",
        alkupvm=date(2025, 1, 1),
    )
    kirjasto.rakenna()
    rautavaara.rakenna(lautakunta)


def jatka():
    """The decisions after the case's, which rest on the days logged since."""
    lautakunta = Toimielin.objects.get(alue__koodi=demo.ALUE)
    for tiedot in PAATOKSET:
        asia = Asia.objects.get(esitykset__otsikko=tiedot.esitys, esitykset__kunta__koodi=tiedot.kunta)
        if not asia.paatokset.exists():
            _rakenna(tiedot, asia, lautakunta)


def _rakenna(tiedot, asia, lautakunta):
    """Bring a decision to its state: from one of its days to the next, until they end."""
    sihteeri, esittelija = demo.kirjautuja(Rooli.SIHTEERI), demo.kirjautuja(Rooli.ESITTELIJA)
    with demo.hetki(tiedot.paiva(0), 10, 20):
        paatos = workflow.luo_luonnos(
            asia,
            toimielin=lautakunta,
            otsikko=tiedot.otsikko,
            esittelija=esittelija.henkilo,
            valmistelija=sihteeri.henkilo,
            user=sihteeri,
        )
    with demo.hetki(tiedot.paiva(1), 13, 40):
        _kirjoita(tiedot, paatos, user=sihteeri)
        if tiedot.tila == Tila.LUONNOS:
            return
        workflow.laheta_esittelijalle(paatos, user=sihteeri)
    if tiedot.tila == Tila.ESITTELIJALLA:
        return
    with demo.hetki(tiedot.paiva(2), 9, 5):
        if tiedot.tila == Tila.PALAUTETTU:
            workflow.palauta(paatos, kommentti=tiedot.kommentti, user=esittelija)
            return
        workflow.hyvaksy(paatos, user=esittelija)
    if tiedot.tila == Tila.HYVAKSYTTY:
        return
    _kirjaa_kokous(tiedot, paatos, user=sihteeri)
    if tiedot.tila == Tila.TARKASTETTU:
        tarkastuspvm = tiedot.paiva(4)
        with demo.hetki(tarkastuspvm, 10):
            workflow.merkitse_tarkastetuksi(paatos, tarkastuspvm=tarkastuspvm, user=sihteeri)


def _kirjoita(tiedot, paatos, *, user):
    faktat = {avain.partition(".")[2]: (avain, _parametrit(tiedot, avain)) for avain in tiedot.faktat}
    paikat = kirjoita_osiot(paatos, tiedot.osiot, faktat, user=user)
    tallenna(paatos, ehdotus=tiedot.ehdotus, user=user)
    if tiedot.kirjastosta:
        fraasi = Fraasi.objects.get(nimi=tiedot.kirjastosta)
        kirjaston_kaytto.kayta(paatos, fraasi, paatos.osiot.last(), user=user)
    if tiedot.sama_kuin:
        vertailu = muisti.merkitse_samaksi(
            paatos,
            workflow.asian_kohdat(paatos.asia).first(),
            Kohta.objects.filter(esitys__otsikko=tiedot.sama_kuin).first(),
            user=user,
        )
        muisti.perustele_ero(vertailu, perustelu=tiedot.ero, user=user)
    if tiedot.ruotsiksi:
        kaanna(paatos, tiedot.ruotsiksi, paikat, user=user)


def _parametrit(tiedot, avain):
    """What the kind of fact asks for, on the day of writing."""
    tarvitaan = LAJIT[avain].parametrit
    parametrit = Parametrit()
    if "kunta" in tarvitaan:
        parametrit = replace(parametrit, kunta=tiedot.kunta)
    if "paiva" in tarvitaan:
        parametrit = replace(parametrit, paiva=tiedot.paiva(1))
    if "jakso" in tarvitaan:
        parametrit = replace(parametrit, alkupvm=tiedot.jakso[0], loppupvm=tiedot.jakso[1])
    if "ryhma" in tarvitaan:
        ryhma = Yhteistyoryhma.objects.get(alue__koodi=demo.ALUE, nimi_fi=tiedot.ryhma)
        parametrit = replace(parametrit, ryhma=ryhma.pk)
    return parametrit


def _kirjaa_kokous(tiedot, paatos, *, user):
    kokouspvm = tiedot.paiva(3)
    with demo.hetki(demo.arkipaiva(kokouspvm + timedelta(days=1))):
        workflow.kirjaa_paatos(
            paatos,
            kokouspvm=kokouspvm,
            pykala=tiedot.pykala,
            lopputulos=tiedot.lopputulos,
            paatosteksti=tiedot.paatosteksti,
            user=user,
        )
