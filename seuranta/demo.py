"""Figures of the demo: three years of the area's municipalities, invented and marked so wherever they show, and after
them the genuine month of the whole country."""

import datetime
import json
from decimal import Decimal
from pathlib import Path

from seuranta import demo_luvut, kuukaudet, mittarit, taulut, tuonnit, workflow
from seuranta.models import Havainto, Mittari, Tuonti
from tyollisyysalue import demo
from tyollisyysalue.models import Kunta
from tyollisyysalue.roolit import Rooli

HUOMAUTUS = "demoaineistoa"
SARAKKEET = (
    "HAKIJALOPUSSA",
    "TYOTTOMATLOPUSSA",
    "TYOVOIMATK",
    "TYOTOSUUS",
    "PITKAAIKAISTYOTTOMAT",
    "TYOTTOMAT25",
    "TYOTTOMAT50",
    "TYOTTOMATULK",
    "LOMAUTETTU",
    "AVPAIKATLOPUSSA",
    "UUDETAVP",
)

# Municipality, month, day of publication, figures in the order of SARAKKEET; "..." is secret.
LUVUT = [
    ("687", (2025, 6), (2025, 7, 22), "107 69 490 14.1 30 7 38 5 6 5 8"),
    ("687", (2025, 7), (2025, 8, 19), "109 71 490 14.5 30 8 38 5 7 ... 6"),
    ("687", (2025, 8), (2025, 9, 9), "104 66 490 13.5 29 6 37 5 5 ... 7"),
    ("402", (2025, 8), (2025, 9, 9), "792 461 3904 11.8 208 63 196 24 38 12 21"),
    ("749", (2025, 8), (2025, 9, 9), "1562 921 10111 9.1 402 158 341 66 71 41 58"),
]

# As LUVUT: what the source corrected afterwards, by measure.
TARKISTUS = ("749", (2025, 8), (2025, 10, 22), {"UUDETAVP": 61})

AITO = Path(__file__).resolve().parent / "data" / "statfin_tyonv_12r5_kunnat_2026.json"
ALKU, LOPPU = datetime.date(2023, 6, 1), datetime.date(2026, 5, 1)
# What came before the area began its work was brought in at one time.
ENSIMMAINEN_OMA = datetime.date(2024, 12, 1)


def rakenna():
    """Record the figures on their days of publication; nothing is recorded twice."""
    if Tuonti.objects.exists():
        return
    # The migration has loaded them, but a browser test empties every table when it ends.
    mittarit.lataa(Mittari)
    sarakkeet = Mittari.objects.in_bulk(SARAKKEET, field_name="koodi")
    koordinaattori = demo.kirjautuja(Rooli.KOORDINAATTORI)
    kuvaa_taulut(koordinaattori)
    for koodi, kuukausi, julkaistu, luvut in LUVUT:
        with demo.hetkena(*julkaistu, 10):
            workflow.kirjaa_luvut(
                Kunta.objects.get(koodi=koodi),
                datetime.date(*kuukausi, 1),
                {
                    sarakkeet[mittari]: Havainto.Puuttuva.SALASSA if luku == "..." else Decimal(luku)
                    for mittari, luku in zip(SARAKKEET, luvut.split(), strict=True)
                },
                sarakkeet["HAKIJALOPUSSA"].lahde,
                datetime.date(*julkaistu),
                huomautus=HUOMAUTUS,
                user=koordinaattori,
            )
    aito = json.loads(AITO.read_text(encoding="utf-8"))
    historia = [kk for kk in kuukausittain(ALKU, LOPPU) if kk < ENSIMMAINEN_OMA]
    tuo_keksityt(aito, historia, datetime.date(2025, 1, 8), user=koordinaattori)
    for kk in kuukausittain(ENSIMMAINEN_OMA, LOPPU):
        tuo_keksityt(aito, [kk], julkaisupaiva(kk), user=koordinaattori)
    kirjaa_tarkistus(sarakkeet, koordinaattori)
    tuo(AITO.name, AITO.read_bytes(), datetime.date(2026, 7, 21), user=koordinaattori)


def kirjaa_tarkistus(sarakkeet, user):
    koodi, kuukausi, julkaistu, luvut = TARKISTUS
    with demo.hetkena(*julkaistu, 10):
        workflow.kirjaa_luvut(
            Kunta.objects.get(koodi=koodi),
            datetime.date(*kuukausi, 1),
            {sarakkeet[mittari]: Decimal(luku) for mittari, luku in luvut.items()},
            sarakkeet["HAKIJALOPUSSA"].lahde,
            datetime.date(*julkaistu),
            huomautus=HUOMAUTUS,
            user=user,
        )


def kuukausittain(alku, loppu):
    while alku <= loppu:
        yield alku
        alku = kuukaudet.siirra(alku, 1)


def julkaisupaiva(kk):
    """The day of the figures recorded by hand, else about the 22nd of the next month, never at a weekend."""
    for _koodi, kuukausi, julkaistu, _luvut in LUVUT:
        if kuukausi == (kk.year, kk.month):
            return datetime.date(*julkaistu)
    paiva = kuukaudet.siirra(kk, 1).replace(day=22)
    return paiva - datetime.timedelta(days=max(0, paiva.weekday() - 4))


def tuo_keksityt(aito, kuut, paiva, *, user):
    """Import invented figures as a file of the same form as the genuine one."""
    sisalto = aito | {"data": keksityt_rivit(aito, kuut), "metadata": []}
    nimi = f"demo-12r5-{kuukaudet.koodi(kuut[-1])}.json"
    tuo(nimi, json.dumps(sisalto).encode(), paiva, user=user, huomautus=HUOMAUTUS)


def kuvaa_taulut(user):
    """Two tables whose figures could be imported; none are."""
    kuvaa_taulu(
        "12tf",
        "Työttömien työnhakijoiden osuus työvoimasta alueittain",
        ["TYOTTOMATLOPUSSA", "TYOVOIMATK", "TYOTOSUUS"],
        user,
    )
    kuvaa_taulu("esim", "Keksitty esimerkkitaulu avoimista työpaikoista", ["AVPAIKATLOPUSSA"], user)


def kuvaa_taulu(taulu, otsikko, koodit, user):
    """A table of some of the known contents, so that its measures have names."""
    taulut.kuvaa(
        taulu,
        otsikko=f"{otsikko} ({HUOMAUTUS})",
        alue="Alue",
        aika="timeperiod_m",
        lahde=tuonnit.LAHDE,
        lisenssi="CC BY 4.0",
        mittarit=[
            taulut.UusiMittari(
                sisalto=mittari.koodi,
                arvot={},
                nimi_fi=f"{taulu}: {mittari.nimi_fi}",
                nimi_sv=f"{taulu}: {mittari.nimi_sv}",
                nimi_en=f"{taulu}: {mittari.nimi_en}",
                yksikko=mittari.yksikko,
                desimaalit=mittari.desimaalit,
            )
            for mittari in Mittari.objects.filter(koodi__in=koodit)
        ],
        user=user,
    )


def tuo(nimi, tavut, paiva, *, user, huomautus=""):
    # Later than what is recorded by hand on the same day, which it then agrees with.
    with demo.hetkena(paiva.year, paiva.month, paiva.day, 11):
        workflow.tuo_taulukko(tuonnit.lue(nimi, tavut), paiva, user=user, huomautus=huomautus)


def keksityt_rivit(aito, kuut):
    """Rows of the area's municipalities and of the country, in PxWeb's form."""
    koodit = [sarake["code"] for sarake in aito["columns"] if sarake["type"] == "c"]
    aidot = {rivi["key"][0]: dict(zip(koodit, rivi["values"], strict=True)) for rivi in aito["data"]}
    rivit = []
    kunnat = Kunta.objects.filter(alue__koodi=demo.ALUE).values_list("koodi", flat=True)
    for alue in [*(f"KU{kunta}" for kunta in kunnat), "SSS"]:
        koodi = alue.removeprefix("KU")
        pohja = demo_luvut.pohja(koodi, aidot[alue])
        for kk in kuut:
            arvot = demo_luvut.kuukausi(koodi, pohja, kk, kirjatut(koodi, kk))
            avain = [alue, kuukaudet.koodi(kk)]
            rivit.append({"key": avain, "values": [arvot[koodi] for koodi in koodit]})
    return rivit


def kirjatut(kunta, kk):
    """The figures that are recorded by hand, as the file writes them."""
    for koodi, kuukausi, _julkaistu, luvut in LUVUT:
        if (koodi, kuukausi) == (kunta, (kk.year, kk.month)):
            return dict(zip(SARAKKEET, luvut.split(), strict=True))
    return {}
