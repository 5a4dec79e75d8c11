"""The demo's local service: Rautavaara's every other Wednesday from January 2025, and two neighbours'."""

import datetime

from lahipalvelut import workflow
from lahipalvelut.models import Palvelupaiva, Palvelupiste, Suunnitelmarivi
from tyollisyysalue import kello
from tyollisyysalue.demo import henkilo, hetkena, kirjautuja
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot.models import Avainprosessi

Kanava = Suunnitelmarivi.Kanava
Syykoodi = Palvelupaiva.Syykoodi
KAIKKI_KANAVAT = [Kanava.PAIKALLA, Kanava.VIDEO, Kanava.PUHELIN]

# The newest past days stay open, so that whoever tries the portal has something to log.
KIRJAAMATTA_JATETAAN = 2

SUUNNITELMAT = [
    {
        "kunta": "687",
        "palvelupiste": {
            "nimi": "Rautavaaran kunnantalo",
            "osoite": "Savotantie 1, 73900 Rautavaara",
            "saapumisohje": "Pääoven vieressä on luiska. Palvelutila on ensimmäisessä kerroksessa, "
            "esteetön wc samassa aulassa. Pysäköinti talon edessä.",
        },
        "suunnitelma": {
            "alkupvm": datetime.date(2025, 1, 1),
            "hyvaksymispvm": datetime.date(2024, 12, 11),
            "hyvaksymisviite": "työllisyysaluejohtajan päätös § 24",
            "perustelu": "Kunnan työnhakijamäärä on suhteutettu alueen käytettävissä oleviin "
            "henkilötyövuosiin. Pitkien välimatkojen vuoksi päiviä on enemmän kuin pelkkä asiakasmäärä edellyttäisi.",
        },
        "rivi": {
            "ankkuripvm": datetime.date(2025, 1, 8),
            "vali": 2,
            "alkuklo": datetime.time(9),
            "loppuklo": datetime.time(15),
        },
        "kuka": "Aino Harjula",
    },
    {
        "kunta": "402",
        "palvelupiste": {
            "nimi": "Lapinlahden virastotalo",
            "osoite": "Asematie 4, 73100 Lapinlahti",
            "saapumisohje": "Sisäänkäynti pihan puolelta, ovessa sähköavaus.",
        },
        "suunnitelma": {
            "alkupvm": datetime.date(2025, 8, 1),
            "hyvaksymispvm": datetime.date(2025, 6, 18),
            "hyvaksymisviite": "työllisyysaluejohtajan päätös § 13",
            "perustelu": "Kunnan työnhakijamäärä on suhteutettu alueen käytettävissä oleviin henkilötyövuosiin.",
        },
        "rivi": {
            "ankkuripvm": datetime.date(2025, 8, 7),
            "vali": 2,
            "alkuklo": datetime.time(9),
            "loppuklo": datetime.time(15),
        },
        "kuka": "Oskari Pihlajasalo",
    },
    {
        "kunta": "749",
        "palvelupiste": {
            "nimi": "Siilinjärven kunnantalo",
            "osoite": "Kasurilantie 1, 71800 Siilinjärvi",
            "saapumisohje": "Esteetön sisäänkäynti torin puolelta. Palvelutiskillä on induktiosilmukka.",
        },
        "suunnitelma": {
            "alkupvm": datetime.date(2026, 1, 1),
            "hyvaksymispvm": datetime.date(2025, 12, 10),
            "hyvaksymisviite": "työllisyysaluejohtajan päätös § 31",
            "perustelu": "Kunta on alueen toiseksi suurin, ja päiviä on sen vuoksi joka viikko.",
        },
        "rivi": {
            "ankkuripvm": datetime.date(2026, 1, 13),
            "vali": 1,
            "alkuklo": datetime.time(9),
            "loppuklo": datetime.time(15, 30),
        },
        "kuka": "Milla Tuomikoski",
    },
]

# What went otherwise in Rautavaara: when it was told, the reason's code and its words.
PERUTUT = {
    datetime.date(2025, 6, 11): (
        (2025, 6, 11, 7, 30),
        Syykoodi.SAIRASTUMINEN,
        "Asiantuntija sairastui yöllä, eikä sijaista ehditty saada. Varatut ajat siirrettiin puhelimeen.",
    ),
    datetime.date(2025, 12, 24): (
        (2025, 12, 1, 9, 0),
        Syykoodi.ARKIPYHA,
        "Päivä on jouluaatto, ja kunnantalo on kiinni.",
    ),
}


# The case's decision is approved on this day: what the demo's later days bring must not be known before it.
PAATOKSEN_PAIVA = datetime.date(2025, 9, 10)


def rakenna():
    """Plans and their days, logged up to the case's decision."""
    if Palvelupiste.objects.exists():
        return
    for tiedot in SUUNNITELMAT:
        rivi = _luo_rivi(tiedot, user=kirjautuja(Rooli.KOORDINAATTORI))
        # As the nightly job has done since.
        workflow.luo_paivat(rivi, workflow.paivien_raja(rivi))
        _kirjaa(_avoimet(rivi).filter(pvm__lt=PAATOKSEN_PAIVA))


def jatka():
    """The days since the decision, but for the newest."""
    for rivi in Suunnitelmarivi.objects.all():
        _kirjaa(list(_avoimet(rivi).filter(pvm__lt=kello.tanaan()))[:-KIRJAAMATTA_JATETAAN])


def _avoimet(rivi):
    return Palvelupaiva.objects.for_list().filter(rivi=rivi, tila=Palvelupaiva.Tila.AVOIN)


def _luo_rivi(tiedot, *, user):
    kunta = Kunta.objects.get(koodi=tiedot["kunta"])
    alku = tiedot["suunnitelma"]["alkupvm"]
    with hetkena(alku.year, alku.month, alku.day):
        palvelupiste = workflow.lisaa_palvelupiste(kunta, user=user, **tiedot["palvelupiste"])
        suunnitelma = workflow.luo_suunnitelma(kunta, user=user, **tiedot["suunnitelma"])
        return workflow.lisaa_rivi(
            suunnitelma,
            user=user,
            palvelupiste=palvelupiste,
            kanavat=KAIKKI_KANAVAT,
            vastuuhenkilo=henkilo(tiedot["kuka"]),
            prosessit=Avainprosessi.objects.filter(alue=kunta.alue, nimi_fi__in=["alkupalvelut", "työkyky"]),
            **tiedot["rivi"],
        )


def _kirjaa(paivat):
    asiantuntija = kirjautuja(Rooli.ASIANTUNTIJA)
    for paiva in paivat:
        if peruttu := _peruminen(paiva):
            hetki, syykoodi, syy = peruttu
            with hetkena(*hetki):
                workflow.peru(paiva, user=asiantuntija, syykoodi=syykoodi, syy=syy)
        else:
            with hetkena(paiva.pvm.year, paiva.pvm.month, paiva.pvm.day, 15, 40):
                workflow.kirjaa_pidetyksi(paiva, user=asiantuntija)


def _peruminen(paiva):
    if paiva.kunta.koodi == "687" and paiva.pvm in PERUTUT:
        return PERUTUT[paiva.pvm]
    if pyha := paiva.pyhapaiva:
        ilmoitus = paiva.pvm - datetime.timedelta(days=21)
        return (ilmoitus.year, ilmoitus.month, ilmoitus.day), Syykoodi.ARKIPYHA, f"Päivä on {pyha.lower()}."
    return None
