"""The demo's contacts: Rautavaara's case of 2025, and enough of two neighbours that lists are lists."""

from datetime import date, datetime, time, timedelta

from tyollisyysalue import demo, kello
from tyollisyysalue.models import Kunta, Tyollisyysalue
from tyollisyysalue.pyhat import pyha
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import workflow
from yhteyshenkilot.models import Avainprosessi, Vastinpari, Vastuu, Yhteistyoryhma

ALKU = date(2025, 1, 1)

PROSESSIT = [
    ("alkupalvelut", "inledande tjänster", "initial services"),
    ("nuoret", "unga", "young people"),
    ("nopea työllistyminen", "snabb sysselsättning", "fast-track employment"),
    ("työkyky", "arbetsförmåga", "work ability"),
    ("monialainen tuki (TYM)", "sektorsövergripande stöd (TYM)", "multisectoral support (TYM)"),
    ("kotoutuminen", "integration", "integration"),
    ("työttömyysturva ja lausunnot", "utkomstskydd och utlåtanden", "unemployment security and statements"),
    ("työnantaja- ja yrityspalvelut", "arbetsgivar- och företagstjänster", "employer and business services"),
    ("aloittavan yrittäjän palvelut", "tjänster för nya företagare", "services for new entrepreneurs"),
    ("osaaminen ja koulutus", "kompetens och utbildning", "skills and training"),
    ("tuet", "stöd", "subsidies"),
]

# Process, the responsible one, others, substitutes. Integration in Rautavaara has nobody to stand in.
VASTUUT = {
    "687": [
        ("alkupalvelut", "Aino Harjula", [], ["Milla Tuomikoski"]),
        ("nopea työllistyminen", "Aino Harjula", [], ["Oskari Pihlajasalo"]),
        ("nuoret", "Milla Tuomikoski", [], ["Aino Harjula"]),
        ("työkyky", "Oskari Pihlajasalo", [], ["Riikka Savilampi"]),
        ("kotoutuminen", "Riikka Savilampi", [], []),
        ("työnantaja- ja yrityspalvelut", "Veera Salmenranta", [], ["Janne Korpikallio"]),
        (
            "aloittavan yrittäjän palvelut",
            "Heikki Louhivuori",
            ["Janne Korpikallio"],
            ["Veera Salmenranta"],
        ),
    ],
    "402": [
        ("alkupalvelut", "Milla Tuomikoski", [], ["Aino Harjula"]),
        ("työkyky", "Oskari Pihlajasalo", [], ["Riikka Savilampi"]),
        ("työnantaja- ja yrityspalvelut", "Veera Salmenranta", [], ["Janne Korpikallio"]),
    ],
    "749": [
        ("alkupalvelut", "Riikka Savilampi", ["Milla Tuomikoski"], ["Aino Harjula"]),
        ("kotoutuminen", "Riikka Savilampi", [], ["Oskari Pihlajasalo"]),
        ("työnantaja- ja yrityspalvelut", "Janne Korpikallio", [], []),
    ],
}

# The municipalities of the area that the case does not name.
MUUALLA = [
    ("alkupalvelut", "Milla Tuomikoski", [], ["Riikka Savilampi"]),
    ("työkyky", "Oskari Pihlajasalo", [], ["Milla Tuomikoski"]),
    ("työnantaja- ja yrityspalvelut", "Janne Korpikallio", [], ["Heikki Louhivuori"]),
]

EDUSTAJAT = {"687": "Markku Rautajoki", "402": "Tuula Onkilahti", "749": "Kari Vuorisalmi"}


def rakenna():
    """Build it through the workflow; nothing is made twice."""
    alue = Tyollisyysalue.objects.get(koodi=demo.ALUE)
    if Avainprosessi.objects.filter(alue=alue).exists():
        return
    user = demo.kirjautuja(Rooli.KOORDINAATTORI)
    with demo.hetkena(2025, 1, 2):
        prosessit = rakenna_prosessit(alue, user)
        rakenna_vastuut(alue, prosessit, user)
        rakenna_vastinpari(prosessit, user)
        ryhmat = rakenna_ryhmat(alue, user)
    with demo.hetkena(2025, 6, 12, 10, 15):
        workflow.laheta_luettelo(alue, list(alue.kunnat.all()), user=user)
    with demo.hetkena(2025, 8, 20):
        rakenna_tapaamiset(*ryhmat, user)
    rakenna_tulevat(*ryhmat, user)


def rakenna_prosessit(alue, user):
    return {
        fi: workflow.lisaa_prosessi(alue, nimi_fi=fi, nimi_sv=sv, nimi_en=en, user=user)
        for fi, sv, en in PROSESSIT
    }


def rakenna_vastuut(alue, prosessit, user):
    for kunta in alue.kunnat.all():
        for prosessi, vastuuhenkilo, muut, sijaiset in VASTUUT.get(kunta.koodi, MUUALLA):
            henkilot = [(Vastuu.Laji.ENSISIJAINEN, vastuuhenkilo)]
            henkilot += [(Vastuu.Laji.MUU, nimi) for nimi in muut]
            henkilot += [(Vastuu.Laji.SIJAINEN, nimi) for nimi in sijaiset]
            for laji, nimi in henkilot:
                workflow.lisaa_vastuu(demo.henkilo(nimi), prosessit[prosessi], kunta, laji, ALKU, user=user)


def rakenna_vastinpari(prosessit, user):
    workflow.luo_vastinpari(
        Kunta.objects.get(koodi="687"),
        laji=Vastinpari.Laji.TYONANTAJA,
        prosessi=prosessit["työnantaja- ja yrityspalvelut"],
        oma_henkilo=demo.henkilo("Veera Salmenranta"),
        oma_alku=ALKU,
        kunnan_henkilo=demo.henkilo("Markku Rautajoki"),
        kunnan_alku=ALKU,
        user=user,
    )


def rakenna_ryhmat(alue, user):
    ohjausryhma = workflow.luo_ryhma(
        alue,
        laji=Yhteistyoryhma.Laji.OPERATIIVINEN,
        nimi_fi="operatiivinen ohjausryhmä",
        nimi_sv="operativ styrgrupp",
        nimi_en="operative steering group",
        user=user,
    )
    tuotantoalue = workflow.luo_ryhma(
        alue,
        laji=Yhteistyoryhma.Laji.TUOTANTOALUE,
        nimi_fi="koillinen tuotantoalue",
        nimi_sv="nordöstra produktionsområdet",
        nimi_en="north-eastern production area",
        user=user,
    )
    for kunta in alue.kunnat.all():
        workflow.lisaa_jasen(ohjausryhma, kunta, ALKU, edustaja=edustaja(kunta), user=user)
        if kunta.koodi in EDUSTAJAT:
            workflow.lisaa_jasen(tuotantoalue, kunta, ALKU, edustaja=edustaja(kunta), user=user)
    return ohjausryhma, tuotantoalue


def edustaja(kunta):
    return demo.henkilo(EDUSTAJAT[kunta.koodi]) if kunta.koodi in EDUSTAJAT else None


def rakenna_tapaamiset(ohjausryhma, tuotantoalue, user):
    workflow.sovi_tapaaminen(
        ohjausryhma,
        datetime(2025, 11, 6, 13, 0, tzinfo=kello.HELSINKI),
        "Kuopion kaupungintalo tai Teams",
        user=user,
    )
    workflow.sovi_tapaaminen(
        tuotantoalue,
        datetime(2025, 9, 25, 9, 0, tzinfo=kello.HELSINKI),
        "Lapinlahden kunnantalo",
        "Aiheena työnantajapalvelut ja tapaamisten rytmi.",
        user=user,
    )


def rakenna_tulevat(ohjausryhma, tuotantoalue, user):
    """Meetings ahead of the day the demo is built on, so that its pages have something to wait for."""
    for ryhma, paivia, alkuklo, paikka in [
        (ohjausryhma, 30, time(13, 0), "Kuopion kaupungintalo tai Teams"),
        (tuotantoalue, 44, time(9, 0), "Siilinjärven kunnantalo"),
    ]:
        pvm = arkipaiva(kello.tanaan() + timedelta(days=paivia))
        alkuaika = datetime.combine(pvm, alkuklo, tzinfo=kello.HELSINKI)
        workflow.sovi_tapaaminen(ryhma, alkuaika, paikka, user=user)


def arkipaiva(pvm):
    """The day, or the first working day after it."""
    while pvm.weekday() > 4 or pyha(pvm):
        pvm += timedelta(days=1)
    return pvm
