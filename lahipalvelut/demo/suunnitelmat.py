"""Where, when and by whom local service is given in the demo. Places and doors are invented."""

from dataclasses import dataclass
from datetime import date, time

# By municipality: name, address and how to get in.
PALVELUPISTEET = {
    "204": [
        (
            "Kaavin kunnantalo",
            "Kaavintie 24, 73600 Kaavi",
            "Sisäänkäynti kirkon puolelta, ovella luiska. Palvelutila on pohjakerroksessa.",
        ),
    ],
    "239": [
        (
            "Keiteleen kirjasto",
            "Laituritie 2, 72600 Keitele",
            "Esteetön sisäänkäynti ja wc. Vastaanotto on lukusalin vieressä, pysäköinti kirjaston takana.",
        ),
    ],
    "297": [
        (
            "Nilsiän palvelupiste",
            "Nilsiäntie 75, 73300 Nilsiä",
            "Ovessa sähköavaus. Vuoronumerot jaetaan aulassa, palvelutiskillä on induktiosilmukka.",
        ),
        (
            "Juankosken palvelupiste",
            "Juankoskentie 7, 73500 Juankoski",
            "Sisäänkäynti torin puolelta. Yhden portaan ohi pääsee luiskaa, jota varten on soittokello.",
        ),
    ],
    "402": [
        (
            "Lapinlahden virastotalo",
            "Asematie 4, 73100 Lapinlahti",
            "Sisäänkäynti pihan puolelta, ovessa sähköavaus.",
        ),
    ],
    "686": [
        (
            "Rautalammin kunnantalo",
            "Kuopiontie 11, 77700 Rautalampi",
            "Pääovi on esteetön. Palvelutila on toisessa kerroksessa, hissi aulasta.",
        ),
    ],
    "687": [
        (
            "Rautavaaran kunnantalo",
            "Savotantie 1, 73900 Rautavaara",
            "Pääoven vieressä on luiska. Palvelutila on ensimmäisessä kerroksessa, esteetön wc samassa aulassa. "
            "Pysäköinti talon edessä.",
        ),
    ],
    "749": [
        (
            "Siilinjärven kunnantalo",
            "Kasurilantie 1, 71800 Siilinjärvi",
            "Esteetön sisäänkäynti torin puolelta. Palvelutiskillä on induktiosilmukka.",
        ),
    ],
    "778": [
        (
            "Suonenjoen kaupungintalo",
            "Keskuskatu 3, 77600 Suonenjoki",
            "Sisäänkäynti kadulta ilman portaita. Hissillä toiseen kerrokseen, ovi B 12.",
        ),
    ],
    "844": [
        (
            "Tervon kunnantalo",
            "Tervontie 4, 72210 Tervo",
            "Luiska pääovelle. Esteetön wc on terveysaseman puolella samassa rakennuksessa.",
        ),
    ],
    "857": [
        (
            "Tuusniemen kunnantalo",
            "Keskitie 22, 71200 Tuusniemi",
            "Palvelutila on heti pääovesta oikealla. Liikkumisesteisen pysäköintiruutu on oven vieressä.",
        ),
    ],
    "921": [
        (
            "Vesannon kunnantalo",
            "Keskustie 5, 72300 Vesanto",
            "Sisäänkäynti pysäköintialueen puolelta, ovella soittokello. Kynnys on kolme senttiä.",
        ),
    ],
}


@dataclass(frozen=True)
class Rivi:
    """A line of a plan: the first day, every how many weeks, who visits; ``piste`` counts the places above."""

    ankkuripvm: date
    vali: int
    kuka: str
    alkuklo: time = time(9)
    loppuklo: time = time(15)
    piste: int = 0


@dataclass(frozen=True)
class Suunnitelma:
    """A plan. One that is to end does so with the month that comes ``loppuu_kuun`` after the demo's own."""

    kunta: str
    kausi: tuple[date, date]
    viite: str
    perustelu: str
    rivit: list[Rivi]
    loppupvm: date | None = None
    loppuu_kuun: int | None = None


# When the plans of a season begin, and when they were approved.
VUOSI_2025 = date(2025, 1, 1), date(2024, 12, 11)
SYKSY_2025 = date(2025, 8, 1), date(2025, 6, 18)
VUOSI_2026 = date(2026, 1, 1), date(2025, 12, 10)

VOIMAVAROISTA = "Kunnan työnhakijamäärä on suhteutettu alueen käytettävissä oleviin henkilötyövuosiin."
PITKAT_MATKAT = (
    f"{VOIMAVAROISTA} Pitkien välimatkojen vuoksi päiviä on enemmän kuin pelkkä asiakasmäärä edellyttäisi."
)
HARVOIN = (
    f"{VOIMAVAROISTA} Asiakkaita on vähän, ja lähipäivien välillä heitä palvellaan videolla ja puhelimitse."
)
JOKA_VIIKKO = "Kunta on alueen suurimpia, ja päiviä on sen vuoksi joka viikko."
KAHDESTI_VIIKOSSA = "Kunta on alueen toiseksi suurin, ja päiviä on sen vuoksi kaksi viikossa."


def lyhyt(ankkuripvm, vali, kuka):
    return Rivi(ankkuripvm, vali, kuka, alkuklo=time(10), loppuklo=time(14))


SUUNNITELMAT = [
    Suunnitelma("687", VUOSI_2025, "§ 24", PITKAT_MATKAT, [Rivi(date(2025, 1, 8), 2, "Aino Harjula")]),
    Suunnitelma("204", VUOSI_2025, "§ 25", HARVOIN, [Rivi(date(2025, 1, 9), 3, "Aino Harjula")]),
    Suunnitelma("857", VUOSI_2025, "§ 26", PITKAT_MATKAT, [Rivi(date(2025, 1, 13), 2, "Aino Harjula")]),
    Suunnitelma("239", VUOSI_2025, "§ 27", HARVOIN, [lyhyt(date(2025, 1, 13), 3, "Sanna Metsäkorpi")]),
    Suunnitelma("686", VUOSI_2025, "§ 28", PITKAT_MATKAT, [Rivi(date(2025, 1, 14), 2, "Sanna Metsäkorpi")]),
    # The next plan of the one is to be made soon; the other's should have been.
    Suunnitelma(
        "844",
        VUOSI_2025,
        "§ 29",
        HARVOIN,
        [lyhyt(date(2025, 1, 10), 3, "Hanna Karhulampi")],
        loppuu_kuun=1,
    ),
    Suunnitelma(
        "921",
        VUOSI_2025,
        "§ 30",
        HARVOIN,
        [lyhyt(date(2025, 1, 15), 3, "Hanna Karhulampi")],
        loppuu_kuun=-1,
    ),
    Suunnitelma(
        "749",
        VUOSI_2025,
        "§ 31",
        VOIMAVAROISTA,
        [Rivi(date(2025, 1, 14), 2, "Milla Tuomikoski")],
        loppupvm=date(2025, 12, 31),
    ),
    Suunnitelma("402", SYKSY_2025, "§ 13", VOIMAVAROISTA, [Rivi(date(2025, 8, 7), 2, "Oskari Pihlajasalo")]),
    Suunnitelma("778", SYKSY_2025, "§ 14", JOKA_VIIKKO, [Rivi(date(2025, 8, 6), 1, "Sanna Metsäkorpi")]),
    Suunnitelma(
        "297",
        VUOSI_2026,
        "§ 30",
        JOKA_VIIKKO,
        [
            Rivi(date(2026, 1, 12), 1, "Ville Harjunsalo"),
            Rivi(date(2026, 1, 15), 1, "Ville Harjunsalo", loppuklo=time(14), piste=1),
        ],
    ),
    Suunnitelma(
        "749",
        VUOSI_2026,
        "§ 31",
        KAHDESTI_VIIKOSSA,
        [
            Rivi(date(2026, 1, 13), 1, "Milla Tuomikoski", loppuklo=time(15, 30)),
            Rivi(date(2026, 1, 15), 1, "Milla Tuomikoski", alkuklo=time(12), loppuklo=time(17)),
        ],
    ),
]
