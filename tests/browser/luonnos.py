"""Writing a draft in its editor: words typed, facts picked."""

from typing import NamedTuple

from playwright.sync_api import expect

TOTEUMA = (
    "Jaksolle 1.1.–31.8.2025 suunnitelluista 17 lähipalvelupäivästä pidettiin 16 ja peruttiin 1 "
    "(äkillinen muutos 11.6.2025)."
)
PAIVA = {"Kunta": "Rautavaara", "Päivä": "2025-09-09"}


def jakso(alku, loppu):
    return {"Kunta": "Rautavaara", "Jakson alku": alku, "Jakson loppu": loppu}


class Fakta(NamedTuple):
    nimi: str
    kentat: dict
    # What the picker's preview says, and then the text.
    sanoo: str


KAPPALE = "\n"
OSIOT: dict[int, list[str | Fakta]] = {
    1: [
        "Kuntaan on tehty lähipalvelusuunnitelma. ",
        Fakta("Lähipalvelun säännöllisyys", PAIVA, "joka toinen keskiviikko klo 9.00–15.00"),
        KAPPALE,
        Fakta(
            "Lähipalvelun toteuma",
            jakso("2025-01-01", "2025-08-31"),
            TOTEUMA,
        ),
        KAPPALE,
        Fakta("Sovitut lähipalvelupäivät", jakso("2025-01-01", "2025-12-31"), "ke 24.12.2025"),
    ],
    2: [
        Fakta("Yhteyshenkilöluettelon lähetykset", jakso("2025-06-01", "2025-06-30"), "12.6.2025"),
        KAPPALE,
        Fakta("Vastuuhenkilöt avainprosesseittain", PAIVA, "Milla Tuomikoski"),
    ],
    3: [
        Fakta("Kunnan avainluvut", PAIVA, "104"),
        Fakta("Sopimus asiakastietojärjestelmän käyttöoikeuksista", PAIVA, "20.8.2025"),
    ],
    4: [
        Fakta("Vastinpari", PAIVA, "Veera Salmenranta"),
        Fakta(
            "Ryhmän seuraava tapaaminen",
            {"Yhteistyöryhmä": "operatiivinen ohjausryhmä", "Päivä": "2025-09-09"},
            "6.11.2025 klo 13.00",
        ),
        Fakta(
            "Ryhmän seuraava tapaaminen",
            {"Yhteistyöryhmä": "koillinen tuotantoalue", "Päivä": "2025-09-09"},
            "25.9.2025 klo 9.00",
        ),
    ],
}


def kirjoita_osio(kavija, paatos, numero, otsikko):
    kavija.avaa(paatos)
    kavija.seuraa(f"Muokkaa osiota {otsikko}")
    editori = kavija.page.locator("#div_id_teksti .ProseMirror")
    editori.click()
    for osa in OSIOT[numero]:
        if osa == KAPPALE:
            kavija.page.keyboard.press("Enter")
        elif isinstance(osa, Fakta):
            lisaa_fakta(kavija, editori, osa)
        else:
            kavija.page.keyboard.type(osa)
    kavija.tarkista()
    kavija.kuvaa(f"osio-{numero}")
    kavija.paina("Tallenna")
    kavija.nakee("Osio on tallennettu.", *(osa.sanoo for osa in OSIOT[numero] if isinstance(osa, Fakta)))


def lisaa_fakta(kavija, editori, fakta):
    valitsin = kavija.page.locator("#faktanvalitsin")
    kavija.tayta({"Fakta": fakta.nimi}, alue=valitsin)
    kavija.tayta(fakta.kentat, alue=valitsin)
    expect(kavija.page.locator("#fakta-esikatselu")).to_contain_text(fakta.sanoo)
    lisattyja = editori.locator(".fakta-editorissa").count()
    kavija.paina("Lisää tekstiin", alue=valitsin)
    expect(editori.locator(".fakta-editorissa")).to_have_count(lisattyja + 1)
    expect(editori).to_contain_text(fakta.sanoo)


def kirjoita_perusteet(kavija, paatos):
    kavija.avaa(paatos)
    kavija.seuraa("Muokkaa ehdotusta ja perusteita")
    kavija.page.locator("#div_id_ehdotus .ProseMirror").click()
    kavija.page.keyboard.type("Työllisyysaluelautakunta antaa selostuksesta ilmenevän vastauksen.")
    kavija.tayta(
        {
            "Toimivallan peruste": "Kuopion kaupungin hallintosääntö § 30, § 32",
            "Ennakkoarviointia ei tehdä": True,
            "Arviointi tai syy, miksi sitä ei tehdä": "Kyseessä on toiminnan seuranta.",
            "Muutoksenhakukielto": True,
            "Sovellettu lainkohta": "kuntalaki (410/2015) 136 §",
        }
    )
    kavija.tarkista()
    kavija.paina("Tallenna")
    kavija.nakee("Luonnos on tallennettu.")
