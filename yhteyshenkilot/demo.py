"""The demo's contacts: Rautavaara's case of 2025, and by rule the same of the ten others."""

from datetime import date, datetime, time, timedelta

from tyollisyysalue import demo, kello, kuittaukset
from tyollisyysalue.demo import ALKU
from tyollisyysalue.models import Kunta, Tyollisyysalue, Vastaanottaja
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.versiot import versio
from yhteyshenkilot import workflow
from yhteyshenkilot.models import Avainprosessi, Vastinpari, Vastuu, Yhteistyoryhma

Laji = Yhteistyoryhma.Laji

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
TYONANTAJAT = "työnantaja- ja yrityspalvelut"

# The people of a process take the municipalities in turn, and the next one of the list stands in.
TEKIJAT = {
    "alkupalvelut": ["Aino Harjula", "Sanna Metsäkorpi", "Ville Harjunsalo", "Milla Tuomikoski"],
    "nuoret": ["Milla Tuomikoski", "Hanna Karhulampi"],
    "nopea työllistyminen": ["Ville Harjunsalo", "Aino Harjula", "Sanna Metsäkorpi"],
    "työkyky": ["Oskari Pihlajasalo", "Johanna Kivisuo"],
    "monialainen tuki (TYM)": ["Johanna Kivisuo", "Oskari Pihlajasalo"],
    "kotoutuminen": ["Riikka Savilampi", "Elina Sorsavirta"],
    "työttömyysturva ja lausunnot": ["Teemu Lehtikangas", "Anu Rantapelto"],
    TYONANTAJAT: ["Veera Salmenranta", "Janne Korpikallio"],
    "aloittavan yrittäjän palvelut": ["Heikki Louhivuori", "Janne Korpikallio"],
    "osaaminen ja koulutus": ["Laura Hietasaari", "Hanna Karhulampi"],
    "tuet": ["Petri Niittyaho", "Anu Rantapelto"],
}

# The case: process, the responsible one, others, substitutes. Integration has nobody to stand in.
TAPAUS = "687"
TAPAUKSEN_VASTUUT = [
    ("alkupalvelut", "Aino Harjula", [], ["Milla Tuomikoski"]),
    ("nopea työllistyminen", "Aino Harjula", [], ["Oskari Pihlajasalo"]),
    ("nuoret", "Milla Tuomikoski", [], ["Aino Harjula"]),
    ("työkyky", "Oskari Pihlajasalo", [], ["Riikka Savilampi"]),
    ("kotoutuminen", "Riikka Savilampi", [], []),
    (TYONANTAJAT, "Veera Salmenranta", [], ["Janne Korpikallio"]),
    ("aloittavan yrittäjän palvelut", "Heikki Louhivuori", ["Janne Korpikallio"], ["Veera Salmenranta"]),
]
# The rest of the processes came to Rautavaara after the board's answer.
TAYDENNETTY = date(2026, 1, 1)

# One who left, and who came: municipality, process, last day, successor.
VAIHDOKSET = [
    ("778", "alkupalvelut", date(2026, 5, 31), "Mikael Tuulimaa"),
    ("297", "alkupalvelut", date(2026, 8, 31), "Mikael Tuulimaa"),
]

EDUSTAJAT = {koodi: nimi for nimi, _nimike, koodi in demo.MUUT if koodi}
# Kind, process, municipalities (all when none are named).
VASTINPARIT = [
    (Vastinpari.Laji.TYONANTAJA, TYONANTAJAT, []),
    (Vastinpari.Laji.MUU, "kotoutuminen", ["297", "749"]),
]
# A pair whose municipal side has had nobody since.
VAJAA_PARI = ("239", date(2026, 9, 30))

# Kind, name in three languages, members (all when none are named).
OHJAUSRYHMA, KOTOUTUMINEN = "operatiivinen ohjausryhmä", "kotoutumisen yhteistyöryhmä"
KOILLINEN, ITAINEN, LANTINEN = "koillinen tuotantoalue", "itäinen tuotantoalue", "läntinen tuotantoalue"
RYHMAT = [
    (Laji.OPERATIIVINEN, OHJAUSRYHMA, "operativ styrgrupp", "operative steering group", []),
    (
        Laji.TUOTANTOALUE,
        KOILLINEN,
        "nordöstra produktionsområdet",
        "north-eastern production area",
        ["402", "687", "749"],
    ),
    (
        Laji.TUOTANTOALUE,
        ITAINEN,
        "östra produktionsområdet",
        "eastern production area",
        ["204", "297", "857"],
    ),
    (
        Laji.TUOTANTOALUE,
        LANTINEN,
        "västra produktionsområdet",
        "western production area",
        ["239", "686", "778", "844", "921"],
    ),
    (
        Laji.MUU,
        KOTOUTUMINEN,
        "samarbetsgruppen för integration",
        "integration working group",
        ["297", "402", "749", "778"],
    ),
]

# By the day on which they were agreed: group, day and hour, place, what it was about. 20.8.2025 is the case's.
KUOPIO, TEAMS = "Kuopion kaupungintalo tai Teams", "Teams"
TAPAAMISET: dict[tuple[int, ...], list[tuple[str, tuple[int, ...], str, str]]] = {
    (2025, 1, 2): [
        (OHJAUSRYHMA, (2025, 2, 13, 13), KUOPIO, "Ohjausryhmän tehtävät ja vuoden tapaamiset."),
        (KOILLINEN, (2025, 4, 24, 9), "Siilinjärven kunnantalo", "Tuotantoalueen työnjako."),
        (OHJAUSRYHMA, (2025, 5, 15, 13), KUOPIO, "Yhteyshenkilöluettelon lähettäminen kuntiin."),
    ],
    (2025, 8, 20): [
        (OHJAUSRYHMA, (2025, 11, 6, 13), KUOPIO, ""),
        (
            KOILLINEN,
            (2025, 9, 25, 9),
            "Lapinlahden kunnantalo",
            "Aiheena työnantajapalvelut ja tapaamisten rytmi.",
        ),
        (ITAINEN, (2025, 10, 9, 9), "Tuusniemen kunnantalo", "Työpajojen paikat ja kuljetukset."),
        (LANTINEN, (2025, 10, 15, 12, 30), "Suonenjoen kaupungintalo", "Puutarha-alan kausityö."),
        (KOTOUTUMINEN, (2025, 12, 2, 10), TEAMS, "Kotoutumissuunnitelmien tilanne kunnittain."),
    ],
    (2026, 1, 12): [
        (OHJAUSRYHMA, (2026, 2, 12, 13), KUOPIO, "Vuoden 2026 palvelusuunnitelmat."),
        (KOILLINEN, (2026, 4, 16, 9), "Rautavaaran kunnantalo", "Kesän rekrytoinnit."),
        (OHJAUSRYHMA, (2026, 5, 7, 13), KUOPIO, "Ensimmäinen osavuosikatsaus ja henkilöstötilanne."),
        (ITAINEN, (2026, 5, 21, 9), "Kaavin kunnantalo", "Kaivosalan koulutustarpeet."),
        (LANTINEN, (2026, 6, 3, 12, 30), "Rautalammin kunnantalo", "Kausityön alku ja videoajat."),
    ],
    (2026, 8, 17): [
        (OHJAUSRYHMA, (2026, 9, 17, 13), KUOPIO, "Vuoden 2027 palvelusuunnitelmien aikataulu."),
        (KOTOUTUMINEN, (2026, 9, 29, 10), TEAMS, "Kielikoulutuksen paikat talvella."),
    ],
}
# Meetings ahead of the day the demo is built on, so that its pages have something to wait for.
TULEVAT = [
    (OHJAUSRYHMA, 23, time(13), KUOPIO),
    (KOILLINEN, 44, time(9), "Siilinjärven kunnantalo"),
    (ITAINEN, 17, time(9), "Nilsiän palvelupiste"),
    (LANTINEN, 51, time(12, 30), "Vesannon kunnantalo"),
    (KOTOUTUMINEN, 65, time(10), TEAMS),
]

# When contact lists left, and to whom (all when nobody is named). Every municipality acknowledged in five days.
LAHETYKSET = [
    ((2025, 6, 12, 10, 15), []),
    ((2026, 1, 14, 9, 30), []),
    ((2026, 9, 3, 14, 5), ["297", "778"]),
]
KUITTAUSVIIVE = timedelta(days=5)
# Sendings reckoned back from the day the demo is built: days, municipalities, those of them that have acknowledged.
# Keitele is late, the lists of Lapinlahti and Rautavaara are what they were, and Rautavaara's waits for its liaison.
TUOREET = [(25, ["239", "402"], ["402"]), (4, ["687"], [])]
# A change of the day before yesterday: two lists have something new to send.
UUSI_NUMERO = ("Mikael Tuulimaa", "050 000 0101")


def rakenna():
    """Build it through the workflow; nothing is made twice."""
    alue = Tyollisyysalue.objects.get(koodi=demo.ALUE)
    if Avainprosessi.objects.filter(alue=alue).exists():
        return
    user = demo.kirjautuja(Rooli.KOORDINAATTORI)
    kunnat = {kunta.koodi: kunta for kunta in Kunta.objects.filter(alue=alue).order_by("koodi")}
    with demo.hetkena(2025, 1, 2):
        prosessit = rakenna_prosessit(alue, user)
        rakenna_vastuut(kunnat, prosessit, user)
        rakenna_vastinparit(kunnat, prosessit, user)
        ryhmat = rakenna_ryhmat(alue, kunnat, user)
    vaihda_vastuita(kunnat, prosessit, user)
    paata_vajaa_pari(user)
    rakenna_tapaamiset(ryhmat, user)
    for hetki, koodit in LAHETYKSET:
        with demo.hetkena(*hetki):
            saajat = laheta_luettelot(alue, [kunnat[koodi] for koodi in koodit or kunnat], user)
            paiva = kello.tanaan()
        with demo.hetki(paiva + KUITTAUSVIIVE):
            kuittaa(saajat)
    for paivia, koodit, kuitanneet in TUOREET:
        paiva = demo.arkipaiva_sitten(paivia)
        with demo.hetki(paiva, 13, 20):
            saajat = laheta_luettelot(alue, [kunnat[koodi] for koodi in koodit], user)
        with demo.hetki(paiva, 15, 5):
            kuittaa([saaja for saaja in saajat if saaja.kunta.koodi in kuitanneet])
    with demo.hetki(demo.arkipaiva_sitten(2)):
        nimi, puhelin = UUSI_NUMERO
        henkilo = demo.henkilo(nimi)
        workflow.muuta_henkiloa(henkilo, {"puhelin": puhelin}, versio=versio(henkilo), user=user)


def rakenna_prosessit(alue, user):
    return {
        fi: workflow.lisaa_prosessi(alue, nimi_fi=fi, nimi_sv=sv, nimi_en=en, user=user)
        for fi, sv, en in PROSESSIT
    }


def rakenna_vastuut(kunnat, prosessit, user):
    henkilot = {nimi: demo.henkilo(nimi) for nimi in {n for nimet in TEKIJAT.values() for n in nimet}}
    for vuoro, kunta in enumerate(kunnat.values()):
        vastuut = {rivi[0]: (ALKU, *rivi[1:]) for rivi in TAPAUKSEN_VASTUUT if kunta.koodi == TAPAUS}
        for prosessi in prosessit:
            alkupvm, vastaava, muut, sijaiset = vastuut.get(prosessi) or vuorossa(kunta, prosessi, vuoro)
            nimet = [(Vastuu.Laji.ENSISIJAINEN, vastaava)]
            nimet += [(Vastuu.Laji.MUU, nimi) for nimi in muut]
            nimet += [(Vastuu.Laji.SIJAINEN, nimi) for nimi in sijaiset]
            for laji, nimi in nimet:
                workflow.lisaa_vastuu(henkilot[nimi], prosessit[prosessi], kunta, laji, alkupvm, user=user)


def vuorossa(kunta, prosessi, vuoro):
    tekijat = TEKIJAT[prosessi]
    vastaava, sijainen = (tekijat[(vuoro + lisa) % len(tekijat)] for lisa in (0, 1))
    return (TAYDENNETTY if kunta.koodi == TAPAUS else ALKU), vastaava, [], [sijainen]


def vaihda_vastuita(kunnat, prosessit, user):
    for koodi, prosessi, loppupvm, seuraaja in VAIHDOKSET:
        kunta, prosessi = kunnat[koodi], prosessit[prosessi]
        vastuu = Vastuu.objects.get(kunta=kunta, prosessi=prosessi, laji=Vastuu.Laji.ENSISIJAINEN)
        with demo.hetki(loppupvm - timedelta(days=14)):
            workflow.paata_vastuu(vastuu, loppupvm, user=user)
            alkupvm = loppupvm + timedelta(days=1)
            workflow.lisaa_vastuu(demo.henkilo(seuraaja), prosessi, kunta, vastuu.laji, alkupvm, user=user)


def rakenna_vastinparit(kunnat, prosessit, user):
    """Who answers for the process in the municipality, and who answers for the municipality's vitality."""
    for laji, prosessi, koodit in VASTINPARIT:
        for koodi in koodit or kunnat:
            vastuu = Vastuu.objects.get(
                kunta=kunnat[koodi], prosessi=prosessit[prosessi], laji=Vastuu.Laji.ENSISIJAINEN
            )
            workflow.luo_vastinpari(
                vastuu.kunta,
                laji=laji,
                prosessi=vastuu.prosessi,
                oma_henkilo=vastuu.henkilo,
                oma_alku=ALKU,
                kunnan_henkilo=demo.henkilo(EDUSTAJAT[koodi]),
                kunnan_alku=ALKU,
                user=user,
            )


def paata_vajaa_pari(user):
    koodi, loppupvm = VAJAA_PARI
    with demo.hetki(loppupvm):
        workflow.paata_vastinparin_puoli(
            Vastinpari.objects.get(kunta__koodi=koodi), "kunnan", loppupvm, user=user
        )


def rakenna_ryhmat(alue, kunnat, user):
    ryhmat = {}
    for laji, fi, sv, en, koodit in RYHMAT:
        ryhmat[fi] = workflow.luo_ryhma(alue, laji=laji, nimi_fi=fi, nimi_sv=sv, nimi_en=en, user=user)
        for koodi in koodit or kunnat:
            edustaja = demo.henkilo(EDUSTAJAT[koodi])
            workflow.lisaa_jasen(ryhmat[fi], kunnat[koodi], ALKU, edustaja=edustaja, user=user)
    return ryhmat


def rakenna_tapaamiset(ryhmat, user):
    for sovittu, tapaamiset in TAPAAMISET.items():
        with demo.hetkena(*sovittu):
            for ryhma, hetki, paikka, lisatieto in tapaamiset:
                alkuaika = demo.aika(*hetki)
                workflow.sovi_tapaaminen(ryhmat[ryhma], alkuaika, paikka, lisatieto, user=user)
    for ryhma, paivia, alkuklo, paikka in TULEVAT:
        pvm = demo.arkipaiva(kello.tanaan() + timedelta(days=paivia))
        alkuaika = datetime.combine(pvm, alkuklo, tzinfo=kello.HELSINKI)
        workflow.sovi_tapaaminen(ryhmat[ryhma], alkuaika, paikka, user=user)


def laheta_luettelot(alue, kunnat, user):
    """Send, and do at once what the worker does in its own time: the demo's past has no worker."""
    lahetys = workflow.laheta_luettelo(alue, kunnat, user=user)
    saajat = list(lahetys.saajat.select_related("kunta"))
    for saaja in saajat:
        viesti = workflow.laheta_kunnalle(saaja)
        viesti.vastaanottajat.update(
            tila=Vastaanottaja.Tila.LAHETETTY, lahetysaika=kello.nyt(), muutosaika=kello.nyt(), yrityksia=1
        )
    return saajat


def kuittaa(saajat):
    for saaja in saajat:
        kopio = Vastaanottaja.objects.filter(lahetys__luettelosaaja=saaja).earliest("pk")
        kuittaukset.kuittaa(kopio, kuittaaja=kopio.nimi)
