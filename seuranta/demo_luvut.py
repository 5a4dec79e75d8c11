"""Invented monthly figures around the genuine ones of one month: the same every time, and true to each other."""

import random
from decimal import ROUND_HALF_UP, Decimal

# January to December beside June, the genuine month.
TYOTTOMIEN_KAUSI = [1.03, 1.00, 0.98, 0.96, 0.95, 1.00, 1.05, 0.98, 0.95, 0.95, 0.97, 1.04]
PAIKKOJEN_KAUSI = [1.15, 1.25, 1.40, 1.35, 1.20, 1.00, 0.75, 0.95, 0.95, 0.85, 0.75, 0.65]
PALVELUJEN_KAUSI = [0.95, 1.00, 1.05, 1.10, 1.10, 1.00, 0.70, 0.90, 1.05, 1.10, 1.10, 1.00]
# The number of unemployed jobseekers has grown towards the genuine month by so much in a month.
KASVU = 0.004
VERTAILUVUOSI = 2026
SALASSA = "..."

OSAJOUKOT = [
    "TYOTTOMAT25",
    "TYOTTOMAT20",
    "TYOTTOMAT50",
    "TYOTTOMATSAIR",
    "TYOTTOMATULK",
    "PITKAAIKAISTYOTTOMAT",
    "KASSASSA",
    "LOMAUTETTU",
]
PALVELUT = [
    "LYHTYOVKO",
    "TYOLLISTETTYLOP",
    "TYOHARJOITTELULOP",
    "KOKEILULOP",
    "TVKOULUTUSLOP",
    "VALMENNUSLOP",
    "MTPPALVELUTLOP",
]
PAIKAT = ["AVPAIKATLOPUSSA", "UUDETAVP"]


def pohja(koodi, aidot):
    """The genuine figures of a municipality as numbers; what is secret is a guess within its limits."""
    arpa = random.Random(koodi)
    return {
        mittari: arpa.randint(1, 4) if arvo == SALASSA else float(arvo) for mittari, arvo in aidot.items()
    }


def kuukausi(koodi, pohja, kk, annetut):
    """Figures of a month by measure as the published table writes them.

    ``annetut`` are figures that are fixed; the rest is made to agree with them.
    """
    arpa = random.Random(f"{koodi} {kk}")
    takana = (VERTAILUVUOSI - kk.year) * 12 + 6 - kk.month
    luvut = {mittari: int(arvo) for mittari, arvo in annetut.items() if arvo.isdecimal()}

    def aseta(mittari, arvo, enintaan=None):
        arvo = max(0, round(arvo * arpa.uniform(0.94, 1.06)))
        luvut.setdefault(mittari, arvo if enintaan is None else min(arvo, enintaan))

    aseta(
        "TYOTTOMATLOPUSSA",
        pohja["TYOTTOMATLOPUSSA"] * (1 - KASVU * takana) * TYOTTOMIEN_KAUSI[kk.month - 1],
    )
    tyottomat = luvut["TYOTTOMATLOPUSSA"]
    suhde = tyottomat / pohja["TYOTTOMATLOPUSSA"]
    miehia = pohja["TYOTTOMATMIEHET"] / (pohja["TYOTTOMATMIEHET"] + pohja["TYOTTOMATNAISET"])
    aseta("TYOTTOMATMIEHET", tyottomat * miehia, tyottomat)
    luvut["TYOTTOMATNAISET"] = tyottomat - luvut["TYOTTOMATMIEHET"]
    for mittari in OSAJOUKOT:
        # Under 25 comes first: those under 20 are among them.
        enintaan = luvut["TYOTTOMAT25"] if mittari == "TYOTTOMAT20" else tyottomat
        aseta(mittari, pohja[mittari] * suhde, enintaan)
    luvut.setdefault(
        "HAKIJALOPUSSA",
        tyottomat
        + round((pohja["HAKIJALOPUSSA"] - pohja["TYOTTOMATLOPUSSA"]) * suhde * arpa.uniform(0.96, 1.04)),
    )
    # The labour force is an older figure that changes once a year.
    luvut.setdefault(
        "TYOVOIMATK", round(pohja["TYOVOIMATK"] * (1 + 0.008 * max(0, VERTAILUVUOSI - 1 - kk.year)))
    )
    for mittari in PALVELUT:
        aseta(mittari, pohja[mittari] * PALVELUJEN_KAUSI[kk.month - 1])
    for mittari in PAIKAT:
        aseta(mittari, pohja[mittari] * PAIKKOJEN_KAUSI[kk.month - 1] * arpa.uniform(0.8, 1.2))
    return (
        {mittari: SALASSA if 1 <= arvo <= 4 else str(arvo) for mittari, arvo in luvut.items()}
        | {"TYOTOSUUS": _osuus(tyottomat, luvut["TYOVOIMATK"])}
        | annetut
    )


def _osuus(tyottomat, tyovoima):
    if 1 <= tyottomat <= 4:
        return SALASSA
    return str((Decimal(100 * tyottomat) / tyovoima).quantize(Decimal("0.1"), ROUND_HALF_UP))
