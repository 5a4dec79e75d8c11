"""The whole journey in Chromium: from the plan of local service to the board's decision as a PDF.

Each step is done as its person does it, through forms, on the day it happened; what is asserted is what that person
sees. Pages are looked at by axe on the way, and no page may write an error to the console.
"""

from datetime import date
from io import BytesIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect
from pypdf import PdfReader, PdfWriter

from tests.browser import alkutilanne
from tests.browser.kello_middleware import siirry
from tests.browser.luonnos import kirjoita_osio, kirjoita_perusteet
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.selain

OTSIKKO = "Esitys palvelujen toteutumisesta, tiedonkulusta ja yhdenvertaisuudesta"
KOHDAT = [
    "Lähipalvelujen saatavuus ja saavutettavuus",
    "Yhteyshenkilön puuttuminen ja tiedonkulku",
    "Palvelujen vaikuttavuuden seuranta, tilastot ja yhteydenpito",
    "Palvelujen yhdenvertaisuus ja lakisääteisten palvelujen toteutuminen",
    "Henkilöstöresurssien riittävyys",
]
VASTAUS = "Vastaus Rautavaaran kunnan esitykseen palvelujen toteutumisesta"
TOTEUMA = (
    "Jaksolle 1.1.–31.8.2025 suunnitelluista 17 lähipalvelupäivästä pidettiin 16 ja peruttiin 1 "
    "(äkillinen muutos 11.6.2025)."
)


def test_rautavaaran_esityksesta_paatokseksi(avaa_selain, tmp_path):
    alkutilanne.rakenna()
    siirry(2025, 1, 2, 9, 0)
    kaisa = avaa_selain("koordinaattori")
    kaisa.kirjaudu(Rooli.KOORDINAATTORI)
    aino = avaa_selain("asiantuntija", leveys=375)
    aino.kirjaudu(Rooli.ASIANTUNTIJA)
    raija = avaa_selain("yhdyshenkilo")
    raija.kirjaudu(Rooli.YHDYSHENKILO)
    sirpa = avaa_selain("sihteeri")
    sirpa.kirjaudu(Rooli.SIHTEERI)
    eero = avaa_selain("esittelija")
    eero.kirjaudu(Rooli.ESITTELIJA)
    pekka = avaa_selain("paakayttaja")
    pekka.kirjaudu(Rooli.PAAKAYTTAJA)
    kuka_vain = avaa_selain("kansalainen")

    koordinaattori_lisaa_avainprosessin(kaisa)
    koordinaattori_tekee_suunnitelman(kaisa)
    asiantuntija_kirjaa_paivan_puhelimella(aino)
    koordinaattori_nimeaa_vastuuhenkilot(kaisa)
    koordinaattori_perustaa_ryhmat(kaisa)
    koordinaattori_peruu_paivan_akillisesti(kaisa)
    koordinaattori_lahettaa_luettelon(kaisa)
    koordinaattori_sopii_tapaamiset(kaisa)
    esitys = yhdyshenkilo_lahettaa_esityksen(raija)
    kuittaus_tulee_postissa(pekka)
    sihteeri_kirjaa_esityksen(sirpa, esitys)
    koordinaattori_kirjaa_luvut(kaisa)
    paatos = sihteeri_valmistelee(sirpa)
    esittelija_palauttaa(eero, paatos)
    sihteeri_korjaa(sirpa, paatos)
    esittelija_hyvaksyy(eero, paatos)
    myohempi_muutos_ei_muuta_sivua(eero, kaisa, paatos)
    sihteeri_kirjaa_paatoksen(sirpa, paatos)
    myohempi_muutos_ei_muuta_asiakirjaa(sirpa, kaisa, paatos)
    sihteeri_merkitsee_tarkastetuksi(sirpa, paatos)
    kuka_tahansa_lukee_paatoksen(kuka_vain, paatos)
    kunta_lukee_vastauksen(raija, esitys)
    komento_kirjoittaa_asiakirjan(kuka_vain, paatos, tmp_path / "paatos.pdf")


def koordinaattori_lisaa_avainprosessin(kaisa):
    kaisa.avaa("/yhteyshenkilot/")
    kaisa.tarkista()
    kaisa.seuraa("Avainprosessit")
    kaisa.seuraa("Lisää avainprosessi")
    kaisa.tarkista()
    kaisa.tayta({"Nimi suomeksi": "alkupalvelut", "Nimi ruotsiksi": "inledande tjänster"})
    kaisa.paina("Lisää avainprosessi")

    kaisa.nakee("Avainprosessi lisättiin.", "Alkupalvelut")
    alkutilanne.lisaa_muut_prosessit()


def koordinaattori_tekee_suunnitelman(kaisa):
    kaisa.avaa("/lahipalvelut/687/")
    kaisa.nakee("Tulevia lähipalvelupäiviä ei ole.")
    kaisa.seuraa("Lisää palvelupiste")
    kaisa.tarkista()
    kaisa.tayta(
        {
            "Nimi": "Rautavaaran kunnantalo",
            "Käyntiosoite": "Savotantie 1, 73900 Rautavaara",
            "Saapuminen ja esteettömyys": "Pääoven vieressä on luiska.",
        }
    )
    kaisa.paina("Tallenna palvelupiste")
    kaisa.nakee("Palvelupiste Rautavaaran kunnantalo on lisätty.")

    kaisa.seuraa("Tee uusi suunnitelma")
    kaisa.tarkista()
    kaisa.tayta(
        {
            "Voimassa alkaen": "2025-01-01",
            "Hyväksytty": "2024-12-11",
            "Hyväksymisen viite": "työllisyysaluejohtajan päätös § 24",
            "Perustelu": "Asiakasmäärä on suhteutettu käytettävissä oleviin henkilötyövuosiin.",
        }
    )
    kaisa.paina("Tallenna suunnitelma")
    kaisa.nakee("Suunnitelma on tallennettu. Lisää siihen rivit.", "11.12.2024")

    kaisa.seuraa("Lisää rivi")
    kaisa.tayta(
        {
            "Ensimmäinen päivä": "2025-01-08",
            "Väli viikkoina": "2",
            "Alkaa": "09:00",
            "Päättyy": "15:00",
            "Palvelupiste": "Rautavaaran kunnantalo, Savotantie 1, 73900 Rautavaara",
            "Kuka käy": "Aino Harjula, työllisyysasiantuntija",
            "Paikan päällä": True,
            "Videoyhteydellä": True,
            "Puhelimitse": True,
            "Alkupalvelut": True,
        }
    )
    kaisa.paina("Esikatsele")
    kaisa.nakee("Joka toinen keskiviikko klo 9.00–15.00", "ke 8.1.2025", "ke 11.6.2025")
    kaisa.nakee("Mitään ei ole vielä tallennettu.")
    kaisa.tarkista()
    kaisa.kuvaa("rivin-esikatselu")
    kaisa.paina("Tallenna rivi")
    kaisa.nakee("Rivi on lisätty ja sen päivät ovat aikataulussa.")

    kaisa.avaa("/lahipalvelut/687/?alku=2025-01-01&loppu=2025-12-31")
    kaisa.nakee("ke 8.1.2025")
    expect(kaisa.rivi("ke 24.12.2025")).to_contain_text("Jouluaatto")
    kaisa.tarkista()


def asiantuntija_kirjaa_paivan_puhelimella(aino):
    siirry(2025, 1, 8, 15, 40)
    aino.avaa("/lahipalvelut/omat/")
    aino.tarkista()
    aino.kuvaa("omat-paivat")
    aino.rivi("ke 8.1.2025").get_by_role("button", name="Merkitse pidetyksi").click()

    aino.nakee("Rautavaara ke 8.1.2025 on merkitty pidetyksi.")
    expect(aino.rivi("ke 8.1.2025")).to_contain_text("pidetty")
    aino.seuraa("ke 8.1.2025")
    aino.nakee("Merkitty pidetyksi", "Aino Harjula")
    aino.tarkista()


def koordinaattori_nimeaa_vastuuhenkilot(kaisa):
    vastuut = [
        ("alkupalvelut", "Aino Harjula, työllisyysasiantuntija", "ensisijainen"),
        ("alkupalvelut", "Milla Tuomikoski, nuorten palvelujen asiantuntija", "sijainen"),
        ("työnantaja- ja yrityspalvelut", "Veera Salmenranta, yrityskoordinaattori", "ensisijainen"),
    ]
    kaisa.avaa("/yhteyshenkilot/687/")
    for prosessi, henkilo, laji in vastuut:
        kaisa.seuraa("Lisää vastuuhenkilö")
        kaisa.tayta({"Avainprosessi": prosessi, "Henkilö": henkilo, "Laji": laji, "Alkaen": "2025-01-08"})
        kaisa.paina("Lisää vastuu")
        kaisa.nakee("Vastuu lisättiin.")
    kaisa.nakee("Sijainen puuttuu: työnantaja- ja yrityspalvelut.")

    kaisa.seuraa("Lisää vastinpari")
    kaisa.tarkista()
    kaisa.tayta(
        {
            "Laji": "työnantajavastinpari",
            "Avainprosessi": "työnantaja- ja yrityspalvelut",
            "Työllisyysalueen henkilö": "Veera Salmenranta, yrityskoordinaattori",
            "Kunnan henkilö": "Markku Rautajoki, elinvoimapäällikkö",
        }
    )
    kaisa.paina("Lisää vastinpari")
    kaisa.nakee("Vastinpari lisättiin.", "Markku Rautajoki")
    kaisa.tarkista()


def koordinaattori_perustaa_ryhmat(kaisa):
    kaisa.avaa("/yhteyshenkilot/ryhmat/")
    for laji, nimi, kunnat in [
        ("operatiivinen ohjausryhmä", "operatiivinen ohjausryhmä", ["Rautavaara", "Siilinjärvi"]),
        ("tuotantoalue", "koillinen tuotantoalue", ["Rautavaara", "Lapinlahti", "Siilinjärvi"]),
    ]:
        kaisa.seuraa("Luo ryhmä")
        kaisa.tayta({"Laji": laji, "Nimi suomeksi": nimi})
        kaisa.paina("Luo ryhmä")
        kaisa.nakee("Ryhmä luotiin. Lisää sille jäsenkunnat ja tapaamiset.")
        kaisa.seuraa(nimi.capitalize(), alue=kaisa.page.locator("main"))
        for kunta in kunnat:
            kaisa.seuraa("Lisää jäsenkunta")
            kaisa.tayta({"Kunta": kunta, "Alkaen": "2025-01-08"})
            kaisa.paina("Lisää jäsenkunta")
            kaisa.nakee("Jäsenkunta lisättiin.", kunta)
        kaisa.seuraa("Ryhmät")
    kaisa.tarkista()


def koordinaattori_peruu_paivan_akillisesti(kaisa):
    siirry(2025, 6, 11, 7, 30)
    alkutilanne.kirjaa_pidetyiksi(ennen=date(2025, 6, 11))
    avaa_paiva(kaisa, date(2025, 6, 11))
    kaisa.seuraa("Peru tämä päivä")
    kaisa.nakee("Perutaanko Rautavaara, ke 11.6.2025?", "päivä merkitään äkilliseksi muutokseksi")
    kaisa.tarkista()
    kaisa.tayta(
        {
            "Syy": "sairastuminen",
            "Syyn kuvaus": "Asiantuntija sairastui yöllä, eikä sijaista ehditty saada.",
        }
    )
    kaisa.paina("Peru päivä")

    kaisa.nakee("Rautavaara ke 11.6.2025 on peruttu.", "äkillinen muutos", "1 tunti ennen")
    kaisa.tarkista()
    kaisa.kuvaa("peruttu-paiva")


def avaa_paiva(kavija, pvm):
    """From the municipality's ledger, as it is found there."""
    kavija.avaa(f"/lahipalvelut/687/?alku={pvm}&loppu={pvm}")
    kavija.seuraa(
        f"{pvm.day}.{pvm.month}.{pvm.year}", alue=kavija.page.locator("section[aria-labelledby=toteuma]")
    )


def koordinaattori_lahettaa_luettelon(kaisa):
    siirry(2025, 6, 12, 10, 15)
    kaisa.avaa("/yhteyshenkilot/")
    kaisa.seuraa("Lähetetyt luettelot")
    kaisa.seuraa("Lähetä luettelo")
    kaisa.tarkista()
    kaisa.paina("Esikatsele")
    kaisa.nakee("Lähetetäänkö luettelot?", "Milla Tuomikoski", "Raija Vaarala")
    kaisa.tarkista()
    kaisa.page.get_by_role("button", name="Lähetä").first.click()

    kaisa.nakee("Luettelo lähetettiin", "to 12.6.2025 klo 10.15", "sisältö täsmää")
    tiiviste = kaisa.page.locator("main code").first.inner_text()
    assert len(tiiviste) == 64
    kaisa.tarkista()
    kaisa.kuvaa("luettelon-lahetys")
    alkutilanne.aja_tyot()


def koordinaattori_sopii_tapaamiset(kaisa):
    siirry(2025, 8, 20, 9, 0)
    kaisa.avaa("/yhteyshenkilot/ryhmat/")
    for nimi, alkaa, paikka, nakyy in [
        (
            "Operatiivinen ohjausryhmä",
            "2025-11-06T13:00",
            "Kuopion kaupungintalo",
            "to 6.11.2025 klo 13.00",
        ),
        ("Koillinen tuotantoalue", "2025-09-25T09:00", "Lapinlahden kunnantalo", "to 25.9.2025 klo 9.00"),
    ]:
        kaisa.seuraa(nimi, alue=kaisa.page.locator("main"))
        kaisa.seuraa("Lisää tapaaminen")
        kaisa.tayta({"Alkaa": alkaa, "Paikka": paikka})
        kaisa.paina("Lisää tapaaminen")
        kaisa.nakee("Tapaaminen lisättiin.", nakyy, "Rautavaara")
        kaisa.tarkista()
        kaisa.seuraa("Ryhmät")


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


def koordinaattori_kirjaa_luvut(kaisa):
    siirry(2025, 9, 9, 10, 0)
    alkutilanne.kirjaa_pidetyiksi(ennen=date(2025, 9, 9))
    kaisa.avaa("/seuranta/687/")
    kaisa.seuraa("Kirjaa luvut")
    kaisa.tarkista()
    kaisa.tayta(
        {
            "Kuukausi": "8/2025",
            "Lähteen julkaisupäivä": "2025-09-09",
            "Huomautus": "testiaineistoa",
            "Työnhakijoita laskentapäivänä (lkm.)": "104",
            "Työttömät työnhakijat laskentapäivänä (lkm.)": "66",
            "Työttömien työnhakijoiden %-osuus työvoimasta (%)": "13,5",
            "Avoimet työpaikat kuukauden laskentapäivänä (lkm.)": "...",
        }
    )
    kaisa.paina("Kirjaa luvut")

    kaisa.nakee("Luvut kirjattiin kuukaudelle 8/2025.", "104", "13,5", "KEHA-keskus, Työnvälitystilasto")
    kaisa.nakee("salassa pidettävä")
    kaisa.tarkista()
    kaisa.kuvaa("luvut")


def sihteeri_valmistelee(sirpa):
    siirry(2025, 9, 9, 13, 40)
    sirpa.avaa("/paatokset/")
    sirpa.seuraa("Aloita luonnos")
    sirpa.tarkista()
    sirpa.tayta(
        {
            "Asia": f"1743/00.01.02/2025 {OTSIKKO}",
            "Toimielin": "Työllisyysaluelautakunta",
            "Otsikko": VASTAUS,
            "Esittelijä": "Eero Mäkirinne, va. työllisyysaluejohtaja",
            "Valmistelija": "Sirpa Niemenmaa, hallintosihteeri",
        }
    )
    sirpa.paina("Aloita luonnos")
    sirpa.nakee("Luonnos on aloitettu", *KOHDAT, "Kohdalla 1 ”Lähipalvelujen saatavuus")
    paatos = sirpa.page.url

    for numero, kohta in enumerate(KOHDAT[:4], start=1):
        kirjoita_osio(sirpa, paatos, numero, kohta)
    kirjoita_perusteet(sirpa, paatos)
    sirpa.nakee(TOTEUMA, "ke 24.12.2025", "Eero Mäkirinne")
    sirpa.paina("Lähetä esittelijälle")
    sirpa.nakee("Kohdalla 5 ”Henkilöstöresurssien riittävyys” ei ole vastausta eikä perustelua.", "luonnos")
    sirpa.tarkista()

    kaksi_sihteeria_ei_kirjoita_toistensa_yli(sirpa, paatos, KOHDAT[4])
    sirpa.avaa(paatos)
    sirpa.kuvaa("luonnos")
    sirpa.paina("Lähetä esittelijälle")
    sirpa.nakee("Ehdotus on lähetetty esittelijälle.", "esittelijällä")
    return paatos


def kaksi_sihteeria_ei_kirjoita_toistensa_yli(sirpa, paatos, kohta):
    sirpa.avaa(paatos)
    sirpa.seuraa(f"Muokkaa osiota {kohta}")
    oma, toinen = sirpa.page, sirpa.uusi_valilehti()
    toinen.goto(oma.url)
    kirjoita_editoriin(oma, "Henkilöstöä on vähennetty samalla tavalla koko alueella.")
    sirpa.paina("Tallenna")
    sirpa.nakee("Osio on tallennettu.")

    kirjoita_editoriin(toinen, "Toinen teksti samasta asiasta.")
    toinen.get_by_role("button", name="Tallenna", exact=True).click()
    main = toinen.locator("main")
    expect(main).to_contain_text("Näin toinen käyttäjä tallensi.")
    expect(main).to_contain_text("Henkilöstöä on vähennetty samalla tavalla koko alueella.")
    expect(toinen.locator(".ProseMirror").first).to_contain_text("Toinen teksti samasta asiasta.")
    toinen.close()


def kirjoita_editoriin(page, teksti):
    page.locator(".ProseMirror").first.click()
    page.keyboard.type(teksti)


def esittelija_palauttaa(eero, paatos):
    siirry(2025, 9, 10, 8, 15)
    eero.avaa(paatos)
    eero.tarkista()
    eero.seuraa("Palauta valmisteluun")
    eero.tayta(
        {"Mitä ehdotuksessa pitää korjata": "Kerro selostuksen alussa, että kohtiin vastataan erikseen."}
    )
    eero.tarkista()
    eero.paina("Palauta valmisteluun")

    eero.nakee("Ehdotus on palautettu valmisteluun.", "palautettu valmisteluun")


def sihteeri_korjaa(sirpa, paatos):
    siirry(2025, 9, 10, 9, 5)
    sirpa.avaa(paatos)
    sirpa.nakee("Kerro selostuksen alussa, että kohtiin vastataan erikseen.")
    sirpa.seuraa("Muokkaa ehdotusta ja perusteita")
    johdanto = sirpa.page.locator("#div_id_johdanto .ProseMirror")
    johdanto.click()
    sirpa.page.keyboard.press("Control+End")
    sirpa.page.keyboard.type(" Kohtiin vastataan erikseen.")
    sirpa.paina("Tallenna")
    sirpa.nakee("Luonnos on tallennettu.", "25.8.2025. Kohtiin vastataan erikseen.")
    sirpa.paina("Lähetä esittelijälle")
    sirpa.nakee("Ehdotus on lähetetty esittelijälle.")


def esittelija_hyvaksyy(eero, paatos):
    siirry(2025, 9, 10, 11, 30)
    eero.avaa(paatos)
    eero.seuraa("Hyväksy ehdotus")
    eero.nakee("Hyväksytäänkö päätösehdotus?", "jäädyttää faktat")
    eero.tarkista()
    eero.paina("Hyväksy ehdotus")

    eero.nakee("Ehdotus on hyväksytty ja faktat on jäädytetty.", "esittelijä hyväksynyt")


def myohempi_muutos_ei_muuta_sivua(eero, kaisa, paatos):
    ennen = paatoksen_teksti(eero, paatos)
    assert TOTEUMA in ennen

    siirry(2025, 9, 11, 9, 0)
    korjaa_kirjaus(kaisa, date(2025, 8, 20))

    assert paatoksen_teksti(eero, paatos) == ennen


def paatoksen_teksti(kavija, paatos):
    kavija.avaa(paatos)
    return kavija.page.locator("main article").inner_text().replace("\xa0", " ")


def korjaa_kirjaus(kaisa, pvm):
    avaa_paiva(kaisa, pvm)
    kaisa.seuraa("Korjaa väärä kirjaus")
    kaisa.tarkista()
    kaisa.tayta({"Miksi kirjaus perutaan": "Kirjattiin väärälle päivälle."})
    kaisa.paina("Peru kirjaus")
    kaisa.nakee("Kirjaus on peruttu. Päivä on taas avoin.")


def sihteeri_kirjaa_paatoksen(sirpa, paatos):
    siirry(2025, 9, 18, 9, 0)
    sirpa.avaa(paatos)
    sirpa.seuraa("Kirjaa kokouksen päätös")
    expect(sirpa.kentta("Pykälä")).to_have_value("58")
    sirpa.tayta({"Kokouspäivä": "2025-09-17", "Ehdotuksen mukaan": True})
    sirpa.tarkista()
    sirpa.paina("Kirjaa päätös")

    sirpa.nakee("Päätös on kirjattu ja asiakirja on valmis.", "§ 58", "17.9.2025")
    sirpa.tarkista()
    teksti = pdf_teksti(lataa_pdf(sirpa, paatos))
    for kohta in ["§ 58", "1743/00.01.02/2025", "ke 11.6.2025", "peruttu, äkillinen muutos", *KOHDAT[:1]]:
        assert kohta in teksti


def lataa_pdf(kavija, paatos):
    vastaus = kavija.page.request.get(f"{paatos.rstrip('/')}.pdf")
    assert vastaus.status == 200
    data = vastaus.body()
    assert data.startswith(b"%PDF")
    return data


def pdf_teksti(data):
    sivut = [sivu.extract_text() for sivu in PdfReader(BytesIO(data)).pages]
    return " ".join(" ".join(sivut).split())


def myohempi_muutos_ei_muuta_asiakirjaa(sirpa, kaisa, paatos):
    ennen = lataa_pdf(sirpa, paatos)

    siirry(2025, 9, 19, 9, 0)
    korjaa_kirjaus(kaisa, date(2025, 8, 6))

    assert lataa_pdf(sirpa, paatos) == ennen


def sihteeri_merkitsee_tarkastetuksi(sirpa, paatos):
    siirry(2025, 9, 22, 10, 0)
    sirpa.avaa(paatos)
    sirpa.seuraa("Merkitse pöytäkirja tarkastetuksi")
    sirpa.tarkista()
    sirpa.paina("Merkitse tarkastetuksi ja julkaise")

    sirpa.nakee("Päätös on nyt julkinen.", "pöytäkirja tarkastettu")


def kuka_tahansa_lukee_paatoksen(kuka_vain, paatos):
    kuka_vain.avaa("/paatokset/")
    kuka_vain.tarkista()
    kuka_vain.seuraa(VASTAUS)
    assert kuka_vain.page.url == paatos
    kuka_vain.nakee("§ 58", TOTEUMA, "104", "Muutoksenhaku", "kuntalaki (410/2015) 136 §")
    kuka_vain.tarkista()
    kuka_vain.kuvaa("paatos")
    assert "§ 58" in pdf_teksti(lataa_pdf(kuka_vain, paatos))
    kuka_vain.page.set_viewport_size({"width": 375, "height": 720})
    kuka_vain.tarkista()
    kuka_vain.kuvaa("paatos-puhelimella")


def kunta_lukee_vastauksen(raija, esitys):
    raija.avaa(esitys)
    raija.nakee("Työllisyysaluelautakunta 17.9.2025 § 58", TOTEUMA)
    raija.tarkista()
    raija.kuvaa("vastaus")


def komento_kirjoittaa_asiakirjan(kuka_vain, paatos, tiedosto):
    call_command("asiakirja", "1743/00.01.02/2025", laji="paatos", tiedosto=tiedosto)

    assert tiedosto.read_bytes() == lataa_pdf(kuka_vain, paatos)
