"""Documents with every part that a document may have; the people in them are invented."""

from datetime import UTC, date, datetime, timedelta

ALKU = date(2025, 1, 8)
PERUTTU = date(2025, 6, 11)


def _paiva(n):
    pvm = ALKU + timedelta(weeks=2 * n)
    return f"ke {pvm.day}.{pvm.month}.{pvm.year}", "peruttu" if pvm == PERUTTU else "pidetty"


def paatos():
    return {
        "kieli": "fi",
        "otsikko": "Vastaus Rautavaaran kunnan esitykseen palvelujen toteutumisesta, tiedonkulusta ja "
        "yhdenvertaisuudesta",
        "asiakirjalaji": "Päätös",
        "organisaatio": "Kuopion työllisyysalue",
        "toimielin": "Työllisyysaluelautakunta",
        "kokouspvm": date(2025, 9, 17),
        "pykala": "§\N{NO-BREAK SPACE}58",
        "asianumero": "1743/00.01.02/2025",
        "julkisuus": "Julkinen",
        "luonnos": False,
        "luontiaika": datetime(2025, 9, 17, 11, 5, tzinfo=UTC),
        "paivat": [_paiva(n) for n in range(17)],
    }


def luonnos():
    return paatos() | {"luonnos": True, "asiakirjalaji": "Esityslistan asia", "pykala": ""}


def suppea():
    """Everything that may be left out left out."""
    return paatos() | {"otsikko": "Lähipalvelupäivät", "kokouspvm": None, "pykala": "", "asianumero": ""}


ASIAKIRJAT = {
    "paatos": ("malli.html", paatos),
    "luonnos": ("malli.html", luonnos),
    "suppea": ("suppea.html", suppea),
}
