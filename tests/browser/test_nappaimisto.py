"""The thread from a municipality's request to an approved proposal, without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.browser import alkutilanne
from tests.browser.kello_middleware import siirry
from tests.browser.nappaimisto import Nappaimisto
from tyollisyysalue import demo
from tyollisyysalue.roolit import Rooli

pytestmark = pytest.mark.selain

OTSIKKO = "Esitys lähipalveluista"
SOPIMUS = "Sopimus asiakastietojärjestelmän käyttöoikeuksista"


def test_request_is_answered_by_keyboard_alone(avaa_selain):
    alkutilanne.rakenna()
    siirry(2025, 9, 1, 9, 0)
    kuka_vain = Nappaimisto(avaa_selain("kansalainen"))
    hyppylinkki_on_ensin(kuka_vain)
    virheisiin_paasee(kuka_vain)

    raija = kirjaudu(avaa_selain("yhdyshenkilo"), Rooli.YHDYSHENKILO)
    esitys = yhdyshenkilo_lahettaa_esityksen(raija)
    sirpa = kirjaudu(avaa_selain("sihteeri"), Rooli.SIHTEERI)
    paatos = sihteeri_aloittaa_luonnoksen(sirpa, esitys)
    sihteeri_kirjoittaa_osion(sirpa, paatos)
    sihteeri_kirjoittaa_perusteet(sirpa, paatos)
    eero = kirjaudu(avaa_selain("esittelija"), Rooli.ESITTELIJA)
    esittelija_hyvaksyy(eero, paatos)


def hyppylinkki_on_ensin(kuka_vain):
    kuka_vain.avaa("/")
    assert kuka_vain.seuraava()["nimi"] == "Siirry sisältöön"
    kuka_vain.paina("Enter")
    assert kuka_vain.pysahdys()["id"] == "sisalto"
    kuka_vain.seuraava()
    assert kuka_vain.kavija.page.evaluate("document.activeElement.closest('main') !== null")


def virheisiin_paasee(kuka_vain):
    """The summary has the focus, its links lead to the fields."""
    kuka_vain.avaa("/palaute/")
    kuka_vain.valitse("Lähetä palaute")
    assert "virheyhteenveto" in kuka_vain.pysahdys()["luokka"]
    kuka_vain.etene("Palautteesi")
    kuka_vain.paina("Enter")
    assert kuka_vain.pysahdys()["id"] == "id_teksti"


def kirjaudu(kavija, rooli):
    nappaimisto = Nappaimisto(kavija)
    nappaimisto.avaa("/")
    nappaimisto.valitse("Kirjaudu sisään")
    # The first field of the page has the focus already.
    assert nappaimisto.pysahdys()["elementti"] in {"INPUT", "BODY"}
    if nappaimisto.pysahdys()["elementti"] == "BODY":
        nappaimisto.etene("Sähköposti")
    nappaimisto.keyboard.type(demo.kirjautuja(rooli).email)
    nappaimisto.kirjoita({"Salasana": demo.SALASANA})
    nappaimisto.valitse("Kirjaudu sisään")
    kavija.nakee("Kirjaudu ulos", alue="header")
    return nappaimisto


def yhdyshenkilo_lahettaa_esityksen(raija):
    raija.avaa("/esitykset/")
    raija.valitse("Laadi esitys")
    raija.kirjoita(
        {
            "Otsikko": OTSIKKO,
            "Johdanto": "Kunta odottaa vastausta.",
            "Esityksestä päättänyt toimielin": "kunnanhallitus",
            # Typed in the order of the browser's own language: a day that is the same in all of them.
            "Päätöksen päivä": "08082025",
            "Pykälä": "143",
        }
    )
    # The same name once more: the first item's.
    raija.kirjoita(
        {
            "Otsikko": "Lähipalvelut",
            "Kuvaus": "Päivät puuttuvat.",
            "Mitä kunta esittää tehtäväksi": "Vastaus.",
        }
    )
    raija.valitse("Tallenna ja jatka lähettämiseen")
    raija.kavija.nakee("Lähetetäänkö esitys työllisyysalueelle?", "8.8.2025")
    raija.valitse("Lähetä esitys")
    raija.kavija.nakee("Esitys on saapunut työllisyysalueelle.")
    return raija.kavija.page.url


def sihteeri_aloittaa_luonnoksen(sirpa, esitys):
    sirpa.avaa(esitys)
    sirpa.valitse("Kirjaa esitys")
    sirpa.valitse("Kirjaa esitys")
    sirpa.kavija.nakee("Esitys kirjattiin asianumerolla")
    sirpa.valitse("Ota valmisteluun")
    sirpa.valitse("Aloita vastauksen luonnos")
    sirpa.kirjoita(
        {
            "Toimielin": "Työllisyysaluelautakunta",
            "Otsikko": "Vastaus esitykseen",
            "Esittelijä": "Eero",
            "Valmistelija": "Sirpa",
        }
    )
    sirpa.valitse("Aloita luonnos")
    sirpa.kavija.nakee("Luonnos on aloitettu")
    return sirpa.kavija.page.url


def sihteeri_kirjoittaa_osion(sirpa, paatos):
    page = sirpa.kavija.page
    sirpa.avaa(paatos)
    sirpa.valitse("Muokkaa osiota Lähipalvelut")
    expect(page.locator(".prose-menubar[role]").first).to_be_attached()
    sirpa.etene("Teksti")
    sirpa.keyboard.type("Päivät ovat tiedossa. ")
    tekstista_paasee_pois(sirpa)

    sirpa.kirjoita({"Fakta": SOPIMUS})
    expect(page.locator("#fakta-esikatselu")).to_contain_text("20.8.2025")
    sirpa.etene("Lisää tekstiin")
    sirpa.paina("Enter")
    expect(page.locator(".ProseMirror .fakta-editorissa")).to_have_count(1)
    # The writer goes on where the text was left.
    assert "ProseMirror" in sirpa.pysahdys()["luokka"]
    sirpa.valitse("Tallenna")
    sirpa.kavija.nakee("Osio on tallennettu.", "Päivät ovat tiedossa.", "20.8.2025")


def tekstista_paasee_pois(sirpa):
    """Tab leaves the text forwards and backwards; in a list it first makes the item an inner one."""
    assert "ProseMirror" not in sirpa.seuraava()["luokka"]
    assert "ProseMirror" in sirpa.seuraava("Shift+Tab")["luokka"]
    assert "ProseMirror" not in sirpa.seuraava("Shift+Tab")["luokka"]
    assert "ProseMirror" in sirpa.seuraava()["luokka"]
    sirpa.keyboard.type("\n- yksi\nkaksi")
    for _painallus in range(3):
        if "ProseMirror" not in sirpa.seuraava()["luokka"]:
            return
    raise AssertionError("The editor is a trap.")


def sihteeri_kirjoittaa_perusteet(sirpa, paatos):
    sirpa.avaa(paatos)
    sirpa.valitse("Muokkaa ehdotusta ja perusteita")
    expect(sirpa.kavija.page.locator(".prose-menubar[role]").first).to_be_attached()
    sirpa.kirjoita(
        {
            "Päätösehdotus": "Lautakunta antaa selostuksesta ilmenevän vastauksen.",
            "Toimivallan peruste": "hallintosääntö § 30",
        }
    )
    sirpa.kirjoita({"Ennakkoarviointia ei tehdä": True})
    sirpa.kirjoita({"Arviointi tai syy, miksi sitä ei tehdä": "Kyse on seurannasta."})
    sirpa.kirjoita({"Muutoksenhakukielto": True, "Sovellettu lainkohta": "kuntalaki 136 §"})
    sirpa.valitse("Tallenna")
    sirpa.kavija.nakee("Luonnos on tallennettu.")
    sirpa.valitse("Lähetä esittelijälle")
    sirpa.kavija.nakee("Ehdotus on lähetetty esittelijälle.")


def esittelija_hyvaksyy(eero, paatos):
    eero.avaa(paatos)
    eero.valitse("Hyväksy ehdotus")
    eero.kavija.nakee("Hyväksytäänkö päätösehdotus?")
    eero.valitse("Hyväksy ehdotus")
    eero.kavija.nakee("Ehdotus on hyväksytty ja faktat on jäädytetty.")
