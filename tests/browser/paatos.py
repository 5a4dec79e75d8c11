"""The decision as the secretary, the presenter and anybody see it."""

from datetime import date
from io import BytesIO

from django.core.management import call_command
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.esitys import KOHDAT, OTSIKKO
from tests.browser.kello_middleware import siirry
from tests.browser.luonnos import TOTEUMA, kirjoita_osio, kirjoita_perusteet
from tests.browser.palvelut import korjaa_kirjaus

VASTAUS = "Vastaus Rautavaaran kunnan esitykseen palvelujen toteutumisesta"


def sihteeri_valmistelee(sirpa, esitys):
    siirry(2025, 9, 9, 13, 40)
    sirpa.avaa(esitys)
    sirpa.seuraa("Aloita vastauksen luonnos")
    expect(sirpa.kentta("Asia").locator("option:checked")).to_have_text(f"1743/00.01.02/2025 {OTSIKKO}")
    sirpa.tarkista()
    sirpa.tayta(
        {
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
    assert "Luonnos" in pdf_teksti(lataa_pdf(sirpa, paatos))
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


def kukaan_muu_ei_nae_paatosta_viela(kuka_vain, paatos):
    kuka_vain.avaa("/paatokset/")
    kuka_vain.nakee("Päätöksiä ei ole vielä.")
    # Not opened as a page: the browser writes a missing page to its console as an error.
    assert kuka_vain.page.request.get(paatos).status == 404


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


def komento_kirjoittaa_asiakirjan(kuka_vain, paatos, tiedosto):
    call_command("asiakirja", "1743/00.01.02/2025", laji="paatos", tiedosto=tiedosto)

    assert tiedosto.read_bytes() == lataa_pdf(kuka_vain, paatos)
