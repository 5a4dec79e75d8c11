"""What the area does all year: local service, contacts, groups and figures, as its coordinator and staff see them."""

from datetime import date

from playwright.sync_api import expect

from tests.browser import alkutilanne
from tests.browser.kello_middleware import siirry


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
            "Perustelu": "Asiakasmäärä on suhteutettu käytettävissä oleviin henkilötyövuosiin.",
        }
    )
    kaisa.paina("Tallenna luonnos")
    kaisa.nakee("Luonnos on tallennettu. Lisää siihen rivit.")

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
    kaisa.nakee("Rivi on lisätty luonnokseen.")

    kaisa.seuraa("Tarkista ja hyväksy")
    kaisa.tarkista()
    kaisa.tayta({"Hyväksytty": "2024-12-11", "Hyväksymisen viite": "työllisyysaluejohtajan päätös § 24"})
    kaisa.paina("Hyväksy suunnitelma")
    kaisa.nakee("Suunnitelma on hyväksytty ja sen päivät ovat aikataulussa.", "11.12.2024")

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
            "Syy": "henkilöstösyy",
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


def korjaa_kirjaus(kaisa, pvm):
    avaa_paiva(kaisa, pvm)
    kaisa.seuraa("Korjaa väärä kirjaus")
    kaisa.tarkista()
    kaisa.tayta({"Miksi kirjaus perutaan": "Kirjattiin väärälle päivälle."})
    kaisa.paina("Peru kirjaus")
    kaisa.nakee("Kirjaus on peruttu. Päivä on taas avoin.")


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
    for nimi, alkaa, paattyy, paikka, nakyy in [
        (
            "Operatiivinen ohjausryhmä",
            "2025-11-06T13:00",
            "2025-11-06T15:00",
            "Kuopion kaupungintalo",
            "to 6.11.2025 klo 13.00",
        ),
        (
            "Koillinen tuotantoalue",
            "2025-09-25T09:00",
            "2025-09-25T11:00",
            "Lapinlahden kunnantalo",
            "to 25.9.2025 klo 9.00",
        ),
    ]:
        kaisa.seuraa(nimi, alue=kaisa.page.locator("main"))
        kaisa.seuraa("Lisää tapaaminen")
        kaisa.tayta({"Alkaa": alkaa, "Päättyy": paattyy, "Paikka": paikka})
        kaisa.paina("Lisää tapaaminen")
        kaisa.nakee("Tapaaminen lisättiin.", nakyy, "Rautavaara")
        kaisa.tarkista()
        kaisa.seuraa("Ryhmät")


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
