"""The request as the municipality's liaison and the registering secretary see it."""

from io import BytesIO

from playwright.sync_api import expect
from pypdf import PdfWriter

from tests.browser import alkutilanne
from tests.browser.kello_middleware import siirry
from tests.browser.luonnos import TOTEUMA

OTSIKKO = "Esitys palvelujen toteutumisesta, tiedonkulusta ja yhdenvertaisuudesta"
KOHDAT = [
    "Lähipalvelujen saatavuus ja saavutettavuus",
    "Yhteyshenkilön puuttuminen ja tiedonkulku",
    "Palvelujen vaikuttavuuden seuranta, tilastot ja yhteydenpito",
    "Palvelujen yhdenvertaisuus ja lakisääteisten palvelujen toteutuminen",
    "Henkilöstöresurssien riittävyys",
]


def yhdyshenkilo_lahettaa_esityksen(raija):
    siirry(2025, 8, 28, 13, 20)
    raija.avaa("/esitykset/")
    raija.seuraa("Laadi esitys", alue=raija.page.locator("main"))
    raija.page.locator("#id_otsikko").fill(OTSIKKO)
    raija.tayta(
        {
            "Johdanto": "Kunta odottaa vastausta erikseen jokaiseen kohtaan.",
            "Esityksestä päättänyt toimielin": "kunnanhallitus",
            "Päätöksen päivä": "2025-08-25",
            "Pykälä": "§ 143",
            "Kunnan oma asianumero": "RAU/112/2025",
        }
    )
    for numero, otsikko in enumerate(KOHDAT, start=1):
        if numero > 3:
            raija.paina("Lisää kohta")
        raija.tayta(
            {
                "Otsikko": otsikko,
                "Kuvaus": f"Kohdassa {numero} kerrottu ei ole toteutunut.",
                "Mitä kunta esittää tehtäväksi": "Työllisyysalue vastaa kohtaan.",
            },
            alue=raija.ryhma(f"Kohta {numero}"),
        )
    raija.tarkista()
    liita(raija, "poytakirjanote.pdf", b"MZ\x90\x00" + b"\x00" * 200)
    raija.paina("Tallenna ja jatka lähettämiseen")

    raija.nakee("Tekstit tallennettiin luonnokseen, mutta kaikkia liitteitä ei voitu liittää.")
    expect(raija.kentta("Liite")).to_have_attribute("aria-invalid", "true")
    expect(raija.kentta("Otsikko", raija.ryhma("Kohta 5"))).to_have_value(KOHDAT[4])
    raija.tarkista()
    raija.kuvaa("kielletty-liite")

    liita(raija, "poytakirjanote.pdf", tyhja_pdf())
    raija.paina("Tallenna ja jatka lähettämiseen")
    raija.nakee("Lähetetäänkö esitys työllisyysalueelle?", "poytakirjanote.pdf", *KOHDAT)
    raija.tarkista()

    siirry(2025, 8, 28, 14, 12, 37)
    raija.paina("Lähetä esitys")
    raija.nakee("Esitys on saapunut työllisyysalueelle.", "28.8.2025 klo 14.12.37")
    raija.tarkista()
    raija.kuvaa("kuittaus")
    return raija.page.url


def liita(kavija, nimi, sisalto):
    kavija.kentta("Liite").set_input_files({"name": nimi, "mimeType": "application/pdf", "buffer": sisalto})


def tyhja_pdf():
    tiedosto = BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(tiedosto)
    return tiedosto.getvalue()


def kuittaus_tulee_postissa(pekka):
    alkutilanne.aja_tyot()
    pekka.avaa("/hallinta/posti/")
    pekka.nakee("Uusi esitys kirjattavaksi: Rautavaara")
    pekka.tarkista()
    pekka.seuraa(f"Esitys on saapunut: {OTSIKKO}")
    pekka.nakee("yhdyshenkilo@rautavaara.example", "Saapunut: 28.8.2025 klo 14.12.37")
    pekka.tarkista()


def sihteeri_kirjaa_esityksen(sirpa, esitys):
    siirry(2025, 9, 1, 9, 5)
    sirpa.avaa("/esitykset/")
    sirpa.tarkista()
    sirpa.seuraa(OTSIKKO)
    assert sirpa.page.url == esitys
    sirpa.seuraa("Kirjaa esitys")
    sirpa.tarkista()
    sirpa.paina("Kirjaa esitys")

    sirpa.nakee("Esitys kirjattiin asianumerolla 1743/00.01.02/2025.")
    siirry(2025, 9, 2, 8, 40)
    sirpa.paina("Ota valmisteluun")
    sirpa.nakee("Esitys otettiin valmisteluun.")


def kunta_lukee_vastauksen(raija, esitys):
    raija.avaa(esitys)
    raija.nakee("Työllisyysaluelautakunta 17.9.2025 § 58", TOTEUMA)
    raija.tarkista()
    raija.kuvaa("vastaus")
