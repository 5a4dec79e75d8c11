"""The demo's groups and their meetings: prepared, held and written of, one cancelled, some still to come."""

from datetime import date, datetime, time, timedelta

from django.db.models import F

from tyollisyysalue import demo, kello, syotteet
from tyollisyysalue.demo import ALKU
from tyollisyysalue.models import Ilmoitus, Vastaanottaja
from tyollisyysalue.roolit import Rooli
from yhteyshenkilot import workflow
from yhteyshenkilot.models import Edustus, Osallistuminen, Yhteistyoryhma
from yhteyshenkilot.workflow.kutsut import LAJI
from yhteyshenkilot.workflow.tapaamiset import Kohtasyote

Laji = Yhteistyoryhma.Laji
Tehtava = Edustus.Tehtava
Vastaus = Osallistuminen.Vastaus

KESTO = timedelta(hours=2)
KUTSU_ENNEN = timedelta(days=14)
# Before this nobody wrote down who said to come.
VASTAUKSIA_ALKAEN = date(2026, 4, 1)

EDUSTAJAT = {koodi: nimi for nimi, _nimike, koodi in demo.MUUT if koodi}
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

# Who leads and who writes for the employment area: group, person, task.
ALUEEN_EDUSTAJAT = [
    (OHJAUSRYHMA, "Eero Mäkirinne", Tehtava.PUHEENJOHTAJA),
    (OHJAUSRYHMA, "Kaisa Lehtovaara", Tehtava.SIHTEERI),
    (KOILLINEN, "Veera Salmenranta", Tehtava.PUHEENJOHTAJA),
    (ITAINEN, "Janne Korpikallio", Tehtava.PUHEENJOHTAJA),
    (LANTINEN, "Veera Salmenranta", Tehtava.PUHEENJOHTAJA),
    (KOTOUTUMINEN, "Riikka Savilampi", Tehtava.PUHEENJOHTAJA),
    (KOTOUTUMINEN, "Elina Sorsavirta", Tehtava.ALUEEN_EDUSTAJA),
]
# Substitutes from the first day on: group, municipality, person.
VARAT = [
    (OHJAUSRYHMA, "297", "Minna Saaristoaho"),
    (OHJAUSRYHMA, "749", "Kari Vuorisalmi"),
    (KOILLINEN, "749", "Kari Vuorisalmi"),
    (KOILLINEN, "687", "Raija Vaarala"),
]
# A representative changes: group, municipality, the last day of the old one, the new one, who is the substitute now.
EDUSTAJA_VAIHTUU = (OHJAUSRYHMA, "687", date(2025, 12, 31), "Raija Vaarala")

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
]

# Agreed, invited to and cancelled: group, when agreed, meeting, place, cancelled on, why.
PERUTTU = (
    LANTINEN,
    (2026, 1, 12),
    (2026, 3, 11, 12, 30),
    "Tervon kunnantalo",
    (2026, 3, 9),
    "Lumimyrsky: tiet ovat ajokelvottomia. Asiat käsitellään kesäkuun tapaamisessa.",
)
# Every fourth Tuesday for about a year from the day the demo is built.
SARJA = {"vali": 4, "alkuklo": time(10), "loppuklo": time(11, 30), "paikka": TEAMS}
TEAMS_OSOITE = "https://teams.example/kotoutuminen"

YHTEISET_KOHDAT = [
    ("Palvelutilanne kunnissa", "Kukin kunta kertoo lyhyesti, mitä on muuttunut.", ""),
    ("Seuraava tapaaminen", "", ""),
]
MUISTIO = """Läsnä olleet kunnat kertoivat palvelutilanteestaan. {aihe}

Sovittiin, että työllisyysalue kokoaa kuntien palautteen ja lähettää yhteenvedon kuntiin."""


def rakenna_ryhmat(alue, kunnat, user):
    ryhmat = {}
    for laji, fi, sv, en, koodit in RYHMAT:
        ryhmat[fi] = workflow.luo_ryhma(alue, laji=laji, nimi_fi=fi, nimi_sv=sv, nimi_en=en, user=user)
        for koodi in koodit or kunnat:
            edustaja = demo.henkilo(EDUSTAJAT[koodi])
            workflow.lisaa_jasen(ryhmat[fi], kunnat[koodi], ALKU, edustaja=edustaja, user=user)
    for ryhma, nimi, tehtava in ALUEEN_EDUSTAJAT:
        workflow.nimea_edustus(ryhmat[ryhma], demo.henkilo(nimi), tehtava, ALKU, user=user)
    for ryhma, koodi, nimi in VARAT:
        nimea(ryhmat[ryhma], koodi, nimi, Tehtava.VARA, ALKU, user)
    return ryhmat


def nimea(ryhma, koodi, nimi, tehtava, alkupvm, user):
    jasenyys = ryhma.jasenet.get(kunta__koodi=koodi)
    workflow.nimea_edustus(ryhma, demo.henkilo(nimi), tehtava, alkupvm, jasenyys=jasenyys, user=user)


def vaihda_edustaja(ryhmat, user):
    ryhma, koodi, loppupvm, seuraaja = EDUSTAJA_VAIHTUU
    entinen = Edustus.objects.get(
        ryhma=ryhmat[ryhma], jasenyys__kunta__koodi=koodi, tehtava=Tehtava.VARSINAINEN
    )
    alkupvm = loppupvm + timedelta(days=1)
    with demo.hetki(loppupvm - timedelta(days=14)):
        workflow.paata_edustus(entinen, loppupvm, user=user)
        nimea(ryhmat[ryhma], koodi, seuraaja, Tehtava.VARSINAINEN, alkupvm, user)
        nimea(ryhmat[ryhma], koodi, entinen.henkilo.nimi, Tehtava.VARA, alkupvm, user)


def rakenna_tapaamiset(ryhmat, user):
    vaihda_edustaja(ryhmat, user)
    for sovittu, tapaamiset in TAPAAMISET.items():
        for ryhma, hetki, paikka, aihe in tapaamiset:
            with demo.hetkena(*sovittu):
                tapaaminen = sovi(ryhmat[ryhma], demo.aika(*hetki), paikka, aihe, user)
            pida(tapaaminen, user)
    peru(ryhmat, user)
    for ryhma, paivia, alkuklo, paikka in TULEVAT:
        pvm = demo.arkipaiva(kello.tanaan() + timedelta(days=paivia))
        with demo.hetki(demo.arkipaiva_sitten(20)):
            alkuaika = datetime.combine(pvm, alkuklo, tzinfo=kello.HELSINKI)
            tapaaminen = sovi(ryhmat[ryhma], alkuaika, paikka, "", user)
        if paivia < 30:
            with demo.hetki(demo.arkipaiva_sitten(6)):
                kutsu(tapaaminen, "Palvelusuunnitelmien tilanne", user)
            with demo.hetki(demo.arkipaiva_sitten(3)):
                vastaa(tapaaminen, user, jattaa_vastaamatta=3)
    luo_sarja(ryhmat[KOTOUTUMINEN], user)
    merkitse_lahteneiksi()
    tilaa_kalenteri(demo.kirjautuja(Rooli.ASIANTUNTIJA))


def tilaa_kalenteri(user):
    with demo.hetki(demo.arkipaiva_sitten(30)):
        syotteet.luo(syotteet.lajit["yhteyshenkilot.tapaamiset"], "fi", user=user)


def sovi(ryhma, alkuaika, paikka, lisatieto, user):
    return workflow.sovi_tapaaminen(ryhma, alkuaika, alkuaika + KESTO, paikka, lisatieto, user=user)


def luo_sarja(ryhma, user):
    alku = kello.tanaan() + timedelta(days=10)
    ankkuri = alku + timedelta(days=(1 - alku.weekday()) % 7)
    with demo.hetki(demo.arkipaiva_sitten(20)):
        workflow.luo_sarja(
            ryhma,
            ankkuri=ankkuri,
            loppupvm=ankkuri + timedelta(days=350),
            etayhteys=TEAMS_OSOITE,
            user=user,
            **SARJA,
        )


def kutsu(tapaaminen, aihe, user):
    kohdat = [(aihe, "", ""), *YHTEISET_KOHDAT] if aihe else YHTEISET_KOHDAT
    tapaaminen = workflow.tallenna_asialista(
        tapaaminen, [Kohtasyote(*kohta) for kohta in kohdat], versio=tapaaminen.versio, user=user
    )
    edustukset = Edustus.objects.filter(ryhma=tapaaminen.ryhma).voimassa(tapaaminen.pvm)
    kutsuttavat = edustukset.exclude(tehtava=Tehtava.VARA).select_related("henkilo").jarjestyksessa()
    workflow.kutsu(tapaaminen, [edustus.henkilo for edustus in kutsuttavat], user=user)


def vastaa(tapaaminen, user, jattaa_vastaamatta=0):
    """By what the coordinator was told; in each meeting another one cannot come, and the newest do not answer yet."""
    kutsutut = list(
        tapaaminen.osallistumiset.select_related("tapaaminen").order_by(
            F("henkilo__user").desc(nulls_last=True), "pk"
        )
    )
    estynyt = jattaa_vastaamatta + tapaaminen.pk % (len(kutsutut) - jattaa_vastaamatta)
    for numero, rivi in enumerate(kutsutut[jattaa_vastaamatta:], jattaa_vastaamatta):
        vastaus = Vastaus.EI_PAASE if numero == estynyt else Vastaus.TULOSSA
        workflow.vastaa_kutsuun(rivi, vastaus, user=user)


def pida(tapaaminen, user):
    """Invite, hear who comes, meet, write it down and publish it."""
    pvm, aihe = tapaaminen.pvm, tapaaminen.lisatieto
    with demo.hetki(demo.arkipaiva(pvm - KUTSU_ENNEN, suunta=-1)):
        kutsu(tapaaminen, aihe.rstrip("."), user)
    if pvm >= VASTAUKSIA_ALKAEN:
        with demo.hetki(pvm - timedelta(days=7)):
            vastaa(tapaaminen, user)
    if pvm > kello.tanaan():
        return
    with demo.hetki(pvm, 16):
        kutsutut = list(tapaaminen.osallistumiset.select_related("henkilo").order_by("pk"))
        tulleet = [
            rivi.henkilo
            for numero, rivi in enumerate(kutsutut)
            if rivi.vastaus == Vastaus.TULOSSA
            or (rivi.vastaus == Vastaus.KUTSUTTU and numero != tapaaminen.pk % len(kutsutut))
        ]
        workflow.kirjaa_lasnaolo(tapaaminen, tulleet, user=user)
    with demo.hetki(pvm + timedelta(days=5)):
        workflow.tallenna_muistio(tapaaminen, MUISTIO.format(aihe=aihe).strip(), versio=0, user=user)
        workflow.julkaise_muistio(tapaaminen, user=user)


def peru(ryhmat, user):
    ryhma, sovittu, hetki, paikka, peruttu, syy = PERUTTU
    with demo.hetkena(*sovittu):
        tapaaminen = sovi(ryhmat[ryhma], demo.aika(*hetki), paikka, "", user)
    with demo.hetki(demo.arkipaiva(tapaaminen.pvm - KUTSU_ENNEN, suunta=-1)):
        kutsu(tapaaminen, "Kevään kausityö", user)
    with demo.hetkena(*peruttu):
        workflow.peru_tapaaminen(tapaaminen, syy, user=user)


def merkitse_lahteneiksi():
    """What was sent in the past has been sent: nothing of it leaves when the demo's worker starts."""
    odottavat = Vastaanottaja.objects.filter(
        lahetys__laji=LAJI, tila=Vastaanottaja.Tila.ODOTTAA
    ).select_related("lahetys")
    for rivi in odottavat:
        rivi.tila = Vastaanottaja.Tila.LAHETETTY
        rivi.yrityksia = 1
        rivi.lahetysaika = rivi.muutosaika = rivi.lahetys.luontiaika
    Vastaanottaja.objects.bulk_update(odottavat, ["tila", "yrityksia", "lahetysaika", "muutosaika"])
    ilmoitukset = list(Ilmoitus.objects.filter(laji="yhteyshenkilot.tapaaminen").nakematta())
    for ilmoitus in ilmoitukset:
        ilmoitus.nahty = ilmoitus.luontiaika + timedelta(days=1)
    Ilmoitus.objects.bulk_update(ilmoitukset, ["nahty"])
