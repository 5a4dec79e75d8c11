"""Documents with every part that a document may have; the people in them are invented."""

from datetime import UTC, date, datetime, timedelta

from tyollisyysalue import faktat, kaaviot

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


def kaavio():
    """A chart that is a bound fact, with its table and source."""
    kuukaudet = [f"{kk}/2025" for kk in range(1, 10)]
    maarat = [69, 71, 66, None, 60, 64, 68, 65, 67]
    sanat = ["salassa pidettävä" if maara is None else str(maara) for maara in maarat]
    kuvio = kaaviot.Kaavio(
        kaaviot.viiva(list(zip(kuukaudet, maarat, strict=True)), tekstit=sanat, joka=2),
        "Viivakaavio. Työttömät työnhakijat, Rautavaara: " + ", ".join(sanat) + ".",
        "fi",
    )
    return paatos() | {
        "kuva": faktat.Kuva(kuvio.svg(), kuvio.alt),
        "taulukko": faktat.Taulukko(
            "Työttömät työnhakijat, Rautavaara",
            ["Kuukausi", "Arvo"],
            [[kk, sana] for kk, sana in zip(kuukaudet, sanat, strict=True)],
        ),
        "selite": "KEHA-keskus, Työnvälitystilasto, taulu 12r5, CC BY 4.0",
    }


ASIAKIRJAT = {
    "paatos": ("malli.html", paatos),
    "luonnos": ("malli.html", luonnos),
    "suppea": ("suppea.html", suppea),
    "kaavio": ("kaavio.html", kaavio),
}
