"""The demo's contacts: Rautavaara's case of 2025, and by rule the same of the ten others."""

from datetime import date, timedelta

from tyollisyysalue import demo, kello, kuittaukset
from tyollisyysalue.demo import ALKU
from tyollisyysalue.models import Kunta, Tyollisyysalue, Vastaanottaja
from tyollisyysalue.roolit import Rooli
from tyollisyysalue.versiot import versio
from yhteyshenkilot import tapaamiset_demo, workflow
from yhteyshenkilot.models import Avainprosessi, Vastinpari, Vastuu
from yhteyshenkilot.tapaamiset_demo import EDUSTAJAT

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

# Kind, process, municipalities (all when none are named).
VASTINPARIT = [
    (Vastinpari.Laji.TYONANTAJA, TYONANTAJAT, []),
    (Vastinpari.Laji.MUU, "kotoutuminen", ["297", "749"]),
]
# A pair whose municipal side has had nobody since.
VAJAA_PARI = ("239", date(2026, 9, 30))

# What the public sees of the area's people: of most name and telephone, of some the address, of one nothing.
JULKISET = ["nimi", "puhelin"]
JULKINEN_OSOITE = ["Veera Salmenranta", "Janne Korpikallio", "Heikki Louhivuori", "Aino Harjula"]
VAIN_NIMI = ["Teemu Lehtikangas", "Anu Rantapelto"]
EI_JULKINEN = ["Johanna Kivisuo"]

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

# Who is away: days from the day the demo is built, first and last (until further notice when there is none). The last
# two are away at once, which leaves their processes without anybody.
POISSAOLOT = [
    ("Sanna Metsäkorpi", -40, -33),
    ("Ville Harjunsalo", -2, 8),
    ("Petri Niittyaho", -12, None),
    ("Johanna Kivisuo", 14, 25),
    ("Riikka Savilampi", 20, 33),
    ("Elina Sorsavirta", 21, 27),
]


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
        avaa_hakemisto(user)
        rakenna_vastinparit(kunnat, prosessit, user)
        ryhmat = tapaamiset_demo.rakenna_ryhmat(alue, kunnat, user)
    vaihda_vastuita(kunnat, prosessit, user)
    paata_vajaa_pari(user)
    tapaamiset_demo.rakenna_tapaamiset(ryhmat, user)
    rakenna_vastinpariehdotukset(kunnat, prosessit, user)
    rakenna_korjaukset(user)
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
    rakenna_poissaolot(user)


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


def avaa_hakemisto(user):
    """Choose what is public of those who serve, and in one responsibility otherwise than of the person elsewhere."""
    for nimi in sorted({nimi for nimet in TEKIJAT.values() for nimi in nimet} | {"Mikael Tuulimaa"}):
        if nimi in EI_JULKINEN:
            continue
        henkilo = demo.henkilo(nimi)
        julkiset = ["nimi"] if nimi in VAIN_NIMI else JULKISET
        if nimi in JULKINEN_OSOITE:
            julkiset = [*JULKISET, "sahkoposti"]
        workflow.muuta_henkiloa(henkilo, {"julkiset": julkiset}, versio=versio(henkilo), user=user)
    vastuu = Vastuu.objects.filter(henkilo__nimi="Riikka Savilampi", kunta__koodi=TAPAUS).first()
    workflow.muuta_vastuun_julkisuutta(
        vastuu, ["nimi", "puhelin", "sahkoposti"], versio=versio(vastuu), user=user
    )


def rakenna_vastinpariehdotukset(kunnat, prosessit, user):
    """One that was declined, and of each side one that waits for the other."""
    koodi, _loppupvm = VAJAA_PARI
    esko, kari = demo.yhdyshenkilo(koodi), demo.yhdyshenkilo("749")
    with demo.hetkena(2026, 9, 15, 10):
        torjuttava = ehdota(kunnat["749"], prosessit["osaaminen ja koulutus"], "Laura Hietasaari", user)
    with demo.hetkena(2026, 9, 21, 14):
        workflow.torju_vastinpariehdotus(
            torjuttava,
            "Koulutusasioista vastaa kunnassa vasta alkuvuodesta valittava henkilö. Palataan silloin.",
            user=kari,
        )
    pari = Vastinpari.objects.get(kunta__koodi=koodi)
    with demo.hetki(demo.arkipaiva_sitten(4), 10, 40):
        workflow.ehdota_vastinparia(
            pari.kunta,
            user=esko,
            pari=pari,
            laji=pari.laji,
            prosessi=pari.prosessi,
            oma_henkilo=pari.oma_henkilo,
            uusi_nimi="Annika Nilakkaranta",
            uusi_nimike="elinvoimavastaava",
            uusi_puhelin="050 000 0099",
            uusi_sahkoposti="annika.nilakkaranta@keitele.example",
            alkupvm=demo.arkipaiva(kello.tanaan() + timedelta(days=7)),
            perustelu="Kunnanhallitus valitsi uuden elinvoimavastaavan.",
        )
    with demo.hetki(demo.arkipaiva_sitten(2), 9, 15):
        ehdota(kunnat[TAPAUS], prosessit["kotoutuminen"], "Riikka Savilampi", user)


def ehdota(kunta, prosessi, henkilo, user):
    """The area proposes a pair with the one who answers for the municipality's vitality."""
    return workflow.ehdota_vastinparia(
        kunta,
        user=user,
        laji=Vastinpari.Laji.MUU,
        prosessi=prosessi,
        oma_henkilo=demo.henkilo(henkilo),
        kunnan_henkilo=demo.henkilo(EDUSTAJAT[kunta.koodi]),
        alkupvm=kello.tanaan() + timedelta(days=14),
        perustelu="Sovittiin tapaamisessa, että asialle nimetään pari.",
    )


def rakenna_korjaukset(user):
    """One decided, each field its own way, and two that wait."""
    satu = demo.henkilo("Satu Kasurinharju")
    with demo.hetkena(2026, 10, 5, 8, 50):
        ratkaistava = workflow.ehdota_korjausta(
            satu,
            {"puhelin": "050 000 0749", "nimike": "elinvoima- ja hyvinvointijohtaja"},
            user=demo.yhdyshenkilo("749"),
            kuvaus="Puhelinnumero vaihtui lokakuun alussa.",
        )
    with demo.hetkena(2026, 10, 6, 12):
        kentat = {rivi.kentta: rivi.pk for rivi in ratkaistava.kentat.all()}
        workflow.ratkaise_korjaus(
            ratkaistava,
            {
                kentat["puhelin"]: (True, ""),
                kentat["nimike"]: (False, "Uusi nimike tulee voimaan vasta vuodenvaihteessa."),
            },
            versio=versio(satu),
            user=user,
            vastaus="Kiitos! Numero on nyt oikein.",
        )
    with demo.hetki(demo.arkipaiva_sitten(5), 11, 5):
        workflow.ehdota_korjausta(
            demo.henkilo("Veera Salmenranta"),
            {"puhelin": "050 000 0687"},
            user=demo.yhdyshenkilo(TAPAUS),
            kuvaus="Vanhasta numerosta ei vastata.",
        )
    with demo.hetki(demo.arkipaiva_sitten(1), 15, 20):
        workflow.ehdota_korjausta(
            demo.henkilo("Heikki Louhivuori"),
            {"nimike": "yritysneuvoja"},
            user=demo.kirjautuja(Rooli.ASIANTUNTIJA),
            kuvaus="Rautavaaralla aloittavien yrittäjien palvelut siirtyvät ensi vuonna Janne Korpikalliolle.",
        )


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


def rakenna_poissaolot(user):
    tanaan = kello.tanaan()
    for nimi, alku, loppu in POISSAOLOT:
        alkupvm = tanaan + timedelta(days=alku)
        loppupvm = None if loppu is None else tanaan + timedelta(days=loppu)
        with demo.hetki(min(alkupvm, tanaan) - timedelta(days=3)):
            workflow.kirjaa_poissaolo(demo.henkilo(nimi), alkupvm, loppupvm, user=user)
    workflow.varoita_aukoista()
