"""Months of the demo: customers met, months marked ready and closed, a correction of a closed one; changes ahead."""

import random
from datetime import timedelta

from lahipalvelut import varaukset, workflow
from lahipalvelut.models import Palvelupaiva, Suunnitelmarivi
from seuranta import kuukaudet
from tyollisyysalue import kello
from tyollisyysalue.demo import hetki, kirjautuja
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli

Tila = Palvelupaiva.Tila
# Months back from the present one whose days have counts; of these the last is not closed yet.
ASIAKKAITA_KUUKAUSIA = 4
KUNNAT = ["687", "204", "749", "402"]
KORJATTAVA = "402"
SIIRRETTAVA = "402"
LISATTAVA = "749"
SIIRRON_SYY = "Kunnantalon kokoustila on vaalien ennakkoäänestyksen käytössä."


def rakenna():
    tama = kello.tanaan().replace(day=1)
    for koodi in KUNNAT:
        kunta = Kunta.objects.get(koodi=koodi)
        for taaksepain in range(ASIAKKAITA_KUUKAUSIA, 0, -1):
            _kuukausi(kunta, kuukaudet.siirra(tama, -taaksepain), viimeinen=taaksepain == 1)
    _korjaa(kuukaudet.siirra(tama, -2))
    _siirra()
    _lisaa()


def _kuukausi(kunta, kuukausi, *, viimeinen):
    koordinaattori = kirjautuja(Rooli.KOORDINAATTORI)
    paivat = list(Palvelupaiva.objects.for_kunta(kunta).kuukaudessa(kuukausi).for_list())
    for paiva in paivat:
        if paiva.tila == Tila.PIDETTY:
            arpa = random.Random(f"asiakkaat {kunta.koodi} {paiva.pvm}")
            asiakkaat = {kanava: arpa.randint(2, 9) for kanava in paiva.rivi.kanavat}
            with hetki(paiva.pvm, 16, 5):
                workflow.tarkenna_kirjausta(
                    paiva, user=koordinaattori, huomautus=paiva.huomautus, asiakkaat=asiakkaat
                )
    if not paivat or any(paiva.tila == Tila.AVOIN for paiva in paivat):
        return
    with hetki(kuukaudet.siirra(kuukausi, 1), 9, 10):
        workflow.merkitse_valmiiksi(kunta, kuukausi, user=koordinaattori)
    if not viimeinen:
        with hetki(kuukaudet.siirra(kuukausi, 1) + timedelta(days=4), 13, 0):
            workflow.sulje_kuukausi(kunta, kuukausi, user=koordinaattori)


def _korjaa(kuukausi):
    """A note that came late, with the reason that a closed month asks for."""
    paiva = (
        Palvelupaiva.objects.kuukaudessa(kuukausi)
        .for_list()
        .filter(kunta__koodi=KORJATTAVA, tila=Tila.PIDETTY)
        .first()
    )
    if paiva:
        with hetki(kuukaudet.siirra(kuukausi, 1) + timedelta(days=9), 10, 0):
            workflow.tarkenna_kirjausta(
                paiva,
                user=kirjautuja(Rooli.KOORDINAATTORI),
                huomautus="Iltapäivän ajat pidettiin videolla.",
                korjaussyy="Huomautus oli jäänyt kirjaamatta.",
            )


def _siirra():
    tanaan = kello.tanaan()
    tulevat = Palvelupaiva.objects.for_list().filter(
        kunta__koodi=SIIRRETTAVA, tila=Tila.AVOIN, pvm__gt=tanaan + timedelta(days=2)
    )
    with hetki(tanaan - timedelta(days=1)):
        for paiva in tulevat[:1]:
            if pvm := varaukset.ehdotus(paiva):
                workflow.siirra_paiva(
                    paiva,
                    pvm=pvm,
                    alkuklo=paiva.alkuklo,
                    loppuklo=paiva.loppuklo,
                    palvelupiste=paiva.palvelupiste,
                    syykoodi=Palvelupaiva.Syykoodi.TILAT,
                    syy=SIIRRON_SYY,
                    kerrottu="Kunnan yhdyshenkilölle sähköpostilla",
                    user=kirjautuja(Rooli.KOORDINAATTORI),
                )


def _lisaa():
    tanaan = kello.tanaan()
    rivit = Suunnitelmarivi.objects.voimassa(tanaan).filter(suunnitelma__kunta__koodi=LISATTAVA)
    with hetki(tanaan - timedelta(days=2)):
        for rivi in rivit.select_related("suunnitelma__kunta__alue")[:1]:
            seuraava = Palvelupaiva.objects.for_list().filter(rivi=rivi, pvm__gt=tanaan).first()
            if seuraava and (pvm := varaukset.ehdotus(seuraava)):
                workflow.lisaa_paiva(
                    rivi,
                    pvm=pvm,
                    alkuklo=rivi.alkuklo,
                    loppuklo=rivi.loppuklo,
                    palvelupiste=rivi.palvelupiste,
                    syy="Rekrytointitapahtuma kunnantalolla.",
                    user=kirjautuja(Rooli.KOORDINAATTORI),
                )
